//! The Billing API's two answers.

use super::{cents, date, read, refused, skipped};

fn credit(id: &str, remaining: &str, rest: &str) -> String {
    format!(
        r#"{{"creditId":"{id}","accountId":"222222222222","creditType":"Promotion","initialAmount":{{"currencyCode":"USD","currencyAmount":"1000.00"}},"remainingAmount":{{"currencyCode":"USD","currencyAmount":"{remaining}"}},"description":"Activate","applicableProductNames":["Amazon EC2"],{rest}}}"#
    )
}

fn credits(entries: &[String]) -> String {
    format!("{{\"credits\": [\n{}\n]}}", entries.join(",\n"))
}

const DATES: &str = r#""startDate":"2026-01-01T00:00:00Z","endDate":"2026-12-31T23:59:59Z""#;

#[test]
fn times_and_words_are_read_in_each_of_their_spellings() {
    // 1767225600 is 2026-01-01T00:00:00Z, 1798761599 is 2026-12-31T23:59:59Z, 1798761600 the second after.
    let epoch = r#""startDate":1767225600,"endDate":1798761599.0,"applicationType":"BEFORE_CROSS_SERVICE_DISCOUNTS","creditStatus":"DISABLED""#;
    let exclusive = r#""startDate":1767225600.0,"endDate":1798761600,"exhaustDate":"2026-05-31T00:00:00Z","applicationType":"AfterDiscounts","creditStatus":"ENABLED""#;
    let file = credits(&[credit("1", "10.005", DATES), credit("2", "0", epoch), credit("3", "1000", exclusive)]);
    read(&[&file], |import| {
        let days: Vec<_> = import.credits.iter().map(|credit| (credit.starts, credit.ends)).collect();
        assert_eq!(days, [(date("2026-01-01"), date("2026-12-31")); 3]);
        assert_eq!(import.credits.iter().map(|credit| credit.is_enabled).collect::<Vec<_>>(), [true, false, true]);
        assert_eq!(import.credits[2].exhausted, Some(date("2026-05-31")));
        assert_eq!(import.credits[0].remaining.rounded().cents(), 1_000);
    });
}

#[test]
fn repeated_pages_count_once_and_answers_that_differ_are_refused() {
    let page = credits(&[credit("1", "10", DATES), credit("2", "20", DATES)]);
    read(&[&format!("{page}\n{page}")], |import| {
        assert_eq!((import.credits.len(), import.files[0].rows, import.files[0].used), (2, 4, 2));
        assert_eq!(skipped(import, 0)["duplicate-row"].len(), 2);
    });
    let said = refused(&[&page, &credits(&[credit("1", "9", DATES)])]);
    assert!(said.contains("error[issued-again]") && said.contains("last:2:1") && said.contains("file-0"), "{said}");
}

fn entry(credit: &str, month: &str, amount: &str, is_estimated: bool) -> String {
    format!(
        r#"{{"creditId":"{credit}","creditAmount":{{"currencyCode":"USD","currencyAmount":"{amount}"}},"accountId":"1","appliedServiceName":"Amazon EC2","billingMonth":"{month}","isEstimatedBill":{is_estimated}}}"#
    )
}

fn history(entries: &[String], rest: &str) -> String {
    format!("{{\"creditAllocationHistoryList\": [\n{}\n]{rest}}}", entries.join(",\n"))
}

#[test]
fn a_history_is_read_with_either_sign() {
    for sign in ["", "-"] {
        let entries = [("2026-02", "12.345"), ("2026-03", "7.655")]
            .map(|(month, amount)| entry("1", month, &format!("{sign}{amount}"), false));
        read(&[&history(&entries, "")], |import| {
            let paid = cents(import.applied.iter(), |sum| sum.credit.clone(), |sum| sum.amount);
            assert_eq!(paid, [("1".to_owned(), 2_000)].into());
            assert!(import.applied.iter().all(|sum| sum.is_history));
        });
    }
}

#[test]
fn an_estimate_gives_way_to_the_final_bill_and_leaves_its_month_open() {
    let entries =
        [entry("1", "2026-02", "9", true), entry("1", "2026-02", "10", false), entry("1", "2026-03", "5", true)];
    read(&[&history(&entries, "")], |import| {
        assert_eq!(skipped(import, 0)["superseded-estimate"], [2]);
        let open: Vec<bool> = import.months.values().map(|seen| seen.is_estimated).collect();
        assert_eq!(open, [false, true]);
        let paid = cents(import.applied.iter(), |sum| sum.month.to_string(), |sum| sum.amount);
        assert_eq!(paid.into_values().collect::<Vec<_>>(), [1_000, 500]);
    });
    let said = refused(&[&history(&[entry("1", "2026-02", "9", false), entry("1", "2026-02", "10", false)], "")]);
    assert!(said.contains("error[issued-again]") && said.contains("last:3:1"), "{said}");
}

#[test]
fn an_answer_that_says_it_is_incomplete_is_said_to_be() {
    let entries = [entry("1", "2026-02", "9", false)];
    let partial = history(&entries, r#", "partialResults": true, "failedMonths": ["2026-03"]"#);
    read(&[&partial], |import| {
        assert_eq!(import.files[0].remarks["partial-results"].count, 1);
        assert!(import.months.iter().any(|((_, month), seen)| *month == date("2026-03-01") && seen.is_estimated));
    });
    read(&[&history(&entries, r#", "nextToken": "abc""#)], |import| {
        assert!(import.files[0].remarks.contains_key("partial-results"));
    });
}

#[test]
fn what_is_wrong_is_named_with_its_line() {
    let file = credits(&[credit("1", "10", DATES), credit("2", "ten", DATES)]);
    let said = refused(&[&file]);
    assert!(said.contains("`remainingAmount` is `ten`") && said.contains("last:3:1"), "{said}");
    let said = refused(&[&file.replace("ten", "10").replacen("USD", "EUR", 1)]);
    assert!(said.contains("error[foreign-currency]") && said.contains("last:2:1"), "{said}");
    let said = refused(&[&credits(&[credit("1", "10", DATES)])[..60]]);
    assert!(said.contains("error[cut-short]"), "{said}");
    let said = refused(&[&credits(&[credit("1", "10", r#""startDate":"soon","endDate":1798761599"#)])]);
    assert!(said.contains("`startDate` is `soon`"), "{said}");
    let said = refused(&[&credits(&[credit("1", "10", r#""startDate":1798761599,"endDate":1767225600"#)])]);
    assert!(said.contains("ends before it starts"), "{said}");
    let said = refused(&[&history(&[entry("1", "March", "9", false)], "")]);
    assert!(said.contains("`billingMonth` is `March`"), "{said}");
}
