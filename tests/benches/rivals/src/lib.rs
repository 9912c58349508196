//! A profile as serde_json reads it: every key of the format, owned, typed, and nothing checked beyond that.
//!
//! This is the yardstick of the batch rows: reading the lines into such a structure is the least that any program has to
//! do that wants to work with them.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{self, Deserialize, Deserializer, Visitor};

/// An amount or rate, as a number or as a quoted decimal.
#[derive(Debug)]
pub enum Amount {
    /// A whole number.
    Whole(i64),
    /// A number with decimals.
    Decimal(f64),
    /// A quoted decimal.
    Quoted(String),
}

impl<'de> Deserialize<'de> for Amount {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader;

        impl Visitor<'_> for Reader {
            type Value = Amount;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an amount")
            }

            fn visit_i64<E: de::Error>(self, number: i64) -> Result<Amount, E> {
                Ok(Amount::Whole(number))
            }

            fn visit_u64<E: de::Error>(self, number: u64) -> Result<Amount, E> {
                i64::try_from(number).map(Amount::Whole).map_err(E::custom)
            }

            fn visit_f64<E: de::Error>(self, number: f64) -> Result<Amount, E> {
                Ok(Amount::Decimal(number))
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Amount, E> {
                Ok(Amount::Quoted(text.to_owned()))
            }
        }

        deserializer.deserialize_any(Reader)
    }
}

/// A date: year, month, day.
#[derive(Debug, Clone, Copy)]
pub struct Date(pub u16, pub u8, pub u8);

impl Date {
    fn parse(text: &str) -> Option<Self> {
        let (year, rest) = text.split_once('-')?;
        let (month, day) = rest.split_once('-')?;
        Some(Self(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?))
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader;

        impl Visitor<'_> for Reader {
            type Value = Date;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a date")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Date, E> {
                Date::parse(text).ok_or_else(|| E::custom("not a date"))
            }
        }

        deserializer.deserialize_str(Reader)
    }
}

/// One value or several.
#[derive(Debug, serde::Deserialize)]
#[serde(untagged)]
pub enum OneOrMany {
    /// Several.
    Many(Vec<Amount>),
    /// One.
    One(Amount),
}

/// Days after acceptance, or a date.
#[derive(Debug, serde::Deserialize)]
#[serde(untagged)]
pub enum Expected {
    /// Days.
    Days(u32),
    /// A date.
    On(Date),
}

/// A closed set of words.
macro_rules! words {
    ($($name:ident { $($word:ident),+ })+) => {$(
        #[derive(Debug, Clone, Copy, serde::Deserialize)]
        #[serde(rename_all = "kebab-case")]
        #[allow(missing_docs)]
        pub enum $name { $($word),+ }
    )+};
}

words! {
    Stage { PreSeed, Seed, SeriesA, SeriesBPlus }
    Product { AiAugmented, AiComponent, AiFirst, ModelNative }
    Commitment { None, Partial, Primary }
    Poc { None, Planned, Demonstrated, Production }
    Engagement { ProductManager, PrivatePreview, CoMarketing, PublicReference }
    Basis { Estimate, GrowthModel, Workloads }
    OnMiss { Removed, TrancheOnly }
    Decision { Accepted, Rejected }
}

/// A table of the format: each key optional, unknown ones refused.
macro_rules! tables {
    ($($name:ident { $($key:ident: $kind:ty),+ $(,)? })+) => {$(
        #[derive(Debug, Default, serde::Deserialize)]
        #[serde(default, deny_unknown_fields)]
        #[allow(missing_docs)]
        pub struct $name { $(pub $key: Option<$kind>),+ }
    )+};
}

tables! {
    Profile {
        company: Company,
        funding: Funding,
        traction: Traction,
        bedrock: Bedrock,
        spend: BTreeMap<String, Spend>,
        plan: Plan,
        partner: Partner,
        offer: Offer,
        assumptions: Assumptions,
        milestones: BTreeMap<String, Milestone>,
        credits: Vec<Credit>,
        actuals: Actuals,
        expect: Expect,
    }
    Company { name: String, id: String, stage: Stage, product: Product, ai_ml_credibility: bool }
    Funding { backers: Vec<String>, prior_activate_credits: Amount }
    Traction {
        mrr: OneOrMany,
        monthly_active_users: u64,
        enterprise_lois: Vec<String>,
        design_partners: u64,
        other_validation: String,
    }
    Bedrock { commitment: Commitment, primary_for_months: u64, poc: Poc, engagement: Vec<Engagement> }
    Spend {
        provider: String,
        basis: Basis,
        current: Amount,
        month_12: Amount,
        month_24: Amount,
        monthly_growth: Amount,
        monthly: Vec<Amount>,
    }
    Plan {
        start: Date,
        horizon_days: u32,
        accelerator: bool,
        accelerator_filed: Date,
        stack: Vec<String>,
        stack_filed: Date,
        anthropic: bool,
        founder_hours: u64,
    }
    Partner { name: String, ace_opportunity: String }
    Offer { tranches: u32, bedrock_poc_award: Amount, anthropic_award: Amount, on_miss: OnMiss }
    Assumptions { acceptance_probability: Amount }
    Milestone { expected: Expected, probability: Amount }
    Credit {
        id: String,
        provider: String,
        remaining: Amount,
        issued: Date,
        expires: Date,
        covers: Vec<String>,
    }
    Actuals {
        decision: Decision,
        decided: Date,
        tier: String,
        milestones: BTreeMap<String, Date>,
        grants: Vec<ActualGrant>,
    }
    ActualGrant { id: String, issued: Date, amount: Amount, declined: bool }
    Expect { program: String, eligible: String, tier: String, granted: Band }
    Band { cautious: Amount, likely: Amount, best: Amount }
}
