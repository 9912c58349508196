//! The entries of a journal, read from its text in either form.

use std::collections::{BTreeMap, BTreeSet};

use super::support::cents;

/// An entry: its day and its legs, an account's name in small letters with its amount in cents.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    pub date: String,
    pub words: String,
    pub legs: Vec<(String, i128)>,
}

/// A journal as read.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Journal {
    pub declared: BTreeSet<String>,
    pub entries: Vec<Entry>,
    /// Balances that the journal states, at the entry that they follow or on the date that they are of.
    pub stated: Vec<(String, i128, i128)>,
}

impl Entry {
    /// The sum of the legs under a part of the chart of accounts.
    pub fn sum(&self, root: &str) -> i128 {
        self.legs.iter().filter(|(account, _)| account.starts_with(root)).map(|(_, amount)| amount).sum()
    }
}

fn is_date(text: &str) -> bool {
    text.len() == 10
        && text.bytes().enumerate().all(|(at, b)| if at == 4 || at == 7 { b == b'-' } else { b.is_ascii_digit() })
}

fn signed(amount: &str) -> i128 {
    assert_eq!(amount.split_once('.').map(|(_, cents)| cents.len()), Some(2), "{amount} has two decimals");
    amount.strip_prefix('-').map_or_else(|| cents(amount), |amount| -cents(amount))
}

/// Reads the form of hledger; every line has to be one that is known.
pub fn hledger(text: &str) -> Journal {
    let mut journal = Journal::default();
    let mut held: BTreeMap<String, i128> = BTreeMap::new();
    for line in text.lines() {
        let words: Vec<&str> = line.split_whitespace().collect();
        match words.as_slice() {
            [] => {}
            _ if line.starts_with(';') || line.starts_with("    ;") => {}
            ["commodity", "USD"] => {}
            ["format", "1000.00", "USD"] if line.starts_with("    ") => {}
            ["account", account] => assert!(journal.declared.insert((*account).to_owned()), "{account} declared twice"),
            [date, _provider, "|", rest @ ..] if is_date(date) => {
                journal.entries.push(Entry { date: (*date).to_owned(), words: rest.join(" "), legs: Vec::new() })
            }
            [account, amount, "USD", rest @ ..] if line.starts_with("    ") => {
                let amount = signed(amount);
                let sum = held.entry((*account).to_owned()).or_default();
                *sum += amount;
                match rest {
                    [] => {}
                    ["=", stated, "USD"] => journal.stated.push(((*account).to_owned(), signed(stated), *sum)),
                    other => panic!("{other:?} behind a leg"),
                }
                journal.entries.last_mut().unwrap().legs.push(((*account).to_owned(), amount));
            }
            other => panic!("a line that no entry has: {other:?}"),
        }
    }
    journal
}

/// Reads the form of Beancount; every line has to be one that is known.
pub fn beancount(text: &str) -> Journal {
    let mut journal = Journal::default();
    let mut asserted: Vec<(String, String, i128)> = Vec::new();
    for line in text.lines() {
        let words: Vec<&str> = line.split_whitespace().collect();
        match words.as_slice() {
            [] => {}
            ["option", ..] => {}
            _ if line.starts_with(';') => {}
            [date, "commodity", "USD"] if is_date(date) => {}
            [date, "open", account, "USD"] if is_date(date) => {
                assert!(journal.declared.insert(account.to_lowercase()), "{account} opened twice");
            }
            [date, "balance", account, amount, "~", "0.00", "USD"] if is_date(date) => {
                asserted.push(((*date).to_owned(), account.to_lowercase(), signed(amount)));
            }
            [date, "*", ..] if is_date(date) => {
                let words = line.split('"').nth(3).unwrap().to_owned();
                journal.entries.push(Entry { date: (*date).to_owned(), words, legs: Vec::new() });
            }
            [key, ..] if line.starts_with("  ") && key.ends_with(':') => {}
            [account, amount, "USD"] if line.starts_with("  ") => {
                journal.entries.last_mut().unwrap().legs.push((account.to_lowercase(), signed(amount)));
            }
            other => panic!("a line that no entry has: {other:?}"),
        }
    }
    for (date, account, stated) in asserted {
        let before = journal.entries.iter().filter(|entry| entry.date < date);
        let sum =
            before.flat_map(|entry| &entry.legs).filter(|(name, _)| *name == account).map(|(_, amount)| amount).sum();
        journal.stated.push((account, stated, sum));
    }
    journal
}
