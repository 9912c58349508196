//! `stackplan deadlines` rendered: what is due over many plans, the worst first.

pub mod csv;
pub mod ics;
pub mod json;
pub mod text;
