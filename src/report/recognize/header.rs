//! The columns of table three as the document has them.

#![expect(
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "tokens and places are those of the same document, and pairs have two"
)]

use super::Reader;
use super::rows::FULL;
use crate::cells::{CELL, order};
use crate::report::fields::{Section, Table};
use crate::report::slots::HeaderBoxes;
use crate::report::tokens::Token;
use crate::report::vocabulary::{Meaning, letters};
use crate::source::Words;

/// The columns of table three as the document has them.
pub(super) struct Header {
    /// Indices into the columns of the form, in the order of the numbers.
    pub(super) columns: Vec<usize>,
    /// Where a real table has them.
    pub(super) boxes: Option<HeaderBoxes>,
    /// Why their order is not certain.
    pub(super) doubt: Option<Words>,
}

/// A column of the form and the token that names it.
type Seen = (usize, usize);

impl Reader<'_> {
    /// The columns above the first row, in the order that the numbers have.
    pub(super) fn header(&mut self, first: usize, section: &Section) -> Header {
        let standard = Header {
            columns: (0..section.columns.len()).collect(),
            boxes: None,
            doubt: None,
        };
        let seen = self.columns_seen(first, section);
        if seen.is_empty() {
            self.problem(
                "no_header",
                "表三没有找到申请人的表头，各列按格式的顺序读取".to_owned(),
                "The column headers of table 3 were not found; columns are read in the order of the form".to_owned(),
                None,
            );
            return standard;
        }
        if let Some(header) = self.header_of_boxes(&seen, first, section) {
            return header;
        }
        let order: Vec<usize> = seen.iter().map(|(column, _)| *column).collect();
        let all = seen.len() == section.columns.len();
        if !is_usual(&order, section) && (all || !self.names_are_there(first, section)) {
            return Header {
                doubt: Some(Words::new(
                    "表头各列的顺序与格式不同，无法确定每个数属于哪一列",
                    "the column headers stand in another order, so it is not certain which column a number belongs to",
                )),
                ..standard
            };
        }
        let fewer = seen.len() < section.columns.len() && seen.len() > 2;
        if fewer && self.rows_have(first, seen.len()) {
            let mut columns = order;
            order::sort(&mut columns);
            return Header {
                columns,
                ..standard
            };
        }
        standard
    }

    /// The heading of a section that stands last before a row.
    fn heading_before(&self, first: usize) -> Option<&Token> {
        let mut before = self.tokens.list[..first].iter();
        before.rfind(|t| t.means(|m| matches!(m, Meaning::Heading(_))))
    }

    /// Whether every letter of every name stands above the first row, in
    /// whatever order: narrow headers are often read across.
    fn names_are_there(&self, first: usize, section: &Section) -> bool {
        let end = self.tokens.list[first].letters.start;
        let start = self
            .heading_before(first)
            .map_or(0, |t| t.letters.end)
            .max(end.saturating_sub(120));
        let mut letters_left: Vec<char> = self.tokens.letters[start..end]
            .iter()
            .map(|(c, _)| *c)
            .collect();
        let mut names = section.columns.iter().flat_map(|c| letters(c.label.zh));
        names.all(|letter| {
            let at = letters_left.iter().position(|c| *c == letter);
            at.map(|at| letters_left.swap_remove(at)).is_some()
        })
    }

    /// The names of columns between the heading and the first row.
    fn columns_seen(&self, first: usize, section: &Section) -> Vec<Seen> {
        let mut seen: Vec<Seen> = Vec::new();
        for token in (0..first).rev() {
            let found = &self.tokens.list[token];
            let heading = found.means(|m| matches!(m, Meaning::Heading(_)));
            if heading || self.tokens.unexplained(token, first) > 60 {
                break;
            }
            let mut columns = section.columns.iter();
            let column =
                columns.position(|c| found.means(|m| *m == Meaning::Column(Table::Requests, c.id)));
            if let Some(column) = column
                && !seen.iter().any(|(known, _)| *known == column)
            {
                seen.insert(0, (column, token));
            }
        }
        seen
    }

    /// The header of a real table, where each name stands over its column.
    fn header_of_boxes(&self, seen: &[Seen], first: usize, section: &Section) -> Option<Header> {
        let mut placed = Vec::new();
        for (column, token) in seen {
            let at = self.tokens.list[*token].range.start;
            let found = self.document.box_at(at)?;
            let columns = (found.cell.column, found.cell.column + found.colspan);
            placed.push((columns, *column));
        }
        order::sort(&mut placed);
        let apart = placed.windows(2).all(|w| w[0].0.1 <= w[1].0.0);
        let columns: Vec<usize> = placed.iter().map(|(_, column)| *column).collect();
        let all = placed.len() == section.columns.len();
        if !apart || !all && columns.is_sorted() && !self.rows_have(first, placed.len()) {
            return None;
        }
        let known: Vec<_> = placed.iter().map(|(columns, _)| *columns).collect();
        let other = self.other_columns(&known, first);
        Some(Header {
            columns,
            boxes: Some(HeaderBoxes { known, other }),
            doubt: None,
        })
    }

    /// Columns of the header with words that the form does not have: 小计. In a
    /// sheet the tables before stand in the same one, above the heading.
    fn other_columns(&self, known: &[(usize, usize)], first: usize) -> Vec<(usize, usize)> {
        let text = &self.document.text;
        let at = self.tokens.list[first].range.start;
        let Some(table) = self.document.box_at(at).map(|b| b.cell.table) else {
            return Vec::new();
        };
        let top = self.heading_before(first).map_or(0, |t| t.range.end);
        let left = known.first().map_or(0, |(start, _)| *start);
        let boxes = self
            .document
            .boxes
            .iter()
            .filter(|b| b.cell.table == table && (top..at).contains(&b.at));
        let mut other = Vec::new();
        for found in boxes {
            let columns = (found.cell.column, found.cell.column + found.colspan);
            let words = text[found.at..found.end].trim_start_matches(CELL).trim();
            let apart = known
                .iter()
                .all(|(start, end)| columns.1 <= *start || columns.0 >= *end);
            if apart && columns.0 > left && !words.is_empty() {
                other.push(columns);
            }
        }
        other
    }

    /// Whether most rows from `first` on have `count` numbers.
    fn rows_have(&self, first: usize, count: usize) -> bool {
        let rows = (first..self.tokens.list.len()).take(40);
        rows.filter(|token| self.weight(*token, &[count]) >= FULL)
            .count()
            >= 10
    }
}

/// Whether names read line by line are those of the form's own header, where
/// 总计 may come before the kinds of legal persons, but not before 自然人.
fn is_usual(order: &[usize], section: &Section) -> bool {
    let total = section.columns.len() - 1;
    let rest = order.iter().filter(|column| **column != total);
    rest.is_sorted() && (order.first() != Some(&total) || order.len() < 3)
}
