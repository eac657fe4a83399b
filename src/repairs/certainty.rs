//! How sure the first candidate is.
//!
//! Proven is only that fewer cells cannot do. Several slips can leave the same gaps as one: three
//! wrong cells at the corners of a rectangle look like one at the fourth. What makes a repair
//! certain is that every other story needs more coincidences:
//!
//! - it is the only smallest set, and the other listed explanations are far less likely;
//! - one slip explains it, and says how the numbers came about;
//! - every changed cell has two failing relations of its own, which ask for the same number
//!   apart from each other;
//! - no number in the cell beside its own would do with only one slip more.

use super::Certainty;
use super::locate::{Candidate, MOST_ACTS, Problem, candidate, evidence_cost};
use super::sheet::{Edit, Sheet};

/// A rival this close leaves a question open; one this far does not shake a unique answer.
const CLOSE: u32 = 400;
const FAR: u32 = 1500;

/// How sure the first candidate is; none without one.
pub(super) fn certainty(
    sheet: &Sheet,
    problem: &Problem,
    candidates: &[Candidate],
    complete: bool,
) -> Option<Certainty> {
    let first = candidates.first()?;
    let rival = candidates.get(1).map_or(u32::MAX, |rival| rival.cost);
    let gap = rival.saturating_sub(first.cost);
    let smallest = candidates.iter().filter(|candidate| candidate.is_smallest);
    let one_smallest = smallest.count() == 1;
    // One relation alone says nothing of which of its cells is wrong.
    let decided = complete && (one_smallest || problem.failing().count() > 1);
    let alone = complete && one_smallest && first.is_smallest && gap >= FAR;
    Some(
        if alone && evidence_cost(sheet, &first.edits) <= 0 && is_pinned(sheet, problem, first) {
            Certainty::Certain
        } else if decided && first.slips.len() < MOST_ACTS && gap >= CLOSE {
            Certainty::Likely
        } else {
            Certainty::Open
        },
    )
}

/// Whether one slip explains a candidate, every cell of it has enough failing relations of its
/// own, and no misplaced number would do instead.
fn is_pinned(sheet: &Sheet, problem: &Problem, candidate: &Candidate) -> bool {
    let [slip] = &candidate.slips[..] else {
        return false;
    };
    let edits = &candidate.edits;
    // A slip that does not say how the numbers came about needs one witness more.
    let each = if slip.is_definite(edits) { 2 } else { 3 };
    let speaks = |edits: &[Edit]| {
        let has = |at: usize| {
            edits
                .iter()
                .any(|edit| problem.cells[at] == (edit.row, edit.column))
        };
        let relations = problem.failing();
        relations
            .filter(|relation| relation.terms.iter().any(|&(at, _)| has(at)))
            .count()
    };
    speaks(edits) >= each * edits.len()
        && edits.chunks(1).all(|edit| speaks(edit) >= each)
        && match edits[..] {
            [edit] => !misplaced(sheet, problem, edit, candidate.cost + FAR),
            _ => true,
        }
}

/// Whether, for less than `cost`, a number stands in the cell beside its own and one more cell is
/// wrong, which together look like this one wrong cell: the four are the corners of a rectangle.
fn misplaced(sheet: &Sheet, problem: &Problem, wrong: Edit, cost: u32) -> bool {
    let (rows, columns) = (sheet.ids.len(), sheet.total_column() + 1);
    let beside = |from: usize, end: usize| {
        let next = (from + 1 < end).then_some(from + 1);
        from.checked_sub(1).into_iter().chain(next)
    };
    let in_columns = beside(wrong.row, rows).flat_map(|row| {
        let others = (0..columns).filter(|&column| column != wrong.column);
        others.map(move |column| [(wrong.row, column), (row, column), (row, wrong.column)])
    });
    let in_rows = beside(wrong.column, columns).flat_map(|column| {
        let others = (0..rows).filter(|&row| row != wrong.row);
        others.map(move |row| [(row, wrong.column), (row, column), (wrong.row, column)])
    });
    in_columns
        .chain(in_rows)
        .filter_map(|corners| corners_instead(sheet, problem, wrong, corners))
        .any(|edits| candidate(sheet, edits, None, false).cost < cost)
}

/// The first two corners moved by the same number, the third wrong by it, if that makes all hold.
fn corners_instead(
    sheet: &Sheet,
    problem: &Problem,
    wrong: Edit,
    corners: [(usize, usize); 3],
) -> Option<Vec<Edit>> {
    let number = wrong.difference();
    let value = |(row, column): (usize, usize)| sheet.value(row, column);
    let moved = [number, -number].into_iter().find(|moved| {
        let new = [value(corners[0]) + moved, value(corners[1]) - moved];
        new[0] >= 0 && new[1] >= 0 && new.contains(&0)
    })?;
    [number, -number].into_iter().find_map(|third| {
        let mut grid = sheet.grid();
        for ((row, column), change) in corners.into_iter().zip([moved, -moved, third]) {
            grid[row][column] += change;
        }
        problem.holds(&grid).then(|| sheet.edits_to(&grid))
    })
}
