//! Workbooks: each sheet that is shown becomes a table, its cells at their own
//! addresses, with the values that the workbook stores.

use super::super::package::{Package, damaged, encrypted};
use super::super::{Format, Opened};
use super::hidden::{self, Hidden};
use crate::cells::{Box, CELL, Document, ROW, TABLE};
use crate::source::{Problem, TableCell, Words};
use calamine::{Data, Dimensions, Reader, SheetVisible, Xls, XlsError, Xlsb, Xlsx};
use std::io::{Cursor, Read, Seek};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Opens a workbook.
///
/// # Errors
/// A sentence: it is damaged, encrypted, or beyond the bounds.
pub(super) fn open(format: Format, bytes: &[u8]) -> Result<Opened, Words> {
    let read = || match format {
        Format::Xls => xls(bytes),
        Format::Xlsb => xlsb(bytes),
        _ => xlsx(bytes),
    };
    // The library was not written for files made to break it.
    let sheets = catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| Err(damaged()))?;
    Ok(lay_out(format, sheets))
}

/// Sheets as a document, with what is to be said of them.
pub(super) fn lay_out(format: Format, sheets: Vec<Sheet>) -> Opened {
    let mut notes = Vec::new();
    let mut writer = Writer::default();
    for (at, sheet) in sheets.iter().enumerate() {
        notes.extend(sheet.notes());
        if sheet.is_shown {
            writer.sheet(at + 1, sheet);
        }
    }
    let lacking = |sheet: &Sheet| sheet.is_shown && sheet.lacks_values();
    notes.extend(sheets.iter().any(lacking).then(without_values));
    writer.document.sheets = sheets.into_iter().map(|sheet| sheet.name).collect();
    let mut opened = super::plain(format, writer.document);
    opened.notes = notes;
    opened
}

/// The most cells of a workbook that are read.
pub(super) const MOST_CELLS: usize = 1_000_000;

/// A sheet as it is read: rows and columns counted from 0.
#[derive(Default)]
pub(super) struct Sheet {
    pub(super) name: String,
    pub(super) is_shown: bool,
    /// Row, column, content; in the order of the sheet.
    pub(super) cells: Vec<(u32, u32, Value)>,
    pub(super) merged: Vec<Dimensions>,
    pub(super) hidden: Hidden,
}

/// What a cell holds.
#[derive(Clone)]
pub(super) enum Value {
    Text(String),
    /// A formula whose value was never stored.
    Formula(String),
}

impl Sheet {
    fn new(name: &str, is_shown: bool) -> Self {
        Self {
            name: name.to_owned(),
            is_shown,
            ..Self::default()
        }
    }

    fn lacks_values(&self) -> bool {
        let formula = |(_, _, value): &(u32, u32, Value)| matches!(value, Value::Formula(_));
        self.cells.iter().any(formula)
    }

    /// What of it is not read, though it holds something.
    fn notes(&self) -> Option<Problem> {
        let name = &self.name;
        let words = if !self.is_shown && !self.cells.is_empty() {
            Words::new(
                format!("工作表“{name}”被隐藏，没有读取"),
                format!("sheet “{name}” is hidden and was not read"),
            )
        } else {
            let unseen = |(row, column, _): &&(u32, u32, Value)| self.hidden.covers(*row, *column);
            let (row, column, _) = self.cells.iter().find(unseen)?;
            let (row, column) = (row + 1, column + 1);
            Words::new(
                format!("工作表“{name}”有隐藏的行或列（第{row}行第{column}列等），没有读取"),
                format!(
                    "sheet “{name}” has hidden rows or columns (row {row}, column {column} …), which were not read"
                ),
            )
        };
        Some(Problem {
            kind: "hidden_left_out",
            words,
            place: None,
        })
    }
}

fn without_values() -> Problem {
    Problem {
        kind: "formula_without_value",
        words: Words::new(
            "有公式没有保存计算结果，这些格未能确定：请用WPS或Excel打开，保存一次后再核对",
            "some formulas have no stored value, so these cells are unsure: open the file in WPS or Excel, save it once, and check it again",
        ),
        place: None,
    }
}

/// Said of a workbook beyond the bound.
pub(super) fn too_many() -> Words {
    Words::new(
        format!("工作簿超过{MOST_CELLS}格，未打开：请只保留年报的工作表"),
        format!(
            "has more than {MOST_CELLS} cells and was not opened: keep only the sheets of the report"
        ),
    )
}

fn xlsx(bytes: &[u8]) -> Result<Vec<Sheet>, Words> {
    check_sizes(bytes)?;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| damaged())?;
    let unseen = hidden::of_xlsx(bytes);
    let mut sheets = shells(&book);
    let mut count = 0;
    for sheet in &mut sheets {
        let Ok(mut cells) = book.worksheet_cells_reader(&sheet.name) else {
            continue;
        };
        while let Some(cell) = cells.next_cell_with_formula().map_err(|_| damaged())? {
            let (row, column) = cell.pos;
            sheet.take(row, column, &Data::from(cell.value), cell.formula);
            count += 1;
            if count > MOST_CELLS {
                return Err(too_many());
            }
        }
        drop(cells);
        sheet.merged = book
            .merge_cells_by_sheet_name(&sheet.name)
            .unwrap_or_default();
        sheet.hidden = unseen
            .iter()
            .find(|(name, _)| *name == sheet.name)
            .map(|(_, h)| h.clone())
            .unwrap_or_default();
    }
    Ok(sheets)
}

fn xlsb(bytes: &[u8]) -> Result<Vec<Sheet>, Words> {
    check_sizes(bytes)?;
    let mut book: Xlsb<_> = Xlsb::new(Cursor::new(bytes)).map_err(|_| damaged())?;
    let mut sheets = shells(&book);
    let mut count = 0;
    for sheet in &mut sheets {
        let Ok(mut cells) = book.worksheet_cells_reader(&sheet.name) else {
            continue;
        };
        while let Some(cell) = cells.next_cell().map_err(|_| damaged())? {
            let (row, column) = cell.get_position();
            sheet.take(row, column, &Data::from(cell.get_value().clone()), None);
            count += 1;
            if count > MOST_CELLS {
                return Err(too_many());
            }
        }
    }
    Ok(sheets)
}

fn xls(bytes: &[u8]) -> Result<Vec<Sheet>, Words> {
    let mut book: Xls<_> = Xls::new(Cursor::new(bytes)).map_err(|why| match why {
        XlsError::Password => encrypted(),
        _ => damaged(),
    })?;
    let unseen = hidden::of_xls(bytes);
    let mut sheets = shells(&book);
    for (at, sheet) in sheets.iter_mut().enumerate() {
        let Ok(range) = book.worksheet_range(&sheet.name) else {
            continue;
        };
        let formulas = book.worksheet_formula(&sheet.name).unwrap_or_default();
        let (top, left) = range.start().unwrap_or_default();
        for (row, column, value) in range.used_cells() {
            let (row, column) = (row as u32 + top, column as u32 + left);
            sheet.take(row, column, value, None);
        }
        let (top, left) = formulas.start().unwrap_or_default();
        for (row, column, formula) in formulas.used_cells() {
            let (row, column) = (row as u32 + top, column as u32 + left);
            if range
                .get_value((row, column))
                .is_none_or(|v| *v == Data::Empty)
            {
                sheet.take(row, column, &Data::Empty, Some(formula.clone()));
            }
        }
        sheet.cells.sort_by_key(|(row, column, _)| (*row, *column));
        sheet.merged = book
            .merge_cells_by_sheet_name(&sheet.name)
            .unwrap_or_default();
        sheet.hidden = unseen.get(at).cloned().unwrap_or_default();
    }
    Ok(sheets)
}

/// The sheets by name, still empty.
fn shells<R: Read + Seek, B: Reader<R>>(book: &B) -> Vec<Sheet> {
    let sheets = book.sheets_metadata().iter();
    sheets
        .map(|sheet| Sheet::new(&sheet.name, sheet.visible == SheetVisible::Visible))
        .collect()
}

/// The library unpacks by itself, so the bounds are held before it does.
fn check_sizes(bytes: &[u8]) -> Result<(), Words> {
    let mut package = Package::open(bytes)?;
    for name in package.names() {
        if name.starts_with("xl/") && !name.starts_with("xl/media/") {
            package.read(&name)?;
        }
    }
    Ok(())
}

impl Sheet {
    fn take(&mut self, row: u32, column: u32, value: &Data, formula: Option<String>) {
        let text = printed(value);
        let value = match formula {
            Some(formula) if text.is_empty() && !matches!(value, Data::String(_)) => {
                Value::Formula(format!("={}", formula.trim_start_matches('=')))
            }
            _ if text.is_empty() => return,
            _ => Value::Text(text),
        };
        self.cells.push((row, column, value));
    }
}

/// A value as a reader of the sheet would write it down.
fn printed(value: &Data) -> String {
    match value {
        Data::Int(number) => number.to_string(),
        Data::Float(number) => decimal(*number),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text.clone(),
        Data::Bool(value) => value.to_string().to_uppercase(),
        // A number shown as a date: what is shown is not a count.
        Data::DateTime(date) => format!("{}（日期）", decimal(date.as_f64())),
        Data::Error(error) => error.to_string(),
        Data::Empty => String::new(),
    }
}

/// A number with the fifteen significant digits that workbooks show at most:
/// what is beyond them came of binary fractions, and nobody entered it.
pub(super) fn decimal(number: f64) -> String {
    let rounded: Result<f64, _> = format!("{number:.14e}").parse();
    rounded.unwrap_or(number).to_string()
}

/// Sheets wider than this are no report's: only their filled cells are written.
const MOST_COLUMNS: u32 = 64;

/// Sheets laid out as the tables of a document.
#[derive(Default)]
struct Writer {
    document: Document,
}

impl Writer {
    fn sheet(&mut self, number: usize, sheet: &Sheet) {
        let columns = sheet.cells.iter().map(|(_, column, _)| *column);
        let Some(widest) = columns.max() else {
            return;
        };
        self.document.text.push(TABLE);
        for row in sheet.cells.chunk_by(|a, b| a.0 == b.0) {
            if sheet.hidden.has_row(row[0].0) {
                continue;
            }
            self.document.text.push(ROW);
            if widest < MOST_COLUMNS {
                for column in 0..=widest {
                    self.cell(number, sheet, row, column);
                }
            } else {
                for (_, column, _) in row {
                    self.cell(number, sheet, row, *column);
                }
            }
        }
        self.document.text.push(TABLE);
    }

    /// One cell of a row, unless it is hidden or merged into another.
    fn cell(&mut self, number: usize, sheet: &Sheet, row: &[(u32, u32, Value)], column: u32) {
        let y = row[0].0;
        let merge = sheet.merged.iter().find(|m| m.contains(y, column));
        let is_covered = merge.is_some_and(|m| m.start != (y, column));
        if is_covered || sheet.hidden.has_column(column) {
            return;
        }
        let at = self.document.text.len();
        self.document.text.push(CELL);
        if let Some((_, _, value)) = row.iter().find(|(_, c, _)| *c == column) {
            let (Value::Text(text) | Value::Formula(text)) = value;
            let is_separator = |c: char| matches!(c, TABLE | ROW | CELL | '\0' | '\r');
            self.document
                .text
                .push_str(&text.replace(is_separator, " "));
        }
        self.document.boxes.push(Box {
            at,
            end: self.document.text.len(),
            cell: TableCell {
                table: number,
                row: y as usize + 1,
                column: column as usize + 1,
            },
            colspan: merge.map_or(1, |m| (m.end.1 - column) as usize + 1),
        });
    }
}
