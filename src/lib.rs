//! A planner for a startup's AWS credit stack: what is granted, used, lapsing and left on every day, and when the
//! first bill has to be paid in cash.
//!
//! A [`Profile`] says what one company knows about itself, a [`Program`] holds the rules as data. [`evaluate`] walks
//! from the two to an [`Evaluation`]; a report renders that. Nothing walks back.
//!
//! ```text
//!  profile.toml --> Input --> Profile --+
//!                                       +--> evaluate ------> Evaluation --> report: text, JSON, CSV, Markdown, HTML, SVG
//!  program.toml --> Input --> Program --+        |
//!                                                |  spend      what each service costs, month by month
//!                                                |  scoring    signals, screening, recommendation, tier
//!                                                |  timeline   grants with their amounts and days, in three cases
//!                                                v  position   settled by calendar month: bills, balances, cash
//! ```
//!
//! Money is whole cents, a day is a number counted from the plan's start, and an absent fact is unknown, never "no".
//! Everything but [`cli`] is pure: no file, no clock, no environment, no global state.
//!
//! # Example
//!
//! ```
//! use stackplan::{Input, Profile, Program, evaluate};
//!
//! let text = r#"
//!     [company]
//!     name = "Saltmarsh AI"
//!     stage = "seed"
//!
//!     [spend.infrastructure]
//!     current = 9_000
//!
//!     [plan]
//!     start = 2026-01-01
//! "#;
//! let program = Program::builtin()?;
//! let profile = Profile::parse(&Input::new("saltmarsh.toml", text), &program)?;
//! let evaluation = evaluate(&profile, &program)?;
//!
//! // 100 000 + 25 000 + 25 000 from the stack, and the smallest award if the accelerator accepts.
//! let accepted = evaluation.accepted.likely.totals();
//! let not_accepted = evaluation.not_accepted.likely.totals();
//! assert_eq!(accepted.granted.to_string(), "350000");
//! assert_eq!(not_accepted.granted.to_string(), "150000");
//!
//! // To the cent: what is granted is used, expired or left; what credits do not pay is paid in cash.
//! assert_eq!(accepted.granted, accepted.consumed + accepted.expired + accepted.balance);
//! assert_eq!(accepted.charges, accepted.consumed + accepted.cash);
//! # Ok::<(), stackplan::Diagnostics>(())
//! ```
//!
//! # The rooms
//!
//! A room imports only rooms above it in this list; `tests/house.rs` holds the order.
//!
//! - [`money`]: dollars in whole cents, checked, with one way to print them
//! - [`calendar`]: days, dates and calendar months; the only user of the date library
//! - [`band`]: a value in each of the cases cautious, likely and best
//! - `text`: text from an input made harmless for a terminal
//! - [`diagnostic`]: every mistake of an input, each with its place, what was wanted and the way out
//! - [`document`]: a TOML file, a JSON object or a row of a table as a tree of values with their places, and its edits
//! - [`id`]: one type of id for each kind of thing
//! - [`signal`]: the facts that scoring looks at, each on an ordered scale
//! - [`program`]: the rules as data, built in or from a file, proved sane before use
//! - [`profile`]: a founder's file, checked
//! - [`spend`]: what each service costs in a month, and a day's share of it
//! - [`scoring`]: what the facts support: signals, screening, recommendation, tier
//! - [`timeline`]: grants, gates, events and warnings on a calendar
//! - [`position`]: credits settled against charges as AWS settles: bills, day rows, summary
//! - [`evaluation`]: the whole walk in one page
//! - [`condition`]: what a caller may ask to be told of by the exit status
//! - [`advice`]: what follows from an evaluation: each answer enumerated, nothing sampled
//! - [`import`]: billing files that other systems write, as streams: charges, credits, what is left
//! - [`tracking`]: plan against actual, the plan from here on, and what to act on
//! - [`portfolio`]: what many evaluations come to together, in memory that their number does not change
//! - [`report`]: an evaluation rendered, one file a format
//! - [`batch`]: many profiles: where one ends and the next begins, what becomes of each
//! - [`schema`]: what profiles, programs and answers look like, as JSON Schema
//! - [`init`]: a first profile: the questions that decide the tier, and a file with every key
//! - [`cli`]: arguments, files, terminal and exit codes; the only room with input and output

pub mod advice;
pub mod band;
pub mod batch;
pub mod calendar;
pub mod cli;
pub mod condition;
pub mod diagnostic;
pub mod document;
pub mod evaluation;
pub mod id;
pub mod import;
pub mod init;
pub mod money;
pub mod portfolio;
pub mod position;
pub mod profile;
pub mod program;
pub mod report;
pub mod schema;
pub mod scoring;
pub mod signal;
pub mod spend;
mod text;
pub mod timeline;
pub mod tracking;

pub use diagnostic::Diagnostics;
pub use document::Input;
pub use evaluation::{Evaluation, evaluate};
pub use profile::Profile;
pub use program::Program;
