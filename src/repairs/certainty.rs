//! How sure the first candidate is.
//!
//! Proven is only that fewer cells cannot do. Several errors can leave the same gaps as one: three
//! wrong cells at the corners of a rectangle look like one at the fourth. What makes a repair
//! certain is that every other story needs more coincidences:
//!
//! - it is the only smallest set, and the other listed explanations are far less likely;
//! - one error explains it, and says how the numbers came about;
//! - every changed cell has two failing relations of its own, which ask for the same number
//!   apart from each other;
//! - for one cell: no number in the cell beside its own, and no other number of the balance entered
//!   wrongly with its total, would do with only one error more.

#![expect(
    clippy::indexing_slicing,
    reason = "rows and columns are those of the form that the grid was made of"
)]

use super::Certainty;
use super::candidates::{Candidate, MOST_ACTS, Problem, candidate, evidence_cost};
use super::sheet::{Edit, Sheet};

/// A rival this close leaves a question open; one this far does not shake a unique answer.
const CLOSE: u32 = 400;
const FAR: u32 = 1500;

/// A number entered wrongly with its total must be further off: in 新收, 上年结转 and 结转下年度 of a
/// small report the same few numbers stand again and again.
const FAR_ENTERED: u32 = 2000;

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
        } else if decided && first.patterns.len() < MOST_ACTS && gap >= CLOSE {
            Certainty::Likely
        } else {
            Certainty::Open
        },
    )
}

/// Whether one error explains a candidate, every cell of it has enough failing relations of its
/// own, and no two errors would do instead.
fn is_pinned(sheet: &Sheet, problem: &Problem, candidate: &Candidate) -> bool {
    let [pattern] = &candidate.patterns[..] else {
        return false;
    };
    let edits = &candidate.edits;
    // An error that does not say how the numbers came about needs one witness more.
    let each = if pattern.is_definite(edits) { 2 } else { 3 };
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
            [edit] => !has_double(sheet, problem, edit, candidate.cost),
            _ => true,
        }
}

/// Whether two errors that cost little more look like this one wrong cell: a pair of cells that one
/// error spoils together and one more cell, which with this one are the corners of a rectangle.
fn has_double(sheet: &Sheet, problem: &Problem, wrong: Edit, cost: u32) -> bool {
    moved(sheet, wrong)
        .chain(entered(sheet, wrong))
        .filter_map(|corners| Some((corners.pair, corners.instead(sheet, problem, wrong)?)))
        .any(|(pair, edits)| {
            let far = if pair == Pair::Moved {
                FAR
            } else {
                FAR_ENTERED
            };
            candidate(sheet, edits, None, false).cost < cost + far
        })
}

/// Three corners of a rectangle, and how the first two changed together.
struct Corners {
    pair: Pair,
    places: [(usize, usize); 3],
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Pair {
    /// A number stands in the second cell, not in the first.
    Moved,
    /// A number was entered wrongly, and its total followed.
    Entered,
}

/// A number in the cell beside its own.
fn moved(sheet: &Sheet, wrong: Edit) -> impl Iterator<Item = Corners> {
    let (rows, columns) = (sheet.ids.len(), sheet.total_column() + 1);
    let beside = |from: usize, end: usize| {
        let next = (from + 1 < end).then_some(from + 1);
        from.checked_sub(1).into_iter().chain(next)
    };
    let along_columns = beside(wrong.row, rows).flat_map(move |row| {
        let others = (0..columns).filter(move |&column| column != wrong.column);
        others.map(move |column| [(wrong.row, column), (row, column), (row, wrong.column)])
    });
    let along_rows = beside(wrong.column, columns).flat_map(move |column| {
        let others = (0..rows).filter(move |&row| row != wrong.row);
        others.map(move |row| [(row, wrong.column), (row, column), (wrong.row, column)])
    });
    along_columns.chain(along_rows).map(|places| Corners {
        pair: Pair::Moved,
        places,
    })
}

/// A number and its total in another row of the balance, whose items nothing else checks.
fn entered(sheet: &Sheet, wrong: Edit) -> impl Iterator<Item = Corners> {
    let total = sheet.total_column();
    let in_balance = |row: &usize| !sheet.is_outcome(*row) && !sheet.is_total_row(*row);
    let rows = (0..sheet.ids.len()).filter(in_balance);
    let rows = rows.filter(move |&row| in_balance(&wrong.row) && row != wrong.row);
    let columns = (0..total).filter(move |&column| [column, total].contains(&wrong.column));
    let places = rows.flat_map(move |row| {
        columns.clone().map(move |column| {
            let third = if wrong.column == total { column } else { total };
            [(row, column), (row, total), (wrong.row, third)]
        })
    });
    places.map(|places| Corners {
        pair: Pair::Entered,
        places,
    })
}

impl Corners {
    /// The changes of the three that make all hold, if there are such.
    fn instead(&self, sheet: &Sheet, problem: &Problem, wrong: Edit) -> Option<Vec<Edit>> {
        let [one, two, _] = self.places.map(|(row, column)| sheet.value(row, column));
        let step = wrong.difference();
        [(step, step), (step, -step), (-step, step), (-step, -step)]
            .into_iter()
            .filter(|(first, _)| match self.pair {
                Pair::Moved => one + first == 0 || two == *first,
                Pair::Entered => one > 0 && two > 0,
            })
            .find_map(|(first, third)| {
                let second = if self.pair == Pair::Moved {
                    -first
                } else {
                    first
                };
                let mut grid = sheet.grid();
                for ((row, column), change) in self.places.into_iter().zip([first, second, third]) {
                    grid[row][column] += change;
                }
                problem.holds(&grid).then(|| sheet.edits_to(&grid))
            })
    }
}
