//! Values and linear relations to the smallest sets of values whose change makes all relations
//! hold with non-negative whole numbers.
//!
//! The search takes a relation that fails. At least one of its values must change, so it frees
//! one after the other: a freed value is eliminated from all other relations (a pivot), which
//! leaves the relations that hold whatever the freed values become. When none of these fails,
//! the freed values follow from the eliminated relations. Sizes are tried in increasing order, so
//! the first size with an answer is the smallest, and all its sets are listed.
//!
//! Two facts keep the search small.
//!
//! - Double-entry tables are networks: relations are nodes, values are edges, and a wrong value
//!   leaves opposite imbalances at its two ends. A set of changed edges can only settle groups of
//!   nodes whose imbalances add up to zero, and saves one edge for each such group. Where there
//!   are few such groups many values must change, and a branch without room for them is cut.
//! - A relation that is no node of such a network, because it would give a value a third end, is
//!   kept beside it: the network alone gives the bound, and is pivoted on first.
//!
//! Freed values may depend on one another when a value cannot fall below zero. Such sets are
//! found at their extreme points, where the values left over are zero.
//!
//! All numbers are checked 64-bit integers and the bound counts steps, never time: the same
//! input gives the same answer everywhere.

#![expect(
    clippy::indexing_slicing,
    reason = "values, rows and nodes are numbered by the search itself; relations with other values are refused where it begins"
)]

use crate::cells::order;

/// A linear relation: the terms, each an index of a value and its factor, add up to `sum`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relation {
    /// Index of a value and its factor; an index occurs once.
    pub terms: Vec<(usize, i64)>,
    /// What the terms add up to where the relation holds.
    pub sum: i64,
}

impl Relation {
    /// Whether it holds for these values.
    pub fn holds(&self, value: impl Fn(usize) -> i64) -> bool {
        let mut terms = self.terms.iter();
        let sum = terms.try_fold(0_i64, |sum, &(at, factor)| {
            sum.checked_add(factor.checked_mul(value(at))?)
        });
        sum == Some(self.sum)
    }
}

/// How far a search may go.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    /// The most values in one set.
    pub changes: usize,
    /// The most sets listed.
    pub sets: usize,
    /// The most work: one step for each branch entered, and one for each relation it finds
    /// failing.
    pub steps: u32,
}

/// What a search has found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Sets of changes, each an index and its new value, in increasing order; all of one size.
    pub sets: Vec<Vec<(usize, i64)>>,
    /// Proven: no smaller set makes the relations hold. The size of the sets, where there are any.
    pub at_least: usize,
    /// Whether `sets` holds every set of that size.
    pub complete: bool,
    /// The work done. What the last branch did beyond the bound is counted too.
    pub steps: u32,
}

/// Finds the smallest sets of values to change so that all relations hold.
///
/// Only values marked in `may_change` change; each gets a new value that is not negative. Values
/// given as negative are taken as they are.
///
/// ```
/// use gouji::repairs::solver::{Bounds, Relation, smallest};
///
/// // 1 + 2 = 4 and 1 = 1: only the sum or the value that has no second witness can be wrong.
/// let relations = [
///     Relation { terms: vec![(0, 1), (1, 1), (2, -1)], sum: 0 },
///     Relation { terms: vec![(0, 1)], sum: 1 },
/// ];
/// let bounds = Bounds { changes: 3, sets: 20, steps: 1000 };
/// let answer = smallest(&[1, 2, 4], &[true; 3], &relations, &bounds);
/// assert_eq!(answer.sets, [[(1, 3)], [(2, 3)]]);
/// assert!(answer.complete);
/// ```
#[must_use]
pub fn smallest(
    values: &[i64],
    may_change: &[bool],
    relations: &[Relation],
    bounds: &Bounds,
) -> Answer {
    let unsolved = |at_least, steps| Answer {
        sets: Vec::new(),
        at_least,
        complete: false,
        steps,
    };
    let Some(mut search) = Search::new(values, may_change, relations, bounds) else {
        return unsolved(1, 0);
    };
    if search.most_violated().is_none() {
        return Answer {
            sets: Vec::new(),
            at_least: 0,
            complete: true,
            steps: 0,
        };
    }
    for size in search.lower_bound()..=bounds.changes {
        let end = search.extend(size);
        if end != End::Done || !search.found.is_empty() {
            return Answer {
                sets: search.found,
                at_least: size,
                complete: end == End::Done,
                steps: search.steps,
            };
        }
    }
    let at_least = search.lower_bound().max(bounds.changes + 1);
    unsolved(at_least, search.steps)
}

/// Whether a branch was searched to its end.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    Done,
    Bound,
}

/// A relation while values are eliminated from it: `factors · change = need`.
#[derive(Clone)]
struct Row {
    factors: Vec<i64>,
    need: i64,
    /// Whether it is a node of the network: there a value stands in two rows at most, with
    /// opposite factors of one. Pivots on nodes keep that so.
    is_node: bool,
    /// Whether it already determines a freed value.
    used: bool,
}

/// A freed value and the row that determines it; without a row it may take any value.
struct Freed {
    value: usize,
    row: Option<usize>,
}

struct Search<'a> {
    values: &'a [i64],
    bounds: &'a Bounds,
    /// Nodes first.
    rows: Vec<Row>,
    /// May change and is neither freed nor ruled out in the present branch.
    open: Vec<bool>,
    freed: Vec<Freed>,
    /// In increasing order.
    found: Vec<Vec<(usize, i64)>>,
    steps: u32,
}

impl<'a> Search<'a> {
    /// `None` where a sum does not fit in 64 bits, or a relation has other values.
    fn new(
        values: &'a [i64],
        may_change: &[bool],
        relations: &[Relation],
        bounds: &'a Bounds,
    ) -> Option<Self> {
        let rows: Vec<Row> = relations
            .iter()
            .map(|relation| Row::new(relation, values, may_change))
            .collect::<Option<_>>()?;
        let rows = as_network(rows, values.len());
        let mut open = may_change.to_vec();
        open.resize(values.len(), false);
        Some(Search {
            values,
            bounds,
            rows,
            open,
            freed: Vec::new(),
            found: Vec::new(),
            steps: 0,
        })
    }

    /// Adds every set that contains the freed values and `left` more.
    fn extend(&mut self, left: usize) -> End {
        self.steps = self
            .steps
            .saturating_add(1 + self.violated(true).count() as u32);
        if self.steps > self.bounds.steps || self.found.len() > self.bounds.sets {
            return End::Bound;
        }
        let Some(row) = self.most_violated() else {
            return self.settle(left);
        };
        if self.lower_bound() > left {
            return End::Done;
        }
        let candidates: Vec<_> = self.open_in(row).map(|value| (value, Some(row))).collect();
        self.branch(&candidates, left)
    }

    /// Frees each candidate in turn and rules it out afterwards, so that no set is met twice.
    fn branch(&mut self, candidates: &[(usize, Option<usize>)], left: usize) -> End {
        let mut end = End::Done;
        for &(value, row) in candidates {
            self.open[value] = false;
            if end == End::Done {
                end = self.free(value, row, left - 1);
            }
        }
        for &(value, _) in candidates {
            self.open[value] = true;
        }
        end
    }

    /// Frees one value, searches on, and puts everything back.
    fn free(&mut self, value: usize, row: Option<usize>, left: usize) -> End {
        let Some(changed) = row.map_or(Some(Vec::new()), |row| self.eliminated(value, row)) else {
            return End::Bound;
        };
        let before: Vec<_> = changed
            .into_iter()
            .map(|(at, new)| (at, std::mem::replace(&mut self.rows[at], new)))
            .collect();
        if let Some(row) = row {
            self.rows[row].used = true;
        }
        self.freed.push(Freed { value, row });
        let end = self.extend(left);
        self.freed.pop();
        if let Some(row) = row {
            self.rows[row].used = false;
        }
        for (at, old) in before {
            self.rows[at] = old;
        }
        end
    }

    /// The rows that change when `value` is expressed through `row`; `None` on overflow.
    fn eliminated(&self, value: usize, row: usize) -> Option<Vec<(usize, Row)>> {
        let pivot = &self.rows[row];
        (self.rows.iter().enumerate())
            .filter(|&(at, other)| at != row && !other.used && other.factors[value] != 0)
            .map(|(at, other)| Some((at, other.without(value, pivot)?)))
            .collect()
    }

    /// The violated row with the fewest values to choose from, a node if there is one.
    fn most_violated(&self) -> Option<usize> {
        (0..self.rows.len())
            .filter(|&row| self.rows[row].is_violated())
            .min_by_key(|&row| (!self.rows[row].is_node, self.open_in(row).count()))
    }

    fn open_in(&self, row: usize) -> impl Iterator<Item = usize> {
        let factors = self.rows[row].factors.iter().zip(&self.open).enumerate();
        factors
            .filter(|&(_, (&factor, &open))| factor != 0 && open)
            .map(|(value, _)| value)
    }

    /// How many values must still change, at least.
    fn lower_bound(&self) -> usize {
        let nodes: Vec<&Row> = self.violated(true).collect();
        let mut first_end = vec![None; self.values.len()];
        let mut edges = Vec::new();
        for (at, row) in nodes.iter().enumerate() {
            for (value, _) in row.entries().filter(|&(value, _)| self.open[value]) {
                match first_end[value] {
                    None => first_end[value] = Some(at),
                    Some(other) => edges.push((other, at)),
                }
            }
        }
        let needs: Vec<_> = nodes.iter().map(|row| row.need).collect();
        (nodes.len() - most_groups(&needs, &edges)).max(self.lower_bound_beside())
    }

    /// The same from the rows beside the network: a value settles no more of them than it
    /// stands in.
    fn lower_bound_beside(&self) -> usize {
        let mut stands_in = vec![0; self.values.len()];
        for (value, _) in self.violated(false).flat_map(Row::entries) {
            stands_in[value] += usize::from(self.open[value]);
        }
        let most = stands_in.into_iter().max().unwrap_or(0);
        self.violated(false).count().div_ceil(most.max(1))
    }

    fn violated(&self, nodes: bool) -> impl Iterator<Item = &Row> {
        self.rows
            .iter()
            .filter(move |row| row.is_node == nodes && row.need != 0 && !row.used)
    }

    /// All rows hold. Accepts the freed values, or frees more to fix a change that cannot be.
    fn settle(&mut self, left: usize) -> End {
        let Some(changes) = self.changes() else {
            return End::Done;
        };
        if left == 0 {
            let loose = self
                .freed
                .iter()
                .enumerate()
                .filter(|(_, freed)| freed.row.is_none());
            let ties = loose
                .map(|(at, freed)| self.effect(freed.value, Some(at)))
                .collect();
            if let Some(ties) = ties {
                self.accept(&changes, ties);
            }
            return End::Done;
        }
        // Looking at every value costs about as much as entering this many branches.
        self.steps = self.steps.saturating_add(self.values.len() as u32 / 4);
        let candidates: Vec<_> = (0..self.values.len())
            .filter(|&value| self.open[value])
            .map(|value| (value, self.holding_row(value)))
            .filter(|&(value, row)| (left > 1 || row.is_none()) && self.fixes(value, &changes))
            .collect();
        self.branch(&candidates, left)
    }

    /// Whether freeing `value` can do something about the last change that is none, or is too
    /// large. With a tie among the freed values any may.
    fn fixes(&self, value: usize, changes: &[i64]) -> bool {
        if self.freed.iter().any(|freed| freed.row.is_none()) {
            return true;
        }
        let amiss = (0..changes.len())
            .rev()
            .find(|&at| !self.is_change(at, changes[at]));
        let effect = self.effect(value, None);
        amiss.zip(effect).is_some_and(|(at, effect)| {
            // What is below zero must grow, and a value of zero can only grow.
            effect[at] > 0 || (effect[at] < 0 && (changes[at] == 0 || self.values[value] > 0))
        })
    }

    /// A row not yet used that the value would disturb, a node if there is one.
    fn holding_row(&self, value: usize) -> Option<usize> {
        self.rows
            .iter()
            .position(|row| !row.used && row.factors[value] != 0)
    }

    /// The change of each freed value, those without a row unchanged; `None` where not whole.
    fn changes(&self) -> Option<Vec<i64>> {
        self.substitute(|row| self.rows[row].need, vec![0; self.freed.len()])
    }

    /// How the freed values change when `value`, itself freed at `at` or not, grows by one.
    fn effect(&self, value: usize, at: Option<usize>) -> Option<Vec<i64>> {
        let mut effect = vec![0; self.freed.len()];
        if let Some(at) = at {
            effect[at] = 1;
            return self.substitute(|_| 0, effect);
        }
        self.substitute(|row| -self.rows[row].factors[value], effect)
    }

    /// Solves the used rows for their values, last first: a row knows only values freed later.
    fn substitute(&self, need: impl Fn(usize) -> i64, mut changes: Vec<i64>) -> Option<Vec<i64>> {
        for (at, freed) in self.freed.iter().enumerate().rev() {
            let Some(row) = freed.row else { continue };
            let factors = &self.rows[row].factors;
            let mut rest = need(row);
            for (later, &change) in self.freed.iter().zip(&changes).skip(at + 1) {
                rest = rest.checked_sub(factors[later.value].checked_mul(change)?)?;
            }
            let factor = factors[freed.value];
            if rest.checked_rem(factor)? != 0 {
                return None;
            }
            changes[at] = rest / factor;
        }
        Some(changes)
    }

    /// Lists the set if its values can be had. Each tie, a way to shift changes among the freed
    /// values, is used up by bringing one of them to zero.
    fn accept(&mut self, changes: &[i64], mut ties: Vec<Vec<i64>>) {
        let Some(tie) = ties.pop() else {
            if (0..changes.len()).all(|at| self.is_change(at, changes[at])) {
                let mut set: Vec<_> = (self.freed.iter().zip(changes))
                    .map(|(freed, change)| (freed.value, self.values[freed.value] + change))
                    .collect();
                order::sort(&mut set);
                if let Err(at) = self.found.binary_search(&set) {
                    self.found.insert(at, set);
                }
            }
            return;
        };
        for at in (0..changes.len()).filter(|&at| tie[at] != 0) {
            let fall = self.values[self.freed[at].value].checked_add(changes[at]);
            let shifted = fall.and_then(|fall| less(changes, fall, &tie, at));
            let others = ties
                .iter()
                .map(|other| less(other, other[at], &tie, at))
                .collect();
            if let (Some(changes), Some(others)) = (shifted, others) {
                self.accept(&changes, others);
            }
        }
    }

    fn is_change(&self, at: usize, change: i64) -> bool {
        let new = self.values[self.freed[at].value].checked_add(change);
        change != 0 && new.is_some_and(|new| new >= 0)
    }
}

impl Row {
    fn new(relation: &Relation, values: &[i64], may_change: &[bool]) -> Option<Row> {
        let mut row = Row {
            factors: vec![0; values.len()],
            need: relation.sum,
            is_node: false,
            used: false,
        };
        for &(value, factor) in &relation.terms {
            row.need = row
                .need
                .checked_sub(factor.checked_mul(*values.get(value)?)?)?;
            if *may_change.get(value)? {
                row.factors[value] = row.factors[value].checked_add(factor)?;
            }
        }
        let too_low = row.factors.contains(&i64::MIN) || row.need == i64::MIN;
        (!too_low).then_some(row)
    }

    /// The values that stand in it, with their factors.
    fn entries(&self) -> impl Iterator<Item = (usize, i64)> {
        self.factors
            .iter()
            .copied()
            .enumerate()
            .filter(|(_, factor)| *factor != 0)
    }

    fn is_violated(&self) -> bool {
        self.need != 0 && !self.used
    }

    /// This row with `value` eliminated by means of `pivot`; `None` on overflow.
    fn without(&self, value: usize, pivot: &Row) -> Option<Row> {
        let (own, its) = (self.factors[value], pivot.factors[value]);
        // Of the sign of `its`, so that this row keeps its own sign.
        let common = gcd(own, its) * its.signum();
        let (keep, take) = (its / common, own / common);
        let combine = |a: i64, b: i64| {
            let number = keep.checked_mul(a)?.checked_sub(take.checked_mul(b)?);
            number.filter(|&number| number != i64::MIN)
        };
        let factors = self
            .factors
            .iter()
            .zip(&pivot.factors)
            .map(|(&a, &b)| combine(a, b))
            .collect::<Option<_>>()?;
        Some(Row {
            factors,
            need: combine(self.need, pivot.need)?,
            ..*self
        })
    }
}

/// Makes nodes of as many rows as fit together, those with fewest crowded values first, and turns
/// their signs so that every value leaves one node and enters another.
fn as_network(rows: Vec<Row>, width: usize) -> Vec<Row> {
    let mut rows: Vec<(Vec<(usize, i64)>, Row)> = rows
        .into_iter()
        .map(|row| (row.entries().collect(), row))
        .collect();
    let mut stands_in = vec![0; width];
    for (value, _) in rows.iter().flat_map(|(entries, _)| entries) {
        stands_in[*value] += 1;
    }
    let crowded = |entry: &&(usize, i64)| stands_in[entry.0] > 2;
    let crowd = |row: &(Vec<(usize, i64)>, Row)| row.0.iter().filter(crowded).count();
    order::sort_by(&mut rows, |a, b| crowd(a).cmp(&crowd(b)));
    let mut nodes = Nodes {
        ends: vec![Vec::new(); width],
        part: Vec::new(),
        sign: Vec::new(),
    };
    for (entries, row) in &mut rows {
        row.is_node = nodes.add(entries);
    }
    order::sort_by(&mut rows, |(_, a), (_, b)| b.is_node.cmp(&a.is_node));
    for ((entries, row), sign) in rows.iter_mut().zip(nodes.sign) {
        for &(value, _) in &*entries {
            row.factors[value] *= sign;
        }
        row.need *= sign;
    }
    rows.into_iter().map(|(_, row)| row).collect()
}

/// A network while nodes are added to it.
struct Nodes {
    /// The nodes that each value stands in, at most two, and its factors there.
    ends: Vec<Vec<(usize, i64)>>,
    /// Nodes of the same part are joined by values.
    part: Vec<usize>,
    /// The sign of each node, so that the two ends of every value are opposite.
    sign: Vec<i64>,
}

impl Nodes {
    /// Adds a row if it can be a node.
    fn add(&mut self, entries: &[(usize, i64)]) -> bool {
        let fits =
            |&(value, factor): &(usize, i64)| factor.abs() == 1 && self.ends[value].len() < 2;
        if !entries.iter().all(fits) {
            return false;
        }
        // How the sign of each part joined must be turned for this row to keep its own.
        let mut turns: Vec<(usize, i64)> = Vec::new();
        for &(value, factor) in entries {
            if let [(node, other)] = self.ends[value][..] {
                let turn = -self.sign[node] * other * factor;
                let part = self.part[node];
                match turns.iter().find(|(known, _)| *known == part) {
                    Some((_, known)) if *known != turn => return false,
                    Some(_) => {}
                    None => turns.push((part, turn)),
                }
            }
        }
        let own = self.part.len();
        for (part, sign) in self.part.iter_mut().zip(&mut self.sign) {
            if let Some((_, turn)) = turns.iter().find(|(turned, _)| turned == part) {
                *sign *= turn;
                *part = own;
            }
        }
        self.part.push(own);
        self.sign.push(1);
        for &(value, factor) in entries {
            self.ends[value].push((own, factor));
        }
        true
    }
}

/// The most groups of nodes that can add up to zero, each held together by its own edges.
///
/// A group has both signs. A group of two needs an edge between opposite needs; others take at
/// least three nodes. This counts no more than that, so it may be too many, never too few.
fn most_groups(needs: &[i64], edges: &[(usize, usize)]) -> usize {
    let mut part: Vec<usize> = (0..needs.len()).collect();
    let mut paired = vec![false; needs.len()];
    for &(a, b) in edges {
        let (from, to) = (part[a], part[b]);
        part.iter_mut()
            .filter(|part| **part == from)
            .for_each(|part| *part = to);
        if needs[a] == -needs[b] {
            paired[a] = true;
            paired[b] = true;
        }
    }
    let count = |name: usize, positive: bool, only_paired: bool| {
        let of_sign = |at: &usize| part[*at] == name && (needs[*at] > 0) == positive;
        (0..needs.len())
            .filter(of_sign)
            .filter(|&at| paired[at] || !only_paired)
            .count()
    };
    let groups = |name: usize| {
        let (above, below) = (count(name, true, false), count(name, false, false));
        let pairs = count(name, true, true).min(count(name, false, true));
        above
            .min(below)
            .min(pairs + (above + below - 2 * pairs) / 3)
    };
    (0..needs.len())
        .filter(|&name| part.contains(&name))
        .map(groups)
        .sum()
}

/// `changes` less as many times `tie` as brings down its entry at `at` by `fall`.
fn less(changes: &[i64], fall: i64, tie: &[i64], at: usize) -> Option<Vec<i64>> {
    if fall.checked_rem(tie[at])? != 0 {
        return None;
    }
    let times = fall / tie[at];
    changes
        .iter()
        .zip(tie)
        .map(|(&change, &step)| change.checked_sub(step.checked_mul(times)?))
        .collect()
}

fn gcd(a: i64, b: i64) -> i64 {
    if b == 0 {
        a.abs().max(1)
    } else {
        gcd(b, a % b)
    }
}
