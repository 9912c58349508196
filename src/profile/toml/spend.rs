//! `[spend.NAME]`: one service, its provider and one of the four forms.

use super::growth_rate;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Fields, ID_FORM, LONGEST_LIST, Reading, is_id};
use crate::id::{ProviderId, ServiceId};
use crate::money::Usd;
use crate::profile::{ServiceSpend, SpendForm};
use crate::program::{BASES, Program};

/// Every service under `[spend]`, by name.
pub fn services(fields: Fields<'_>, program: &Program) -> Vec<ServiceSpend> {
    let count = fields.keys().count();
    if count > LONGEST_LIST {
        let message = format!("`spend` has {count} services");
        let help = "sum up small services under one name";
        let wanted = format!("wanted at most {LONGEST_LIST}");
        fields.reading().note(Diagnostic::at(fields.span, Code::ListLength, message, wanted, help));
        return Vec::new();
    }
    let mut services: Vec<ServiceSpend> =
        fields.into_tables().into_iter().filter_map(|(name, table)| service(name, table, program)).collect();
    services.sort_by(|one, other| one.id.cmp(&other.id));
    services
}

fn service(name: &str, mut fields: Fields<'_>, program: &Program) -> Option<ServiceSpend> {
    let place = fields.span;
    if !is_id(name) {
        let message = format!("`{name}` is not a service name");
        let help = "use small letters, digits and hyphens";
        let wanted = format!("wanted {ID_FORM}");
        fields.reading().note(Diagnostic::at(place, Code::IdForm, message, wanted, help));
    }
    let provider = provider(name, &mut fields, program);
    let basis = if name == program.signals.projection.service.value.as_str() {
        fields.choice("basis", &BASES.map(|word| (word, word.to_owned())))
    } else {
        None
    };
    let form = form(&mut fields);
    fields.finish();
    Some(ServiceSpend { id: ServiceId::from(name), provider: provider?, form: form?, basis, place })
}

fn provider(name: &str, fields: &mut Fields<'_>, program: &Program) -> Option<ProviderId> {
    let written = fields.id("provider").map(ProviderId::from);
    let note = |message: String, wanted: String, help: &str| {
        let at = fields.place("provider");
        fields.reading().note(Diagnostic::at(at, Code::ServiceProvider, message, wanted, help));
    };
    match program.provider_of(name) {
        Some(known) if fields.has("provider") => {
            let message = format!("`{}` is given, but `{name}` has a known provider", fields.path("provider"));
            note(
                message,
                format!("`{name}` is billed by `{known}`"),
                "take the key out, or give the service another name",
            );
            None
        }
        Some(known) => Some(known.clone()),
        None if !fields.has("provider") => {
            let known: Vec<String> = program.services.iter().map(|service| format!("`{}`", service.id)).collect();
            let message = format!("the provider of service `{name}` is missing");
            let wanted = format!("only {} have a known one", known.join(", "));
            note(message, wanted, "add `provider = \"…\"`, the company that bills it");
            None
        }
        None => written,
    }
}

/// Exactly one of the four forms.
fn form(fields: &mut Fields<'_>) -> Option<SpendForm> {
    let keys = ["monthly", "current", "month_12", "month_24", "monthly_growth"];
    let written: Vec<&str> = keys.into_iter().filter(|key| fields.has(key)).collect();
    let monthly = monthly(fields);
    let current = fields.amount("current");
    let month_12 = fields.amount("month_12");
    let month_24 = fields.amount("month_24");
    let growth = growth_rate(fields, "monthly_growth");
    match written.as_slice() {
        ["monthly"] => monthly.map(SpendForm::Monthly),
        ["current"] => current.map(SpendForm::Constant),
        ["current", "month_12"] => Some(SpendForm::Lines { current: current?, month_12: month_12?, month_24: None }),
        ["current", "month_12", "month_24"] => {
            Some(SpendForm::Lines { current: current?, month_12: month_12?, month_24: Some(month_24?) })
        }
        ["current", "monthly_growth"] => Some(SpendForm::Growth { current: current?, monthly_growth: growth? }),
        _ => {
            let found =
                if written.is_empty() { "no amounts".to_owned() } else { format!("`{}`", written.join("`, `")) };
            let message =
                format!("`{}` gives {found}, which is not one of the forms", fields.path("").trim_end_matches('.'));
            let help =
                "write `monthly` alone, or `current` alone, with `month_12` (and `month_24`), or with `monthly_growth`";
            fields.reading().note(Diagnostic::at(
                fields.span,
                Code::SpendForm,
                message,
                "wanted exactly one form",
                help,
            ));
            None
        }
    }
}

fn monthly(fields: &mut Fields<'_>) -> Option<Vec<Usd>> {
    let (reading, path) = (fields.reading(), fields.path("monthly"));
    reading.each(fields.node("monthly")?, &path, 1, Reading::amount)
}
