//! Errors of a whole table, tried before any search: what would it hold if this had happened?
//!
//! They may touch many cells and yet be one act, so the smallest set of cells can miss them. A
//! hypothesis counts only where all relations then hold.

#![expect(
    clippy::indexing_slicing,
    reason = "rows and columns are those of the form that the grid was made of"
)]

use super::Reason;
use super::sheet::{Grid, Sheet};

/// What a table would hold, and the one error that would explain it; without one, its changes are
/// to be explained piece by piece.
pub(super) struct Hypothesis {
    pub grid: Grid,
    pub pattern: Option<(Reason, u32)>,
}

/// Every hypothesis with which all relations hold, for the table with a row of totals.
pub(super) fn hypotheses(sheet: &Sheet, holds: impl Fn(&Grid) -> bool) -> Vec<Hypothesis> {
    let Some(total) = sheet.total_row() else {
        return Vec::new();
    };
    let table = Figures {
        grid: sheet.grid(),
        total,
        column: sheet.total_column(),
    };
    let mut hypotheses = Vec::new();
    let mut suppose = |grid: Option<Grid>, pattern| {
        if let Some(grid) = grid.filter(&holds) {
            hypotheses.push(Hypothesis { grid, pattern });
        }
    };
    for grid in table.entries() {
        suppose(Some(grid), None);
    }
    suppose(Some(table.totals_refreshed()), None);
    suppose(Some(table.received_refreshed()), None);
    let swapped = |reason| Some((reason, 1400));
    let shifted = |reason| Some((reason, 1600));
    for row in 0..table.grid.height() {
        suppose(Some(table.row_worked_out(row, table.grid.clone())), None);
        suppose(table.rows_swapped(row), swapped(Reason::RowsSwapped));
        suppose(table.row_inserted(row), shifted(Reason::RowsShifted));
        suppose(table.row_lost(row), shifted(Reason::RowsShifted));
    }
    for column in 0..=table.column {
        suppose(Some(table.column_worked_out(column)), None);
        suppose(
            table.columns_swapped(column),
            swapped(Reason::ColumnsSwapped),
        );
        suppose(
            table.column_inserted(column),
            shifted(Reason::ColumnsShifted),
        );
        suppose(table.column_lost(column), shifted(Reason::ColumnsShifted));
    }
    hypotheses
}

/// The rows 本年新收, 上年结转, the outcomes, （七）总计 and 结转下年度, and the column of totals last.
struct Figures {
    grid: Grid,
    total: usize,
    column: usize,
}

impl Figures {
    /// Every total made to follow its items.
    fn totals_refreshed(&self) -> Grid {
        let mut grid = self.row_worked_out(self.total, self.grid.clone());
        for row in grid.rows_mut() {
            row[self.column] = row[..self.column].iter().sum();
        }
        grid
    }

    /// The outcomes are right: （七）总计 and 本年新收 made to follow them.
    fn received_refreshed(&self) -> Grid {
        self.row_worked_out(0, self.row_worked_out(self.total, self.grid.clone()))
    }

    /// One row worked out from the others, column by column.
    fn row_worked_out(&self, row: usize, mut grid: Grid) -> Grid {
        let (total, out) = (self.total, self.total + 1);
        for column in 0..=self.column {
            let at = |row: usize| grid[row][column];
            let outcomes = || (2..total).map(at).sum::<i64>();
            grid[row][column] = match row {
                0 => at(total) + at(out) - at(1),
                1 => at(total) + at(out) - at(0),
                _ if row == total => outcomes(),
                _ if row == out => at(0) + at(1) - at(total),
                _ => at(total) - (outcomes() - at(row)),
            };
        }
        grid
    }

    /// One column worked out from the others, row by row.
    fn column_worked_out(&self, column: usize) -> Grid {
        let mut grid = self.grid.clone();
        for row in grid.rows_mut() {
            let parts: i64 = row[..self.column].iter().sum();
            row[column] = if column == self.column {
                parts
            } else {
                row[self.column] - (parts - row[column])
            };
        }
        grid
    }

    fn rows_swapped(&self, row: usize) -> Option<Grid> {
        let mut grid = self.grid.clone();
        let width = grid.width;
        let both = grid.cells.get_mut(row * width..(row + 2) * width)?;
        both.rotate_left(width);
        Some(grid)
    }

    fn columns_swapped(&self, column: usize) -> Option<Grid> {
        let mut grid = self.grid.clone();
        (column < self.column)
            .then(|| grid.rows_mut().for_each(|row| row.swap(column, column + 1)))?;
        Some(grid)
    }

    /// An empty row stands at `at`, and 结转下年度 was pushed out.
    fn row_inserted(&self, at: usize) -> Option<Grid> {
        is_empty(&self.grid[at]).then_some(())?;
        let mut grid = self.grid.clone();
        let width = grid.width;
        grid.cells[at * width..].rotate_left(width);
        Some(self.row_worked_out(self.total + 1, grid))
    }

    /// The row that belongs at `at` is missing, and an empty one follows the last.
    fn row_lost(&self, at: usize) -> Option<Grid> {
        (at < self.total && is_empty(&self.grid[self.total + 1])).then_some(())?;
        let mut grid = self.grid.clone();
        let width = grid.width;
        let rest = &mut grid.cells[at * width..];
        rest.rotate_right(width);
        Some(self.row_worked_out(at, grid))
    }

    /// An empty column stands at `at`, and the totals were pushed out.
    fn column_inserted(&self, at: usize) -> Option<Grid> {
        let mut grid = self.grid.clone();
        for row in grid.rows_mut() {
            (row[at] == 0 && self.is_broken(row)).then_some(())?;
            row[at..].rotate_left(1);
            row[self.column] = row[..self.column].iter().sum();
        }
        Some(grid)
    }

    /// The column that belongs at `at` is missing, and an empty one follows the totals.
    fn column_lost(&self, at: usize) -> Option<Grid> {
        (at < self.column).then_some(())?;
        let mut grid = self.grid.clone();
        for row in grid.rows_mut() {
            (row[self.column] == 0 && self.is_broken(row)).then_some(())?;
            let rest = &mut row[at..];
            rest.rotate_right(1);
            row[at] = row[self.column] - row[..self.column].iter().sum::<i64>();
        }
        Some(grid)
    }

    /// Where columns are shifted no row adds up but an empty one. New totals fit any row, so
    /// nothing else could speak against the hypothesis.
    fn is_broken(&self, row: &[i64]) -> bool {
        is_empty(row) || row[..self.column].iter().sum::<i64>() != row[self.column]
    }

    /// One outcome of one column was entered wrongly and every total follows it: all columns add
    /// up, but one of them and the totals do not balance.
    fn entries(&self) -> Vec<Grid> {
        let out = self.total + 1;
        let carried = self.row_worked_out(out, self.grid.clone());
        let gap = |column: usize| carried[out][column] - self.grid[out][column];
        let mut open = (0..self.column).filter(|&column| gap(column) != 0);
        let (Some(column), None) = (open.next(), open.next()) else {
            return Vec::new();
        };
        if gap(self.column) != gap(column) {
            return Vec::new();
        }
        let entered = |row: usize| {
            let mut grid = self.grid.clone();
            for row in [row, self.total] {
                grid[row][column] += gap(column);
                grid[row][self.column] += gap(column);
            }
            grid
        };
        (2..self.total).map(entered).collect()
    }
}

fn is_empty(row: &[i64]) -> bool {
    row.iter().all(|&value| value == 0)
}
