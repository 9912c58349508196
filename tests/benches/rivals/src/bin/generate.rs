//! Writes made-up companies: `generate COUNT ndjson FILE|-` or `generate COUNT toml FOLDER`.
//!
//! `--seed N` makes others, `--invalid PERCENT` gives so many of a hundred one mistake.

use std::error::Error;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::Path;

#[path = "../../../generator.rs"]
mod generator;

fn main() -> Result<(), Box<dyn Error>> {
    let mut plain: Vec<String> = Vec::new();
    let (mut seed, mut invalid) = (2026_u64, 0_u64);
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--seed" => seed = arguments.next().ok_or("--seed N")?.parse()?,
            "--invalid" => invalid = arguments.next().ok_or("--invalid PERCENT")?.parse()?,
            _ => plain.push(argument),
        }
    }
    let [count, form, target] = plain.as_slice() else {
        return Err("generate COUNT ndjson FILE|- | generate COUNT toml FOLDER [--seed N] [--invalid PERCENT]".into());
    };
    let count: u64 = count.parse()?;
    let company = |number: u64| {
        let company = generator::company(seed, number);
        // Spread over the input, the same share in each hundred.
        let is_broken = number.wrapping_mul(37) % 100 < invalid;
        if is_broken { company.broken(number / 100) } else { company }
    };
    match form.as_str() {
        "ndjson" => {
            let file: Box<dyn Write> =
                if target == "-" { Box::new(io::stdout()) } else { Box::new(File::create(target)?) };
            let mut out = BufWriter::with_capacity(1 << 20, file);
            for number in 0..count {
                writeln!(out, "{}", company(number).ndjson())?;
            }
            out.flush()?;
        }
        "toml" => {
            fs::create_dir_all(target)?;
            for number in 0..count {
                fs::write(Path::new(target).join(format!("{number:07}.toml")), company(number).toml())?;
            }
        }
        other => return Err(format!("`{other}` is neither ndjson nor toml").into()),
    }
    Ok(())
}
