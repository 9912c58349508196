//! `[growth]`: rates a month, and facts with the day from which they hold.

use std::borrow::Cow;

use super::growth_rate;
use crate::calendar::Date;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Fields, LONGEST_LIST, Node, Value};
use crate::profile::{Growth, Rate};
use crate::signal::{Level, Signal};

/// Reads how facts are expected to move. `start` is the plan's, where it is known.
pub fn growth(mut fields: Fields<'_>, start: Option<Date>) -> Growth {
    let mut levels = |key, signal| fields.table(key).map(|table| levels(table, signal, start)).unwrap_or_default();
    let (stage, poc) = (levels("stage", Signal::Stage), levels("poc", Signal::Poc));
    let mut names = |key| fields.table(key).map(|table| names(table, start)).unwrap_or_default();
    let (backers, enterprise_lois) = (names("backers"), names("enterprise_lois"));
    let mrr = rate(&mut fields, "mrr");
    let monthly_active_users = rate(&mut fields, "monthly_active_users");
    fields.finish();
    Growth { mrr, monthly_active_users, stage, poc, backers, enterprise_lois }
}

fn rate<'t>(fields: &mut Fields<'t>, key: &'t str) -> Option<Rate> {
    growth_rate(fields, key).map(|monthly| Rate { monthly, place: fields.place(key) })
}

/// Levels of one signal, each with its day.
fn levels(mut fields: Fields<'_>, signal: Signal, start: Option<Date>) -> Vec<(Level, Date)> {
    let dated = |(word, level)| Some((level, day(&mut fields, word, start)?));
    let levels = signal.choices().into_iter().filter_map(dated).collect();
    fields.finish();
    levels
}

/// Names, each with its day.
fn names(mut fields: Fields<'_>, start: Option<Date>) -> Vec<(String, Date)> {
    let keys: Vec<_> = fields.keys().collect();
    if keys.len() > LONGEST_LIST {
        let message = format!("`{}` has {} entries", fields.path("").trim_end_matches('.'), keys.len());
        let wanted = format!("wanted at most {LONGEST_LIST}");
        fields.reading().note(Diagnostic::at(fields.span, Code::ListLength, message, wanted, "shorten the table"));
        return Vec::new();
    }
    let mut names = Vec::new();
    for (key, span) in keys {
        let date = day(&mut fields, key, start);
        if fields.has(key) {
            let node = Node { value: Value::Text(Cow::Borrowed(key)), span };
            let name = fields.reading().name(&node, &fields.path(key));
            names.extend(name.zip(date));
        }
    }
    fields.finish();
    names
}

/// A day after the plan's start: what holds on day 0 is a fact, not growth.
fn day<'t>(fields: &mut Fields<'t>, key: &'t str, start: Option<Date>) -> Option<Date> {
    let date = fields.date(key)?;
    if let Some(start) = start
        && date <= start
    {
        let message = format!("`{}` is {date}, not after the plan's start", fields.path(key));
        let wanted = format!("wanted a day after {start}");
        let help = "what holds on day 0 belongs with the facts, in the table outside [growth]";
        fields.reading().note(Diagnostic::at(fields.place(key), Code::DateOrder, message, wanted, help));
    }
    Some(date)
}
