//! The public corpus of small broken reports: one for each kind of slip, with
//! what a checker should find. `GOUJI_BLESS=1 cargo test --test broken` writes
//! it anew; the documents are drawn from fixed seeds.

#![allow(
    clippy::pedantic,
    clippy::unwrap_used,
    reason = "a failing test may panic"
)]

mod support;

use gouji::report::fields::{CellId, Table};
use gouji::view::View;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use support::books::{Book, TOTAL};
use support::compare::checked_text;
use support::figures::Figures;
use support::generate::Dice;
use support::measure::differences;
use support::slips::{Decided, KINDS, Spoil};
use support::write::{Shape, write};

/// The shapes, in turn: text and web pages.
const SHAPES: [Shape; 6] = [
    Shape::TabRows,
    Shape::Html,
    Shape::TabLines,
    Shape::PipeRows,
    Shape::WordHtml,
    Shape::Markdown,
];

fn folder(at: usize) -> PathBuf {
    let name = format!("slip-{:02}", at + 1);
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/data/reports")
        .join(name)
}

/// A true book of small numbers, and the same with one slip.
fn drawn(at: usize, slip: Spoil) -> (Book, Book) {
    for seed in 0.. {
        let mut dice = Dice::new(1_000 * (at as u64 + 1) + seed);
        let book = Book::draw(&mut dice);
        let small = book.values().iter().all(|(_, value)| *value < 400);
        let wanted = ["2021", "2019"][at % 2];
        if !small || book.form.id != wanted {
            continue;
        }
        if let Some(spoilt) = slip(&mut dice, &book)
            && !broken(&spoilt).is_empty()
        {
            return (book, spoilt);
        }
    }
    unreachable!("every kind breaks some report")
}

/// The relations that the numbers break, reckoned here by themselves.
fn broken(book: &Book) -> Vec<String> {
    let rows: Vec<_> = book.form.table(Table::Requests).sections[0]
        .rows
        .iter()
        .collect();
    let name = |row: usize, column: usize| {
        let mut fields = book.form.fields_of(Table::Requests);
        let field = fields.find(|f| f.row == row && f.column == column).unwrap();
        let parts: Vec<_> = field.id.as_str().split('.').collect();
        (
            parts[1..parts.len() - 1].join("."),
            parts[parts.len() - 1].to_owned(),
        )
    };
    let mut broken = Vec::new();
    for row in 0..rows.len() {
        let numbers = book.requests[row];
        if numbers[..TOTAL].iter().sum::<i64>() != numbers[TOTAL] {
            broken.push(format!("requests.row_total:{}", name(row, 0).0));
        }
    }
    let total = book.total_row();
    let out = book.requests.len() - 1;
    let down = |column: usize| {
        book.outcomes()
            .map(|row| book.requests[row][column])
            .sum::<i64>()
    };
    for column in 0..=TOTAL {
        if down(column) != book.requests[total][column] {
            broken.push(format!("requests.result_total:{}", name(0, column).1));
        }
    }
    for column in 0..=TOTAL {
        let of = |row: usize| book.requests[row][column];
        if of(0) + of(1) != of(total) + of(out) {
            broken.push(format!("requests.balance:{}", name(0, column).1));
        }
    }
    for (numbers, block) in
        book.remedies
            .iter()
            .zip(["review", "lawsuit_direct", "lawsuit_after_review"])
    {
        if numbers[..4].iter().sum::<i64>() != numbers[4] {
            broken.push(format!("remedies.total:{block}"));
        }
    }
    broken
}

fn figures(book: &Book, at: usize) -> Figures {
    let values = book.values().into_iter();
    let mut cells: BTreeMap<_, _> = values
        .map(|(id, n)| (id.to_string(), n.to_string()))
        .collect();
    let disclosure = book.form.fields_of(Table::Disclosure);
    cells.extend(disclosure.map(|f| (f.id.to_string(), "0".to_owned())));
    Figures {
        agency: format!(
            "清河县第{}乡人民政府",
            ["一", "二", "三", "四", "五", "六", "七"][at % 7]
        ),
        year: if book.form.id == "2019" { 2020 } else { 2023 },
        disclosure: book.form.id.to_owned(),
        requests: book.form.id.to_owned(),
        cells,
        ..Figures::default()
    }
}

fn answer(kind: &str, decided: Decided, truth: &Book, spoilt: &Book) -> Value {
    let change = |(id, to): (CellId, i64)| {
        let from = spoilt.values().into_iter().find(|(own, _)| *own == id);
        json!({ "cell": id.as_str(), "from": from.unwrap().1, "to": to })
    };
    let repair = differences(spoilt, truth).into_iter().map(change);
    json!({
        "form": truth.form.id,
        "slip": kind,
        "decided_by": if decided == Decided::Outside { "other_documents" } else { "the_report" },
        "broken": broken(spoilt),
        "repair": repair.collect::<Vec<_>>(),
    })
}

#[test]
fn the_corpus_is_what_its_seeds_make() {
    for (at, (kind, decided, slip)) in KINDS.iter().enumerate() {
        let (truth, spoilt) = drawn(at, *slip);
        let shape = SHAPES[at % SHAPES.len()];
        let ending = if matches!(shape, Shape::Html | Shape::WordHtml) {
            "html"
        } else {
            "txt"
        };
        let input = folder(at).join(format!("input.{ending}"));
        let text = write(&figures(&spoilt, at), shape, &mut Dice::new(at as u64));
        let answer =
            serde_json::to_string_pretty(&answer(kind, *decided, &truth, &spoilt)).unwrap() + "\n";
        if std::env::var_os("GOUJI_BLESS").is_some() {
            std::fs::create_dir_all(folder(at)).unwrap();
            std::fs::write(&input, &text).unwrap();
            std::fs::write(folder(at).join("answer.json"), &answer).unwrap();
        }
        assert_eq!(std::fs::read_to_string(&input).unwrap(), text, "{kind}");
        let written = std::fs::read_to_string(folder(at).join("answer.json")).unwrap();
        assert_eq!(written, answer, "{kind}");
    }
}

fn checked(at: usize) -> (View, Value) {
    let mut files = std::fs::read_dir(folder(at))
        .unwrap()
        .map(|e| e.unwrap().path());
    let input = files.find(|f| f.file_stem().unwrap() == "input").unwrap();
    let text = std::fs::read_to_string(&input).unwrap();
    let answer = std::fs::read_to_string(folder(at).join("answer.json")).unwrap();
    (
        checked_text("", &text),
        serde_json::from_str(&answer).unwrap(),
    )
}

#[test]
fn just_the_broken_relations_are_found() {
    for (at, (kind, ..)) in KINDS.iter().enumerate() {
        let (view, answer) = checked(at);
        let tables = view
            .findings
            .iter()
            .filter(|f| f.formula.is_some() && !f.rule.starts_with("p"));
        let mut found: Vec<_> = tables.map(|f| f.instance.as_str()).collect();
        let mut broken: Vec<_> = answer["broken"]
            .as_array()
            .unwrap()
            .iter()
            .map(|b| b.as_str().unwrap())
            .collect();
        found.sort_unstable();
        broken.sort_unstable();
        assert_eq!(found, broken, "{kind}");
    }
}

#[test]
fn the_true_repair_is_among_those_proposed_and_no_other_is_called_certain() {
    for (at, (kind, decided, _)) in KINDS.iter().enumerate() {
        let (view, answer) = checked(at);
        let of = |changes: &mut dyn Iterator<Item = (String, i64)>| {
            let mut changes: Vec<_> = changes.collect();
            changes.sort();
            changes
        };
        let repair = answer["repair"].as_array().unwrap().iter();
        let truth = of(&mut repair.map(|c| {
            (
                c["cell"].as_str().unwrap().to_owned(),
                c["to"].as_i64().unwrap(),
            )
        }));
        // A slip may break two tables' relations apart: each cause has its part of the repair.
        let proposed = |option: &gouji::view::OptionView| {
            of(&mut option.changes.iter().map(|c| (c.cell.to_string(), c.to)))
        };
        for cause in &view.causes {
            for option in cause.options.iter().filter(|o| o.certainty == "certain") {
                let changes = proposed(option);
                assert!(
                    changes.iter().all(|c| truth.contains(c)),
                    "{kind}: {changes:?}, not {truth:?}"
                );
            }
        }
        let mut options = view.causes.iter().flat_map(|c| &c.options);
        let is_listed = options.any(|option| proposed(option) == truth);
        assert!(
            is_listed || *decided == Decided::Outside,
            "{kind}: {truth:?} is not proposed"
        );
    }
}
