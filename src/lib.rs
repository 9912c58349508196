//! stackplan
pub mod band;
pub mod calendar;
pub mod cli;
pub mod condition;
pub mod diagnostic;
pub mod document;
pub mod evaluation;
pub mod id;
pub mod money;
pub mod position;
pub mod profile;
pub mod program;
pub mod report;
pub mod scoring;
pub mod signal;
pub mod spend;
mod text;
pub mod timeline;

pub use diagnostic::Diagnostics;
pub use document::Input;
pub use evaluation::{Evaluation, evaluate};
pub use profile::Profile;
pub use program::Program;
