//! Rows of cells with Word's marks of merging become a grid with spans.

use super::super::flow::{Grid, GridCell, Node};
use crate::source::Words;

/// How a cell takes part in a merge, downwards or to the right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Merge {
    /// Not at all.
    #[default]
    None,
    /// It is the first of the merged cells, the one that is shown.
    Restart,
    /// It belongs to the one before.
    Continue,
}

impl Merge {
    /// By the value of the mark; a mark without one continues.
    pub(super) fn of(value: Option<&str>) -> Self {
        match value {
            Some("restart") => Merge::Restart,
            _ => Merge::Continue,
        }
    }
}

/// A cell as a row has it.
#[derive(Debug, Default)]
pub(super) struct Cell {
    pub(super) content: Vec<Node>,
    pub(super) colspan: usize,
    pub(super) down: Merge,
    pub(super) across: Merge,
    pub(super) is_deleted: bool,
    /// Where it begins, counted in columns from 0.
    pub(super) column: usize,
}

/// A table while its rows are read.
#[derive(Debug, Default)]
pub(super) struct Table {
    rows: Vec<Vec<Cell>>,
    row: Vec<Cell>,
    open: Option<Cell>,
    next: usize,
    is_dropped: bool,
}

/// Columns beyond this belong to no table of the form.
const MOST_COLUMNS: usize = 256;

impl Table {
    pub(super) fn begin_row(&mut self) {
        self.row.clear();
        self.next = 0;
        self.is_dropped = false;
    }

    /// Leaves out the row being read.
    pub(super) fn drop_row(&mut self) {
        self.is_dropped = true;
    }

    /// The row begins some columns further right.
    pub(super) fn skip_columns(&mut self, columns: usize) {
        let colspan = columns.min(MOST_COLUMNS);
        if colspan > 0 {
            self.begin_cell(Cell::default());
            if let Some(cell) = self.cell() {
                cell.colspan = colspan;
            }
            self.end_cell();
        }
    }

    pub(super) fn begin_cell(&mut self, cell: Cell) {
        self.open = Some(cell);
    }

    /// The cell being read.
    pub(super) fn cell(&mut self) -> Option<&mut Cell> {
        self.open.as_mut()
    }

    /// What stands between cells belongs to the last.
    pub(super) fn push(&mut self, node: Node) {
        match &mut self.open {
            Some(cell) => cell.content.push(node),
            None => {
                if let Some(cell) = self.row.last_mut() {
                    cell.content.push(node);
                }
            }
        }
    }

    pub(super) fn end_cell(&mut self) {
        let Some(mut cell) = self.open.take().filter(|cell| !cell.is_deleted) else {
            return;
        };
        cell.colspan = cell.colspan.clamp(1, MOST_COLUMNS);
        cell.column = self.next;
        self.next += cell.colspan;
        match self.row.last_mut() {
            Some(before) if cell.across == Merge::Continue => before.colspan += cell.colspan,
            _ => self.row.push(cell),
        }
    }

    pub(super) fn end_row(&mut self) {
        let row = std::mem::take(&mut self.row);
        if !self.is_dropped {
            self.rows.push(row);
        }
    }

    /// The table with spans instead of marks.
    pub(super) fn grid(mut self) -> Grid {
        let spans = self.spans();
        let rows = std::mem::take(&mut self.rows).into_iter().zip(spans);
        Grid {
            rows: rows.map(|(row, spans)| grid_row(row, &spans)).collect(),
        }
    }

    /// For each cell how many rows it covers, 0 where another covers it.
    fn spans(&self) -> Vec<Vec<usize>> {
        let mut spans: Vec<Vec<usize>> = self.rows.iter().map(|row| vec![1; row.len()]).collect();
        for (y, row) in self.rows.iter().enumerate() {
            for (x, cell) in row.iter().enumerate() {
                if cell.down == Merge::Continue
                    && let Some((top, at)) = self.top_of(y, cell.column)
                {
                    spans[top][at] = y - top + 1;
                    spans[y][x] = 0;
                }
            }
        }
        spans
    }

    /// The cell that a continued one belongs to: the nearest above in its column that
    /// does not continue, if every one between does.
    fn top_of(&self, y: usize, column: usize) -> Option<(usize, usize)> {
        for (above, row) in self.rows[..y].iter().enumerate().rev() {
            let at = row.iter().position(|cell| cell.column == column)?;
            match row[at].down {
                Merge::Continue => {}
                Merge::Restart => return Some((above, at)),
                // It claims to continue where nothing began: a cell of its own.
                Merge::None => return None,
            }
        }
        None
    }
}

fn grid_row(row: Vec<Cell>, spans: &[usize]) -> Vec<GridCell> {
    let shown = row.into_iter().zip(spans).filter(|(_, span)| **span > 0);
    shown
        .map(|(cell, span)| GridCell {
            content: cell.content,
            colspan: cell.colspan,
            rowspan: *span,
            origin: 0,
        })
        .collect()
}

/// Said where rows were left out because the document hides them.
pub(super) fn hidden_rows(count: usize) -> Words {
    Words::new(
        format!("表格中有{count}行被隐藏，没有读取"),
        format!("{count} rows of a table are hidden and were not read"),
    )
}
