//! The order of the stages, and the soundness of what is declared as data.

#![allow(
    clippy::pedantic,
    clippy::unwrap_used,
    reason = "a failing test may panic"
)]

use gouji::report::fields::{FORMS, Form, Table};
use gouji::rules::{RULES, WHOLE, relations};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Each stage uses only those before it; the shells use the library.
const STAGES: [&str; 9] = [
    "order", "source", "cells", "input", "report", "rules", "findings", "repairs", "view",
];

#[test]
fn a_stage_uses_only_those_before_it() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut seen = BTreeSet::new();
    for file in files(&src) {
        let path = file.strip_prefix(&src).unwrap();
        let first = path
            .components()
            .next()
            .unwrap()
            .as_os_str()
            .to_string_lossy()
            .into_owned();
        let stage = first.trim_end_matches(".rs");
        let Some(own) = STAGES.iter().position(|s| *s == stage) else {
            assert!(
                ["lib", "main", "cli", "wasm", "wasm.d.ts"].contains(&stage),
                "{stage} is no stage"
            );
            continue;
        };
        seen.insert(stage.to_owned());
        let text = std::fs::read_to_string(&file).unwrap();
        let code: String = text
            .lines()
            .filter(|l| !l.trim_start().starts_with("//"))
            .collect::<Vec<_>>()
            .join("\n");
        for (at, _) in code.match_indices("crate::") {
            let name: String = code[at + 7..]
                .chars()
                .take_while(|c| c.is_alphanumeric() || *c == '_')
                .collect();
            let used = STAGES.iter().position(|s| *s == name);
            assert!(
                used.is_some_and(|used| used <= own),
                "{} uses crate::{name}",
                path.display()
            );
        }
    }
    assert_eq!(seen.len(), STAGES.len());
}

/// The page that explains the stages is held to them.
#[test]
fn the_architecture_is_that_of_the_code() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = std::fs::read_to_string(root.join("ARCHITECTURE.md")).unwrap();
    let table = page.split("\n|---|---|---|\n").nth(1).unwrap();
    let rows = table.lines().take_while(|line| line.starts_with('|'));
    let stages: Vec<(&str, &str)> = rows
        .map(|row| {
            let mut cells = row.split('|').map(str::trim).skip(1);
            (cells.next().unwrap(), cells.next().unwrap())
        })
        .collect();
    let names: Vec<&str> = stages.iter().map(|(name, _)| *name).collect();
    assert_eq!(names, STAGES);
    for (name, place) in stages {
        let own = [format!("`src/{name}.rs`"), format!("`src/{name}/`")];
        assert!(own.contains(&place.to_owned()), "{name} is not in {place}");
    }
    let mut named = 0;
    for path in page.split('`').skip(1).step_by(2) {
        let is_path = ["src/", "tests/", "www/", "xtask/"]
            .iter()
            .any(|f| path.starts_with(f));
        if is_path {
            assert!(root.join(path).exists(), "{path} is not there");
            named += 1;
        }
    }
    assert!(named > 20, "{named}");
}

#[test]
fn the_core_reads_no_files_and_no_clock() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let is_shell = |file: &PathBuf| file.ends_with("main.rs") || file.starts_with(src.join("cli"));
    for file in files(&src).into_iter().filter(|f| !is_shell(f)) {
        let text = std::fs::read_to_string(&file).unwrap();
        for forbidden in [
            "std::fs",
            "std::time",
            "std::net",
            "std::env",
            "std::thread",
            "HashMap",
            "HashSet",
        ] {
            assert!(
                !text.contains(forbidden),
                "{} uses {forbidden}",
                file.display()
            );
        }
    }
}

#[test]
fn rules_are_told_apart_and_have_their_fixtures() {
    let all = || RULES.iter().chain(WHOLE);
    let ids: BTreeSet<_> = all().map(|r| r.id).collect();
    assert_eq!(ids.len(), all().count());
    for rule in all() {
        assert!(
            !rule.source.0.is_empty() && !rule.source.1.is_empty(),
            "{} has no source",
            rule.id
        );
        assert!(
            ["{member}", "{seen}"]
                .iter()
                .all(|hole| rule.message.0.contains(hole) == rule.message.1.contains(hole)),
            "{}",
            rule.id
        );
        for outcome in ["holds", "fails", "undecided"] {
            let file = format!("tests/data/rules/{}/{outcome}.txt", rule.id);
            assert!(
                Path::new(env!("CARGO_MANIFEST_DIR")).join(&file).exists(),
                "{file} is missing"
            );
        }
    }
}

#[test]
fn the_forms_have_the_cells_and_relations_of_the_national_forms() {
    let count = |form: &Form, table| form.fields_of(table).count();
    for (form, disclosure, requests, related) in
        [(&FORMS[0], 22, 161, 37), (&FORMS[1], 10, 175, 39)]
    {
        assert_eq!(count(form, Table::Disclosure), disclosure);
        assert_eq!(count(form, Table::Requests), requests);
        assert_eq!(count(form, Table::Remedies), 15);
        let of_requests = relations(form)
            .iter()
            .filter(|r| r.table == Table::Requests)
            .count();
        assert_eq!(of_requests, related);
        assert_eq!(relations(form).len() - of_requests, 3);
        for rule in RULES {
            assert!(
                relations(form).iter().any(|r| r.rule.id == rule.id),
                "{} expands to nothing",
                rule.id
            );
        }
        let names: BTreeSet<_> = form.fields.iter().map(|f| f.id).collect();
        assert_eq!(names.len(), form.fields.len());
        assert!(
            form.fields
                .iter()
                .all(|f| !form.row(f).label.en.is_empty() && !form.column(f).label.en.is_empty())
        );
    }
}

#[test]
fn every_cell_of_tables_three_and_four_is_in_a_relation() {
    for form in FORMS.iter() {
        let related: BTreeSet<_> = relations(form)
            .iter()
            .flat_map(|r| r.terms())
            .map(|t| t.cell)
            .collect();
        let fields = form.fields.iter().filter(|f| f.table != Table::Disclosure);
        for field in fields {
            assert!(related.contains(&field.id), "{}", field.id);
        }
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}
