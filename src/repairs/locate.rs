//! Findings become causes: blocks, candidates, ranking.

#![expect(
    clippy::indexing_slicing,
    reason = "relations, cells and findings are numbered by the search that gave them"
)]

use super::certainty::certainty;
use super::guesses::guesses;
use super::sheet::{Edit, Grid, Sheet};
use super::slips::{self, Slip};
use super::solver::{self, Bounds};
use super::{Act, Cause, Certainty, Change, Evidence, MOST_OPTIONS, Proof, Reason, Repair, words};
use crate::findings::{Findings, Outcome};
use crate::report::Report;
use crate::report::fields::Table;
use crate::rules::Term;
use crate::source::Words;

/// Enough for every slip of a whole row or column. The steps take about 10 ms, as WebAssembly
/// about 40 ms.
const BOUNDS: Bounds = Bounds {
    changes: 24,
    sets: 400,
    steps: 14_000,
};

/// Of more sets than the search may list, as many are explained.
const SAMPLE: usize = 60;

/// More slips than this at once explain nothing.
pub(super) const MOST_ACTS: usize = 4;

/// Finds what to change so that the failing relations hold, block by block.
///
/// Relations that are undecided bind nothing. Blank parts count as 0 and may be filled.
///
/// ```
/// use gouji::{findings::check, repairs::{Evidence, locate}, report::Report};
/// let report = Report::default();
/// assert!(locate(&report, &check(&report), Evidence::default()).is_empty());
/// ```
#[must_use]
pub fn locate(report: &Report, findings: &Findings, evidence: Evidence) -> Vec<Cause> {
    let mut causes = Vec::new();
    for table in Table::ALL {
        let Some(form) = report.follows(table) else {
            continue;
        };
        let decided = |at: &usize| {
            let checked = &findings.relations[*at];
            checked.relation.table == table && checked.outcome != Outcome::Undecided
        };
        let decided: Vec<usize> = (0..findings.relations.len()).filter(decided).collect();
        if decided.iter().any(|&at| fails(findings, at)) {
            let sheet = Sheet::new(form, table, report, evidence);
            let blocks = failing_blocks(&sheet, findings, &decided);
            causes.extend(
                blocks
                    .iter()
                    .filter_map(|block| cause(&sheet, findings, block)),
            );
        }
    }
    causes
}

fn fails(findings: &Findings, at: usize) -> bool {
    findings.relations[at].outcome == Outcome::Fails
}

/// Relations joined by their cells, where one of them fails.
fn failing_blocks(sheet: &Sheet, findings: &Findings, decided: &[usize]) -> Vec<Vec<usize>> {
    let mut block_of: Vec<usize> = (0..decided.len()).collect();
    let mut met: Vec<Option<usize>> = vec![None; sheet.len()];
    for (own, &at) in decided.iter().enumerate() {
        for term in findings.relations[at].relation.terms() {
            let other = *met[sheet.index(term.place)].get_or_insert(own);
            let (from, to) = (block_of[own], block_of[other]);
            if from != to {
                let joined = block_of.iter_mut().filter(|block| **block == from);
                joined.for_each(|block| *block = to);
            }
        }
    }
    let block = |name: usize| -> Vec<usize> {
        let named = decided.iter().zip(&block_of).filter(|(_, of)| **of == name);
        named.map(|(&at, _)| at).collect()
    };
    let blocks = (0..decided.len()).map(block);
    blocks
        .filter(|block| block.iter().any(|&at| fails(findings, at)))
        .collect()
}

/// A set of changes and its explanation.
pub(super) struct Candidate {
    pub edits: Vec<Edit>,
    pub slips: Vec<Slip>,
    pub cost: u32,
    /// Whether no set has fewer cells.
    pub is_smallest: bool,
}

/// A block as a problem for the solver, over the cells of one sheet.
pub(super) struct Problem {
    pub cells: Vec<(usize, usize)>,
    values: Vec<i64>,
    pub relations: Vec<solver::Relation>,
}

fn cause(sheet: &Sheet, findings: &Findings, block: &[usize]) -> Option<Cause> {
    let problem = Problem::new(sheet, findings, block)?;
    let may_change = vec![true; problem.values.len()];
    let answer = solver::smallest(&problem.values, &may_change, &problem.relations, &BOUNDS);
    let candidates = candidates(sheet, &problem, &answer);
    let certainty = certainty(sheet, &problem, &candidates, answer.complete);
    let smallest = candidates.iter().find(|candidate| candidate.is_smallest);
    let is_listed = |candidate: &&Candidate| {
        candidate.is_smallest || smallest.is_none_or(|smallest| candidate.cost < smallest.cost)
    };
    let listed: Vec<&Candidate> = candidates.iter().filter(is_listed).collect();
    let failing: Vec<usize> = block
        .iter()
        .copied()
        .filter(|&at| fails(findings, at))
        .collect();
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
            .map(|(candidate, certainty)| repair(sheet, findings, block, candidate, certainty))
            .collect(),
        at_least: answer.at_least,
    })
}

/// The sets of the search and the guesses that hold, each explained, the likeliest first.
fn candidates(sheet: &Sheet, problem: &Problem, answer: &solver::Answer) -> Vec<Candidate> {
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
    for guess in guesses(sheet, |grid| problem.holds(grid)) {
        let edits = sheet.edits_to(&guess.grid);
        let is_smallest = edits.len() == answer.at_least;
        let guessed = candidate(sheet, edits, guess.slip, is_smallest);
        match candidates
            .iter_mut()
            .find(|known| known.edits == guessed.edits)
        {
            Some(known) if guessed.cost < known.cost => *known = guessed,
            Some(_) => {}
            None => candidates.push(guessed),
        }
    }
    candidates.retain(|candidate| candidate.slips.len() <= MOST_ACTS);
    candidates
        .sort_by(|a, b| (a.cost, a.edits.len(), &a.edits).cmp(&(b.cost, b.edits.len(), &b.edits)));
    candidates
}

impl Problem {
    /// None where a cell does not stand in the sheet.
    fn new(sheet: &Sheet, findings: &Findings, block: &[usize]) -> Option<Problem> {
        let relations = || block.iter().map(|&at| findings.relations[at].relation);
        let mut index = vec![None; sheet.len()];
        for term in relations().flat_map(crate::rules::Relation::terms) {
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
            sum: 0,
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

/// Explains edits by the given slip or piece by piece, whichever is cheaper.
pub(super) fn candidate(
    sheet: &Sheet,
    edits: Vec<Edit>,
    slip: Option<(Reason, u32)>,
    is_smallest: bool,
) -> Candidate {
    let whole = slip.map(|(reason, cost)| {
        vec![Slip {
            reason,
            edits: (0..edits.len()).collect(),
            cost,
        }]
    });
    let pieces = if edits.len() <= BOUNDS.changes {
        slips::explain(sheet, &edits)
    } else {
        Vec::new()
    };
    let slips = match whole {
        Some(whole) if pieces.is_empty() || slips::cost(&whole) < slips::cost(&pieces) => whole,
        _ => pieces,
    };
    let cost = slips::cost(&slips).saturating_add_signed(evidence_cost(sheet, &edits));
    Candidate {
        edits,
        slips,
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
    findings: &Findings,
    block: &[usize],
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
    let act = |slip: &Slip| Act {
        reason: slip.reason,
        changes: slip.edits.clone(),
        words: words::act(sheet, edits, slip),
    };
    Repair {
        acts: candidate.slips.iter().map(act).collect(),
        proof: block
            .iter()
            .filter_map(|&at| proof(sheet, findings, at, edits))
            .collect(),
        changes,
        certainty,
        cost: candidate.cost,
    }
}

/// Both sides of a relation before and after, if one of its cells changes.
fn proof(sheet: &Sheet, findings: &Findings, finding: usize, edits: &[Edit]) -> Option<Proof> {
    let relation = findings.relations[finding].relation;
    let edited = |term: &Term| {
        edits
            .iter()
            .find(|edit| (edit.row, edit.column) == term.place)
    };
    relation
        .terms()
        .any(|term| edited(&term).is_some())
        .then_some(())?;
    let side = |terms: &[Term]| {
        let before = |term: &Term| term.coefficient * sheet.value(term.place.0, term.place.1);
        let change =
            |term: &Term| edited(term).map_or(0, |edit| term.coefficient * edit.difference());
        let sum: i64 = terms.iter().map(before).sum();
        (sum, sum + terms.iter().map(change).sum::<i64>())
    };
    let (left, right) = (side(&relation.left), side(&relation.right));
    Some(Proof {
        finding,
        before: (left.0, right.0),
        after: (left.1, right.1),
    })
}
