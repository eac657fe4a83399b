//! Ruled lines become the cells of tables.
//!
//! Pieces of one line are joined, lines that cross or touch are one table, and
//! fields of its grid with no line between them are one merged cell.

#![expect(
    clippy::indexing_slicing,
    reason = "fields, rows and columns are numbered within the edges of their grid"
)]

use super::{Area, POINT, Ruling, Unit};

/// Lines nearer than this are one: double lines, and the frames that some
/// pages draw round each cell.
const NEAR: Unit = 9 * POINT / 2;
/// A shorter line is no edge of a cell.
const SHORTEST: Unit = 4 * POINT;
/// The most lines of one direction on a page; of more the longest are kept.
const MOST_LINES: usize = 2000;
/// The most fields of one table's grid.
const MOST_FIELDS: usize = 40_000;

/// A table of ruled cells.
#[derive(Clone, Debug)]
pub(super) struct Grid {
    pub(super) area: Area,
    /// Its upright lines, left to right.
    pub(super) columns: Vec<Unit>,
    /// Its level lines, top to bottom.
    pub(super) rows: Vec<Unit>,
    pub(super) fields: Vec<Field>,
    /// Whether a line closes it above and below.
    pub(super) closed: (bool, bool),
}

/// A cell, by the numbers of the lines around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Field {
    pub(super) row: usize,
    pub(super) column: usize,
    pub(super) last_row: usize,
    pub(super) last_column: usize,
    pub(super) area: Area,
}

/// The ruled tables of a page, top to bottom.
pub(super) fn grids(rulings: &[Ruling]) -> Vec<Grid> {
    let level = joined(rulings, false);
    let upright = joined(rulings, true);
    let mut grids: Vec<Grid> = tables(&level, &upright)
        .into_iter()
        .filter_map(|(level, upright)| grid(&level, &upright))
        .collect();
    grids.sort_by_key(|g| (g.area.top, g.area.left));
    grids
}

/// The lines of one direction, pieces of one line joined.
fn joined(rulings: &[Ruling], upright: bool) -> Vec<Ruling> {
    let mut lines: Vec<Ruling> = rulings
        .iter()
        .filter(|r| r.upright == upright)
        .copied()
        .collect();
    lines.sort_by_key(|r| (r.at, r.from, r.to));
    let mut joined: Vec<Ruling> = Vec::new();
    let mut rest = lines.as_slice();
    while let Some(first) = rest.first() {
        let near = rest.partition_point(|r| r.at <= first.at.saturating_add(NEAR));
        let (same, others) = rest.split_at(near);
        joined.extend(pieces(same));
        rest = others;
    }
    joined.retain(|r| r.to.saturating_sub(r.from) >= SHORTEST);
    if joined.len() > MOST_LINES {
        joined.sort_by_key(|r| (r.from.saturating_sub(r.to), r.at, r.from));
        joined.truncate(MOST_LINES);
        joined.sort_by_key(|r| (r.at, r.from, r.to));
    }
    joined
}

/// Lines at one place, joined where they touch.
fn pieces(same: &[Ruling]) -> Vec<Ruling> {
    let first = same.first().map_or(0, |r| r.at);
    let last = same.last().map_or(0, |r| r.at);
    let mut sorted = same.to_vec();
    sorted.sort_by_key(|r| (r.from, r.to));
    let mut pieces: Vec<Ruling> = Vec::new();
    for line in sorted {
        let at = Unit::midpoint(first, last);
        match pieces.last_mut() {
            Some(piece) if line.from <= piece.to.saturating_add(NEAR) => {
                piece.to = piece.to.max(line.to);
            }
            _ => pieces.push(Ruling { at, ..line }),
        }
    }
    pieces
}

/// Lines that cross or touch, directly or through others: level, upright.
fn tables(level: &[Ruling], upright: &[Ruling]) -> Vec<(Vec<Ruling>, Vec<Ruling>)> {
    let mut groups = Groups::new(level.len() + upright.len());
    for (y, row) in level.iter().enumerate() {
        let from = upright.partition_point(|u| u.at < row.from.saturating_sub(NEAR));
        for (x, column) in upright.iter().enumerate().skip(from) {
            if column.at > row.to.saturating_add(NEAR) {
                break;
            }
            let reaches = column.from.saturating_sub(NEAR)..=column.to.saturating_add(NEAR);
            if reaches.contains(&row.at) {
                groups.join(y, level.len() + x);
            }
        }
    }
    let mut tables: Vec<(Vec<Ruling>, Vec<Ruling>)> = Vec::new();
    let mut place = vec![usize::MAX; level.len() + upright.len()];
    for (own, line) in level.iter().chain(upright).enumerate() {
        let root = groups.root(own);
        if place[root] == usize::MAX {
            place[root] = tables.len();
            tables.push((Vec::new(), Vec::new()));
        }
        let (rows, columns) = &mut tables[place[root]];
        if own < level.len() {
            rows.push(*line);
        } else {
            columns.push(*line);
        }
    }
    tables
}

/// The cells between the lines of one table; none where there are not two.
fn grid(level: &[Ruling], upright: &[Ruling]) -> Option<Grid> {
    let rows = stops(level, upright)?;
    let columns = stops(upright, level)?;
    let area = Area {
        left: *columns.first()?,
        top: *rows.first()?,
        right: *columns.last()?,
        bottom: *rows.last()?,
    };
    let (high, wide) = (rows.len() - 1, columns.len() - 1);
    if high * wide > MOST_FIELDS {
        return None;
    }
    let mut groups = Groups::new(high * wide);
    for y in 0..high {
        for x in 0..wide {
            let own = y * wide + x;
            let beside = || covered(upright, columns[x + 1], rows[y], rows[y + 1]);
            if x + 1 < wide && !beside() {
                groups.join(own, own + 1);
            }
            let below = || covered(level, rows[y + 1], columns[x], columns[x + 1]);
            if y + 1 < high && !below() {
                groups.join(own, own + wide);
            }
        }
    }
    let fields = fields(&mut groups, &rows, &columns);
    let closed = |y: Unit| covered(level, y, area.left, area.right);
    (fields.len() > 1).then(|| Grid {
        area,
        closed: (closed(area.top), closed(area.bottom)),
        columns,
        rows,
        fields,
    })
}

/// Where lines stand, and where those across them end; none for fewer than two.
fn stops(lines: &[Ruling], across: &[Ruling]) -> Option<Vec<Unit>> {
    let mut at: Vec<Unit> = lines.iter().map(|r| r.at).collect();
    at.sort_unstable();
    at.dedup_by(|next, kept| next.saturating_sub(*kept) <= NEAR);
    let first = across.iter().map(|r| r.from).min();
    let last = across.iter().map(|r| r.to).max();
    for end in [first, last].into_iter().flatten() {
        if at.iter().all(|a| a.abs_diff(end) > NEAR.unsigned_abs()) {
            at.push(end);
        }
    }
    at.sort_unstable();
    (at.len() > 1).then_some(at)
}

/// Whether most of the way between two points is drawn.
fn covered(lines: &[Ruling], at: Unit, from: Unit, to: Unit) -> bool {
    let first = lines.partition_point(|r| r.at < at.saturating_sub(NEAR));
    let drawn: i64 = lines[first..]
        .iter()
        .take_while(|r| r.at <= at.saturating_add(NEAR))
        .map(|r| i64::from(r.to.min(to)) - i64::from(r.from.max(from)))
        .filter(|length| *length > 0)
        .sum();
    drawn * 10 >= (i64::from(to) - i64::from(from)) * 6
}

/// Groups of fields as rectangles, by row and column. A group of another shape
/// is cut into several.
fn fields(groups: &mut Groups, rows: &[Unit], columns: &[Unit]) -> Vec<Field> {
    let (high, wide) = (rows.len() - 1, columns.len() - 1);
    let roots: Vec<usize> = (0..high * wide).map(|at| groups.root(at)).collect();
    let mut taken = vec![false; high * wide];
    let mut fields = Vec::new();
    for own in 0..high * wide {
        if taken[own] {
            continue;
        }
        let (row, column) = (own / wide, own % wide);
        let free = |y: usize, x: usize, taken: &[bool]| {
            roots[y * wide + x] == roots[own] && !taken[y * wide + x]
        };
        let mut last_column = column;
        while last_column + 1 < wide && free(row, last_column + 1, &taken) {
            last_column += 1;
        }
        let mut last_row = row;
        while last_row + 1 < high && (column..=last_column).all(|x| free(last_row + 1, x, &taken)) {
            last_row += 1;
        }
        for y in row..=last_row {
            taken[y * wide + column..=y * wide + last_column].fill(true);
        }
        fields.push(Field {
            row,
            column,
            last_row,
            last_column,
            area: Area {
                left: columns[column],
                top: rows[row],
                right: columns[last_column + 1],
                bottom: rows[last_row + 1],
            },
        });
    }
    fields
}

/// Things joined to groups, each known by its least member.
struct Groups(Vec<usize>);

impl Groups {
    fn new(count: usize) -> Self {
        Self((0..count).collect())
    }

    fn root(&mut self, mut at: usize) -> usize {
        while self.0[at] != at {
            self.0[at] = self.0[self.0[at]];
            at = self.0[at];
        }
        at
    }

    fn join(&mut self, one: usize, two: usize) {
        let (one, two) = (self.root(one), self.root(two));
        self.0[one.max(two)] = one.min(two);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(upright: bool, at: Unit, from: Unit, to: Unit) -> Ruling {
        let scale = |n: Unit| n * POINT;
        Ruling {
            upright,
            at: scale(at),
            from: scale(from),
            to: scale(to),
        }
    }

    #[test]
    fn fields_without_a_line_between_them_are_one_cell() {
        let rulings = [
            line(false, 0, 0, 90),
            line(false, 20, 30, 90),
            line(false, 40, 0, 60),
            line(false, 41, 58, 90),
            line(true, 0, 0, 40),
            line(true, 30, 0, 40),
            line(true, 60, 20, 40),
            line(true, 90, 0, 40),
        ];
        let grids = grids(&rulings);
        let spans = |f: &Field| (f.row, f.column, f.last_row, f.last_column);
        let cells: Vec<_> = grids[0].fields.iter().map(spans).collect();
        assert_eq!(
            cells,
            [(0, 0, 1, 0), (0, 1, 0, 2), (1, 1, 1, 1), (1, 2, 1, 2)]
        );
        assert_eq!(grids[0].closed, (true, true));
    }

    #[test]
    fn a_frame_or_an_underline_is_no_table() {
        let frame = [
            line(false, 0, 0, 90),
            line(false, 40, 0, 90),
            line(true, 0, 0, 40),
            line(true, 90, 0, 40),
            line(false, 200, 0, 90),
        ];
        assert!(grids(&frame).is_empty());
    }
}
