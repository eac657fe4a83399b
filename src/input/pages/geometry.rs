//! What is printed on pages becomes a document: text line by line, tables cell
//! by cell, and a table that goes on over pages as one.

#![expect(
    clippy::indexing_slicing,
    reason = "fields are numbered within the rows and columns of their grid, and a part has rows"
)]

use super::blocks::{Block, Cell, Part, Text, begins};
use super::regions::Region;
use super::{Area, POINT, Page, Unit, columns, headers_footers, lines};
use crate::cells::{Box, CELL, Document, ROW, TABLE};
use crate::source::{PageBox, TableCell};

/// Lays pages out as one document.
pub(super) fn document(pages: &[Page]) -> Document {
    let mut regions: Vec<Region> = Vec::new();
    for (number, page) in pages.iter().enumerate() {
        match columns::halves(page) {
            Some(halves) => regions.extend(halves.iter().map(|half| Region::new(number, half))),
            None => regions.push(Region::new(number, page)),
        }
    }
    headers_footers::take_away(&mut regions, pages);
    let mut writer = Writer::new(pages);
    for whole in joined(regions.into_iter().flat_map(Region::blocks)) {
        match whole {
            Whole::Line(line) => writer.line(&line),
            Whole::Table(parts) => writer.table(&parts),
        }
    }
    writer.document
}

/// A line, or a table with all its parts.
enum Whole {
    Line(Text),
    Table(Vec<Part>),
}

/// Joins the parts of tables that go on over a page.
fn joined(blocks: impl Iterator<Item = Block>) -> Vec<Whole> {
    let mut wholes: Vec<Whole> = Vec::new();
    for block in blocks {
        match (block, wholes.last_mut()) {
            (Block::Line(line), _) => wholes.push(Whole::Line(line)),
            (Block::Table(mut part), Some(Whole::Table(parts)))
                if parts.last().is_some_and(|last| goes_on(last, &part)) =>
            {
                if let Some(last) = parts.last_mut() {
                    line_up(last, &mut part);
                    join_broken_row(last, &mut part);
                }
                parts.push(part);
            }
            (Block::Table(part), _) => wholes.push(Whole::Table(vec![part])),
        }
    }
    wholes
}

/// How far an edge may lie from the same edge on the page before.
const SAME_EDGE: Unit = 4 * POINT;

/// Whether a part is the rest of the table before it: on the next page, as
/// wide, and its columns the same as far as both have them.
fn goes_on(last: &Part, next: &Part) -> bool {
    if next.page != last.page + 1
        || last.area.width().abs_diff(next.area.width()) > SAME_EDGE.unsigned_abs()
    {
        return false;
    }
    let shift = next.area.left - last.area.left;
    let (few, many, shift) = if last.columns.len() < next.columns.len() {
        (&last.columns, &next.columns, shift)
    } else {
        (&next.columns, &last.columns, -shift)
    };
    let same = |edge: &&Unit| {
        many.iter()
            .any(|m| m.abs_diff(**edge + shift) <= SAME_EDGE.unsigned_abs())
    };
    let inner = few.get(1..few.len().saturating_sub(1)).unwrap_or_default();
    let shared = inner.iter().filter(same).count();
    shared * 3 >= inner.len() * 2
}

/// Moves a part sideways under the one before it, as margins of left and
/// right pages differ.
fn line_up(last: &Part, part: &mut Part) {
    let shift = last.area.left - part.area.left;
    part.columns.iter_mut().for_each(|c| *c += shift);
    part.area.left += shift;
    part.area.right += shift;
    for cell in part.rows.iter_mut().flatten() {
        cell.area.left += shift;
        cell.area.right += shift;
    }
}

/// Where a row was cut by the end of the page, takes its rest to its beginning.
fn join_broken_row(last: &mut Part, part: &mut Part) {
    let Some(top) = part.rows.first() else { return };
    let open = !last.closed.1 && !part.closed.0;
    let Some(bottom) = last.rows.last_mut() else {
        return;
    };
    if top.iter().all(|cell| cell.text.is_empty()) {
        part.rows.remove(0);
        return;
    }
    if !is_rest(bottom, top, open) {
        doubt(bottom, &mut part.rows[0]);
        return;
    }
    let rest = part.rows.remove(0);
    for own in rest {
        match bottom.iter_mut().find(|cell| same_column(cell, &own)) {
            Some(cell) => append(&mut cell.text, &own.text),
            None if own.text.is_empty() => {}
            None => bottom.push(own),
        }
    }
}

fn same_column(one: &Cell, two: &Cell) -> bool {
    let near = |a: Unit, b: Unit| a.abs_diff(b) <= SAME_EDGE.unsigned_abs();
    near(one.area.left, two.area.left) && near(one.area.right, two.area.right)
}

/// Marks the empty cells of two rows at the end of a page, where they may be
/// one: beside a label that begins none they may not be taken for blank.
fn doubt(bottom: &mut [Cell], top: &mut [Cell]) {
    let label = top.iter().find(|cell| is_words(&cell.text));
    if label.is_none_or(|cell| begins(&cell.text)) {
        return;
    }
    for above in bottom {
        let Some(below) = top.iter_mut().find(|cell| same_column(above, cell)) else {
            continue;
        };
        let number = |cell: &Cell| is_number(&cell.text);
        if number(above) && below.text.is_empty() {
            below.text.push('\u{FFFD}');
        } else if number(below) && above.text.is_empty() {
            above.text.push('\u{FFFD}');
        }
    }
}

/// Whether the first row of a page is the rest of the last row before it.
///
/// Word draws a line at both sides of the break, so that only the text tells:
/// the label's last line is full, what follows does not begin a label of its
/// own, and the numbers stand in one of the two rows only.
fn is_rest(bottom: &[Cell], top: &[Cell], open: bool) -> bool {
    let pairs: Vec<(&Cell, &Cell)> = top
        .iter()
        .filter_map(|cell| Some((bottom.iter().find(|b| same_column(b, cell))?, cell)))
        .collect();
    if pairs.len() < 2 || top.iter().all(|cell| cell.text.is_empty()) {
        return false;
    }
    if open {
        return true;
    }
    let mut both = pairs
        .iter()
        .filter(|(b, t)| !b.text.is_empty() && !t.text.is_empty());
    let label_goes_on = |(b, t): &(&Cell, &Cell)| {
        b.full && is_words(&b.text) && is_words(&t.text) && !begins(&t.text)
    };
    let only_labels = both.clone().all(label_goes_on) && both.next().is_some();
    let above = pairs.iter().any(|(b, _)| is_number(&b.text));
    let below = pairs.iter().any(|(_, t)| is_number(&t.text));
    only_labels && !(above && below)
}

fn is_number(text: &str) -> bool {
    !text.is_empty()
        && text
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | ' '))
}

fn is_words(text: &str) -> bool {
    text.chars().filter(|c| lines::is_han(*c)).count() > 0
}

fn append(text: &mut String, rest: &str) {
    let ends = text.chars().next_back();
    let starts = rest.chars().next();
    if let (Some(end), Some(start)) = (ends, starts)
        && !lines::is_han(end)
        && !lines::is_han(start)
    {
        text.push(' ');
    }
    text.push_str(rest);
}

struct Writer<'a> {
    document: Document,
    tables: usize,
    pages: &'a [Page],
}

impl<'a> Writer<'a> {
    fn new(pages: &'a [Page]) -> Self {
        Self {
            document: Document::default(),
            tables: 0,
            pages,
        }
    }

    /// Says where what is written next is printed.
    fn printed(&mut self, page: usize, area: Area) {
        let shown = self.pages.get(page).map_or(area, |p| p.as_shown(area));
        let at = self.document.text.len();
        self.document.pages.push((at, page_box(page, shown)));
    }

    fn line(&mut self, line: &Text) {
        self.printed(line.page, line.area);
        self.document.text.push_str(&plain(&line.words));
        self.document.text.push('\n');
    }

    fn table(&mut self, parts: &[Part]) {
        self.tables += 1;
        let edges = edges(parts);
        self.document.text.push(TABLE);
        let mut row = 0;
        for cells in parts.iter().flat_map(|part| &part.rows) {
            row += 1;
            self.document.text.push(ROW);
            let mut cells: Vec<&Cell> = cells.iter().collect();
            cells.sort_by_key(|cell| cell.area.left);
            for cell in cells {
                self.cell(cell, &edges, row);
            }
        }
        self.document.text.push(TABLE);
    }

    fn cell(&mut self, cell: &Cell, edges: &[Unit], row: usize) {
        let column = edge(edges, cell.area.left);
        let at = self.document.text.len();
        self.printed(cell.page, cell.area);
        self.document.text.push(CELL);
        self.document.text.push_str(&plain(&cell.text));
        self.document.boxes.push(Box {
            at,
            end: self.document.text.len(),
            cell: TableCell {
                table: self.tables,
                row,
                column: column + 1,
            },
            colspan: edge(edges, cell.area.right).saturating_sub(column).max(1),
        });
    }
}

/// The edges of all columns of a table's parts.
fn edges(parts: &[Part]) -> Vec<Unit> {
    let mut edges: Vec<Unit> = parts.iter().flat_map(|p| p.columns.clone()).collect();
    edges.sort_unstable();
    edges.dedup_by(|next, kept| next.saturating_sub(*kept) <= SAME_EDGE);
    edges
}

/// Which edge is nearest.
fn edge(edges: &[Unit], at: Unit) -> usize {
    let nearest = edges.iter().enumerate().min_by_key(|(_, e)| e.abs_diff(at));
    nearest.map_or(0, |(index, _)| index)
}

/// Text without the characters that part cells.
fn plain(text: &str) -> String {
    text.replace([TABLE, ROW, CELL, '\0', '\n', '\r'], " ")
}

/// A rectangle in whole points.
fn page_box(page: usize, area: Area) -> PageBox {
    let down = |at: Unit| (at.max(0) / POINT).unsigned_abs();
    let up = |at: Unit| (at.max(0).saturating_add(POINT - 1) / POINT).unsigned_abs();
    PageBox {
        page: page as u32 + 1,
        left: down(area.left),
        top: down(area.top),
        right: up(area.right),
        bottom: up(area.bottom),
    }
}
