//! FOCUS and CUR 2.0.

use super::{cents, date, read, refused, skipped};

/// Thirty rows written by hand, with every quirk that is known of real files: `NULL` as text, times behind a space,
/// quotes, commas and line breaks in cells, negative usage, a wrong EffectiveCost, a reversed credit, a correction, an
/// exponent, other providers, an account that is not named, a row twice.
const QUIRKS: &str = include_str!("quirks.csv");

#[test]
fn every_row_of_the_quirks_is_accounted_for() {
    read(&[QUIRKS], |import| {
        let file = &import.files[0];
        assert_eq!((file.kind.name(), file.rows, file.used), ("focus", 30, 26));
        let reasons = skipped(import, 0);
        assert_eq!(reasons["before-the-plan"], [2]);
        assert_eq!(reasons["duplicate-row"], [14]);
        assert_eq!(reasons["other-provider"], [26, 27]);
        assert_eq!(reasons.len(), 3);
        let remarks: Vec<(&str, u64)> = file.remarks.iter().map(|(name, rows)| (*name, rows.count)).collect();
        let expected =
            [("correction", 2), ("credit-reversed", 1), ("effective-cost-differs", 1), ("negative-charge", 3)];
        assert_eq!(remarks, expected);
        assert_eq!(file.days, Some((date("2026-01-12"), date("2026-04-03"))));
    });
}

#[test]
fn amounts_are_summed_as_written_and_rounded_once() {
    read(&[QUIRKS], |import| {
        let charges = cents(import.charges.iter(), |sum| sum.month.to_string(), |sum| sum.amount);
        // January: 100.10 + 200.2000000001 - 0.0000052 - 1.25 + 50.005 + 0 + 20 = 369.0549948001.
        // February: 400 + 100 + 75.50 + 60 + 30 - 12 + 25. March: 410 + 80.0000000000000001 + 0.0015. April: 605.
        let expected = [("2026-01-01", 36_905), ("2026-02-01", 67_850), ("2026-03-01", 49_000), ("2026-04-01", 60_500)];
        assert_eq!(charges, expected.map(|(month, sum)| (month.to_owned(), sum)).into());
        // Portfolio: 300.3000000001 + 48.755 + 500 - 2 + 490 = 1 337.0550000001, and not 3.0 of EffectiveCost.
        let applied = cents(import.applied.iter(), |sum| sum.credit.clone(), |sum| sum.amount);
        let expected = [("AWS Activate Portfolio", 133_706), ("Bedrock POC 2026", 7_550)];
        assert_eq!(applied, expected.map(|(name, sum)| (name.to_owned(), sum)).into());
        let accounts = cents(import.charges.iter(), |sum| sum.account.clone(), |sum| sum.amount);
        let expected = [("", 1_500), ("111111111111", 202_756), ("222222222222", 10_000)];
        assert_eq!(accounts, expected.map(|(id, sum)| (id.to_owned(), sum)).into());
    });
}

#[test]
fn taxes_and_third_party_models_are_told_apart() {
    use stackplan::import::ChargeKind;
    read(&[QUIRKS], |import| {
        let of = |kind: ChargeKind| {
            let own = import.charges.iter().filter(|sum| sum.kind == kind);
            own.map(|sum| sum.amount).sum::<stackplan::import::Exact>().rounded().cents()
        };
        assert_eq!([ChargeKind::Tax, ChargeKind::Model, ChargeKind::Marketplace].map(of), [4_500, 6_000, 0]);
    });
}

const HEAD: &str = "BilledCost,BillingCurrency,BillingPeriodStart,ChargePeriodStart,ChargeCategory,ServiceName,ProviderName,ResourceId\n";

fn focus(rows: &[&str]) -> String {
    HEAD.to_owned() + &rows.iter().map(|row| format!("{row}\n")).collect::<String>()
}

fn row(cost: &str, resource: &str) -> String {
    format!("{cost},USD,2026-03-01T00:00:00Z,2026-03-02T00:00:00Z,Usage,Amazon EC2,AWS,{resource}")
}

#[test]
fn newer_and_older_versions_are_read_alike() {
    // 1.4 has no ProviderName; 1.2 and later name the invoice, without which a month is not final.
    let newer = "\u{feff}BilledCost,BillingCurrency,BillingPeriodStart,ChargePeriodStart,ChargeCategory,ServiceName,ServiceProviderName,HostProviderName,InvoiceId\n\
        1.5,USD,2026-03-01T00:00:00.000Z,2026-03-02T01:00:00.000Z,Usage,Amazon EC2,AWS,AWS,INV1\n\
        2.5,USD,2026-04-01T00:00:00Z,2026-04-02T01:00:00Z,Usage,Amazon EC2,AWS,AWS,\n";
    read(&[newer], |import| {
        assert_eq!(import.files[0].used, 2);
        let open: Vec<bool> = import.months.values().map(|seen| seen.is_estimated).collect();
        assert_eq!(open, [false, true]);
    });
}

#[test]
fn a_cur_2_is_read_by_its_own_columns() {
    let cur = "identity_line_item_id,identity_time_interval,bill_invoice_id,bill_billing_entity,bill_billing_period_start_date,line_item_usage_account_id,line_item_line_item_type,line_item_usage_start_date,line_item_product_code,line_item_line_item_description,line_item_unblended_cost,line_item_currency_code\n\
        a,t,1,AWS,2026-03-01T00:00:00.000Z,111,Usage,2026-03-01T00:00:00.000Z,AmazonEC2,m5,10.5000000000,USD\n\
        b,t,1,AWS,2026-03-01T00:00:00.000Z,111,SavingsPlanRecurringFee,2026-03-01T00:00:00.000Z,ComputeSavingsPlans,fee,2.25,USD\n\
        c,t,1,AWS Marketplace,2026-03-01T00:00:00.000Z,111,Usage,2026-03-01T00:00:00.000Z,9abc,Claude (Amazon Bedrock Edition),4,USD\n\
        d,t,1,AWS,2026-03-01T00:00:00.000Z,111,Tax,2026-03-01T00:00:00.000Z,AmazonEC2,Tax,1,USD\n\
        e,t,1,AWS,2026-03-01T00:00:00.000Z,111,Credit,2026-03-01T00:00:00.000Z,AmazonEC2,\"Activate, credit from account: 222\",-12.75,USD\n";
    read(&[cur], |import| {
        assert_eq!((import.files[0].kind.name(), import.files[0].used), ("cur-2", 5));
        let charges = cents(import.charges.iter(), |sum| sum.service.clone(), |sum| sum.amount);
        assert_eq!(charges.values().sum::<i128>(), 1_775);
        let applied = cents(import.applied.iter(), |sum| sum.credit.clone(), |sum| sum.amount);
        assert_eq!(applied, [("Activate".to_owned(), 1_275)].into());
    });
}

#[test]
fn a_file_that_is_cut_is_refused_with_its_line() {
    let whole = focus(&[&row("1", "i-1"), &row("2", "i-2")]);
    assert!(read(&[&whole], |import| import.files[0].remarks.is_empty()));
    // In the middle of a cell that is not the last one of its row.
    let said = refused(&[&whole[..whole.len() - 20]]);
    assert!(said.contains("error[cut-short]") && said.contains("--> last:3:1"), "{said}");
    // In the last cell there is nothing to tell but the missing line break, and that is said.
    read(&[&whole[..whole.len() - 2]], |import| {
        assert_eq!(import.files[0].remarks["no-final-line-break"].count, 1);
    });
    // In an open quote.
    let open = focus(&[&row("1", "i-1"), &row("2", "\"i-2")]);
    let said = refused(&[&open]);
    assert!(said.contains("error[cut-short]") && said.contains("quote"), "{said}");
}

#[test]
fn two_currencies_are_never_added() {
    let said = refused(&[&focus(&[&row("1", "i-1"), &row("2", "i-2").replace("USD", "EUR")])]);
    assert!(said.contains("error[foreign-currency]") && said.contains("last:3:1") && said.contains("`EUR`"), "{said}");
}

#[test]
fn a_value_that_cannot_be_read_is_named_with_its_line_and_column_name() {
    let bad = [
        (row("1,5", "i").replace("1,5", "\"1,5\""), "`BilledCost` is `1,5`"),
        (row("1", "i").replace("Usage", "Usages"), "`ChargeCategory` is `Usages`"),
        (row("1", "i").replace("2026-03-02T", "3/2/26 "), "`ChargePeriodStart` is `3/2/26 00:00:00Z`"),
        (row("1", "i").replace("2026-03-01T", "2026-13-01T"), "`BillingPeriodStart` is `2026-13-01T00:00:00Z`"),
    ];
    for (row_of, wanted) in bad {
        let said = refused(&[&focus(&[&row("1", "i-0"), &row_of])]);
        assert!(said.contains(wanted) && said.contains("last:3:1"), "{said}");
    }
}

#[test]
fn a_file_given_twice_counts_once_and_is_named() {
    let file = focus(&[&row("1", "i-1"), &row("2", "i-2")]);
    read(&[&file, &file], |import| {
        assert_eq!((import.files[0].used, import.files[1].used), (2, 0));
        assert_eq!(skipped(import, 1)["duplicate-row"], [2, 3]);
        let charges = cents(import.charges.iter(), |sum| sum.month.to_string(), |sum| sum.amount);
        assert_eq!(charges.into_values().collect::<Vec<_>>(), [300]);
    });
}

#[test]
fn the_parts_of_one_export_add_up() {
    let parts = [focus(&[&row("1", "i-1"), &row("2", "i-2")]), focus(&[&row("3", "i-3"), &row("4", "i-4")])];
    read(&[&parts[0], &parts[1]], |import| {
        assert_eq!((import.files[0].used, import.files[1].used), (2, 2));
        assert!(import.files[1].remarks.is_empty());
    });
}

#[test]
fn a_period_that_is_issued_again_is_refused() {
    let first = focus(&[&row("1", "i-1"), &row("2", "i-2"), &row("3", "i-3")]);
    // One row is stated otherwise, the others again.
    let corrected = focus(&[&row("1", "i-1"), &row("2.5", "i-2"), &row("3", "i-3")]);
    let said = refused(&[&first, &corrected]);
    assert!(said.contains("error[issued-again]") && said.contains("last:3:1"), "{said}");
    // Every row is stated otherwise.
    let anew = focus(&[&row("1.1", "i-1"), &row("2.1", "i-2"), &row("3.1", "i-3")]);
    assert!(refused(&[&first, &anew]).contains("last:2:1"));
}

#[test]
fn a_row_without_an_end_is_bounded() {
    let said = refused(&[&(HEAD.to_owned() + "\"" + &"x,\n".repeat(1 << 20))]);
    assert!(said.contains("error[export-size]") && said.contains("1 MiB"), "{said}");
}

#[test]
fn other_exports_are_named_with_the_one_to_use() {
    let others = [
        ("identity/LineItemId,lineItem/LineItemType,lineItem/UnblendedCost\n", "legacy Cost and Usage Report"),
        ("\"Service\",\"EC2($)\",\"Total costs($)\"\n", "Cost Explorer CSV"),
        ("Date,MeterCategory,CostInBillingCurrency\n", "Azure"),
        ("Billing account name,Cost type,Cost ($)\n", "Google Cloud"),
        ("PAR1\u{15}\u{4}", "Parquet"),
        ("PK\u{3}\u{4}", "zip archive"),
        ("ChargeType,BilledCost\n", "before version 1.0"),
        ("{\"ResultsByTime\": []}", "Cost Explorer"),
    ];
    for (text, name) in others {
        let said = refused(&[text]);
        assert!(said.contains("error[other-export]") && said.contains(name) && said.contains("FOCUS"), "{said}");
    }
    for text in ["", "   \n", "hello\n", "{}", "[1]", "a,b\n1,2\n", "\u{0}\u{1}\u{2}"] {
        let said = refused(&[text]);
        let is_named = ["error[not-an-export]", "error[export-value]"].iter().any(|code| said.contains(code));
        assert!(is_named, "{text:?}: {said}");
    }
}
