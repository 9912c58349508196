//! A form as JSON Schema.

use super::kind::{Key, Kind, Others, Rule, Table};
use super::{DIALECT, Schema};
use crate::document::{LONGEST_LIST, LONGEST_TEXT};
use crate::report::json::{Json, Layout};

/// An id.
const ID: &str = "^[a-z0-9-]{1,64}$";
/// A year that a file may name, then a month and a day.
const DATE: &str = "^(19[7-9][0-9]|2[01][0-9]{2}|2200)-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$";
/// Digits, with `_` between them only.
const DIGITS: &str = "[0-9](_?[0-9])*";
/// Something that is not blank.
const NOT_BLANK: &str = "\\S";

/// The whole schema, with a line break at its end.
pub fn json(schema: &Schema) -> String {
    let mut json = Json::new(Layout::Lines);
    json.block(|json| {
        json.key("$schema").text(DIALECT);
        json.key("title").text(schema.title);
        json.key("description").text(&schema.meaning);
        write_table(json, &schema.form);
        let mut shared = Vec::new();
        schema.form.collect_shared(&mut shared);
        if !shared.is_empty() {
            json.key("$defs").block(|json| {
                for (name, kind) in shared {
                    json.key(name).block(|json| write_kind(json, kind));
                }
            });
        }
    });
    json.into_text()
}

fn write_key(json: &mut Json, key: &Key) {
    json.named(&key.name).block(|json| {
        let words = match &key.kind {
            // A list of words is the schema's own.
            Kind::Word(_) | Kind::Truth => String::new(),
            kind => kind.words(),
        };
        let meaning = if words.is_empty() { key.meaning.clone() } else { format!("{} ({words})", key.meaning) };
        json.key("description").text(&meaning);
        write_kind(json, &key.kind);
    });
}

/// Writes what a value has to be into the schema that is open.
fn write_kind(json: &mut Json, kind: &Kind) {
    let number_and_text = |json: &mut Json, name: &str, [least, most]: [&str; 2], pattern: &str| {
        json.key("anyOf").lines([true, false], |json, is_number| {
            json.object(|json| {
                json.key("type").text(if is_number { name } else { "string" });
                if is_number {
                    json.key("minimum").number(least);
                    json.key("maximum").number(most);
                } else {
                    json.key("pattern").text(pattern);
                }
            });
        });
    };
    match kind {
        Kind::Remark => json.key("type").text("string"),
        Kind::Text | Kind::Name => {
            json.key("type").text("string");
            json.key("maxLength").size(LONGEST_TEXT);
            if matches!(kind, Kind::Name) {
                json.key("pattern").text(NOT_BLANK);
            }
        }
        Kind::Id => {
            json.key("type").text("string");
            json.key("pattern").text(ID);
        }
        Kind::Truth => json.key("type").text("boolean"),
        Kind::Only("true") => json.key("const").truth(true),
        Kind::Only(text) => json.key("const").text(text),
        Kind::Date => {
            json.key("type").text("string");
            json.key("format").text("date");
            json.key("pattern").text(DATE);
        }
        Kind::Amount { least, most } => {
            let pattern = format!("^{DIGITS}(\\.[0-9](_?[0-9])?)?$");
            number_and_text(json, "number", [least, most], &pattern);
        }
        Kind::Decimal { least, most, decimals } => {
            let sign = if least.starts_with('-') { "-?" } else { "" };
            let more = decimals.saturating_sub(1);
            let pattern = format!("^{sign}{DIGITS}(\\.[0-9](_?[0-9]){{0,{more}}})?$");
            number_and_text(json, "number", [least, most], &pattern);
        }
        Kind::Whole { least, most } => {
            let pattern = format!("^{DIGITS}$");
            number_and_text(json, "integer", [&least.to_string(), &most.to_string()], &pattern);
        }
        Kind::Word(words) => json.key("enum").array(words, |json, word| json.text(word)),
        Kind::Shared(name, _) => json.key("$ref").text(&format!("#/$defs/{name}")),
        Kind::Everything => json.key("const").text("*"),
        Kind::List { least, of } => {
            json.key("type").text("array");
            if *least > 0 {
                json.key("minItems").size(*least);
            }
            json.key("maxItems").size(LONGEST_LIST);
            json.key("items").block(|json| write_kind(json, of));
        }
        Kind::Either(kinds) => {
            json.key("anyOf").lines(kinds, |json, kind| json.block(|json| write_kind(json, kind)));
        }
        Kind::Table(table) => write_table(json, table),
        _ => write_json_kind(json, kind),
    }
}

/// The kinds of values in an answer, which are JSON from the start.
fn write_json_kind(json: &mut Json, kind: &Kind) {
    match kind {
        Kind::Dollars | Kind::Ratio => {
            json.key("type").text("number");
            json.key("minimum").integer(0);
            if matches!(kind, Kind::Ratio) {
                json.key("maximum").integer(1);
            }
        }
        Kind::Day => {
            json.key("type").text("string");
            json.key("format").text("date");
        }
        Kind::Month => {
            json.key("type").text("string");
            json.key("pattern").text("^[0-9]{4}-[0-9]{2}$");
        }
        Kind::Rows(of) => {
            json.key("type").text("array");
            json.key("items").block(|json| write_kind(json, of));
        }
        Kind::OrNull(kind) => {
            json.key("anyOf").lines([Some(kind), None], |json, kind| {
                json.block(|json| match kind {
                    Some(kind) => write_kind(json, kind),
                    None => json.key("type").text("null"),
                });
            });
        }
        _ => json.key("type").text("integer"),
    }
}

fn write_table(json: &mut Json, table: &Table) {
    json.key("type").text("object");
    if !table.keys.is_empty() {
        json.key("properties").block(|json| table.keys.iter().for_each(|key| write_key(json, key)));
    }
    match &table.others {
        Others::None => json.key("additionalProperties").truth(false),
        Others::Ignored => {}
        Others::Each { name, value, most } => {
            json.key("propertyNames").block(|json| write_kind(json, name));
            json.key("additionalProperties").block(|json| write_kind(json, value));
            if let Some(most) = most {
                json.key("maxProperties").size(*most);
            }
        }
    }
    let required: Vec<&Key> = table.keys.iter().filter(|key| key.is_required).collect();
    if !required.is_empty() {
        json.key("required").array(required, |json, key| json.text(&key.name));
    }
    if !table.rules.is_empty() {
        json.key("allOf").lines(&table.rules, |json, rule| json.block(|json| write_rule(json, rule)));
    }
}

/// Writes a rule as a schema of its own.
fn write_rule(json: &mut Json, rule: &Rule) {
    let names = |json: &mut Json, names: &[&str]| {
        json.key("required").array(names, |json, name| json.text(name));
    };
    let barred = |json: &mut Json, keys: &[&str]| {
        json.key("properties").object(|json| keys.iter().for_each(|key| json.named(key).truth(false)));
    };
    let has = |json: &mut Json, key: &str, value: &str| {
        let write = |json: &mut Json| json.object(|json| write_kind_of(json, value));
        json.key("properties").object(|json| write(json.named(key)));
        names(json, &[key]);
    };
    match rule {
        Rule::Needs(key, needed) => {
            json.key("dependentRequired").object(|json| json.key(key).array([needed], |json, name| json.text(name)));
        }
        Rule::Excludes(key, other) => {
            json.key("dependentSchemas")
                .object(|json| json.key(key).object(|json| barred(json, std::slice::from_ref(other))));
        }
        Rule::Bars { key, value, barred: keys } => {
            json.key("if").object(|json| has(json, key, value));
            json.key("then").object(|json| barred(json, keys));
        }
        Rule::OneOf(sets) => {
            json.key("oneOf").lines(*sets, |json, set| json.object(|json| names(json, set)));
        }
        Rule::Unless { key, wanted } => {
            json.key("if").object(|json| has(json, key, "true"));
            json.key("then").object(|json| barred(json, wanted));
            json.key("else").object(|json| names(json, wanted));
        }
        Rule::Reserved { key, taken, prefix } => {
            json.key("properties").block(|json| {
                json.key(key).block(|json| {
                    json.key("not").block(|json| {
                        json.key("anyOf").lines([true, false], |json, is_list| {
                            json.object(|json| {
                                if is_list {
                                    json.key("enum").array(taken, |json, id| json.text(id));
                                } else {
                                    json.key("pattern").text(&format!("^{prefix}"));
                                }
                            });
                        });
                    });
                });
            });
        }
        Rule::Known { key, words, under, value } => {
            json.key("if").object(|json| {
                json.key("properties").object(|json| json.key(under).object(|json| write_kind_of(json, value)));
            });
            json.key("then").object(|json| {
                json.key("properties").object(|json| {
                    json.key(key).object(|json| json.key("enum").array(words, |json, word| json.text(word)));
                });
            });
        }
        Rule::RequiredWithout(key, required) => {
            json.key("if").object(|json| json.key("not").object(|json| names(json, &[key])));
            json.key("then").object(|json| json.key("required").array(required, |json, name| json.text(name)));
        }
    }
}

/// Writes that a value is this word, or true.
fn write_kind_of(json: &mut Json, value: &str) {
    match value {
        "true" => json.key("const").truth(true),
        word => json.key("const").text(word),
    }
}
