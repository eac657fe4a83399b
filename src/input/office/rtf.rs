//! Rich text (RTF 1.9): what is shown of it becomes text and tables.

use super::super::bytes::legacy;
use super::super::flow::{Node, Text, lay_out};
use super::super::package::damaged;
use super::super::{Format, Opened};
use super::bounds::{self, Bound, Row};
use super::table::Merge;
use crate::source::Words;

/// Opens a document.
///
/// # Errors
/// A sentence: it is damaged or nests too deep.
pub(super) fn open(bytes: &[u8]) -> Result<Opened, Words> {
    let mut reader = Reader::new(bytes);
    while let Some(token) = reader.next() {
        reader.body.take(token)?;
    }
    let mut body = reader.body;
    if body.groups.len() != 1 {
        return Err(damaged());
    }
    body.flush_text();
    body.end_table();
    let mut document = lay_out(&body.text, &body.root);
    document.origins.clear();
    Ok(super::plain(Format::Rtf, document))
}

/// A piece of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Token<'a> {
    Open,
    Close,
    /// A control word and its number.
    Word(&'a [u8], Option<i32>),
    /// A control character: `\~`.
    Symbol(u8),
    /// A byte of text, given as it is or as `\'hh`.
    Byte(u8),
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
    body: Body,
}

impl<'a> Reader<'a> {
    fn new(bytes: &'a [u8]) -> Self {
        Self {
            bytes,
            at: 0,
            body: Body::default(),
        }
    }

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            let byte = *self.bytes.get(self.at)?;
            self.at += 1;
            return Some(match byte {
                b'{' => Token::Open,
                b'}' => Token::Close,
                b'\\' => self.control()?,
                b'\r' | b'\n' | 0 => continue,
                byte => Token::Byte(byte),
            });
        }
    }

    fn control(&mut self) -> Option<Token<'a>> {
        let rest = self.bytes.get(self.at..)?;
        let letters = rest.iter().take_while(|b| b.is_ascii_alphabetic()).count();
        if letters == 0 {
            let symbol = *rest.first()?;
            self.at += 1;
            return Some(if symbol == b'\'' {
                let hex = rest.get(1..3).and_then(|h| std::str::from_utf8(h).ok());
                let byte = hex.and_then(|h| u8::from_str_radix(h, 16).ok());
                self.at += if byte.is_some() { 2 } else { 0 };
                Token::Byte(byte.unwrap_or(b'?'))
            } else {
                Token::Symbol(symbol)
            });
        }
        let (word, rest) = rest.split_at(letters);
        let signed = usize::from(rest.first() == Some(&b'-'));
        let digits = rest[signed..]
            .iter()
            .take_while(|b| b.is_ascii_digit())
            .count();
        let number = if digits > 0 { signed + digits } else { 0 };
        let value = std::str::from_utf8(&rest[..number])
            .ok()
            .and_then(|n| n.parse().ok());
        let blank = usize::from(rest.get(number) == Some(&b' '));
        self.at += letters + number + blank;
        if word == b"bin" {
            self.at += usize::try_from(value.unwrap_or(0)).unwrap_or(0);
        }
        Some(Token::Word(word, value))
    }
}

/// What a group inherits and may change for itself.
#[derive(Clone, Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a switch of the format"
)]
struct Group {
    /// Nothing of it is read.
    is_skipped: bool,
    is_hidden: bool,
    in_table: bool,
    font: i32,
    /// How many bytes stand behind a character for programs that do not know it.
    fallback: usize,
    /// Whether this is the table of fonts.
    is_fonts: bool,
    /// Whether nothing of it was read yet, so that a destination may follow.
    is_fresh: bool,
    /// Whether it opened with `\*`: a destination to be left out if not known.
    is_optional: bool,
}

impl Default for Group {
    fn default() -> Self {
        Self {
            is_skipped: false,
            is_hidden: false,
            in_table: false,
            font: -1,
            fallback: 1,
            is_fonts: false,
            is_fresh: false,
            is_optional: false,
        }
    }
}

/// A document while it is read.
struct Body {
    text: Text,
    root: Vec<Node>,
    groups: Vec<Group>,
    /// Fonts by number, with the label of their encoding.
    fonts: Vec<(i32, &'static str)>,
    encoding: &'static str,
    /// Bytes not decoded yet.
    bytes: Vec<u8>,
    /// Halves of characters not joined yet.
    units: Vec<u16>,
    /// Bytes of a fallback still to be passed over.
    to_skip: usize,
    rows: Vec<Row>,
    row: Row,
    /// The cell being defined, and being read.
    bound: Bound,
    cell: Vec<Node>,
}

impl Default for Body {
    fn default() -> Self {
        Self {
            text: Text::default(),
            root: Vec::new(),
            groups: vec![Group::default()],
            fonts: Vec::new(),
            encoding: "gb18030",
            bytes: Vec::new(),
            units: Vec::new(),
            to_skip: 0,
            rows: Vec::new(),
            row: Row::default(),
            bound: Bound::default(),
            cell: Vec::new(),
        }
    }
}

/// Groups nested deeper than this are in no real document.
const DEEPEST: usize = 512;

/// Destinations whose text is no part of the page.
const APART: [&[u8]; 22] = [
    b"colortbl",
    b"stylesheet",
    b"info",
    b"pict",
    b"header",
    b"headerl",
    b"headerr",
    b"headerf",
    b"footer",
    b"footerl",
    b"footerr",
    b"footerf",
    b"footnote",
    b"fldinst",
    b"object",
    b"sp",
    b"shprslt",
    b"nonesttables",
    b"listtable",
    b"revtbl",
    b"atnid",
    b"filetbl",
];

impl Body {
    fn take(&mut self, token: Token) -> Result<(), Words> {
        match token {
            Token::Open => {
                if self.groups.len() > DEEPEST {
                    return Err(damaged());
                }
                self.flush_text();
                let mut group = self.group().clone();
                group.is_fresh = true;
                group.is_optional = false;
                self.groups.push(group);
            }
            Token::Close => {
                self.flush_text();
                self.to_skip = 0;
                self.groups.pop();
                if self.groups.is_empty() {
                    return Err(damaged());
                }
            }
            Token::Symbol(b'*') => self.group_mut().is_optional = true,
            Token::Symbol(symbol) => self.symbol(symbol),
            Token::Word(word, number) => self.word(word, number),
            Token::Byte(byte) => self.byte(byte),
        }
        Ok(())
    }

    fn group(&self) -> &Group {
        // There is always one: closing the last is an error.
        &self.groups[self.groups.len() - 1]
    }

    fn group_mut(&mut self) -> &mut Group {
        let last = self.groups.len() - 1;
        &mut self.groups[last]
    }

    fn byte(&mut self, byte: u8) {
        self.group_mut().is_fresh = false;
        if self.to_skip > 0 {
            self.to_skip -= 1;
        } else if self.is_shown() {
            self.flush_units();
            self.bytes.push(byte);
        }
    }

    fn is_shown(&self) -> bool {
        let group = self.group();
        !(group.is_skipped || group.is_hidden || group.is_fonts)
    }

    fn symbol(&mut self, symbol: u8) {
        match symbol {
            b'~' => self.show(" "),
            b'_' => self.show("-"),
            b'\\' | b'{' | b'}' => self.byte(symbol),
            b'\r' | b'\n' => self.line_end(),
            _ => {}
        }
    }

    fn word(&mut self, word: &[u8], number: Option<i32>) {
        let group = self.group_mut();
        let opens = std::mem::take(&mut group.is_fresh);
        let is_known = matches!(word, b"shpinst" | b"ud" | b"nesttableprops" | b"listtext");
        if opens && (APART.contains(&word) || group.is_optional && !is_known) {
            group.is_skipped = true;
        }
        if opens && word == b"fonttbl" {
            group.is_fonts = true;
        }
        if self.group().is_skipped {
            return;
        }
        let is_on = number != Some(0);
        match word {
            b"u" => self.unit(number.unwrap_or(0)),
            b"uc" => self.group_mut().fallback = usize::try_from(number.unwrap_or(1)).unwrap_or(1),
            b"ansicpg" => self.encoding = of_page(number.unwrap_or(936)),
            b"f" => self.font(number.unwrap_or(-1)),
            b"fcharset" => self.charset(number.unwrap_or(0)),
            b"v" | b"deleted" => {
                self.flush_text();
                self.group_mut().is_hidden = is_on;
            }
            b"plain" => {
                self.flush_text();
                self.group_mut().is_hidden = false;
            }
            b"par" | b"line" | b"page" | b"sect" | b"nestcell" | b"nestrow" => self.line_end(),
            b"tab" => self.show("\t"),
            b"emdash" => self.show("—"),
            b"endash" => self.show("–"),
            b"bullet" => self.show("•"),
            b"lquote" => self.show("‘"),
            b"rquote" => self.show("’"),
            b"ldblquote" => self.show("“"),
            b"rdblquote" => self.show("”"),
            _ => self.table_word(word, number),
        }
    }

    fn table_word(&mut self, word: &[u8], number: Option<i32>) {
        match word {
            b"pard" => {
                self.flush_text();
                self.group_mut().in_table = false;
            }
            b"intbl" => {
                self.flush_text();
                self.group_mut().in_table = true;
            }
            b"trowd" => {
                self.row.bounds.clear();
                self.row.left = 0;
                self.bound = Bound::default();
            }
            b"trleft" => self.row.left = number.unwrap_or(0),
            b"clmgf" => self.bound.across = Merge::Restart,
            b"clmrg" => self.bound.across = Merge::Continue,
            b"clvmgf" => self.bound.down = Merge::Restart,
            b"clvmrg" => self.bound.down = Merge::Continue,
            b"cellx" => {
                self.bound.right = number.unwrap_or(0);
                let bound = std::mem::take(&mut self.bound);
                self.row.bounds.push(bound);
            }
            b"cell" => {
                self.flush_text();
                let cell = std::mem::take(&mut self.cell);
                self.row.cells.push(cell);
            }
            b"row" => self.end_row(),
            _ => {}
        }
    }

    /// The definition of a row stays for the next one that has none.
    fn end_row(&mut self) {
        self.flush_text();
        let cells = std::mem::take(&mut self.row.cells);
        self.rows.push(Row {
            left: self.row.left,
            bounds: self.row.bounds.clone(),
            cells,
        });
    }

    /// What follows a table is none of it.
    fn end_table(&mut self) {
        let unfinished = std::mem::take(&mut self.row.cells);
        if !unfinished.is_empty() {
            self.rows.push(Row {
                left: self.row.left,
                bounds: self.row.bounds.clone(),
                cells: unfinished,
            });
        }
        if !self.rows.is_empty() {
            let rows = std::mem::take(&mut self.rows);
            self.root.push(Node::Table(bounds::grid(rows)));
        }
        self.root.append(&mut self.cell);
    }

    /// Half a character of UTF-16, and how much of its fallback follows.
    fn unit(&mut self, number: i32) {
        if self.is_shown() {
            self.flush_bytes();
            self.units.push(number.cast_unsigned() as u16);
        }
        self.to_skip = self.group().fallback;
    }

    fn font(&mut self, number: i32) {
        self.flush_text();
        self.group_mut().font = number;
    }

    fn charset(&mut self, charset: i32) {
        let group = self.group();
        if !group.is_fonts {
            return;
        }
        let label = match charset {
            134 => "gb18030",
            136 => "big5",
            128 => "shift_jis",
            _ => return,
        };
        let font = group.font;
        self.fonts.push((font, label));
    }

    fn line_end(&mut self) {
        self.flush_text();
        self.push(Node::Break);
    }

    fn show(&mut self, text: &str) {
        if self.is_shown() {
            self.flush_text();
            self.write(text);
        }
    }

    fn flush_text(&mut self) {
        self.flush_bytes();
        self.flush_units();
    }

    /// Bytes decode by their font's encoding, or by that of the document.
    fn flush_bytes(&mut self) {
        if self.bytes.is_empty() {
            return;
        }
        let bytes = std::mem::take(&mut self.bytes);
        let font = self.group().font;
        let own = self.fonts.iter().find(|(number, _)| *number == font);
        let label = own.map_or(self.encoding, |(_, label)| *label);
        let text = match std::str::from_utf8(&bytes) {
            Ok(text) if text.is_ascii() => text.to_owned(),
            _ => legacy(&bytes, label).unwrap_or_else(|| "\u{FFFD}".to_owned()),
        };
        self.write(&text);
    }

    fn flush_units(&mut self) {
        if !self.units.is_empty() {
            let units = std::mem::take(&mut self.units);
            self.write(&String::from_utf16_lossy(&units));
        }
    }

    fn write(&mut self, text: &str) {
        let from = self.text.text.len();
        self.text.text.push_str(text);
        self.push(Node::Text(from..self.text.text.len()));
    }

    fn push(&mut self, node: Node) {
        if self.group().in_table {
            self.cell.push(node);
        } else {
            self.end_table();
            self.root.push(node);
        }
    }
}

/// The encoding of a code page.
fn of_page(page: i32) -> &'static str {
    match page {
        950 => "big5",
        932 => "shift_jis",
        1252 => "windows-1252",
        65001 => "utf-8",
        _ => "gb18030",
    }
}
