//! What is printed on pages becomes a document: text line by line, tables cell
//! by cell, and a table that goes on over pages as one.

#![expect(
    clippy::indexing_slicing,
    reason = "fields are numbered within the rows and columns of their grid, and a part has rows"
)]

use super::grid::{self, Field, Grid};
use super::lines::{self, Line};
use super::{Area, Glyph, POINT, Page, Ruling, Unit, columns, furniture};
use crate::cells::{Box, CELL, Document, ROW, TABLE};
use crate::source::{PageBox, TableCell};

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

/// Lays pages out as one document.
pub(super) fn document(pages: &[Page]) -> Document {
    let mut regions: Vec<Region> = Vec::new();
    for (number, page) in pages.iter().enumerate() {
        match columns::halves(page) {
            Some(halves) => regions.extend(halves.iter().map(|half| Region::new(number, half))),
            None => regions.push(Region::new(number, page)),
        }
    }
    furniture::take_away(&mut regions, pages);
    let mut writer = Writer::new(pages);
    for whole in joined(regions.into_iter().flat_map(Region::blocks)) {
        match whole {
            Whole::Line(line) => writer.line(&line),
            Whole::Table(parts) => writer.table(&parts),
        }
    }
    writer.document
}

/// A page, or a half of one that holds two: its ruled tables with what stands
/// in them, and the lines outside.
#[derive(Debug)]
pub(super) struct Region {
    pub(super) page: usize,
    pub(super) lines: Vec<Line>,
    tables: Vec<(Grid, Vec<Glyph>)>,
}

impl Region {
    fn new(number: usize, page: &Page) -> Self {
        let mut tables: Vec<(Grid, Vec<Glyph>)> = grid::grids(&page.rulings)
            .into_iter()
            .map(|grid| (grid, Vec::new()))
            .collect();
        let mut loose = Vec::new();
        for glyph in page.glyphs.iter().chain(&struck(page)) {
            let own = tables
                .iter_mut()
                .filter(|(grid, _)| grid.area.holds(glyph.area.middle()))
                .min_by_key(|(g, _)| i64::from(g.area.width()) * i64::from(g.area.height()));
            match own {
                Some((_, inside)) => inside.push(*glyph),
                None => loose.push(*glyph),
            }
        }
        add_overhanging(&mut tables, &loose);
        // A grid without text is a drawing.
        let written = |glyphs: &[Glyph]| glyphs.iter().any(|g| !g.letter.is_whitespace());
        tables.retain(|(_, glyphs)| written(glyphs));
        Self {
            page: number,
            lines: lines::lines(loose),
            tables,
        }
    }

    /// Its pieces in reading order.
    fn blocks(self) -> Vec<Block> {
        let mut blocks = Vec::new();
        let mut rest = self.lines.as_slice();
        for (grid, glyphs) in self.tables {
            let above = rest
                .iter()
                .take_while(|l| l.area.middle().1 < grid.area.top)
                .count();
            let (lines, below) = rest.split_at(above);
            blocks.extend(columns::blocks(self.page, lines));
            blocks.push(Block::Table(part(self.page, &grid, glyphs)));
            rest = below;
        }
        blocks.extend(columns::blocks(self.page, rest));
        blocks
    }
}

/// Marks before numbers that a line is drawn through.
fn struck(page: &Page) -> Vec<Glyph> {
    let mut level: Vec<&Ruling> = page.rulings.iter().filter(|r| !r.upright).collect();
    level.sort_by_key(|r| r.at);
    let digits = page.glyphs.iter().filter(|g| g.letter.is_ascii_digit());
    let mut marks = Vec::new();
    for line in lines::lines(digits.copied().collect()) {
        for number in line.glyphs.chunk_by(is_next) {
            let (Some(first), Some(last)) = (number.first(), number.last()) else {
                continue;
            };
            let (left, right, size) = (first.area.left, last.area.right, first.size);
            let through = |r: &Ruling| {
                let drawn = r.to.min(right).saturating_sub(r.from.max(left));
                let beyond = (left - size..=left + size).contains(&r.from)
                    && (right - size..=right + size).contains(&r.to);
                beyond && i64::from(drawn) * 5 >= i64::from(right - left) * 3
            };
            let (top, bottom) = (first.base - size * 3 / 5, first.base - size / 7);
            let next = level.partition_point(|r| r.at < top);
            let near = level.iter().skip(next).take_while(|r| r.at <= bottom);
            if near.take(MOST_LINES_NEAR).any(|r| through(r)) {
                marks.push(Glyph {
                    letter: '^',
                    area: Area {
                        right: left,
                        ..first.area
                    },
                    ..*first
                });
            }
        }
    }
    marks
}

/// The most lines that are looked at for one number.
const MOST_LINES_NEAR: usize = 64;

/// Whether a digit is of the same number as the one before it.
fn is_next(one: &Glyph, two: &Glyph) -> bool {
    two.area.left.saturating_sub(one.area.right) <= one.size.max(two.size) / 5
}

/// Adds digits beside a table to it: a number of its outermost cells may run
/// over the edge.
fn add_overhanging(tables: &mut [(Grid, Vec<Glyph>)], loose: &[Glyph]) {
    for glyph in loose.iter().filter(|g| g.letter.is_ascii_digit()) {
        let (x, y) = glyph.area.middle();
        let beside = |area: Area| {
            (area.top..=area.bottom).contains(&y)
                && (x.abs_diff(area.left) <= OVERHANG || x.abs_diff(area.right) <= OVERHANG)
        };
        let beside = tables.iter_mut().find(|(grid, _)| beside(grid.area));
        if let Some((_, inside)) = beside {
            inside.push(*glyph);
        }
    }
}

/// How far from a table's edge a number that begins in it may go on.
const OVERHANG: u32 = 40 * POINT.unsigned_abs();

/// Fills the cells of a ruled table.
fn part(number: usize, grid: &Grid, glyphs: Vec<Glyph>) -> Part {
    let index = Index::new(grid);
    let doubtful = straddled(&index, &glyphs);
    let mut inside: Vec<Vec<Glyph>> = vec![Vec::new(); grid.fields.len()];
    for glyph in glyphs {
        if let Some(own) = index.field(&glyph) {
            inside[own].push(glyph);
        }
    }
    let mut rows = vec![Vec::new(); grid.rows.len().saturating_sub(1)];
    for (own, (field, glyphs)) in grid.fields.iter().zip(inside).enumerate() {
        let mut cell = cell(number, field, glyphs);
        if doubtful.binary_search(&own).is_ok() {
            cell.text.push('\u{FFFD}');
        }
        rows[field.row].push(cell);
    }
    Part {
        page: number,
        columns: grid.columns.clone(),
        rows,
        area: grid.area,
        closed: grid.closed,
    }
}

fn cell(page: usize, field: &Field, glyphs: Vec<Glyph>) -> Cell {
    let lines = lines::lines(glyphs);
    let is_full = |line: &Line| {
        let size = line.glyphs.first().map_or(0, |g| g.size);
        let left_over = field.area.width() - line.area.width();
        left_over <= 2 * size + 14 * POINT
    };
    Cell {
        text: lines::wrapped(&lines),
        page,
        area: field.area,
        full: lines.last().is_some_and(is_full),
    }
}

/// Finds the cell of a position.
struct Index<'a> {
    grid: &'a Grid,
    fields: Vec<usize>,
}

impl<'a> Index<'a> {
    fn new(grid: &'a Grid) -> Self {
        let wide = grid.columns.len() - 1;
        let mut fields = vec![0; (grid.rows.len() - 1) * wide];
        for (own, field) in grid.fields.iter().enumerate() {
            for y in field.row..=field.last_row {
                fields[y * wide + field.column..=y * wide + field.last_column].fill(own);
            }
        }
        Self { grid, fields }
    }

    /// The field that a glyph stands in; none for one beside the table.
    fn field(&self, glyph: &Glyph) -> Option<usize> {
        let (x, y) = glyph.area.middle();
        if !self.grid.area.holds((x, y)) {
            return None;
        }
        let between = |stops: &[Unit], at: Unit| {
            let next = stops.partition_point(|s| *s <= at);
            next.clamp(1, stops.len() - 1) - 1
        };
        let row = between(&self.grid.rows, y);
        let column = between(&self.grid.columns, x);
        let wide = self.grid.columns.len() - 1;
        self.fields.get(row * wide + column).copied()
    }
}

/// The cells that a number runs across, from one into the next: it may belong
/// to either, or be two.
fn straddled(index: &Index, glyphs: &[Glyph]) -> Vec<usize> {
    let digits = glyphs.iter().filter(|g| g.letter.is_ascii_digit());
    let mut found = Vec::new();
    for line in lines::lines(digits.copied().collect()) {
        for pair in line.glyphs.windows(2) {
            let [one, two] = pair else { continue };
            let (a, b) = (index.field(one), index.field(two));
            if a != b && is_next(one, two) {
                found.extend([a, b].into_iter().flatten());
            }
        }
    }
    found.sort_unstable();
    found.dedup();
    found
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
