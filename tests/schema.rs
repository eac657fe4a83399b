//! What other programs rely on, as documents: the schema of the results and the
//! columns of the tables. `GOUJI_BLESS=1 cargo test --test schema` writes the
//! documents anew; read the difference before it is committed.

#![allow(
    clippy::pedantic,
    clippy::unwrap_used,
    reason = "a failing test may panic"
)]

mod support;

use gouji::input::open;
use gouji::view::{self, Tidy};
use gouji::{ComparedWith, Options, Waiver};
use serde_json::Value;
use std::path::Path;
use support::figures::of_corpus;
use support::generate::Dice;
use support::write::{Shape, write};

fn is_written(file: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    if std::env::var_os("GOUJI_BLESS").is_some() {
        std::fs::write(&path, text).unwrap();
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(written == text, "{file} is out of date");
}

#[test]
fn the_schema_is_the_one_in_the_docs() {
    is_written("docs/result.schema.json", &view::schema());
}

#[test]
fn the_columns_are_those_in_the_docs() {
    is_written("docs/data.md", &view::dictionary());
}

#[test]
fn names_of_columns_are_told_apart() {
    for table in Tidy::ALL {
        let mut names: Vec<_> = table.columns().iter().map(|c| c.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), table.columns().len());
    }
}

/// Every golden report, reports beside others, and documents that are none.
fn results() -> Vec<Value> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/reports");
    let mut results = Vec::new();
    for case in std::fs::read_dir(folder)
        .unwrap()
        .map(|e| e.unwrap().path())
    {
        if !case.is_dir() {
            continue;
        }
        let mut files = std::fs::read_dir(case).unwrap().map(|e| e.unwrap().path());
        let input = files.find(|f| f.file_stem().unwrap() == "input").unwrap();
        let opened = open("a.txt", &std::fs::read(input).unwrap());
        let Ok(opened) = opened else { continue };
        let waived = [Waiver {
            rule: "requests".to_owned(),
            reason: "已核实".to_owned(),
        }];
        let options = Options {
            waived: &waived,
            ..Options::default()
        };
        let reading = &gouji::recognize(&opened)[0];
        for options in [Options::default(), options] {
            let view = gouji::check(reading, &options).view();
            results.push(serde_json::to_value(&view).unwrap());
        }
    }
    let opened = |name| {
        let text = write(&of_corpus(name), Shape::Html, &mut Dice::new(1));
        open("a.html", text.as_bytes()).unwrap()
    };
    let read = |name| gouji::recognize(&opened(name)).remove(0);
    let (last, unit) = (read("060"), read("062"));
    let options = Options {
        compared_with: ComparedWith {
            last_year: Some(&last),
            units: vec![&unit],
            complete: true,
        },
        ..Options::default()
    };
    let view = gouji::check(&read("061"), &options).view();
    results.push(serde_json::to_value(&view).unwrap());
    results
}

#[test]
fn every_result_is_valid_by_the_schema() {
    let schema: Value = serde_json::from_str(&view::schema()).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let results = results();
    assert!(results.len() > 60);
    for result in results {
        if let Err(why) = validator.validate(&result) {
            panic!("{}: {why}", why.instance_path());
        }
    }
}

#[test]
fn the_schema_refuses_what_the_contract_does_not_have() {
    let schema: Value = serde_json::from_str(&view::schema()).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let sound = results().remove(0);
    for (pointer, wrong) in [
        ("/version", Value::from("1")),
        ("/year", Value::from(2023.5)),
        ("/reading/tables/requests", Value::from("perhaps")),
        ("/findings", Value::from(0)),
        ("/summary/holds", Value::Null),
    ] {
        let mut spoilt = sound.clone();
        *spoilt.pointer_mut(pointer).unwrap() = wrong;
        assert!(!validator.is_valid(&spoilt), "{pointer}");
    }
}
