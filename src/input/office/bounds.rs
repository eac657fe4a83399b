//! Rows whose cells are told by where they end become a grid: columns are what
//! all the rows of a table agree on.

use super::super::flow::{Grid, Node};
use super::table::{Cell, Merge, Table};

/// Where a cell ends, in twips, and how it is merged.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Bound {
    pub(super) right: i32,
    pub(super) down: Merge,
    pub(super) across: Merge,
}

/// A row: where it begins, its cells' ends, and what they hold.
#[derive(Debug, Default)]
pub(super) struct Row {
    pub(super) left: i32,
    pub(super) bounds: Vec<Bound>,
    pub(super) cells: Vec<Vec<Node>>,
}

/// Ends no further apart than this are the same: rows are often a hair off.
const TOLERANCE: i32 = 40;

/// The rows of one table as a grid.
pub(super) fn grid(rows: Vec<Row>) -> Grid {
    let ends = ends(&rows);
    let column = |x: i32| ends.partition_point(|end| *end < x - TOLERANCE);
    let mut table = Table::default();
    for row in rows {
        table.begin_row();
        let mut left = column(row.left);
        table.skip_columns(left);
        let mut bounds = row.bounds.into_iter();
        for content in row.cells {
            let bound = bounds.next();
            let right = bound.map_or(left + 1, |b| column(b.right)).max(left + 1);
            let bound = bound.unwrap_or_default();
            table.begin_cell(Cell {
                content,
                colspan: right - left,
                down: bound.down,
                across: bound.across,
                ..Cell::default()
            });
            table.end_cell();
            left = right;
        }
        table.end_row();
    }
    table.grid()
}

/// Every place where cells begin or end, near ones once.
fn ends(rows: &[Row]) -> Vec<i32> {
    let mut all: Vec<i32> = rows
        .iter()
        .flat_map(|row| row.bounds.iter().map(|b| b.right).chain([row.left]))
        .collect();
    all.sort_unstable();
    all.dedup_by(|next, kept| *next - *kept <= TOLERANCE);
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(left: i32, rights: &[i32]) -> Row {
        let bound = |right: &i32| Bound {
            right: *right,
            ..Bound::default()
        };
        Row {
            left,
            bounds: rights.iter().map(bound).collect(),
            cells: rights.iter().map(|_| Vec::new()).collect(),
        }
    }

    #[test]
    fn a_cell_spans_the_columns_of_other_rows() {
        let grid = grid(vec![
            row(-100, &[1000, 3010]),
            row(-108, &[1005, 2000, 3000]),
        ]);
        let spans = |y: usize| grid.rows[y].iter().map(|c| c.colspan).collect::<Vec<_>>();
        assert_eq!((spans(0), spans(1)), (vec![1, 2], vec![1, 1, 1]));
    }
}
