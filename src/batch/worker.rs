//! One worker: takes chunks, hands on text.

use std::sync::Arc;

use super::chunk::{Chunk, Items};
use super::kept::Done;
use super::share::Share;
use crate::band::Case;
use crate::condition::Condition;
use crate::diagnostic::Diagnostics;
use crate::document::{Input, Syntax};
use crate::evaluation::{Evaluation, evaluate};
use crate::portfolio::Portfolio;
use crate::profile::Profile;
use crate::program::Program;
use crate::report::Place;
use crate::report::batch::Sheet;
use crate::report::portfolio::Form as SummaryForm;
use crate::text::escape_controls;

/// How much text a piece holds before it is handed on, in bytes.
const PIECE: usize = 1 << 17;

/// Reads a TOML file.
type Open = dyn Fn(&str) -> Result<Input, Diagnostics> + Send + Sync;
/// Makes the edits that every profile gets.
type Edit = dyn Fn(Input) -> Input + Send + Sync;

/// What becomes of each evaluation.
#[derive(Debug, Clone)]
pub enum Sink {
    /// A record of it is written.
    Records(Sheet),
    /// It is added up with the others, which are written together in that form.
    Portfolio(SummaryForm),
}

/// What is done with each profile; the same for every worker.
pub struct Job {
    /// The rules, for as long as the process lives: what workers hand on may speak of them.
    pub program: &'static Program,
    /// What becomes of each evaluation.
    pub sink: Sink,
    /// The cases that conditions are asked of; not empty.
    pub cases: Vec<Case>,
    /// What the caller asks to be told of, each once.
    pub conditions: Vec<Condition>,
    /// Whose turn it is.
    pub share: Share,
    /// The last item that is done, where a run goes on.
    pub last_done: Option<Done>,
    /// Reads a TOML file.
    pub open: Box<Open>,
    /// Makes the edits that every profile gets.
    pub edit: Box<Edit>,
}

/// How many profiles came to what.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// All that a record was written of.
    pub records: u64,
    /// Those that are not valid.
    pub invalid: u64,
    /// Those of which the caller asked to be told.
    pub told: u64,
    /// Whether the last item that was done before was come across.
    pub is_resumed: bool,
}

impl Tally {
    /// Both together.
    #[must_use]
    pub const fn plus(self, other: Self) -> Self {
        Self {
            is_resumed: self.is_resumed || other.is_resumed,
            records: self.records.saturating_add(other.records),
            invalid: self.invalid.saturating_add(other.invalid),
            told: self.told.saturating_add(other.told),
        }
    }
}

/// A part of the result, in the order of the input.
#[derive(Debug, Default)]
pub struct Piece {
    /// What is to be written.
    pub text: String,
    /// What is to be said beside it.
    pub notes: String,
    /// What it came to.
    pub tally: Tally,
    /// What the chunk's profiles come to together, with its last piece, where they are added up.
    pub portfolio: Option<Box<Portfolio<'static>>>,
    /// True for the last piece of a chunk.
    pub is_last: bool,
    /// Why the run cannot go on.
    pub fault: Option<String>,
}

/// Evaluates the profiles of one chunk after another.
pub struct Worker {
    job: Arc<Job>,
    piece: Piece,
}

impl Worker {
    /// A worker without a chunk.
    #[must_use]
    pub fn new(job: Arc<Job>) -> Self {
        Self { job, piece: Piece::default() }
    }

    /// Evaluates the items of a chunk that are ours. Hands on text as it comes, the last piece marked; stops where nobody
    /// takes it. A piece that comes back is used again.
    pub fn run(&mut self, chunk: Chunk, hand_on: &mut dyn FnMut(Piece) -> Option<Piece>) -> bool {
        let Chunk { first, items } = chunk;
        let is_taken = match items {
            Items::Files(paths) => (first..).zip(&paths).all(|(item, path)| {
                let job = Arc::clone(&self.job);
                self.item(item, Place { path, line: None }, || (job.open)(path), hand_on)
            }),
            Items::Document { path, bytes } => {
                self.item(first, Place { path: &path, line: None }, || Input::from_bytes(&path, bytes), hand_on)
            }
            Items::Records { stream, bytes, records } => (first..).zip(&records).all(|(item, record)| {
                let place = Place { path: &stream.path, line: Some(record.line) };
                let text = bytes.get(record.range.clone()).unwrap_or_default();
                let read = || record.input(&stream.path, text, Syntax::clone(&stream.syntax));
                self.item(item, place, read, hand_on)
            }),
        };
        self.piece.is_last = true;
        is_taken && self.hand_on(hand_on)
    }

    /// One item, if it is ours. False where nobody takes the text any more.
    fn item(
        &mut self,
        item: u64,
        place: Place<'_>,
        read: impl FnOnce() -> Result<Input, Diagnostics>,
        hand_on: &mut dyn FnMut(Piece) -> Option<Piece>,
    ) -> bool {
        let share = self.job.share;
        let is_last_done = share.last_done() == Some(item);
        if let Some(number) = share.place(item) {
            self.evaluate(place, number == 0, read());
        } else if is_last_done || (share.is_done(item) && !self.job.conditions.is_empty()) {
            self.repeat(place, is_last_done, read());
        }
        self.piece.text.len() < PIECE || self.hand_on(hand_on)
    }

    /// Evaluates an item that is done once more, for what the caller asks to be told of; nothing is written.
    fn repeat(&mut self, place: Place<'_>, is_last_done: bool, input: Result<Input, Diagnostics>) {
        let before = std::mem::take(&mut self.piece);
        self.evaluate(place, false, input);
        let again = std::mem::replace(&mut self.piece, before);
        self.piece.notes.push_str(&again.notes);
        self.piece.tally.told = self.piece.tally.told.saturating_add(again.tally.told);
        if is_last_done {
            self.piece.tally.is_resumed = true;
            self.piece.fault = self.job.last_done.as_ref().and_then(|done| unlike(done, place, &again.text));
        }
    }

    fn evaluate(&mut self, place: Place<'_>, is_first: bool, input: Result<Input, Diagnostics>) {
        let job = Arc::clone(&self.job);
        self.piece.tally.records = self.piece.tally.records.saturating_add(1);
        let profile = input.and_then(|input| Profile::parse(&(job.edit)(input), job.program));
        let evaluation = profile.as_ref().map_err(Diagnostics::clone).and_then(|one| evaluate(one, job.program));
        match &evaluation {
            Ok(evaluation) => self.tell(&job, place, evaluation),
            Err(_) => self.piece.tally.invalid = self.piece.tally.invalid.saturating_add(1),
        }
        match (&job.sink, evaluation) {
            (Sink::Records(sheet), Ok(evaluation)) => {
                sheet.write(&mut self.piece.text, &place, is_first, &evaluation);
            }
            (Sink::Records(sheet), Err(diagnostics)) => {
                sheet.write_failure(&mut self.piece.text, &place, is_first, &diagnostics);
            }
            (Sink::Portfolio(_), Ok(evaluation)) => self.portfolio().add(&evaluation),
            (Sink::Portfolio(_), Err(_)) => self.portfolio().add_invalid(),
        }
    }

    /// What the chunk's profiles come to so far.
    fn portfolio(&mut self) -> &mut Portfolio<'static> {
        let program = self.job.program;
        self.piece.portfolio.get_or_insert_with(|| Box::new(Portfolio::new(program)))
    }

    /// Notes which of the conditions hold.
    fn tell(&mut self, job: &Job, place: Place<'_>, evaluation: &Evaluation<'_>) {
        let mut is_told = false;
        for condition in &job.conditions {
            if let Some(why) = condition.holds(evaluation, &job.cases) {
                let company = escape_controls(&evaluation.profile.company.name);
                let note = format!("fail-on {}: {place}: {company}: {why}\n", condition.name());
                self.piece.notes.push_str(&note);
                is_told = true;
            }
        }
        self.piece.tally.told = self.piece.tally.told.saturating_add(u64::from(is_told));
    }

    fn hand_on(&mut self, hand_on: &mut dyn FnMut(Piece) -> Option<Piece>) -> bool {
        let Some(mut back) = hand_on(std::mem::take(&mut self.piece)) else { return false };
        back.text.clear();
        self.piece.text = back.text;
        true
    }
}

/// How the last record that is done is unlike the one that its place in the input comes to now.
fn unlike(done: &Done, place: Place<'_>, record: &str) -> Option<String> {
    if (done.path.as_str(), done.line) != (place.path, place.line) {
        let done = Place { path: &done.path, line: done.line };
        return Some(format!("its last record is of `{done}`, where the input now has `{place}`"));
    }
    let differs = done.record != record.as_bytes();
    differs.then(|| format!("its last record, of `{place}`, is not what the profile and the arguments come to now"))
}
