//! How the text of a Word document is formatted, as far as it bears on what
//! is read: paragraphs of tables, rows, hidden and deleted text ([MS-DOC] 2.4.6, 2.6).

use super::super::super::package::damaged;
use super::fib::{File, u16_at, u32_at};
use crate::source::Words;
use std::cell::Cell;
use std::ops::Range;

/// What a paragraph is to a table.
#[derive(Debug, Default)]
pub(super) struct Paragraph {
    /// How many tables it stands in.
    pub(super) depth: u32,
    /// Its mark ends a row.
    pub(super) ends_row: bool,
    /// Its mark ends a cell of a table within a table.
    pub(super) ends_inner_cell: bool,
    /// It is numbered, by a number that is not in the text.
    pub(super) is_numbered: bool,
    /// The left edge of the row and the right edge of each cell.
    pub(super) edges: Vec<i32>,
    /// The flags of each cell.
    pub(super) flags: Vec<u16>,
}

/// How a character is shown.
#[derive(Clone, Copy, Debug, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a property that stands alone"
)]
pub(super) struct Character {
    pub(super) is_hidden: bool,
    pub(super) is_deleted: bool,
    pub(super) is_inserted: bool,
    /// It stands above or below the line.
    pub(super) is_raised: bool,
    pub(super) is_struck: bool,
    /// Another character is shown in its place.
    pub(super) is_symbol: bool,
}

/// The formats of all text, by where in the file it stands.
pub(super) struct Formats<'a> {
    file: &'a File,
    changes: Vec<&'a [u8]>,
    paragraphs: Vec<Run>,
    characters: Vec<Run>,
    /// How many bytes of modifications may still be read.
    left: Cell<usize>,
}

/// A file may use one list of modifications again and again, but not for ever:
/// the most bytes of such lists read in all.
const MOST_READ: usize = 256 << 20;

/// Bytes of the text, and the bytes that hold their format.
struct Run {
    text: Range<u32>,
    format: Range<usize>,
}

impl<'a> Formats<'a> {
    /// # Errors
    /// A sentence: the tables of formats are damaged.
    pub(super) fn of(file: &'a File) -> Result<Self, Words> {
        Ok(Self {
            file,
            changes: file.changes(),
            paragraphs: runs(file, 0x0102, paragraph_format).ok_or_else(damaged)?,
            characters: runs(file, 0x00FA, character_format).ok_or_else(damaged)?,
            left: Cell::new(MOST_READ),
        })
    }

    /// The format of the paragraph whose mark stands at a byte.
    ///
    /// # Errors
    /// A sentence: the paragraph has no format.
    pub(super) fn paragraph(&self, at: u32, change: u16) -> Result<Paragraph, Words> {
        let run = find(&self.paragraphs, at).ok_or_else(damaged)?;
        let mut paragraph = Paragraph::default();
        let mut huge = None;
        let format = self.bytes(run);
        self.read(format, &mut |sprm, operand| match sprm {
            0x6645 | 0x6646 => huge = u32_at(operand, 0),
            _ => paragraph.apply(sprm, operand),
        })?;
        if let Some(at) = huge {
            self.read(self.huge(at).ok_or_else(damaged)?, &mut |sprm, operand| {
                paragraph.apply(sprm, operand);
            })?;
        }
        self.change(change, &mut |sprm, operand| paragraph.apply(sprm, operand))?;
        Ok(paragraph)
    }

    /// The format of a character, and until which byte it is the same.
    ///
    /// # Errors
    /// A sentence: the format is damaged.
    pub(super) fn character(&self, at: u32, change: u16) -> Result<(Character, u32), Words> {
        let mut character = Character::default();
        let run = find(&self.characters, at).ok_or_else(damaged)?;
        self.read(self.bytes(run), &mut |sprm, operand| {
            character.apply(sprm, operand);
        })?;
        self.change(change, &mut |sprm, operand| character.apply(sprm, operand))?;
        Ok((character, run.text.end))
    }

    /// Reads a list of modifications, and counts it.
    fn read(&self, list: &[u8], take: &mut dyn FnMut(u16, &[u8])) -> Result<(), Words> {
        let left = self.left.get().checked_sub(list.len());
        self.left.set(left.ok_or_else(damaged)?);
        sprms(list, take)
    }

    fn bytes(&self, run: &Run) -> &[u8] {
        self.file.main.get(run.format.clone()).unwrap_or_default()
    }

    /// A format that did not fit into its page.
    fn huge(&self, at: u32) -> Option<&[u8]> {
        let bytes = self.file.data.get(at as usize..)?;
        bytes.get(2..)?.get(..u16_at(bytes, 0)?.into())
    }

    /// What a piece changes: a list of changes, or one of the few that fit
    /// into the piece itself ([MS-DOC] 2.9.214).
    fn change(&self, change: u16, take: &mut dyn FnMut(u16, &[u8])) -> Result<(), Words> {
        if change & 1 != 0 {
            let list = self.changes.get(usize::from(change >> 1));
            return self.read(list.ok_or_else(damaged)?, take);
        }
        let sprm = match change >> 1 & 0x7F {
            0x18 => 0x2416,
            0x19 => 0x2417,
            0x41 => 0x0800,
            0x5C => 0x083C,
            0x68 => 0x2A48,
            _ => return Ok(()),
        };
        take(sprm, &[(change >> 8) as u8]);
        Ok(())
    }
}

impl Paragraph {
    fn apply(&mut self, sprm: u16, operand: &[u8]) {
        let is_set = operand.first().is_some_and(|b| *b != 0);
        match sprm {
            0x2416 if is_set => self.depth = self.depth.max(1),
            0x2416 => self.depth = 0,
            0x6649 => self.depth = u32_at(operand, 0).unwrap_or_default(),
            0x664A => {
                let more = u32_at(operand, 0).unwrap_or_default();
                self.depth = self.depth.wrapping_add(more);
            }
            0x2417 | 0x244C => self.ends_row = is_set,
            0x244B => self.ends_inner_cell = is_set,
            0x460B => self.is_numbered = !matches!(u16_at(operand, 0), Some(0 | 0xF801)),
            0xD608 => self.define(operand),
            0x5624 => self.merge(operand),
            0xD62B => {
                let cell = operand
                    .first()
                    .and_then(|at| self.flags.get_mut(usize::from(*at)));
                if let (Some(flags), Some(merge)) = (cell, operand.get(1)) {
                    *flags = *flags & !0x60 | u16::from(*merge & 3) << 5;
                }
            }
            // Cells put in, taken out, split, moved: what was defined no longer holds.
            0x7621 | 0x5622 | 0x5625 | 0x7623 => self.edges.clear(),
            _ => {}
        }
    }

    /// The edges and flags of a row's cells.
    fn define(&mut self, operand: &[u8]) {
        let count = operand.first().copied().map_or(0, usize::from);
        let edge =
            |at: usize| u16_at(operand, 1 + 2 * at).map(|edge| i32::from(edge.cast_signed()));
        let edges: Option<Vec<i32>> = (0..=count).map(edge).collect();
        self.edges = edges.unwrap_or_default();
        let first = 1 + 2 * (count + 1);
        let flags = (0..count).map(|at| u16_at(operand, first + 20 * at).unwrap_or_default());
        self.flags = flags.collect();
    }

    /// Cells from one to before another become one.
    fn merge(&mut self, operand: &[u8]) {
        let [from, to] = [0, 1].map(|at| operand.get(at).copied().map_or(0, usize::from));
        let range = from..to.min(self.flags.len());
        for (at, flags) in self
            .flags
            .get_mut(range)
            .unwrap_or_default()
            .iter_mut()
            .enumerate()
        {
            *flags = *flags & !3 | if at == 0 { 1 } else { 2 };
        }
    }
}

impl Character {
    /// Whether it is no part of the number beside it.
    pub(super) fn is_apart(self) -> bool {
        self.is_raised || self.is_struck
    }

    fn apply(&mut self, sprm: u16, operand: &[u8]) {
        let value = operand.first().copied().unwrap_or_default();
        match sprm {
            0x083C => self.is_hidden = matches!(value, 1 | 0x81),
            0x0800 => self.is_deleted = matches!(value, 1 | 0x81),
            0x0801 => self.is_inserted = matches!(value, 1 | 0x81),
            0x2A48 => self.is_raised = matches!(value, 1 | 2),
            0x0837 | 0x2A53 => self.is_struck = matches!(value, 1 | 0x81),
            0x6A09 => self.is_symbol = true,
            _ => {}
        }
    }
}

/// The modifications that a list holds, each with its operand.
fn sprms(mut list: &[u8], take: &mut dyn FnMut(u16, &[u8])) -> Result<(), Words> {
    while let Some((sprm, rest)) = list.split_first_chunk() {
        let sprm = u16::from_le_bytes(*sprm);
        let (skip, length) = operand(sprm, rest).ok_or_else(damaged)?;
        let (operand, behind) = rest.split_at_checked(skip + length).ok_or_else(damaged)?;
        take(sprm, operand.get(skip..).unwrap_or_default());
        list = behind;
    }
    Ok(())
}

/// Where the operand begins, and its length.
fn operand(sprm: u16, rest: &[u8]) -> Option<(usize, usize)> {
    let first = || rest.first().copied().map(usize::from);
    Some(match (sprm, sprm >> 13) {
        (0xD608, _) => (2, usize::from(u16_at(rest, 0)?).checked_sub(1)?),
        (0xC615, _) if first()? == 255 => {
            let deleted = usize::from(*rest.get(1)?);
            let added = usize::from(*rest.get(2 + 4 * deleted)?);
            (1, 2 + 4 * deleted + 3 * added)
        }
        (_, 0 | 1) => (0, 1),
        (_, 2 | 4 | 5) => (0, 2),
        (_, 3) => (0, 4),
        (_, 7) => (0, 3),
        _ => (1, first()?),
    })
}

/// The run that covers a byte of the text.
fn find(runs: &[Run], at: u32) -> Option<&Run> {
    let next = runs.partition_point(|run| run.text.start <= at);
    let run = runs.get(next.checked_sub(1)?)?;
    run.text.contains(&at).then_some(run)
}

/// Of a page, and the number of an entry among so many: where its format stands.
type FormatOf = fn(&[u8], usize, usize) -> Option<Range<usize>>;

/// The runs of all pages that an entry of the head leads to.
fn runs(file: &File, entry: usize, format: FormatOf) -> Option<Vec<Run>> {
    const PAGE: usize = 512;
    let part = file.part(entry)?;
    let count = part.len().checked_sub(4)? / 8;
    if count > file.main.len() / PAGE + 1 {
        return None;
    }
    let mut runs = Vec::new();
    for at in 0..count {
        let number = u32_at(part, 4 * (count + 1) + 4 * at)? & 0x003F_FFFF;
        let from = number as usize * PAGE;
        let page = file.main.get(from..from + PAGE)?;
        let entries = usize::from(*page.last()?);
        for entry in 0..entries {
            let format = format(page, entries, entry)?;
            runs.push(Run {
                text: u32_at(page, 4 * entry)?..u32_at(page, 4 * entry + 4)?,
                format: from + format.start..from + format.end,
            });
        }
    }
    runs.sort_by_key(|run| run.text.start);
    Some(runs)
}

/// The format of a paragraph, past the number of its style ([MS-DOC] 2.9.175).
fn paragraph_format(page: &[u8], entries: usize, entry: usize) -> Option<Range<usize>> {
    let at = 2 * usize::from(*page.get(4 * (entries + 1) + 13 * entry)?);
    let (from, length) = match *page.get(at)? {
        _ if at == 0 => return Some(0..0),
        0 => (at + 2, 2 * usize::from(*page.get(at + 1)?)),
        half => (at + 1, 2 * usize::from(half) - 1),
    };
    page.get(from..from + length)?;
    Some((from + 2).min(from + length)..from + length)
}

/// The format of a character ([MS-DOC] 2.9.32).
fn character_format(page: &[u8], entries: usize, entry: usize) -> Option<Range<usize>> {
    let at = 2 * usize::from(*page.get(4 * (entries + 1) + entry)?);
    if at == 0 {
        return Some(0..0);
    }
    let length = usize::from(*page.get(at)?);
    page.get(at + 1..at + 1 + length)?;
    Some(at + 1..at + 1 + length)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A file with one page of paragraphs and one of characters, each with one run.
    fn file(paragraph: &[u8], character: &[u8], data: &[u8]) -> File {
        let mut main = vec![0; 3 * 512];
        let mut table = Vec::new();
        for (entry, page) in [(0x0102, 1_u32), (0x00FA, 2)] {
            let from = table.len() as u32;
            main[entry..entry + 4].copy_from_slice(&from.to_le_bytes());
            main[entry + 4] = 12;
            for number in [0, 100, page] {
                table.extend(number.to_le_bytes());
            }
            main[page as usize * 512 + 4] = 100;
            main[page as usize * 512 + 511] = 1;
            // The one entry leads to byte 100 of the page.
            main[page as usize * 512 + 8] = 50;
        }
        main[612..614].copy_from_slice(&[0, (paragraph.len() / 2 + 1) as u8]);
        main[616..616 + paragraph.len()].copy_from_slice(paragraph);
        main[1124] = character.len() as u8;
        main[1125..1125 + character.len()].copy_from_slice(character);
        let data = data.to_vec();
        File { main, table, data }
    }

    #[test]
    fn a_row_too_wide_for_its_page_is_found_in_the_data() {
        let mut data = vec![7, 7];
        let define = [
            0x08, 0xD6, 0x2D, 0x00, 2, 0, 0, 100, 0, 200, 0, // two cells
        ];
        let mut row = vec![0x17, 0x24, 1, 0x16, 0x24, 1];
        row.extend(define);
        row.extend([0x60].into_iter().chain([0; 19]));
        row.extend([0x20; 17]);
        data.extend([row.len() as u8, 0]);
        data.extend(row);
        let file = file(&[0x46, 0x66, 2, 0, 0, 0], &[], &data);
        let paragraph = Formats::of(&file).unwrap().paragraph(50, 0).unwrap();
        assert!(paragraph.ends_row && paragraph.depth == 1);
        assert_eq!(paragraph.edges, [0, 100, 200]);
        assert_eq!(paragraph.flags, [0x60, 0x2020]);
        assert!(Formats::of(&file).unwrap().paragraph(100, 0).is_err());
    }

    #[test]
    fn a_character_is_hidden_by_its_run_or_by_its_piece() {
        let file = file(&[], &[0x3C, 0x08, 1, 0x48, 0x2A, 2], &[]);
        let formats = Formats::of(&file).unwrap();
        let (character, until) = formats.character(50, 0).unwrap();
        assert!(character.is_hidden && character.is_raised && until == 100);
        let changed = formats.character(50, 0x5C << 1).unwrap().0;
        assert!(!changed.is_hidden && changed.is_raised);
        assert!(formats.character(50, 1).is_err());
    }

    #[test]
    fn a_list_that_ends_within_an_operand_is_damaged() {
        for list in [&[0x49, 0x66, 1][..], &[0x08, 0xD6, 9, 0, 1], &[0x15, 0xC6]] {
            assert!(sprms(list, &mut |_, _| {}).is_err());
        }
        let mut seen = Vec::new();
        let tabs = [0x15, 0xC6, 255, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0x16, 0x24, 1];
        sprms(&tabs, &mut |sprm, _| seen.push(sprm)).unwrap();
        assert_eq!(seen, [0xC615, 0x2416]);
    }
}
