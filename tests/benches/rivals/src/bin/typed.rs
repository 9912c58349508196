//! Reads NDJSON profiles into a typed structure and does nothing else: `typed FILE`. Prints how many were read.

use std::error::Error;
use std::fs::File;
use std::hint::black_box;
use std::io::{BufRead, BufReader};

use rivals::Profile;

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).ok_or("typed FILE")?;
    let mut reader = BufReader::with_capacity(1 << 20, File::open(path)?);
    let mut line = Vec::new();
    let mut count = 0_u64;
    while reader.read_until(b'\n', &mut line)? > 0 {
        black_box(serde_json::from_slice::<Profile>(&line)?);
        count += 1;
        line.clear();
    }
    println!("{count}");
    Ok(())
}
