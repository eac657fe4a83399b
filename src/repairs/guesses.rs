//! Slips of a whole table, tried before any search: what would it hold if this had happened?
//!
//! They may touch many cells and yet be one act, so the smallest set of cells can miss them. A
//! guess counts only where all relations then hold.

use super::Reason;
use super::sheet::Sheet;

/// What a table would hold, and the one slip that would explain it; without one, its changes are
/// to be explained piece by piece.
pub(super) struct Guess {
    pub grid: Vec<Vec<i64>>,
    pub slip: Option<(Reason, u32)>,
}

/// Every guess worth checking, for the table with a row of totals.
pub(super) fn guesses(sheet: &Sheet) -> Vec<Guess> {
    let Some(total) = sheet.total_row() else {
        return Vec::new();
    };
    let table = Figures {
        grid: sheet.grid(),
        total,
        column: sheet.total_column(),
    };
    let mut grids: Vec<_> = entries(&table)
        .into_iter()
        .map(|grid| (grid, None))
        .collect();
    grids.push((Some(table.totals_refreshed()), None));
    grids.push((Some(table.received_refreshed()), None));
    for row in 0..table.grid.len() {
        grids.push((Some(table.row_worked_out(row, table.grid.clone())), None));
        grids.push((table.rows_swapped(row), Some((Reason::RowsSwapped, 1400))));
        grids.push((table.row_inserted(row), Some((Reason::RowsShifted, 1600))));
        grids.push((table.row_lost(row), Some((Reason::RowsShifted, 1600))));
    }
    for column in 0..=table.column {
        grids.push((Some(table.column_worked_out(column)), None));
        grids.push((
            table.columns_swapped(column),
            Some((Reason::ColumnsSwapped, 1400)),
        ));
        grids.push((
            table.column_inserted(column),
            Some((Reason::ColumnsShifted, 1600)),
        ));
        grids.push((
            table.column_lost(column),
            Some((Reason::ColumnsShifted, 1600)),
        ));
    }
    grids
        .into_iter()
        .filter_map(|(grid, slip)| Some(Guess { grid: grid?, slip }))
        .collect()
}

/// The rows 本年新收, 上年结转, the outcomes, （七）总计 and 结转下年度, and the column of totals last.
struct Figures {
    grid: Vec<Vec<i64>>,
    total: usize,
    column: usize,
}

type Grid = Option<Vec<Vec<i64>>>;

impl Figures {
    /// Every total made to follow its items.
    fn totals_refreshed(&self) -> Vec<Vec<i64>> {
        let mut grid = self.row_worked_out(self.total, self.grid.clone());
        for row in &mut grid {
            row[self.column] = row[..self.column].iter().sum();
        }
        grid
    }

    /// The outcomes are right: （七）总计 and 本年新收 made to follow them.
    fn received_refreshed(&self) -> Vec<Vec<i64>> {
        self.row_worked_out(0, self.row_worked_out(self.total, self.grid.clone()))
    }

    /// One row worked out from the others, column by column.
    fn row_worked_out(&self, row: usize, mut grid: Vec<Vec<i64>>) -> Vec<Vec<i64>> {
        let (total, out) = (self.total, self.total + 1);
        let worked_out = |column: usize| {
            let at = |row: usize| grid[row][column];
            let outcomes: i64 = (2..total).map(at).sum();
            match row {
                0 => at(total) + at(out) - at(1),
                1 => at(total) + at(out) - at(0),
                _ if row == total => outcomes,
                _ if row == out => at(0) + at(1) - at(total),
                _ => at(total) - (outcomes - at(row)),
            }
        };
        grid[row] = (0..=self.column).map(worked_out).collect();
        grid
    }

    /// One column worked out from the others, row by row.
    fn column_worked_out(&self, column: usize) -> Vec<Vec<i64>> {
        let mut grid = self.grid.clone();
        for row in &mut grid {
            let parts: i64 = row[..self.column].iter().sum();
            row[column] = if column == self.column {
                parts
            } else {
                row[self.column] - (parts - row[column])
            };
        }
        grid
    }

    fn rows_swapped(&self, row: usize) -> Grid {
        let mut grid = self.grid.clone();
        (row + 1 < grid.len()).then(|| grid.swap(row, row + 1))?;
        Some(grid)
    }

    fn columns_swapped(&self, column: usize) -> Grid {
        let mut grid = self.grid.clone();
        (column < self.column)
            .then(|| grid.iter_mut().for_each(|row| row.swap(column, column + 1)))?;
        Some(grid)
    }

    /// An empty row stands at `at`, and 结转下年度 was pushed out.
    fn row_inserted(&self, at: usize) -> Grid {
        let mut grid = self.grid.clone();
        is_empty(&grid.remove(at)).then_some(())?;
        grid.push(vec![0; self.column + 1]);
        Some(self.row_worked_out(self.total + 1, grid))
    }

    /// The row that belongs at `at` is missing, and an empty one follows the last.
    fn row_lost(&self, at: usize) -> Grid {
        let mut grid = self.grid.clone();
        is_empty(&grid.pop()?).then_some(())?;
        grid.insert(at, vec![0; self.column + 1]);
        (at < self.total).then(|| self.row_worked_out(at, grid))
    }

    /// An empty column stands at `at`, and the totals were pushed out.
    fn column_inserted(&self, at: usize) -> Grid {
        let mut grid = self.grid.clone();
        for row in &mut grid {
            (self.is_broken(row) && row.remove(at) == 0).then_some(())?;
            row.push(row.iter().sum());
        }
        Some(grid)
    }

    /// The column that belongs at `at` is missing, and an empty one follows the totals.
    fn column_lost(&self, at: usize) -> Grid {
        let mut grid = self.grid.clone();
        for row in &mut grid {
            (self.is_broken(row) && row.pop()? == 0).then_some(())?;
            let total = *row.last()?;
            let others: i64 = row[..self.column - 1].iter().sum();
            (at < self.column).then(|| row.insert(at, total - others))?;
        }
        Some(grid)
    }

    /// Where columns are shifted no row adds up but an empty one. New totals fit any row, so
    /// nothing else could speak against the guess.
    fn is_broken(&self, row: &[i64]) -> bool {
        is_empty(row) || row[..self.column].iter().sum::<i64>() != row[self.column]
    }
}

/// One outcome of one column was entered wrongly and every total follows it: all columns add up,
/// but one of them and the totals do not balance.
fn entries(table: &Figures) -> Vec<Grid> {
    let carried = table.row_worked_out(table.total + 1, table.grid.clone());
    let out = table.total + 1;
    let gaps: Vec<i64> = (0..=table.column)
        .map(|column| carried[out][column] - table.grid[out][column])
        .collect();
    let mut open = (0..table.column).filter(|&column| gaps[column] != 0);
    let (Some(column), None) = (open.next(), open.next()) else {
        return Vec::new();
    };
    let outcomes = 2..table.total;
    let entered = outcomes.map(|row| {
        let mut grid = table.grid.clone();
        for (row, column) in [row, table.total]
            .into_iter()
            .flat_map(|row| [(row, column), (row, table.column)])
        {
            grid[row][column] += gaps[column];
        }
        Some(grid)
    });
    if gaps[table.column] == gaps[column] {
        entered.collect()
    } else {
        Vec::new()
    }
}

fn is_empty(row: &[i64]) -> bool {
    row.iter().all(|&value| value == 0)
}
