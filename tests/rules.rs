//! Each rule on three small reports: it holds, it fails, it is undecided.
//! The first line of a report names the relation meant.

#![allow(
    clippy::pedantic,
    clippy::unwrap_used,
    reason = "a failing test may panic"
)]

use gouji::source::Source;
use std::path::Path;

#[test]
fn every_rule_holds_fails_and_is_undecided_where_it_should() {
    for rule in gouji::rules::RULES {
        for outcome in ["holds", "fails", "undecided"] {
            let (file, instance, view) = read(rule.id, outcome);
            let finding = view.findings.iter().find(|f| f.instance == instance);
            let found = finding.map_or("holds", |f| f.outcome);
            assert_eq!(found, outcome, "{file}: {:?}", view.problems);
            assert!(view.summary.holds > 0, "{file}: {:?}", view.problems);
            if outcome == "fails" {
                let finding = finding.unwrap();
                assert!(finding.expected.is_some() && finding.expected != finding.actual);
                assert!(finding.cause.is_some(), "{file}");
            }
        }
    }
}

/// What cannot be decided of a section or a percentage is not told at all:
/// only a sentence with a number of its own is named with the cell it lacks.
#[test]
fn every_rule_of_the_whole_document_too() {
    let mut wrong = String::new();
    for rule in gouji::rules::WHOLE {
        for outcome in ["holds", "fails", "undecided"] {
            let (file, instance, view) = read(rule.id, outcome);
            assert!(instance.starts_with(rule.id), "{file}");
            let finding = view.findings.iter().find(|f| f.instance == instance);
            let found = finding.map_or("holds", |f| f.outcome);
            let told = rule.id.starts_with("prose.") && rule.id != "prose.share";
            let expected = if outcome == "undecided" && !told {
                "holds"
            } else {
                outcome
            };
            if found != expected || view.summary.holds == 0 {
                let seen: Vec<_> = view.findings.iter().map(|f| &f.instance).collect();
                wrong += &format!("{file}: {found} {seen:?} {:?}\n", view.problems);
            }
            if let Some(finding) = finding.filter(|_| outcome == "fails") {
                let words = format!("{} {}", finding.message, finding.message_en);
                assert!(!words.contains(['{', '}']), "{words}");
                assert!(finding.place.is_some(), "{file}");
                assert_eq!(finding.severity, rule.severity.name());
            }
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

/// A report of a rule, the relation that its first line names, and its picture.
fn read(rule: &str, outcome: &str) -> (String, String, gouji::view::View) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/rules");
    let file = folder.join(rule).join(format!("{outcome}.txt"));
    let text = std::fs::read_to_string(&file).unwrap();
    let instance = text.lines().next().unwrap().to_owned();
    let view = gouji::check(Source {
        name: "",
        text: &text,
    });
    (file.display().to_string(), instance, view)
}
