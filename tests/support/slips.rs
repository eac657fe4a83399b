//! Slips that clerks make, each a function from a true book to the one that is published.
//!
//! Written from the list of slips alone, without a look at how repairs are ranked.

use super::books::{Book, TOTAL};
use super::generate::Dice;
use std::ops::Range;

/// A kind of slip; none where the book gives no occasion for it.
pub type Spoil = fn(&mut Dice, &Book) -> Option<Book>;

/// How far one report can tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decided {
    /// One cell of table three, found by two broken totals.
    OneCell,
    /// By the report itself.
    Inside,
    /// Only by last year's report or the files of the office.
    Outside,
}

/// Every kind: its name, how far one report can tell, and the slip.
pub const KINDS: &[(&str, Decided, Spoil)] = &[
    ("digit replaced", Decided::OneCell, |dice, book| {
        digits(dice, book, 1, replaced)
    }),
    ("digit dropped", Decided::OneCell, |dice, book| {
        digits(dice, book, 2, dropped)
    }),
    ("digit doubled", Decided::OneCell, |dice, book| {
        digits(dice, book, 1, doubled)
    }),
    ("digits transposed", Decided::OneCell, |dice, book| {
        digits(dice, book, 2, transposed)
    }),
    ("zero added", Decided::OneCell, |dice, book| {
        digits(dice, book, 1, |_, text| Some(format!("{text}0")))
    }),
    ("number left out", Decided::OneCell, |dice, book| {
        digits(dice, book, 1, |_, _| Some("0".to_owned()))
    }),
    (
        "total row not filled",
        Decided::Inside,
        total_row_not_filled,
    ),
    (
        "total row filled under 总计 only",
        Decided::Inside,
        total_row_only_in_total,
    ),
    (
        "total row not refreshed",
        Decided::Inside,
        total_row_not_refreshed,
    ),
    (
        "total column not filled",
        Decided::Inside,
        total_column_not_filled,
    ),
    (
        "total column not refreshed",
        Decided::Inside,
        total_column_not_refreshed,
    ),
    ("row shifted, total kept", Decided::Inside, |dice, book| {
        row_shifted(dice, book, TOTAL)
    }),
    (
        "row shifted with its total",
        Decided::Inside,
        |dice, book| row_shifted(dice, book, TOTAL + 1),
    ),
    (
        "column of an applicant shifted",
        Decided::Inside,
        |dice, book| column_shifted(dice, book, 0..TOTAL),
    ),
    (
        "column of totals shifted",
        Decided::Outside,
        |dice, book| column_shifted(dice, book, TOTAL..TOTAL + 1),
    ),
    (
        "neighbours in a row swapped",
        Decided::Inside,
        |dice, book| exchanged(dice, book, RIGHT, true, 0..TOTAL - 1),
    ),
    (
        "neighbours in a column swapped",
        Decided::Inside,
        |dice, book| exchanged(dice, book, DOWN, true, 0..TOTAL),
    ),
    (
        "neighbouring totals of rows swapped",
        Decided::Outside,
        |dice, book| exchanged(dice, book, DOWN, true, TOTAL..TOTAL + 1),
    ),
    (
        "value in the wrong column",
        Decided::Inside,
        |dice, book| exchanged(dice, book, RIGHT, false, 0..TOTAL - 1),
    ),
    ("value in the wrong row", Decided::Inside, |dice, book| {
        exchanged(dice, book, DOWN, false, 0..TOTAL)
    }),
    ("total in the wrong row", Decided::Outside, |dice, book| {
        exchanged(dice, book, DOWN, false, TOTAL..TOTAL + 1)
    }),
    ("cell split in two", Decided::Inside, |dice, book| {
        split(dice, book, false)
    }),
    (
        "cell split, the rest pushed on",
        Decided::Inside,
        |dice, book| split(dice, book, true),
    ),
    (
        "counted twice, 结转 too many",
        Decided::Outside,
        carried_too,
    ),
    (
        "counted twice, not in the total",
        Decided::Outside,
        |dice, book| counted_twice(dice, book, false),
    ),
    (
        "counted twice, and in the total",
        Decided::Outside,
        |dice, book| counted_twice(dice, book, true),
    ),
    (
        "结转 forgotten, totals follow",
        Decided::Outside,
        carry_forgotten,
    ),
    ("one number of table four", Decided::Outside, table_four),
];

/// A row of another year's book in place of this year's.
pub fn left_over(dice: &mut Dice, book: &Book, last: &Book) -> Option<Book> {
    let rows: Vec<usize> = (0..book.requests.len())
        .filter(|&row| book.requests[row] != last.requests[row] && last.requests[row][TOTAL] != 0)
        .collect();
    let row = dice.one_of(&rows)?;
    let mut spoilt = book.clone();
    spoilt.requests[row] = last.requests[row];
    Some(spoilt)
}

const DOWN: (usize, usize) = (1, 0);
const RIGHT: (usize, usize) = (0, 1);

/// Several slips of one cell each.
pub fn several(dice: &mut Dice, book: &Book, count: usize) -> Option<Book> {
    let mut spoilt = book.clone();
    for _ in 0..count {
        spoilt = (0..20).find_map(|_| {
            let kind = KINDS[dice.below(6)].2;
            kind(dice, &spoilt)
        })?;
    }
    Some(spoilt)
}

fn filled(book: &Book) -> Vec<(usize, usize)> {
    let cells =
        (0..book.requests.len()).flat_map(|row| (0..=TOTAL).map(move |column| (row, column)));
    cells
        .filter(|&(row, column)| book.requests[row][column] != 0)
        .collect()
}

fn digits(
    dice: &mut Dice,
    book: &Book,
    least: usize,
    slip: fn(&mut Dice, &str) -> Option<String>,
) -> Option<Book> {
    let mut cells = filled(book);
    cells.retain(|&(row, column)| book.requests[row][column].to_string().len() >= least);
    let (row, column) = dice.one_of(&cells)?;
    let mut spoilt = book.clone();
    spoilt.requests[row][column] = slip(dice, &book.requests[row][column].to_string())?
        .parse()
        .ok()?;
    (spoilt.requests != book.requests).then_some(spoilt)
}

fn replaced(dice: &mut Dice, text: &str) -> Option<String> {
    let at = dice.below(text.len());
    let digit = dice.below(10).to_string();
    let new = format!("{}{digit}{}", &text[..at], &text[at + 1..]);
    (new.len() == 1 || !new.starts_with('0')).then_some(new)
}

fn dropped(dice: &mut Dice, text: &str) -> Option<String> {
    let at = dice.below(text.len());
    Some(format!("{}{}", &text[..at], &text[at + 1..]))
}

fn doubled(dice: &mut Dice, text: &str) -> Option<String> {
    let at = dice.below(text.len());
    Some(format!("{}{}", &text[..=at], &text[at..]))
}

fn transposed(dice: &mut Dice, text: &str) -> Option<String> {
    let at = dice.below(text.len() - 1);
    let mut bytes = text.as_bytes().to_vec();
    bytes.swap(at, at + 1);
    String::from_utf8(bytes)
        .ok()
        .filter(|text| !text.starts_with('0'))
}

fn total_row_not_filled(_: &mut Dice, book: &Book) -> Option<Book> {
    let mut spoilt = book.clone();
    spoilt.requests[book.total_row()] = [0; 7];
    (spoilt.requests != book.requests).then_some(spoilt)
}

fn total_row_only_in_total(_: &mut Dice, book: &Book) -> Option<Book> {
    let mut spoilt = book.clone();
    spoilt.requests[book.total_row()][..TOTAL].fill(0);
    (spoilt.requests != book.requests).then_some(spoilt)
}

/// Requests of one or two applicants were added after the row of totals was worked out.
fn total_row_not_refreshed(dice: &mut Dice, book: &Book) -> Option<Book> {
    let mut spoilt = book.clone();
    for _ in 0..=dice.below(2) {
        let column = dice.below(TOTAL);
        let total = &mut spoilt.requests[book.total_row()];
        let late = dice.within(0, total[column].min(5));
        total[column] -= late;
        total[TOTAL] -= late;
    }
    (spoilt.requests != book.requests).then_some(spoilt)
}

fn total_column_not_filled(_: &mut Dice, book: &Book) -> Option<Book> {
    let mut spoilt = book.clone();
    spoilt.requests.iter_mut().for_each(|row| row[TOTAL] = 0);
    (spoilt.requests != book.requests).then_some(spoilt)
}

/// Two or three totals are from before the last requests.
fn total_column_not_refreshed(dice: &mut Dice, book: &Book) -> Option<Book> {
    let rows: Vec<usize> = (0..book.requests.len())
        .filter(|&row| book.requests[row][TOTAL] > 0)
        .collect();
    let mut spoilt = book.clone();
    for _ in 0..2 + dice.below(2) {
        let row = dice.one_of(&rows)?;
        let late = dice.within(1, book.requests[row][TOTAL].min(5));
        spoilt.requests[row][TOTAL] = book.requests[row][TOTAL] - late;
    }
    Some(spoilt)
}

/// The numbers of a row from some column on stand one cell to the right, or all one to the left.
fn row_shifted(dice: &mut Dice, book: &Book, end: usize) -> Option<Book> {
    let rows: Vec<usize> = (0..book.requests.len())
        .filter(|&row| book.requests[row][TOTAL] > 0)
        .collect();
    let row = dice.one_of(&rows)?;
    let mut spoilt = book.clone();
    let line = &mut spoilt.requests[row][..end];
    if dice.below(2) == 0 {
        let from = dice.below(3);
        line[from..].rotate_right(1);
        line[from] = 0;
    } else {
        line.rotate_left(1);
        line[end - 1] = 0;
    }
    (spoilt.requests != book.requests).then_some(spoilt)
}

/// The outcomes of a column from some row on stand one row lower, or all one higher.
fn column_shifted(dice: &mut Dice, book: &Book, among: Range<usize>) -> Option<Book> {
    let columns: Vec<usize> = among
        .filter(|&column| book.requests[book.total_row()][column] > 0)
        .collect();
    let column = dice.one_of(&columns)?;
    let outcomes = book.outcomes();
    let mut line: Vec<i64> = outcomes
        .clone()
        .map(|row| book.requests[row][column])
        .collect();
    if dice.below(2) == 0 {
        let from = dice.below(line.len() - 1);
        line[from..].rotate_right(1);
        line[from] = 0;
    } else {
        line.rotate_left(1);
        *line.last_mut()? = 0;
    }
    let mut spoilt = book.clone();
    outcomes
        .zip(line)
        .for_each(|(row, value)| spoilt.requests[row][column] = value);
    (spoilt.requests != book.requests).then_some(spoilt)
}

/// Two neighbours in each other's place: both filled, or one of them empty.
fn exchanged(
    dice: &mut Dice,
    book: &Book,
    (down, right): (usize, usize),
    both: bool,
    columns: Range<usize>,
) -> Option<Book> {
    let rows = 0..book.requests.len() - down;
    let cells = rows.flat_map(|row| columns.clone().map(move |column| (row, column)));
    let cells: Vec<_> = cells
        .filter(|&(row, column)| {
            let (a, b) = (
                book.requests[row][column],
                book.requests[row + down][column + right],
            );
            a != b
                && if both {
                    a != 0 && b != 0
                } else {
                    a == 0 || b == 0
                }
        })
        .collect();
    let (row, column) = dice.one_of(&cells)?;
    let mut spoilt = book.clone();
    spoilt.requests[row][column] = book.requests[row + down][column + right];
    spoilt.requests[row + down][column + right] = book.requests[row][column];
    Some(spoilt)
}

/// One number over two cells; the cells behind it make room, or the empty neighbour is used.
fn split(dice: &mut Dice, book: &Book, push: bool) -> Option<Book> {
    let mut cells = filled(book);
    cells.retain(|&(row, column)| {
        book.requests[row][column] >= 10
            && column < TOTAL
            && (push || book.requests[row][column + 1] == 0)
    });
    let (row, column) = dice.one_of(&cells)?;
    let text = book.requests[row][column].to_string();
    let at = 1 + dice.below(text.len() - 1);
    let mut spoilt = book.clone();
    if push {
        spoilt.requests[row][column + 1..].rotate_right(1);
    }
    spoilt.requests[row][column] = text[..at].parse().ok()?;
    spoilt.requests[row][column + 1] = text[at..].parse().ok()?;
    Some(spoilt)
}

/// Requests carried over also stand under an outcome, with its total; （七）总计 follows or not.
fn counted_twice(dice: &mut Dice, book: &Book, in_total: bool) -> Option<Book> {
    let out = book.requests.len() - 1;
    let columns: Vec<usize> = (0..TOTAL)
        .filter(|&column| book.requests[out][column] > 0)
        .collect();
    let column = dice.one_of(&columns)?;
    let outcomes: Vec<usize> = book.outcomes().collect();
    let count = dice.within(1, book.requests[out][column]);
    let mut spoilt = book.clone();
    let mut rows = vec![dice.one_of(&outcomes)?];
    rows.extend(in_total.then(|| book.total_row()));
    for row in rows {
        spoilt.requests[row][column] += count;
        spoilt.requests[row][TOTAL] += count;
    }
    Some(spoilt)
}

/// Requests that were handled also stand in 结转下年度, with its total.
fn carried_too(dice: &mut Dice, book: &Book) -> Option<Book> {
    let (total, out) = (book.total_row(), book.requests.len() - 1);
    let columns: Vec<usize> = (0..TOTAL)
        .filter(|&column| book.requests[total][column] > 0)
        .collect();
    let column = dice.one_of(&columns)?;
    let count = dice.within(1, book.requests[total][column].min(3));
    let mut spoilt = book.clone();
    spoilt.requests[out][column] += count;
    spoilt.requests[out][TOTAL] += count;
    Some(spoilt)
}

/// 上年结转 or 结转下年度 of one applicant left out, its total too.
fn carry_forgotten(dice: &mut Dice, book: &Book) -> Option<Book> {
    let out = book.requests.len() - 1;
    let cells = [1, out]
        .into_iter()
        .flat_map(|row| (0..TOTAL).map(move |column| (row, column)));
    let cells: Vec<_> = cells
        .filter(|&(row, column)| book.requests[row][column] > 0)
        .collect();
    let (row, column) = dice.one_of(&cells)?;
    let mut spoilt = book.clone();
    spoilt.requests[row][TOTAL] -= book.requests[row][column];
    spoilt.requests[row][column] = 0;
    Some(spoilt)
}

fn table_four(dice: &mut Dice, book: &Book) -> Option<Book> {
    let (block, column) = (dice.below(3), dice.below(5));
    let mut spoilt = book.clone();
    spoilt.remedies[block][column] = dice.within(0, 9);
    (spoilt.remedies != book.remedies).then_some(spoilt)
}
