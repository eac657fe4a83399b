//! Every shape of text and page: what is read is what was written, or is said
//! to be unsure.

#![allow(
    clippy::pedantic,
    clippy::unwrap_used,
    reason = "a failing test may panic"
)]

mod support;

use support::compare::{checked, compare, invented, missed};
use support::figures::corpus;
use support::generate::{Dice, consistent, draws, leave_blank, slip, spoil_print};
use support::write::{self, Shape, write};

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
                .filter(|f| f.outcome == "fails" && !f.rule.starts_with("form."))
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
    for seed in 0..draws(150, 400) {
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
        let odd = dice.once_in(5);
        if odd {
            spoil_print(&mut figures, &mut dice, shape.keeps_blanks() || !blanks);
        }
        let text = write(&figures, shape, &mut dice);
        let view = checked(&text);
        let tally = compare(&figures, &view);
        let apart =
            odd || matches!(shape, Shape::Glued | Shape::Padded) || blanks && !shape.keeps_blanks();
        if !apart {
            cells += tally.right + tally.flagged;
            flagged += tally.flagged;
        }
        let entry = by_shape
            .entry(format!("{shape:?} {blanks}"))
            .or_insert((0, 0));
        entry.0 += tally.right;
        entry.1 += tally.flagged;
        let mut invented = invented(&figures, &view);
        invented.extend(missed(&figures, &view));
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
