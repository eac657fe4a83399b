//! How often the true repair of a slip comes first.

use super::books::Book;
use super::compare::findings_of;
use super::fresh;
use super::generate::Dice;
use super::slips::{Decided, KINDS, left_over, several};
use gouji::repairs::{Certainty, Evidence, locate};
use gouji::report::Report;
use gouji::report::fields::CellId;
use std::fmt;

/// What became of the slips of one kind.
#[derive(Clone, Debug)]
pub struct Score {
    pub name: &'static str,
    pub decided: Option<Decided>,
    pub slips: usize,
    pub first: usize,
    pub first_three: usize,
    pub listed: usize,
    pub certain: usize,
    pub certain_and_wrong: usize,
    pub likely: usize,
    pub likely_and_wrong: usize,
}

pub fn heading() -> &'static str {
    "| kind | slips | first | first three | listed | certain | certain and wrong | likely | likely and wrong |\n|---|---|---|---|---|---|---|---|---|"
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let share = |count: usize, of: usize| {
            let tenths = (count * 1000 + of / 2) / of.max(1);
            format!("{}.{} %", tenths / 10, tenths % 10)
        };
        let of = self.slips;
        write!(
            f,
            "| {} | {} | {} | {} | {} | {} | {} | {} | {} |",
            self.name,
            of,
            share(self.first, of),
            share(self.first_three, of),
            share(self.listed, of),
            share(self.certain, of),
            self.certain_and_wrong,
            share(self.likely, of),
            self.likely_and_wrong,
        )
    }
}

/// Every kind, `each` slips of it.
pub fn all(each: usize, seed: u64) -> Vec<Score> {
    let mut scores: Vec<Score> = KINDS
        .iter()
        .map(|&(name, decided, spoil)| {
            measure(name, Some(decided), each, seed, |dice| {
                let book = Book::draw(dice);
                Some((spoil(dice, &book)?, book, None))
            })
        })
        .collect();
    for known in [false, true] {
        let name = if known {
            "row left over, last year known"
        } else {
            "row left over"
        };
        scores.push(measure(name, Some(Decided::Outside), each, seed, |dice| {
            let book = Book::draw(dice);
            let last = book.year_before(dice)?;
            Some((left_over(dice, &book, &last)?, book, known.then_some(last)))
        }));
    }
    for count in 2..=4 {
        let name = [
            "two slips of one cell",
            "three slips of one cell",
            "four slips of one cell",
        ][count - 2];
        scores.push(measure(name, None, each, seed, |dice| {
            let book = Book::draw(dice);
            Some((several(dice, &book, count)?, book, None))
        }));
    }
    scores
}

/// The slips of the second maker, on reports of every size.
pub fn all_fresh(each: usize, seed: u64) -> Vec<(&'static str, Vec<Score>)> {
    let of_size = |size| {
        let kind = |at: usize| {
            measure(fresh::KINDS[at].0, None, each, seed, move |dice| {
                let book = fresh::draw(dice, size);
                Some((fresh::several(dice, &book, 1, at..at + 1)?, book, None))
            })
        };
        let several = |(name, count, kinds): (&'static str, usize, usize)| {
            measure(name, None, each, seed, move |dice| {
                let book = fresh::draw(dice, size);
                Some((fresh::several(dice, &book, count, 0..kinds)?, book, None))
            })
        };
        let together = [
            ("2 typing slips", 2, fresh::TYPING),
            ("3 typing slips", 3, fresh::TYPING),
            ("4 typing slips", 4, fresh::TYPING),
            ("2 slips of any kind", 2, fresh::KINDS.len()),
            ("3 slips of any kind", 3, fresh::KINDS.len()),
            ("4 slips of any kind", 4, fresh::KINDS.len()),
        ];
        (0..fresh::KINDS.len())
            .map(kind)
            .chain(together.into_iter().map(several))
            .collect()
    };
    fresh::SIZES
        .into_iter()
        .map(|(name, size)| (name, of_size(size)))
        .collect()
}

/// Draws until `each` slips break a relation; fewer where hardly a report gives occasion for one.
fn measure(
    name: &'static str,
    decided: Option<Decided>,
    each: usize,
    seed: u64,
    draw: impl Fn(&mut Dice) -> Option<(Book, Book, Option<Book>)>,
) -> Score {
    let mut score = Score {
        name,
        decided,
        slips: 0,
        first: 0,
        first_three: 0,
        listed: 0,
        certain: 0,
        certain_and_wrong: 0,
        likely: 0,
        likely_and_wrong: 0,
    };
    let mut dice = Dice::new(name.bytes().map(u64::from).sum::<u64>() + (seed << 32));
    for _ in 0..each * 20 {
        if score.slips == each {
            break;
        }
        if let Some((spoilt, truth, last)) = draw(&mut dice) {
            add(
                &mut score,
                &spoilt,
                &truth,
                last.map(|last| last.report()).as_ref(),
            );
        }
    }
    score
}

fn add(score: &mut Score, spoilt: &Book, truth: &Book, last_year: Option<&Report>) {
    let report = spoilt.report();
    let findings = findings_of(&report);
    let causes = locate(
        &report,
        &findings,
        Evidence {
            last_year,
            witnesses: &[],
        },
    );
    let [cause] = &causes[..] else {
        return;
    };
    score.slips += 1;
    let wanted = differences(spoilt, truth);
    let place = cause.options.iter().position(|option| {
        option
            .changes
            .iter()
            .map(|change| (change.cell, change.to))
            .eq(wanted.iter().copied())
    });
    score.first += usize::from(place == Some(0));
    score.first_three += usize::from(place.is_some_and(|place| place < 3));
    score.listed += usize::from(place.is_some());
    let wrong = usize::from(place != Some(0));
    match cause.options.first().map(|option| option.certainty) {
        Some(Certainty::Certain) => {
            score.certain += 1;
            score.certain_and_wrong += wrong;
        }
        Some(Certainty::Likely) => {
            score.likely += 1;
            score.likely_and_wrong += wrong;
        }
        _ => {}
    }
}

/// The cells in which the truth differs, and what they hold there.
pub fn differences(spoilt: &Book, truth: &Book) -> Vec<(CellId, i64)> {
    let pairs = spoilt.values().into_iter().zip(truth.values());
    pairs.filter(|(a, b)| a != b).map(|(_, b)| b).collect()
}
