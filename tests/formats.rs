//! Every shape of text and page: what is read is what was written, or is said
//! to be unsure.

#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use gouji::source::Source;
use gouji::view::View;
use support::figures::{Figures, corpus};
use support::generate::Dice;
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
