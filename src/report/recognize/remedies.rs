//! Table four: a run of header words, and the numbers behind it.

#![expect(
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "one entry for each table, the last of the forms, and places found in the same text"
)]

use super::rows::numbers_in;
use super::{Found, Reader, id_at};
use crate::cells::fold::is_digit;
use crate::cells::fold::letter;
use crate::cells::{CELL, order};
use crate::report::Cell;
use crate::report::fields::{CellId, FORMS, Section, Table};
use crate::report::slots::{Area, Fit, fit, learn};
use crate::report::tokens::{MANY, Token};
use crate::report::vocabulary::{Meaning, letters};

/// Header words and the cells that the numbers behind them belong to.
struct Header {
    /// The first and the last of its tokens.
    first: usize,
    last: usize,
    /// Row and column of each number that follows.
    cells: Vec<(usize, usize)>,
}

const THIS: Table = Table::Remedies;

impl Reader<'_> {
    /// Finds table four and reads its cells.
    pub(super) fn remedies(&mut self) {
        let requests = self.found[Table::Requests as usize].as_ref();
        let form = requests.map_or(&FORMS[FORMS.len() - 1], |f| f.form);
        let section = &form.table(THIS).sections[0];
        let mut parts = self.remedies_parts(section);
        if parts.is_empty() {
            parts.extend(self.remedies_unordered(section));
        }
        let mut cells: Vec<Cell> = Vec::new();
        for (places, area) in parts {
            let ids: Vec<CellId> = places
                .iter()
                .map(|(row, column)| id_at(form, THIS, *row, *column))
                .collect();
            if cells.iter().any(|c| ids.contains(&c.id)) {
                continue;
            }
            let habit = learn(self.document, &[area], None, self.layout);
            let fit = fit(self.document, &area, &habit);
            cells.extend(self.row_cells(
                &ids,
                &area,
                fit,
                &habit,
                false,
                Some(section.columns.len()),
            ));
        }
        if !cells.is_empty() {
            self.found[THIS as usize] = Some(Found { form, cells });
        }
    }

    /// The whole table at once, or its blocks one by one.
    fn remedies_parts(&self, section: &Section) -> Vec<(Vec<(usize, usize)>, Area)> {
        let mut parts = Vec::new();
        let mut at = 0;
        while at < self.tokens.list.len() {
            let Some(header) = self.remedies_header(at, section) else {
                at += 1;
                continue;
            };
            let area = self.area(header.first, header.last, header.cells.len(), true);
            let inside = &self.document.text[area.start..area.end];
            let row = inside.contains([CELL, '\t', '|']) || numbers_in(inside) > 0;
            if row {
                parts.push((header.cells, area));
            }
            at = header.last + 1;
        }
        let all = section.rows.len() * section.columns.len();
        match parts.iter().position(|(cells, _)| cells.len() == all) {
            Some(whole) => vec![parts.swap_remove(whole)],
            None => parts,
        }
    }

    /// A run of header words that names every cell, or those of one block.
    fn remedies_header(&self, from: usize, section: &Section) -> Option<Header> {
        let list = &self.tokens.list;
        row_of(&list[from], section)?;
        let (mut blocks, mut columns) = (vec![], vec![]);
        let mut end = from;
        for (token, found) in list.iter().enumerate().skip(from).take(MANY) {
            if token > from && self.tokens.unexplained(end, token) > 20 {
                break;
            }
            let column = column_of(found, section);
            if let Some(row) = row_of(found, section) {
                blocks.push(row);
            } else if let Some(column) = column {
                columns.push(column);
            } else if !found.means(|m| matches!(m, Meaning::Group | Meaning::Heading(Some(THIS)))) {
                break;
            }
            end = token;
            if column.is_some() && self.numbers_behind(token) > 0 {
                break;
            }
        }
        blocks.dedup();
        let five: Vec<usize> = (0..section.columns.len()).collect();
        let all: Vec<usize> = (0..section.rows.len()).collect();
        if !columns.chunks(five.len()).all(|chunk| chunk == five) {
            return None;
        }
        let rows: &[usize] = match columns.len() / five.len() {
            n if n == all.len() && blocks.ends_with(&all) => &all,
            1 => std::slice::from_ref(blocks.last()?),
            _ => return None,
        };
        let cells = rows.iter().flat_map(|row| five.iter().map(|c| (*row, *c)));
        Some(Header {
            first: from,
            last: end,
            cells: cells.collect(),
        })
    }

    /// A header whose words a text layer has mixed up, as where narrow cells
    /// are read across: the letters must be those of the form, all of them,
    /// and as many numbers must follow.
    fn remedies_unordered(&self, section: &Section) -> Option<(Vec<(usize, usize)>, Area)> {
        let text = &self.document.text;
        let list = &self.tokens.list;
        let heading = list
            .iter()
            .rposition(|t| t.means(|m| *m == Meaning::Heading(Some(THIS))))?;
        let start = list[heading].range.end;
        let end = list[heading + 1..]
            .iter()
            .find(|t| t.means(|m| matches!(m, Meaning::Heading(_))))
            .map_or(text.len(), |t| t.range.start);
        let first = start + text[start..end].find(is_digit)?;
        // Words that were not mixed up say what stands where, and it is another order.
        let above = || list[heading..].iter().take_while(|t| t.range.start < first);
        let rows: Vec<usize> = above().filter_map(|t| row_of(t, section)).collect();
        let columns = above().filter_map(|t| column_of(t, section));
        let all = section.rows.len() * section.columns.len();
        if !rows.is_sorted() || columns.count() == all {
            return None;
        }
        let mut read: Vec<char> = text[start..first].chars().filter_map(letter).collect();
        let mut wanted = letters("行政诉讼");
        for row in &section.rows {
            wanted.extend(letters(row.label.zh));
            section
                .columns
                .iter()
                .for_each(|c| wanted.extend(letters(c.label.zh)));
        }
        if read.len() != wanted.len() {
            return None;
        }
        order::sort(&mut read);
        order::sort(&mut wanted);
        let rows =
            (0..section.rows.len()).flat_map(|r| (0..section.columns.len()).map(move |c| (r, c)));
        let cells: Vec<_> = rows.collect();
        let before = text[..first].trim_end().len();
        let area = Area {
            line: before,
            start: before,
            end: super::rows::prose_in(&text[before..end], cells.len())
                .map_or(end, |at| before + at),
            before_label: false,
            wanted: cells.len(),
        };
        let habit = learn(self.document, &[area], None, self.layout);
        let fits = matches!(fit(self.document, &area, &habit), Fit::Slots(_));
        (read == wanted && fits).then_some((cells, area))
    }
}

fn row_of(token: &Token, section: &Section) -> Option<usize> {
    let mut rows = section.rows.iter();
    rows.position(|r| token.means(|m| *m == Meaning::Row(THIS, r.id)))
}

fn column_of(token: &Token, section: &Section) -> Option<usize> {
    let mut columns = section.columns.iter();
    columns.position(|c| token.means(|m| *m == Meaning::Column(THIS, c.id)))
}
