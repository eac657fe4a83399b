//! Each rule on three small reports: it holds, it fails, it is undecided.
//! The first line of a report names the relation meant.

#![allow(
    clippy::pedantic,
    clippy::unwrap_used,
    reason = "a failing test may panic"
)]

mod support;

use std::path::Path;
use support::compare::checked_text;

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
                let severity = (finding.outcome == "fails").then(|| rule.severity.name());
                assert_eq!(finding.severity, severity);
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
    let view = checked_text("", &text);
    (file.display().to_string(), instance, view)
}

/// The guides are those of the catalogue, and their sums come out as they say.
#[test]
fn every_rule_is_explained_by_examples_that_hold_and_fail() {
    let guides = gouji::view::guides();
    assert_eq!(guides.len(), gouji::view::rules().len());
    for (guide, explained) in gouji::rules::GUIDES.iter().zip(&guides) {
        assert_eq!(guide.id, explained.rule.id);
        assert!(!explained.caution.is_empty() && !explained.caution_en.is_empty());
        assert_ne!(explained.holds, explained.fails);
        if let (Some(holds), Some(fails)) = (comes_out(guide.holds), comes_out(guide.fails)) {
            assert!(holds && !fails, "{}", guide.id);
        } else {
            assert!(
                !explained.rule.formula.contains(" = requests."),
                "{}",
                guide.id
            );
        }
    }
}

/// Whether `1 + 2 = 3` or `3 ≥ 2 - 1` is so; nothing where it is in words.
fn comes_out(text: &str) -> Option<bool> {
    let sum = |side: &str| -> Option<i64> {
        let side = side.replace(" - ", " + -");
        side.split(" + ")
            .map(|n| n.trim().parse::<i64>().ok())
            .sum()
    };
    if let Some((left, right)) = text.split_once(" = ") {
        return Some(sum(left)? == sum(right)?);
    }
    let (left, right) = text.split_once(" ≥ ")?;
    Some(sum(left)? >= sum(right)?)
}

/// The page of rules is the catalogue: `GOUJI_BLESS=1 cargo test --test rules` writes it anew.
#[test]
fn the_page_of_rules_is_that_of_the_catalogue() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("www/rules.html");
    let page = gouji::view::rules_as_html();
    if std::env::var_os("GOUJI_BLESS").is_some() {
        std::fs::write(&file, &page).unwrap();
    }
    assert!(
        std::fs::read_to_string(&file).unwrap() == page,
        "{} is out of date",
        file.display()
    );
}
