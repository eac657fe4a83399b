//! A page becomes its ruled tables, cell by cell, and the lines outside of them.

#![expect(
    clippy::indexing_slicing,
    reason = "fields are numbered within the rows and columns of their grid"
)]

use super::blocks::{Block, Cell, Part};
use super::grid::{self, Field, Grid};
use super::lines::{self, Line};
use super::{Area, Glyph, POINT, Page, Ruling, Unit, columns};

/// A page, or a half of one that holds two: its ruled tables with what stands
/// in them, and the lines outside.
#[derive(Debug)]
pub(super) struct Region {
    pub(super) page: usize,
    pub(super) lines: Vec<Line>,
    tables: Vec<(Grid, Vec<Glyph>)>,
}

impl Region {
    pub(super) fn new(number: usize, page: &Page) -> Self {
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
    pub(super) fn blocks(self) -> Vec<Block> {
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
