//! The form that hledger and Ledger read.

use super::entries::{Account, Entry, Leg, Remark, accounts, entries, plain, widths};
use super::header;
use crate::band::Case;
use crate::calendar::Horizon;
use crate::evaluation::Evaluation;

/// The file.
pub fn file(evaluation: &Evaluation<'_>, case: Case) -> String {
    let horizon = &evaluation.profile.plan.horizon;
    let entries = entries(evaluation, case);
    let mut text: String = header(evaluation, case).iter().map(|line| format!("; {line}\n")).collect();
    text.push_str("\ncommodity USD\n    format 1000.00 USD\n\n");
    for (account, provider) in accounts(&entries) {
        let tag = provider.map(|provider| format!("\n    ; provider:{provider}")).unwrap_or_default();
        text.push_str(&format!("account {}{tag}\n", name(account)));
    }
    let widths = widths(&entries, name);
    for entry in &entries {
        text.push_str(&transaction(entry, horizon, widths));
    }
    text
}

fn transaction(entry: &Entry<'_>, horizon: &Horizon, widths: (usize, usize)) -> String {
    let date = horizon.date(entry.day);
    let mut text = format!("\n{date} {} | {}\n", entry.provider, entry.kind.words());
    let remark = |remark: Remark| match remark {
        Remark::On(key, date) => format!("{key}:{date}"),
        Remark::Words(key, words) => format!("{key}:{words}"),
    };
    let remarks: Vec<String> = entry.remarks(horizon).into_iter().map(remark).collect();
    if !remarks.is_empty() {
        text.push_str(&format!("    ; {}\n", remarks.join(", ")));
    }
    let lines: String = entry.legs.iter().map(|leg| posting(leg, widths)).collect();
    text + &lines
}

fn posting(leg: &Leg<'_>, (names, amounts): (usize, usize)) -> String {
    let holds = leg.holds.map(|holds| format!(" = {} USD", plain(holds))).unwrap_or_default();
    format!("    {:<names$}  {:>amounts$} USD{holds}\n", name(leg.account), plain(leg.amount))
}

fn name(account: Account<'_>) -> String {
    match account {
        Account::Credits(grant) => format!("assets:credits:{grant}"),
        Account::Cash => "assets:cash".to_owned(),
        Account::Granted(grant) => format!("income:credits:{grant}"),
        Account::Service(service) => format!("expenses:cloud:{service}"),
        Account::Lapsed(grant) => format!("expenses:lapsed:{grant}"),
    }
}
