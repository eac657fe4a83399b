//! OpenDocument workbooks (ODF 1.2, part 1, section 9): content.xml becomes sheets.

use super::super::package::{Package, damaged, encrypted};
use super::shown::{self, Shown};
use super::workbook::Workbook;
use super::xml::{attribute, character, text_of};
use crate::source::Words;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// Reads a workbook.
///
/// # Errors
/// A sentence: it is damaged, encrypted, or beyond the bounds.
pub(super) fn read(package: &mut Package) -> Result<Workbook, Words> {
    let manifest = package.read("META-INF/manifest.xml").unwrap_or_default();
    if text_of(&manifest).is_ok_and(|xml| xml.contains("encryption-data")) {
        return Err(encrypted());
    }
    let xml = text_of(&package.read("content.xml")?)?;
    let mut reader = Reader::from_str(&xml);
    reader.config_mut().expand_empty_elements = true;
    let mut content = Content::default();
    loop {
        match reader.read_event().map_err(|_| damaged())? {
            Event::Start(e) => content.start(&e)?,
            Event::End(e) => content.end(e.local_name().as_ref())?,
            Event::Text(t) => content.characters(&t.xml10_content()),
            Event::CData(t) => content.characters(&t.xml10_content()),
            Event::GeneralRef(r) => content.characters(character(&r).encode_utf8(&mut [0; 4])),
            Event::Eof if content.depth == 0 => return Ok(content.book),
            Event::Eof => return Err(damaged()),
            _ => {}
        }
    }
}

/// A workbook while it is read.
#[derive(Default)]
struct Content {
    book: Workbook,
    /// Styles of tables that are not shown, and of text raised or struck out.
    hidden_styles: Vec<String>,
    apart: Vec<String>,
    /// The style being read.
    style: String,
    depth: usize,
    /// The depth of the element that is left out with all in it.
    skipped: Option<usize>,
    in_sheet: bool,
    in_paragraph: bool,
    row: u32,
    rows: u32,
    column: u32,
    cell: Option<Cell>,
    /// The filled cells of the row being read: column, how many, text, and
    /// whether that is a formula without its result.
    filled: Vec<(u32, u32, String, bool)>,
}

/// A cell while it is read.
#[derive(Default)]
struct Cell {
    kind: String,
    /// Its value where it is no text.
    value: Option<String>,
    string: Option<String>,
    formula: Option<String>,
    text: String,
    paragraphs: usize,
    is_error: bool,
    is_covered: bool,
    columns: u32,
    span: (u32, u32),
}

/// Rows and columns beyond this are in no workbook.
const LAST: u32 = 1 << 24;

impl Content {
    fn start(&mut self, e: &BytesStart) -> Result<(), Words> {
        self.depth += 1;
        if self.skipped.is_some() {
            return Ok(());
        }
        let is_drawn = e.name().as_ref().starts_with("draw:");
        match e.local_name().as_ref() {
            "annotation" | "tracked-changes" | "shapes" | "forms" | "ruby-text" => self.skip(),
            _ if is_drawn => self.skip(),
            "style" => self.style = attribute(e, "name").unwrap_or_default(),
            "table-properties" if attribute(e, "display").is_some_and(|v| v == "false") => {
                self.hidden_styles.push(self.style.clone());
            }
            "text-properties" if is_apart(e) => self.apart.push(self.style.clone()),
            "table" if self.in_sheet => self.skip(),
            "table" => self.begin_sheet(e)?,
            _ if !self.in_sheet => {}
            "table-column" => self.column(e),
            "table-row" => self.begin_row(e),
            "table-cell" | "covered-table-cell" => self.cell = Some(Cell::new(e)),
            name => self.within_cell(name, e),
        }
        Ok(())
    }

    fn skip(&mut self) {
        self.skipped = Some(self.depth);
    }

    fn within_cell(&mut self, name: &str, e: &BytesStart) {
        let Some(cell) = &mut self.cell else {
            return;
        };
        match name {
            "p" => {
                if cell.paragraphs > 0 {
                    cell.text.push('\n');
                }
                cell.paragraphs += 1;
                self.in_paragraph = true;
            }
            "s" => {
                let blanks = number(e, "c").min(1000) as usize;
                cell.text.push_str(&" ".repeat(blanks));
            }
            "tab" => cell.text.push('\t'),
            "line-break" => cell.text.push('\n'),
            "span" => {
                let style = attribute(e, "style-name").unwrap_or_default();
                if self.apart.contains(&style) {
                    // Its digits are none of the number beside them.
                    cell.text.push('^');
                }
            }
            _ => {}
        }
    }

    fn begin_sheet(&mut self, e: &BytesStart) -> Result<(), Words> {
        let style = attribute(e, "style-name").unwrap_or_default();
        let hidden = self.hidden_styles.contains(&style);
        let name = attribute(e, "name").unwrap_or_default();
        self.book.begin(&name, hidden).ok_or_else(damaged)?;
        self.in_sheet = true;
        (self.row, self.column) = (1, 1);
        Ok(())
    }

    fn column(&mut self, e: &BytesStart) {
        let next = self
            .column
            .saturating_add(number(e, "number-columns-repeated"));
        if is_hidden(e)
            && let Some(sheet) = self.book.sheets.last_mut()
        {
            sheet.hidden_columns.push(self.column..=next - 1);
        }
        self.column = next.min(LAST);
    }

    fn begin_row(&mut self, e: &BytesStart) {
        self.column = 1;
        self.rows = number(e, "number-rows-repeated");
        let last = self.row.saturating_add(self.rows) - 1;
        if is_hidden(e)
            && let Some(sheet) = self.book.sheets.last_mut()
        {
            sheet.hidden_rows.push(self.row..=last);
        }
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
            "table-cell" | "covered-table-cell" => self.end_cell(),
            "table-row" if self.in_sheet => self.end_row(),
            _ => {}
        }
        Ok(())
    }

    fn characters(&mut self, text: &str) {
        if self.in_paragraph
            && self.skipped.is_none()
            && let Some(cell) = &mut self.cell
        {
            cell.text.push_str(text);
        }
    }

    fn end_cell(&mut self) {
        let Some(cell) = self.cell.take() else {
            return;
        };
        let column = self.column;
        self.column = column.saturating_add(cell.columns).min(LAST);
        if cell.is_covered {
            return;
        }
        let (rows, columns) = cell.span;
        if (rows > 1 || columns > 1)
            && let Some(sheet) = self.book.sheets.last_mut()
        {
            let last = |first: u32, count: u32| first.saturating_add(count) - 1;
            sheet.merge(
                self.row..=last(self.row, rows),
                column..=last(column, columns),
            );
        }
        let (text, is_formula) = cell.shown();
        if !text.is_empty() || is_formula {
            self.filled
                .push((column, self.column - column, text, is_formula));
        }
    }

    /// A row that stands for several is written out, unless it is empty.
    fn end_row(&mut self) {
        let (first, filled) = (self.row, std::mem::take(&mut self.filled));
        self.row = first.saturating_add(self.rows).min(LAST);
        for row in first..self.row {
            for (column, count, text, is_formula) in &filled {
                for column in *column..column + count {
                    let fits = if *is_formula {
                        self.book.put_formula(row, column, text)
                    } else {
                        self.book.put(row, column, text)
                    };
                    if !fits {
                        return;
                    }
                }
            }
            if filled.is_empty() {
                return;
            }
        }
    }
}

/// A count; one where none is given.
fn number(e: &BytesStart, name: &str) -> u32 {
    let number = attribute(e, name).and_then(|v| v.parse::<u32>().ok());
    number.unwrap_or(1).clamp(1, LAST)
}

/// Whether a row or column is hidden, or left out by a filter.
fn is_hidden(e: &BytesStart) -> bool {
    attribute(e, "visibility").is_some_and(|v| v != "visible")
}

/// Whether text is raised, lowered or struck out.
fn is_apart(e: &BytesStart) -> bool {
    let raised = attribute(e, "text-position").is_some_and(|at| !at.starts_with("0%"));
    // LibreOffice gives the one or the other.
    let line = |name| attribute(e, name);
    let struck = line("text-line-through-style").or_else(|| line("text-line-through-type"));
    raised || struck.is_some_and(|line| line != "none")
}

impl Cell {
    fn new(e: &BytesStart) -> Self {
        let mut cell = Self {
            columns: number(e, "number-columns-repeated"),
            span: (
                number(e, "number-rows-spanned"),
                number(e, "number-columns-spanned"),
            ),
            is_covered: e.local_name().as_ref() == "covered-table-cell",
            string: attribute(e, "string-value"),
            formula: attribute(e, "formula"),
            ..Self::default()
        };
        // LibreOffice says it is an error beside saying that it is a text.
        for attribute in e.attributes().with_checks(false).flatten() {
            match (attribute.key.as_ref(), attribute.value.as_ref()) {
                ("calcext:value-type", "error") => cell.is_error = true,
                ("office:value-type", kind) => kind.clone_into(&mut cell.kind),
                _ => {}
            }
        }
        let value = match cell.kind.as_str() {
            "date" => "date-value",
            "time" => "time-value",
            "boolean" => "boolean-value",
            _ => "value",
        };
        cell.value = attribute(e, value);
        cell
    }

    /// Its text, and whether that is a formula without its result.
    fn shown(self) -> (String, bool) {
        let value = self.value.unwrap_or_default();
        let text = if self.text.is_empty() {
            self.string.unwrap_or_default()
        } else {
            self.text
        };
        let shown = if text.is_empty() || shows(&text, &value) {
            Shown::Number
        } else {
            Shown::Other
        };
        let text = match self.kind.as_str() {
            _ if self.is_error && text.is_empty() => "#ERROR!".to_owned(),
            _ if self.is_error => text,
            "float" | "currency" => in_figures(value, shown),
            "percentage" => in_figures(value, Shown::Percent),
            "boolean" => value.to_uppercase(),
            "string" | "" => text,
            _ => value,
        };
        match self.formula {
            // LibreOffice stores a text that came out empty as a paragraph alone.
            Some(formula) if text.is_empty() && self.kind != "string" && self.paragraphs == 0 => {
                (formula.replacen("of:=", "", 1), true)
            }
            _ => (text, false),
        }
    }
}

/// Whether the text of a cell shows its number, perhaps with fewer decimals,
/// with commas, or with words beside it.
fn shows(text: &str, value: &str) -> bool {
    let Ok(number) = value.parse::<f64>() else {
        return false;
    };
    let figures: String = text
        .chars()
        .filter(|c| c.is_ascii_digit() || *c == '.')
        .collect();
    if figures.is_empty() {
        return number == 0.0 && !text.contains(char::is_alphabetic);
    }
    let decimals = figures.split_once('.').map_or(0, |(_, d)| d.len());
    format!("{:.decimals$}", number.abs()) == figures
}

fn in_figures(value: String, shown: Shown) -> String {
    match value.parse() {
        Ok(number) => shown::text(number, shown, false),
        Err(_) => value,
    }
}
