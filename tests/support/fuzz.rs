//! Tables with random numbers in them: the search must end inside its bound and tell no lies.

use super::books::{Book, TOTAL};
use super::generate::Dice;
use super::milp;
use gouji::repairs::solver::{Answer, Bounds, Relation, smallest};

/// What became of the tables.
#[derive(Debug, Default)]
pub struct Outcome {
    pub tables: usize,
    /// With at least one set found.
    pub answered: usize,
    /// Ended by the bound.
    pub cut_short: usize,
    /// The most work of one search.
    pub most_steps: u32,
}

/// Searches `count` tables: mostly a few random numbers in a true book, now and then up to all of
/// them, or numbers near the end of 64 bits.
pub fn search(count: usize, seed: u64, bounds: &Bounds) -> Outcome {
    let mut dice = Dice::new(seed);
    let mut outcome = Outcome::default();
    let books: Vec<Book> = (0..200).map(|_| Book::draw(&mut dice)).collect();
    let tables: Vec<_> = books.iter().map(milp::table_three).collect();
    for _ in 0..count {
        let (values, relations) = dice.pick(&tables);
        let values = randomized(&mut dice, values.clone());
        let answer = search_one(&values, relations, bounds);
        outcome.tables += 1;
        outcome.answered += usize::from(!answer.sets.is_empty());
        outcome.cut_short += usize::from(!answer.complete);
        outcome.most_steps = outcome.most_steps.max(answer.steps);
    }
    outcome
}

/// Searches one table: each set listed is of the size proven, and makes every relation hold.
pub fn search_one(values: &[i64], relations: &[Relation], bounds: &Bounds) -> Answer {
    let answer = smallest(values, &vec![true; values.len()], relations, bounds);
    for set in &answer.sets {
        let mut values = values.to_vec();
        set.iter().for_each(|&(at, new)| values[at] = new);
        assert_eq!(set.len(), answer.at_least);
        assert!(
            relations
                .iter()
                .all(|relation| relation.holds(|at| values[at]))
        );
        assert!(set.iter().all(|&(_, new)| new >= 0));
    }
    answer
}

fn randomized(dice: &mut Dice, mut values: Vec<i64>) -> Vec<i64> {
    let cells = match dice.below(500) {
        0 => values.len(),
        1..5 => dice.below(60),
        _ => 1 + dice.below(5),
    };
    let most = match dice.below(100) {
        0 => i64::MAX / (TOTAL as i64 * 30),
        1..10 => 1_000_000,
        _ => 30,
    };
    for _ in 0..cells {
        let at = dice.below(values.len());
        values[at] = dice.within(0, most);
    }
    values
}
