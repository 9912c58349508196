//! What stands: credits held, what has happened, and what the answer is expected to be.

use crate::band::Case;
use crate::document::quoted;
use crate::program::Program;
use crate::schema::{Key, Kind, Rule, Table};

/// `[[credits]]`, each with all its keys and an id of its own.
pub fn credits(program: &Program) -> Key {
    let taken = program.components().map(|component| component.id.to_string()).collect();
    let prefix = format!("{}-", program.accelerator.grant);
    let covers = Kind::list(Kind::Either(vec![Kind::Everything, Kind::Id]));
    let keys = [
        Key::new("id", "Its name in every output; no grant's of the program", Kind::Id),
        Key::new("provider", "Whose charges it pays", Kind::Id),
        Key::new("remaining", "What is left on day 0, or on `issued` where that is later", Kind::amount()),
        Key::new("issued", "The day it was or will be issued", Kind::Date),
        Key::new("expires", "The last day on which it pays, not before `issued`", Kind::Date),
        Key::new("covers", "The services that it pays for; [\"*\"] is every service of its provider", covers),
    ];
    let held = Table::new(keys.map(Key::required)).with([Rule::Reserved { key: "id", taken, prefix }]);
    let provider = quoted(program.accelerator.provider.as_str());
    let example = format!(
        "[{{ id = \"founders\", provider = {provider}, remaining = 1_000, issued = <+-90>, expires = <+270>, \
         covers = [\"*\"] }}]"
    );
    Key::new("credits", "Credits already held", Kind::list(held.kind())).like(example)
}

/// `[actuals]`.
pub fn actuals(program: &Program) -> Key {
    let gate = |id: &str| Key::new(id, "The day the gate was met, not before `decided`", Kind::Date);
    let gates = Table::new(program.gates.iter().map(|gate_of| gate(gate_of.id.as_str())));
    let tiers = Kind::word(program.tiers.iter().map(|tier| tier.id.as_str()));
    let keys = [
        Key::new("decision", "The accelerator's decision", Kind::word(["accepted", "rejected"])),
        Key::new("decided", "The day of the decision, not before the filing", Kind::Date),
        Key::new("tier", "The tier of the offer letter; required where the facts assign none", tiers),
        Key::new("milestones", "The days on which gates were met", gates.kind()),
        Key::new("grants", "Grants that have come or were declined", Kind::list(grant(program).kind())),
    ];
    let rules = [
        Rule::Needs("decision", "decided"),
        Rule::Needs("decided", "decision"),
        Rule::Needs("tier", "decision"),
        Rule::Needs("milestones", "decision"),
        Rule::Bars { key: "decision", value: "rejected", barred: &["tier", "milestones"] },
    ];
    let meaning = "What has happened, in place of what was planned";
    Key::new("actuals", meaning, Table::new(keys).with(rules).kind()).like(example(program))
}

/// An entry of `[[actuals.grants]]`.
fn grant(program: &Program) -> Table {
    let tranches = (1..=program.most_tranches()).map(|number| program.accelerator.tranche(number).to_string());
    let ids = program.components().map(|component| component.id.to_string()).chain(tranches).collect();
    let keys = [
        Key::new("id", "The grant, as `eval` prints it", Kind::Word(ids)).required(),
        Key::new("issued", "The day it was issued, not before day 0", Kind::Date),
        Key::new("amount", "Its amount", Kind::amount()),
        Key::new("declined", "It was turned down: takes the place of `issued` and `amount`", Kind::Truth),
    ];
    Table::new(keys).with([Rule::Unless { key: "declined", wanted: &["issued", "amount"] }])
}

fn example(program: &Program) -> String {
    let mut parts = vec!["decision = \"accepted\"".to_owned(), "decided = <+90>".to_owned()];
    parts.extend(program.tiers.last().map(|tier| format!("tier = {}", quoted(tier.id.as_str()))));
    parts.extend(program.gates.first().map(|gate| format!("milestones = {{ {} = <+135> }}", gate.id)));
    let grant = program.stack.first();
    parts.extend(grant.map(|part| {
        let id = quoted(part.id.as_str());
        format!("grants = [{{ id = {id}, issued = <+14>, amount = {} }}]", part.amount.value.likely)
    }));
    format!("{{ {} }}", parts.join(", "))
}

/// `[expect]`.
pub fn expect(program: &Program) -> Key {
    let granted = Table::new(
        Case::ALL.map(|case| Key::new(case.name(), format!("In the {case} case"), Kind::amount()).required()),
    );
    let tier = program.tiers.last().map_or_else(String::new, |tier| quoted(tier.id.as_str()));
    let keys = [
        Key::new("program", "The program's version", Kind::Name).like(quoted(&program.version)),
        Key::new("eligible", "`screening.eligible`", Kind::word(["yes", "no", "unknown"])).like("\"unknown\""),
        Key::new("tier", "`tier.assigned`", Kind::Id).like(tier),
        Key::new("granted", "`totals.granted` in each case", granted.kind())
            .like("{ cautious = 350_000, likely = 350_000, best = 375_000 }"),
    ];
    // Under other rules there may be other tiers.
    let words = program.tiers.iter().map(|tier| tier.id.as_str().to_owned()).collect();
    let known = Rule::Known { key: "tier", words, under: "program", value: program.version.clone() };
    Key::new("expect", "What the answer is expected to be; it changes none", Table::new(keys).with([known]).kind())
}
