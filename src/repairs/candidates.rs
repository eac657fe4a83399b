//! Sets of changes that make a block of relations hold, each explained, the likeliest first.

#![expect(
    clippy::indexing_slicing,
    reason = "relations and cells are numbered by the search that gave them"
)]

use super::Reason;
use super::error_patterns::{self, ErrorPattern};
use super::hypotheses::hypotheses;
use super::sheet::{Edit, Grid, Sheet};
use super::solver::{self, Bounds};
use crate::cells::order;
use crate::rules::{Relation, Term};

/// Enough for every error of a whole row or column. The steps take about 10 ms, as WebAssembly
/// about 40 ms.
pub(super) const BOUNDS: Bounds = Bounds {
    changes: 24,
    sets: 400,
    steps: 14_000,
};

/// Of more sets than the search may list, as many are explained.
const SAMPLE: usize = 60;

/// More errors than this at once explain nothing.
pub(super) const MOST_ACTS: usize = 4;

/// A set of changes and its explanation.
pub(super) struct Candidate {
    pub edits: Vec<Edit>,
    pub patterns: Vec<ErrorPattern>,
    pub cost: u32,
    /// Whether no set has fewer cells.
    pub is_smallest: bool,
}

/// A block as a problem for the solver, over the cells of one sheet.
pub(super) struct Problem {
    pub cells: Vec<(usize, usize)>,
    pub values: Vec<i64>,
    pub relations: Vec<solver::Relation>,
}

/// The sets of the search and the hypotheses that hold, each explained, the likeliest first.
pub(super) fn candidates(
    sheet: &Sheet,
    problem: &Problem,
    answer: &solver::Answer,
) -> Vec<Candidate> {
    let considered = if answer.complete {
        answer.sets.len()
    } else {
        SAMPLE
    };
    let edit = |&(at, new): &(usize, i64)| {
        let (row, column) = problem.cells[at];
        sheet.edit(row, column, new)
    };
    let sets = answer.sets.iter().take(considered);
    let mut candidates: Vec<Candidate> = sets
        .map(|set| candidate(sheet, set.iter().map(edit).collect(), None, true))
        .collect();
    for hypothesis in hypotheses(sheet, |grid| problem.holds(grid)) {
        let edits = sheet.edits_to(&hypothesis.grid);
        let is_smallest = edits.len() == answer.at_least;
        let supposed = candidate(sheet, edits, hypothesis.pattern, is_smallest);
        match candidates
            .iter_mut()
            .find(|known| known.edits == supposed.edits)
        {
            Some(known) if supposed.cost < known.cost => *known = supposed,
            Some(_) => {}
            None => candidates.push(supposed),
        }
    }
    candidates.retain(|candidate| candidate.patterns.len() <= MOST_ACTS);
    order::sort_by(&mut candidates, |a, b| {
        (a.cost, a.edits.len(), &a.edits).cmp(&(b.cost, b.edits.len(), &b.edits))
    });
    candidates
}

impl Problem {
    /// None where a cell does not stand in the sheet.
    pub fn new(sheet: &Sheet, block: &[&'static Relation]) -> Option<Problem> {
        let relations = || block.iter().copied();
        let mut index = vec![None; sheet.len()];
        for term in relations().flat_map(Relation::terms) {
            sheet
                .has(&term)
                .then(|| index[sheet.index(term.place)] = Some(0))?;
        }
        let mut cells = Vec::new();
        for (at, index) in index
            .iter_mut()
            .enumerate()
            .filter(|(_, index)| index.is_some())
        {
            *index = Some(cells.len());
            cells.push(sheet.place(at));
        }
        let term = |term: Term| Some((index[sheet.index(term.place)]?, term.coefficient));
        let relations = relations().map(|relation| solver::Relation {
            terms: relation.terms().filter_map(term).collect(),
            sum: relation.form.constant,
        });
        Some(Problem {
            values: (cells.iter())
                .map(|&(row, column)| sheet.value(row, column))
                .collect(),
            relations: relations.collect(),
            cells,
        })
    }

    /// The relations that fail now.
    pub fn failing(&self) -> impl Iterator<Item = &solver::Relation> {
        (self.relations.iter()).filter(|relation| !relation.holds(|at| self.values[at]))
    }

    /// Whether a grid makes every relation hold without a negative number.
    pub fn holds(&self, grid: &Grid) -> bool {
        let value = |at: usize| grid[self.cells[at].0][self.cells[at].1];
        self.relations.iter().all(|relation| relation.holds(value))
            && grid.cells.iter().all(|&value| value >= 0)
    }
}

/// Explains edits by the given error pattern or piece by piece, whichever is cheaper.
pub(super) fn candidate(
    sheet: &Sheet,
    edits: Vec<Edit>,
    pattern: Option<(Reason, u32)>,
    is_smallest: bool,
) -> Candidate {
    let whole = pattern.map(|(reason, cost)| {
        vec![ErrorPattern {
            reason,
            edits: (0..edits.len()).collect(),
            cost,
        }]
    });
    let pieces = if edits.len() <= BOUNDS.changes {
        error_patterns::explain(sheet, &edits)
    } else {
        Vec::new()
    };
    let patterns = match whole {
        Some(whole)
            if pieces.is_empty()
                || error_patterns::cost(&whole) < error_patterns::cost(&pieces) =>
        {
            whole
        }
        _ => pieces,
    };
    let cost = error_patterns::cost(&patterns).saturating_add_signed(evidence_cost(sheet, &edits));
    Candidate {
        edits,
        patterns,
        cost,
        is_smallest,
    }
}

/// What other sources say of the new values: last year's 结转下年度 is this year's 上年结转, and a
/// sentence or the units may give a number too.
pub(super) fn evidence_cost(sheet: &Sheet, edits: &[Edit]) -> i32 {
    let carried_over = |edit: &Edit| {
        let in_row = sheet.row(edit.row).id == "carried_in";
        let last = sheet
            .row_named("carried_out")
            .filter(|_| in_row)
            .and_then(|row| sheet.last_year(row));
        last.map(|last| last[edit.column])
    };
    let witnessed = |edit: &Edit| {
        let witnesses = sheet.evidence.witnesses.iter();
        let mut own = witnesses.filter(|(cell, _)| *cell == sheet.ids[edit.row][edit.column]);
        own.next().map(|(_, value)| *value)
    };
    let weigh = |edit: &Edit| match carried_over(edit).or_else(|| witnessed(edit)) {
        Some(value) if value == edit.new => -900,
        Some(value) if value == edit.was() => 1500,
        _ => 0,
    };
    edits.iter().map(weigh).sum()
}
