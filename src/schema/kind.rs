//! The parts that a form is described in.

use crate::calendar::YEARS;
use crate::document::{ID_FORM, LARGEST_COUNT, LONGEST_TEXT};
use crate::money::LARGEST_DOLLARS;

/// What a value has to be.
#[derive(Debug, Clone)]
pub(crate) enum Kind {
    /// Text of any length.
    Remark,
    /// Text up to the bound, which may be blank.
    Text,
    /// Text up to the bound that is not blank.
    Name,
    /// An id.
    Id,
    /// `true` or `false`.
    Truth,
    /// This and nothing else.
    Only(&'static str),
    /// A day of the calendar, bare or quoted.
    Date,
    /// Dollars, bare or quoted; the ends are written as TOML.
    Amount { least: String, most: String },
    /// A decimal, bare or quoted.
    Decimal { least: &'static str, most: &'static str, decimals: u32 },
    /// A whole number, bare or quoted.
    Whole { least: i64, most: i64 },
    /// One of these words.
    Word(Vec<String>),
    /// The word for everything.
    Everything,
    /// A list with at least so many entries.
    List { least: usize, of: Box<Self> },
    /// One of several kinds.
    Either(Vec<Self>),
    /// A table.
    Table(Table),
    /// A kind that stands once in a schema, under this name.
    Shared(&'static str, Box<Self>),
    /// A list of JSON, of any length.
    Rows(Box<Self>),
    /// A number of JSON, an amount in dollars.
    Dollars,
    /// A number of JSON between 0 and 1.
    Ratio,
    /// A whole number of JSON.
    Integer,
    /// A day of JSON, `YYYY-MM-DD`.
    Day,
    /// A calendar month of JSON, `YYYY-MM`.
    Month,
    /// A value, or null where there is none.
    OrNull(Box<Self>),
}

impl Kind {
    /// Dollars within the bound of every amount.
    pub fn amount() -> Self {
        Self::Amount { least: "0".to_owned(), most: LARGEST_DOLLARS.to_string() }
    }

    /// A count within the bound of every count.
    pub const fn count() -> Self {
        Self::Whole { least: 0, most: LARGEST_COUNT }
    }

    /// One of the words.
    pub fn word<'w>(words: impl IntoIterator<Item = &'w str>) -> Self {
        Self::Word(words.into_iter().map(str::to_owned).collect())
    }

    /// A list of any length.
    pub fn list(of: Self) -> Self {
        Self::List { least: 0, of: Box::new(of) }
    }

    /// The kind, written once in a schema.
    pub fn shared(self, name: &'static str) -> Self {
        Self::Shared(name, Box::new(self))
    }

    /// The kinds that stand once, each before those in it.
    pub fn collect_shared<'k>(&'k self, found: &mut Vec<(&'static str, &'k Self)>) {
        match self {
            Self::Shared(name, _) if found.iter().any(|(known, _)| known == name) => {}
            Self::Shared(name, kind) => {
                found.push((name, kind));
                kind.collect_shared(found);
            }
            Self::List { of: kind, .. } | Self::Rows(kind) | Self::OrNull(kind) => kind.collect_shared(found),
            Self::Either(kinds) => kinds.iter().for_each(|kind| kind.collect_shared(found)),
            Self::Table(table) => table.collect_shared(found),
            _ => {}
        }
    }

    /// The value, or null.
    pub fn or_null(self) -> Self {
        Self::OrNull(Box::new(self))
    }

    /// The values that there are, in a few words; nothing where the key's meaning says all.
    pub fn values(&self) -> String {
        match self {
            Self::Amount { most, .. } if *most == LARGEST_DOLLARS.to_string() => "USD".to_owned(),
            Self::Amount { least, most } => format!("USD, {least} to {most}"),
            Self::Decimal { least, most, .. } => format!("{least} to {most}"),
            Self::Whole { most, .. } if *most == LARGEST_COUNT => String::new(),
            Self::Whole { least, most } => format!("{least} to {most}"),
            Self::Id | Self::Word(_) => self.words(),
            Self::List { of, .. } if matches!(of.as_ref(), Self::Word(_)) => of.words(),
            _ => String::new(),
        }
    }

    /// How a value is written, in a few words; nothing where the form says all.
    pub fn words(&self) -> String {
        match self {
            Self::Amount { least, most } => {
                format!("USD, {least} to {most}, at most two decimals, bare or quoted")
            }
            Self::Decimal { least, most, decimals } => {
                format!("{least} to {most}, at most {decimals} decimals, bare or quoted")
            }
            Self::Whole { least, most } => format!("whole, {least} to {most}"),
            Self::Date => format!("a date of {} to {}, bare or quoted", YEARS.start(), YEARS.end()),
            Self::Id => format!("an id: {ID_FORM}"),
            Self::Name | Self::Text => format!("text, at most {LONGEST_TEXT} characters"),
            Self::Truth => "true or false".to_owned(),
            Self::Word(words) => words.join(" | "),
            Self::Everything => "\"*\"".to_owned(),
            Self::List { of, .. } => match of.words() {
                words if words.is_empty() => "a list".to_owned(),
                words => format!("a list of: {words}"),
            },
            Self::Either(kinds) => {
                kinds.iter().map(Self::words).filter(|words| !words.is_empty()).collect::<Vec<_>>().join("; or ")
            }
            Self::Dollars => "USD".to_owned(),
            Self::OrNull(kind) | Self::Shared(_, kind) => kind.words(),
            Self::Remark | Self::Only(_) | Self::Table(_) => String::new(),
            Self::Ratio | Self::Integer | Self::Day | Self::Month | Self::Rows(_) => String::new(),
        }
    }
}

/// A table: its keys, whatever other keys it may have, and what they ask of one another.
#[derive(Debug, Clone)]
pub(crate) struct Table {
    /// The keys with names of their own.
    pub keys: Vec<Key>,
    /// The keys with any other name.
    pub others: Others,
    /// What keys ask of one another.
    pub rules: Vec<Rule>,
}

/// The keys of a table that are not listed.
#[derive(Debug, Clone)]
pub(crate) enum Others {
    /// There are none.
    None,
    /// There may be more one day.
    Ignored,
    /// Each has a name of a kind and a value; at most so many.
    Each { name: Box<Kind>, value: Box<Kind>, most: Option<usize> },
}

impl Table {
    /// A table of exactly these keys.
    pub fn new(keys: impl IntoIterator<Item = Key>) -> Self {
        Self { keys: keys.into_iter().collect(), others: Others::None, rules: Vec::new() }
    }

    /// A table of these keys, all of them there, and later ones.
    pub fn open(keys: impl IntoIterator<Item = Key>) -> Self {
        let keys = keys.into_iter().map(Key::required).collect();
        Self { keys, others: Others::Ignored, rules: Vec::new() }
    }

    /// A table of names, each with a value.
    pub fn names(name: Kind, value: Kind) -> Self {
        Self::new([]).or(name, value, None)
    }

    /// The same with other names.
    pub fn or(self, name: Kind, value: Kind, most: Option<usize>) -> Self {
        Self { others: Others::Each { name: Box::new(name), value: Box::new(value), most }, ..self }
    }

    /// The same with rules.
    pub fn with(self, rules: impl IntoIterator<Item = Rule>) -> Self {
        Self { rules: rules.into_iter().collect(), ..self }
    }

    /// As [`Kind::collect_shared`].
    pub fn collect_shared<'k>(&'k self, found: &mut Vec<(&'static str, &'k Kind)>) {
        self.keys.iter().for_each(|key| key.kind.collect_shared(found));
        if let Others::Each { name, value, .. } = &self.others {
            name.collect_shared(found);
            value.collect_shared(found);
        }
    }

    /// A value of this table.
    pub const fn kind(self) -> Kind {
        Kind::Table(self)
    }
}

/// A key of a table.
#[derive(Debug, Clone)]
pub(crate) struct Key {
    /// Its name.
    pub name: String,
    /// What it says, in a sentence without its period.
    pub meaning: String,
    /// What its value has to be.
    pub kind: Kind,
    /// True where a table without it is refused.
    pub is_required: bool,
    /// What a first draft shows; for a table, where it stands on one line.
    pub example: Option<String>,
}

impl Key {
    /// A key that may be absent.
    pub fn new(name: impl Into<String>, meaning: impl Into<String>, kind: Kind) -> Self {
        Self { name: name.into(), meaning: meaning.into(), kind, is_required: false, example: None }
    }

    /// The same, required.
    pub fn required(self) -> Self {
        Self { is_required: true, ..self }
    }

    /// The same where it may be absent.
    pub fn optional(self) -> Self {
        Self { is_required: false, ..self }
    }

    /// The same with an example, written as TOML; `+N` in angle brackets is the day N days after the plan's start.
    pub fn like(self, example: impl Into<String>) -> Self {
        Self { example: Some(example.into()), ..self }
    }
}

/// What keys of a table ask of one another.
#[derive(Debug, Clone)]
pub(crate) enum Rule {
    /// Where the first is, the second has to be.
    Needs(&'static str, &'static str),
    /// Where the first is, the second may not be.
    Excludes(&'static str, &'static str),
    /// Where the key has the value, these may not be.
    Bars { key: &'static str, value: &'static str, barred: &'static [&'static str] },
    /// Exactly one of these sets of keys is there.
    OneOf(&'static [&'static [&'static str]]),
    /// Either the key is `true` and none of the others is there, or all of them are.
    Unless { key: &'static str, wanted: &'static [&'static str] },
    /// The value of the key is none of these and does not begin so.
    Reserved { key: &'static str, taken: Vec<String>, prefix: String },
    /// Where the key `under` is absent or has the value, `key` is one of these.
    Known { key: &'static str, words: Vec<String>, under: &'static str, value: String },
    /// Without the first, the others are required.
    RequiredWithout(&'static str, Vec<String>),
}
