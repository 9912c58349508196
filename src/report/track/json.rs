//! The tracking as one JSON object, and a run as a line of a log.

use super::{ENDS, Page, planned_bill};
use crate::band::{Band, Case};
use crate::calendar::Date;
use crate::import::{FileRead, Remark, Rows};
use crate::money::Usd;
use crate::report::json::{Json, Layout, write_identity};
use crate::tracking::{AMOUNTS, Burn, Drift, Entry, MonthRow, MonthSum, Run, expires};

/// The whole object, with a line break at its end.
#[must_use]
pub fn json(page: &Page<'_, '_>) -> String {
    let tracking = page.tracking;
    let mut json = Json::new(Layout::Lines);
    json.block(|json| {
        write_identity(json, page.evaluation);
        json.key("today").text(&tracking.today.to_string());
        json.key("data_through").optional(tracking.data_through, |json, date| json.text(&date.to_string()));
        let age = tracking.data_through.map(|through| tracking.today.since(through));
        json.key("data_age_days").optional(age, Json::day);
        json.key("spend").text(if tracking.burn == Burn::Actual { "regrown" } else { "planned" });
        json.key("closed").object(|json| {
            for start in &tracking.starts {
                json.named(start.provider.as_str()).optional(start.closed, |json, month| json.text(&month.to_string()));
            }
        });
        json.key("files").lines(&page.import.files, |json, file| json.object(|json| write_file(json, file)));
        json.key("alerts").lines(&tracking.alerts, |json, alert| {
            json.object(|json| {
                json.key("code").text(alert.code.name());
                json.key("subject").text(&alert.subject);
                json.key("on").optional(alert.on, |json, date| json.text(&date.to_string()));
                json.key("amount").optional(alert.amount, Json::usd);
                json.key("message").text(&alert.message);
            });
        });
        json.key("grants").lines(&tracking.entries, |json, entry| json.object(|json| write_entry(json, page, entry)));
        json.key("doubts").lines(&tracking.doubts, |json, doubt| {
            json.object(|json| {
                json.key("credits").array(&doubt.credits, |json, credit| json.text(credit));
                json.key("grants").array(&doubt.grants, |json, grant| json.text(grant.as_str()));
            });
        });
        json.key("months").lines(&tracking.months, |json, row| json.object(|json| write_month(json, page, row)));
        json.key("accounts").lines(&tracking.accounts, |json, account| {
            json.object(|json| {
                json.key("id").text(&account.id);
                json.key("charges").usd(account.charges);
                json.key("credits").usd(account.credits);
                json.key("cash").usd(account.charges - account.credits);
            });
        });
        write_forecast(json, page);
        json.key("drift").optional(page.drift, |json, drift| json.object(|json| write_drift(json, drift)));
        json.key("notes").lines(&tracking.notes, |json, note| {
            json.object(|json| {
                json.key("code").text(note.code.name());
                json.key("message").text(&note.message);
            });
        });
    });
    json.into_text()
}

fn write_file(json: &mut Json, file: &FileRead) {
    json.key("name").text(&file.name);
    json.key("kind").text(file.kind.name());
    json.key("rows").number(&file.rows.to_string());
    json.key("used").number(&file.used.to_string());
    json.key("skipped").object(|json| write_rows(json, &file.skipped));
    json.key("remarks").object(|json| write_rows(json, &file.remarks));
    let partial = file.remarks.contains_key(Remark::Partial.name());
    json.key("partial").truth(partial);
    json.key("first_day").optional(file.days, |json, (first, _)| json.text(&first.to_string()));
    json.key("last_day").optional(file.days, |json, (_, last)| json.text(&last.to_string()));
}

fn write_rows(json: &mut Json, all: &std::collections::BTreeMap<&'static str, Rows>) {
    for (name, rows) in all {
        json.key(name).object(|json| {
            json.key("rows").number(&rows.count.to_string());
            json.key("amount").usd(rows.amount.rounded());
            json.key("lines").array(&rows.lines, |json, line| json.number(&line.to_string()));
        });
    }
}

fn write_entry(json: &mut Json, page: &Page<'_, '_>, entry: &Entry<'_>) {
    let horizon = &page.evaluation.profile.plan.horizon;
    let text = |json: &mut Json, date: Date| json.text(&date.to_string());
    json.key("id").text(entry.grant.id.as_str());
    json.key("provider").text(entry.grant.provider.as_str());
    json.key("state").text(entry.state.name());
    json.key("planned").optional(entry.planned.as_ref(), |json, grant| {
        json.object(|json| {
            json.key("issued").band(grant.amount, Json::usd);
            let issued = grant.life.map(|life| life.map(|life| horizon.date(life.issued)));
            json.key("issued_on").band(issued, |json, date| json.optional(date, text));
            let ends = Band::from_fn(|case| expires(grant, case, horizon));
            json.key("expires_on").band(ends, |json, date| json.optional(date, text));
            json.key("used").optional(entry.planned_use, |json, used| json.usd(used.consumed));
            json.key("left").optional(entry.planned_use, |json, used| json.usd(used.left));
        });
    });
    let actual = (!entry.credits.is_empty()).then_some(entry);
    json.key("actual").optional(actual, |json, entry| {
        json.object(|json| {
            let known = crate::tracking::is_known(entry);
            let left = Band::from_fn(|case| entry.left(case));
            json.key("issued").optional(known.then_some(entry.issued), |json, band| json.band(band, Json::usd));
            json.key("used").usd(entry.used);
            json.key("left").optional(known.then_some(left), |json, band| json.band(band, Json::usd));
            let life = entry.grant.life.likely;
            json.key("issued_on").optional(life.map(|life| horizon.date(life.issued)), text);
            json.key("expires_on").optional(expires(&entry.grant, Case::Likely, horizon), text);
            json.key("credits").array(&entry.credits, |json, (found, why)| {
                json.object(|json| {
                    json.key("id").text(&found.key);
                    json.key("name").text(&found.name);
                    let account = found.listed.as_ref().map(|credit| credit.account.as_str());
                    json.key("account").optional(account.filter(|account| !account.is_empty()), Json::text);
                    json.key("matched")
                        .optional(entry.planned.as_ref().map(|_| why.words()), |json, why| json.text(&why));
                });
            });
        });
    });
}

fn write_month(json: &mut Json, page: &Page<'_, '_>, row: &MonthRow) {
    let horizon = &page.evaluation.profile.plan.horizon;
    json.key("month").text(&row.month.to_string());
    json.key("standing").text(row.standing.name());
    json.key("planned").object(|json| write_sum(json, row.planned));
    let actual = row.charges.is_some() || row.credits.is_some();
    json.key("actual").optional(actual.then_some(row), |json, row| {
        json.object(|json| {
            json.key("charges").optional(row.charges, Json::usd);
            json.key("credits").optional(row.credits, Json::usd);
            let cash = row.charges.zip(row.credits).map(|(charges, credits)| charges - credits);
            json.key("cash").optional(cash, Json::usd);
        });
    });
    let first = horizon.date(row.month.last).first_of_month();
    let sums = page.tracking.forecast.as_ref().map(|forecast| forecast.months.get(&first).copied().unwrap_or_default());
    json.key("forecast").object(|json| {
        json.key("charges").band(sums.map(|sum| sum.charges), Json::usd);
        json.key("credits").band(sums.map(|sum| sum.credits), Json::usd);
        json.key("cash").band(sums.map(|sum| sum.cash()), Json::usd);
    });
}

fn write_sum(json: &mut Json, sum: MonthSum) {
    json.key("charges").usd(sum.charges);
    json.key("credits").usd(sum.credits);
    json.key("cash").usd(sum.cash());
}

fn write_forecast(json: &mut Json, page: &Page<'_, '_>) {
    let planned = Band::from_fn(|case| page.planned(case));
    let now = page.tracking.forecast.as_ref();
    json.key("planned").block(|json| {
        for (name, amount) in ENDS {
            json.key(name).band(planned.as_ref().map(amount), Json::usd);
        }
        json.key("first_bill").band(Band::from_fn(|case| planned_bill(page, case)), write_bill);
    });
    json.key("forecast").block(|json| {
        for (name, amount) in ENDS {
            json.key(name).band(now.map(|forecast| amount(&forecast.totals)), Json::usd);
        }
        json.key("first_bill").band(now.map(|forecast| forecast.first_bill), write_bill);
        json.key("lapses").band(now, |json, forecast| {
            json.array(&forecast.lapses, |json, lapse| {
                json.object(|json| {
                    json.key("id").text(lapse.grant.as_str());
                    json.key("on").text(&lapse.on.to_string());
                    json.key("amount").usd(lapse.amount);
                });
            });
        });
        json.key("credits_end").band(now, |json, forecast| {
            json.object(|json| {
                for (provider, on) in &forecast.credits_end {
                    json.named(provider.as_str()).text(&on.to_string());
                }
            });
        });
    });
}

fn write_bill(json: &mut Json, bill: Option<(Date, Usd)>) {
    json.optional(bill, |json, (on, amount)| {
        json.object(|json| {
            json.key("on").text(&on.to_string());
            json.key("amount").usd(amount);
        });
    });
}

fn write_drift(json: &mut Json, drift: &Drift) {
    json.key("since").text(&drift.before.today.to_string());
    for ((name, before), now) in AMOUNTS.into_iter().zip(drift.before.amounts).zip(drift.now.amounts) {
        json.key(name).usd(now - before);
    }
    json.key("first_bill_before")
        .array([drift.before.first_bill].into_iter().flatten(), |json, bill| write_bill(json, Some(bill)));
    json.key("first_bill")
        .array([drift.now.first_bill].into_iter().flatten(), |json, bill| write_bill(json, Some(bill)));
}

/// A run as a line of a log.
#[must_use]
pub fn log_line(run: &Run) -> String {
    let mut json = Json::new(Layout::Compact);
    json.object(|json| {
        json.key("today").text(&run.today.to_string());
        json.key("company").text(&run.company);
        json.key("closed").optional(run.closed.as_deref(), Json::text);
        for (name, amount) in AMOUNTS.into_iter().zip(run.amounts) {
            json.key(name).usd(amount);
        }
        json.key("first_bill").optional(run.first_bill, |json, (on, _)| json.text(&on.to_string()));
        json.key("first_bill_amount").optional(run.first_bill, |json, (_, amount): (Date, Usd)| json.usd(amount));
    });
    json.into_text()
}
