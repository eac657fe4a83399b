//! What other programs rely on stays: the keys and types of the JSON, the names
//! of cells, relations and rules.
//!
//! Each folder of `tests/data/contract` was written by the program when it first had that
//! version of the contract, and no file of it is written again. A key may be added; one that
//! is renamed, goes away or changes its type needs a new `version` and a folder of its own.

#![allow(
    clippy::pedantic,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a failing test may panic"
)]

use gouji::input::open;
use gouji::report::fields::FORMS;
use gouji::rules::relations;
use gouji::view::{self, View};
use gouji::{ComparedWith, Options, Waiver};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

fn data(file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/data")
        .join(file)
}

fn frozen(version: &str, file: &str) -> String {
    let path = data("contract").join(version).join(file);
    std::fs::read_to_string(&path).unwrap_or_else(|why| panic!("{}: {why}", path.display()))
}

/// What stands at one place of all JSON documents together.
#[derive(Debug, Default)]
struct At {
    /// How many objects, and how often each key is there.
    objects: usize,
    keys: BTreeMap<String, usize>,
    types: BTreeSet<&'static str>,
}

/// The shape of JSON documents, place by place: `findings[].rule`.
#[derive(Debug, Default)]
struct Shape(BTreeMap<String, At>);

impl Shape {
    fn add(&mut self, place: &str, value: &Value) {
        let at = self.0.entry(place.to_owned()).or_default();
        at.types.insert(match value {
            Value::Null => "null",
            Value::Bool(_) => "boolean",
            Value::Number(n) if n.is_i64() => "integer",
            Value::Number(_) => "number",
            Value::String(_) => "text",
            Value::Array(_) => "list",
            Value::Object(_) => "object",
        });
        match value {
            Value::Array(all) => all.iter().for_each(|v| self.add(&format!("{place}[]"), v)),
            // The names of cells are frozen by `names.txt`.
            Value::Object(all) if place == "cells" => {
                all.values().for_each(|v| self.add("cells.*", v));
            }
            Value::Object(all) => {
                at.objects += 1;
                for key in all.keys() {
                    *at.keys.entry(key.clone()).or_default() += 1;
                }
                for (key, value) in all {
                    let inner = if place.is_empty() {
                        key.clone()
                    } else {
                        format!("{place}.{key}")
                    };
                    self.add(&inner, value);
                }
            }
            _ => {}
        }
    }

    fn of(lines: &str) -> Self {
        let mut shape = Self::default();
        for line in lines.lines() {
            shape.add("", &serde_json::from_str(line).unwrap());
        }
        shape
    }

    /// What of an earlier shape this one does not keep.
    fn breaks(&self, earlier: &Self) -> Vec<String> {
        let mut broken = Vec::new();
        for (place, was) in &earlier.0 {
            let Some(now) = self.0.get(place) else {
                broken.push(format!("{place} is gone"));
                continue;
            };
            for (key, count) in &was.keys {
                let always = *count == was.objects;
                let kept = now.keys.get(key).copied().unwrap_or(0);
                if kept == 0 || always && kept < now.objects {
                    broken.push(format!("{place}: {key} is not always there"));
                }
            }
            // Where only nulls were seen, nothing was said of the type.
            let said = was.types.iter().any(|t| *t != "null");
            let new: Vec<_> = now.types.difference(&was.types).collect();
            if said && !new.is_empty() {
                broken.push(format!("{place} was {:?}, and is {new:?} too", was.types));
            }
        }
        broken
    }
}

/// The documents that the frozen files were made from, checked today.
fn today() -> Vec<(String, String)> {
    assert_eq!(view::VERSION, 2, "freeze the new version beside the old");
    let list = frozen("v1", "documents.tsv");
    let entries = list.lines().filter(|line| !line.starts_with('#'));
    entries
        .map(|line| {
            let mut parts = line.split('\t');
            let file = parts.next().unwrap().to_owned();
            let documents = parts.next().unwrap().split('|');
            let beside: Vec<&str> = parts.collect();
            let views = documents.map(|name| checked(name, &beside));
            let lines: Vec<_> = views.map(|v| serde_json::to_string(&v).unwrap()).collect();
            (file, lines.join("\n"))
        })
        .collect()
}

fn checked(name: &str, compared_with: &[&str]) -> View {
    let read = |name: &str| {
        let opened = open(name, &std::fs::read(data(name)).unwrap()).unwrap();
        gouji::recognize(&opened).remove(0)
    };
    let [previous, units, waived] = compared_with else {
        return gouji::check(&read(name), &Options::default()).view();
    };
    let last_year = read(previous);
    let units: Vec<_> = units.split('|').map(read).collect();
    let (rule, reason) = waived.split_once('=').unwrap();
    let waived = [Waiver {
        rule: rule.to_owned(),
        reason: reason.to_owned(),
    }];
    let options = Options {
        compared_with: ComparedWith {
            last_year: Some(&last_year),
            units: units.iter().collect(),
            complete: true,
        },
        waived: &waived,
        ..Options::default()
    };
    gouji::check(&read(name), &options).view()
}

/// All documents together, since a key that only some have is optional.
fn shape<'a>(documents: impl Iterator<Item = &'a str>) -> Shape {
    let mut all = Shape::default();
    for line in documents.flat_map(str::lines) {
        all.add("", &serde_json::from_str(line).unwrap());
    }
    all
}

#[test]
fn what_the_json_had_it_still_has() {
    let today = today();
    let earlier: Vec<_> = today.iter().map(|(file, _)| frozen("v1", file)).collect();
    let earlier = shape(earlier.iter().map(String::as_str));
    let now = shape(today.iter().map(|(_, lines)| lines.as_str()));
    let places = [
        "causes[].options[].changes[].cell",
        "compared.residuals[].units[]",
    ];
    assert!(places.iter().all(|place| earlier.0.contains_key(*place)));
    // All that version 2 changed: what is undecided has no severity.
    let changed = "findings[].severity was {\"text\"}, and is [\"null\"] too";
    assert_eq!(now.breaks(&earlier), [changed]);
}

/// `GOUJI_BLESS=1` writes what is not frozen yet, and nothing else.
#[test]
fn what_version_2_had_it_still_has() {
    let today = today();
    if std::env::var_os("GOUJI_BLESS").is_some() {
        std::fs::create_dir_all(data("contract/v2")).unwrap();
        for (file, lines) in &today {
            let path = data("contract/v2").join(file);
            if !path.exists() {
                std::fs::write(path, lines.to_owned() + "\n").unwrap();
            }
        }
    }
    let earlier: Vec<_> = today.iter().map(|(file, _)| frozen("v2", file)).collect();
    let earlier = shape(earlier.iter().map(String::as_str));
    let now = shape(today.iter().map(|(_, lines)| lines.as_str()));
    for place in [
        "verdict",
        "entries[].actions",
        "tally.parts.units.is_checked",
    ] {
        assert!(earlier.0.contains_key(place), "{place}");
    }
    assert_eq!(now.breaks(&earlier), Vec::<String>::new());
}

/// What version 2 added says the same as the findings that it is made of.
#[test]
fn verdict_entries_and_counts_are_those_of_the_findings() {
    let mut verdicts = BTreeSet::new();
    for (file, lines) in today() {
        for line in lines.lines() {
            let view: Value = serde_json::from_str(line).unwrap();
            let list = |value: &Value| value.as_array().unwrap().clone();
            let number = |value: &Value| value.as_u64().unwrap() as usize;
            let (findings, entries) = (list(&view["findings"]), list(&view["entries"]));
            let open = || findings.iter().filter(|f| f["waived"].is_null());
            for finding in &findings {
                let is_undecided = finding["outcome"] == "undecided";
                assert_eq!(finding["severity"].is_null(), is_undecided, "{file}");
            }
            let count = |key: &str, word: &str| open().filter(|f| f[key] == word).count();
            let summary = &view["summary"];
            for (name, found) in [
                ("fails", count("outcome", "fails")),
                ("undecided", count("outcome", "undecided")),
                ("errors", count("severity", "error")),
                ("warnings", count("severity", "warning")),
                ("hints", count("severity", "hint")),
            ] {
                assert_eq!(number(&summary[name]), found, "{file}: {name}");
            }
            // Each finding stands in one entry at most, each cause in one.
            let all = entries.iter().flat_map(|e| list(&e["findings"]));
            let all: Vec<usize> = all.map(|at| number(&at)).collect();
            let apart: BTreeSet<usize> = all.iter().copied().collect();
            assert_eq!(all.len(), apart.len(), "{file}");
            assert!(apart.iter().all(|at| *at < findings.len()), "{file}");
            let causes = entries.iter().filter(|e| !e["cause"].is_null()).count();
            assert_eq!(causes, list(&view["causes"]).len(), "{file}");
            let of = |kind: &str| {
                let open = entries.iter().filter(|e| e["waived"] == false);
                open.filter(|e| e["kind"] == kind).count()
            };
            let tally = &view["tally"];
            for (name, kind) in [
                ("errors", "error"),
                ("warnings", "warning"),
                ("undecided", "undecided"),
                ("hints", "hint"),
            ] {
                assert_eq!(number(&tally[name]), of(kind), "{file}: {name}");
            }
            let to_do = entries.iter().filter(|e| e["waived"] == false);
            let to_do: usize = to_do.map(|e| number(&e["actions"])).sum();
            assert_eq!(number(&tally["to_do"]), to_do, "{file}");
            let verdict = view["verdict"].as_str().unwrap().to_owned();
            match verdict.as_str() {
                "fails" => assert!(number(&summary["errors"]) > 0, "{file}"),
                "warns" => assert!(number(&summary["warnings"]) > 0, "{file}"),
                "holds" => assert_eq!((of("undecided"), number(&tally["errors"])), (0, 0)),
                "undecided" => assert_eq!(number(&summary["errors"]), 0, "{file}"),
                "unread" => assert!(view["cells"].as_object().unwrap().is_empty(), "{file}"),
                _ => panic!("{file}: {verdict}"),
            }
            verdicts.insert(verdict);
        }
    }
    assert!(verdicts.len() > 3, "{verdicts:?}");
}

#[test]
fn what_the_list_of_rules_had_it_still_has() {
    let lines = |text: &str| {
        let all: Vec<Value> = serde_json::from_str(text).unwrap();
        all.iter()
            .map(Value::to_string)
            .collect::<Vec<_>>()
            .join("\n")
    };
    let now = Shape::of(&lines(&serde_json::to_string(&view::rules()).unwrap()));
    let broken = now.breaks(&Shape::of(&lines(&frozen("v1", "rules.json"))));
    assert!(broken.is_empty(), "{broken:#?}");
}

/// The words that stand for a state, which programs compare with.
#[test]
fn states_are_those_of_the_contract() {
    const STATES: [(&str, &[&str]); 5] = [
        (
            "status",
            &["read", "blank", "inferred", "unsure", "missing"],
        ),
        ("outcome", &["fails", "undecided"]),
        ("severity", &["error", "warning", "hint"]),
        ("certainty", &["certain", "likely", "open"]),
        (
            "verdict",
            &["holds", "fails", "warns", "undecided", "unread"],
        ),
    ];
    let mut seen = BTreeSet::new();
    for (file, lines) in today() {
        for line in lines.lines() {
            let mut stack = vec![serde_json::from_str::<Value>(line).unwrap()];
            while let Some(value) = stack.pop() {
                for (key, states) in STATES {
                    if let Some(state) = value.get(key).and_then(Value::as_str) {
                        assert!(states.contains(&state), "{file}: {key} {state}");
                        seen.insert((key, state.to_owned()));
                    }
                }
                match value {
                    Value::Array(all) => stack.extend(all),
                    Value::Object(all) => stack.extend(all.into_iter().map(|(_, v)| v)),
                    _ => {}
                }
            }
        }
    }
    assert!(seen.len() > 9, "{seen:?}");
}

/// Cells with their words, relations with their cells in order (marks that readers
/// keep depend on it), rules: each name with what it stands for, so that none is
/// given to another thing. `GOUJI_BLESS=1` adds the new ones; a line that is no
/// longer true is taken out by hand, with the reason in the commit, or not at all.
#[test]
fn names_keep_their_meaning() {
    let known = std::fs::read_to_string(data("contract/names.txt")).unwrap_or_default();
    let known: BTreeSet<String> = known.lines().map(str::to_owned).collect();
    let now = names();
    let gone: Vec<_> = known.difference(&now).collect();
    assert!(
        gone.is_empty(),
        "these names are gone or mean another thing: {gone:#?}"
    );
    let new: Vec<_> = now.difference(&known).collect();
    if std::env::var_os("GOUJI_BLESS").is_some() {
        let all: Vec<_> = now.iter().map(String::as_str).collect();
        std::fs::write(data("contract/names.txt"), all.join("\n") + "\n").unwrap();
    } else {
        assert!(
            new.is_empty(),
            "these names are not in contract/names.txt: {new:#?}"
        );
    }
}

fn names() -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    for form in FORMS.iter() {
        for field in &form.fields {
            let words = view::name(form, field, false);
            all.insert(format!("cell {} {}: {words}", form.id, field.id));
        }
        for relation in relations(form) {
            let terms: Vec<_> = relation
                .terms()
                .map(|t| format!("{:+} {}", t.coefficient, t.cell))
                .collect();
            let (instance, terms) = (&relation.instance, terms.join(" "));
            all.insert(format!("relation {} {instance}: {terms}", form.id));
        }
    }
    all.extend(
        view::rules()
            .iter()
            .map(|rule| format!("rule {} {}", rule.id, rule.severity)),
    );
    all
}

#[test]
fn a_change_is_noticed() {
    let was = Shape::of(r#"{"a":[{"b":1},{"b":null,"c":"x"}],"d":{"e":true}}"#);
    let breaks = |text: &str| Shape::of(text).breaks(&was).len();
    assert_eq!(
        breaks(r#"{"a":[{"b":2,"c":"y"}],"d":{"e":false,"f":1},"g":1}"#),
        0
    );
    assert_eq!(breaks(r#"{"a":[{"b":"2","c":"y"}],"d":{"e":false}}"#), 1);
    assert_eq!(
        breaks(r#"{"a":[{"b":2,"c":"y"},{"c":"y"}],"d":{"e":false}}"#),
        1
    );
    assert_eq!(breaks(r#"{"a":[{"b":2}],"d":{"e":false}}"#), 2);
}
