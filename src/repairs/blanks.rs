//! Blank totals become the numbers that the relations ask for.

use super::Change;
use crate::findings::Findings;
use crate::report::fields::CellId;
use crate::report::{Report, Status};
use crate::rules::{Relation, Term};

/// Blank totals that follow from what is printed, in the order in which they follow.
///
/// A total follows from a relation where everything else is known and something is printed; blank
/// parts count as 0. Where two relations ask for different numbers, none is proposed. These are
/// proposals, not repairs: a blank total breaks no relation.
///
/// ```
/// use gouji::{findings::check_tables, repairs::fill_blanks, report::Report};
/// let report = Report::default();
/// assert!(fill_blanks(&report, &check_tables(&report)).is_empty());
/// ```
#[must_use]
pub fn fill_blanks(report: &Report, findings: &Findings) -> Vec<Change> {
    let relations: Vec<&Relation> = findings.equations().map(|(_, own, _)| own).collect();
    let mut filled: Vec<Change> = Vec::new();
    loop {
        let asked: Vec<Change> = relations
            .iter()
            .filter_map(|relation| asked(report, relation, &filled))
            .collect();
        let disputed = |change: &Change| {
            let mut others = asked.iter().filter(|other| other.cell == change.cell);
            others.any(|other| other.to != change.to)
        };
        let before = filled.len();
        for change in asked.iter().filter(|change| !disputed(change)) {
            if !filled.contains(change) {
                filled.push(*change);
            }
        }
        if filled.len() == before {
            return filled;
        }
    }
}

/// What a relation asks for, if one blank total is all it lacks.
fn asked(report: &Report, relation: &Relation, filled: &[Change]) -> Option<Change> {
    let mut lacking: Option<Term> = None;
    let mut rest = -relation.form.constant;
    let mut printed = false;
    for term in relation.terms() {
        match known(report, term, filled) {
            Some(value) => {
                printed |= report.cell(term.cell)?.status != Status::Blank || value != 0;
                rest = rest.checked_add(term.coefficient.checked_mul(value)?)?;
            }
            None if lacking.is_none() => lacking = Some(term),
            None => return None,
        }
    }
    let term = lacking?;
    let is_blank = term.total && report.cell(term.cell)?.status == Status::Blank;
    let to = -rest * term.coefficient;
    (printed && is_blank && to >= 0).then_some(Change {
        cell: term.cell,
        from: None,
        to,
    })
}

/// A number printed or filled in; a blank part counts as 0.
fn known(report: &Report, term: Term, filled: &[Change]) -> Option<i64> {
    let of = |cell: CellId| filled.iter().find(|change| change.cell == cell);
    let cell = report.cell(term.cell)?;
    match cell.status {
        Status::Blank if term.total => of(term.cell).map(|change| change.to),
        Status::Blank => Some(0),
        _ => cell.count(),
    }
}
