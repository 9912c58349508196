//! Many profiles in one pass: where one ends and the next begins, what becomes of each, and which are whose share.
//!
//! Pure like the rooms above: whoever reads and writes hands over bytes and takes text. Memory does not grow with the
//! number of profiles: a [`Chunk`] holds what was read at once, and a [`Worker`] hands on its text piece by piece.

mod chunk;
mod cut;
mod header;
mod kept;
mod share;
mod worker;

pub use chunk::{Chunk, Items, Record, Stream};
pub use cut::{Cutter, Shape};
pub use header::Mapping;
pub use kept::{Done, Kept};
pub use share::Share;
pub use worker::{Job, Piece, Sink, Tally, Worker};
