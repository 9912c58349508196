//! The sources read one after another, as chunks.

use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, Read};
use std::sync::Arc;

use super::sources::Source;
use crate::batch::{Chunk, Cutter, Items, Job, Mapping, Shape, Stream};
use crate::cli::Failure;
use crate::cli::input::{STDIO, read_bytes, unreadable};
use crate::document::{LARGEST_FILE, Syntax};

/// How many bytes are read at once.
const AT_ONCE: usize = 1 << 14;
/// How many files make a chunk.
const FILES: usize = 8;

/// Reads the sources in their order.
pub struct Feed {
    sources: VecDeque<Source>,
    reading: Option<Reading>,
    /// The number of the next item.
    next: u64,
    mapping: Mapping,
    job: Arc<Job>,
    bytes: Vec<u8>,
}

/// A stream that is being read.
struct Reading {
    path: String,
    input: Box<dyn Read + Send>,
    cutter: Cutter,
    /// Known once a table's header is read.
    stream: Option<Arc<Stream>>,
}

impl Feed {
    /// At the beginning of the first source.
    pub fn new(sources: Vec<Source>, mapping: Mapping, job: Arc<Job>) -> Self {
        Self { sources: sources.into(), reading: None, next: 0, mapping, job, bytes: vec![0; AT_ONCE] }
    }

    /// The next chunk: as much as can be had without waiting; `None` behind the last.
    pub fn next(&mut self) -> Result<Option<Chunk>, Failure> {
        loop {
            let items = match self.reading.take() {
                Some(reading) => self.records(reading)?,
                None => match self.sources.pop_front() {
                    Some(source) => self.begin(source)?,
                    None => return Ok(None),
                },
            };
            if let Some(items) = items.filter(|items| items.count() > 0) {
                let first = self.next;
                self.next = first.saturating_add(u64::try_from(items.count()).unwrap_or(u64::MAX));
                return Ok(Some(Chunk { first, items }));
            }
        }
    }

    /// The first items of a source, where it has some at once.
    fn begin(&mut self, source: Source) -> Result<Option<Items>, Failure> {
        match source {
            Source::Files(mut paths) => {
                let rest = paths.split_off(paths.len().min(FILES));
                if !rest.is_empty() {
                    self.sources.push_front(Source::Files(rest));
                }
                Ok(Some(Items::Files(paths)))
            }
            Source::Document => {
                let bytes = read_bytes(STDIO, LARGEST_FILE)?;
                Ok(Some(Items::Document { path: STDIO.to_owned(), bytes }))
            }
            Source::Stream { path, is_table } => {
                let input: Box<dyn Read + Send> = if path == STDIO {
                    Box::new(io::stdin())
                } else {
                    Box::new(File::open(&path).map_err(|error| unreadable(&path, &error))?)
                };
                let shape = if is_table { Shape::Rows } else { Shape::Lines };
                let of_lines = || Arc::new(Stream { path: path.clone(), syntax: Syntax::Json });
                let stream = (!is_table).then(of_lines);
                self.reading = Some(Reading { path, input, cutter: Cutter::new(shape), stream });
                Ok(None)
            }
        }
    }

    /// The records that the next read of a stream ends.
    fn records(&mut self, mut reading: Reading) -> Result<Option<Items>, Failure> {
        let count = loop {
            match reading.input.read(&mut self.bytes) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(unreadable(&reading.path, &error).into()),
                Ok(count) => break count,
            }
        };
        let read = self.bytes.get(..count).unwrap_or_default();
        let (bytes, mut records) = if count == 0 { reading.cutter.finish() } else { reading.cutter.feed(read) };
        if reading.stream.is_none() && !records.is_empty() {
            let header = records.remove(0);
            let text = bytes.get(header.range.clone()).unwrap_or_default();
            let (mapping, job) = (&self.mapping, &self.job);
            header.input(&reading.path, text, Syntax::default())?;
            let syntax = mapping.rows(&reading.path, header.line, text, job.program, &job.edit)?;
            reading.stream = Some(Arc::new(Stream { path: reading.path.clone(), syntax }));
        }
        let stream = reading.stream.clone();
        if count > 0 {
            self.reading = Some(reading);
        }
        Ok(stream.map(|stream| Items::Records { stream, bytes, records }))
    }
}
