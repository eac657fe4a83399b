//! Workbooks in compound files, of Excel 5 and later and of WPS ([MS-XLS]):
//! the stored values of each sheet, what it merges and what it hides.

use super::super::package::{damaged, encrypted};
use super::biff::{Encoding, Pieces, Record, Records, double_word, fraction, word};
use super::shown::{self, Shown};
use super::workbook::Workbook;
use crate::source::Words;
use std::collections::BTreeMap;

/// Reads the stream of a workbook.
///
/// # Errors
/// A sentence: it is damaged, encrypted, or older than Excel 5.
pub(super) fn read(stream: &[u8]) -> Result<Workbook, Words> {
    let globals = Globals::read(stream)?;
    let mut book = Workbook::default();
    let mut room = MOST_RECORDS;
    for shell in &globals.sheets {
        book.begin(&shell.name, shell.hidden).ok_or_else(damaged)?;
        if shell.holds_cells {
            let substream = stream.get(shell.start..).ok_or_else(damaged)?;
            let mut sheet = SheetReader {
                globals: &globals,
                book: &mut book,
                pending: None,
            };
            sheet.read(substream, &mut room)?;
        }
    }
    Ok(book)
}

/// The most records of a workbook.
const MOST_RECORDS: usize = 10_000_000;

const BEGIN: u16 = 0x0809;
const END: u16 = 0x000A;

/// What the sheets of a workbook share.
struct Globals {
    encoding: Encoding,
    since_1904: bool,
    sheets: Vec<Shell>,
    strings: Vec<String>,
    formats: BTreeMap<u16, Shown>,
    /// The format of each style.
    styles: Vec<u16>,
    /// Of each font, whether it is raised, lowered or struck out.
    fonts: Vec<bool>,
}

/// A sheet by what the workbook says of it.
struct Shell {
    start: usize,
    hidden: bool,
    /// Whether it is no chart and no macro.
    holds_cells: bool,
    name: String,
}

impl Globals {
    fn read(stream: &[u8]) -> Result<Self, Words> {
        let mut records = Records::new(stream);
        let begin = records.next().filter(|record| record.kind == BEGIN);
        let version = begin.and_then(|record| word(record.data, 0));
        let encoding = match version.ok_or_else(damaged)? {
            0x0600 => Encoding::Unicode,
            0x0500 => Encoding::Page(936),
            _ => return Err(too_old()),
        };
        let mut globals = Self {
            encoding,
            since_1904: false,
            sheets: Vec::new(),
            strings: Vec::new(),
            formats: BTreeMap::new(),
            styles: Vec::new(),
            fonts: Vec::new(),
        };
        for record in records {
            match record.kind {
                END => return Ok(globals),
                0x002F => return Err(encrypted()),
                _ => globals.take(record).ok_or_else(damaged)?,
            }
        }
        Err(damaged())
    }

    fn take(&mut self, record: Record) -> Option<()> {
        let data = record.data;
        match record.kind {
            0x0042 => {
                if let Encoding::Page(page) = &mut self.encoding {
                    *page = word(data, 0)?;
                }
            }
            0x0022 => self.since_1904 = word(data, 0)? == 1,
            0x0031 => {
                let (flags, raised) = (word(data, 2)?, word(data, 8)?);
                self.fonts.push(flags & 8 != 0 || raised != 0);
            }
            0x00E0 => self.styles.push(word(data, 2)?),
            0x041E => {
                let id = word(data, 0)?;
                let short = matches!(self.encoding, Encoding::Page(_));
                let code = Pieces::new(record, 2).text(self.encoding, short)?;
                self.formats.insert(id, shown::shown(&code));
            }
            0x0085 => {
                let (state, kind) = (*data.get(4)?, *data.get(5)?);
                self.sheets.push(Shell {
                    start: double_word(data, 0)? as usize,
                    hidden: state & 3 != 0,
                    holds_cells: kind == 0,
                    name: Pieces::new(record, 6).text(self.encoding, true)?,
                });
            }
            0x00FC => self.strings = self.shared(record)?,
            _ => {}
        }
        Some(())
    }

    fn shared(&self, record: Record) -> Option<Vec<String>> {
        let count = double_word(record.data, 4)?;
        let mut pieces = Pieces::new(record, 8);
        (0..count)
            .map(|_| pieces.shared_text(self.encoding, &self.fonts))
            .collect()
    }

    /// A number in the look of a style.
    fn number(&self, number: f64, style: u16) -> String {
        let format = self.styles.get(usize::from(style)).copied().unwrap_or(0);
        let own = self.formats.get(&format).copied();
        let shown = own.unwrap_or_else(|| shown::built_in(format.into()));
        shown::text(number, shown, self.since_1904)
    }
}

fn too_old() -> Words {
    Words::new(
        "是Excel 4及更早的工作簿：请用WPS或Excel另存为xlsx再打开",
        "is a workbook of Excel 4 or before: save it as xlsx with WPS or Excel and open that",
    )
}

/// Reads one sheet.
struct SheetReader<'a> {
    globals: &'a Globals,
    book: &'a mut Workbook,
    /// The formula whose result is the text of a later record.
    pending: Option<(u32, u32)>,
}

impl SheetReader<'_> {
    fn read(&mut self, substream: &[u8], room: &mut usize) -> Result<(), Words> {
        // Charts within a sheet are streams within its stream.
        let mut depth = 0;
        for record in Records::new(substream) {
            *room = room.checked_sub(1).ok_or_else(damaged)?;
            match record.kind {
                BEGIN => depth += 1,
                END if depth <= 1 => {
                    self.settle();
                    return Ok(());
                }
                END => depth -= 1,
                _ if depth == 1 => self.take(record).ok_or_else(damaged)?,
                _ => {}
            }
        }
        Err(damaged())
    }

    /// A formula whose text never came has no result.
    fn settle(&mut self) {
        if let Some((row, column)) = self.pending.take() {
            self.book.put_formula(row, column, "");
        }
    }

    fn take(&mut self, record: Record) -> Option<()> {
        let data = record.data;
        match record.kind {
            0x0006 => self.formula(data)?,
            0x0207 => {
                let text = Pieces::new(record, 0).text(self.globals.encoding, false)?;
                if let Some((row, column)) = self.pending.take() {
                    self.book.put(row, column, &text);
                }
            }
            0x0203 => self.number(data, fraction(data, 6)?)?,
            0x027E => self.number(data, packed(double_word(data, 6)?))?,
            0x00BD => self.numbers(data)?,
            0x00FD => {
                let string = double_word(data, 6)? as usize;
                let globals = self.globals;
                self.put(data, globals.strings.get(string)?)?;
            }
            0x0204 | 0x00D6 => {
                let text = Pieces::new(record, 6).text(self.globals.encoding, false)?;
                self.put(data, &text)?;
            }
            0x0205 => {
                let text = truth_or_error(*data.get(6)?, *data.get(7)? != 0);
                self.put(data, text)?;
            }
            0x00E5 => self.merges(data)?,
            0x0208 | 0x007D => self.hidden(record.kind, data)?,
            _ => {}
        }
        Some(())
    }

    /// Puts the text of the cell whose address begins the data.
    fn put(&mut self, data: &[u8], text: &str) -> Option<()> {
        let (row, column) = address(data)?;
        self.book.put(row, column, text);
        Some(())
    }

    fn number(&mut self, data: &[u8], number: f64) -> Option<()> {
        let text = self.globals.number(number, word(data, 4)?);
        self.put(data, &text)
    }

    /// Numbers of neighbouring cells: row, column, style and number of each.
    fn numbers(&mut self, data: &[u8]) -> Option<()> {
        let (row, first) = address(data)?;
        let cells = data.get(4..data.len().checked_sub(2)?)?;
        for (column, cell) in (first..).zip(cells.chunks_exact(6)) {
            let number = packed(double_word(cell, 2)?);
            let text = self.globals.number(number, word(cell, 0)?);
            self.book.put(row, column, &text);
        }
        Some(())
    }

    fn formula(&mut self, data: &[u8]) -> Option<()> {
        self.settle();
        let (row, column) = address(data)?;
        let result = data.get(6..14)?;
        // To be calculated when opened: programs that cannot do so store a nought.
        let is_stored = word(data, 14)? & 2 == 0;
        if !is_stored {
            self.book.put_formula(row, column, "");
        } else if result.get(6..) != Some(&[0xFF, 0xFF]) {
            self.number(data, fraction(data, 6)?)?;
        } else {
            match *result.first()? {
                0 => self.pending = Some((row, column)),
                kind @ (1 | 2) => self.put(data, truth_or_error(*result.get(2)?, kind == 2))?,
                // An empty text, or no result: programs write both alike.
                _ => _ = self.book.put_formula(row, column, ""),
            }
        }
        Some(())
    }

    fn merges(&mut self, data: &[u8]) -> Option<()> {
        let sheet = self.book.sheets.last_mut()?;
        let count = usize::from(word(data, 0)?);
        for merge in data.get(2..)?.chunks_exact(8).take(count) {
            let number = |at| word(merge, at).map(|number| u32::from(number) + 1);
            sheet.merge(number(0)?..=number(2)?, number(4)?..=number(6)?);
        }
        Some(())
    }

    /// Rows and columns that are hidden, or of no height or width.
    fn hidden(&mut self, kind: u16, data: &[u8]) -> Option<()> {
        const ROW: u16 = 0x0208;
        let sheet = self.book.sheets.last_mut()?;
        let first = u32::from(word(data, 0)?) + 1;
        if kind == ROW {
            let flags = word(data, 12)?;
            if flags & 0x20 != 0 || flags & 0x40 != 0 && word(data, 6)? == 0 {
                sheet.hidden_rows.push(first..=first);
            }
        } else if word(data, 8)? & 1 != 0 || word(data, 4)? == 0 {
            sheet
                .hidden_columns
                .push(first..=u32::from(word(data, 2)?) + 1);
        }
        Some(())
    }
}

/// Row and column, counted from 1.
fn address(data: &[u8]) -> Option<(u32, u32)> {
    Some((u32::from(word(data, 0)?) + 1, u32::from(word(data, 2)?) + 1))
}

/// A number in 30 bits: the upper part of a fraction or a whole number,
/// perhaps a hundred times too large (2.5.217).
#[expect(clippy::float_arithmetic, reason = "the format asks for the division")]
pub(super) fn packed(bits: u32) -> f64 {
    let number = if bits & 2 == 0 {
        f64::from_bits(u64::from(bits & !3) << 32)
    } else {
        f64::from(bits.cast_signed() >> 2)
    };
    if bits & 1 == 0 {
        number
    } else {
        number / 100.0
    }
}

pub(super) fn truth_or_error(code: u8, is_error: bool) -> &'static str {
    match (is_error, code) {
        (false, 0) => "FALSE",
        (false, _) => "TRUE",
        (true, 0x00) => "#NULL!",
        (true, 0x07) => "#DIV/0!",
        (true, 0x0F) => "#VALUE!",
        (true, 0x17) => "#REF!",
        (true, 0x1D) => "#NAME?",
        (true, 0x24) => "#NUM!",
        (true, 0x2A) => "#N/A",
        (true, _) => "#ERROR!",
    }
}
