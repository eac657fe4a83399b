//! Every shape of text and page: what is read is what was written, or is said
//! to be unsure.

#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use gouji::source::Source;
use gouji::view::View;
use support::figures::{Figures, corpus};
use support::generate::{Dice, consistent, leave_blank, slip};
use support::write::{self, Shape, write};

fn checked(text: &str) -> View {
    gouji::check(Source { name: "test", text })
}

/// What was read against what was written: cells read, and cells not.
#[derive(Default, Debug)]
struct Tally {
    right: usize,
    flagged: usize,
    wrong: Vec<String>,
}

fn compare(figures: &Figures, view: &View) -> Tally {
    let mut tally = Tally::default();
    let read: std::collections::BTreeMap<_, _> =
        view.cells.iter().map(|(id, c)| (id.as_str(), c)).collect();
    for (id, cell) in &read {
        let printed = figures.cells.get(*id).map(|v| v.trim());
        match cell.status {
            // Run-together digits are cut by the sum of their row: where that
            // sum itself is wrong, the cut may be, and says how it was made.
            "inferred" if row_is_wrong(figures, id) => tally.flagged += 1,
            "read" if printed == Some(cell.raw.as_str()) => tally.right += 1,
            "blank" if printed.is_some_and(|p| ["", "/", "-", "—", "无"].contains(&p)) => {
                tally.right += 1
            }
            "missing" if printed.is_none() => tally.right += 1,
            "inferred" if printed == Some(cell.raw.as_str()) => tally.right += 1,
            "unsure" | "missing" => tally.flagged += 1,
            status => tally.wrong.push(format!(
                "{id}: printed {printed:?}, {status} {:?}",
                cell.raw
            )),
        }
    }
    for id in figures
        .cells
        .keys()
        .filter(|id| !read.contains_key(id.as_str()))
    {
        tally.wrong.push(format!("{id}: not told of"));
    }
    tally
}

/// Whether the row of a cell does not add up in the figures themselves.
fn row_is_wrong(figures: &Figures, cell: &str) -> bool {
    let Some((row, _)) = cell.rsplit_once('.') else {
        return false;
    };
    let of_row = figures
        .cells
        .keys()
        .filter(|c| c.rsplit_once('.').is_some_and(|(r, _)| r == row));
    let (total, parts): (Vec<&String>, Vec<&String>) = of_row.partition(|c| c.ends_with(".total"));
    let sum = |cells: Vec<&String>| cells.into_iter().map(|c| figures.number(c)).sum::<i64>();
    sum(total) != sum(parts)
}

#[test]
fn the_corpus_in_every_shape() {
    let mut report = String::new();
    for shape in write::TEXT.into_iter().chain(write::HTML) {
        for figures in corpus() {
            let text = write(&figures, shape, &mut Dice::new(1));
            let view = checked(&text);
            let tally = compare(&figures, &view);
            let blanks = figures.cells.values().any(|v| v.is_empty());
            let fails: Vec<_> = view
                .findings
                .iter()
                .filter(|f| f.outcome == "fails")
                .map(|f| f.instance.clone())
                .collect();
            let missed: Vec<_> = figures
                .fails
                .iter()
                .filter(|f| !fails.contains(f))
                .collect();
            let invented: Vec<_> = fails
                .iter()
                .filter(|f| !figures.fails.contains(f))
                .collect();
            if !tally.wrong.is_empty()
                || (tally.flagged > 0 && (shape.keeps_blanks() || !blanks))
                || !invented.is_empty()
                || (!missed.is_empty() && figures.name != "003")
                || view.agency.as_deref() != Some(&figures.agency)
                || view.year != Some(figures.year)
            {
                report += &format!(
                    "{shape:?} {}: flagged {} wrong {:?} missed {missed:?} invented {invented:?} {:?} {:?}\n",
                    figures.name,
                    tally.flagged,
                    tally.wrong.iter().take(3).collect::<Vec<_>>(),
                    view.agency,
                    view.problems
                        .iter()
                        .map(|p| &p.message_en)
                        .collect::<Vec<_>>()
                );
                let _ = std::fs::create_dir_all("target/shapes");
                std::fs::write(
                    format!("target/shapes/{shape:?}-{}.txt", figures.name),
                    &text,
                )
                .unwrap();
            }
        }
    }
    assert!(report.is_empty(), "{report}");
}

/// Reports of every kind in every shape: not one cell silently wrong.
#[test]
fn generated_reports_in_every_shape() {
    let shapes: Vec<Shape> = write::TEXT
        .into_iter()
        .chain(write::HTML)
        .chain([Shape::Glued, Shape::Padded])
        .collect();
    let (mut cells, mut flagged) = (0, 0);
    let mut by_shape = std::collections::BTreeMap::new();
    let mut report = String::new();
    let rounds: u64 = std::env::var("ROUNDS")
        .ok()
        .and_then(|r| r.parse().ok())
        .unwrap_or(400);
    for seed in 0..rounds {
        let mut dice = Dice::new(seed);
        let shape = *dice.pick(&shapes);
        let mut figures = consistent(&mut dice);
        if dice.once_in(2) {
            slip(&mut figures, &mut dice);
        }
        let blanks = dice.once_in(4);
        if blanks {
            leave_blank(&mut figures, &mut dice);
        }
        let text = write(&figures, shape, &mut dice);
        let view = checked(&text);
        let tally = compare(&figures, &view);
        let apart =
            matches!(shape, Shape::Glued | Shape::Padded) || blanks && !shape.keeps_blanks();
        if !apart {
            cells += tally.right + tally.flagged;
            flagged += tally.flagged;
        }
        let entry = by_shape
            .entry(format!("{shape:?} {blanks}"))
            .or_insert((0, 0));
        entry.0 += tally.right;
        entry.1 += tally.flagged;
        let invented = invented(&figures, &view);
        if !tally.wrong.is_empty() || !invented.is_empty() {
            report += &format!("{seed} {shape:?} {:?} invented {invented:?}\n", tally.wrong);
            let _ = std::fs::create_dir_all("target/shapes");
            std::fs::write(format!("target/shapes/seed-{seed}.txt"), &text).unwrap();
        }
    }
    println!("{by_shape:#?} {cells} {flagged}");
    assert!(report.is_empty(), "{report}");
    assert!(flagged * 100 <= cells, "{flagged} of {cells} cells flagged");
}

/// Failures told of that the figures do not have.
fn invented(figures: &Figures, view: &View) -> Vec<String> {
    let number = |cell: &str| figures.number(cell);
    let fails = view.findings.iter().filter(|f| f.outcome == "fails");
    fails
        .filter(|f| {
            let form = figures.form(gouji::report::fields::Table::Requests);
            let relation = gouji::rules::relations(form)
                .iter()
                .find(|r| r.instance == f.instance)
                .unwrap();
            relation
                .terms()
                .map(|t| t.coefficient * number(t.cell.as_str()))
                .sum::<i64>()
                == 0
        })
        .map(|f| f.instance.clone())
        .collect()
}
