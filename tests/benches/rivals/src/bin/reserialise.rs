//! What serde_json needs to read the input of a batch and to write its output: `reserialise INPUT OUTPUT > /dev/null`.
//!
//! Timed is the reading of INPUT from its file into typed profiles, and the writing of OUTPUT's records to stdout from
//! values in memory. Bringing OUTPUT into memory is not timed; it goes in portions, so that it fits. Prints the seconds
//! on stderr, and fails where a record written is not, byte for byte, the record read.

use std::error::Error;
use std::fs::File;
use std::hint::black_box;
use std::io::{self, BufRead, BufReader, Write};
use std::time::{Duration, Instant};

use rivals::Profile;
use serde_json::Value;

const PORTION: usize = 1_000;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [input, output] = arguments.as_slice() else { return Err("reserialise INPUT OUTPUT".into()) };
    let mut spent = Duration::ZERO;

    let begun = Instant::now();
    let mut reader = BufReader::with_capacity(1 << 20, File::open(input)?);
    let mut line = Vec::new();
    while reader.read_until(b'\n', &mut line)? > 0 {
        black_box(serde_json::from_slice::<Profile>(&line)?);
        line.clear();
    }
    spent += begun.elapsed();

    let mut lines = BufReader::with_capacity(1 << 20, File::open(output)?).split(b'\n');
    let mut stdout = io::stdout().lock();
    let mut written = Vec::new();
    loop {
        let portion: Vec<Vec<u8>> = lines.by_ref().take(PORTION).collect::<Result<_, _>>()?;
        if portion.is_empty() {
            break;
        }
        let values: Vec<Value> = portion.iter().map(|line| serde_json::from_slice(line)).collect::<Result<_, _>>()?;
        let begun = Instant::now();
        written.clear();
        for value in &values {
            serde_json::to_writer(&mut written, value)?;
            written.push(b'\n');
        }
        stdout.write_all(&written)?;
        spent += begun.elapsed();
        if written.split(|byte| *byte == b'\n').zip(&portion).any(|(ours, theirs)| ours != theirs.as_slice()) {
            return Err("a record is not written as it was read".into());
        }
    }
    eprintln!("{:.6}", spent.as_secs_f64());
    Ok(())
}
