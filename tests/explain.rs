//! `stackplan explain`: the decision on a profile walked in order, and what each id means.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test may panic, in its helpers too"
)]

mod support;

use std::collections::BTreeSet;

use serde_json::Value;
use stackplan::advice::explain::{Ahead, Explanation, Kind, Origin, Way, explain, ids, suggestions, topic};
use stackplan::band::Case;
use stackplan::diagnostic::Code;
use stackplan::evaluation::{Outcome, evaluate};
use stackplan::report::explain::{topic_json, topic_text};
use stackplan::report::json::Layout;
use stackplan::report::text::Terminal;
use stackplan::scoring::Status;
use stackplan::signal::{Level, Signal};
use stackplan::timeline::WarningCode;
use stackplan::{Input, Profile, Program};
use support::Expected;

const EXTENDED: &str = "tests/program/extended.toml";
const ITS_PROFILE: &str = "tests/program/profile.toml";

/// Keys that are taken out, one after the other, to see every step with facts missing.
const KEYS: [&str; 14] = [
    "company.product",
    "company.ai_ml_credibility",
    "funding.backers",
    "traction.mrr",
    "traction.monthly_active_users",
    "traction.enterprise_lois",
    "traction.design_partners",
    "traction.other_validation",
    "bedrock.commitment",
    "bedrock.primary_for_months",
    "bedrock.poc",
    "bedrock.engagement",
    "spend.bedrock",
    "spend.claude-api",
];

/// Edits that move one fact over each of its thresholds.
const EDITS: [&str; 20] = [
    "company.stage=\"pre-seed\"",
    "company.stage=\"series-b-plus\"",
    "company.product=\"ai-augmented\"",
    "company.ai_ml_credibility=false",
    "funding.backers=[]",
    "funding.backers=[\"Index\"]",
    "traction.mrr=[50000, 50000, 50000, 50000, 50000, 50000]",
    "traction.mrr=[1, 2, 3, 4, 5, 50000]",
    "traction.mrr=0",
    "traction.monthly_active_users=10000",
    "traction.monthly_active_users=0",
    "traction.other_validation=\"a prize\"",
    "bedrock.commitment=\"none\"",
    "bedrock.primary_for_months=17",
    "spend.bedrock={current=0}",
    "spend.bedrock={basis=\"growth-model\", current=40000, month_12=41666.66}",
    "spend.bedrock={basis=\"workloads\", current=90000, month_12=60000, month_24=50000}",
    "spend.claude-api={current=1000000}",
    "spend.claude-api={current=1}",
    "plan.accelerator=false",
];

/// Calls `see` with the explanation of a profile's text with an edit, where the edited profile is valid.
fn with_explanation(text: &str, program: &Program, edit: impl FnOnce(Input) -> Input, see: impl FnOnce(&Explanation)) {
    let input = edit(Input::new("profile.toml", text));
    let Ok(profile) = Profile::parse(&input, program) else { return };
    let Ok(evaluation) = evaluate(&profile, program) else { return };
    see(&explain(&evaluation, &Case::ALL));
}

/// Calls `see` with many explanations: each sample as it is, with each key taken out, and with each edit.
fn with_all(mut see: impl FnMut(&str, &Explanation)) {
    let builtin = Program::builtin().unwrap();
    let text = std::fs::read_to_string(EXTENDED).unwrap();
    let extended = Program::parse(&Input::new(EXTENDED, text)).unwrap();
    let mut count = 0;
    let mut samples: Vec<(String, &Program)> = support::profiles().into_iter().map(|path| (path, &builtin)).collect();
    samples.push((ITS_PROFILE.to_owned(), &extended));
    for (path, program) in &samples {
        let text = std::fs::read_to_string(path).unwrap();
        let mut seen = |what: &str, explanation: &Explanation| {
            count += 1;
            see(&format!("{path} {what}"), explanation);
        };
        with_explanation(&text, program, |input| input, |explanation| seen("", explanation));
        for key in KEYS {
            let edit = |input: Input| input.with_unset("--unset", key);
            with_explanation(&text, program, edit, |explanation| seen(key, explanation));
        }
        for set in EDITS {
            let edit = |input: Input| input.with_set("--set", set);
            with_explanation(&text, program, edit, |explanation| seen(set, explanation));
        }
    }
    assert!(count > 500, "{count} explanations");
}

/// What a successful run prints.
fn stdout(args: &[&str]) -> String {
    support::run(args).answer()
}

/// What a run that could not answer prints on stderr, and on stdout.
fn refusal(args: &[&str]) -> (String, String) {
    let run = support::run(args);
    assert_eq!(run.status, Some(2), "{args:?}");
    (run.stderr, run.stdout)
}

fn json(args: &[&str]) -> Value {
    let mut args = args.to_vec();
    args.extend(["--format", "json"]);
    serde_json::from_str(&stdout(&args)).unwrap()
}

#[test]
fn two_samples_are_explained_as_on_record() {
    let mut expected = Expected::new();
    expected.compare("tests/explain/hedged.txt", &stdout(&["explain", "profiles/hedged.toml"]));
    expected.compare("tests/explain/series-b.txt", &stdout(&["explain", "profiles/series-b.toml", "--case", "all"]));
    let half = ["explain", "profiles/half-filled.toml", "--format"];
    expected.compare("tests/explain/half-filled.json", &stdout(&[&half[..], &["json"]].concat()));
    expected.compare("tests/explain/half-filled.md", &stdout(&[&half[..], &["markdown"]].concat()));
    expected.finish();
}

#[test]
fn one_id_of_each_kind_is_explained_as_on_record() {
    let mut expected = Expected::new();
    let ids = [
        ("rule", "ceiling.backing"),
        ("value", "signals.traction.users_at_scale"),
        ("table", "lower-median"),
        ("warning", "scale-at-risk"),
        ("diagnostic", "needs-tier"),
        ("conflict", "tier-1-list"),
    ];
    let all = |format: &str| -> String {
        ids.iter().map(|(_, id)| stdout(&["explain", id, "--format", format]) + "\n").collect()
    };
    expected.compare("tests/explain/ids.txt", &all("text"));
    expected.compare("tests/explain/ids.json", &all("json"));
    expected.compare("tests/explain/ids.md", &all("markdown"));
    for (kind, id) in ids {
        assert_eq!(json(&["explain", id])["kind"], kind, "{id}");
    }
    expected.finish();
}

#[test]
fn the_way_to_a_level_agrees_with_the_signal() {
    with_all(|what, explanation| {
        for step in explanation.signals.iter().filter(|step| !step.ways.is_empty()) {
            let signal = step.reading.signal();
            let highest = |is_open: fn(&Way) -> bool| -> Level {
                let open = step.ways.iter().filter(|way| is_open(way)).map(|way| way.level);
                open.max().unwrap_or(signal.lowest())
            };
            let proved = highest(|way| way.status() == Status::Met);
            let possible = highest(|way| way.status() != Status::Unmet);
            assert_eq!((proved, possible), (step.reading.proved, step.reading.possible), "{what}: {signal}");
        }
    });
}

#[test]
fn what_is_short_is_what_an_unmet_number_lacks() {
    let text = "[company]\nname = \"A\"\nstage = \"seed\"\n[plan]\nstart = 2026-01-01\n\
                [traction]\nmonthly_active_users = 8200\nenterprise_lois = []\nmrr = 38_000.50\n";
    let builtin = Program::builtin().unwrap();
    with_explanation(
        text,
        &builtin,
        |input| input,
        |explanation| {
            let traction = explanation.signal(Signal::Traction).unwrap();
            let gaps: Vec<(String, String)> = traction
                .ways_to(Signal::Traction.highest())
                .flat_map(|way| &way.thresholds)
                .filter_map(|threshold| Some((threshold.what.clone(), threshold.gap.as_ref()?.to_string())))
                .collect();
            let wanted = [
                ("monthly active users", "1,800"),
                ("named letters of intent", "1"),
                ("monthly revenue", "$11,999.50"),
                ("monthly values that show growth", "5"),
            ];
            assert_eq!(gaps, wanted.map(|(what, gap)| (what.to_owned(), gap.to_owned())));
        },
    );
    let shown = stdout(&["explain", "profiles/median.toml", "--set", "traction.monthly_active_users=8200"]);
    assert!(shown.contains("monthly active users: at least 10,000*, found 8,200;"), "{}", shown.len());
}

#[test]
fn the_question_that_decides_leads_to_the_recommendation() {
    let mut actions = BTreeSet::new();
    with_all(|what, explanation| {
        let last = explanation.recommendation.last().unwrap();
        let action = explanation.evaluation.assessment.recommendation.action;
        assert!(last.decides && explanation.recommendation.iter().filter(|question| question.decides).count() == 1);
        assert_eq!(last.action, action, "{what}");
        actions.insert(action.name());
    });
    assert_eq!(Vec::from_iter(actions), ["complete-profile", "edp", "execute", "pursue", "standard-stack"]);
}

#[test]
fn every_assumed_field_of_a_grant_rests_on_an_assumption_that_is_listed() {
    with_all(|what, explanation| {
        let listed = |citation| explanation.assumptions.iter().any(|entry| entry.is_cited_by(citation));
        for step in &explanation.grants {
            for field in &step.grant.assumed {
                // A grant that is used from its issue on rests on the day of issue alone.
                let names = if field.name() == "usable" { vec!["usable", "issued"] } else { vec![field.name()] };
                let rests = step.basis.iter().filter(|basis| names.contains(&basis.field)).any(
                    |basis| matches!(basis.origin, Origin::Program(citation) if citation.assumed && listed(citation)),
                );
                assert!(rests, "{what}: {} of {}", field.name(), step.grant.id);
            }
        }
    });
}

#[test]
fn every_field_of_a_grant_says_where_it_comes_from() {
    with_all(|what, explanation| {
        for step in &explanation.grants {
            let held = step.title == "a credit already held";
            let fields = ["amount", "issued", "expires_on", "covers", "status"];
            for field in fields.iter().take(if held { 4 } else { 5 }) {
                assert!(step.basis.iter().any(|basis| basis.field == *field), "{what}: {field} of {}", step.grant.id);
            }
        }
    });
}

#[test]
fn a_lost_tranche_says_which_gate_is_missed_and_when() {
    let text = stdout(&["explain", "profiles/missed-gate.toml"]);
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for part in [
        "gate commercial-outcome: expected 110 / 125 / 140 days after acceptance, to be met within 120 days; missed in \
         the likely and the best case",
        "gate case-study: expected 200 days after acceptance, to be met within 270 days; lost with a tranche ahead of it \
         in the likely and the best case",
    ] {
        assert!(text.contains(part), "{part}");
    }
}

#[test]
fn a_hedge_share_is_an_assumption_only_where_something_is_spent_on_the_hedge() {
    let listed = |profile: &str| {
        let assumptions = json(&["explain", profile])["assumptions"].clone();
        let paths = assumptions.as_array().unwrap().iter().map(|entry| entry["path"].as_str().unwrap().to_owned());
        paths.collect::<Vec<_>>().contains(&"signals.commitment.hedge_share".to_owned())
    };
    assert!(listed("profiles/hedged.toml"));
    assert!(!listed("profiles/median.toml"));
}

#[test]
fn an_assumption_that_the_plan_replaces_is_not_listed() {
    // Everything is decided and issued: no decision day, no filing day of Portfolio, no Build.
    let explained = json(&["explain", "profiles/in-progress.toml"]);
    let through: Vec<&str> = explained["conflicts"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|conflict| conflict["through"].as_array().unwrap())
        .map(|path| path.as_str().unwrap())
        .collect();
    for path in ["accelerator.decision", "stack.portfolio.issued", "stack.build.amount", "stack.portfolio.amount"] {
        assert!(!through.contains(&path), "{path}");
    }
    assert!(through.contains(&"accelerator.expires_months"));
}

#[test]
fn the_order_of_use_is_the_ledgers_and_each_place_has_its_reason() {
    let mut reasons = Vec::new();
    with_all(|what, explanation| {
        for order in &explanation.orders {
            let position = explanation.evaluation.positions(Outcome::Accepted).get(order.case);
            let ledger = position.ledger(order.provider).unwrap();
            let ours: Vec<_> = order.credits.iter().map(|credit| &credit.id).collect();
            assert_eq!(ours, ledger.credits().iter().map(|credit| &credit.id).collect::<Vec<_>>(), "{what}");
            for pair in order.credits.windows(2) {
                let (one, next) = (&pair[0], &pair[1]);
                let key = |credit: &stackplan::advice::explain::CreditStep<'_>| {
                    (credit.life.last(), credit.covers.len(), credit.life.issued, credit.id.clone())
                };
                assert!(key(one) < key(next), "{what}");
                let differs = match one.ahead.unwrap() {
                    Ahead::LastDay => one.life.last() < next.life.last(),
                    Ahead::Coverage => one.covers.len() < next.covers.len(),
                    Ahead::Issued => one.life.issued < next.life.issued,
                    Ahead::Id => one.id < next.id,
                };
                assert!(differs, "{what}: {} before {}", one.id, next.id);
                if !reasons.contains(&one.ahead.unwrap()) {
                    reasons.push(one.ahead.unwrap());
                }
            }
            assert_eq!(order.credits.last().unwrap().ahead, None);
        }
    });
    assert_eq!(reasons, [Ahead::Coverage, Ahead::Id, Ahead::LastDay]);
}

#[test]
fn of_credits_that_end_and_cover_alike_the_one_issued_first_is_used_first() {
    let credit = |id: &str, issued: &str, expires: &str, covers: &str| {
        format!(
            "[[credits]]\nid = \"{id}\"\nprovider = \"aws\"\nremaining = 9\nissued = {issued}\n\
             expires = {expires}\ncovers = [{covers}]\n"
        )
    };
    let text = [
        "[company]\nname = \"A\"\nstage = \"seed\"\n[plan]\nstart = 2026-01-01\nstack = []\naccelerator = false\n\
         [spend.bedrock]\ncurrent = 1\n[spend.infrastructure]\ncurrent = 1\n"
            .to_owned(),
        credit("a", "2025-03-01", "2026-09-30", "\"*\""),
        credit("d", "2025-01-01", "2026-09-30", "\"*\""),
        credit("c", "2025-03-01", "2026-09-30", "\"*\""),
        credit("b", "2025-05-01", "2026-09-30", "\"bedrock\""),
        credit("e", "2025-05-01", "2026-08-31", "\"*\""),
    ];
    let builtin = Program::builtin().unwrap();
    let mut seen = Vec::new();
    with_explanation(
        &text.concat(),
        &builtin,
        |input| input,
        |explanation| {
            let likely = explanation.orders.iter().find(|order| order.case == Case::Likely).unwrap();
            seen.extend(likely.credits.iter().map(|credit| (credit.id.to_string(), credit.ahead)));
        },
    );
    let wanted = [
        ("e", Some(Ahead::LastDay)),
        ("b", Some(Ahead::Coverage)),
        ("d", Some(Ahead::Issued)),
        ("a", Some(Ahead::Id)),
        ("c", None),
    ];
    assert_eq!(seen, wanted.map(|(id, ahead)| (id.to_owned(), ahead)));
}

#[test]
fn each_grant_of_the_program_is_in_the_plan_or_has_a_reason_not_to_be() {
    with_all(|what, explanation| {
        let evaluation = explanation.evaluation;
        for component in evaluation.program.components() {
            let is_planned = evaluation.timeline.grants.iter().any(|grant| grant.id == component.id);
            let left: Vec<_> = explanation.left_out.iter().filter(|left| left.id == component.id).collect();
            assert_eq!(left.len(), usize::from(!is_planned), "{what}: {}", component.id);
        }
        assert!(explanation.left_out.iter().all(|left| !left.reasons.is_empty()), "{what}");
        let no_award = explanation.left_out.iter().any(|left| left.id == evaluation.program.accelerator.grant);
        assert_eq!(no_award, !explanation.has_award(), "{what}");
    });
}

#[test]
fn every_rule_that_eval_prints_can_be_explained_and_is_walked() {
    for profile in support::profiles() {
        let evaluated = json(&["eval", &profile, "--view", "grants"]);
        let explained = json(&["explain", &profile]);
        let rules = |value: &Value| -> Vec<String> {
            value.as_array().unwrap().iter().map(|finding| finding["rule"].as_str().unwrap().to_owned()).collect()
        };
        let mut walked = rules(&explained["screening"]["findings"]);
        walked.extend(explained["tiers"].as_array().unwrap().iter().flat_map(|tier| rules(&tier["findings"])));
        let mut printed = rules(&evaluated["screening"]["findings"]);
        printed.extend(rules(&evaluated["tier"]["findings"]));
        assert_eq!(walked, printed, "{profile}");
        for key in ["found", "needed", "status", "missing", "lines"] {
            let ours = explained["screening"]["findings"].as_array().unwrap().iter().map(|finding| &finding[key]);
            let theirs = evaluated["screening"]["findings"].as_array().unwrap().iter().map(|finding| &finding[key]);
            assert!(ours.eq(theirs), "{profile}: {key}");
        }
        assert_eq!(explained["decision"]["action"], evaluated["recommendation"]["action"]);
        assert_eq!(explained["decision"]["award"], evaluated["tier"]["award"]);
    }
}

#[test]
fn every_id_of_every_kind_is_explained() {
    let program = Program::builtin().unwrap();
    let all = ids(&program);
    let kind = |id: &str| topic(&program, id).unwrap_or_else(|| panic!("{id}")).kind;
    for id in &all {
        let topic = topic(&program, id).unwrap_or_else(|| panic!("{id}"));
        assert!(!topic.means.is_empty() && topic.id == *id, "{id}");
        let is_code = matches!(topic.kind, Kind::Warning | Kind::Diagnostic);
        assert_eq!(topic.way_out.is_some(), is_code, "{id}");
        assert_eq!(topic.values.is_empty(), is_code || topic.kind == Kind::Conflict, "{id}");
        let text = topic_text(&topic, Terminal { width: None, is_colored: false });
        assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
        let shown: Value = serde_json::from_str(&topic_json(&topic, Layout::Lines)).unwrap();
        assert_eq!(shown["means"], topic.means, "{id}");
    }
    for code in WarningCode::ALL {
        assert_eq!(kind(code.name()), Kind::Warning, "{}", code.name());
    }
    for code in Code::ALL {
        assert_eq!(kind(code.name()), Kind::Diagnostic, "{}", code.name());
    }
    for conflict in &program.conflicts {
        assert_eq!(kind(conflict.id.as_str()), Kind::Conflict, "{}", conflict.id);
    }
    for entry in program.catalogue() {
        let expected = if entry.rule.is_some() { Kind::Rule } else { Kind::Value };
        let found = kind(&entry.path);
        assert!(found == expected || found == Kind::Table, "{}", entry.path);
        if let Some(rule) = &entry.rule {
            assert_eq!(topic(&program, rule).unwrap().values[0].path, entry.path);
        }
    }
}

#[test]
fn every_conflict_is_reached_from_the_values_that_settle_it() {
    let program = Program::builtin().unwrap();
    for conflict in &program.conflicts {
        let topic = topic(&program, conflict.id.as_str()).unwrap();
        assert_eq!(topic.conflicts[0].id, conflict.id);
        assert!(!topic.related.is_empty(), "{} is named by no value", conflict.id);
    }
}

#[test]
fn no_id_of_the_builtin_program_names_two_kinds() {
    let program = Program::builtin().unwrap();
    let codes = WarningCode::ALL.iter().map(|code| code.name()).chain(Code::ALL.iter().map(|code| code.name()));
    let mut names: Vec<String> = codes.map(str::to_owned).collect();
    names.extend(program.conflicts.iter().map(|conflict| conflict.id.to_string()));
    let catalogue = program.catalogue();
    let rules = catalogue.iter().filter_map(|entry| entry.rule.clone().filter(|rule| *rule != entry.path));
    names.extend(rules.chain(catalogue.iter().map(|entry| entry.path.clone())));
    let once: BTreeSet<&String> = names.iter().collect();
    assert_eq!(once.len(), names.len());
    for (id, kind) in [("conflicts.volume", Kind::Conflict), ("warnings.tranche-count", Kind::Warning)] {
        assert_eq!(topic(&program, id).unwrap().kind, kind);
    }
    assert_eq!(topic(&program, "diagnostics.syntax").unwrap().kind, Kind::Diagnostic);
}

#[test]
fn an_unknown_id_exits_2_with_suggestions() {
    let mut expected = Expected::new();
    let (stderr, stdout) = refusal(&["explain", "ceiling.backer"]);
    expected.compare("tests/explain/unknown.txt", &stderr);
    assert!(stdout.is_empty());
    let (stderr, _) = refusal(&["explain", "qqqqqqqq"]);
    assert!(stderr.contains("`stackplan program show` lists the ids"), "{stderr}");
    let (stderr, stdout) = refusal(&["explain", "few-founder-hour", "--format", "json"]);
    assert!(stderr.is_empty());
    let failure: Value = serde_json::from_str(&stdout).unwrap();
    let diagnostic = &failure["error"]["diagnostics"][0];
    assert_eq!(diagnostic["code"], "unknown-id");
    assert!(diagnostic["help"].as_str().unwrap().contains("`few-founder-hours`"), "{diagnostic}");
    let (stderr, _) = refusal(&["explain", "profiles/nowhere.toml"]);
    assert!(stderr.contains("there is no such file"), "{stderr}");
    let (stderr, _) = refusal(&["explain", "\u{1b}[31m"]);
    assert!(!stderr.contains('\u{1b}'), "{stderr}");
    expected.finish();
}

#[test]
fn each_slip_of_the_pen_finds_its_id() {
    let program = Program::builtin().unwrap();
    for id in ids(&program).iter().filter(|id| id.len() > 5) {
        let slip = format!("{}x{}", &id[..3], &id[4..]);
        let near = suggestions(&program, &slip);
        assert!(near.contains(id), "{slip}: {near:?}");
        assert!(near.len() <= 5);
    }
    assert!(suggestions(&program, "").is_empty());
}

#[test]
fn an_edit_of_a_profile_does_not_go_with_an_id() {
    for edit in [["--set", "a=1"], ["--unset", "a"], ["--start", "2026-01-01"], ["--horizon", "9"], ["--case", "best"]]
    {
        let (stderr, _) = refusal(&["explain", "ceiling.stage", edit[0], edit[1]]);
        assert!(stderr.starts_with(&format!("error: {} belongs to a profile", edit[0])), "{stderr}");
    }
}

#[test]
fn a_profile_comes_from_stdin_and_takes_edits() {
    let text = std::fs::read_to_string("profiles/minimal.toml").unwrap();
    let args = ["explain", "-", "--set", "company.stage=series-b-plus", "--horizon", "100", "--format", "json"];
    let explained: Value = serde_json::from_str(&support::run_on(text, args).answer()).unwrap();
    assert_eq!(explained["decision"]["action"], "edp");
    assert_eq!(explained["edp"]["relevant"], true);
    assert!(!explained["edp"]["known"].as_array().unwrap().is_empty());
}

#[test]
fn discounts_are_told_where_they_fit_and_always_in_json() {
    let text = |profile| stdout(&["explain", profile]);
    assert!(text("profiles/series-b.toml").contains("What is known of committed-spend discounts (EDP)"));
    assert!(!text("profiles/median.toml").contains("What is known of committed-spend"));
    let explained = json(&["explain", "profiles/median.toml"]);
    assert_eq!(explained["edp"]["relevant"], false);
    assert_eq!(explained["benefits"]["relevant"], true);
    assert_eq!(explained["benefits"]["list"].as_array().unwrap().len(), 3);
}

#[test]
fn another_program_is_walked_with_its_own_tiers_gates_and_providers() {
    let mut expected = Expected::new();
    let text = stdout(&["explain", ITS_PROFILE, "--program", EXTENDED]);
    expected.compare("tests/explain/extended.txt", &text);
    for part in ["summit.poc", "gates.second-region", "google, likely case", "stack.migration.amount", "5,000*"] {
        assert!(text.contains(part), "{part}");
    }
    assert_eq!(json(&["explain", "summit.poc", "--program", EXTENDED])["kind"], "rule");
    refusal(&["explain", "summit.poc"]);
    expected.finish();
}

#[test]
fn text_fits_80_columns_and_keeps_hostile_names_harmless() {
    for profile in support::profiles() {
        let text = stdout(&["explain", &profile, "--case", "all"]);
        for line in text.lines() {
            assert!(line.chars().count() <= 80, "{profile}: {line}");
        }
    }
    let hostile = r#"company.name="a\u001b[31m|<b>""#;
    let backers = r#"funding.backers=["x\u202ey|`<i>"]"#;
    for format in ["text", "markdown", "json"] {
        let args = ["explain", "profiles/median.toml", "--set", hostile, "--set", backers, "--format", format];
        let shown = stdout(&args);
        assert!(!shown.contains(['\u{1b}', '\u{202e}']), "{format}");
        assert!(format != "markdown" || !shown.contains("<b>") && !shown.contains("<i>"), "{format}");
    }
}

#[test]
fn an_answer_is_not_written_over_what_is_read() {
    for args in [
        ["explain", "profiles/minimal.toml", "-o", "profiles/minimal.toml", "--color", "never"],
        ["explain", "ceiling", "--program", EXTENDED, "-o", EXTENDED],
    ] {
        let (stderr, _) = refusal(&args);
        assert!(stderr.contains("-o would write over"), "{stderr}");
    }
}

#[test]
fn help_opens_with_examples() {
    for args in [["explain", "--help"], ["program", "--help"]] {
        assert!(stdout(&args).starts_with("Examples:\n  stackplan "), "{args:?}");
    }
}
