//! Findings become causes: blocks, candidates, ranking, certainty.

use super::guesses::guesses;
use super::sheet::{Edit, Sheet};
use super::slips::{self, Slip};
use super::solver::{self, Bounds};
use super::{Act, Cause, Certainty, Change, Evidence, MOST_OPTIONS, Proof, Reason, Repair, words};
use crate::findings::{Checked, Findings, Outcome};
use crate::order::{self, Map};
use crate::report::Report;
use crate::report::fields::CellId;
use crate::source::Words;

/// Enough for every slip of a whole row or column. The steps take about 15 ms at the most.
const BOUNDS: Bounds = Bounds {
    changes: 24,
    sets: 400,
    steps: 25_000,
};

/// Of more sets than the search may list, as many are explained.
const SAMPLE: usize = 60;

/// More slips than this at once explain nothing.
const MOST_ACTS: usize = 4;

/// A rival this close leaves a question open; one this far does not shake a unique answer.
const CLOSE: u32 = 400;
const FAR: u32 = 1500;

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
    let blocks = failing_blocks(&findings.relations);
    blocks
        .iter()
        .filter_map(|block| cause(report, findings, evidence, block))
        .collect()
}

/// Decided relations joined by their cells, where one of them fails.
fn failing_blocks(relations: &[Checked]) -> Vec<Vec<usize>> {
    let decided = (0..relations.len()).filter(|&at| relations[at].outcome != Outcome::Undecided);
    let mut block_of: Vec<usize> = (0..relations.len()).collect();
    let mut met: Map<CellId, usize> = Map::new();
    for at in decided.clone() {
        for term in relations[at].relation.terms() {
            let other = *met.or_insert(term.cell, at);
            let (from, to) = (block_of[at], block_of[other]);
            if from != to {
                block_of
                    .iter_mut()
                    .filter(|block| **block == from)
                    .for_each(|block| *block = to);
            }
        }
    }
    let mut blocks: Map<usize, Vec<usize>> = Map::new();
    for at in decided {
        blocks.or_insert(block_of[at], Vec::new()).push(at);
    }
    let fails = |at: &usize| relations[*at].outcome == Outcome::Fails;
    let blocks = blocks.0.into_iter().map(|(_, block)| block);
    let mut blocks: Vec<_> = blocks.filter(|block| block.iter().any(fails)).collect();
    order::sort(&mut blocks);
    blocks
}

/// A set of changes and its explanation.
struct Candidate {
    edits: Vec<Edit>,
    slips: Vec<Slip>,
    cost: u32,
    /// Whether no set has fewer cells.
    is_smallest: bool,
}

/// A block as a problem for the solver, over the cells of one sheet.
struct Problem {
    cells: Vec<(usize, usize)>,
    values: Vec<i64>,
    relations: Vec<solver::Relation>,
}

fn cause(
    report: &Report,
    findings: &Findings,
    evidence: Evidence,
    block: &[usize],
) -> Option<Cause> {
    let table = findings.relations[*block.first()?].relation.table;
    let sheet = Sheet::new(report.forms[table as usize]?, table, report, evidence);
    let problem = problem(&sheet, findings, block)?;
    let may_change = vec![true; problem.values.len()];
    let answer = solver::smallest(&problem.values, &may_change, &problem.relations, &BOUNDS);
    let considered = if answer.complete {
        answer.sets.len()
    } else {
        SAMPLE
    };
    let mut candidates: Vec<Candidate> = answer
        .sets
        .iter()
        .take(considered)
        .map(|set| {
            let edit = |&(at, new): &(usize, i64)| {
                let (row, column) = problem.cells[at];
                Edit {
                    row,
                    column,
                    old: sheet.values[row][column],
                    new,
                }
            };
            candidate(&sheet, set.iter().map(edit).collect(), None, true)
        })
        .collect();
    let guessed = guesses(&sheet)
        .into_iter()
        .filter(|guess| problem.holds(&guess.grid))
        .map(|guess| (sheet.edits_to(&guess.grid), guess.slip));
    candidates.extend(guessed.map(|(edits, slip)| {
        let is_smallest = edits.len() == answer.at_least;
        candidate(&sheet, edits, slip, is_smallest)
    }));
    order::sort_by(&mut candidates, |a, b| {
        (a.cost, a.edits.len(), &a.edits).cmp(&(b.cost, b.edits.len(), &b.edits))
    });
    let mut seen = Vec::new();
    candidates.retain(|candidate| {
        candidate.slips.len() <= MOST_ACTS && order::insert(&mut seen, candidate.edits.clone())
    });

    let failing = |at: &&usize| findings.relations[**at].outcome == Outcome::Fails;
    let certainty = certainty(&sheet, &problem, &candidates, answer.complete);
    let smallest = candidates
        .iter()
        .find(|candidate| candidate.is_smallest)
        .map(|candidate| candidate.cost);
    let listed: Vec<&Candidate> = candidates
        .iter()
        .filter(|candidate| {
            candidate.is_smallest || smallest.is_none_or(|cost| candidate.cost < cost)
        })
        .collect();
    let decides = decides(&sheet, &listed);
    let count = block.iter().filter(failing).count();
    Some(Cause {
        findings: block.iter().filter(failing).copied().collect(),
        words: words::cause(count, listed.len(), answer.at_least, certainty, &decides),
        more: !answer.complete || listed.len() > MOST_OPTIONS,
        options: listed
            .into_iter()
            .take(MOST_OPTIONS)
            .enumerate()
            .map(|(at, candidate)| {
                let own = if at == 0 { certainty } else { None };
                repair(
                    &sheet,
                    findings,
                    block,
                    candidate,
                    own.unwrap_or(Certainty::Open),
                )
            })
            .collect(),
        at_least: answer.at_least,
    })
}

/// None where a cell does not stand in the table of the block.
fn problem(sheet: &Sheet, findings: &Findings, block: &[usize]) -> Option<Problem> {
    let relations = || block.iter().map(|&at| findings.relations[at].relation);
    let mut cells = Vec::new();
    for term in relations().flat_map(crate::rules::Relation::terms) {
        order::insert(&mut cells, sheet.position(term.cell)?);
    }
    let index = |cell| cells.binary_search(&sheet.position(cell)?).ok();
    let relations = relations().map(|relation| {
        let terms = relation
            .terms()
            .filter_map(|term| Some((index(term.cell)?, term.coefficient)));
        solver::Relation {
            terms: terms.collect(),
            sum: 0,
        }
    });
    Some(Problem {
        values: cells
            .iter()
            .map(|&(row, column)| sheet.value(row, column))
            .collect(),
        relations: relations.collect(),
        cells,
    })
}

impl Problem {
    fn failing(&self) -> impl Iterator<Item = &solver::Relation> {
        let value = |&(at, factor): &(usize, i64)| factor * self.values[at];
        let holds = move |relation: &solver::Relation| {
            relation.terms.iter().map(value).sum::<i64>() == relation.sum
        };
        self.relations
            .iter()
            .filter(move |relation| !holds(relation))
    }

    /// Whether one slip explains the candidate and two witnesses speak against every cell of it.
    /// Two slips could also be three that look like two. A cell on its own needs no name: two
    /// relations ask for the same number. Totals that were not filled need no second witness.
    fn is_plain(&self, candidate: &Candidate) -> bool {
        let [slip] = &candidate.slips[..] else {
            return false;
        };
        let witnesses = |edit: &Edit| {
            let at = self
                .cells
                .iter()
                .position(|cell| *cell == (edit.row, edit.column));
            let speaks = |relation: &solver::Relation| {
                relation.terms.iter().any(|(cell, _)| Some(*cell) == at)
            };
            self.failing().filter(|relation| speaks(relation)).count()
        };
        let cells = slip.edits.len();
        let unfilled = slip.reason == Reason::TotalNotFilled && cells > 2;
        let column = candidate
            .edits
            .iter()
            .all(|edit| edit.column == candidate.edits[0].column);
        // Two stale totals may as well be two slips.
        let loose = slip.reason == Reason::TotalNotRefreshed && column && cells == 2;
        !loose && (unfilled || candidate.edits.iter().all(|edit| witnesses(edit) >= 2))
    }

    /// Whether a grid makes every relation hold without a negative number.
    fn holds(&self, grid: &[Vec<i64>]) -> bool {
        let value = |at: usize| grid[self.cells[at].0][self.cells[at].1];
        let adds_up = |relation: &solver::Relation| {
            relation
                .terms
                .iter()
                .map(|&(at, factor)| factor * value(at))
                .sum::<i64>()
                == relation.sum
        };
        self.relations.iter().all(adds_up) && grid.iter().flatten().all(|&value| value >= 0)
    }
}

fn candidate(
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
fn evidence_cost(sheet: &Sheet, edits: &[Edit]) -> i32 {
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

/// How sure the first candidate is; none without one.
fn certainty(
    sheet: &Sheet,
    problem: &Problem,
    candidates: &[Candidate],
    complete: bool,
) -> Option<Certainty> {
    let first = candidates.first()?;
    let rival = candidates
        .get(1)
        .map_or(u32::MAX, |candidate| candidate.cost);
    let smallest = candidates
        .iter()
        .filter(|candidate| candidate.is_smallest)
        .count();
    let alone = complete && first.is_smallest && smallest == 1;
    let contradicted = evidence_cost(sheet, &first.edits) > 0;
    let gap = rival.saturating_sub(first.cost);
    // One relation alone says nothing of which of its cells is wrong.
    let decided = complete && (smallest == 1 || problem.failing().count() > 1);
    Some(
        if alone && problem.is_plain(first) && !contradicted && gap >= FAR {
            Certainty::Certain
        } else if decided && first.slips.len() < MOST_ACTS && gap >= CLOSE {
            Certainty::Likely
        } else {
            Certainty::Open
        },
    )
}

/// The papers that tell the first candidates apart.
fn decides(sheet: &Sheet, candidates: &[&Candidate]) -> Words {
    let edits = || candidates.iter().take(3).flat_map(|c| &c.edits);
    let touches = |row: &&str| edits().any(|edit| sheet.row(edit.row).id == *row);
    if sheet.total_row().is_none() {
        return Words::new("复议、诉讼案件登记", "the register of reviews and lawsuits");
    }
    if ["new", "carried_in", "carried_out"].iter().any(touches) {
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
            .filter_map(|&at| proof(sheet, findings, at, &changes))
            .collect(),
        changes,
        certainty,
        cost: candidate.cost,
    }
}

/// Both sides of a relation before and after, if one of its cells changes.
fn proof(sheet: &Sheet, findings: &Findings, finding: usize, changes: &[Change]) -> Option<Proof> {
    let relation = findings.relations[finding].relation;
    let edited = |cell: CellId| changes.iter().find(|change| change.cell == cell);
    relation
        .terms()
        .any(|term| edited(term.cell).is_some())
        .then_some(())?;
    let before = |cell: CellId| {
        sheet
            .position(cell)
            .map_or(0, |(row, column)| sheet.value(row, column))
    };
    let after = |cell: CellId| edited(cell).map_or_else(|| before(cell), |change| change.to);
    let side = |terms: &[crate::rules::Term], of: &dyn Fn(CellId) -> i64| {
        terms
            .iter()
            .map(|term| term.coefficient * of(term.cell))
            .sum()
    };
    Some(Proof {
        finding,
        before: (
            side(&relation.left, &before),
            side(&relation.right, &before),
        ),
        after: (side(&relation.left, &after), side(&relation.right, &after)),
    })
}
