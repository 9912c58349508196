//! How fast and in how much memory a large FOCUS file is imported, beside a plain csv-crate pass over the same file.
//!
//! `cargo bench --bench import [-- MEGABYTES]` writes the file (1 024 MB) below the temporary folder, runs both in turn and
//! takes it away. Linux: the peak memory is read from `/proc`.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    clippy::unwrap_used,
    missing_docs,
    reason = "a measurement, not a part of the program"
)]

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const ROUNDS: usize = 3;

fn main() {
    // `cargo test --all-targets` runs benches too, without this word.
    if !std::env::args().any(|argument| argument == "--bench") {
        return;
    }
    let megabytes: u64 = std::env::args().skip(1).find_map(|argument| argument.parse().ok()).unwrap_or(1024);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("focus.csv");
    let rows = generate(&file, megabytes << 20);
    println!("{rows} rows, {} MB", fs::metadata(&file).unwrap().len() >> 20);
    let mut plain_best = Duration::MAX;
    let mut track_best = Duration::MAX;
    let mut most = 0;
    for round in 1..=ROUNDS {
        let started = Instant::now();
        let counted = plain(&file);
        let plain = started.elapsed();
        assert_eq!(counted, rows);
        let started = Instant::now();
        let kilobytes = track(&file, folder.path());
        let track = started.elapsed();
        println!("round {round}: plain csv pass {plain:.2?}, stackplan track {track:.2?}, peak {} MB", kilobytes >> 10);
        (plain_best, track_best, most) = (plain_best.min(plain), track_best.min(track), most.max(kilobytes));
    }
    let hundredths = track_best.as_millis() * 100 / plain_best.as_millis().max(1);
    let (times, rest) = (hundredths / 100, hundredths % 100);
    println!("best: {plain_best:.2?} and {track_best:.2?}, {times}.{rest:02} times; peak {} MB", most >> 10);
}

/// A pass of the csv crate that looks at nothing.
fn plain(path: &Path) -> u64 {
    let mut reader = csv::ReaderBuilder::new().buffer_capacity(1 << 16).from_reader(File::open(path).unwrap());
    let mut record = csv::ByteRecord::new();
    let mut rows = 0;
    while reader.read_byte_record(&mut record).unwrap() {
        rows += 1;
    }
    rows
}

/// The whole command, and its peak memory in kilobytes.
fn track(path: &Path, folder: &Path) -> u64 {
    let mut child = Command::new(env!("CARGO_BIN_EXE_stackplan"))
        .args(["track", "profiles/ladder.toml"])
        .arg(path)
        .args(["--today", "2026-08-10", "--format", "json", "-o"])
        .arg(folder.join("out.json"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .stdin(Stdio::null())
        .spawn()
        .unwrap();
    let status = format!("/proc/{}/status", child.id());
    let mut most = 0;
    loop {
        let text = fs::read_to_string(&status).unwrap_or_default();
        let line = text.lines().find(|line| line.starts_with("VmHWM:"));
        let kilobytes = line.and_then(|line| line.split_whitespace().nth(1)?.parse().ok());
        most = most.max(kilobytes.unwrap_or(0));
        if let Some(status) = child.try_wait().unwrap() {
            assert!(status.success());
            return most;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
}

/// Writes a FOCUS 1.0 file with the columns and the row length of AWS's own, no two rows the same.
fn generate(path: &Path, size: u64) -> u64 {
    const SERVICES: [&str; 6] = [
        "Amazon Elastic Compute Cloud",
        "Amazon Simple Storage Service",
        "Amazon Bedrock",
        "AWS Lambda",
        "Amazon Relational Database Service",
        "Claude Sonnet 4.5 (Amazon Bedrock Edition)",
    ];
    let mut out = BufWriter::with_capacity(1 << 20, File::create(path).unwrap());
    let head = "AvailabilityZone,BilledCost,BillingAccountId,BillingAccountName,BillingCurrency,BillingPeriodEnd,\
BillingPeriodStart,ChargeCategory,ChargeClass,ChargeDescription,ChargeFrequency,ChargePeriodEnd,ChargePeriodStart,\
CommitmentDiscountCategory,CommitmentDiscountId,CommitmentDiscountName,CommitmentDiscountStatus,CommitmentDiscountType,\
ConsumedQuantity,ConsumedUnit,ContractedCost,ContractedUnitPrice,EffectiveCost,InvoiceIssuerName,ListCost,ListUnitPrice,\
PricingCategory,PricingQuantity,PricingUnit,ProviderName,PublisherName,RegionId,RegionName,ResourceId,ResourceName,\
ResourceType,ServiceCategory,ServiceName,SkuId,SkuPriceId,SubAccountId,SubAccountName,Tags\n";
    out.write_all(head.as_bytes()).unwrap();
    let (mut written, mut rows) = (head.len() as u64, 0_u64);
    let mut seed = 7_u64;
    while written < size {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let pick = seed >> 33;
        let (month, day, hour) = (2 + pick % 6, 1 + pick / 6 % 28, pick / 200 % 24);
        let service = SERVICES[(pick % 6) as usize];
        let cents = pick % 100_000;
        let category = if pick.is_multiple_of(200) { "Credit" } else { "Usage" };
        let sign = if category == "Credit" { "-" } else { "" };
        let line = format!(
            "us-east-1a,{sign}0.00{cents:05}{hour:02},999999999999,Rung Systems,USD,2026-{:02}-01 00:00:00,2026-{month:02}-01 00:00:00,\
{category},NULL,\"AWS Activate Portfolio, credit from account: 222222222222\",Usage-Based,2026-{month:02}-{day:02} {hour:02}:59:59,\
2026-{month:02}-{day:02} {hour:02}:00:00,NULL,NULL,NULL,NULL,NULL,{cents}.000,Hrs,0.00{cents:05},0.0416,0.00{cents:05},\
\"Amazon Web Services, Inc.\",0.00{cents:05},0.0416,Standard,{cents}.000,Hrs,AWS,AWS,us-east-1,US East (N. Virginia),\
arn:aws:ec2:us-east-1:111111111111:instance/i-{seed:016x},i-{seed:016x},Instance,Compute,{service},SKU{:06},\
SKU{:06}.JRTCKXETXF.6YS6EN2CT7,11111111{:04},Team {},\"{{\"\"team\"\": \"\"t{}\"\", \"\"row\"\": \"\"{rows}\"\"}}\"\n",
            month + 1,
            pick % 4_000,
            pick % 4_000,
            pick % 40,
            pick % 40,
            pick % 40
        );
        out.write_all(line.as_bytes()).unwrap();
        written += line.len() as u64;
        rows += 1;
    }
    out.flush().unwrap();
    rows
}
