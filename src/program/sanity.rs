//! Proof that a program makes sense: every tier can be reached, awards fall, gates follow one another.

use crate::band::{Band, Case};
use crate::calendar::Day;
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::program::{Accelerator, Bound, Component, Gate, Requirement, Tier};
use crate::signal::{Level, Signal};

/// The least level of each signal that some requirements ask for.
struct Least([Level; Signal::ALL.len()]);

impl Least {
    fn of<'r>(requirements: impl Iterator<Item = &'r Requirement>) -> Self {
        let mut least = Signal::ALL.map(Signal::lowest);
        for requirement in requirements {
            if let Bound::AtLeast(level) = requirement.bound {
                for slot in least.iter_mut().filter(|slot| slot.signal() == level.signal()) {
                    *slot = (*slot).max(level);
                }
            }
        }
        Self(least)
    }

    fn meets(&self, requirement: &Requirement) -> bool {
        self.0.iter().filter(|level| level.signal() == requirement.signal).all(|level| match requirement.bound {
            Bound::AtLeast(bound) => *level >= bound,
            Bound::AtMost(bound) => *level <= bound,
        })
    }

    /// True where whoever lies at or above this point, and keeps `own`, keeps the requirement too.
    fn implies(&self, requirement: &Requirement, own: &[&Requirement]) -> bool {
        match requirement.bound {
            Bound::AtLeast(_) => self.meets(requirement),
            Bound::AtMost(most) => own.iter().any(
                |other| matches!(other.bound, Bound::AtMost(bound) if bound.signal() == most.signal() && bound <= most),
            ),
        }
    }

    fn meets_all(&self, requirements: &[Requirement]) -> bool {
        requirements.iter().all(|requirement| self.meets(requirement))
    }
}

/// Notes tiers that no signals reach: screening rules out what they require, or whoever meets one meets a higher one too.
/// What a tier asks for at least is a point, and whoever reaches the tier lies at or above it; a bound from above is
/// shared only where the tier, or screening, has one that is as low.
pub fn check_tiers(tiers: &[(Tier, Span)], screening: &[Requirement], found: &mut Vec<Diagnostic>) {
    for (at, (tier, span)) in tiers.iter().enumerate() {
        let own: Vec<&Requirement> = tier.requires.iter().chain(screening).collect();
        let least = Least::of(own.iter().copied());
        let above = || tiers.iter().take(at);
        if let Some((twin, _)) = above().find(|(other, _)| other.award.value == tier.award.value) {
            let message = format!("tiers `{}` and `{}` have the same award", twin.id, tier.id);
            let help = "awards fall strictly from tier to tier: change one of the two";
            found.push(Diagnostic::at(*span, Code::ProgramOrder, message, "wanted an award of its own", help));
        }
        if !least.meets_all(screening) || !least.meets_all(&tier.requires) {
            let message = format!("no signals reach tier `{}`: screening rules out what it requires", tier.id);
            let help = "loosen the requirement or the screening rule";
            found.push(Diagnostic::at(*span, Code::UnreachableTier, message, "out of reach", help));
        } else if let Some((higher, _)) =
            above().find(|(higher, _)| higher.requires.iter().all(|one| least.implies(one, &own)))
        {
            let message = format!("no signals reach tier `{}`: whoever meets it meets `{}` too", tier.id, higher.id);
            let help = "require more of the higher tier, or remove the lower one";
            found.push(Diagnostic::at(*span, Code::UnreachableTier, message, "out of reach", help));
        }
    }
}

/// Notes grants with an id that another grant or a tranche has.
pub fn check_grants<'c>(
    components: impl Iterator<Item = &'c (Component, Span)> + Clone,
    accelerator: &Accelerator,
    found: &mut Vec<Diagnostic>,
) {
    for (at, (component, span)) in components.clone().enumerate() {
        let is_tranche = accelerator.tranche_number(component.id.as_str()).is_some();
        let is_taken = component.id == accelerator.grant || is_tranche;
        if is_taken || components.clone().take(at).any(|(other, _)| other.id == component.id) {
            let message = format!("`{}` is the id of two grants of the program", component.id);
            found.push(Diagnostic::at(
                *span,
                Code::DuplicateId,
                message,
                "wanted an id of its own",
                "rename one of the two",
            ));
        }
    }
}

/// Notes gates of a tier that do not exist or do not follow one another.
pub fn check_gates(tier: &Tier, span: Span, gates: &[Gate], found: &mut Vec<Diagnostic>) {
    let mut note = |code, message: String, wanted: &str, help: &str| {
        found.push(Diagnostic::at(span, code, message, wanted, help));
    };
    if tier.choice(tier.default_tranches.value).is_none() {
        let message =
            format!("tier `{}` has no gates for {} tranches, its default", tier.id, tier.default_tranches.value);
        note(
            Code::ProgramGap,
            message,
            "wanted gates for each number of tranches",
            "add a `tranches` table for that number",
        );
    }
    for choice in &tier.choices {
        let asked = choice.count.saturating_sub(1);
        if choice.gates.len() != asked {
            let (id, count, found) = (&tier.id, choice.count, choice.gates.len());
            let message = format!("{count} tranches of tier `{id}` have {found} gates");
            let wanted = format!("wanted {asked}: every tranche but the first has one");
            note(Code::ProgramGap, message, &wanted, "give each tranche its gate");
        }
        let mut before = Band::same(Day::ZERO);
        for due in &choice.gates {
            if !gates.iter().any(|gate| gate.id == due.gate) {
                let message = format!("tier `{}` names gate `{}`, which the program does not have", tier.id, due.gate);
                note(Code::ProgramGap, message, "wanted a gate under [gates]", "add the gate, or correct its name");
            }
            if Case::ALL.iter().any(|case| due.due.value.get(*case) < before.get(*case)) {
                let message = format!("gate `{}` of tier `{}` is due before the gate ahead of it", due.gate, tier.id);
                note(Code::ProgramOrder, message, "wanted gates in order", "raise its days, or put it ahead");
            }
            before = due.due.value;
        }
    }
}

/// Remarks on tiers that do not ask for what a lower tier asks for.
pub fn notes(tiers: &[Tier]) -> Vec<String> {
    let mut notes = Vec::new();
    for (at, lower) in tiers.iter().enumerate() {
        for higher in tiers.iter().take(at) {
            let own: Vec<&Requirement> = higher.requires.iter().collect();
            let least = Least::of(own.iter().copied());
            for missing in lower.requires.iter().filter(|requirement| !least.implies(requirement, &own)) {
                let (high, low) = (&higher.id, &lower.id);
                notes.push(format!("tier `{high}` does not require `{}`, which `{low}` below it does", missing.signal));
            }
        }
    }
    notes
}
