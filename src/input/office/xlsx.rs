//! Workbooks of zipped XML (ECMA-376, part 1, 18): the stored values of each
//! sheet, what it merges and what it hides.

use super::super::package::{Package, damaged};
use super::shown::{self, Shown};
use super::workbook::Workbook;
use super::xml::{attribute, character, text_of};
use crate::source::Words;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::collections::BTreeMap;
use std::ops::RangeInclusive;

/// Reads a workbook.
///
/// # Errors
/// A sentence: it is damaged or beyond the bounds.
pub(super) fn read(package: &mut Package) -> Result<Workbook, Words> {
    let mut parts = Parts {
        relations: relations(package, "xl/_rels/workbook.xml.rels")?,
        ..Parts::default()
    };
    parts.read_book(package)?;
    if let Some(part) = parts.target_of("sharedStrings") {
        parts.strings = strings(&text_of(&package.read(&part)?)?)?;
    }
    if let Some(part) = parts.target_of("styles") {
        parts.styles = styles(&text_of(&package.read(&part)?)?)?;
    }
    let mut book = Workbook::default();
    for (name, hidden, id) in std::mem::take(&mut parts.sheets) {
        if book.begin(&name, hidden).is_none() {
            return Err(damaged());
        }
        let target = parts.relations.get(&id).map(|(_, target)| target.clone());
        let xml = text_of(&package.read(&target.ok_or_else(damaged)?)?)?;
        SheetReader::new(&parts).read(&xml, &mut book)?;
    }
    Ok(book)
}

/// What the sheets of a workbook share.
#[derive(Default)]
struct Parts {
    relations: Relations,
    /// Name, whether hidden, id of the relation.
    sheets: Vec<(String, bool, String)>,
    strings: Vec<String>,
    styles: Vec<Shown>,
    since_1904: bool,
    /// Whether the stored results are said to be none: programs that cannot
    /// calculate store a nought for each formula and ask for this.
    recalculates: bool,
}

impl Parts {
    fn read_book(&mut self, package: &mut Package) -> Result<(), Words> {
        let xml = text_of(&package.read("xl/workbook.xml")?)?;
        elements(&xml, |e| match e.local_name().as_ref() {
            "sheet" => {
                let of = |name| attribute(e, name).unwrap_or_default();
                let hidden = !matches!(of("state").as_str(), "" | "visible");
                self.sheets.push((of("name"), hidden, of("id")));
            }
            "workbookPr" => self.since_1904 = is_set(e, "date1904"),
            "calcPr" => self.recalculates = is_set(e, "fullCalcOnLoad"),
            _ => {}
        })
    }

    fn target_of(&self, kind: &str) -> Option<String> {
        let mut targets = self.relations.values();
        let found = targets.find(|(known, _)| known == kind);
        found.map(|(_, target)| target.clone())
    }
}

/// By their ids the last word of their kind, and the part they point to.
pub(super) type Relations = BTreeMap<String, (String, String)>;

/// The relations of a workbook.
pub(super) fn relations(package: &mut Package, part: &str) -> Result<Relations, Words> {
    let xml = text_of(&package.read(part)?)?;
    let mut relations = Relations::new();
    elements(&xml, |e| {
        let of = |name| attribute(e, name).unwrap_or_default();
        if e.local_name().as_ref() == "Relationship" {
            let kind = of("Type").rsplit('/').next().unwrap_or_default().to_owned();
            relations.insert(of("Id"), (kind, path(&of("Target"))));
        }
    })?;
    Ok(relations)
}

/// The path of a part in the package, from what the workbook calls it.
fn path(target: &str) -> String {
    let target = target.replace('\\', "/");
    match target.strip_prefix('/') {
        Some(absolute) => absolute.to_owned(),
        None => format!("xl/{}", target.trim_start_matches("./")),
    }
}

fn is_set(e: &BytesStart, name: &str) -> bool {
    attribute(e, name).is_some_and(|value| matches!(value.as_str(), "1" | "true" | "on"))
}

/// Calls for each element of a part.
fn elements(xml: &str, mut each: impl FnMut(&BytesStart)) -> Result<(), Words> {
    let mut reader = Reader::from_str(xml);
    loop {
        match reader.read_event().map_err(|_| damaged())? {
            Event::Start(e) | Event::Empty(e) => each(&e),
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// The texts that cells refer to, without what tells their pronunciation.
fn strings(xml: &str) -> Result<Vec<String>, Words> {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().expand_empty_elements = true;
    let mut strings = Vec::new();
    let mut run = Run::default();
    loop {
        match reader.read_event().map_err(|_| damaged())? {
            Event::Start(e) => run.start(&e),
            Event::End(e) => {
                run.end(e.local_name().as_ref());
                if e.local_name().as_ref() == "si" {
                    strings.push(run.take());
                }
            }
            Event::Text(t) => run.put(&t.xml10_content()),
            Event::CData(t) => run.put(&t.xml10_content()),
            Event::GeneralRef(r) => run.put(character(&r).encode_utf8(&mut [0; 4])),
            Event::Eof => return Ok(strings),
            _ => {}
        }
    }
}

/// The text of a string while it is read.
#[derive(Default)]
struct Run {
    text: String,
    in_text: bool,
    in_pronunciation: bool,
}

impl Run {
    fn start(&mut self, e: &BytesStart) {
        match e.local_name().as_ref() {
            "t" => self.in_text = !self.in_pronunciation,
            "rPh" => self.in_pronunciation = true,
            // A digit struck out, raised or lowered is none of the number beside it.
            "strike" | "vertAlign" => {
                let plain = matches!(
                    attribute(e, "val").as_deref(),
                    Some("0" | "false" | "baseline")
                );
                self.text.push_str(if plain { "" } else { "^" });
            }
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "t" => self.in_text = false,
            "rPh" => self.in_pronunciation = false,
            _ => {}
        }
    }

    fn put(&mut self, text: &str) {
        if self.in_text {
            self.text.push_str(text);
        }
    }

    fn take(&mut self) -> String {
        unescaped(&std::mem::take(self).text)
    }
}

/// Characters that XML cannot hold are written `_x000D_`.
fn unescaped(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("_x") {
        plain.push_str(before);
        let code = after
            .get(..4)
            .and_then(|hex| u32::from_str_radix(hex, 16).ok());
        let behind = after.get(4..).and_then(|after| after.strip_prefix('_'));
        if let Some((c, behind)) = code.and_then(char::from_u32).zip(behind) {
            plain.push(c);
            rest = behind;
        } else {
            plain.push_str("_x");
            rest = after;
        }
    }
    plain + rest
}

/// What each style of the cells shows of a number.
fn styles(xml: &str) -> Result<Vec<Shown>, Words> {
    let mut formats: BTreeMap<u32, Shown> = BTreeMap::new();
    let mut styles = Vec::new();
    let mut reader = Reader::from_str(xml);
    let mut in_cells = false;
    loop {
        match reader.read_event().map_err(|_| damaged())? {
            Event::Start(e) | Event::Empty(e) => {
                let number = attribute(&e, "numFmtId").and_then(|id| id.parse::<u32>().ok());
                match (e.local_name().as_ref(), number) {
                    ("numFmt", Some(id)) => {
                        let code = attribute(&e, "formatCode").unwrap_or_default();
                        formats.insert(id, shown::shown(&code));
                    }
                    ("cellXfs", _) => in_cells = true,
                    ("xf", id) if in_cells => {
                        let id = id.unwrap_or(0);
                        let own = formats.get(&id).copied();
                        styles.push(own.unwrap_or_else(|| shown::built_in(id)));
                    }
                    _ => {}
                }
            }
            Event::End(e) if e.local_name().as_ref() == "cellXfs" => in_cells = false,
            Event::Eof => return Ok(styles),
            _ => {}
        }
    }
}

/// Reads one sheet.
struct SheetReader<'a> {
    parts: &'a Parts,
    /// The row and column that a cell without an address has.
    row: u32,
    column: u32,
    cell: Cell,
    depth: usize,
}

/// A cell while it is read.
#[derive(Default)]
struct Cell {
    kind: String,
    style: usize,
    value: Option<String>,
    formula: Option<String>,
    inline: Option<Run>,
    /// Which of them text belongs to.
    open: Open,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Open {
    #[default]
    Nothing,
    Value,
    Formula,
    Inline,
}

impl<'a> SheetReader<'a> {
    fn new(parts: &'a Parts) -> Self {
        Self {
            parts,
            row: 0,
            column: 0,
            cell: Cell::default(),
            depth: 0,
        }
    }

    fn read(mut self, xml: &str, book: &mut Workbook) -> Result<(), Words> {
        let mut reader = Reader::from_str(xml);
        reader.config_mut().expand_empty_elements = true;
        loop {
            match reader.read_event().map_err(|_| damaged())? {
                Event::Start(e) => {
                    self.depth += 1;
                    self.start(&e, book)?;
                }
                Event::End(e) => {
                    self.depth = self.depth.checked_sub(1).ok_or_else(damaged)?;
                    if !self.end(e.local_name().as_ref(), book)? {
                        return Ok(());
                    }
                }
                Event::Text(t) => self.cell.put(&t.xml10_content()),
                Event::CData(t) => self.cell.put(&t.xml10_content()),
                Event::GeneralRef(r) => self.cell.put(character(&r).encode_utf8(&mut [0; 4])),
                Event::Eof if self.depth == 0 => return Ok(()),
                Event::Eof => return Err(damaged()),
                _ => {}
            }
        }
    }

    fn start(&mut self, e: &BytesStart, book: &mut Workbook) -> Result<(), Words> {
        match e.local_name().as_ref() {
            "col" => hide_columns(e, book),
            "row" => self.begin_row(e, book)?,
            "c" => self.begin_cell(e)?,
            "v" => (self.cell.open, self.cell.value) = (Open::Value, Some(String::new())),
            "f" => (self.cell.open, self.cell.formula) = (Open::Formula, Some(String::new())),
            "is" => (self.cell.open, self.cell.inline) = (Open::Inline, Some(Run::default())),
            "mergeCell" => {
                let (rows, columns) = attribute(e, "ref")
                    .and_then(|r| area(&r))
                    .ok_or_else(damaged)?;
                if let Some(sheet) = book.sheets.last_mut() {
                    sheet.merge(rows, columns);
                }
            }
            _ => _ = self.cell.inline.as_mut().map(|run| run.start(e)),
        }
        Ok(())
    }

    fn begin_row(&mut self, e: &BytesStart, book: &mut Workbook) -> Result<(), Words> {
        self.column = 0;
        self.row = match attribute(e, "r") {
            Some(row) => row.parse().map_err(|_| damaged())?,
            None => self.row + 1,
        };
        if self.row > MOST_ROWS {
            return Err(damaged());
        }
        if (is_set(e, "hidden") || is_nought(e, "ht"))
            && let Some(sheet) = book.sheets.last_mut()
        {
            sheet.hidden_rows.push(self.row..=self.row);
        }
        Ok(())
    }

    fn begin_cell(&mut self, e: &BytesStart) -> Result<(), Words> {
        self.column += 1;
        if let Some(at) = attribute(e, "r") {
            (self.row, self.column) = address(&at).ok_or_else(damaged)?;
        }
        // A cell outside of the rows stands nowhere.
        if self.row == 0 {
            return Err(damaged());
        }
        self.cell = Cell {
            kind: attribute(e, "t").unwrap_or_default(),
            style: attribute(e, "s").and_then(|s| s.parse().ok()).unwrap_or(0),
            ..Cell::default()
        };
        Ok(())
    }

    /// Whether the sheet goes on.
    fn end(&mut self, name: &str, book: &mut Workbook) -> Result<bool, Words> {
        match name {
            "v" | "f" | "is" => self.cell.open = Open::Nothing,
            "c" => {
                let cell = std::mem::take(&mut self.cell);
                return self.end_cell(cell, book);
            }
            name => _ = self.cell.inline.as_mut().map(|run| run.end(name)),
        }
        Ok(true)
    }

    fn end_cell(&self, cell: Cell, book: &mut Workbook) -> Result<bool, Words> {
        let (row, column) = (self.row, self.column);
        if let Some(formula) = &cell.formula {
            let value = cell.value.as_deref();
            // A text that came out empty is a result.
            let is_stored = value.is_some_and(|v| !v.is_empty() || cell.kind == "str");
            if !is_stored || self.parts.recalculates {
                return Ok(book.put_formula(row, column, formula));
            }
        }
        let text = cell.text(self.parts).ok_or_else(damaged)?;
        Ok(book.put(row, column, &text))
    }
}

impl Cell {
    fn put(&mut self, text: &str) {
        match self.open {
            Open::Nothing => {}
            Open::Value => self.value.get_or_insert_default().push_str(text),
            Open::Formula => self.formula.get_or_insert_default().push_str(text),
            Open::Inline => self.inline.get_or_insert_default().put(text),
        }
    }

    /// Its text; none where it refers to one that is not there.
    fn text(mut self, parts: &Parts) -> Option<String> {
        if let Some(inline) = &mut self.inline {
            return Some(inline.take());
        }
        let value = self.value.unwrap_or_default();
        Some(match self.kind.as_str() {
            _ if value.is_empty() => value,
            "s" => parts
                .strings
                .get(value.trim().parse::<usize>().ok()?)?
                .clone(),
            "str" => unescaped(&value),
            "b" if value.trim() == "0" => "FALSE".to_owned(),
            "b" => "TRUE".to_owned(),
            "" | "n" => match value.trim().parse::<f64>() {
                Ok(number) => {
                    let shown = parts.styles.get(self.style).copied().unwrap_or_default();
                    shown::text(number, shown, parts.since_1904)
                }
                Err(_) => value,
            },
            _ => value,
        })
    }
}

fn hide_columns(e: &BytesStart, book: &mut Workbook) {
    let number = |name| attribute(e, name).and_then(|n| n.parse::<u32>().ok());
    if (is_set(e, "hidden") || is_nought(e, "width"))
        && let (Some(first), Some(last)) = (number("min"), number("max"))
        && let Some(sheet) = book.sheets.last_mut()
    {
        sheet.hidden_columns.push(first..=last);
    }
}

fn is_nought(e: &BytesStart, name: &str) -> bool {
    attribute(e, name).is_some_and(|value| value.trim().parse() == Ok(0.0))
}

/// The last row that a workbook has.
pub(super) const MOST_ROWS: u32 = 1_048_576;
/// The last column that a workbook has.
pub(super) const MOST_COLUMNS: u32 = 16_384;

/// Row and column of `B7`.
fn address(text: &str) -> Option<(u32, u32)> {
    let text = text.replace('$', "").to_ascii_uppercase();
    let digits = text.find(|c: char| c.is_ascii_digit())?;
    let (letters, digits) = text.split_at(digits);
    let mut column = 0u32;
    for letter in letters.bytes() {
        let of = letter
            .is_ascii_uppercase()
            .then(|| u32::from(letter - b'A') + 1)?;
        column = column.checked_mul(26)?.checked_add(of)?;
    }
    let row: u32 = digits.parse().ok()?;
    let is_in = (1..=MOST_ROWS).contains(&row) && (1..=MOST_COLUMNS).contains(&column);
    is_in.then_some((row, column))
}

/// Rows and columns of `B7:C9`.
fn area(text: &str) -> Option<(RangeInclusive<u32>, RangeInclusive<u32>)> {
    let (from, to) = text.split_once(':').unwrap_or((text, text));
    let ((top, left), (bottom, right)) = (address(from)?, address(to)?);
    Some((top..=bottom, left..=right))
}
