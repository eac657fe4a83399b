//! A table of a Word document while its rows are read: cells counted in columns
//! of the table's own grid.

use super::super::super::flow::{Grid, Node};
use super::super::grid::{self, Row, grid};

/// A cell while it is read.
#[derive(Debug, Default)]
pub(super) struct Cell {
    pub(super) content: Vec<Node>,
    pub(super) columns: i32,
    pub(super) joins_above: bool,
    pub(super) joins_left: bool,
    pub(super) is_deleted: bool,
}

/// A table while it is read.
#[derive(Debug, Default)]
pub(super) struct Table {
    rows: Vec<Row>,
    row: Row,
    cell: Option<Cell>,
    is_dropped: bool,
}

/// Columns beyond this belong to no table of the form.
const MOST_COLUMNS: i32 = 256;

impl Table {
    pub(super) fn begin_row(&mut self) {
        self.row = Row {
            cells: Vec::new(),
            edges: vec![0],
        };
        self.is_dropped = false;
    }

    /// Leaves out the row being read.
    pub(super) fn drop_row(&mut self) {
        self.is_dropped = true;
    }

    /// The row begins so many columns further right.
    pub(super) fn indent(&mut self, columns: i32) {
        if let [left] = self.row.edges.as_mut_slice() {
            *left = columns.clamp(0, MOST_COLUMNS);
        }
    }

    pub(super) fn begin_cell(&mut self) {
        self.cell = Some(Cell::default());
    }

    /// The cell being read.
    pub(super) fn cell(&mut self) -> Option<&mut Cell> {
        self.cell.as_mut()
    }

    pub(super) fn push(&mut self, node: Node) {
        if let Some(cell) = &mut self.cell {
            cell.content.push(node);
        }
    }

    pub(super) fn end_cell(&mut self) {
        let Some(mut cell) = self.cell.take().filter(|cell| !cell.is_deleted) else {
            return;
        };
        cell.content.pop_if(|node| matches!(node, Node::Break));
        let left = self.row.edges.last().copied().unwrap_or_default();
        let columns = cell.columns.clamp(1, MOST_COLUMNS);
        self.row.edges.push(left.saturating_add(columns));
        self.row.cells.push(grid::Cell {
            content: cell.content,
            joins_left: cell.joins_left,
            joins_above: cell.joins_above,
        });
    }

    pub(super) fn end_row(&mut self) {
        let row = std::mem::take(&mut self.row);
        if !self.is_dropped {
            self.rows.push(row);
        }
    }

    pub(super) fn grid(self) -> Grid {
        grid(self.rows)
    }
}
