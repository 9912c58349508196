//! The form of a program file.

mod entities;

use super::kind::{Key, Kind, Rule, Table};
use crate::band::Case;
use crate::program::BASES;
use crate::program::bounds::{LAST_LINE, LONGEST_DAYS, LONGEST_MONTHS, MOST_TRANCHES, MOST_VALUES, SHARE_DECIMALS};
use crate::signal::Signal;

/// Every table of a program, in the order of the built-in file.
pub fn form() -> Table {
    let table = |name: &str, meaning: &str, table: Table| Key::new(name, meaning, table.kind()).required();
    let of_ids =
        |name: &str, meaning: &str, value: Table| Key::new(name, meaning, Table::names(Kind::Id, value.kind()).kind());
    let extends = "Take the built-in program and give only what differs";
    let keys = [
        Key::new("extends", extends, Kind::Only("builtin")),
        Key::new("id", "The program's id", Kind::Id).required(),
        Key::new("version", "The program's version", Kind::Name).required(),
        table("source", "The document that the rules are taken from", source()),
        of_ids("services", "Services whose provider a profile need not name", service()),
        table("signals", "How signals are derived from a profile's facts", signals()),
        Key::new("screening", "What an application has to show, by signal", requirements()).required(),
        table("recommendation", "The thresholds of what to do", recommendation()),
        table("edp", "What is known of committed-spend discounts", edp()),
        of_ids("tiers", "Sizes of award and what each takes", entities::tier()),
        of_ids("gates", "What releases a tranche", entities::gate()),
        table("accelerator", "The accelerator's award and its clock", entities::accelerator()),
        of_ids("stack", "Grants that the partner files", entities::component()),
        of_ids("direct", "Grants asked for directly", entities::component()),
        table("process", "The calendar of an application", process()),
        table("funnel", "How many of a cohort get how far", funnel()),
        of_ids("benefits", "What is of worth and on no ledger", benefit()),
        of_ids("conflicts", "Where lines contradict each other", conflict()),
    ];
    let required = keys.iter().filter(|key| key.is_required).map(|key| key.name.clone()).collect();
    Table::new(keys.map(Key::optional)).with([Rule::RequiredWithout("extends", required)])
}

/// A table of a program: its keys, and the one that takes the table out of the program that is extended. Nothing in it
/// is required, since a file may give only what differs; `program check` says what is missing.
fn part(keys: impl IntoIterator<Item = Key>) -> Table {
    let remove = Key::new("remove", "Take this out of the program that is extended", Kind::Only("true"));
    Table::new(keys.into_iter().chain([remove]))
}

/// A table with a citation of its own.
fn cited_part(keys: impl IntoIterator<Item = Key>) -> Table {
    part(keys.into_iter().chain(citation()))
}

fn citation() -> [Key; 4] {
    let cases = Kind::List { least: 1, of: Box::new(Kind::word(Case::ALL.map(Case::name))) };
    let conflicts = Kind::List { least: 1, of: Box::new(Kind::Id) };
    [
        Key::new("lines", "The lines of the source that state it", lines()),
        Key::new("why", "Why the value is what it is", Kind::Name.shared("text")),
        Key::new(
            "assumed",
            "No line states it: true, or the cases that are assumed",
            Kind::Either(vec![Kind::Truth, cases]).shared("assumed"),
        ),
        Key::new(
            "conflict",
            "The conflict that it settles, or several",
            Kind::Either(vec![Kind::Id, conflicts]).shared("conflict"),
        ),
    ]
}

fn lines() -> Kind {
    Kind::list(Kind::Whole { least: 1, most: LAST_LINE }).shared("lines")
}

/// A value with its citation.
fn cited(name: &str, meaning: &str, kind: Kind) -> Key {
    Key::new(name, meaning, cited_part([Key::new("value", "The value", kind)]).kind())
}

/// A value in each case with its citation.
fn band(name: &str, meaning: &str, kind: &Kind) -> Key {
    Key::new(name, meaning, bands(kind).kind())
}

fn bands(kind: &Kind) -> Table {
    cited_part(Case::ALL.map(|case| Key::new(case.name(), format!("In the {case} case"), kind.clone())))
}

fn days() -> Kind {
    Kind::Whole { least: 0, most: LONGEST_DAYS }.shared("days")
}

fn months() -> Kind {
    Kind::Whole { least: 0, most: LONGEST_MONTHS }.shared("months")
}

const fn tranches() -> Kind {
    Kind::Whole { least: 1, most: MOST_TRANCHES }
}

fn share() -> Kind {
    Kind::Decimal { least: "0", most: "1", decimals: SHARE_DECIMALS }.shared("share")
}

fn amount() -> Kind {
    Kind::amount().shared("amount")
}

fn count() -> Kind {
    Kind::count().shared("count")
}

fn names() -> Kind {
    Kind::List { least: 1, of: Box::new(Kind::Name) }
}

/// The services that a grant pays for.
fn coverage() -> Kind {
    Kind::list(Kind::Either(vec![Kind::Everything, Kind::Id]))
}

fn levels(signal: Signal) -> Kind {
    Kind::word(signal.scale().iter().copied())
}

fn source() -> Table {
    part([
        Key::new("title", "Its title", Kind::Name),
        Key::new("publisher", "Who publishes it", Kind::Name),
        Key::new("url", "Its address", Kind::Name),
        Key::new("sha256", "SHA-256 of its text, in hexadecimal", Kind::Name),
        Key::new("standing", "What its word is worth", Kind::Name),
    ])
}

fn service() -> Table {
    cited_part([Key::new("provider", "Who bills it", Kind::Id)])
}

/// A bound on each signal that decides.
fn requirements() -> Kind {
    let deciding = Signal::ALL.into_iter().filter(|signal| !signal.is_count());
    part(deciding.map(|signal| {
        let bounds = [
            Key::new("at_least", "The lowest level that will do", levels(signal)),
            Key::new("at_most", "The highest level that will do", levels(signal)),
        ];
        let bound = cited_part(bounds).with([Rule::Excludes("at_least", "at_most")]);
        Key::new(signal.name(), format!("What is asked of {signal}; one of at_least and at_most"), bound.kind())
    }))
    .kind()
    .shared("requirements")
}

/// Each signal's place in the document, with the thresholds of those that have any.
fn signals() -> Table {
    part(Signal::ALL.map(|signal| {
        let movable = "movable where a company can change it before it applies, else fixed";
        let change = Key::new("change", movable, Kind::word(["movable", "fixed"]));
        let keys = std::iter::once(change).chain(thresholds(signal));
        Key::new(signal.name(), format!("How {signal} is derived"), cited_part(keys).kind())
    }))
}

fn thresholds(signal: Signal) -> Vec<Key> {
    match signal {
        Signal::Backing => vec![cited(
            "tier_1",
            "The investors that count as tier-1, compared by their letters and digits alone",
            names(),
        )],
        Signal::Commitment => vec![
            cited("committed_service", "The service that the commitment is to", Kind::Id),
            cited("hedging_service", "The service whose use reads as a hedge", Kind::Id),
            cited("hedge_share", "The share of a month's spend on both above which it is one", share()),
            cited("hedged_at_most", "The most that a hedged commitment counts for", levels(signal)),
            cited("dual_path_monthly", "The monthly spend from which both paths are worth it", amount()),
        ],
        Signal::Traction => vec![
            cited("users_at_scale", "Users at scale", count()),
            cited("lois_at_scale", "Named letters of intent at scale", count()),
            cited("mrr_at_scale", "Monthly revenue at scale, with growth", amount()),
            cited(
                "growth_months",
                "Monthly values over which growth has to be visible",
                Kind::Whole { least: 2, most: MOST_VALUES },
            ),
            cited("mrr_commercial", "The least monthly revenue that is commercial", amount()),
            cited("partners_commercial", "The fewest design partners that are commercial", count()),
            cited("users_early", "The fewest users that are early traction", count()),
        ],
        Signal::Projection => {
            let bases = Kind::List { least: 1, of: Box::new(Kind::word(BASES)) };
            vec![
                cited("service", "The service whose spend is projected", Kind::Id),
                cited("documented", "The bases that document a projection", bases),
                cited("months", "The months of the projection", months()),
                cited("total", "The least total of a platform-defining one", amount()),
                cited("reached_by", "The month by which the monthly figure is reached", months()),
                cited("monthly", "That monthly figure", amount()),
            ]
        }
        Signal::Stage | Signal::Product | Signal::Team | Signal::Poc | Signal::Engagement => Vec::new(),
    }
}

fn recommendation() -> Table {
    part([
        cited("primary_months", "Months that a team has to be willing to stay", count()),
        cited("edp_stage", "The stage from which committed-spend discounts fit", levels(Signal::Stage)),
        cited("founder_hours", "The least founder hours for an application", count()),
        cited("founder_hours_upper", "The most founder hours that it is said to take", count()),
        cited("founder_hours_observed", "The founder hours of the worked example", count()),
    ])
}

fn edp() -> Table {
    cited_part([Key::new("known", "What is known", Kind::list(Kind::Name))])
}

fn process() -> Table {
    part([
        cited("screening_result", "Days from application to the screening result", days()),
        cited("interview", "Days from application to the interview", days()),
        cited("interview_minutes", "Minutes of the interview", count()),
        cited("interview_topics", "What it asks about", names()),
    ])
}

fn funnel() -> Table {
    part([
        cited("applications_low", "The fewest applications of a cohort", count()),
        cited("applications_high", "The most", count()),
        cited("applications", "The number that the chain starts from", count()),
        cited("screened", "Those that pass screening", count()),
        cited("interviewed", "Those that are interviewed", count()),
        cited("selected", "Those that are selected", count()),
        cited("ceiling_low", "The fewest awards of the highest tier", count()),
        cited("ceiling_high", "The most", count()),
        cited("acceptance", "Selected over applicants", share()),
    ])
}

fn benefit() -> Table {
    cited_part([Key::new("title", "What it is", Kind::Name), Key::new("helps", "Whom it helps", Kind::Name)])
}

fn conflict() -> Table {
    let readings = Kind::List { least: 2, of: Box::new(Kind::Remark) };
    part([
        Key::new("title", "What it is about", Kind::Name),
        Key::new("lines", "The lines in conflict", lines()),
        Key::new("readings", "The readings, at least two", readings),
        Key::new("used", "The one in use", Kind::Remark),
        Key::new("why", "Why that one", Kind::Remark),
    ])
}
