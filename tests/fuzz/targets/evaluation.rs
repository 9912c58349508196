#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| stackplan_fuzz::feeds::evaluation(bytes));
