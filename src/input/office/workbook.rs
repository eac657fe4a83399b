//! A workbook of whatever format, laid out as a document: each sheet that is
//! shown becomes a table, rows and columns those of the addresses.

use crate::cells::{Box, CELL, Document, ROW, TABLE};
use crate::source::TableCell;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

/// The sheets of a workbook, filled one after the other.
#[derive(Debug, Default)]
pub(super) struct Workbook {
    pub(super) sheets: Vec<Sheet>,
    cells: usize,
    bytes: usize,
}

/// A sheet, rows and columns counted from 1.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    pub(super) name: String,
    /// Whether it is hidden, for now or for good.
    pub(super) hidden: bool,
    /// The texts of its cells, by row and column.
    pub(super) cells: BTreeMap<(u32, u32), String>,
    pub(super) merges: Vec<Merge>,
    pub(super) hidden_rows: Vec<RangeInclusive<u32>>,
    pub(super) hidden_columns: Vec<RangeInclusive<u32>>,
    /// The formulas that stand in place of a result.
    pub(super) unsaved: BTreeSet<(u32, u32)>,
    /// Whether it went beyond the bounds and is left out.
    pub(super) too_large: bool,
}

/// Cells shown as one.
#[derive(Clone, Debug)]
pub(super) struct Merge {
    pub(super) rows: RangeInclusive<u32>,
    pub(super) columns: RangeInclusive<u32>,
}

/// The most cells of a workbook that hold anything, and the most cells of one
/// of its tables once its gaps are filled.
const MOST_CELLS: usize = 1_000_000;
/// The most bytes of text of a workbook.
const MOST_BYTES: usize = 32 << 20;
/// Rows are filled up with empty cells as far as the widest of them, but not
/// beyond this column.
const FILLED: u32 = 256;
/// The most sheets.
const MOST_SHEETS: usize = 1000;
/// The most merged cells of a sheet.
const MOST_MERGES: usize = 100_000;

impl Workbook {
    /// Begins a sheet. None where there are too many.
    pub(super) fn begin(&mut self, name: &str, hidden: bool) -> Option<&mut Sheet> {
        if self.sheets.len() >= MOST_SHEETS {
            return None;
        }
        self.sheets.push(Sheet {
            name: without_separators(name),
            hidden,
            ..Sheet::default()
        });
        self.sheets.last_mut()
    }

    /// Puts the text of a cell into the sheet begun last. False where that is
    /// beyond the bounds: the sheet is then left out as a whole.
    pub(super) fn put(&mut self, row: u32, column: u32, text: &str) -> bool {
        let Some(sheet) = self.sheets.last_mut() else {
            return false;
        };
        if text.is_empty() || sheet.too_large {
            return !sheet.too_large;
        }
        self.cells += 1;
        self.bytes += text.len();
        if self.cells > MOST_CELLS || self.bytes > MOST_BYTES {
            sheet.leave_out();
            return false;
        }
        // Of two texts at one address neither is chosen.
        let cell = sheet.cells.entry((row, column)).or_default();
        if !cell.is_empty() {
            cell.push(' ');
        }
        cell.push_str(&without_separators(text));
        true
    }

    /// Puts a formula whose result is not stored, as text that is no number.
    pub(super) fn put_formula(&mut self, row: u32, column: u32, formula: &str) -> bool {
        let formula = formula.trim_start_matches('=');
        let formula = if formula.is_empty() { "?" } else { formula };
        if let Some(sheet) = self.sheets.last_mut() {
            sheet.unsaved.insert((row, column));
        }
        self.put(row, column, &format!("={formula}"))
    }

    /// Lays out the sheets that are shown; table n is sheet n.
    pub(super) fn document(&mut self) -> Document {
        let mut document = Document::default();
        for (at, sheet) in self.sheets.iter_mut().enumerate() {
            document.sheets.push(sheet.name.clone());
            if sheet.hidden || sheet.too_large || sheet.cells.is_empty() {
                continue;
            }
            match sheet.lay_out() {
                Some(rows) => write(&mut document, at + 1, &rows),
                None => sheet.leave_out(),
            }
        }
        document
    }
}

/// A cell as it is to be written: its column, how many it covers, its text.
type Written<'a> = (u32, u32, &'a str);

/// Columns of a row that are shown as one cell, and whether it begins there.
struct Span {
    columns: RangeInclusive<u32>,
    begins: bool,
}

impl Sheet {
    /// Shows a rectangle of cells as one, first and last row and column.
    pub(super) fn merge(&mut self, rows: RangeInclusive<u32>, columns: RangeInclusive<u32>) {
        let in_order = |range: RangeInclusive<u32>| {
            let (first, last) = range.into_inner();
            first.min(last)..=first.max(last)
        };
        if self.merges.len() < MOST_MERGES {
            self.merges.push(Merge {
                rows: in_order(rows),
                columns: in_order(columns),
            });
        } else {
            self.leave_out();
        }
    }

    pub(super) fn leave_out(&mut self) {
        self.too_large = true;
        self.cells.clear();
        self.unsaved.clear();
    }

    /// The cells of each row that has any; none where they are too many.
    fn lay_out(&self) -> Option<Vec<(u32, Vec<Written<'_>>)>> {
        let rows: BTreeSet<u32> = self.cells.keys().map(|(row, _)| *row).collect();
        let columns = || self.cells.keys().map(|(_, column)| *column);
        let (left, right) = (columns().min()?, columns().max()?.min(FILLED));
        if rows
            .len()
            .saturating_mul(right.saturating_sub(left) as usize + 1)
            > MOST_CELLS
        {
            return None;
        }
        let mut spans = self.spans(&rows)?;
        let mut laid = Vec::new();
        let mut room = MOST_CELLS;
        for row in rows {
            let spans = spans.remove(&row).unwrap_or_default();
            let cells = self.row(row, left, right, &spans, room)?;
            room -= cells.len();
            laid.push((row, cells));
        }
        Some(laid)
    }

    /// The cells of one row, at most so many.
    fn row(
        &self,
        row: u32,
        left: u32,
        right: u32,
        spans: &[Span],
        room: usize,
    ) -> Option<Vec<Written<'_>>> {
        let own = || self.cells.range((row, 0)..=(row, u32::MAX));
        let right = own()
            .next_back()
            .map_or(right, |((_, last), _)| right.max(*last));
        let mut written = Vec::new();
        let mut spans = spans.iter().peekable();
        let mut column = left;
        while column <= right {
            while spans.next_if(|span| *span.columns.end() < column).is_some() {}
            let span = spans.peek().filter(|span| span.columns.contains(&column));
            let end = span.map_or(column, |span| *span.columns.end());
            let begins = span.is_none_or(|span| span.begins);
            if begins && !has(&self.hidden_columns, column) {
                let text = self.cells.get(&(row, column)).map_or("", String::as_str);
                written.push((column, end.min(right.max(FILLED)) - column + 1, text));
            }
            if written.len() > room {
                return None;
            }
            column = end + 1;
        }
        Some(written)
    }

    /// The merged cells of each of these rows, from left to right; none where
    /// they are too many.
    fn spans(&self, rows: &BTreeSet<u32>) -> Option<BTreeMap<u32, Vec<Span>>> {
        let mut spans: BTreeMap<u32, Vec<Span>> = BTreeMap::new();
        let mut room = MOST_CELLS;
        for merge in &self.merges {
            for row in rows.range(merge.rows.clone()) {
                room = room.checked_sub(1)?;
                spans.entry(*row).or_default().push(Span {
                    columns: merge.columns.clone(),
                    begins: row == merge.rows.start(),
                });
            }
        }
        for row in spans.values_mut() {
            row.sort_by_key(|span| (*span.columns.start(), *span.columns.end()));
        }
        Some(spans)
    }
}

fn write(document: &mut Document, table: usize, rows: &[(u32, Vec<Written<'_>>)]) {
    document.text.push(TABLE);
    for (row, cells) in rows {
        document.text.push(ROW);
        for (column, colspan, text) in cells {
            let at = document.text.len();
            document.text.push(CELL);
            document.text.push_str(text);
            document.boxes.push(Box {
                at,
                end: document.text.len(),
                cell: TableCell {
                    table,
                    row: *row as usize,
                    column: *column as usize,
                },
                colspan: *colspan as usize,
            });
        }
    }
    document.text.push(TABLE);
}

/// Text that cannot be taken for the bounds of cells.
fn without_separators(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    text.replace([TABLE, ROW, CELL, '\0'], " ")
}

/// Whether one of the ranges, which are in order, has a number.
pub(super) fn has(ranges: &[RangeInclusive<u32>], number: u32) -> bool {
    let next = ranges.partition_point(|range| *range.start() <= number);
    next.checked_sub(1)
        .and_then(|at| ranges.get(at))
        .is_some_and(|range| range.contains(&number))
}
