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
//! - A relation that follows from others is left out where this makes the system a network.
//!
//! Freed values may depend on one another when a value cannot fall below zero. Such sets are
//! found at their extreme points, where the values left over are zero.
//!
//! All numbers are checked 64-bit integers and the bound counts steps, never time: the same
//! input gives the same answer everywhere.
use std::collections::BTreeSet;

/// A linear relation: the terms, each an index of a value and its factor, add up to `sum`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relation {
    /// Index of a value and its factor; an index occurs once.
    pub terms: Vec<(usize, i64)>,
    /// What the terms add up to where the relation holds.
    pub sum: i64,
}

/// How far a search may go.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    /// The most values in one set.
    pub changes: usize,
    /// The most sets listed.
    pub sets: usize,
    /// The most branches entered.
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
    let unsolved = |at_least| Answer {
        sets: Vec::new(),
        at_least,
        complete: false,
    };
    let Some(mut search) = Search::new(values, may_change, relations, bounds) else {
        return unsolved(1);
    };
    if search.most_violated().is_none() {
        return Answer {
            sets: Vec::new(),
            at_least: 0,
            complete: true,
        };
    }
    for size in search.lower_bound()..=bounds.changes {
        let end = search.extend(size);
        if end != End::Done || !search.found.is_empty() {
            let sets: Vec<_> = search.found.into_iter().collect();
            return Answer {
                sets,
                at_least: size,
                complete: end == End::Done,
            };
        }
    }
    unsolved(search.lower_bound().max(bounds.changes + 1))
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
    rows: Vec<Row>,
    /// Whether every value is an edge between at most two rows, with opposite factors of one.
    network: bool,
    /// May change and is neither freed nor ruled out in the present branch.
    open: Vec<bool>,
    freed: Vec<Freed>,
    found: BTreeSet<Vec<(usize, i64)>>,
    steps: u32,
}

impl<'a> Search<'a> {
    /// `None` where a sum does not fit in 64 bits.
    fn new(
        values: &'a [i64],
        may_change: &[bool],
        relations: &[Relation],
        bounds: &'a Bounds,
    ) -> Option<Self> {
        let rows = relations
            .iter()
            .map(|relation| Row::new(relation, values, may_change))
            .collect::<Option<_>>()?;
        let mut rows = thinned(rows, values.len());
        let network = orient(&mut rows, values.len());
        Some(Search {
            values,
            bounds,
            rows,
            network,
            open: may_change.to_vec(),
            freed: Vec::new(),
            found: BTreeSet::new(),
            steps: 0,
        })
    }

    /// Adds every set that contains the freed values and `left` more.
    fn extend(&mut self, left: usize) -> End {
        self.steps += 1;
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

    /// The violated row with the fewest values to choose from.
    fn most_violated(&self) -> Option<usize> {
        (0..self.rows.len())
            .filter(|&row| self.rows[row].is_violated())
            .min_by_key(|&row| self.open_in(row).count())
    }

    fn open_in(&self, row: usize) -> impl Iterator<Item = usize> {
        let factors = self.rows[row].factors.iter().zip(&self.open).enumerate();
        factors
            .filter(|&(_, (&factor, &open))| factor != 0 && open)
            .map(|(value, _)| value)
    }

    /// How many values must still change, at least.
    fn lower_bound(&self) -> usize {
        let violated: Vec<&Row> = self.rows.iter().filter(|row| row.is_violated()).collect();
        let open = (0..self.values.len()).filter(|&value| self.open[value]);
        let touched = |value: usize| {
            let rows = violated.iter().enumerate();
            rows.filter(move |(_, row)| row.factors[value] != 0)
                .map(|(at, _)| at)
        };
        if self.network {
            let edges = open.filter_map(|value| {
                let mut ends = touched(value);
                Some((ends.next()?, ends.next()?))
            });
            let needs: Vec<_> = violated.iter().map(|row| row.need).collect();
            needs.len() - most_groups(&needs, edges)
        } else {
            let most = open.map(|value| touched(value).count()).max();
            violated.len().div_ceil(most.unwrap_or(0).max(1))
        }
    }

    /// All rows hold. Accepts the freed values, or frees more to mend a change that cannot be.
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
        let candidates: Vec<_> = (0..self.values.len())
            .filter(|&value| self.open[value])
            .map(|value| (value, self.holding_row(value)))
            .filter(|&(value, row)| (left > 1 || row.is_none()) && self.mends(value, &changes))
            .collect();
        self.branch(&candidates, left)
    }

    /// Whether freeing `value` can do something about the last change that is none, or is too
    /// large. With a tie among the freed values any may.
    fn mends(&self, value: usize, changes: &[i64]) -> bool {
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

    /// A row not yet used that the value would disturb.
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
                set.sort_unstable();
                self.found.insert(set);
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
            used: false,
        };
        for &(value, factor) in &relation.terms {
            row.need = row.need.checked_sub(factor.checked_mul(values[value])?)?;
            if may_change[value] {
                row.factors[value] = row.factors[value].checked_add(factor)?;
            }
        }
        let too_low = row.factors.contains(&i64::MIN) || row.need == i64::MIN;
        (!too_low).then_some(row)
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
            used: self.used,
        })
    }
}

/// Leaves out rows that follow from the others, where a value stands in more than two rows.
fn thinned(mut rows: Vec<Row>, width: usize) -> Vec<Row> {
    let crowded: Vec<usize> = (0..width)
        .filter(|&value| rows.iter().filter(|row| row.factors[value] != 0).count() > 2)
        .collect();
    let crowd = |row: &Row| {
        crowded
            .iter()
            .filter(|&&value| row.factors[value] != 0)
            .count()
    };
    let mut order: Vec<usize> = (0..rows.len())
        .filter(|&row| crowd(&rows[row]) > 0)
        .collect();
    order.sort_by_key(|&row| std::cmp::Reverse(crowd(&rows[row])));
    let mut dropped = BTreeSet::new();
    for row in order {
        let still_crowded = crowded.iter().any(|&value| {
            let kept =
                (0..rows.len()).filter(|at| !dropped.contains(at) && rows[*at].factors[value] != 0);
            rows[row].factors[value] != 0 && kept.count() > 2
        });
        if still_crowded && follows(row, &dropped, &rows) {
            dropped.insert(row);
        }
    }
    let mut at = 0;
    rows.retain(|_| {
        at += 1;
        !dropped.contains(&(at - 1))
    });
    rows
}

/// Whether a row is a combination of the others that are kept.
fn follows(row: usize, dropped: &BTreeSet<usize>, rows: &[Row]) -> bool {
    let mut target = rows[row].clone();
    let mut others: Vec<Row> = (0..rows.len())
        .filter(|at| *at != row && !dropped.contains(at))
        .map(|at| rows[at].clone())
        .collect();
    while let Some(pivot) = others.pop() {
        let Some(value) = pivot.factors.iter().position(|&factor| factor != 0) else {
            continue;
        };
        for other in others
            .iter_mut()
            .chain([&mut target])
            .filter(|other| other.factors[value] != 0)
        {
            let Some(reduced) = other.without(value, &pivot) else {
                return false;
            };
            *other = reduced;
        }
    }
    target.need == 0 && target.factors.iter().all(|&factor| factor == 0)
}

/// Turns signs so that every value leaves one row and enters another; false where none fits.
fn orient(rows: &mut [Row], width: usize) -> bool {
    let mut edges = Vec::new();
    for value in 0..width {
        let ends: Vec<usize> = (0..rows.len())
            .filter(|&row| rows[row].factors[value] != 0)
            .collect();
        if ends.len() > 2 || ends.iter().any(|&row| rows[row].factors[value].abs() != 1) {
            return false;
        }
        if let [a, b] = ends[..] {
            edges.push((a, b, -rows[a].factors[value] * rows[b].factors[value]));
        }
    }
    let mut signs = vec![0; rows.len()];
    for start in 0..rows.len() {
        if signs[start] != 0 {
            continue;
        }
        signs[start] = 1;
        while let Some((row, sign)) =
            edges
                .iter()
                .find_map(|&(a, b, same)| match (signs[a], signs[b]) {
                    (0, sign) if sign != 0 => Some((a, sign * same)),
                    (sign, 0) if sign != 0 => Some((b, sign * same)),
                    _ => None,
                })
        {
            signs[row] = sign;
        }
    }
    if edges
        .iter()
        .any(|&(a, b, same)| signs[a] * signs[b] != same)
    {
        return false;
    }
    for (row, sign) in rows.iter_mut().zip(signs) {
        row.factors.iter_mut().for_each(|factor| *factor *= sign);
        row.need *= sign;
    }
    true
}

/// The most groups of nodes that can add up to zero, each held together by its own edges.
///
/// A group has both signs. A group of two needs an edge between opposite needs; others take at
/// least three nodes. This counts no more than that, so it may be too many, never too few.
fn most_groups(needs: &[i64], edges: impl Iterator<Item = (usize, usize)>) -> usize {
    let mut part: Vec<usize> = (0..needs.len()).collect();
    let mut paired = vec![false; needs.len()];
    for (a, b) in edges {
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
