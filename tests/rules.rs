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
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/rules");
    let mut checked = 0;
    for rule in gouji::rules::RULES {
        for outcome in ["holds", "fails", "undecided"] {
            let file = folder.join(rule.id).join(format!("{outcome}.txt"));
            let text = std::fs::read_to_string(&file).unwrap();
            let instance = text.lines().next().unwrap().to_owned();
            let view = gouji::check(Source {
                name: "",
                text: &text,
            });
            let finding = view.findings.iter().find(|f| f.instance == instance);
            let found = finding.map_or("holds", |f| f.outcome);
            assert_eq!(found, outcome, "{}: {:?}", file.display(), view.problems);
            assert!(
                view.summary.holds > 0,
                "{}: {:?}",
                file.display(),
                view.problems
            );
            if outcome == "fails" {
                let finding = finding.unwrap();
                assert!(finding.expected.is_some() && finding.expected != finding.actual);
                assert!(finding.cause.is_some(), "{}", file.display());
            }
            checked += 1;
        }
    }
    assert_eq!(checked, 3 * gouji::rules::RULES.len());
}
