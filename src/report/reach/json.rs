//! What would have to be true as one JSON object. Keys are append-only.

use crate::advice::reach::{Change, ChangeSet, MissingFact, Reach, Target, Worth};
use crate::program::Tier;
use crate::report::json::{Json, Layout};

/// The version of the object's shape.
const SCHEMA_VERSION: i64 = 1;

/// The whole object, with a line break at its end.
#[must_use]
pub fn json(reach: &Reach<'_>, layout: Layout) -> String {
    let mut json = Json::new(layout);
    json.block(|json| write(json, reach));
    json.into_text()
}

fn write(json: &mut Json, reach: &Reach<'_>) {
    let Reach { profile, program, .. } = reach;
    let horizon = &profile.plan.horizon;
    json.key("schema_version").integer(SCHEMA_VERSION);
    json.key("program").object(|json| {
        json.key("id").text(&program.id);
        json.key("version").text(&program.version);
        json.key("sha256").text(&program.sha256);
    });
    json.key("profile").object(|json| {
        json.key("path").text(profile.path());
        json.key("company").text(&profile.company.name);
        json.key("id").optional(profile.company.id.as_deref(), |json, id| json.text(id));
        json.key("sha256").text(&profile.sha256());
    });
    json.key("horizon").object(|json| {
        json.key("day").day(horizon.last());
        json.key("date").date(horizon.date(horizon.last()));
    });
    json.key("eligible").text(reach.eligible.name());
    json.key("screening_missing").array(&reach.screening_missing, |json, key| json.text(key));
    json.key("assigned").optional(reach.assigned, tier);
    json.key("possible").optional(reach.possible, tier);
    json.key("now").object(|json| worth(json, &reach.now));
    json.key("missing_fact").optional(reach.missing_fact.as_ref(), missing_fact);
    json.key("targets").lines(&reach.targets, target);
}

fn tier(json: &mut Json, tier: &Tier) {
    json.text(tier.id.as_str());
}

fn missing_fact(json: &mut Json, fact: &MissingFact<'_>) {
    json.block(|json| {
        json.key("key").text(&fact.key);
        json.key("worst_leaves").size(fact.most);
        json.key("award_spread").usd(fact.award_spread);
        json.key("answers").lines(&fact.answers, |json, answer| {
            json.object(|json| {
                json.key("answer").text(&answer.answer);
                json.key("set").array(&answer.set, |json, set| json.text(set));
                json.key("tiers").array(answer.tiers.iter().copied(), tier);
                json.key("or_none").truth(answer.or_none);
            });
        });
    });
}

fn target(json: &mut Json, target: &Target<'_>) {
    json.block(|json| {
        json.key("tier").text(target.tier.id.as_str());
        json.key("award").usd(target.tier.award.value);
        json.key("reached").truth(target.is_reached);
        json.key("sets").lines(&target.sets, change_set);
    });
}

fn change_set(json: &mut Json, set: &ChangeSet<'_>) {
    json.block(|json| {
        json.key("assigns").text(set.assigns.id.as_str());
        json.key("has_fixed").truth(set.has_fixed());
        json.key("changes").lines(&set.changes, change);
        json.key("worth").optional(set.worth.as_ref().ok(), |json, value| json.object(|json| worth(json, value)));
        json.key("problem").optional(set.worth.as_ref().err(), |json, problem| json.text(problem));
    });
}

fn change(json: &mut Json, change: &Change) {
    json.object(|json| {
        json.key("key").text(&change.key);
        json.key("signal").text(change.signal.name());
        json.key("kind").text(change.kind.name());
        json.key("found").text(&change.found);
        json.key("needed").text(&change.needed);
        json.key("gap").optional(change.gap.as_deref(), |json, gap| json.text(gap));
        json.key("set").array(&change.set, |json, set| json.text(set));
        json.key("lines").array(&change.lines, |json, line| json.integer(i64::from(*line)));
    });
}

fn worth(json: &mut Json, worth: &Worth) {
    json.key("award").optional(worth.award, Json::usd);
    json.key("granted").usd(worth.granted);
    json.key("consumed").usd(worth.consumed);
    json.key("charges").usd(worth.charges);
    json.key("cash").usd(worth.cash);
    json.key("without_award").optional(worth.without_award.as_deref(), |json, why| json.text(why));
}
