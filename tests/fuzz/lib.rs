//! What the fuzz targets feed, with the model of `tests/model` and the generator of `tests/properties`.
#![allow(dead_code, reason = "a part of the tests' own modules is wanted here")]

#[path = "../model/mod.rs"]
mod model;
#[path = "../properties"]
mod properties {
    pub mod agree;
    pub mod generate;
    pub mod hand;
    pub mod judge;
    pub mod layout;
    pub mod runner;
    pub mod written;
}
pub mod feeds;
