//! Comparisons as JSON. What is said of a plan stands under the keys of `eval --format json`.

use rust_decimal::Decimal;

use crate::advice::compare::{
    Answers, Axis, Cliff, Column, Comparison, Facts, GrantFacts, Outcome, Plan, Point, Portfolio, Row, Rules, Side,
    Standing, Sweep, Threshold, Totals, Value,
};
use crate::band::{Band, Case};
use crate::id::TierId;
use crate::position::Gap;
use crate::report::json::{Json, write_amounts};

/// The keys of plans side by side.
pub fn comparison(json: &mut Json, comparison: &Comparison) {
    json.key("cases").array(&comparison.cases, |json, case| json.text(case.name()));
    json.key("columns").lines(&comparison.columns, column);
    json.key("differences").lines(&comparison.differences(), |json, row: &Row| {
        json.object(|json| {
            json.key("key").text(&row.key);
            json.key("values").array(&row.values, value);
        });
    });
}

/// How much is said of a plan.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Detail {
    /// All that is compared.
    Whole,
    /// Without the cash of each month, which would be most of a thousand rows.
    WithoutMonths,
}

/// The keys of a varied key.
pub fn sweep(json: &mut Json, sweep: &Sweep) {
    json.key("case").text(sweep.case.name());
    json.key("vary").lines(&sweep.axes, |json, Axis { vary, unit }| {
        json.object(|json| {
            json.key("key").text(&vary.key);
            for (name, number) in [("from", vary.from), ("to", vary.to), ("step", vary.step), ("unit", *unit)] {
                json.key(name).number(&number.to_string());
            }
        });
    });
    if let [_] = sweep.axes.as_slice() {
        json.key("rows").lines(&sweep.points, |json, point: &Point| {
            json.object(|json| {
                json.key("value").optional(point.values.first(), decimal);
                facts(json, &point.facts, Detail::WithoutMonths);
            });
        });
    } else {
        json.key("cells").lines(&sweep.points, |json, point: &Point| {
            json.object(|json| {
                json.key("values").array(&point.values, decimal);
                facts(json, &point.facts, Detail::WithoutMonths);
            });
        });
    }
    json.key("cliffs").lines(&sweep.cliffs, cliff);
}

fn cliff(json: &mut Json, cliff: &Cliff) {
    json.object(|json| {
        json.key("key").text(&cliff.key);
        json.key("at").optional(cliff.at.as_ref(), decimal);
        let (low, high) = &cliff.between;
        json.key("between").array([low, high], decimal);
        for (name, of) in [("from", &cliff.from), ("to", &cliff.to)] {
            json.key(name).object(|json| outcome(json, of));
        }
        json.key("signals").array(cliff.from.changed_signals(&cliff.to), |json, (from, to)| {
            json.object(|json| {
                json.key("signal").text(from.signal.name());
                json.key("from").text(&from.to_string());
                json.key("to").text(&to.to_string());
            });
        });
        json.key("thresholds").array(&cliff.thresholds, threshold);
        json.key("given").optional(cliff.given.as_ref(), |json, given| {
            json.object(|json| {
                json.key("key").text(&given.key);
                json.key("value").number(&given.value.to_string());
            });
        });
    });
}

fn threshold(json: &mut Json, threshold: &Threshold) {
    json.object(|json| {
        json.key("name").text(&threshold.name);
        json.key("value").number(&threshold.value.to_string());
        json.key("lines").array(&threshold.citation.lines, |json, line| json.integer(i64::from(*line)));
        json.key("assumed").truth(threshold.citation.assumed);
    });
}

fn outcome(json: &mut Json, outcome: &Outcome) {
    json.key("eligible").text(outcome.eligible.name());
    json.key("action").text(outcome.action.name());
    json.key("assigned").optional(outcome.assigned.as_ref(), tier);
    json.key("possible").optional(outcome.possible.as_ref(), tier);
    json.key("award").optional(outcome.award, Json::usd);
    json.key("grants").array(&outcome.grants, |json, grant| json.text(grant.as_str()));
}

/// The keys of a portfolio.
pub fn portfolio(json: &mut Json, portfolio: &Portfolio) {
    json.key("case").text(portfolio.case.name());
    json.key("programs").lines(&portfolio.rules, |json, of| json.object(|json| rules(json, of)));
    json.key("companies").lines(&portfolio.companies, |json, company| {
        json.object(|json| {
            json.key("path").text(&company.path);
            json.key("company").text(&company.name);
            json.key("moves").truth(company.moves());
            json.key("before").object(|json| standing(json, &company.before));
            json.key("after").object(|json| standing(json, &company.after));
        });
    });
    json.key("totals").block(|json| {
        for (name, side) in [("before", Side::Before), ("after", Side::After)] {
            json.key(name).object(|json| totals(json, &portfolio.totals(side)));
        }
    });
    json.key("moved").size(portfolio.moved().count());
    json.key("failed").lines(&portfolio.failed, |json, failed| {
        json.object(|json| {
            json.key("path").text(&failed.path);
            json.key("mistakes").size(failed.diagnostics.count());
            json.key("first").optional(failed.diagnostics.iter().next(), |json, one| {
                let (file, line, column) = failed.diagnostics.place(one);
                json.object(|json| {
                    json.key("code").text(one.code.name());
                    json.key("file").text(file);
                    json.key("line").size(line);
                    json.key("column").size(column);
                    json.key("message").text(&one.message);
                    json.key("help").text(&one.help);
                });
            });
        });
    });
}

fn standing(json: &mut Json, standing: &Standing) {
    json.key("eligible").text(standing.eligible.name());
    json.key("action").text(standing.action.name());
    json.key("assigned").optional(standing.assigned.as_ref(), tier);
    json.key("award").optional(standing.award, Json::usd);
    json.key("granted").usd(standing.granted);
    json.key("granted_not_accepted").usd(standing.granted_not_accepted);
}

fn totals(json: &mut Json, totals: &Totals) {
    json.key("eligible").object(|json| {
        totals.eligible.iter().for_each(|count| json.key(count.of.name()).size(count.count));
    });
    json.key("tiers").array(&totals.tiers, |json, count| {
        json.object(|json| {
            json.key("tier").optional(count.of.as_ref(), tier);
            json.key("count").size(count.count);
        });
    });
    json.key("awards").usd(totals.awards);
    json.key("granted").usd(totals.granted);
    json.key("granted_not_accepted").usd(totals.granted_not_accepted);
}

fn column(json: &mut Json, column: &Column) {
    json.block(|json| {
        json.key("label").text(&column.label);
        facts(json, &column.facts, Detail::Whole);
    });
}

fn rules(json: &mut Json, rules: &Rules) {
    json.key("id").text(&rules.id);
    json.key("version").text(&rules.version);
    json.key("sha256").text(&rules.sha256);
}

fn facts(json: &mut Json, facts: &Facts, detail: Detail) {
    json.key("program").object(|json| rules(json, &facts.rules));
    json.key("profile").object(|json| {
        json.key("path").text(&facts.path);
        json.key("company").text(&facts.company);
        json.key("start").text(&facts.start.to_string());
    });
    json.key("screening").object(|json| json.key("eligible").text(facts.eligible.name()));
    json.key("recommendation").object(|json| json.key("action").text(facts.action.name()));
    json.key("tier").object(|json| {
        json.key("assigned").optional(facts.assigned.as_ref(), tier);
        json.key("possible").optional(facts.possible.as_ref(), tier);
        json.key("award").optional(facts.award, Json::usd);
    });
    json.key("grants").array(&facts.grants, |json, of| json.object(|json| grant(json, facts, of)));
    plan(json, &facts.accepted, detail);
    json.key("without_accelerator").object(|json| plan(json, &facts.not_accepted, detail));
}

fn grant(json: &mut Json, facts: &Facts, grant: &GrantFacts) {
    json.key("id").text(grant.id.as_str());
    json.key("amount").band(grant.amount, Json::usd);
    json.key("issued").band(grant.issued, |json, day| json.optional(day, Json::day));
    json.key("issued_on").band(grant.issued, |json, day| {
        json.optional(day, |json, day| json.date(facts.date(day)));
    });
    json.key("expires_on").band(grant.expires_on, |json, date| {
        json.optional(date, |json, date| json.text(&date.to_string()));
    });
    json.key("status").band(grant.status, |json, status| json.text(status.name()));
    json.key("left").band(grant.left, |json, left| json.optional(left, Json::usd));
    json.key("assumed").array(&grant.assumed, |json, field| json.text(field));
}

fn plan(json: &mut Json, plan: &Plan, detail: Detail) {
    json.key("totals").object(|json| write_amounts(json, &plan.totals));
    json.key("summary").object(|json| {
        for provider in &plan.providers {
            let Band { cautious, likely, best } = &provider.answers;
            json.named(provider.provider.as_str()).object(|json| {
                for (case, of) in Case::ALL.into_iter().zip([cautious, likely, best]) {
                    json.key(case.name())
                        .optional(of.as_ref(), |json, of| json.object(|json| answers(json, of, detail)));
                }
            });
        }
    });
}

fn answers(json: &mut Json, answers: &Answers, detail: Detail) {
    json.key("first_usable_day").optional(answers.first_usable_day, Json::day);
    json.key("paid_before_credits").optional(answers.paid_before_credits, Json::usd);
    json.key("first_bill_day").optional(answers.first_bill_day, Json::day);
    json.key("first_bill").optional(answers.first_bill, Json::usd);
    json.key("gaps").array(&answers.gaps, gap);
    if detail == Detail::Whole {
        json.key("cash_by_month").array(&answers.cash_by_month, month);
    }
    json.key("credits_end_day").optional(answers.credits_end_day, Json::day);
    json.key("lapsed").usd(answers.lapsed);
    json.key("coverage").optional(answers.coverage, |json, ratio| json.number(&ratio.to_string()));
}

fn gap(json: &mut Json, gap: &Gap) {
    json.object(|json| {
        json.key("from_day").day(gap.from);
        json.key("to_day").day(gap.to);
    });
}

fn month(json: &mut Json, month: &crate::advice::compare::MonthCash) {
    json.object(|json| {
        json.key("month").text(&month.month);
        json.key("cash").usd(month.cash);
    });
}

fn tier(json: &mut Json, tier: &TierId) {
    json.text(tier.as_str());
}

fn decimal(json: &mut Json, number: &Decimal) {
    json.number(&number.to_string());
}

fn value(json: &mut Json, value: &Value) {
    match value {
        Value::Absent => json.number("null"),
        Value::Word(word) => json.text(word),
        Value::Amount(amount) => json.usd(*amount),
        Value::Day(day, _) => json.day(*day),
        Value::Date(date) => json.text(&date.to_string()),
        Value::Gaps(gaps) => json.array(gaps, gap),
        Value::Months(months) => json.array(months, month),
        Value::Share(ratio) => json.number(&ratio.to_string()),
    }
}
