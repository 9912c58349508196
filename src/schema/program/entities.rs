//! Tiers, gates and grants of a program.

use super::{amount, band, bands, cited, cited_part, coverage, days, months, part, requirements, share, tranches};
use crate::program::OnMiss;
use crate::schema::{Key, Kind, Table};

/// An entry of `[tiers]`.
pub fn tier() -> Table {
    let due = Table::names(Kind::Id, bands(&days()).kind());
    let choice =
        part([Key::new("gates", "The gate of tranche 2, 3, …, each with its days after acceptance", due.kind())]);
    cited_part([
        cited("award", "Its award", amount()),
        cited("share", "Its share of accepted companies", share()),
        Key::new("requires", "What it takes, by signal", requirements()),
        cited("needs_engagement", "Whether an award without any engagement deserves a warning", Kind::Truth),
        cited("default_tranches", "The number of tranches without an offer", tranches()),
        Key::new(
            "tranches",
            "The numbers of tranches that an offer may name, each with its gates",
            Table::names(tranches(), choice.kind()).kind(),
        ),
    ])
}

/// An entry of `[gates]`.
pub fn gate() -> Table {
    cited_part([
        Key::new("title", "What it is called", Kind::Name),
        Key::new("evidence", "What proves it", Kind::list(Kind::Name)),
        cited("scale_service", "The service whose spend it looks at", Kind::Id),
        cited("scale_monthly", "The monthly spend that it looks for", amount()),
    ])
}

/// `[accelerator]`.
pub fn accelerator() -> Table {
    let policies = Kind::word(OnMiss::CHOICES.iter().map(|(word, _)| *word));
    cited_part([
        Key::new("grant", "Tranche N is the grant of this name with `-N` behind it", Kind::Id),
        Key::new("program", "Its name in `grants[].program`", Kind::Id),
        Key::new("provider", "Whose credits these are", Kind::Id),
        cited("covers", "What they pay for; [\"*\"] is every service of the provider", coverage()),
        cited("checks_models", "Whether third-party models may fall outside coverage", Kind::Truth),
        band("decision", "Days from application to decision", &days()),
        band("usable_after", "Days from the first tranche's issue until it can be used", &days()),
        cited("review_days", "Days from an early proof to its release", days()),
        band("expires_months", "Months after the issue month in which a tranche ends", &months()),
        cited("on_miss", "What a missed gate takes", policies),
    ])
}

/// An entry of `[stack]` or `[direct]`.
pub fn component() -> Table {
    cited_part([
        Key::new("title", "What it is called", Kind::Name),
        Key::new("program", "Its name in `grants[].program`", Kind::Id),
        Key::new("provider", "Whose credits these are", Kind::Id),
        band("amount", "Its size", &amount()),
        cited("less_prior_credits", "Whether earlier credits are taken off", Kind::Truth),
        Key::new("offer", "The key under [offer] that states its size", Kind::Name),
        Key::new("switch", "The key under [plan] that asks for it", Kind::Name),
        cited("service", "The service whose spend it needs", Kind::Id),
        band("issued", "Days from filing to issue", &days()),
        band("expires_months", "Months after the issue month in which it ends", &months()),
        cited("covers", "What it pays for; [\"*\"] is every service of the provider", coverage()),
        cited("checks_models", "Whether third-party models may fall outside coverage", Kind::Truth),
        Key::new("requires", "What it takes, by signal", requirements()),
    ])
}
