//! Rich text: control words become text and tables.
//!
//! What a reader of rich text must know of its format is in the specification
//! 1.9.1 of Microsoft; the tables are those of its chapters on table
//! definitions and nested tables.

mod letters;
mod token;

use super::super::flow::{Node, Text, lay_out};
use super::super::package::damaged;
use super::super::{Format, Opened};
use super::grid::{Cell, Row, begun, grid, tracked_changes};
use crate::source::Words;
use letters::Encodings;
use token::{Token, Tokens};

/// Reads rich text.
///
/// # Errors
/// A sentence: it ends early, or its tables contradict themselves.
pub(super) fn open(bytes: &[u8]) -> Result<Opened, Words> {
    let start = bytes.iter().position(|b| *b == b'{');
    let bytes = start.and_then(|at| bytes.get(at..)).unwrap_or_default();
    let mut reader = Reader {
        text: begun(),
        ..Reader::default()
    };
    for token in Tokens::of(bytes) {
        reader.token(token)?;
        if reader.outer.is_empty() {
            reader.close_tables(0)?;
            let mut document = lay_out(&reader.text, &reader.root);
            document.origins.clear();
            let mut opened = super::plain(Format::Rtf, document);
            opened.notes.extend(tracked_changes(reader.has_changes));
            return Ok(opened);
        }
    }
    Err(damaged())
}

/// Groups and tables nested deeper than these are no report.
const DEEPEST_GROUP: usize = 1000;
const DEEPEST_TABLE: usize = 32;

#[derive(Default)]
struct Reader {
    text: Text,
    root: Vec<Node>,
    encodings: Encodings,
    /// The font of text that names none.
    default_font: i32,
    /// The state of each group around the innermost.
    outer: Vec<State>,
    state: State,
    /// Whether the group has only just opened, perhaps with a star.
    opening: Opening,
    /// Text not yet decoded, in bytes or in UTF-16: one of the two is empty.
    bytes: Vec<u8>,
    units: Vec<u16>,
    /// How many bytes that repeat a character for old readers are left to skip.
    repeated: usize,
    /// Whether a field was met whose result has not been.
    field: bool,
    /// Whether some cell has text deleted or inserted while changes are tracked.
    has_changes: bool,
    definition: Definition,
    /// Those of the tables around, while a row of an inner table is defined.
    definitions: Vec<Definition>,
    /// The tables that are open, the innermost last.
    tables: Vec<Table>,
}

/// What a group inherits from the one around it.
#[derive(Clone, Copy)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a property that stands alone"
)]
struct State {
    /// It is no part of the text.
    skipped: bool,
    /// It is no part of the text, but a group in it is.
    holds_text: bool,
    /// It lists the fonts.
    fonts: bool,
    /// It is the result of a field.
    result: bool,
    font: i32,
    /// How many bytes repeat a character that is given by its number.
    repeats: usize,
    hidden: bool,
    deleted: bool,
    raised: bool,
    struck: bool,
    in_table: bool,
    depth: usize,
}

impl Default for State {
    fn default() -> Self {
        Self {
            skipped: false,
            holds_text: false,
            fonts: false,
            result: false,
            font: 0,
            repeats: 1,
            hidden: false,
            deleted: false,
            raised: false,
            struck: false,
            in_table: false,
            depth: 0,
        }
    }
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Opening {
    #[default]
    No,
    Plain,
    Starred,
}

/// The row that is being defined.
#[derive(Default)]
struct Definition {
    /// Whether its cells are still to come.
    is_open: bool,
    left: i32,
    edges: Vec<i32>,
    cells: Vec<Merge>,
    /// How the cell being defined is merged.
    merge: Merge,
}

#[derive(Clone, Copy, Default)]
struct Merge {
    left: bool,
    above: bool,
}

/// A table while it is read.
#[derive(Default)]
struct Table {
    rows: Vec<Row>,
    cells: Vec<Cell>,
    content: Vec<Node>,
}

impl Reader {
    fn token(&mut self, token: Token) -> Result<(), Words> {
        let opening = std::mem::take(&mut self.opening);
        match token {
            Token::Open => {
                self.flush()?;
                self.repeated = 0;
                if self.outer.len() >= DEEPEST_GROUP {
                    return Err(damaged());
                }
                self.outer.push(self.state);
                self.opening = Opening::Plain;
            }
            Token::Close => {
                self.flush()?;
                self.repeated = 0;
                self.state = self.outer.pop().ok_or_else(damaged)?;
            }
            Token::Byte(_) | Token::Word(..) if self.repeated > 0 => self.repeated -= 1,
            Token::Byte(byte) => return self.byte(byte),
            Token::Word(b"u", Some(number)) => return self.unit(number),
            Token::Word(b"*", None) if opening == Opening::Plain => self.opening = Opening::Starred,
            Token::Word(word, number) => {
                self.flush()?;
                if opening != Opening::No {
                    self.destination(word, opening == Opening::Starred)?;
                }
                return self.word(word, number);
            }
        }
        Ok(())
    }

    /// What the first word of a group makes of it.
    fn destination(&mut self, word: &[u8], is_starred: bool) -> Result<(), Words> {
        match word {
            b"fonttbl" => self.state.fonts = true,
            b"nesttableprops" => {
                let outer = std::mem::take(&mut self.definition);
                self.definitions.push(outer);
                return Ok(());
            }
            // A shape outside tables: of all it holds only its text is read.
            b"shp" if !self.state.skipped && self.depth() == 0 => return Ok(()),
            // The same text twice: for old readers, and in Unicode.
            b"shpinst" | b"upr" if !self.state.skipped => self.state.holds_text = true,
            b"shptxt" if self.state.holds_text => {
                (self.state.skipped, self.state.holds_text) = (false, false);
                return self.line_end();
            }
            b"ud" if self.state.holds_text => {
                (self.state.skipped, self.state.holds_text) = (false, false);
                return Ok(());
            }
            // Shown, and no text: pictures, shapes, formulas, the numbers of lists.
            b"pict" | b"shppict" | b"shp" | b"do" | b"mmath" | b"moMath" | b"listtext"
            | b"pntext" => self.shown()?,
            b"fldinst" if !self.state.skipped => self.field = true,
            b"fldrslt" => {
                self.state.result = true;
                return Ok(());
            }
            b"colortbl" | b"stylesheet" | b"info" | b"header" | b"headerl" | b"headerr"
            | b"headerf" | b"footer" | b"footerl" | b"footerr" | b"footerf" | b"footnote"
            | b"annotation" | b"shprslt" | b"nonesttables" | b"nonshppict" | b"xe" | b"tc"
            | b"tcn" | b"rxe" => {}
            _ if is_starred => {}
            _ => return Ok(()),
        }
        self.state.skipped = true;
        Ok(())
    }

    fn word(&mut self, word: &[u8], number: Option<i32>) -> Result<(), Words> {
        if self.state.fonts {
            match (word, number) {
                (b"f", Some(font)) => self.state.font = font,
                (b"fcharset", Some(set)) => self.encodings.set_font(self.state.font, set),
                _ => {}
            }
        }
        if self.state.skipped {
            return Ok(());
        }
        match word {
            b"ansicpg" => self.encodings.set_page(number.unwrap_or_default()),
            b"deff" => {
                self.default_font = number.unwrap_or_default();
                self.state.font = self.default_font;
            }
            b"par" | b"line" | b"sect" | b"page" | b"column" | b"\n" | b"\r" => self.line_end()?,
            b"cell" => self.end_cell(0)?,
            b"nestcell" => self.end_cell(1)?,
            b"row" => self.end_row(1)?,
            b"nestrow" => {
                self.end_row(self.tables.len().max(2))?;
                self.definition = self.definitions.pop().unwrap_or_default();
            }
            b"chdate" | b"chtime" | b"chpgn" | b"sectnum" => self.shown()?,
            _ => {
                self.state.word(word, number, self.default_font);
                let is_change = matches!(word, b"deleted" | b"revised") && number != Some(0);
                self.has_changes |= is_change && self.depth() > 0;
                self.definition.word(word, number);
                if let Some(letter) = letter(word) {
                    self.add_unit(letter as u16)?;
                }
            }
        }
        Ok(())
    }

    fn byte(&mut self, byte: u8) -> Result<(), Words> {
        if self.is_read() {
            if !self.units.is_empty() {
                self.flush()?;
            }
            self.bytes.push(byte);
        }
        Ok(())
    }

    /// A character by its number, and how many bytes behind it repeat it.
    fn unit(&mut self, number: i32) -> Result<(), Words> {
        self.repeated = self.state.repeats;
        // Those from 32768 on are written as negative ones.
        self.add_unit(number.cast_unsigned() as u16)
    }

    fn add_unit(&mut self, unit: u16) -> Result<(), Words> {
        if self.is_read() {
            if !self.bytes.is_empty() {
                self.flush()?;
            }
            self.units.push(unit);
        }
        Ok(())
    }

    /// Stands for what is shown and is no text.
    fn shown(&mut self) -> Result<(), Words> {
        if self.is_read() && self.depth() > 0 {
            self.units.push(0xFFFC);
        }
        self.flush()
    }

    fn is_read(&self) -> bool {
        !(self.state.skipped || self.state.fonts || self.state.hidden || self.state.deleted)
    }

    /// How many tables the text stands in.
    fn depth(&self) -> usize {
        let in_row = self.state.in_table || self.definition.is_open;
        self.state.depth.max(usize::from(in_row))
    }

    /// Takes up the text read so far.
    fn flush(&mut self) -> Result<(), Words> {
        if self.bytes.is_empty() && self.units.is_empty() {
            return Ok(());
        }
        self.open_tables(self.depth())?;
        let from = self.text.text.len();
        if self.state.raised || self.state.struck {
            // A raised digit, or one struck out, is no digit of the number beside it.
            self.text.text.push('^');
        }
        let decoded = self.encodings.decode(&self.bytes, self.state.font);
        self.text.text.push_str(&decoded);
        self.text
            .text
            .push_str(&String::from_utf16_lossy(&self.units));
        self.bytes.clear();
        self.units.clear();
        self.field &= !self.state.result;
        self.push(Node::Text(from..self.text.text.len()));
        Ok(())
    }

    fn line_end(&mut self) -> Result<(), Words> {
        self.open_tables(self.depth())?;
        self.push(Node::Break);
        Ok(())
    }

    /// Ends a cell, of a table within so many.
    fn end_cell(&mut self, within: usize) -> Result<(), Words> {
        let depth = if within == 0 { 1 } else { self.depth() };
        if self.depth() <= within {
            // The cell's text was taken for text outside.
            return Err(damaged());
        }
        self.open_tables(depth)?;
        if std::mem::take(&mut self.field) {
            // A field without a result may be a formula drawn on the page.
            self.shown()?;
        }
        let table = self.tables.last_mut().ok_or_else(damaged)?;
        table.cells.push(Cell {
            content: std::mem::take(&mut table.content),
            ..Cell::default()
        });
        Ok(())
    }

    fn end_row(&mut self, depth: usize) -> Result<(), Words> {
        self.open_tables(depth)?;
        self.definition.is_open = false;
        let table = self.tables.last_mut().ok_or_else(damaged)?;
        let mut cells = std::mem::take(&mut table.cells);
        if self.state.deleted {
            table.content.clear();
            return Ok(());
        }
        if self.definition.cells.is_empty() {
            // As LibreOffice writes some inner rows.
            let edges = Vec::new();
            table.rows.push(Row { cells, edges });
            return Ok(());
        }
        if cells.len() != self.definition.cells.len() {
            return Err(damaged());
        }
        for (cell, merge) in cells.iter_mut().zip(&self.definition.cells) {
            cell.joins_left = merge.left;
            cell.joins_above = merge.above;
        }
        let mut edges = vec![self.definition.left];
        edges.extend(&self.definition.edges);
        table.rows.push(Row { cells, edges });
        Ok(())
    }

    fn push(&mut self, node: Node) {
        match self.tables.last_mut() {
            Some(table) => table.content.push(node),
            None => self.root.push(node),
        }
    }

    /// Opens and closes tables until so many are open.
    fn open_tables(&mut self, depth: usize) -> Result<(), Words> {
        if depth > DEEPEST_TABLE {
            return Err(damaged());
        }
        self.close_tables(depth)?;
        while self.tables.len() < depth {
            self.push(Node::Break);
            self.tables.push(Table::default());
        }
        Ok(())
    }

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

impl State {
    fn word(&mut self, word: &[u8], number: Option<i32>, default_font: i32) {
        let is_on = number != Some(0);
        let count = usize::try_from(number.unwrap_or_default()).unwrap_or_default();
        match word {
            b"f" => self.font = number.unwrap_or_default(),
            b"uc" => self.repeats = count,
            b"v" => self.hidden = is_on,
            b"deleted" => self.deleted = is_on,
            b"super" | b"sub" => self.raised = is_on,
            b"nosupersub" => self.raised = false,
            b"strike" | b"striked" => self.struck = is_on,
            b"intbl" => self.in_table = true,
            b"itap" => self.depth = count,
            b"pard" => (self.in_table, self.depth) = (false, 0),
            b"plain" => {
                self.font = default_font;
                (self.hidden, self.deleted) = (false, false);
                (self.raised, self.struck) = (false, false);
            }
            _ => {}
        }
    }
}

impl Definition {
    fn word(&mut self, word: &[u8], number: Option<i32>) {
        match word {
            b"trowd" => {
                *self = Self {
                    is_open: true,
                    ..Self::default()
                }
            }
            b"trleft" => self.left = number.unwrap_or_default(),
            b"clmrg" => self.merge.left = true,
            b"clvmrg" => self.merge.above = true,
            b"cellx" => {
                self.edges.push(number.unwrap_or_default());
                self.cells.push(std::mem::take(&mut self.merge));
            }
            _ => {}
        }
    }
}

/// The character that a control word or symbol stands for.
fn letter(word: &[u8]) -> Option<char> {
    Some(match word {
        b"tab" => '\t',
        b"~" => '\u{A0}',
        b"_" => '-',
        b"emdash" => '—',
        b"endash" => '–',
        b"emspace" | b"enspace" | b"qmspace" => ' ',
        b"bullet" => '•',
        b"lquote" => '‘',
        b"rquote" => '’',
        b"ldblquote" => '“',
        b"rdblquote" => '”',
        _ => return None,
    })
}
