//! A folder under two programs: who moves, and sums that are those of `eval`.

use serde_json::{Value, json};

use crate::asking::{EXTENDED, LADDER, compare, eval, refused, said};
use crate::support::{Scratch, cents, root, run};

#[test]
fn the_companies_and_the_totals_are_those_of_eval_under_each_program() {
    let answer = compare(&["profiles", "--program", EXTENDED]);
    let companies = answer["companies"].as_array().unwrap();
    assert!(companies.len() > 10);
    let mut sums = [[0_i128; 3]; 2];
    let mut moved = 0;
    for company in companies {
        let path = company["path"].as_str().unwrap();
        let sides = [eval(&[path]), eval(&[path, "--program", EXTENDED])];
        for (index, (side, eval)) in ["before", "after"].into_iter().zip(&sides).enumerate() {
            let standing = &company[side];
            let expected = json!({
                "eligible": eval["screening"]["eligible"], "action": eval["recommendation"]["action"],
                "assigned": eval["tier"]["assigned"], "award": eval["tier"]["award"],
                "granted": eval["totals"]["granted"]["likely"],
                "granted_not_accepted": eval["without_accelerator"]["totals"]["granted"]["likely"],
            });
            assert_eq!(*standing, expected, "{path}");
            for (sum, key) in sums[index].iter_mut().zip(["award", "granted", "granted_not_accepted"]) {
                *sum += if standing[key].is_null() { 0 } else { cents(&standing[key].to_string()) };
            }
        }
        let stands = |eval: &Value| {
            [&eval["screening"]["eligible"], &eval["tier"]["assigned"], &eval["tier"]["award"]].map(Value::clone)
        };
        let moves = stands(&sides[0]) != stands(&sides[1]);
        assert_eq!(company["moves"], json!(moves), "{path}");
        moved += usize::from(moves);
    }
    assert_eq!(answer["moved"], json!(moved));
    assert!(moved > 0);
    for (side, sums) in ["before", "after"].into_iter().zip(sums) {
        for (sum, key) in sums.into_iter().zip(["awards", "granted", "granted_not_accepted"]) {
            assert_eq!(cents(&answer["totals"][side][key].to_string()), sum, "{side} {key}");
        }
    }
}

#[test]
fn a_profile_that_fails_is_listed_with_its_first_mistake_and_the_rest_is_answered() {
    let scratch = Scratch::new();
    let text = std::fs::read_to_string(root().join(LADDER)).unwrap();
    scratch.write("b-good.toml", &text);
    scratch.write("a-bad.toml", text.replace("series-a", "series-q").replace("[plan]", "[plan]\ntypo = 1"));
    scratch.write("notes.txt", "not a profile");
    std::fs::create_dir(scratch.folder().join("folder.toml")).unwrap();
    let path = &scratch.path("");
    let answer = compare(&[path, "--program", EXTENDED]);
    assert_eq!(answer["companies"].as_array().unwrap().len(), 1);
    let failed = answer["failed"].as_array().unwrap();
    assert_eq!(failed.len(), 1);
    assert_eq!((&failed[0]["mistakes"], &failed[0]["first"]["code"]), (&json!(2), &json!("unknown-value")));
    let shown = said(&[path, "--program", EXTENDED]);
    assert!(shown.contains("1 profile could not be evaluated") && shown.contains("(and 1 more)"), "{shown}");
}

#[test]
fn a_folder_of_which_nothing_can_be_evaluated_is_not_answered() {
    let scratch = Scratch::new();
    let path = &scratch.path("");
    assert!(refused(&[path, "--program", EXTENDED]).contains("holds no profile"));
    scratch.write("bad.toml", "[company]\n");
    let told = refused(&[path, "--program", EXTENDED]);
    assert!(told.contains("none of the 1 profiles could be evaluated") && told.contains("missing-key"), "{told}");
    let json = run(["compare", path, "--program", EXTENDED, "--format", "json"]);
    assert_eq!(json.status, Some(2));
    let answer: Value = serde_json::from_str(&json.stdout).unwrap();
    assert_eq!(answer["error"]["diagnostics"][0]["code"], "missing-key");
}

#[test]
fn two_programs_are_before_and_after_as_they_are_given() {
    let scratch = Scratch::new();
    let builtin = scratch.write("copy.txt", "extends = \"builtin\"\nid = \"copy\"\n");
    let forth = compare(&["profiles", "--program", &builtin, "--program", EXTENDED]);
    let back = compare(&["profiles", "--program", EXTENDED, "--program", &builtin]);
    assert_eq!((&forth["programs"][0]["id"], &forth["programs"][1]["id"]), (&json!("copy"), &json!("north")));
    for key in ["eligible", "awards", "granted", "granted_not_accepted"] {
        assert_eq!(forth["totals"]["before"][key], back["totals"]["after"][key]);
        assert_eq!(forth["totals"]["after"][key], back["totals"]["before"][key]);
    }
}
