//! The text of a document cut into cells, and the numerals printed in them.
//!
//! Every reader hands over one [`Document`]: its text in reading order, where
//! the cells of real tables are parted by the ASCII separators that exist for
//! this ([`TABLE`], [`ROW`], [`CELL`]). So the recogniser sees a clipboard, a
//! web page and a text file alike.

pub mod fold;
mod number;
pub(crate) mod order;

pub use number::{Doubt, Number, Numeral, read_number};

use crate::source::{PageBox, Place, TableCell};

/// Begins and ends a table.
pub const TABLE: char = '\u{1D}';
/// Begins a row of a table.
pub const ROW: char = '\u{1E}';
/// Begins a cell of a row.
pub const CELL: char = '\u{1F}';

/// A document in reading order.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// Its text, with the separators of its tables.
    pub text: String,
    /// The cells of its tables, in order.
    pub boxes: Vec<Box>,
    /// What the page calls itself, where it does.
    pub title: Option<String>,
    /// Where runs of `text` come from: byte in `text`, byte in the source.
    /// Empty where they are the same.
    pub origins: Vec<(usize, usize)>,
    /// Where pieces of `text` are printed, by the byte each begins at; empty
    /// where the document has no pages.
    pub pages: Vec<(usize, PageBox)>,
    /// The names of its sheets, where it is a workbook: table n is sheet n.
    pub sheets: Vec<String>,
}

/// A cell of a real table.
#[derive(Clone, Copy, Debug)]
pub struct Box {
    /// Where its [`CELL`] separator stands in the text.
    pub at: usize,
    /// Where its text ends.
    pub end: usize,
    /// Which table, row and column, counted from 1.
    pub cell: TableCell,
    /// How many columns it covers.
    pub colspan: usize,
}

impl Document {
    /// Whether it may break off in the midst of its last cell: nothing behind it
    /// says that the cell ends there.
    #[must_use]
    pub fn is_cut(&self) -> bool {
        !self.text.ends_with(['\n', TABLE])
    }

    /// A place in the source for a range of the text. Blanks and separators
    /// behind its last character, which a reader may have put there, are no part
    /// of it.
    #[must_use]
    pub fn place(&self, start: usize, end: usize) -> Place {
        let range = self.text.get(start..end).unwrap_or_default();
        let blank = |c: char| c.is_whitespace() || matches!(c, TABLE | ROW | CELL);
        let end = end - (range.len() - range.trim_end_matches(blank).len());
        let last = end.saturating_sub(1).max(start);
        let from = self.origin(start);
        // A character may be shorter in the source than here, and what a page has
        // between cells is shown before the table, so that the source leads back.
        let shown = self.origin(last) + (end - last);
        let next = self.origins.partition_point(|(text, _)| *text <= last);
        let next = self.origins.get(next).map_or(shown, |(_, source)| *source);
        Place {
            start: from,
            end: shown.min(next).max(from),
            cell: self.box_at(start).map(|b| b.cell),
            page: self.page_at(start),
        }
    }

    /// The cell of a real table that a byte of the text stands in, or the place
    /// right behind its separator where it is empty.
    #[must_use]
    pub fn box_at(&self, at: usize) -> Option<&Box> {
        // The separator of the next cell stands where an empty one begins.
        let next = self.boxes.partition_point(|b| b.at < at);
        let candidate = self.boxes.get(next.checked_sub(1)?)?;
        (at <= candidate.end).then_some(candidate)
    }

    fn page_at(&self, at: usize) -> Option<PageBox> {
        let next = self.pages.partition_point(|(from, _)| *from <= at);
        self.pages.get(next.checked_sub(1)?).map(|(_, page)| *page)
    }

    fn origin(&self, at: usize) -> usize {
        let next = self.origins.partition_point(|(text, _)| *text <= at);
        match next.checked_sub(1).and_then(|last| self.origins.get(last)) {
            Some((text, source)) => source + (at - text),
            None => at,
        }
    }
}
