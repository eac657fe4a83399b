//! A second maker of reports and slips: sizes that the first one lacks, slips done another way, and
//! any slips together. Its author knew the costs. The rules of certainty, the cost of a total row
//! that fell and the test for a shift were changed after a look at what it showed.

use super::books::{Book, TOTAL};
use super::generate::Dice;
use gouji::report::fields::FORMS;

/// How large a report is, and how its requests spread.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// One to five requests.
    Tiny,
    /// Thousands in a few cells.
    Sparse,
    /// Something in nearly every cell.
    Dense,
}

pub const SIZES: [(&str, Size); 3] = [
    ("1 to 5 requests", Size::Tiny),
    ("large and sparse", Size::Sparse),
    ("large and dense", Size::Dense),
];

/// A true report of that size.
pub fn draw(dice: &mut Dice, size: Size) -> Book {
    let mut book = Book::zeros(&FORMS[dice.below(2)]);
    let (total, out) = (book.total_row(), book.total_row() + 1);
    match size {
        Size::Tiny => {
            for _ in 0..dice.within(1, 5) {
                let column = if dice.once_in(3) {
                    dice.below(TOTAL)
                } else {
                    0
                };
                let arrived = usize::from(dice.once_in(6));
                let outcome = if dice.once_in(7) {
                    out
                } else {
                    2 + dice.below(total - 2)
                };
                book.requests[arrived][column] += 1;
                book.requests[outcome][column] += 1;
            }
        }
        Size::Sparse => {
            let columns = 2 + dice.below(5);
            for _ in 0..dice.within(3, 8) {
                let (row, column) = (2 + dice.below(total - 2), dice.below(columns));
                book.requests[row][column] += dice.within(1, 4) * dice.within(1, 999);
            }
            carry(&mut book, dice, 40, 4);
        }
        Size::Dense => {
            let most = [9, 60, 2000][dice.below(3)];
            for row in 2..total {
                for column in 0..TOTAL {
                    book.requests[row][column] = dice.within(0, most);
                }
            }
            carry(&mut book, dice, most, 1);
        }
    }
    add_up(&mut book, size == Size::Tiny);
    book
}

/// Requests carried in and out, in one of so many columns.
fn carry(book: &mut Book, dice: &mut Dice, most: i64, one_in: usize) {
    let out = book.requests.len() - 1;
    for column in 0..TOTAL {
        if dice.once_in(one_in) {
            let carried = dice.within(0, most);
            book.requests[out][column] = carried;
            book.requests[1][column] = dice.within(0, carried);
        }
    }
}

/// Works out the totals, and what was received unless it is known.
fn add_up(book: &mut Book, received: bool) {
    let (total, out) = (book.total_row(), book.total_row() + 1);
    for column in 0..TOTAL {
        book.requests[total][column] = (2..total).map(|row| book.requests[row][column]).sum();
        if !received {
            book.requests[0][column] = book.requests[total][column] + book.requests[out][column]
                - book.requests[1][column];
        }
    }
    for row in &mut book.requests {
        row[TOTAL] = row[..TOTAL].iter().sum();
    }
}

/// A slip made on a table.
pub type Slip = fn(&mut Dice, &mut Book) -> Option<()>;

/// How many of the slips are typing.
pub const TYPING: usize = 5;

/// The slips: typing first, as many as `TYPING`, then the others.
pub const KINDS: &[(&str, Slip)] = &[
    ("a digit is another", |dice, book| {
        retype(dice, book, |dice, digits| {
            let at = dice.below(digits.len());
            digits[at] = dice.below(10) as u8;
        })
    }),
    ("a digit is missing", |dice, book| {
        retype(dice, book, |dice, digits| {
            let at = dice.below(digits.len());
            digits.remove(at);
        })
    }),
    ("a digit stands twice", |dice, book| {
        retype(dice, book, |dice, digits| {
            let at = dice.below(digits.len());
            let digit = digits[at];
            digits.insert(at, digit);
        })
    }),
    ("two digits turned", |dice, book| {
        retype(dice, book, |dice, digits| {
            let at = dice.below(digits.len());
            let next = (at + 1) % digits.len();
            digits.swap(at.min(next), at.max(next));
        })
    }),
    ("a zero behind", |dice, book| {
        retype(dice, book, |_, digits| digits.push(0))
    }),
    ("（七）总计 all zero", |_, book| {
        let total = book.total_row();
        book.requests[total] = [0; 7];
        Some(())
    }),
    ("（七）总计 under 总计 only", |_, book| {
        let total = book.total_row();
        book.requests[total][..TOTAL].fill(0);
        Some(())
    }),
    ("（七）总计 without a row", |dice, book| {
        let row = filled_row(dice, book, 2..book.total_row())?;
        let total = book.total_row();
        for column in 0..=TOTAL {
            book.requests[total][column] -= book.requests[row][column];
        }
        Some(())
    }),
    ("总计 all zero", |_, book| {
        book.requests.iter_mut().for_each(|row| row[TOTAL] = 0);
        Some(())
    }),
    ("总计 without an applicant", |dice, book| {
        let column = dice.below(TOTAL);
        book.requests
            .iter_mut()
            .for_each(|row| row[TOTAL] -= row[column]);
        Some(())
    }),
    ("row one to the right", |dice, book| {
        let row = filled_row(dice, book, 0..book.requests.len())?;
        book.requests[row].rotate_right(1);
        book.requests[row][0] = 0;
        Some(())
    }),
    ("row one to the left", |dice, book| {
        let row = filled_row(dice, book, 0..book.requests.len())?;
        book.requests[row].rotate_left(1);
        book.requests[row][TOTAL] = 0;
        Some(())
    }),
    ("column one down", |dice, book| {
        let column = dice.below(TOTAL);
        let from = 2 + dice.below(6);
        for row in (from..book.total_row()).rev() {
            book.requests[row][column] = if row == from {
                0
            } else {
                book.requests[row - 1][column]
            };
        }
        Some(())
    }),
    ("column one up", |dice, book| {
        let column = dice.below(TOTAL);
        let last = book.total_row() - 1;
        for row in 2..=last {
            book.requests[row][column] = if row == last {
                0
            } else {
                book.requests[row + 1][column]
            };
        }
        Some(())
    }),
    ("cells side by side swapped", |dice, book| {
        let row = filled_row(dice, book, 0..book.requests.len())?;
        let column = dice.below(TOTAL - 1);
        book.requests[row].swap(column, column + 1);
        Some(())
    }),
    ("cells one over the other swapped", |dice, book| {
        let (row, column) = (dice.below(book.requests.len() - 1), dice.below(TOTAL));
        let upper = book.requests[row][column];
        book.requests[row][column] = book.requests[row + 1][column];
        book.requests[row + 1][column] = upper;
        Some(())
    }),
    ("some in the next column", |dice, book| {
        let (row, column) = filled_cell(dice, book, TOTAL - 1)?;
        let count = dice.within(1, book.requests[row][column]);
        book.requests[row][column] -= count;
        book.requests[row][column + 1] += count;
        Some(())
    }),
    ("some in the next row", |dice, book| {
        let (row, column) = filled_cell(dice, book, TOTAL)?;
        let below = row + 1;
        let count = dice.within(1, book.requests[row][column]);
        book.requests[row][column] -= count;
        book.requests.get_mut(below)?[column] += count;
        Some(())
    }),
    ("a row of another year", |dice, book| {
        let row = dice.below(book.requests.len());
        let most = book.requests[row].iter().max()? + 2;
        for column in 0..TOTAL {
            let keep = dice.once_in(2);
            book.requests[row][column] = if keep { 0 } else { dice.within(0, most) };
        }
        book.requests[row][TOTAL] = book.requests[row][..TOTAL].iter().sum();
        Some(())
    }),
    ("carried over, and an outcome", |dice, book| {
        let out = book.requests.len() - 1;
        let columns: Vec<usize> = (0..TOTAL).filter(|&c| book.requests[out][c] > 0).collect();
        let column = dice.one_of(&columns)?;
        let row = 2 + dice.below(book.total_row() - 2);
        let total = book.total_row();
        for row in [row, total] {
            book.requests[row][column] += 1;
            book.requests[row][TOTAL] += 1;
        }
        Some(())
    }),
    ("an outcome, and carried over", |dice, book| {
        let (_, column) = filled_cell(dice, book, TOTAL)?;
        let out = book.requests.len() - 1;
        book.requests[out][column] += 1;
        book.requests[out][TOTAL] += 1;
        Some(())
    }),
    ("number cut in two", |dice, book| {
        let (row, column) = filled_cell(dice, book, TOTAL)?;
        let number = book.requests[row][column];
        let cut = 10_i64.pow(1 + dice.below(2) as u32);
        (number >= cut).then_some(())?;
        let rest = &mut book.requests[row][column..];
        if rest[1] != 0 {
            rest[1..].rotate_right(1);
        }
        (rest[0], rest[1]) = (number / cut, number % cut);
        Some(())
    }),
];

/// `count` slips of any kind, one after another; none where they leave the table as it was.
pub fn several(
    dice: &mut Dice,
    book: &Book,
    count: usize,
    kinds: std::ops::Range<usize>,
) -> Option<Book> {
    let mut spoilt = book.clone();
    for _ in 0..count {
        let kind = kinds.start + dice.below(kinds.len());
        KINDS[kind].1(dice, &mut spoilt)?;
    }
    (spoilt.requests != book.requests).then_some(spoilt)
}

fn filled_row(dice: &mut Dice, book: &Book, among: std::ops::Range<usize>) -> Option<usize> {
    let rows: Vec<usize> = among
        .filter(|&row| book.requests[row].iter().any(|&cell| cell > 0))
        .collect();
    dice.one_of(&rows)
}

fn filled_cell(dice: &mut Dice, book: &Book, columns: usize) -> Option<(usize, usize)> {
    let row = filled_row(dice, book, 0..book.requests.len())?;
    let filled: Vec<usize> = (0..columns)
        .filter(|&c| book.requests[row][c] > 0)
        .collect();
    Some((row, dice.one_of(&filled)?))
}

/// Types the number of a cell anew: mostly of a filled one, at times of a zero.
fn retype(dice: &mut Dice, book: &mut Book, slip: fn(&mut Dice, &mut Vec<u8>)) -> Option<()> {
    let cell = if dice.once_in(10) {
        (dice.below(book.requests.len()), dice.below(TOTAL + 1))
    } else {
        filled_cell(dice, book, TOTAL + 1)?
    };
    let mut digits = book.requests[cell.0][cell.1].to_string().into_bytes();
    digits.iter_mut().for_each(|digit| *digit -= b'0');
    slip(dice, &mut digits);
    let number = digits
        .iter()
        .fold(0_i64, |number, &digit| number * 10 + i64::from(digit));
    book.requests[cell.0][cell.1] = number;
    Some(())
}
