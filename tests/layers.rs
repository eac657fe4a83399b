//! The order of the stages, and the soundness of what is declared as data.

#![allow(
    clippy::pedantic,
    clippy::unwrap_used,
    reason = "a failing test may panic"
)]

use gouji::report::fields::{FORMS, Form, Table};
use gouji::rules::{Check, RULES, expand, expand_across, relations};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Each stage uses only those before it; the shells use the library.
const STAGES: [&str; 8] = [
    "source", "cells", "input", "report", "rules", "findings", "repairs", "view",
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
    let ids: BTreeSet<_> = RULES.iter().map(|r| r.id).collect();
    assert_eq!(ids.len(), RULES.len());
    for rule in RULES {
        for (zh, en) in [rule.source, rule.message, rule.caution] {
            assert!(!zh.is_empty() && !en.is_empty(), "{}", rule.id);
        }
        let (zh, en) = (holes(rule.message.0), holes(rule.message.1));
        assert_eq!(
            zh.iter()
                .filter(|name| **name != "number")
                .collect::<Vec<_>>(),
            en.iter()
                .filter(|name| **name != "position")
                .collect::<Vec<_>>(),
            "{}",
            rule.id
        );
        // What several reports are needed for has its own tests.
        let is_across = ["years.", "units."].iter().any(|f| rule.id.starts_with(f));
        for outcome in ["holds", "fails", "undecided"] {
            let file = format!("tests/data/rules/{}/{outcome}.txt", rule.id);
            let is_there = Path::new(env!("CARGO_MANIFEST_DIR")).join(&file).exists();
            // What is not filled in is not wrong, but undecided.
            let is_never = rule.id == "form.blank" && outcome == "fails";
            assert!(is_there || is_across || is_never, "{file} is missing");
        }
    }
}

/// The names of the holes of a message, each once.
fn holes(message: &str) -> BTreeSet<&str> {
    let holes = message.split('{').skip(1);
    let names = holes.map(|rest| rest.split(['}', ':']).next().unwrap());
    names.collect()
}

/// A formula that made no relation would be checked by nothing.
#[test]
fn every_formula_runs() {
    for rule in RULES {
        let Check::Formula(text) = rule.check else {
            continue;
        };
        let expanded = FORMS.iter().any(|form| {
            let all = expand(RULES, form);
            let across = expand_across(RULES, form, form);
            let mut all = all.equations.iter().chain(&all.bounds).chain(across);
            all.any(|relation| relation.rule.id == rule.id)
        });
        assert!(expanded, "{}: {text} makes no relation", rule.id);
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

/// Inside a stage, and inside the command line, no file uses one that uses it.
#[test]
fn files_of_a_stage_form_no_circle() {
    let uses = uses(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"));
    let used = uses.values().map(BTreeSet::len).sum::<usize>();
    assert!(used > 100, "{used}");
    let reached = |from: &str| {
        let mut reached = BTreeSet::new();
        let mut open = vec![from.to_owned()];
        while let Some(next) = open.pop() {
            let further = uses.get(&next).into_iter().flatten();
            open.extend(
                further
                    .filter(|used| reached.insert((*used).clone()))
                    .cloned(),
            );
        }
        reached
    };
    for (file, used) in &uses {
        for other in used {
            assert!(
                !reached(other).contains(file),
                "{file} uses {other}, which uses it"
            );
        }
    }
}

/// Which files of its own stage each file uses. A `mod.rs` has the nouns that its files share and
/// calls their verbs: neither is a use.
fn uses(src: &Path) -> BTreeMap<String, BTreeSet<String>> {
    let stage = |path: &str| path.split('/').next().unwrap().to_owned();
    let all: Vec<(String, String)> = files(src)
        .iter()
        .map(|file| {
            let path = file
                .strip_prefix(src)
                .unwrap()
                .to_string_lossy()
                .replace('\\', "/");
            let name = path
                .trim_end_matches(".rs")
                .trim_end_matches("/mod")
                .to_owned();
            (name, std::fs::read_to_string(file).unwrap())
        })
        .collect();
    let names: BTreeSet<&str> = all.iter().map(|(name, _)| name.as_str()).collect();
    let mut uses = BTreeMap::new();
    for (name, text) in &all {
        let mut used = BTreeSet::new();
        for path in paths(name, text) {
            // The longest beginning of the path that is a file.
            let parts: Vec<&str> = path.split('/').collect();
            let found = (1..=parts.len()).rev().map(|n| parts[..n].join("/"));
            let found = found.into_iter().find(|path| names.contains(&**path));
            used.extend(found.filter(|file| {
                let nested = |a: &str, b: &str| a.starts_with(&format!("{b}/"));
                file != name
                    && stage(file) == stage(name)
                    && !nested(name, file)
                    && !nested(file, name)
            }));
        }
        uses.insert(name.clone(), used);
    }
    uses
}

/// The paths that a file names, from the root of the sources.
fn paths(name: &str, text: &str) -> Vec<String> {
    let lines = text.lines().filter(|l| !l.trim_start().starts_with("//"));
    let code: String = lines.map(|l| format!("{}\n", l.trim())).collect();
    let code = code.split("#[cfg(test)]").next().unwrap();
    let mut all = Vec::new();
    for prefix in ["crate::", "super::", "self::"] {
        for (at, _) in code.match_indices(prefix) {
            let is_end = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
            if code[..at].chars().next_back().is_some_and(is_end) {
                continue;
            }
            let own: Vec<&str> = name.split('/').collect();
            let mut base: Vec<&str> = match prefix {
                "crate::" => Vec::new(),
                "self::" => own.clone(),
                _ => own[..own.len() - 1].to_vec(),
            };
            let mut rest = &code[at + prefix.len()..];
            while let Some(further) = rest.strip_prefix("super::") {
                base.pop();
                rest = further;
            }
            for path in names_of(rest) {
                let path = base.iter().copied().chain(path.split("::"));
                all.push(path.collect::<Vec<_>>().join("/"));
            }
        }
    }
    all
}

/// `a::{b, c::d}` is `a::b` and `a::c::d`.
fn names_of(text: &str) -> Vec<String> {
    let is_name = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
    let end = text.find(|c| !is_name(c)).unwrap_or(text.len());
    let (head, rest) = text.split_at(end);
    let Some(inner) = rest.strip_prefix('{') else {
        return vec![head.to_owned()];
    };
    let mut depth = 0;
    let close = inner.find(|c| {
        depth += i32::from(c == '{') - i32::from(c == '}');
        depth < 0
    });
    let inner = &inner[..close.unwrap_or(inner.len())];
    let mut parts = vec![String::new()];
    let mut depth = 0;
    for c in inner.chars() {
        depth += i32::from(c == '{') - i32::from(c == '}');
        if c == ',' && depth == 0 {
            parts.push(String::new());
        } else {
            parts.last_mut().unwrap().push(c);
        }
    }
    let parts = parts
        .iter()
        .map(|part| part.trim())
        .filter(|part| !part.is_empty());
    parts
        .flat_map(names_of)
        .map(|name| format!("{head}{name}"))
        .collect()
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
