//! Word documents as compound files, as Word 97 to 2003 and WPS write them:
//! the text in reading order, its marks of cells and rows made tables.

mod fib;
mod format;

use super::super::flow::{Node, Text, lay_out};
use super::super::package::damaged;
use super::super::{Format, Opened};
use super::grid::{Cell, Row, begun, grid, tracked_changes};
use crate::source::Words;
use fib::{File, Unit};
use format::{Character, Formats, Paragraph};
use std::io::{Cursor, Read};

type Compound<'a> = cfb::CompoundFile<Cursor<&'a [u8]>>;

/// Reads a document.
///
/// # Errors
/// A sentence: it is encrypted, damaged, or of Word 95 or earlier.
pub(super) fn open(file: &mut Compound) -> Result<Opened, Words> {
    let main = stream(file, "/WordDocument")?;
    let table = stream(file, fib::table_stream(&main)?)?;
    let data = if file.exists("/Data") {
        stream(file, "/Data")?
    } else {
        Vec::new()
    };
    let file = File { main, table, data };
    let mut reader = Reader {
        formats: Formats::of(&file)?,
        text: begun(),
        root: Vec::new(),
        tables: Vec::new(),
        fields: Vec::new(),
        has_changes: false,
        format: (Character::default(), 0..0, 0),
    };
    let units = file.units()?;
    for paragraph in units.split_inclusive(|u| matches!(u.code, CELL | PARAGRAPH | SECTION)) {
        reader.paragraph(paragraph)?;
    }
    reader.close_tables(0)?;
    let mut document = lay_out(&reader.text, &reader.root);
    document.origins.clear();
    let mut opened = super::plain(Format::Doc, document);
    opened.notes.extend(tracked_changes(reader.has_changes));
    Ok(opened)
}

fn stream(file: &mut Compound, name: &str) -> Result<Vec<u8>, Words> {
    let mut stream = file.open_stream(name).map_err(|_| damaged())?;
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).map_err(|_| damaged())?;
    Ok(bytes)
}

/// Tables nested deeper than this are no report.
const DEEPEST: usize = 32;

const CELL: u16 = 0x07;
const SECTION: u16 = 0x0C;
const PARAGRAPH: u16 = 0x0D;
const FIELD: u16 = 0x13;
const FIELD_RESULT: u16 = 0x14;
const FIELD_END: u16 = 0x15;
/// Stands for what is shown and is no text.
const SHOWN: u16 = 0xFFFC;

struct Reader<'a> {
    formats: Formats<'a>,
    text: Text,
    root: Vec<Node>,
    /// The tables that are open, the innermost last.
    tables: Vec<Table>,
    /// Of each field that is open, whether its result has begun.
    fields: Vec<bool>,
    /// Whether some cell has text deleted or inserted while changes are tracked.
    has_changes: bool,
    /// The format of the last character, and for which bytes and changes it holds.
    format: (Character, std::ops::Range<u32>, u16),
}

/// A table while it is read.
#[derive(Default)]
struct Table {
    rows: Vec<Row>,
    cells: Vec<Cell>,
    content: Vec<Node>,
}

impl Reader<'_> {
    fn paragraph(&mut self, units: &[Unit]) -> Result<(), Words> {
        let Some(mark) = units.last() else {
            return Ok(());
        };
        let paragraph = self.formats.paragraph(mark.at, mark.change)?;
        let depth = paragraph.depth as usize;
        if depth > DEEPEST || (depth == 0 && mark.code == CELL) {
            return Err(damaged());
        }
        self.close_tables(depth)?;
        while self.tables.len() < depth {
            self.push(Node::Break);
            self.tables.push(Table::default());
        }
        if paragraph.is_numbered && depth > 0 {
            self.string(&[SHOWN]);
        }
        self.characters(units)?;
        self.end(*mark, paragraph)
    }

    /// What the mark of a paragraph ends.
    fn end(&mut self, mark: Unit, paragraph: Paragraph) -> Result<(), Words> {
        let ends_cell = mark.code == CELL || paragraph.ends_inner_cell;
        if (ends_cell || paragraph.ends_row) && self.fields.contains(&false) {
            // The rest of the table would be taken for the field's.
            return Err(damaged());
        }
        let is_deleted = self.character(mark)?.is_deleted;
        match self.tables.last_mut() {
            Some(table) if paragraph.ends_row && is_deleted => {
                table.cells.clear();
                table.content.clear();
            }
            Some(table) if paragraph.ends_row => return table.end_row(paragraph),
            Some(table) if ends_cell => table.cells.push(Cell {
                content: std::mem::take(&mut table.content),
                ..Cell::default()
            }),
            _ => self.push(Node::Break),
        }
        Ok(())
    }

    fn characters(&mut self, units: &[Unit]) -> Result<(), Words> {
        let mut run = Vec::new();
        let mut before = Character::default();
        for unit in units {
            let format = self.character(*unit)?;
            self.has_changes |=
                !self.tables.is_empty() && (format.is_deleted || format.is_inserted);
            if format.is_hidden || format.is_deleted {
                continue;
            }
            if format.is_apart() && !before.is_apart() && unit.code >= 0x20 {
                // A raised digit, or one struck out, is no digit of the number beside it.
                self.character_of('^' as u16, &mut run);
            }
            before = format;
            let shown = if format.is_symbol { SHOWN } else { unit.code };
            self.character_of(shown, &mut run);
        }
        self.string(&run);
        Ok(())
    }

    fn character_of(&mut self, unit: u16, run: &mut Vec<u16>) {
        match unit {
            FIELD => self.fields.push(false),
            FIELD_RESULT => self.fields.iter_mut().rev().take(1).for_each(|f| *f = true),
            FIELD_END => self.end_field(run),
            _ if self.fields.contains(&false) => {}
            0x0B | 0x0C | 0x0E => {
                self.string(run);
                run.clear();
                self.push(Node::Break);
            }
            CELL | PARAGRAPH | 0x02..=0x05 | 0x1F => {}
            0x1E => run.push('-' as u16),
            0x09 | 0x20.. if unit != SHOWN => run.push(unit),
            // Pictures, drawings, and what else is shown and is no text.
            _ if !self.tables.is_empty() => run.push(SHOWN),
            _ => {}
        }
    }

    fn end_field(&mut self, run: &mut Vec<u16>) {
        // A field without a result may be a formula drawn on the page.
        if self.fields.pop() == Some(false) && !self.tables.is_empty() {
            self.character_of(SHOWN, run);
        }
    }

    fn character(&mut self, unit: Unit) -> Result<Character, Words> {
        let (format, bytes, change) = &self.format;
        if bytes.contains(&unit.at) && *change == unit.change {
            return Ok(*format);
        }
        let (format, until) = self.formats.character(unit.at, unit.change)?;
        self.format = (format, unit.at..until, unit.change);
        Ok(format)
    }

    fn string(&mut self, run: &[u16]) {
        if run.is_empty() {
            return;
        }
        let from = self.text.text.len();
        self.text.text.push_str(&String::from_utf16_lossy(run));
        self.push(Node::Text(from..self.text.text.len()));
    }

    fn push(&mut self, node: Node) {
        match self.tables.last_mut() {
            Some(table) => table.content.push(node),
            None => self.root.push(node),
        }
    }

    /// Closes the tables that are nested deeper than this.
    fn close_tables(&mut self, depth: usize) -> Result<(), Words> {
        while self.tables.len() > depth {
            let Some(table) = self.tables.pop() else {
                break;
            };
            if !table.cells.is_empty() || !table.content.is_empty() {
                return Err(damaged());
            }
            self.push(Node::Table(grid(table.rows)));
        }
        Ok(())
    }
}

impl Table {
    fn end_row(&mut self, definition: Paragraph) -> Result<(), Words> {
        let mut cells = std::mem::take(&mut self.cells);
        let is_defined = !definition.edges.is_empty();
        if is_defined && definition.edges.len() != cells.len() + 1 {
            return Err(damaged());
        }
        self.content.clear();
        merge(&mut cells, &definition.flags);
        self.rows.push(Row {
            cells,
            edges: definition.edges,
        });
        Ok(())
    }
}

/// Marks the cells that are merged with others. Of those merged with the one
/// to their left, Word's older description and its newer one give the first
/// opposite flags: the first is whichever comes first.
fn merge(cells: &mut [Cell], flags: &[u16]) {
    let mut first = 0;
    for (cell, flags) in cells.iter_mut().zip(flags) {
        let horizontal = flags & 3;
        cell.joins_left = first != 0 && horizontal != 0 && horizontal != first;
        if first == 0 || horizontal == 0 {
            first = horizontal;
        }
        cell.joins_above = flags & 0x60 == 0x20;
    }
}
