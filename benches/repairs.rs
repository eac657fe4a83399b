//! Time to locate one to six slips, and to find the smallest size by a mixed integer programme,
//! in the same run. Inputs differ widely in difficulty, so this prints percentiles over inputs,
//! which harnesses that repeat one input do not give.

#[path = "../tests/support/mod.rs"]
mod support;

use gouji::repairs::solver::{Bounds, smallest};
use gouji::repairs::{Evidence, locate};
use std::time::{Duration, Instant};
use support::books::Book;
use support::compare::findings_of;
use support::generate::Dice;
use support::{milp, slips};

/// Those of `locate`.
const BOUNDS: Bounds = Bounds {
    changes: 24,
    sets: 400,
    steps: 14_000,
};

fn main() {
    if std::env::args().any(|text| text == "fuzz") {
        let start = Instant::now();
        let outcome = support::fuzz::search(1_000_000, 12, &BOUNDS);
        println!("{outcome:?} in {:.0?}", start.elapsed());
        return;
    }
    let count = std::env::args()
        .find_map(|text| text.parse().ok())
        .unwrap_or(1000);
    println!(
        "| slips | locate: median | 99 % | most | search alone: median | 99 % | MILP: median | 99 % |"
    );
    println!("|---|---|---|---|---|---|---|---|");
    for slips in 1..=6 {
        let books = spoilt(slips, count);
        let located = sorted(books.iter().map(|book| {
            let report = book.report();
            let findings = findings_of(&report);
            timed(|| locate(&report, &findings, Evidence::default()))
        }));
        let searched = sorted(books.iter().map(|book| {
            let (values, relations) = milp::table_three(book);
            timed(|| smallest(&values, &vec![true; values.len()], &relations, &BOUNDS))
        }));
        let few = if slips > 3 { 0 } else { 60 };
        let solved = sorted(books.iter().take(few).map(|book| {
            let (values, relations) = milp::table_three(book);
            timed(|| milp::smallest_size(&values, &relations))
        }));
        let [located, searched, solved] = [&located, &searched, &solved].map(|times| {
            let at = |percent: usize| times.get(times.len() * percent / 100).copied();
            [at(50), at(99), times.last().copied()]
                .map(|time| time.map_or("–".to_owned(), |time| format!("{time:.2?}")))
        });
        println!(
            "| {slips} | {} | {} | {} | {} | {} | {} | {} |",
            located[0], located[1], located[2], searched[0], searched[1], solved[0], solved[1]
        );
    }
    kinds(count);
    residuals(count * 20);
}

/// Whatever the numbers: none to all cells of a book replaced.
fn residuals(count: usize) {
    let mut dice = Dice::new(9);
    let mut worst = Duration::ZERO;
    let mut listed = 0;
    for _ in 0..count {
        let mut book = Book::draw(&mut dice);
        for _ in 0..dice.below(60) {
            let (row, column) = (dice.below(book.requests.len()), dice.below(7));
            book.requests[row][column] = dice.within(0, 40);
        }
        let (values, relations) = milp::table_three(&book);
        let may_change = vec![true; values.len()];
        let search = || smallest(&values, &may_change, &relations, &BOUNDS);
        let answer = search();
        // The shorter of two runs: the machine has other work too.
        worst = worst.max(timed(search).min(timed(search)));
        listed += usize::from(!answer.sets.is_empty());
    }
    println!("\n{count} tables with random numbers: {listed} with a repair, {worst:.2?} at most");
}

/// Every kind of slip on its own.
fn kinds(count: usize) {
    println!("\n| kind | median | 99 % | most |\n|---|---|---|---|");
    for (name, _, spoil) in slips::KINDS {
        let mut dice = Dice::new(3);
        let draws = std::iter::repeat_with(|| {
            let book = Book::draw(&mut dice);
            spoil(&mut dice, &book)
        });
        let times = sorted(draws.flatten().take(count / 4).map(|book| {
            let report = book.report();
            let findings = findings_of(&report);
            timed(|| locate(&report, &findings, Evidence::default()))
        }));
        let at = |percent: usize| times[times.len() * percent / 100];
        println!(
            "| {name} | {:.2?} | {:.2?} | {:.2?} |",
            at(50),
            at(99),
            times[times.len() - 1]
        );
    }
}

fn spoilt(slips: usize, count: usize) -> Vec<Book> {
    let mut dice = Dice::new(slips as u64);
    let draws = std::iter::repeat_with(|| {
        let book = Book::draw(&mut dice);
        slips::several(&mut dice, &book, slips)
    });
    draws.flatten().take(count).collect()
}

fn timed<T>(run: impl FnOnce() -> T) -> Duration {
    let start = Instant::now();
    std::hint::black_box(run());
    start.elapsed()
}

fn sorted(times: impl Iterator<Item = Duration>) -> Vec<Duration> {
    let mut times: Vec<_> = times.collect();
    times.sort();
    times
}
