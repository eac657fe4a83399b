//! What a page falls into: lines of text, and tables with their cells.

use super::{Area, Unit};

/// A piece of a page.
#[derive(Debug)]
pub(super) enum Block {
    Line(Text),
    Table(Part),
}

/// A printed line outside of tables.
#[derive(Debug)]
pub(super) struct Text {
    pub(super) words: String,
    pub(super) area: Area,
    pub(super) page: usize,
}

/// A table, or the part of it on one page.
#[derive(Debug)]
pub(super) struct Part {
    pub(super) page: usize,
    /// The edges of its columns, left to right.
    pub(super) columns: Vec<Unit>,
    pub(super) rows: Vec<Vec<Cell>>,
    pub(super) area: Area,
    /// Whether a line closes it above and below.
    pub(super) closed: (bool, bool),
}

/// A cell of such a table.
#[derive(Clone, Debug)]
pub(super) struct Cell {
    pub(super) text: String,
    pub(super) page: usize,
    pub(super) area: Area,
    /// Whether its last line goes to its right edge, as one does that is
    /// broken there.
    pub(super) full: bool,
}

/// Whether a label begins with a number of its own: `1.`, `（二）`, `三、`.
pub(super) fn begins(text: &str) -> bool {
    let mut letters = text.chars().filter(|c| !c.is_whitespace());
    let numeral = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    match (letters.next(), letters.next()) {
        (Some('①'..='⑳'), _) => true,
        (Some('（' | '('), Some(two)) => numeral(two),
        (Some(one), Some(two)) => numeral(one) && (numeral(two) || ".．、,，".contains(two)),
        _ => false,
    }
}
