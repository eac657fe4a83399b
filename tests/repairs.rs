//! Repairs: what they promise holds, they are the smallest, and the failing reports of the corpus
//! get the repairs written down under `tests/data/repairs`.

#![allow(
    clippy::pedantic,
    clippy::unwrap_used,
    reason = "a failing test may panic"
)]

mod support;

use gouji::cells::Number;
use gouji::findings::Outcome;
use gouji::repairs::solver::{Bounds, Relation, smallest};
use gouji::repairs::{Cause, Certainty, Evidence, Reason, Repair, fill_blanks, locate};
use gouji::report::fields::{FORMS, Table};
use gouji::report::{Cell, Report, Status};
use gouji::rules::Term;
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::fmt::Write;
use support::books::{Book, TOTAL, read};
use support::compare::findings_of;
use support::figures::{Figures, of_corpus};
use support::generate::{Dice, draws};
use support::{fresh, golden, milp, slips};

const WIDE: Bounds = Bounds {
    changes: 24,
    sets: 400,
    steps: 14_000,
};

fn causes(report: &Report, last_year: Option<&Report>) -> Vec<Cause> {
    locate(
        report,
        &findings_of(report),
        Evidence {
            last_year,
            witnesses: &[],
        },
    )
}

fn repaired(report: &Report, repair: &Repair) -> Report {
    let mut report = report.clone();
    for change in &repair.changes {
        report.put(read(change.cell, change.to));
    }
    report
}

fn search(values: &[i64], relations: &[Relation]) -> gouji::repairs::solver::Answer {
    smallest(values, &vec![true; values.len()], relations, &WIDE)
}

/// One act: the row of totals holds its total only.
#[test]
fn total_row_filled_under_total_only_is_one_certain_repair() {
    let mut book = Book::zeros(&FORMS[0]);
    book.requests[0] = [1, 1, 0, 0, 0, 0, 2];
    book.requests[2] = [1, 0, 0, 0, 0, 0, 1];
    book.requests[3] = [0, 1, 0, 0, 0, 0, 1];
    book.requests[21] = [0, 0, 0, 0, 0, 0, 2];
    let report = book.report();
    let causes = causes(&report, None);
    let [cause] = &causes[..] else {
        panic!("{causes:?}")
    };
    let [option] = &cause.options[..] else {
        panic!("{cause:?}")
    };
    assert_eq!(cause.findings.len(), 5);
    let changes: Vec<_> = option
        .changes
        .iter()
        .map(|c| (c.cell.as_str(), c.from, c.to))
        .collect();
    assert_eq!(
        changes,
        [
            ("requests.result_total.natural", Some(0), 1),
            ("requests.result_total.business", Some(0), 1)
        ]
    );
    assert_eq!(option.certainty, Certainty::Certain);
    assert_eq!(option.acts.len(), 1);
    assert_eq!(option.acts[0].reason, Reason::TotalNotFilled);
    assert_eq!(option.acts[0].words.zh, "“（七）总计”未按列填写");
    assert_eq!(check(&repaired(&report, option)).count(Outcome::Fails), 0);
}

/// Figures as a report: tables three and four.
fn report(figures: &Figures) -> Report {
    let mut report = Report::default();
    for table in [Table::Requests, Table::Remedies] {
        let form = figures.form(table);
        report.forms[table as usize] = Some(form);
        for field in form.fields_of(table) {
            let raw = figures.cells.get(field.id.as_str());
            let value = raw.and_then(|raw| raw.parse().ok()).map(Number::count);
            report.put(Cell {
                value,
                status: match (raw, value) {
                    (None, _) => Status::Missing,
                    (_, None) => Status::Blank,
                    _ => Status::Read,
                },
                ..Cell::missing(field.id)
            });
        }
    }
    report
}

fn told(name: &str, report: &Report, last_year: Option<&Report>) -> String {
    let findings = findings_of(report);
    let mut text = format!("== {name}\n");
    for cause in causes(report, last_year) {
        let broken = cause.findings.iter().map(|&at| &*findings.all[at].instance);
        let broken: Vec<_> = broken.collect();
        _ = writeln!(
            text,
            "{}\nat least {}{}",
            broken.join(" "),
            cause.at_least,
            if cause.more { ", and more" } else { "" }
        );
        _ = writeln!(text, "{}\n{}", cause.words.zh, cause.words.en);
        for option in cause.options.iter().take(3) {
            _ = writeln!(text, "- {} {}", option.certainty.name(), option.cost);
            for change in &option.changes {
                let from = change
                    .from
                    .map_or("blank".to_owned(), |from| from.to_string());
                _ = writeln!(text, "  {} {from} -> {}", change.cell, change.to);
            }
            for act in &option.acts {
                _ = writeln!(
                    text,
                    "  {} {:?}: {} | {}",
                    act.reason.name(),
                    act.changes,
                    act.words.zh,
                    act.words.en
                );
            }
            for proof in &option.proof {
                let instance = &findings.all[proof.finding].instance;
                let ((a, b), (c, d)) = (proof.before, proof.after);
                _ = writeln!(text, "  {instance}: {a}, {b} -> {c}, {d}");
            }
        }
    }
    text
}

#[test]
fn failing_reports_of_the_corpus_get_sensible_repairs() {
    for name in ["003", "011", "031", "051", "052", "054", "055", "061"] {
        golden::check(
            &format!("repairs/{name}.txt"),
            &told(name, &report(&of_corpus(name)), None),
        );
    }
    let last = report(&of_corpus("060"));
    golden::check(
        "repairs/061-060.txt",
        &told("061 after 060", &report(&of_corpus("061")), Some(&last)),
    );
}

/// Every option keeps its promise: with it each relation of its block holds, it has as many
/// cells as it says, and each change belongs to one act.
#[test]
fn repairs_keep_their_promise() {
    let mut dice = Dice::new(1);
    for (name, _, spoil) in slips::KINDS {
        for _ in 0..12 {
            let book = Book::draw(&mut dice);
            let Some(spoilt) = spoil(&mut dice, &book) else {
                continue;
            };
            let report = spoilt.report();
            let broken = findings_of(&report).count(Outcome::Fails);
            for cause in causes(&report, None) {
                for option in &cause.options {
                    check_promise(name, &report, &cause, option, broken);
                }
            }
        }
    }
}

#[track_caller]
fn check_promise(name: &str, report: &Report, cause: &Cause, option: &Repair, broken: usize) {
    let repaired = repaired(report, option);
    let after = findings_of(&repaired);
    assert_eq!(
        after.count(Outcome::Fails),
        broken - cause.findings.len(),
        "{name}: {option:?}"
    );
    assert!(option.changes.len() >= cause.at_least, "{name}: {option:?}");
    assert!(
        option
            .changes
            .iter()
            .all(|c| c.to >= 0 && c.from.unwrap_or(0) != c.to),
        "{name}: {option:?}"
    );
    let mut explained: Vec<usize> = option
        .acts
        .iter()
        .flat_map(|act| act.changes.clone())
        .collect();
    explained.sort_unstable();
    assert!(
        explained.into_iter().eq(0..option.changes.len()),
        "{name}: {option:?}"
    );
    for proof in &option.proof {
        let form = &after.all[proof.finding].equation.unwrap().form;
        let number = |term: &Term| repaired.cell(term.cell).unwrap().count().unwrap_or(0);
        let sum = |terms: &[Term]| -> i64 { terms.iter().map(number).sum() };
        assert_eq!((sum(&form.left), sum(&form.right)), proof.after);
        assert_eq!(proof.after.0, proof.after.1);
    }
    assert!(
        option
            .acts
            .iter()
            .all(|act| !act.words.zh.is_empty() && !act.words.en.is_empty())
    );
}

/// The same smallest size as an independent mixed integer programme, on a thousand reports.
#[test]
fn smallest_size_of_one_or_two_slips_is_that_of_a_mixed_integer_programme() {
    check_against_programme(&[1, 2], draws(100, 500));
}

#[test]
fn smallest_size_of_three_or_four_slips_is_that_of_a_mixed_integer_programme() {
    check_against_programme(&[3, 4], draws(100, 500));
}

#[track_caller]
fn check_against_programme(counts: &[usize], rounds: u64) {
    let mut dice = Dice::new(counts[0] as u64);
    for round in 0..rounds as usize {
        let book = Book::draw(&mut dice);
        let count = counts[round % counts.len()];
        let Some(spoilt) = slips::several(&mut dice, &book, count) else {
            continue;
        };
        let (values, relations) = milp::table_three(&spoilt);
        let answer = search(&values, &relations);
        assert_eq!(
            answer.at_least,
            milp::smallest_size(&values, &relations),
            "round {round}: {spoilt:?}"
        );
        assert!(answer.sets.iter().all(|set| set.len() == answer.at_least));
    }
}

/// All sets of up to two values, tried one by one with every new value up to 24.
fn by_trial(values: &[i64], relations: &[Relation]) -> Option<BTreeSet<Vec<usize>>> {
    let holds = |values: &[i64]| {
        relations.iter().all(|r| {
            r.terms
                .iter()
                .map(|&(at, factor)| factor * values[at])
                .sum::<i64>()
                == r.sum
        })
    };
    let mut values = values.to_vec();
    let mut tried = |cells: &[usize]| {
        let old: Vec<i64> = cells.iter().map(|&at| values[at]).collect();
        let mut found = false;
        for code in 0..25_i64.pow(cells.len() as u32) {
            let new: Vec<i64> = (0..cells.len())
                .map(|at| code / 25_i64.pow(at as u32) % 25)
                .collect();
            cells
                .iter()
                .zip(&new)
                .for_each(|(&at, &new)| values[at] = new);
            found |= old.iter().zip(&new).all(|(old, new)| old != new) && holds(&values);
        }
        cells
            .iter()
            .zip(&old)
            .for_each(|(&at, &old)| values[at] = old);
        found
    };
    let count = relations
        .iter()
        .flat_map(|r| &r.terms)
        .map(|(at, _)| at + 1)
        .max()?;
    let ones: BTreeSet<_> = (0..count)
        .map(|at| vec![at])
        .filter(|cells| tried(cells))
        .collect();
    if !ones.is_empty() {
        return Some(ones);
    }
    let pairs = (0..count).flat_map(|a| (a + 1..count).map(move |b| vec![a, b]));
    let twos: BTreeSet<_> = pairs.filter(|cells| tried(cells)).collect();
    (!twos.is_empty()).then_some(twos)
}

/// Relations that are no network at all, values that cannot fall below zero.
fn any_relations() -> impl Strategy<Value = (Vec<i64>, Vec<Relation>)> {
    let terms =
        proptest::collection::btree_map(0..6_usize, prop_oneof![Just(1_i64), Just(-1)], 1..5);
    let relation = (terms, -2..3_i64).prop_map(|(terms, sum)| Relation {
        terms: terms.into_iter().collect(),
        sum,
    });
    (
        proptest::collection::vec(0..5_i64, 6),
        proptest::collection::vec(relation, 1..5),
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn sets_of_up_to_two_are_those_found_by_trial((values, relations) in any_relations()) {
        let answer = search(&values, &relations);
        prop_assume!(answer.at_least > 0);
        let sets: BTreeSet<Vec<usize>> =
            answer.sets.iter().map(|set| set.iter().map(|(at, _)| *at).collect()).collect();
        match by_trial(&values, &relations) {
            Some(found) => prop_assert_eq!(sets, found),
            None => prop_assert!(answer.at_least > 2),
        }
    }

    /// Whatever stands in the table, the search ends inside its bound and what it lists is true.
    #[test]
    fn any_residuals_end_inside_the_bound(cells in proptest::collection::vec(0..30_i64, 175)) {
        let mut book = Book::zeros(&FORMS[1]);
        for (at, cell) in cells.into_iter().enumerate() {
            book.requests[at / 7][at % 7] = cell;
        }
        let (values, relations) = milp::table_three(&book);
        let answer = search(&values, &relations);
        prop_assert!(answer.at_least > 15 || !answer.sets.is_empty() || !answer.complete);
    }
}

/// Of a million, run by `cargo bench --bench repairs -- fuzz`.
#[test]
fn fifty_thousand_random_tables_end_inside_the_bound() {
    let outcome = support::fuzz::search(50_000, 11, &WIDE);
    assert!(outcome.most_steps < WIDE.steps + 500, "{outcome:?}");
    assert!(outcome.answered > 40_000, "{outcome:?}");
}

/// The order of the applicants and of the outcomes is of no account.
#[test]
fn permuted_tables_have_permuted_repairs() {
    let mut dice = Dice::new(4);
    for _ in 0..60 {
        let book = Book::draw(&mut dice);
        let Some(spoilt) = slips::several(&mut dice, &book, 2) else {
            continue;
        };
        let mut turned = spoilt.clone();
        turned
            .requests
            .iter_mut()
            .for_each(|row| row[..TOTAL].rotate_left(2));
        let outcomes = turned.outcomes();
        turned.requests[outcomes].rotate_left(5);
        let (values, relations) = milp::table_three(&spoilt);
        let (turned_values, _) = milp::table_three(&turned);
        let rows = spoilt.outcomes();
        let turn = |at: usize| {
            let (row, column) = (at / 7, at % 7);
            let row = if rows.contains(&row) {
                rows.start + (row - rows.start + rows.len() - 5) % rows.len()
            } else {
                row
            };
            row * 7
                + if column < TOTAL {
                    (column + TOTAL - 2) % TOTAL
                } else {
                    column
                }
        };
        let mut sets: Vec<Vec<(usize, i64)>> = search(&values, &relations).sets;
        for set in &mut sets {
            set.iter_mut().for_each(|(at, _)| *at = turn(*at));
            set.sort_unstable();
        }
        sets.sort();
        assert_eq!(sets, search(&turned_values, &relations).sets);
    }
}

/// Adding a table in which everything holds moves every new value along; large values are exact.
#[test]
fn consistent_figures_added_change_no_set() {
    let mut dice = Dice::new(5);
    for _ in 0..60 {
        let (book, spoilt) = loop {
            let book = Book::draw(&mut dice);
            if let Some(spoilt) = slips::several(&mut dice, &book, 2) {
                break (book, spoilt);
            }
        };
        let large = |book: &Book, by: i64| {
            let mut book = book.clone();
            for row in 0..book.requests.len() {
                for column in 0..=TOTAL {
                    book.requests[row][column] *= by;
                }
            }
            book
        };
        let (values, relations) = milp::table_three(&spoilt);
        let (scaled, _) = milp::table_three(&large(&spoilt, 1_000_000_000_000));
        let cells = |sets: Vec<Vec<(usize, i64)>>| -> Vec<Vec<(usize, i64)>> {
            sets.into_iter()
                .map(|set| {
                    set.into_iter()
                        .map(|(at, new)| (at, new * 1_000_000_000_000))
                        .collect()
                })
                .collect()
        };
        let answer = search(&values, &relations);
        assert_eq!(cells(answer.sets), search(&scaled, &relations).sets);

        // Room to fall everywhere, so that no set is ruled out by zero.
        let mut roomy = Book::zeros(book.form);
        let (total, out) = (roomy.total_row(), roomy.requests.len() - 1);
        for row in 0..roomy.requests.len() {
            roomy.requests[row] = [1000, 1000, 1000, 1000, 1000, 1000, 6000];
        }
        let outcomes = (total - 2) as i64;
        roomy.requests[total] = [1000 * outcomes; 7];
        roomy.requests[out] = [2000; 7];
        roomy.requests[0] = [1000 * outcomes + 1000; 7];
        for row in [0, total, out] {
            roomy.requests[row][TOTAL] = roomy.requests[row][..TOTAL].iter().sum();
        }
        let add = |book: &Book| {
            let mut sum = roomy.clone();
            for (row, cells) in book.requests.iter().enumerate() {
                cells
                    .iter()
                    .enumerate()
                    .for_each(|(column, cell)| sum.requests[row][column] += cell);
            }
            milp::table_three(&sum).0
        };
        let (once, twice) = (add(&spoilt), milp::table_three(&roomy).0);
        let again: Vec<i64> = once.iter().zip(&twice).map(|(a, b)| a + b).collect();
        let moved = search(&again, &relations).sets;
        let expected: Vec<Vec<_>> = search(&once, &relations)
            .sets
            .into_iter()
            .map(|set| {
                set.into_iter()
                    .map(|(at, new)| (at, new + twice[at]))
                    .collect()
            })
            .collect();
        assert_eq!(expected, moved);
    }
}

#[test]
fn same_report_same_answer() {
    let mut dice = Dice::new(6);
    for (_, _, spoil) in slips::KINDS {
        let book = Book::draw(&mut dice);
        if let Some(spoilt) = spoil(&mut dice, &book) {
            assert_eq!(
                causes(&spoilt.report(), None),
                causes(&spoilt.report(), None)
            );
        }
    }
}

/// A small share of the measurement in `docs/repairs.md`, which `cargo bench --bench accuracy`
/// prints in full.
#[test]
fn no_slip_of_one_kind_is_certain_and_wrong() {
    for score in support::measure::all(25, 0) {
        if score.decided.is_some() {
            assert_eq!(score.certain_and_wrong, 0, "{score}");
        }
        if score.decided == Some(slips::Decided::OneCell) {
            assert_eq!(score.first, score.slips, "{score}");
        }
        if score.decided == Some(slips::Decided::Inside) {
            assert!(score.first * 10 >= score.slips * 8, "{score}");
        }
    }
}

/// How often the true repair comes first, kind by kind, and what is said of one slip of each:
/// whatever weighs repairs against each other changes some of it.
#[test]
fn each_kind_of_slip_is_found_and_told_as_written_down() {
    let mut text = format!("{}\n", support::measure::heading());
    for score in support::measure::all(15, 1) {
        _ = writeln!(text, "{score}");
    }
    for (size, scores) in support::measure::all_fresh(12, 1) {
        _ = writeln!(text, "\n{size}\n\n{}", support::measure::heading());
        for score in scores {
            _ = writeln!(text, "{score}");
        }
    }
    for (at, (name, _)) in fresh::KINDS.iter().enumerate() {
        let mut dice = Dice::new(3);
        let spoilt = (0..400).find_map(|_| {
            let book = fresh::draw(&mut dice, fresh::Size::Sparse);
            let spoilt = fresh::several(&mut dice, &book, 1, at..at + 1)?;
            let report = spoilt.report();
            (!causes(&report, None).is_empty()).then_some(report)
        });
        let told = spoilt.map(|report| told(name, &report, None));
        _ = write!(text, "\n{}", told.unwrap_or_default());
    }
    golden::check("repairs/each-kind.txt", &text);
}

/// Blanks the totals of a book that `is_blank` picks by row and column.
fn without_totals(book: &Book, is_blank: impl Fn(usize, usize) -> bool) -> Report {
    let mut report = book.report();
    let fields = book.form.fields_of(Table::Requests);
    for field in fields.filter(|field| field.total && is_blank(field.row, field.column)) {
        report.put(Cell {
            status: Status::Blank,
            ..Cell::missing(field.id)
        });
    }
    report
}

#[test]
fn blank_totals_follow_from_what_is_printed() {
    let mut dice = Dice::new(10);
    for _ in 0..40 {
        let book = Book::draw(&mut dice);
        for (row, column) in [(true, false), (false, true), (true, true)] {
            let total = book.total_row();
            let is_blank = |at: usize, of: usize| (row && at == total) || (column && of == TOTAL);
            let report = without_totals(&book, is_blank);
            let filled = fill_blanks(&report, &findings_of(&report));
            assert!(!filled.is_empty());
            for change in filled {
                assert_eq!(change.from, None);
                assert!(
                    book.values().contains(&(change.cell, change.to)),
                    "{change:?}"
                );
            }
        }
    }
}

#[test]
fn disputed_blank_totals_are_left_blank() {
    let mut book = Book::zeros(&FORMS[1]);
    let total = book.total_row();
    book.requests[0] = [2, 0, 0, 0, 0, 0, 2];
    book.requests[2] = [3, 0, 0, 0, 0, 0, 3];
    let report = without_totals(&book, |row, column| row == total && column == 0);
    assert_eq!(fill_blanks(&report, &findings_of(&report)), []);
}

/// A block where a cell is blank, missing or doubtful.
#[test]
fn blank_parts_may_be_filled_and_undecided_relations_bind_nothing() {
    let mut book = Book::zeros(&FORMS[1]);
    book.requests[0] = [2, 0, 0, 0, 0, 0, 2];
    book.requests[2] = [2, 0, 0, 0, 0, 0, 2];
    let total = book.total_row();
    book.requests[total] = [2, 0, 0, 0, 0, 0, 2];
    let mut report = book.report();
    let blank = FORMS[1]
        .fields
        .iter()
        .find(|f| f.id.as_str() == "requests.granted.natural")
        .unwrap()
        .id;
    report.put(Cell {
        status: Status::Blank,
        ..Cell::missing(blank)
    });
    let found = causes(&report, None);
    assert_eq!(found[0].options[0].changes[0].from, None);
    assert_eq!(found[0].options[0].changes[0].to, 2);
    assert_eq!(found[0].options[0].certainty, Certainty::Certain);

    report.put(Cell {
        status: Status::Unsure,
        ..Cell::missing(blank)
    });
    assert_eq!(causes(&report, None), []);
}

/// Two sheets that have nothing to do with each other: no small repair, and it says so.
#[test]
fn a_table_of_unrelated_numbers_gets_a_bound_and_no_list() {
    let mut dice = Dice::new(8);
    let mut book = Book::zeros(&FORMS[1]);
    book.requests
        .iter_mut()
        .flatten()
        .for_each(|cell| *cell = dice.within(1, 500));
    let found = causes(&book.report(), None);
    assert!(found[0].options.is_empty());
    assert!(found[0].at_least > 15);
    assert!(found[0].words.zh.contains("整体错行"));
}
