//! One table of a report as a grid of numbers, with what rows and columns are to its sums.

#![expect(
    clippy::indexing_slicing,
    reason = "rows and columns are those of the form that the grid was made of"
)]

use super::Evidence;
use crate::report::fields::{CellId, Column, Form, Role, Row, Table};
use crate::report::{Cell, Report, Status};
use crate::rules::Term;
use std::ops::{Index, IndexMut};

/// A table, cell by cell.
pub(super) struct Sheet<'a> {
    pub form: &'static Form,
    pub table: Table,
    pub report: &'a Report,
    pub evidence: Evidence<'a>,
    /// Names of the cells, by row and column.
    pub ids: Vec<Vec<CellId>>,
    /// Their numbers; none for a cell without one.
    pub values: Vec<Vec<Option<i64>>>,
}

/// A cell of a sheet and the number it should hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Edit {
    pub row: usize,
    pub column: usize,
    /// None where the cell is blank.
    pub old: Option<i64>,
    pub new: i64,
}

impl Edit {
    /// What the cell counts as.
    pub fn was(&self) -> i64 {
        self.old.unwrap_or(0)
    }

    pub fn difference(&self) -> i64 {
        self.new.saturating_sub(self.was())
    }
}

impl<'a> Sheet<'a> {
    pub fn new(
        form: &'static Form,
        table: Table,
        report: &'a Report,
        evidence: Evidence<'a>,
    ) -> Self {
        let mut ids: Vec<Vec<CellId>> = Vec::new();
        for field in form.fields_of(table).filter(|field| field.section == 0) {
            if field.column == 0 {
                ids.push(Vec::new());
            }
            if let Some(row) = ids.last_mut() {
                row.push(field.id);
            }
        }
        // The cells of a report mostly follow the form: the next one is found without a search.
        let first = ids.first().and_then(|row| row.first());
        let start = first.and_then(|id| report.cells.iter().position(|cell| cell.id == *id));
        let mut next = start.unwrap_or(0);
        let mut number = |id: &CellId| {
            let here = report.cells.get(next).filter(|cell| cell.id == *id);
            next += usize::from(here.is_some());
            here.or_else(|| report.cell(*id)).and_then(Cell::count)
        };
        let values = ids
            .iter()
            .map(|row| row.iter().map(&mut number).collect())
            .collect();
        Sheet {
            form,
            table,
            report,
            evidence,
            ids,
            values,
        }
    }

    /// How many cells it has.
    pub fn len(&self) -> usize {
        self.ids.len() * (self.total_column() + 1)
    }

    /// The number of a cell, row after row.
    pub fn index(&self, (row, column): (usize, usize)) -> usize {
        row * (self.total_column() + 1) + column
    }

    /// The row and column of a cell with this number.
    pub fn place(&self, index: usize) -> (usize, usize) {
        let width = self.total_column() + 1;
        (index / width, index % width)
    }

    /// Whether the cell of a term stands in this table.
    pub fn has(&self, term: &Term) -> bool {
        let row = self.ids.get(term.place.0);
        row.and_then(|row| row.get(term.place.1)) == Some(&term.cell)
    }

    /// What a cell counts as; 0 beyond the edge.
    pub fn value(&self, row: usize, column: usize) -> i64 {
        self.values
            .get(row)
            .and_then(|row| row.get(column))
            .copied()
            .flatten()
            .unwrap_or(0)
    }

    /// All numbers as they count.
    pub fn grid(&self) -> Grid {
        let cells = self.values.iter().flatten();
        Grid {
            width: self.total_column() + 1,
            cells: cells.map(|value| value.unwrap_or(0)).collect(),
        }
    }

    /// A cell and what it should hold.
    pub fn edit(&self, row: usize, column: usize, new: i64) -> Edit {
        let old = self.values[row][column];
        Edit {
            row,
            column,
            old,
            new,
        }
    }

    /// What turns the sheet into `grid`.
    pub fn edits_to(&self, grid: &Grid) -> Vec<Edit> {
        let edit = |(at, &new): (usize, &i64)| self.edit(at / grid.width, at % grid.width, new);
        let edits = grid.cells.iter().enumerate().map(edit);
        edits.filter(|edit| edit.new != edit.was()).collect()
    }

    pub fn row(&self, row: usize) -> &'static Row {
        &self.form.table(self.table).sections[0].rows[row]
    }

    pub fn column(&self, column: usize) -> &'static Column {
        &self.form.table(self.table).sections[0].columns[column]
    }

    pub fn is_total_row(&self, row: usize) -> bool {
        self.row(row).role == Role::Total
    }

    pub fn is_outcome(&self, row: usize) -> bool {
        self.row(row).role == Role::Outcome
    }

    pub fn is_total_column(&self, column: usize) -> bool {
        self.column(column).role == Role::Total
    }

    /// Index of the row of totals, where the table has one.
    pub fn total_row(&self) -> Option<usize> {
        (0..self.ids.len()).find(|&row| self.is_total_row(row))
    }

    /// Index of the column of totals: the last one.
    pub fn total_column(&self) -> usize {
        self.ids
            .first()
            .map_or(0, |row| row.len().saturating_sub(1))
    }

    /// Index of the row with this name.
    pub fn row_named(&self, id: &str) -> Option<usize> {
        (0..self.ids.len()).find(|&row| self.row(row).id == id)
    }

    /// Whether the text of a cell can also be read as `new`.
    pub fn is_doubtful(&self, edit: &Edit) -> bool {
        let cell = self.report.cell(self.ids[edit.row][edit.column]);
        cell.is_some_and(|cell| {
            cell.status == Status::Inferred || cell.readings.contains(&edit.new)
        })
    }

    /// The same row of last year's report; blank where that counts 0.
    pub fn last_year(&self, row: usize) -> Option<Vec<i64>> {
        let last = self.evidence.last_year?;
        let cells = self.ids[row].iter().map(|id| last.cell(*id));
        cells
            .map(|cell| cell.map(|cell| cell.count().unwrap_or(0)))
            .collect()
    }
}

/// The numbers of a table; the index is a row.
#[derive(Clone)]
pub(super) struct Grid {
    pub width: usize,
    /// Row after row.
    pub cells: Vec<i64>,
}

impl Grid {
    pub fn height(&self) -> usize {
        self.cells.len() / self.width
    }

    pub fn rows_mut(&mut self) -> impl Iterator<Item = &mut [i64]> {
        self.cells.chunks_exact_mut(self.width)
    }
}

impl Index<usize> for Grid {
    type Output = [i64];

    fn index(&self, row: usize) -> &[i64] {
        &self.cells[row * self.width..][..self.width]
    }
}

impl IndexMut<usize> for Grid {
    fn index_mut(&mut self, row: usize) -> &mut [i64] {
        &mut self.cells[row * self.width..][..self.width]
    }
}
