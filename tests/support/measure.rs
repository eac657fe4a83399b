//! How often the true repair of a slip comes first.

use super::books::Book;
use super::generate::Dice;
use super::slips::{Decided, KINDS, left_over, several};
use gouji::findings::check;
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
pub fn all(each: usize) -> Vec<Score> {
    let mut scores: Vec<Score> = KINDS
        .iter()
        .map(|&(name, decided, spoil)| {
            measure(name, Some(decided), each, |dice| {
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
        scores.push(measure(name, Some(Decided::Outside), each, |dice| {
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
        scores.push(measure(name, None, each, |dice| {
            let book = Book::draw(dice);
            Some((several(dice, &book, count)?, book, None))
        }));
    }
    scores
}

/// Draws until `each` slips break a relation.
fn measure(
    name: &'static str,
    decided: Option<Decided>,
    each: usize,
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
    let mut dice = Dice::new(name.bytes().map(u64::from).sum::<u64>());
    while score.slips < each {
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
    let findings = check(&report);
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
