//! OpenDocument workbooks (ODF 1.2, part 1, section 9): content.xml becomes sheets.

use super::super::package::{Package, damaged};
use super::super::{Format, Opened};
use super::sheets::{MOST_CELLS, Sheet, Value, decimal, lay_out, too_many};
use super::xml::{attribute, character, text_of};
use crate::source::Words;
use calamine::Dimensions;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// Opens a workbook.
///
/// # Errors
/// A sentence: it is damaged or beyond the bounds.
pub(super) fn open(package: &mut Package) -> Result<Opened, Words> {
    let xml = text_of(&package.read("content.xml")?)?;
    let mut reader = Reader::from_str(&xml);
    reader.config_mut().expand_empty_elements = true;
    let mut book = Book::default();
    loop {
        match reader.read_event().map_err(|_| damaged())? {
            Event::Start(e) => book.start(&e)?,
            Event::End(e) => book.end(e.local_name().as_ref())?,
            Event::Text(t) => book.characters(&t.xml10_content()),
            Event::GeneralRef(r) => book.characters(character(&r).encode_utf8(&mut [0; 4])),
            Event::Eof => break,
            _ => {}
        }
    }
    if book.depth == 0 {
        Ok(lay_out(Format::Ods, book.sheets))
    } else {
        Err(damaged())
    }
}

/// A workbook while it is read.
#[derive(Default)]
struct Book {
    sheets: Vec<Sheet>,
    /// Styles of tables that are not shown.
    unseen: Vec<String>,
    /// The style being read.
    style: String,
    depth: usize,
    /// The depth of the element that is left out with all in it.
    skipped: Option<usize>,
    in_sheet: bool,
    in_paragraph: bool,
    row: u32,
    repeated: u32,
    column: u32,
    cell: Cell,
    /// Where in the last sheet the row being read begins.
    first: usize,
}

#[derive(Default)]
struct Cell {
    text: String,
    value: Option<String>,
    formula: Option<String>,
    repeated: u32,
    span: (u32, u32),
    is_covered: bool,
}

/// A row that repeats with something in it repeats no more often than this.
const MOST_REPEATS: u32 = 1000;

impl Book {
    fn start(&mut self, e: &BytesStart) -> Result<(), Words> {
        self.depth += 1;
        if self.skipped.is_some() {
            return Ok(());
        }
        let number = |name: &str| attribute(e, name).and_then(|v| v.parse::<u32>().ok());
        let is_unseen = attribute(e, "visibility").is_some_and(|v| v != "visible");
        match e.local_name().as_ref() {
            "annotation" | "tracked-changes" | "shapes" | "forms" | "ruby-text" => {
                self.skipped = Some(self.depth);
            }
            "style" => self.style = attribute(e, "name").unwrap_or_default(),
            "table-properties" if attribute(e, "display").is_some_and(|v| v == "false") => {
                self.unseen.push(self.style.clone());
            }
            "table" => self.begin_sheet(e),
            _ if !self.in_sheet => {}
            "table-column" => {
                let columns = self.column
                    ..=self.column + number("number-columns-repeated").unwrap_or(1).max(1) - 1;
                self.column = columns.end() + 1;
                if is_unseen && let Some(sheet) = self.sheets.last_mut() {
                    sheet.hidden.columns.push(columns);
                }
            }
            "table-row" => {
                self.begin_row(number("number-rows-repeated").unwrap_or(1), is_unseen)?;
            }
            "table-cell" | "covered-table-cell" => self.cell = cell(e),
            "p" => {
                if !self.cell.text.is_empty() {
                    self.cell.text.push('\n');
                }
                self.in_paragraph = true;
            }
            "s" => {
                let blanks = number("c").unwrap_or(1).min(1000) as usize;
                self.cell.text.push_str(&" ".repeat(blanks));
            }
            "tab" => self.cell.text.push('\t'),
            "line-break" => self.cell.text.push('\n'),
            _ => {}
        }
        Ok(())
    }

    fn begin_sheet(&mut self, e: &BytesStart) {
        let style = attribute(e, "style-name").unwrap_or_default();
        self.sheets.push(Sheet {
            name: attribute(e, "name").unwrap_or_default(),
            is_shown: !self.unseen.contains(&style),
            ..Sheet::default()
        });
        self.in_sheet = true;
        (self.row, self.column) = (0, 0);
    }

    fn begin_row(&mut self, repeated: u32, is_unseen: bool) -> Result<(), Words> {
        self.column = 0;
        self.repeated = repeated.max(1);
        let Some(sheet) = self.sheets.last_mut() else {
            return Ok(());
        };
        self.first = sheet.cells.len();
        if is_unseen {
            // Rows down to the end of the sheet are hidden at times.
            let rows = self.row..self.row.saturating_add(self.repeated.min(MOST_REPEATS));
            sheet.hidden.rows.extend(rows);
        }
        if sheet.cells.len() > MOST_CELLS {
            return Err(too_many());
        }
        Ok(())
    }

    fn end(&mut self, name: &str) -> Result<(), Words> {
        let depth = self.depth;
        self.depth = depth.checked_sub(1).ok_or_else(damaged)?;
        if self.skipped.is_some() {
            self.skipped = self.skipped.filter(|at| *at != depth);
            return Ok(());
        }
        match name {
            "p" => self.in_paragraph = false,
            "table" => self.in_sheet = false,
            "table-cell" | "covered-table-cell" if self.in_sheet => self.end_cell(),
            "table-row" if self.in_sheet => self.end_row(),
            _ => {}
        }
        Ok(())
    }

    fn characters(&mut self, text: &str) {
        if self.in_paragraph && self.skipped.is_none() {
            self.cell.text.push_str(text);
        }
    }

    fn end_cell(&mut self) {
        let cell = std::mem::take(&mut self.cell);
        let (row, column) = (self.row, self.column);
        self.column = column.saturating_add(cell.repeated);
        let Some(sheet) = self.sheets.last_mut().filter(|_| !cell.is_covered) else {
            return;
        };
        let (rows, columns) = cell.span;
        if rows > 1 || columns > 1 {
            let end = (
                row.saturating_add(rows - 1),
                column.saturating_add(columns - 1),
            );
            sheet.merged.push(Dimensions::new((row, column), end));
        }
        let number = cell.value.and_then(|v| v.parse::<f64>().ok()).map(decimal);
        let value = match (number, cell.formula) {
            (Some(number), _) => Value::Text(number),
            (None, Some(formula)) if cell.text.is_empty() => Value::Formula(formula),
            _ if cell.text.is_empty() => return,
            _ => Value::Text(cell.text),
        };
        let repeats = cell.repeated.min(MOST_REPEATS);
        sheet
            .cells
            .extend((0..repeats).map(|i| (row, column + i, value.clone())));
    }

    /// A row that stands for several is written out, unless it is empty.
    fn end_row(&mut self) {
        let row = self.row;
        self.row = row.saturating_add(self.repeated);
        let Some(sheet) = self.sheets.last_mut() else {
            return;
        };
        let own = sheet.cells[self.first..].to_vec();
        for again in 1..self.repeated.min(MOST_REPEATS) {
            if own.is_empty() || sheet.cells.len() > MOST_CELLS {
                break;
            }
            let copies = own
                .iter()
                .map(|(_, column, value)| (row + again, *column, value.clone()));
            sheet.cells.extend(copies);
        }
    }
}

fn cell(e: &BytesStart) -> Cell {
    let number = |name: &str| attribute(e, name).and_then(|v| v.parse().ok()).unwrap_or(1);
    // Of a percentage or a date, what is shown is no plain number.
    let kind = attribute(e, "value-type").unwrap_or_default();
    let is_number = matches!(kind.as_str(), "float" | "currency");
    let formula = attribute(e, "formula").filter(|_| kind.is_empty());
    Cell {
        value: attribute(e, "value").filter(|_| is_number),
        formula: formula.map(|f| format!("={}", f.trim_start_matches("of:="))),
        repeated: number("number-columns-repeated").max(1),
        span: (
            number("number-rows-spanned").max(1),
            number("number-columns-spanned").max(1),
        ),
        is_covered: e.local_name().as_ref() == "covered-table-cell",
        ..Cell::default()
    }
}
