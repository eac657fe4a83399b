//! Word documents of 1997 to 2003, and those of WPS, in compound files
//! ([MS-DOC]): the pieces of the text become paragraphs and tables.
//!
//! The text stands in pieces (2.8.35); which marks end a row, where its cells
//! end and what is hidden stand in pages of properties (2.9.174, 2.9.33).

use super::super::bytes::legacy;
use super::super::flow::{Node, Text, lay_out};
use super::super::package::{damaged, encrypted};
use super::super::{Format, Opened};
use super::bounds::{self, Bound, Row};
use super::sprms::{Sprm, sprms};
use super::table::Merge;
use crate::source::Words;
use std::io::{Cursor, Read};
use std::ops::Range;

/// Opens a document.
///
/// # Errors
/// A sentence: it is encrypted, damaged, or older than Word 97.
pub(super) fn open(file: &mut cfb::CompoundFile<Cursor<&[u8]>>) -> Result<Opened, Words> {
    let main = stream(file, "/WordDocument")?;
    let head = Head::read(&main)?;
    let table = stream(file, head.table)?;
    // Properties that fit no page stand in a stream that not every file has.
    let data = stream(file, "/Data").unwrap_or_default();
    let document = Document::read(&main, &table, &data, &head).ok_or_else(damaged)?;
    let mut body = Body::default();
    for (at, c) in &document.characters {
        body.take(*c, document.paragraph(*at), document.is_hidden(*at));
    }
    body.end_paragraph(&Paragraph::default());
    body.end_table();
    let mut document = lay_out(&body.text, &body.root);
    document.origins.clear();
    Ok(super::plain(Format::Doc, document))
}

fn stream(file: &mut cfb::CompoundFile<Cursor<&[u8]>>, name: &str) -> Result<Vec<u8>, Words> {
    let mut bytes = Vec::new();
    let mut stream = file.open_stream(name).map_err(|_| damaged())?;
    stream.read_to_end(&mut bytes).map_err(|_| damaged())?;
    Ok(bytes)
}

fn word(bytes: &[u8], at: usize) -> Option<u16> {
    let found = bytes.get(at..at.checked_add(2)?)?;
    Some(u16::from_le_bytes(found.try_into().ok()?))
}

fn long(bytes: &[u8], at: usize) -> Option<usize> {
    let found = bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_le_bytes(found.try_into().ok()?) as usize)
}

/// What the head of the file says (2.5.1).
struct Head {
    /// The stream with the tables.
    table: &'static str,
    /// Characters of the main text.
    length: usize,
    pieces: Range<usize>,
    characters: Range<usize>,
    paragraphs: Range<usize>,
}

impl Head {
    fn read(main: &[u8]) -> Result<Self, Words> {
        const WORD: u16 = 0xA5EC;
        const ENCRYPTED: u16 = 0x0100;
        const SECOND_TABLE: u16 = 0x0200;
        const WORD_97: u16 = 0x00C1;
        let read = |at| word(main, at).ok_or_else(damaged);
        if read(0)? != WORD || read(2)? < WORD_97 {
            return Err(Words::new(
                "是Word 97以前的文档：请用Word或WPS打开，另存为docx再核对",
                "is a document older than Word 97: open it in Word or WPS, save it as docx and check that",
            ));
        }
        let flags = read(0x0A)?;
        if flags & ENCRYPTED != 0 {
            return Err(encrypted());
        }
        let range = |at| {
            let (start, size) = long(main, at).zip(long(main, at + 4)).ok_or_else(damaged)?;
            Ok(start..start.saturating_add(size))
        };
        Ok(Self {
            table: if flags & SECOND_TABLE == 0 {
                "/0Table"
            } else {
                "/1Table"
            },
            length: long(main, 0x4C).ok_or_else(damaged)?,
            characters: range(0xFA)?,
            paragraphs: range(0x102)?,
            pieces: range(0x1A2)?,
        })
    }
}

/// The most characters that are read.
const MOST_CHARACTERS: usize = 10_000_000;

/// The text with where each character stands in the file, and the properties by place.
struct Document {
    characters: Vec<(usize, char)>,
    /// Ascending and apart.
    paragraphs: Vec<(Range<usize>, Paragraph)>,
    hidden: Vec<Range<usize>>,
}

/// What matters of a paragraph's properties.
#[derive(Clone, Debug, Default)]
struct Paragraph {
    in_table: bool,
    /// Its mark ends a row.
    ends_row: bool,
    left: i32,
    bounds: Vec<Bound>,
}

impl Document {
    fn read(main: &[u8], table: &[u8], data: &[u8], head: &Head) -> Option<Self> {
        let runs = |range: &Range<usize>| pages(main, table.get(range.clone())?);
        let mut hidden = Vec::new();
        for (page, count) in runs(&head.characters)? {
            hidden.extend((0..count).filter_map(|run| hidden_run(page, count, run)));
        }
        let mut paragraphs = Vec::new();
        for (page, count) in runs(&head.paragraphs)? {
            paragraphs.extend((0..count).filter_map(|run| paragraph_run(page, count, run, data)));
        }
        hidden.sort_by_key(|run| run.start);
        paragraphs.sort_by_key(|(run, _)| run.start);
        Some(Self {
            characters: characters(main, table.get(head.pieces.clone())?, head.length)?,
            paragraphs,
            hidden,
        })
    }

    fn paragraph(&self, at: usize) -> &Paragraph {
        static NONE: Paragraph = Paragraph {
            in_table: false,
            ends_row: false,
            left: 0,
            bounds: Vec::new(),
        };
        let next = self.paragraphs.partition_point(|(run, _)| run.start <= at);
        let found = self.paragraphs[..next]
            .last()
            .filter(|(run, _)| run.contains(&at));
        found.map_or(&NONE, |(_, paragraph)| paragraph)
    }

    fn is_hidden(&self, at: usize) -> bool {
        let next = self.hidden.partition_point(|run| run.start <= at);
        self.hidden[..next]
            .last()
            .is_some_and(|run| run.contains(&at))
    }
}

/// The characters of the pieces, in the order of the text (2.9.38, 2.9.177).
fn characters(main: &[u8], pieces: &[u8], length: usize) -> Option<Vec<(usize, char)>> {
    const NARROW: usize = 1 << 30;
    let pieces = piece_table(pieces)?;
    let count = pieces.len().checked_sub(4)? / 12;
    let mut all = Vec::new();
    for piece in 0..count {
        let first = long(pieces, piece * 4)?;
        let last = long(pieces, piece * 4 + 4)?.min(length);
        let size = last.saturating_sub(first);
        let place = long(pieces, (count + 1) * 4 + piece * 8 + 2)?;
        if all.len() + size > MOST_CHARACTERS {
            return None;
        }
        if place & NARROW == 0 {
            wide(&mut all, main, place, size)?;
        } else {
            let start = (place & (NARROW - 1)) / 2;
            let bytes = main.get(start..start.checked_add(size)?)?;
            let text = legacy(bytes, "windows-1252")
                .unwrap_or_else(|| bytes.iter().map(|b| char::from(*b)).collect());
            all.extend((start..).zip(text.chars()));
        }
    }
    Some(all)
}

/// Characters of two bytes; halves that go together are one.
fn wide(all: &mut Vec<(usize, char)>, main: &[u8], start: usize, size: usize) -> Option<()> {
    let bytes = main.get(start..start.checked_add(size.checked_mul(2)?)?)?;
    let units = bytes
        .chunks_exact(2)
        .map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
    let mut at = start;
    for unit in char::decode_utf16(units) {
        let c = unit.unwrap_or('\u{FFFD}');
        all.push((at, c));
        at += 2 * c.len_utf16();
    }
    Some(())
}

/// The table of pieces, past the properties that stand before it.
fn piece_table(clx: &[u8]) -> Option<&[u8]> {
    const PROPERTIES: u8 = 1;
    const PIECES: u8 = 2;
    let mut at = 0;
    loop {
        match *clx.get(at)? {
            PROPERTIES => at += 3 + usize::from(word(clx, at + 1)?),
            PIECES => {
                let size = long(clx, at + 1)?;
                return clx.get(at + 5..(at + 5).checked_add(size)?);
            }
            _ => return None,
        }
    }
}

const PAGE: usize = 512;

/// The pages of properties that a table of them names, each with how many runs it has.
fn pages<'a>(main: &'a [u8], plc: &[u8]) -> Option<Vec<(&'a [u8], usize)>> {
    let count = plc.len().saturating_sub(4) / 8;
    let number = |entry: usize| Some(long(plc, (count + 1) * 4 + entry * 4)? & 0x003F_FFFF);
    (0..count)
        .map(|entry| {
            let start = number(entry)?.checked_mul(PAGE)?;
            let page = main.get(start..start.checked_add(PAGE)?)?;
            Some((page, usize::from(page[PAGE - 1])))
        })
        .collect()
}

fn run_of(page: &[u8], run: usize) -> Option<Range<usize>> {
    Some(long(page, run * 4)?..long(page, run * 4 + 4)?)
}

/// A run of characters that is not shown: hidden, or deleted in a revision.
fn hidden_run(page: &[u8], count: usize, run: usize) -> Option<Range<usize>> {
    const HIDDEN: u16 = 0x083C;
    const DELETED: u16 = 0x0800;
    let at = usize::from(*page.get((count + 1) * 4 + run)?) * 2;
    let size = usize::from(*page.get(at).filter(|_| at > 0)?);
    let own = sprms(page.get(at + 1..at + 1 + size)?);
    let mut is_hidden = false;
    for sprm in own {
        if matches!(sprm.kind, HIDDEN | DELETED) {
            is_hidden |= sprm.operand.first() == Some(&1);
        }
    }
    is_hidden.then(|| run_of(page, run)).flatten()
}

fn paragraph_run(
    page: &[u8],
    count: usize,
    run: usize,
    data: &[u8],
) -> Option<(Range<usize>, Paragraph)> {
    let at = usize::from(*page.get((count + 1) * 4 + run * 13)?) * 2;
    if at == 0 {
        return Some((run_of(page, run)?, Paragraph::default()));
    }
    let (start, size) = match usize::from(*page.get(at)?) {
        0 => (at + 2, usize::from(*page.get(at + 1)?) * 2),
        half => (at + 1, half * 2 - 1),
    };
    // The number of the style stands before the properties.
    let own = page.get(start + 2..(start + size).min(PAGE))?;
    let mut paragraph = Paragraph::default();
    for sprm in sprms(own) {
        set(&mut paragraph, &sprm);
        for sprm in elsewhere(&sprm, data) {
            set(&mut paragraph, &sprm);
        }
    }
    Some((run_of(page, run)?, paragraph))
}

fn set(paragraph: &mut Paragraph, sprm: &Sprm) {
    let is_on = sprm.operand.first() == Some(&1);
    match sprm.kind {
        0x2416 => paragraph.in_table = is_on,
        0x2417 => paragraph.ends_row = is_on,
        0xD608 => define_row(paragraph, sprm),
        0xD62B => merge_down(paragraph, sprm),
        _ => {}
    }
}

/// The changes that one stands for which only says where they are (2.6.2).
fn elsewhere<'a>(sprm: &Sprm, data: &'a [u8]) -> impl Iterator<Item = Sprm<'a>> {
    const HUGE: [u16; 3] = [0x6645, 0x6646, 0x646B];
    let at = HUGE
        .contains(&sprm.kind)
        .then(|| long(sprm.operand, 0))
        .flatten();
    let own = at.and_then(|at| {
        let size = usize::from(word(data, at)?);
        data.get(at + 2..at + 2 + size)
    });
    sprms(own.unwrap_or_default())
}

/// Where the cells of a row end, and how they are merged (2.9.327, 2.9.331).
fn define_row(paragraph: &mut Paragraph, sprm: &Sprm) {
    const CELL: usize = 20;
    let Some((count, rest)) = sprm.operand.split_first() else {
        return;
    };
    let count = usize::from(*count);
    let edge = |at: usize| word(rest, at * 2).map(|x| i32::from(x.cast_signed()));
    let Some(left) = edge(0) else { return };
    paragraph.left = left;
    paragraph.bounds.clear();
    for cell in 0..count {
        let Some(right) = edge(cell + 1) else { return };
        let flags = word(rest, (count + 1) * 2 + cell * CELL).unwrap_or(0);
        paragraph.bounds.push(Bound {
            right,
            down: downwards(flags >> 5 & 3),
            across: if flags.trailing_zeros() >= 2 {
                Merge::None
            } else {
                Merge::Continue
            },
        });
    }
}

fn downwards(flags: u16) -> Merge {
    match flags {
        0 => Merge::None,
        1 => Merge::Continue,
        _ => Merge::Restart,
    }
}

/// A cell of the row merged after the row was defined.
fn merge_down(paragraph: &mut Paragraph, sprm: &Sprm) {
    if let [cell, flags, ..] = sprm.operand
        && let Some(bound) = paragraph.bounds.get_mut(usize::from(*cell))
    {
        bound.down = downwards(u16::from(*flags));
    }
}

/// A document while it is laid out.
#[derive(Default)]
struct Body {
    text: Text,
    root: Vec<Node>,
    /// The fields that are open, and whether each is at its result.
    fields: Vec<bool>,
    /// The paragraph, the cell, and the rows being read.
    paragraph: Vec<Node>,
    cell: Vec<Node>,
    cells: Vec<Vec<Node>>,
    rows: Vec<Row>,
}

impl Body {
    fn take(&mut self, c: char, paragraph: &Paragraph, is_hidden: bool) {
        match c {
            '\u{7}' if paragraph.ends_row => self.end_row(paragraph),
            '\u{7}' => {
                self.cell.append(&mut self.paragraph);
                let cell = std::mem::take(&mut self.cell);
                self.cells.push(cell);
            }
            '\r' | '\u{C}' => self.end_paragraph(paragraph),
            '\u{B}' | '\u{E}' => self.paragraph.push(Node::Break),
            '\u{13}' => self.fields.push(false),
            '\u{14}' => {
                if let Some(is_result) = self.fields.last_mut() {
                    *is_result = true;
                }
            }
            '\u{15}' => _ = self.fields.pop(),
            _ if is_hidden || self.fields.contains(&false) => {}
            '\u{1E}' => self.push('-'),
            // Anchors of pictures and notes.
            '\0'..='\u{8}' | '\u{1F}' => {}
            c => self.push(c),
        }
    }

    fn push(&mut self, c: char) {
        let from = self.text.text.len();
        self.text.text.push(c);
        let to = self.text.text.len();
        match self.paragraph.last_mut() {
            Some(Node::Text(range)) if range.end == from => range.end = to,
            _ => self.paragraph.push(Node::Text(from..to)),
        }
    }

    fn end_paragraph(&mut self, paragraph: &Paragraph) {
        self.paragraph.push(Node::Break);
        if paragraph.in_table {
            self.cell.append(&mut self.paragraph);
        } else {
            self.end_table();
            self.root.append(&mut self.paragraph);
        }
    }

    fn end_row(&mut self, paragraph: &Paragraph) {
        let cells = std::mem::take(&mut self.cells);
        let mut bounds = paragraph.bounds.clone();
        for (bound, cell) in bounds.iter_mut().zip(&cells) {
            // Only a cell that shows nothing goes with the one before.
            if !cell.is_empty() {
                bound.across = Merge::None;
            }
        }
        self.rows.push(Row {
            left: paragraph.left,
            bounds,
            cells,
        });
    }

    /// Text that follows is none of the table; cells without the end of their row are its last.
    fn end_table(&mut self) {
        if !self.cells.is_empty() {
            self.end_row(&Paragraph::default());
        }
        if !self.rows.is_empty() {
            let rows = std::mem::take(&mut self.rows);
            self.root.push(Node::Table(bounds::grid(rows)));
        }
        self.root.append(&mut self.cell);
    }
}
