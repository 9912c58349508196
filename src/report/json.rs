//! The evaluation as one JSON object (spec §9). Keys are append-only.

mod writer;

use crate::band::{Band, Case};
use crate::calendar::DateTexts;
use crate::diagnostic::Diagnostics;
use crate::evaluation::{Evaluation, Outcome};
use crate::money::AmountText;
use crate::position::{Amounts, Bill, Summary};
use crate::program::Program;
use crate::report::{Every, Part, Place, View, view_rows};
use crate::scoring::Finding;
use crate::timeline::Grant;

pub use writer::{Json, Layout};

/// The version of the object's shape.
pub(crate) const SCHEMA_VERSION: i64 = 1;

/// The whole object, with a line break at its end.
#[must_use]
pub fn evaluation(evaluation: &Evaluation<'_>, view: &View, layout: Layout) -> String {
    let mut json = Json::new(layout);
    json.block(|json| write_evaluation(json, evaluation, view));
    json.into_text()
}

/// A failure as `{ "error": { "diagnostics": [ … ] } }`, with a line break at its end.
#[must_use]
pub fn failure(diagnostics: &Diagnostics, layout: Layout) -> String {
    let mut json = Json::new(layout);
    json.block(|json| json.key("error").block(|json| write_diagnostics(json, diagnostics)));
    json.into_text()
}

/// The object on one line behind `text`, which profile it is about first.
pub(crate) fn record(text: &mut String, place: &Place<'_>, evaluation: &Evaluation<'_>, view: &View) {
    write_record(text, place, |json| write_evaluation(json, evaluation, view));
}

/// A failure on one line behind `text`, which profile it is about first.
pub(crate) fn failed_record(text: &mut String, place: &Place<'_>, diagnostics: &Diagnostics) {
    write_record(text, place, |json| json.key("error").block(|json| write_diagnostics(json, diagnostics)));
}

fn write_record(text: &mut String, place: &Place<'_>, fill: impl FnOnce(&mut Json)) {
    let mut json = Json::after(std::mem::take(text), Layout::Compact);
    json.block(|json| {
        json.key("source").object(|json| {
            json.key("path").text(place.path);
            json.key("line").optional(place.line, Json::size);
        });
        fill(json);
    });
    *text = json.into_text();
}

pub(crate) fn write_diagnostics(json: &mut Json, diagnostics: &Diagnostics) {
    json.key("diagnostics").lines(diagnostics.iter(), |json, one| {
        let (file, line, column) = diagnostics.place(one);
        json.object(|json| {
            json.key("code").text(one.code.name());
            json.key("file").text(file);
            json.key("line").size(line);
            json.key("column").size(column);
            let message =
                if one.wanted.is_empty() { one.message.clone() } else { format!("{}: {}", one.message, one.wanted) };
            json.key("message").text(&message);
            json.key("help").text(&one.help);
        });
    });
}

fn write_evaluation(json: &mut Json, evaluation: &Evaluation<'_>, view: &View) {
    write_identity(json, evaluation);
    write_assessment(json, evaluation);
    write_timeline(json, evaluation);
    let accepted = Outcome::Accepted;
    write_totals(json, evaluation, accepted);
    write_summary(json, evaluation, accepted);
    json.key("without_accelerator").block(|json| {
        write_totals(json, evaluation, Outcome::NotAccepted);
        write_summary(json, evaluation, Outcome::NotAccepted);
    });
    if view.shows(Part::Bills) {
        write_bills(json, evaluation, view);
    }
    if view.shows(Part::Position) {
        write_position(json, evaluation, view);
    }
    json.key("warnings").lines(&evaluation.timeline.warnings, |json, warning| {
        json.object(|json| {
            json.key("code").text(warning.code.name());
            json.key("message").text(&warning.message);
        });
    });
}

/// Writes what the answer is about: schema, tool, program and profile.
pub(crate) fn write_identity(json: &mut Json, evaluation: &Evaluation<'_>) {
    let profile = evaluation.profile;
    write_rules(json, evaluation.program);
    json.key("profile").object(|json| {
        json.key("path").text(profile.path());
        json.key("company").text(&profile.company.name);
        json.key("id").optional(profile.company.id.as_deref(), |json, id| json.text(id));
        json.key("start").date(profile.plan.horizon.start());
        json.key("sha256").text(&profile.sha256());
    });
}

/// Writes what answered: schema, tool and program.
pub(crate) fn write_rules(json: &mut Json, program: &Program) {
    json.key("schema_version").integer(SCHEMA_VERSION);
    json.key("tool").object(|json| {
        json.key("name").text(env!("CARGO_PKG_NAME"));
        json.key("version").text(env!("CARGO_PKG_VERSION"));
    });
    json.key("program").object(|json| {
        json.key("id").text(&program.id);
        json.key("version").text(&program.version);
        json.key("sha256").text(&program.sha256);
        json.key("source").object(|json| {
            json.key("title").text(&program.source.title);
            json.key("publisher").text(&program.source.publisher);
            json.key("url").text(&program.source.url);
        });
    });
}

fn write_assessment(json: &mut Json, evaluation: &Evaluation<'_>) {
    let assessment = &evaluation.assessment;
    json.key("screening").block(|json| {
        json.key("eligible").text(assessment.screening.eligible.name());
        json.key("findings").lines(&assessment.screening.findings, |json, finding| {
            json.object(|json| write_finding(json, "screening", finding));
        });
    });
    json.key("recommendation").object(|json| {
        json.key("action").text(assessment.recommendation.action.name());
        json.key("reasons").array(assessment.reasons(), |json, reason| json.text(&reason));
    });
    json.key("signals").block(|json| {
        for reading in assessment.signals.iter() {
            json.key(reading.signal().name()).object(|json| {
                for (key, level) in [("proved", reading.proved), ("possible", reading.possible)] {
                    if level.signal().is_count() {
                        json.key(key).integer(i64::from(level.rank()));
                    } else {
                        json.key(key).text(level.name());
                    }
                }
                json.key("missing").array(reading.missing_keys(), |json, key| json.text(key));
            });
        }
    });
    let tier = &assessment.tier;
    json.key("tier").block(|json| {
        json.key("assigned").optional(tier.assigned, |json, tier| json.text(tier.id.as_str()));
        json.key("possible").optional(tier.possible, |json, tier| json.text(tier.id.as_str()));
        json.key("award").optional(assessment.award(), Json::usd);
        json.key("missing").array(&tier.missing, |json, key| json.text(key));
        json.key("findings").lines(&tier.findings, |json, found| {
            json.object(|json| {
                write_finding(json, found.tier.id.as_str(), &found.finding);
                json.key("tier").text(found.tier.id.as_str());
            });
        });
    });
}

fn write_finding(json: &mut Json, group: &str, finding: &Finding<'_>) {
    let signal = finding.requirement.signal.name();
    json.key("rule").text(&[group, ".", signal].concat());
    json.key("status").text(finding.status.name());
    json.key("signal").text(signal);
    json.key("needed").text(&finding.needed());
    json.key("found").text(&finding.found());
    json.key("why").text(&finding.why());
    json.key("missing").array(&finding.missing, |json, key| json.text(key));
    json.key("lines").array(&finding.requirement.citation.lines, |json, line| json.integer(i64::from(*line)));
    json.key("assumed").truth(finding.is_assumed());
}

fn write_timeline(json: &mut Json, evaluation: &Evaluation<'_>) {
    let horizon = &evaluation.profile.plan.horizon;
    json.key("events").lines(&evaluation.timeline.events, |json, event| {
        json.object(|json| {
            json.key("id").text(&event.id);
            json.key("day").band(event.day, |json, day| json.day(day));
            json.key("date").band(event.day, |json, day| json.date(horizon.date(day)));
            json.key("assumed").truth(event.assumed);
        });
    });
    json.key("grants").lines(&evaluation.timeline.grants, |json, grant| {
        json.object(|json| write_grant(json, evaluation, grant));
    });
}

fn write_grant(json: &mut Json, evaluation: &Evaluation<'_>, grant: &Grant<'_>) {
    let horizon = &evaluation.profile.plan.horizon;
    json.key("id").text(grant.id.as_str());
    json.key("program").text(grant.program);
    json.key("provider").text(grant.provider.as_str());
    json.key("gate").optional(grant.gate(), |json, gate| json.text(gate.as_str()));
    json.key("amount").band(grant.amount, Json::usd);
    let date = |json: &mut Json, day| json.date(horizon.date(day));
    json.key("issued").band(grant.life, |json, life| json.optional(life.map(|life| life.issued), Json::day));
    json.key("usable").band(grant.life, |json, life| json.optional(life.map(|life| life.usable), Json::day));
    json.key("issued_on").band(grant.life, |json, life| json.optional(life.map(|life| life.issued), date));
    json.key("expires_on").band(grant.life, |json, life| json.optional(life.map(|life| life.last()), date));
    json.key("covers").array(&grant.covers, |json, service| json.text(service.as_str()));
    json.key("status").band(grant.status, |json, status| json.text(status.name()));
    let used = Band::from_fn(|case| {
        grant.life.get(case).map(|_| evaluation.positions(Outcome::Accepted).get(case).grant_use(&grant.id))
    });
    json.key("consumed").band(used, |json, used| json.optional(used.map(|used| used.consumed), Json::usd));
    json.key("expired").band(used, |json, used| json.optional(used.map(|used| used.expired), Json::usd));
    json.key("left").band(used, |json, used| json.optional(used.map(|used| used.left), Json::usd));
    json.key("assumed").array(&grant.assumed, |json, field| json.text(field.name()));
}

fn write_totals(json: &mut Json, evaluation: &Evaluation<'_>, outcome: Outcome) {
    let totals = evaluation.positions(outcome).as_ref().map(|position| position.totals());
    json.key("totals").block(|json| write_amounts(json, &totals));
}

/// Writes each amount as a band.
pub(crate) fn write_amounts(json: &mut Json, amounts: &Band<Amounts>) {
    let Band { cautious, likely, best } = amounts.map(Amounts::each);
    for (((key, cautious), likely), best) in Amounts::NAMES.into_iter().zip(cautious).zip(likely).zip(best) {
        json.key(key).band(Band { cautious, likely, best }, Json::usd);
    }
}

fn write_summary(json: &mut Json, evaluation: &Evaluation<'_>, outcome: Outcome) {
    json.key("summary").block(|json| {
        for provider in evaluation.granting_providers(outcome) {
            json.named(provider.as_str()).block(|json| {
                for case in Case::ALL {
                    let summary = evaluation.summary(outcome, case, provider);
                    json.key(case.name())
                        .optional(summary, |json, summary| json.object(|json| write_case(json, &summary)));
                }
            });
        }
    });
}

fn write_case(json: &mut Json, summary: &Summary) {
    json.key("first_usable_day").optional(summary.first_usable_day, Json::day);
    json.key("paid_before_credits").optional(summary.paid_before_credits, Json::usd);
    json.key("first_bill_day").optional(summary.first_bill_day, Json::day);
    json.key("first_bill").optional(summary.first_bill, Json::usd);
    json.key("gaps").array(&summary.gaps, |json, gap| {
        json.object(|json| {
            json.key("from_day").day(gap.from);
            json.key("to_day").day(gap.to);
        });
    });
    json.key("cash_by_month").array(&summary.cash_by_month, |json, month| {
        json.object(|json| {
            json.key("month").text(&month.month.to_string());
            json.key("cash").usd(month.cash);
        });
    });
    json.key("credits_end_day").optional(summary.credits_end_day, Json::day);
    json.key("lapsed").usd(summary.lapsed);
    json.key("coverage").optional(summary.coverage, |json, ratio| json.number(&ratio.to_string()));
}

fn write_bills(json: &mut Json, evaluation: &Evaluation<'_>, view: &View) {
    let horizon = &evaluation.profile.plan.horizon;
    let (from, to) = view.days;
    json.key("bills").block(|json| {
        for case in &view.cases {
            let bills = evaluation.positions(Outcome::Accepted).get(*case).bills();
            let shown = bills.iter().filter(|bill| bill.through >= from && bill.from <= to);
            json.key(case.name()).lines(shown, |json, bill: &Bill<'_>| {
                json.object(|json| {
                    json.key("from").date(horizon.date(bill.from));
                    json.key("to").date(horizon.date(bill.through));
                    json.key("from_day").day(bill.from);
                    json.key("to_day").day(bill.through);
                    json.key("service").text(bill.service.as_str());
                    json.key("provider").text(bill.provider.as_str());
                    json.key("charges").usd(bill.charges);
                    json.key("credits").usd(bill.credits);
                    json.key("cash").usd(bill.cash);
                });
            });
        }
    });
}

fn write_position(json: &mut Json, evaluation: &Evaluation<'_>, view: &View) {
    let horizon = &evaluation.profile.plan.horizon;
    json.key("position").block(|json| {
        for case in &view.cases {
            let rows = view_rows(evaluation, *case, view.every.unwrap_or(Every::Day), view);
            let mut dates = DateTexts::new(horizon);
            let mut texts: [AmountText; 6] = Default::default();
            json.key(case.name()).lines(rows, |json, shown| {
                json.object(|json| {
                    json.key("day").day(shown.row.day);
                    json.key("date").text(dates.of(shown.row.day));
                    let amounts = Amounts::NAMES.into_iter().zip(&mut texts).zip(shown.row.amounts.each());
                    for ((key, text), amount) in amounts {
                        json.key(key).number(text.of(amount));
                    }
                    json.key("events").array(&shown.events, |json, event| json.text(event));
                    if let Some((lowest, day)) = shown.lowest {
                        json.key("lowest_balance").usd(lowest);
                        json.key("lowest_day").day(day);
                    }
                });
            });
        }
    });
}
