//! The portfolio as one JSON object. Keys are append-only.

use super::due::COUNTED_FROM;
use super::standing::{needed, rule};
use crate::band::Band;
use crate::evaluation::Outcome;
use crate::portfolio::{ACTIONS, ANSWERS, DAYS_AHEAD, Due, Payer, Plans, Portfolio, Source, Tally, YearMonth};
use crate::program::Tier;
use crate::report::json::{Json, Layout, write_rules};

/// The whole object, with a line break at its end. Every list is whole but those that the portfolio itself bounds.
#[must_use]
pub fn json(portfolio: &Portfolio<'_>, layout: Layout) -> String {
    let mut json = Json::new(layout);
    json.block(|json| write(json, portfolio));
    json.into_text()
}

fn write(json: &mut Json, portfolio: &Portfolio<'_>) {
    write_rules(json, portfolio.program);
    json.key("companies").object(|json| {
        count(json.key("total"), portfolio.total());
        count(json.key("valid"), portfolio.valid);
        count(json.key("invalid"), portfolio.invalid);
    });
    write_counts(json, portfolio);
    write_due(json, portfolio);
    write_near(json, portfolio);
    write_facts(json, portfolio);
    json.key("stack").block(|json| {
        let stack = &portfolio.credits.stack;
        let total = Band::from_fn(|case| stack.iter().map(|(_, tally)| tally.get(case).amount).sum());
        json.key("amount").band(total, Json::usd);
        json.key("components").lines(stack, |json, (component, tally)| {
            json.object(|json| {
                json.key("grant").text(component.id.as_str());
                write_tallies(json, "companies", tally);
            });
        });
    });
    json.key("awards").block(|json| {
        let awards = portfolio.months.awards();
        write_tallies(json, "companies", &awards);
        let months = portfolio.months.iter().filter(|(_, row)| any(&row.awards));
        json.key("months").lines(months, |json, (month, row)| of_month(json, month, "companies", &row.awards));
    });
    write_plan(json, portfolio, Outcome::Accepted);
    json.key("without_accelerator").block(|json| write_plan(json, portfolio, Outcome::NotAccepted));
}

fn write_counts(json: &mut Json, portfolio: &Portfolio<'_>) {
    json.key("eligible").object(|json| {
        for (answer, of) in ANSWERS.into_iter().zip(portfolio.eligible) {
            count(json.key(answer.name()), of);
        }
    });
    json.key("actions").object(|json| {
        for (action, of) in ACTIONS.into_iter().zip(portfolio.actions) {
            count(json.key(action.name()), of);
        }
    });
    let tiers = portfolio.program.tiers.iter().map(Some).chain([None]).zip(&portfolio.tiers);
    json.key("tiers").lines(tiers, |json, (tier, of)| {
        json.object(|json| {
            json.key("tier").optional(tier, |json, tier: &Tier| json.text(tier.id.as_str()));
            json.key("award").optional(tier, |json, tier| json.usd(tier.award.value));
            count(json.key("assigned"), of.assigned);
            count(json.key("possible"), of.possible);
        });
    });
}

fn write_due(json: &mut Json, portfolio: &Portfolio<'_>) {
    let partners = &portfolio.partners;
    json.key("due").block(|json| {
        json.key("days").day(DAYS_AHEAD);
        json.key("counted_from").text(COUNTED_FROM);
        json.key("total").object(|json| write_due_row(json, &partners.total()));
        json.key("partners").lines(partners.rows(), |json, (name, due)| {
            json.object(|json| {
                json.key("partner").text(name);
                write_due_row(json, due);
            });
        });
        json.key("other_partners").object(|json| write_due_row(json, &partners.others));
        json.key("no_partner").object(|json| write_due_row(json, &partners.none));
        json.key("evidence").lines(&portfolio.program.gates, |json, gate| {
            json.object(|json| {
                json.key("gate").text(gate.id.as_str());
                json.key("title").text(&gate.title);
                json.key("evidence").array(&gate.evidence, |json, evidence| json.text(evidence));
            });
        });
        let open = portfolio.months.iter().filter(|(_, row)| {
            row.stack_filings > 0 || row.accelerator_filings > 0 || row.evidence.iter().any(|(_, count)| *count > 0)
        });
        json.key("months").lines(open, |json, (month, row)| {
            json.object(|json| {
                json.key("month").text(&month.to_string());
                count(json.key("stack_filings"), row.stack_filings);
                count(json.key("accelerator_filings"), row.accelerator_filings);
                json.key("evidence").band(row.evidence, count);
            });
        });
    });
}

fn write_due_row(json: &mut Json, due: &Due) {
    count(json.key("companies"), due.companies);
    count(json.key("stack_filings"), due.stack_filings);
    count(json.key("accelerator_filings"), due.accelerator_filings);
    json.key("evidence").object(|json| {
        for (gate, of) in &due.evidence {
            json.named(gate.as_str()).band(*of, count);
        }
    });
}

fn write_near(json: &mut Json, portfolio: &Portfolio<'_>) {
    let (near, tiers) = (&portfolio.near, &portfolio.program.tiers);
    let tier = |json: &mut Json, place: usize| {
        json.key("tier").optional(tiers.get(place), |json, tier| json.text(tier.id.as_str()));
    };
    json.key("one_movable_change").block(|json| {
        count(json.key("companies"), near.companies);
        json.key("by_rule").lines(&near.by_rule, |json, ((place, signal), of)| {
            json.object(|json| {
                tier(json, *place);
                json.key("signal").text(signal.name());
                count(json.key("companies"), *of);
            });
        });
        json.key("gain_most").lines(near.first(), |json, one| {
            json.object(|json| {
                json.key("company").text(&one.company);
                json.key("path").text(&one.path);
                tier(json, one.tier);
                json.key("signal").text(one.signal.name());
                json.key("award_gained").usd(one.gain());
            });
        });
    });
}

fn write_facts(json: &mut Json, portfolio: &Portfolio<'_>) {
    json.key("missing_facts").lines(portfolio.facts.missing(), |json, (key, of)| {
        json.object(|json| {
            json.key("key").text(key);
            count(json.key("companies"), of.companies);
            count(json.key("nothing_else_missing"), of.only);
        });
    });
    json.key("rules_not_met").lines(portfolio.facts.rules(portfolio.program), |json, row| {
        json.object(|json| {
            json.key("rule").text(&rule(&row));
            json.key("needed").text(&needed(&row));
            count(json.key("unmet"), row.count.unmet);
            count(json.key("unknown"), row.count.unknown);
            let lines = &row.requirement.citation.lines;
            json.key("lines").array(lines, |json, line| json.integer(i64::from(*line)));
        });
    });
}

/// What one of the two plans grants, lets lapse and leaves to be paid first.
fn write_plan(json: &mut Json, portfolio: &Portfolio<'_>, outcome: Outcome) {
    let (months, credits) = (&portfolio.months, &portfolio.credits);
    json.key("granted").block(|json| {
        json.key("amount").band(months.granted(outcome), Json::usd);
        let granted = months.iter().map(|(month, row)| (month, row.granted.of(outcome)));
        let granted = granted.filter(|(_, amount)| amount.iter().any(|(_, amount)| !amount.is_zero()));
        json.key("months").lines(granted, |json, (month, amount)| {
            json.object(|json| {
                json.key("month").text(&month.to_string());
                json.key("amount").band(*amount, Json::usd);
            });
        });
    });
    json.key("lapsing").block(|json| {
        json.key("companies").band(*credits.lapsing_companies.of(outcome), count);
        write_tallies(json, "credits", &months.lapsing(outcome));
        let lapsing = months.iter().map(|(month, row)| (month, row.lapsing.of(outcome)));
        let lapsing = lapsing.filter(|(_, tally)| any(tally));
        json.key("months").lines(lapsing, |json, (month, tally)| of_month(json, month, "credits", tally));
        let grants = credits.lapsing.iter().filter(|lapse| any(lapse.tally.of(outcome)));
        json.key("grants").lines(grants, |json, lapse| {
            json.object(|json| {
                let id = match &lapse.source {
                    Source::Grant(id) => Some(id),
                    Source::Held => None,
                };
                json.key("grant").optional(id, |json, id| json.text(id.as_str()));
                json.key("held").truth(id.is_none());
                write_tallies(json, "credits", lapse.tally.of(outcome));
            });
        });
    });
    let is_any = |payer: &&Payer<'_>| payer.months.values().any(|tally| any(tally.of(outcome)));
    json.key("first_bills").lines(credits.first_bills.iter().filter(is_any), |json, payer| {
        json.block(|json| {
            json.key("provider").optional(payer.provider, |json, provider| json.text(provider.as_str()));
            let of = |tally: &Plans<Tally>| *tally.of(outcome);
            let months = payer.months.iter().map(|(month, tally)| (*month, of(tally)));
            let months = months.filter(|(_, tally)| any(tally));
            json.key("months").lines(months, |json, (month, tally)| of_month(json, month, "bills", &tally));
        });
    });
}

fn any(tally: &Band<Tally>) -> bool {
    tally.iter().any(|(_, tally)| tally.count > 0)
}

fn of_month(json: &mut Json, month: YearMonth, counted: &'static str, tally: &Band<Tally>) {
    json.object(|json| {
        json.key("month").text(&month.to_string());
        write_tallies(json, counted, tally);
    });
}

/// How many of what is counted, and their sum.
fn write_tallies(json: &mut Json, counted: &'static str, tally: &Band<Tally>) {
    json.key(counted).band(tally.map(|tally| tally.count), count);
    json.key("amount").band(tally.map(|tally| tally.amount), Json::usd);
}

fn count(json: &mut Json, count: u64) {
    json.number(&count.to_string());
}
