//! A plan's own bills as billing tools export them: written by a test, read by the program.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use stackplan::calendar::{Day, Horizon, Month};
use stackplan::evaluation::Evaluation;
use stackplan::money::Usd;
use stackplan::position::{Bill, Position};
use stackplan::timeline::Grant;

/// What one grant paid of one service in one month.
pub struct Paid {
    pub month: Month,
    pub grant: String,
    pub provider: String,
    pub service: String,
    pub amount: Usd,
}

/// Each bill of the likely case that closes by the month's end.
fn bills<'a>(evaluation: &Evaluation<'a>, through: Day) -> Vec<Bill<'a>> {
    evaluation.accepted.likely.bills().into_iter().filter(|bill| bill.through <= through).collect()
}

/// What a grant has paid by a day: the plan cut off there.
fn used_by(evaluation: &Evaluation<'_>, grant: &Grant<'_>, day: Day) -> Usd {
    let horizon = Horizon::new(evaluation.profile.plan.horizon.start(), u32::try_from(day.0).unwrap());
    let grants: Vec<&Grant<'_>> = evaluation.timeline.grants.iter().collect();
    let position = Position::settle(stackplan::band::Case::Likely, &horizon, &evaluation.services, &grants);
    position.grant_use(&grant.id).consumed
}

/// Which grant paid what: each month's use of a grant, laid on the services that it covers.
pub fn paid(evaluation: &Evaluation<'_>, through: Day) -> Vec<Paid> {
    let mut rows = Vec::new();
    let mut before: BTreeMap<String, Usd> = BTreeMap::new();
    let all = bills(evaluation, through);
    for month in evaluation.profile.plan.horizon.months().iter().filter(|month| month.last <= through) {
        let mut open: BTreeMap<String, Usd> = BTreeMap::new();
        for bill in all.iter().filter(|bill| bill.through >= month.first && bill.through <= month.last) {
            *open.entry(bill.service.to_string()).or_default() += bill.credits;
        }
        // Grants that cover few services first, so that what is left fits those that cover many.
        let mut grants: Vec<&Grant<'_>> = evaluation.timeline.grants.iter().collect();
        grants.sort_by_key(|grant| grant.covers.len());
        for grant in grants {
            let used = used_by(evaluation, grant, month.last);
            let mut left = used - before.insert(grant.id.to_string(), used).unwrap_or_default();
            for service in &grant.covers {
                let Some(sum) = open.get_mut(service.as_str()) else { continue };
                let amount = left.min(*sum);
                (left, *sum) = (left - amount, *sum - amount);
                if !amount.is_zero() {
                    let (grant, provider) = (grant.id.to_string(), grant.provider.to_string());
                    rows.push(Paid { month: *month, grant, provider, service: service.to_string(), amount });
                }
            }
            assert!(left.is_zero(), "{} in {month}: {left} is on no bill", grant.id);
        }
        assert!(open.values().all(|sum| sum.is_zero()), "{month}: {open:?}");
    }
    rows
}

const HEAD: &str = "BilledCost,BillingCurrency,BillingPeriodStart,ChargeCategory,ChargeDescription,ChargePeriodStart,ChargePeriodEnd,\
                    EffectiveCost,InvoiceIssuerName,ProviderName,ServiceName,SubAccountId\n";

/// The bills through a month's last day as a FOCUS file.
pub fn focus(evaluation: &Evaluation<'_>, through: Day) -> String {
    let horizon = &evaluation.profile.plan.horizon;
    let mut text = HEAD.to_owned();
    for bill in bills(evaluation, through) {
        let (from, first) = (horizon.date(bill.from), horizon.date(bill.from).first_of_month());
        let end = horizon.date(bill.through.next());
        let Bill { charges, provider, service, .. } = bill;
        writeln!(
            text,
            "{charges},USD,{first} 00:00:00,Usage,use of {service},{from} 00:00:00,{end} 00:00:00,{charges},{provider},{provider},{service},1"
        )
        .unwrap();
    }
    for Paid { month, grant, provider, service, amount } in paid(evaluation, through) {
        writeln!(
            text,
            "-{amount},USD,{month}-01 00:00:00,Credit,\"{grant}, credit from account: 222222222222\",{month}-01 00:00:00,{month}-01 01:00:00,-{amount},{provider},{provider},{service},1"
        )
        .unwrap();
    }
    text
}

/// What AWS credits paid through a month's last day as `get-credit-allocation-history` has it.
pub fn history(evaluation: &Evaluation<'_>, through: Day) -> String {
    let entries: Vec<String> = paid(evaluation, through)
        .into_iter()
        .filter(|paid| paid.provider == "aws")
        .map(|Paid { month, grant, service, amount, .. }| {
            format!(
                r#"{{"creditId":"{grant}","creditAmount":{{"currencyCode":"USD","currencyAmount":"-{amount}"}},"accountId":"1","appliedServiceName":"{service}","billingMonth":"{month}","isEstimatedBill":false}}"#
            )
        })
        .collect();
    format!("{{\"creditAllocationHistoryList\":[\n{}\n]}}\n", entries.join(",\n"))
}

/// The credits of AWS that are there on a month's last day as `get-credits` lists them then.
pub fn list(evaluation: &Evaluation<'_>, through: Day) -> String {
    let horizon = &evaluation.profile.plan.horizon;
    let own = evaluation.timeline.grants.iter().filter(|grant| grant.provider.as_str() == "aws");
    let entries: Vec<String> = own
        .filter_map(|grant| {
            let (life, amount) = grant.credit(stackplan::band::Case::Likely)?;
            let left = amount - used_by(evaluation, grant, through);
            let (starts, ends) = (horizon.date(life.issued), horizon.date(life.last()));
            let (id, money) = (&grant.id, |amount| format!(r#"{{"currencyCode":"USD","currencyAmount":"{amount}"}}"#));
            (life.issued <= through).then(|| {
                format!(
                    r#"{{"creditId":"{id}","initialAmount":{},"remainingAmount":{},"startDate":"{starts}T00:00:00Z","endDate":"{ends}T23:59:59Z"}}"#,
                    money(amount),
                    money(left)
                )
            })
        })
        .collect();
    format!("{{\"credits\":[\n{}\n]}}\n", entries.join(",\n"))
}
