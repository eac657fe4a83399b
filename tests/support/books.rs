//! Consistent reports drawn at random, to be spoilt by the tests.

use super::generate::Dice;
use gouji::cells::Number;
use gouji::report::fields::{CellId, FORMS, Form, Table};
use gouji::report::{Cell, Report, Status};

impl Dice {
    /// One of `from..=to`.
    pub fn within(&mut self, from: i64, to: i64) -> i64 {
        from + self.below(usize::try_from((to - from + 1).max(1)).unwrap()) as i64
    }

    pub fn one_of<T: Copy>(&mut self, from: &[T]) -> Option<T> {
        (!from.is_empty()).then(|| from[self.below(from.len())])
    }

    /// An index, drawn in proportion to its weight.
    pub fn weighted(&mut self, weights: &[i64]) -> usize {
        let mut rest = self.within(0, weights.iter().sum::<i64>() - 1);
        for (at, weight) in weights.iter().enumerate() {
            rest -= weight;
            if rest < 0 {
                return at;
            }
        }
        0
    }
}

pub const TOTAL: usize = 6;

/// The numbers of tables three and four.
#[derive(Clone, Debug)]
pub struct Book {
    pub form: &'static Form,
    /// Rows of the form from top to bottom: new, carried in, outcomes, total, carried out.
    pub requests: Vec<[i64; 7]>,
    pub remedies: [[i64; 5]; 3],
}

impl Book {
    pub fn zeros(form: &'static Form) -> Self {
        let rows = form.table(Table::Requests).sections[0].rows.len();
        Book {
            form,
            requests: vec![[0; 7]; rows],
            remedies: [[0; 5]; 3],
        }
    }

    /// A report such as an office might file: many small ones, few large ones.
    pub fn draw(dice: &mut Dice) -> Self {
        let mut book = Book::zeros(&FORMS[dice.below(2)]);
        let most = [3, 12, 60, 400, 3000][dice.weighted(&[25, 30, 25, 15, 5])];
        let handled = dice.within(1, most);
        let outcomes = book.outcomes();
        let popular: Vec<i64> = outcomes
            .clone()
            .map(|_| [0, 1, 4, 20][dice.weighted(&[35, 30, 25, 10])])
            .collect();
        let popular: Vec<i64> = popular
            .iter()
            .enumerate()
            .map(|(at, &w)| if at < 2 { w + 10 } else { w })
            .collect();
        let applicants = [
            80,
            dice.within(0, 15),
            dice.within(0, 1),
            dice.within(0, 2),
            dice.within(0, 3),
            dice.within(0, 4),
        ];
        let (total, out) = (book.total_row(), book.total_row() + 1);
        for _ in 0..handled {
            let column = dice.weighted(&applicants);
            book.requests[outcomes.start + dice.weighted(&popular)][column] += 1;
            book.requests[total][column] += 1;
            let from = usize::from(dice.below(20) == 0);
            book.requests[from][column] += 1;
        }
        for _ in 0..dice.within(0, 2) * dice.within(0, handled / 10 + 1) {
            let column = dice.weighted(&applicants);
            book.requests[0][column] += 1;
            book.requests[out][column] += 1;
        }
        for row in &mut book.requests {
            row[TOTAL] = row[..TOTAL].iter().sum();
        }
        for block in &mut book.remedies {
            let scale = [0, 3, 15][dice.weighted(&[50, 35, 15])];
            for outcome in &mut block[..4] {
                *outcome = dice.within(0, scale);
            }
            block[4] = block[..4].iter().sum();
        }
        book
    }

    /// Another book of the same form that carries over what this one brings forward.
    pub fn year_before(&self, dice: &mut Dice) -> Option<Book> {
        let mut last = Book::draw(dice);
        (last.form.id == self.form.id).then_some(())?;
        let (total, out) = (last.total_row(), last.requests.len() - 1);
        last.requests[out] = self.requests[1];
        for column in 0..=TOTAL {
            last.requests[0][column] = last.requests[total][column] + last.requests[out][column]
                - last.requests[1][column];
        }
        last.requests[0]
            .iter()
            .all(|&cell| cell >= 0)
            .then_some(last)
    }

    /// Indexes of the outcome rows.
    pub fn outcomes(&self) -> std::ops::Range<usize> {
        2..self.total_row()
    }

    /// Index of （七）总计.
    pub fn total_row(&self) -> usize {
        self.requests.len() - 2
    }

    /// Every number with the name of its cell, in the order of the form.
    pub fn values(&self) -> Vec<(CellId, i64)> {
        let fields = self
            .form
            .fields
            .iter()
            .filter(|field| field.table != Table::Disclosure);
        fields
            .map(|field| {
                let value = match field.table {
                    Table::Requests => self.requests[field.row][field.column],
                    _ => self.remedies[field.row][field.column % 5],
                };
                (field.id, value)
            })
            .collect()
    }

    pub fn report(&self) -> Report {
        let mut report = Report::default();
        report.forms[Table::Requests as usize] = Some(self.form);
        report.forms[Table::Remedies as usize] = Some(self.form);
        for (id, value) in self.values() {
            report.put(read(id, value));
        }
        report
    }
}

/// A cell that was read without doubt.
pub fn read(id: CellId, value: i64) -> Cell {
    Cell {
        raw: value.to_string(),
        value: Some(Number::count(value)),
        status: Status::Read,
        ..Cell::missing(id)
    }
}
