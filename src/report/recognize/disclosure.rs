//! Table two: each row belongs to the columns named last above it.

#![expect(
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "one entry for each table, and areas laid out in the same text"
)]

use super::rows::{FULL, out_of_place};
use super::values::make_all_unsure;
use super::{Found, Reader};
use crate::cells::CELL;
use crate::report::fields::{CellId, FORMS, Form, Table};
use crate::report::slots::{Area, Fit, fit_all, learn};
use crate::report::vocabulary::Meaning;
use std::ops::Range;

/// A row of table two.
struct Row {
    id: &'static str,
    /// The form that has these columns in this row; none where several have.
    form: Option<&'static Form>,
    /// Its columns in the order of the numbers.
    columns: Vec<&'static str>,
    /// Its label, as an index into the tokens.
    token: usize,
    area: Area,
    weight: i64,
    is_within_words: bool,
}

/// The rows of table two.
#[derive(Default)]
struct Listed {
    rows: Vec<Row>,
    /// Labels of rows that stand a second time.
    again: Vec<usize>,
    /// How many blocks have the numbers of a row before its label.
    numbers_first: usize,
}

const THIS: Table = Table::Disclosure;

/// Letters of no label between two rows of the table, at most: beyond that
/// begins the prose that names 行政许可 too.
const NEAR: usize = 40;

impl Reader<'_> {
    /// Finds table two and reads its cells.
    pub(super) fn disclosure(&mut self) {
        let table = self.disclosure_rows();
        let (rows, again) = (&table.rows, &table.again);
        if rows.is_empty() {
            return;
        }
        if let Some(token) = again.first().filter(|_| again.len() >= 3) {
            let range = self.tokens.list[*token].range.clone();
            self.second_table("二", "2", range);
        }
        let own = |form: &&Form| {
            let of_form = rows
                .iter()
                .filter(|r| r.form.is_none_or(|f| f.id == form.id));
            of_form.count()
        };
        let form = FORMS
            .iter()
            .max_by_key(own)
            .unwrap_or_else(|| unreachable!());
        let areas: Vec<Area> = rows.iter().map(|r| r.area).collect();
        let habit = learn(self.document, &areas, None, self.layout);
        let starts = || rows.iter().map(|row| row.token);
        let tokens = starts().min().unwrap_or(0)..starts().max().unwrap_or(0);
        let (fits, crowded) = fit_all(self.document, &areas, &habit);
        let lost =
            fits.iter().any(|f| matches!(f, Fit::Misfit(_))) || self.numbers_astray(tokens, &areas);
        let mut cells = Vec::new();
        for (row, fit) in rows.iter().zip(fits) {
            let ids: Option<Vec<CellId>> =
                row.columns.iter().map(|c| named(form, row.id, c)).collect();
            if let Some(ids) = ids {
                cells.extend(self.row_cells(&ids, &row.area, fit, &habit, lost, None));
            } else {
                self.problem(
                    "extra_row",
                    "表二有一行属于另一年的格式，未读入".to_owned(),
                    "A row of table 2 belongs to the form of another year and was not read"
                        .to_owned(),
                    Some(row.area.start..row.area.end),
                );
            }
        }
        // Of one row the label may be lost.
        let doubt = (crowded || table.numbers_first > 1).then(out_of_place);
        if let Some(doubt) = doubt {
            make_all_unsure(&mut cells, &doubt);
        }
        self.found[THIS as usize] = Some(Found { form, cells });
    }

    /// The labels of rows that stand under names of columns.
    fn disclosure_rows(&self) -> Listed {
        let is_column = |m: &Meaning| matches!(m, Meaning::Column(THIS, _));
        let mut table = Listed::default();
        let mut columns: Vec<&'static str> = Vec::new();
        let mut last: Option<usize> = None;
        let mut closed = false;
        let requests = self.requests_range();
        for (token, found) in self.tokens.list.iter().enumerate() {
            let near = last.is_none_or(|last| self.tokens.unexplained(last, token) < NEAR);
            if !near || found.means(|m| matches!(m, Meaning::Block(THIS) | Meaning::Heading(_))) {
                columns.clear();
            }
            if let Some(id) = column_of(&found.meanings) {
                if closed {
                    columns.clear();
                }
                closed = false;
                columns.push(id);
                last = Some(token);
            } else if let Some(id) = row_of(&found.meanings)
                && !columns.is_empty()
                && !requests.contains(
                    &self
                        .document
                        .place(found.range.start, found.range.end)
                        .start,
                )
                && let Some((form, order)) = columns_of(id, &columns)
            {
                closed = true;
                last = Some(token);
                let row = Row {
                    id,
                    form,
                    token,
                    area: self.area(token, token, order.len(), true),
                    weight: self.weight(token, &[order.len()]),
                    is_within_words: self.is_within_words(token),
                    columns: order,
                };
                let first = self.follows_numbers(token, is_column, row.columns.len());
                table.numbers_first += usize::from(first);
                if keep_better(&mut table.rows, row) {
                    table.again.push(token);
                }
            }
        }
        let text = &self.document.text;
        table.rows.retain(|row| {
            row.weight > 1 || text[row.area.start..row.area.end].contains([CELL, '\t', '|'])
        });
        table
    }

    /// Where in the source the cells of table three lie.
    fn requests_range(&self) -> Range<usize> {
        let found = self.found[Table::Requests as usize].as_ref();
        let places = || {
            found
                .into_iter()
                .flat_map(|f| &f.cells)
                .filter_map(|c| c.place)
        };
        let first = places().map(|p| p.start).min();
        let last = places().map(|p| p.end).max();
        first.unwrap_or(0)..last.unwrap_or(0)
    }
}

/// Of two rows of one name the fuller or the one whose label says no more, or else the first.
/// Returns whether both are full.
fn keep_better(rows: &mut Vec<Row>, row: Row) -> bool {
    let Some(known) = rows.iter_mut().find(|known| known.id == row.id) else {
        rows.push(row);
        return false;
    };
    let both = known.weight.min(row.weight) >= FULL;
    // A name within other words is no better label.
    if known.weight < row.weight && known.weight <= FULL && !row.is_within_words {
        *known = row;
    }
    both
}

fn column_of(meanings: &[Meaning]) -> Option<&'static str> {
    meanings.iter().find_map(|m| match m {
        Meaning::Column(THIS, id) => Some(*id),
        _ => None,
    })
}

fn row_of(meanings: &[Meaning]) -> Option<&'static str> {
    meanings.iter().find_map(|m| match m {
        Meaning::Row(THIS, id) => Some(*id),
        _ => None,
    })
}

fn named(form: &Form, row: &str, column: &str) -> Option<CellId> {
    let name = format!("{}.{row}.{column}", THIS.name());
    let field = form.fields.iter().find(|f| f.id.as_str() == name);
    field.map(|f| f.id)
}

/// The columns that a row has under the names read above it, and the form
/// that has it so. Names that were not recognised are taken from the form.
fn columns_of(
    row: &str,
    read: &[&'static str],
) -> Option<(Option<&'static Form>, Vec<&'static str>)> {
    let mut best: Option<(usize, Option<&'static Form>, Vec<&'static str>)> = None;
    for form in FORMS.iter() {
        let sections = form.table(THIS).sections.iter();
        for section in sections.filter(|s| s.rows.iter().any(|r| r.id == row)) {
            let own: Vec<&'static str> = section.columns.iter().map(|c| c.id).collect();
            // A name read twice counts once: the other is one that the form does not have there.
            let shared = own.iter().filter(|c| read.contains(c)).count();
            if shared == 0 {
                continue;
            }
            let (foreign, lacking) = (read.len() - shared, own.len() - shared);
            let score = 1000 + 10 * shared - (20 * foreign + lacking).min(1000);
            let order = if foreign == 0 && lacking == 0 {
                read.to_vec()
            } else {
                own
            };
            match &mut best {
                Some((known, ..)) if *known > score => {}
                Some((known, form, other)) if *known == score && *other == order => *form = None,
                _ => best = Some((score, Some(form), order)),
            }
        }
    }
    best.map(|(_, form, order)| (form, order))
}
