//! Where the values of a row stand, in FOCUS and in CUR 2.0.

use csv::ByteRecord;

use super::Kind;

/// The places of the columns, found once a file.
#[derive(Debug, Default)]
pub struct Columns {
    pub kind: Option<Kind>,
    pub names: Names,
    pub amount: usize,
    pub currency: usize,
    pub period: usize,
    pub start: usize,
    pub end: Option<usize>,
    pub category: usize,
    pub description: Option<usize>,
    pub service: Option<usize>,
    pub account: Option<usize>,
    /// Whoever provides, the first that is written counts; none where the export is always one provider's.
    pub providers: Vec<usize>,
    pub issuer: Option<usize>,
    pub publisher: Option<usize>,
    pub invoice: Option<usize>,
    pub class: Option<usize>,
    pub effective: Option<usize>,
    /// What tells a charge from another one, its figures aside.
    pub identity: Vec<usize>,
}

/// The names of columns, for messages.
#[derive(Debug, Default, Clone, Copy)]
pub struct Names {
    pub amount: &'static str,
    pub currency: &'static str,
    pub period: &'static str,
    pub start: &'static str,
    pub category: &'static str,
}

const FOCUS: Names = Names {
    amount: "BilledCost",
    currency: "BillingCurrency",
    period: "BillingPeriodStart",
    start: "ChargePeriodStart",
    category: "ChargeCategory",
};

const CUR: Names = Names {
    amount: "line_item_unblended_cost",
    currency: "line_item_currency_code",
    period: "bill_billing_period_start_date",
    start: "line_item_usage_start_date",
    category: "line_item_line_item_type",
};

/// The columns of FOCUS that tell a charge; those that a version lacks are left out.
const FOCUS_IDENTITY: [&str; 14] = [
    "BillingPeriodStart",
    "ChargePeriodStart",
    "ChargePeriodEnd",
    "ChargeCategory",
    "ChargeDescription",
    "SubAccountId",
    "ServiceName",
    "SkuId",
    "SkuPriceId",
    "ResourceId",
    "RegionId",
    "CommitmentDiscountId",
    "Tags",
    "ChargeClass",
];
const CUR_IDENTITY: [&str; 2] = ["identity_line_item_id", "identity_time_interval"];

impl Columns {
    /// The columns that a table's head names; `None` where it is neither of the two.
    pub fn of(head: &ByteRecord) -> Option<Self> {
        let place = |name: &str| head.iter().position(|cell| cell.trim_ascii() == name.as_bytes());
        let places = |names: &[&str]| names.iter().filter_map(|name| place(name)).collect::<Vec<_>>();
        let common = |names: Names| {
            Some(Self {
                names,
                amount: place(names.amount)?,
                currency: place(names.currency)?,
                period: place(names.period)?,
                start: place(names.start)?,
                category: place(names.category)?,
                ..Self::default()
            })
        };
        if let Some(common) = common(FOCUS) {
            return Some(Self {
                kind: Some(Kind::Focus),
                end: place("ChargePeriodEnd"),
                description: place("ChargeDescription"),
                service: place("ServiceName"),
                account: place("SubAccountId").or_else(|| place("BillingAccountId")),
                providers: places(&["ServiceProviderName", "ProviderName", "HostProviderName", "InvoiceIssuerName"]),
                issuer: place("InvoiceIssuerName"),
                publisher: place("PublisherName"),
                invoice: place("InvoiceId"),
                class: place("ChargeClass"),
                effective: place("EffectiveCost"),
                identity: places(&FOCUS_IDENTITY),
                ..common
            });
        }
        common(CUR).map(|common| Self {
            kind: Some(Kind::Cur),
            end: place("line_item_usage_end_date"),
            description: place("line_item_line_item_description"),
            service: place("line_item_product_code"),
            account: place("line_item_usage_account_id").or_else(|| place("bill_payer_account_id")),
            issuer: place("bill_billing_entity"),
            invoice: place("bill_invoice_id"),
            identity: places(&CUR_IDENTITY),
            ..common
        })
    }

    /// The value of a column that may be absent: nothing is written as an empty cell or as `NULL`.
    pub fn text(record: &ByteRecord, place: Option<usize>) -> &[u8] {
        match place.and_then(|place| record.get(place)) {
            None | Some(b"NULL" | b"null") => b"",
            Some(cell) => cell,
        }
    }
}
