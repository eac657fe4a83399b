//! Text and tables, nested as a page or a word file nests them, laid out flat
//! as a document.

use crate::cells::fold::plain;
use crate::cells::{Box, CELL, Document, ROW, TABLE};
use crate::source::TableCell;
use std::ops::Range;

/// A piece of the content of a page or of one of its cells.
#[derive(Clone, Debug)]
pub(super) enum Node {
    /// Text, as a range of the shared text.
    Text(Range<usize>),
    /// The end of a line or paragraph.
    Break,
    /// A table.
    Table(Grid),
}

/// A table of a page.
#[derive(Clone, Debug, Default)]
pub(super) struct Grid {
    pub(super) rows: Vec<Vec<GridCell>>,
}

/// A cell of such a table.
#[derive(Clone, Debug)]
pub(super) struct GridCell {
    pub(super) content: Vec<Node>,
    pub(super) colspan: usize,
    pub(super) rowspan: usize,
    /// Where it begins in the source.
    pub(super) origin: usize,
}

/// All the text of a page, and where its runs come from.
#[derive(Debug, Default)]
pub(super) struct Text {
    pub(super) text: String,
    /// Byte of `text`, byte of the source; ascending.
    pub(super) origins: Vec<(usize, usize)>,
}

/// Lays the content of a page out as a document.
pub(super) fn lay_out(text: &Text, content: &[Node]) -> Document {
    let mut writer = Writer {
        from: text,
        document: Document::default(),
        tables: 0,
    };
    writer.nodes(content, false);
    writer.document
}

/// Takes the end of its last table off a document whose source breaks off
/// before it.
pub(super) fn break_off(document: &mut Document) {
    let end = document.text.trim_end_matches(TABLE).len();
    document.text.truncate(end);
    for cell in &mut document.boxes {
        cell.end = cell.end.min(end);
    }
}

/// Columns beyond this belong to no table of the form.
const MOST_COLUMNS: usize = 256;

struct Writer<'a> {
    from: &'a Text,
    document: Document,
    tables: usize,
}

impl Writer<'_> {
    fn nodes(&mut self, nodes: &[Node], inline: bool) {
        for node in nodes {
            match node {
                Node::Text(range) => self.text(range.clone()),
                Node::Break => self.line_end(),
                Node::Table(grid) if inline || is_layout(grid) => self.layout(grid),
                Node::Table(grid) => self.table(grid),
            }
        }
    }

    /// Text with every run of blanks as one.
    #[expect(
        clippy::string_slice,
        reason = "a piece of text is a range of the text that all share"
    )]
    fn text(&mut self, range: Range<usize>) {
        let origins = &self.from.origins;
        let mut next = origins.partition_point(|(at, _)| *at <= range.start);
        let last = next.checked_sub(1).and_then(|last| origins.get(last));
        let mut source = last.map_or((0, 0), |o| *o);
        let mut fresh = true;
        let mut blank = self.document.text.ends_with([' ', '\n']);
        for (at, c) in self.from.text[range.clone()].char_indices() {
            let at = range.start + at;
            while let Some(origin) = origins.get(next).filter(|(from, _)| *from <= at) {
                source = *origin;
                next += 1;
                fresh = true;
            }
            let space = c.is_ascii_whitespace();
            if space && blank || plain(c).is_none() {
                fresh = true;
                continue;
            }
            blank = space;
            if fresh {
                let place = (self.document.text.len(), source.1 + (at - source.0));
                self.document.origins.push(place);
                fresh = false;
            }
            self.document.text.push(match c {
                _ if space => ' ',
                TABLE | ROW | CELL | '\0' => ' ',
                c => c,
            });
        }
        let end = origins.partition_point(|(at, _)| *at < range.end);
        if let Some((at, source)) = origins.get(end)
            && *at == range.end
        {
            let end = self.document.text.len();
            self.document.origins.push((end, *source));
        }
    }

    fn line_end(&mut self) {
        if !self.document.text.ends_with(['\n', TABLE, ROW, CELL]) {
            self.document.text.push('\n');
        }
    }

    /// A table that only places things on the page.
    fn layout(&mut self, grid: &Grid) {
        for cell in grid.rows.iter().flatten() {
            self.line_end();
            self.nodes(&cell.content, false);
        }
        self.line_end();
    }

    #[expect(
        clippy::indexing_slicing,
        reason = "the box was pushed before the content of its cell"
    )]
    fn table(&mut self, grid: &Grid) {
        self.tables += 1;
        self.document.text.push(TABLE);
        // For each column the row from which it is free again.
        let mut busy: Vec<usize> = Vec::new();
        for (y, row) in grid.rows.iter().enumerate() {
            self.document.text.push(ROW);
            let mut x = 0;
            for cell in row {
                while busy.get(x).is_some_and(|until| *until > y) {
                    x += 1;
                }
                let colspan = cell.colspan.clamp(1, MOST_COLUMNS);
                let end = (x + colspan).min(MOST_COLUMNS);
                if busy.len() < end {
                    busy.resize(end, 0);
                }
                let until = y.saturating_add(cell.rowspan.max(1));
                busy.iter_mut().take(end).skip(x).for_each(|b| *b = until);
                let own = self.document.boxes.len();
                self.document.boxes.push(Box {
                    at: self.document.text.len(),
                    end: 0,
                    cell: TableCell {
                        table: self.tables,
                        row: y + 1,
                        column: x + 1,
                    },
                    colspan,
                });
                self.document.text.push(CELL);
                let after = self.document.text.len();
                self.document.origins.push((after, cell.origin));
                self.nodes(&cell.content, true);
                let end = self.document.text.len();
                self.document.boxes[own].end = end;
                x += colspan;
            }
        }
        self.document.text.push(TABLE);
        let after = self.document.text.len();
        let end = self
            .document
            .origins
            .last()
            .map_or(0, |(_, source)| *source);
        self.document.origins.push((after, end));
    }
}

/// Whether a table holds other tables of more than one cell: then it places
/// them on the page and is none itself.
fn is_layout(grid: &Grid) -> bool {
    let mut cells = grid.rows.iter().flatten();
    cells.any(|cell| {
        cell.content.iter().any(|node| match node {
            Node::Table(inner) => {
                is_layout(inner) || inner.rows.iter().map(Vec::len).sum::<usize>() > 1
            }
            _ => false,
        })
    })
}
