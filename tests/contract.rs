//! What other programs rely on stays: the keys and types of the JSON, the names
//! of cells, relations and rules.
//!
//! `tests/data/contract/v1` was written by the program when it first had this
//! contract, and is never written again. A key may be added; one that is renamed,
//! goes away or changes its type needs a new `version` and a folder of its own.

#![allow(
    clippy::pedantic,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a failing test may panic"
)]

mod support;

use gouji::{ComparedWith, Options, Waiver};
use gouji::input::open;
use gouji::report::fields::FORMS;
use gouji::rules::relations;
use gouji::view::{self, View, Waiver};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use support::compare::checked_as;

fn data(file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/data")
        .join(file)
}

fn frozen(file: &str) -> String {
    let path = data("contract/v1").join(file);
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
fn today(version: u32) -> Vec<(String, String)> {
    assert_eq!(
        version,
        view::VERSION,
        "freeze the new version beside the old"
    );
    let list = frozen("documents.tsv");
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
#[test]
fn what_the_json_had_it_still_has() {
    let today = today(1);
    let (mut earlier, mut now) = (Shape::default(), Shape::default());
    for (file, lines) in &today {
        for (shape, text) in [(&mut earlier, frozen(file)), (&mut now, lines.clone())] {
            for line in text.lines() {
                shape.add("", &serde_json::from_str(line).unwrap());
            }
        }
    }
    let places = [
        "causes[].options[].changes[].cell",
        "compared.residuals[].units[]",
    ];
    assert!(places.iter().all(|place| earlier.0.contains_key(*place)));
    let broken = now.breaks(&earlier);
    assert!(broken.is_empty(), "{broken:#?}");
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
    let now = Shape::of(&lines(&serde_json::to_string(&view::guides()).unwrap()));
    let broken = now.breaks(&Shape::of(&lines(&frozen("rules.json"))));
    assert!(broken.is_empty(), "{broken:#?}");
}

/// The words that stand for a state, which programs compare with.
#[test]
fn states_are_those_of_the_contract() {
    const STATES: [(&str, &[&str]); 4] = [
        (
            "status",
            &["read", "blank", "inferred", "unsure", "missing"],
        ),
        ("outcome", &["fails", "undecided"]),
        ("severity", &["error", "warning", "hint"]),
        ("certainty", &["certain", "likely", "open"]),
    ];
    let mut seen = BTreeSet::new();
    for (file, lines) in today(1) {
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
