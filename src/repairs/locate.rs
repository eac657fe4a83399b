//! Findings become causes: blocks, candidates, the best of them.

#![expect(
    clippy::indexing_slicing,
    reason = "relations, cells and findings are numbered by the search that gave them"
)]

use super::candidates::{BOUNDS, Candidate, Problem, candidates};
use super::certainty::certainty;
use super::error_patterns::ErrorPattern;
use super::sheet::{Edit, Sheet};
use super::solver;
use super::{Act, Cause, Certainty, Change, Evidence, MOST_OPTIONS, Proof, Repair, words};
use crate::findings::{Findings, Outcome};
use crate::report::Report;
use crate::report::fields::Table;
use crate::rules::{Relation, Term};
use crate::source::Words;

/// Finds what to change so that the failing relations hold, block by block.
///
/// Relations that are undecided bind nothing. Blank parts count as 0 and may be filled.
///
/// ```
/// use gouji::{findings::check_tables, repairs::{Evidence, locate}, report::Report};
/// let report = Report::default();
/// assert!(locate(&report, &check_tables(&report), Evidence::default()).is_empty());
/// ```
#[must_use]
pub fn locate(report: &Report, findings: &Findings, evidence: Evidence) -> Vec<Cause> {
    let mut causes = Vec::new();
    for table in Table::ALL {
        let Some(form) = report.follows(table) else {
            continue;
        };
        let decided = findings.equations().filter(|(_, relation, outcome)| {
            relation.table == table && *outcome != Outcome::Undecided
        });
        let decided: Vec<Equation> = decided.collect();
        if decided.iter().any(fails) {
            let sheet = Sheet::new(form, table, report, evidence);
            let blocks = failing_blocks(&sheet, &decided);
            causes.extend(blocks.iter().filter_map(|block| cause(&sheet, block)));
        }
    }
    causes
}

/// An equation with its place among the findings, and what it came to.
type Equation = (usize, &'static Relation, Outcome);

fn fails((_, _, outcome): &Equation) -> bool {
    *outcome == Outcome::Fails
}

/// Relations joined by their cells, where one of them fails.
fn failing_blocks(sheet: &Sheet, decided: &[Equation]) -> Vec<Vec<Equation>> {
    let mut block_of: Vec<usize> = (0..decided.len()).collect();
    let mut met: Vec<Option<usize>> = vec![None; sheet.len()];
    for (own, (_, relation, _)) in decided.iter().enumerate() {
        for term in relation.terms() {
            let other = *met[sheet.index(term.place)].get_or_insert(own);
            let (from, to) = (block_of[own], block_of[other]);
            if from != to {
                let joined = block_of.iter_mut().filter(|block| **block == from);
                joined.for_each(|block| *block = to);
            }
        }
    }
    let block = |name: usize| -> Vec<Equation> {
        let named = decided.iter().zip(&block_of).filter(|(_, of)| **of == name);
        named.map(|(equation, _)| *equation).collect()
    };
    let blocks = (0..decided.len()).map(block);
    blocks.filter(|block| block.iter().any(fails)).collect()
}

fn cause(sheet: &Sheet, block: &[Equation]) -> Option<Cause> {
    let relations: Vec<_> = block.iter().map(|(_, relation, _)| *relation).collect();
    let problem = Problem::new(sheet, &relations)?;
    let may_change = vec![true; problem.values.len()];
    let answer = solver::smallest(&problem.values, &may_change, &problem.relations, &BOUNDS);
    let candidates = candidates(sheet, &problem, &answer);
    let certainty = certainty(sheet, &problem, &candidates, answer.complete);
    let smallest = candidates.iter().find(|candidate| candidate.is_smallest);
    let is_listed = |candidate: &&Candidate| {
        candidate.is_smallest || smallest.is_none_or(|smallest| candidate.cost < smallest.cost)
    };
    let listed: Vec<&Candidate> = candidates.iter().filter(is_listed).collect();
    let failing = block.iter().filter(|equation| fails(equation));
    let failing: Vec<usize> = failing.map(|(at, ..)| *at).collect();
    let decides = decides(sheet, &listed);
    let certainties = certainty
        .into_iter()
        .chain(std::iter::repeat(Certainty::Open));
    Some(Cause {
        words: words::cause(
            failing.len(),
            listed.len(),
            answer.at_least,
            certainty,
            &decides,
        ),
        findings: failing,
        more: !answer.complete || listed.len() > MOST_OPTIONS,
        options: (listed.into_iter().take(MOST_OPTIONS).zip(certainties))
            .map(|(candidate, certainty)| repair(sheet, block, candidate, certainty))
            .collect(),
        at_least: answer.at_least,
    })
}

/// The papers that tell the first candidates apart.
fn decides(sheet: &Sheet, candidates: &[&Candidate]) -> Words {
    if sheet.total_row().is_none() {
        return Words::new("复议、诉讼案件登记", "the register of reviews and lawsuits");
    }
    let edits = candidates
        .iter()
        .take(3)
        .flat_map(|candidate| &candidate.edits);
    let mut rows = edits.map(|edit| sheet.row(edit.row).id);
    if rows.any(|row| ["new", "carried_in", "carried_out"].contains(&row)) {
        return Words::new(
            "申请登记台账和上年年报的“结转下年度继续办理”",
            "the register of requests, and what last year’s report carried over",
        );
    }
    Words::new(
        "申请登记台账中的办理结果",
        "the outcomes in the register of requests",
    )
}

fn repair(
    sheet: &Sheet,
    block: &[Equation],
    candidate: &Candidate,
    certainty: Certainty,
) -> Repair {
    let edits = &candidate.edits;
    let change = |edit: &Edit| Change {
        cell: sheet.ids[edit.row][edit.column],
        from: edit.old,
        to: edit.new,
    };
    let changes: Vec<Change> = edits.iter().map(change).collect();
    let act = |pattern: &ErrorPattern| Act {
        reason: pattern.reason,
        changes: pattern.edits.clone(),
        words: words::act(sheet, edits, pattern),
    };
    Repair {
        acts: candidate.patterns.iter().map(act).collect(),
        proof: block
            .iter()
            .filter_map(|(at, relation, _)| proof(sheet, *at, relation, edits))
            .collect(),
        changes,
        certainty,
        cost: candidate.cost,
    }
}

/// Both sides of a relation before and after, if one of its cells changes.
fn proof(sheet: &Sheet, finding: usize, relation: &Relation, edits: &[Edit]) -> Option<Proof> {
    let edited = |term: &Term| {
        edits
            .iter()
            .find(|edit| (edit.row, edit.column) == term.place)
    };
    relation
        .terms()
        .any(|term| edited(&term).is_some())
        .then_some(())?;
    let side = |terms: &[Term], constant: i64| {
        let before = |term: &Term| term.coefficient * sheet.value(term.place.0, term.place.1);
        let change =
            |term: &Term| edited(term).map_or(0, |edit| term.coefficient * edit.difference());
        let sum: i64 = constant + terms.iter().map(before).sum::<i64>();
        (sum, sum + terms.iter().map(change).sum::<i64>())
    };
    let form = &relation.form;
    let (left, right) = (side(&form.left, 0), side(&form.right, form.constant));
    Some(Proof {
        finding,
        before: (left.0, right.0),
        after: (left.1, right.1),
    })
}
