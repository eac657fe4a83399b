//! Workbooks of zipped binary records ([MS-XLSB]): the stored values of each
//! sheet, what it merges and what it hides.

use super::super::package::{Package, damaged};
use super::biff::{double_word, fraction, marked, word};
use super::shown::{self, Shown};
use super::workbook::Workbook;
use super::xls::{packed, truth_or_error};
use super::xlsx::{MOST_COLUMNS, MOST_ROWS, relations};
use crate::source::Words;
use std::collections::BTreeMap;

/// Reads a workbook.
///
/// # Errors
/// A sentence: it is damaged or beyond the bounds.
pub(super) fn read(package: &mut Package) -> Result<Workbook, Words> {
    let relations = relations(package, "xl/_rels/workbook.bin.rels")?;
    let mut shared = Shared::default();
    let of_kind = |kind: &str| relations.values().find(|(known, _)| known == kind);
    if let Some((_, part)) = of_kind("styles") {
        each(&package.read(part)?, |kind, data| shared.style(kind, data))?;
    }
    if let Some((_, part)) = of_kind("sharedStrings") {
        each(&package.read(part)?, |kind, data| shared.string(kind, data))?;
    }
    let mut sheets = Vec::new();
    each(&package.read("xl/workbook.bin")?, |kind, data| {
        match kind {
            0x0099 => shared.since_1904 = double_word(data, 0)? & 1 != 0,
            0x009C => sheets.push(shell(data)?),
            _ => {}
        }
        Some(())
    })?;
    let mut book = Workbook::default();
    for (name, hidden, id) in sheets {
        book.begin(&name, hidden).ok_or_else(damaged)?;
        let (_, part) = relations.get(&id).ok_or_else(damaged)?;
        let mut at = At::default();
        each(&package.read(part)?, |kind, data| {
            shared.take(&mut book, &mut at, kind, data)
        })?;
    }
    Ok(book)
}

/// Calls for each record of a part, which stops at one that is not whole.
fn each(part: &[u8], mut take: impl FnMut(u16, &[u8]) -> Option<()>) -> Result<(), Words> {
    let mut rest = part;
    while !rest.is_empty() {
        let (kind, data, after) = record(rest).ok_or_else(damaged)?;
        take(kind, data).ok_or_else(damaged)?;
        rest = after;
    }
    Ok(())
}

/// Kind and data of the first record, and what follows it (2.1.4).
fn record(bytes: &[u8]) -> Option<(u16, &[u8], &[u8])> {
    let (first, mut rest) = bytes.split_first()?;
    let mut kind = u16::from(*first);
    if kind & 0x80 != 0 {
        let (second, after) = rest.split_first()?;
        kind = kind & 0x7F | u16::from(*second & 0x7F) << 7;
        rest = after;
    }
    let mut size = 0;
    for shift in [0, 7, 14, 21] {
        let (byte, after) = rest.split_first()?;
        size |= usize::from(byte & 0x7F) << shift;
        rest = after;
        if byte & 0x80 == 0 {
            break;
        }
    }
    let (data, after) = rest.split_at_checked(size)?;
    Some((kind, data, after))
}

/// The text at a place, and the place behind it.
fn text(data: &[u8], at: usize) -> Option<(String, usize)> {
    let (units, to) = units(data, at)?;
    Some((String::from_utf16_lossy(&units), to))
}

fn units(data: &[u8], at: usize) -> Option<(Vec<u16>, usize)> {
    let from = at.checked_add(4)?;
    let to = (double_word(data, at)? as usize)
        .checked_mul(2)?
        .checked_add(from)?;
    let units = data.get(from..to)?.chunks_exact(2);
    Some((units.filter_map(|unit| word(unit, 0)).collect(), to))
}

/// A sheet's name, whether it is hidden, and the id of its relation.
fn shell(data: &[u8]) -> Option<(String, bool, String)> {
    let (id, after) = text(data, 8)?;
    let (name, _) = text(data, after)?;
    Some((name, double_word(data, 0)? != 0, id))
}

/// What the sheets of a workbook share.
#[derive(Default)]
struct Shared {
    strings: Vec<String>,
    formats: BTreeMap<u16, Shown>,
    styles: Vec<Shown>,
    /// Of each font, whether it is raised, lowered or struck out.
    fonts: Vec<bool>,
    in_styles: bool,
    since_1904: bool,
}

impl Shared {
    fn string(&mut self, kind: u16, data: &[u8]) -> Option<()> {
        if kind == 0x0013 {
            self.strings.push(self.rich_text(data)?);
        }
        Some(())
    }

    /// A text that begins with whether its runs have fonts of their own (2.5.121).
    fn rich_text(&self, data: &[u8]) -> Option<String> {
        let (units, after) = units(data, 1)?;
        if data.first()? & 1 == 0 {
            return Some(String::from_utf16_lossy(&units));
        }
        let count = double_word(data, after)? as usize;
        let runs = data.get(after + 4..)?.chunks_exact(4).take(count);
        let runs = runs.filter_map(|run| Some((word(run, 0)?, word(run, 2)?)));
        Some(marked(&units, runs, &self.fonts))
    }

    fn style(&mut self, kind: u16, data: &[u8]) -> Option<()> {
        match kind {
            0x002C => {
                let (code, _) = text(data, 2)?;
                self.formats.insert(word(data, 0)?, shown::shown(&code));
            }
            0x002B => {
                let (flags, raised) = (word(data, 2)?, word(data, 6)?);
                self.fonts.push(flags & 8 != 0 || raised != 0);
            }
            0x0269 => self.in_styles = true,
            0x026A => self.in_styles = false,
            0x002F if self.in_styles => {
                let format = word(data, 2)?;
                let own = self.formats.get(&format).copied();
                self.styles
                    .push(own.unwrap_or_else(|| shown::built_in(format.into())));
            }
            _ => {}
        }
        Some(())
    }

    /// Takes in a record of a sheet.
    fn take(&self, book: &mut Workbook, at: &mut At, kind: u16, data: &[u8]) -> Option<()> {
        match kind {
            0x0000 => (at.row, at.column) = (begin_row(book, data)?, 0),
            // The short form of a cell stands right of the one before.
            0x0001..=0x000B | 0x003E => {
                at.column = double_word(data, 0)?.checked_add(1)?;
                self.cell(book, *at, kind, data.get(4..)?)?;
            }
            0x000C..=0x0012 => {
                at.column = at.column.checked_add(1)?;
                self.cell(book, *at, kind - 0x000B, data)?;
            }
            0x003C => {
                let number = |at| double_word(data, at)?.checked_add(1);
                let columns = number(0)?..=number(4)?;
                if word(data, 16)? & 1 != 0 || double_word(data, 8)? == 0 {
                    book.sheets.last_mut()?.hidden_columns.push(columns);
                }
            }
            0x00B0 => {
                let number = |at| double_word(data, at)?.checked_add(1);
                let (rows, columns) = (number(0)?..=number(4)?, number(8)?..=number(12)?);
                book.sheets.last_mut()?.merge(rows, columns);
            }
            _ => {}
        }
        Some(())
    }

    /// Puts a cell whose data begin with its style.
    fn cell(&self, book: &mut Workbook, at: At, kind: u16, data: &[u8]) -> Option<()> {
        let text = match kind {
            0x0002 => self.number(packed(double_word(data, 4)?), data)?,
            0x0003 | 0x000B => truth_or_error(*data.get(4)?, true).to_owned(),
            0x0004 | 0x000A => truth_or_error(*data.get(4)?, false).to_owned(),
            0x0005 | 0x0009 => self.number(fraction(data, 4)?, data)?,
            0x0006 | 0x0008 => text(data, 4)?.0,
            0x003E => self.rich_text(data.get(4..)?)?,
            0x0007 => self.strings.get(double_word(data, 4)? as usize)?.clone(),
            _ => return Some(()),
        };
        book.put(at.row, at.column, &text);
        (at.row > 0 && at.column <= MOST_COLUMNS).then_some(())
    }

    /// A number in the look of its cell's style.
    fn number(&self, number: f64, data: &[u8]) -> Option<String> {
        let style = (double_word(data, 0)? & 0x00FF_FFFF) as usize;
        let shown = self.styles.get(style).copied().unwrap_or_default();
        Some(shown::text(number, shown, self.since_1904))
    }
}

/// Where in a sheet the reading has come to.
#[derive(Clone, Copy, Default)]
struct At {
    row: u32,
    column: u32,
}

/// The number of a row, counted from 1.
fn begin_row(book: &mut Workbook, data: &[u8]) -> Option<u32> {
    let row = double_word(data, 0)?.checked_add(1)?;
    let flags = data.get(11)?;
    if flags & 0x10 != 0 || flags & 0x20 != 0 && word(data, 8)? == 0 {
        book.sheets.last_mut()?.hidden_rows.push(row..=row);
    }
    (row <= MOST_ROWS).then_some(row)
}
