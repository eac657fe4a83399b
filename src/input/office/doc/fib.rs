//! The head of a Word document and its piece table: which characters make the
//! text, and where in the file each stands ([MS-DOC] 2.5, 2.8.35).

use super::super::super::package::{damaged, encrypted};
use crate::source::Words;
use std::ops::Range;

/// The streams of a Word document, and where its head says that things are.
pub(super) struct File {
    /// The stream of the text.
    pub(super) main: Vec<u8>,
    /// The stream of the tables that describe it.
    pub(super) table: Vec<u8>,
    /// The stream of what is too large for the others.
    pub(super) data: Vec<u8>,
}

/// A character of the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Unit {
    /// As UTF-16 has it.
    pub(super) code: u16,
    /// Its byte in the main stream.
    pub(super) at: u32,
    /// The changes its piece makes to its format, as the piece table has them.
    pub(super) change: u16,
}

/// Which of the two streams holds the tables.
///
/// # Errors
/// A sentence: this is no document of Word 97 or later, or it is encrypted.
pub(super) fn table_stream(main: &[u8]) -> Result<&'static str, Words> {
    if u16_at(main, 0).is_none_or(|mark| mark != 0xA5EC) || u16_at(main, 2) < Some(0x00C0) {
        return Err(Words::new(
            "是Word 95或更早版本的文件：请用Word或WPS打开，另存为docx再打开",
            "was written by Word 95 or earlier: open it in Word or WPS, save it as docx and open that",
        ));
    }
    match u16_at(main, 0x0A).ok_or_else(damaged)? {
        flags if flags & 0x0100 != 0 => Err(encrypted()),
        flags if flags & 0x0200 != 0 => Ok("/1Table"),
        _ => Ok("/0Table"),
    }
}

impl File {
    /// The part of the table stream that an entry of the head tells of.
    pub(super) fn part(&self, entry: usize) -> Option<&[u8]> {
        let (from, length) = (u32_at(&self.main, entry)?, u32_at(&self.main, entry + 4)?);
        let from = from as usize;
        self.table.get(from..from.checked_add(length as usize)?)
    }

    /// The changes that pieces make to the format of their text.
    pub(super) fn changes(&self) -> Vec<&[u8]> {
        self.clx().map(|(changes, _)| changes).unwrap_or_default()
    }

    /// The characters of the text proper and then of its text boxes, without
    /// notes, headers and comments.
    ///
    /// # Errors
    /// A sentence: the pieces do not make up the text.
    #[expect(
        clippy::indexing_slicing,
        reason = "there are eight edges: zero, and one for each length"
    )]
    pub(super) fn units(&self) -> Result<Vec<Unit>, Words> {
        let lengths = [0x4C, 0x50, 0x54, 0x58, 0x5C, 0x60, 0x64];
        let mut edges = vec![0_usize];
        for at in lengths {
            let length = u32_at(&self.main, at).ok_or_else(damaged)? as usize;
            edges.push(edges[edges.len() - 1].saturating_add(length));
        }
        if edges[edges.len() - 1] > MOST_CHARACTERS {
            return Err(too_long());
        }
        let mut units = Vec::new();
        for part in [edges[0]..edges[1], edges[6]..edges[7]] {
            if !part.is_empty() {
                self.between(part, &mut units)?;
            }
        }
        Ok(units)
    }

    /// The characters from one place in all the text to another.
    fn between(&self, part: Range<usize>, units: &mut Vec<Unit>) -> Result<(), Words> {
        let (_, pieces) = self.clx().ok_or_else(damaged)?;
        let count = pieces.len().saturating_sub(4) / 12;
        let edge = |at: usize| u32_at(pieces, 4 * at).map(|edge| edge as usize);
        let mut next = 0;
        for number in 0..count {
            let (from, to) = edge(number).zip(edge(number + 1)).ok_or_else(damaged)?;
            if from != next || to <= from {
                return Err(damaged());
            }
            next = to;
            let entry = pieces.get(4 * (count + 1) + 8 * number..);
            let piece = entry.and_then(piece_at).ok_or_else(damaged)?;
            let (first, last) = (from.max(part.start), to.min(part.end));
            if first < last {
                self.read(&piece, first - from..last - from, units)?;
            }
            if to >= part.end {
                return Ok(());
            }
        }
        Err(damaged())
    }

    /// Some characters of a piece.
    fn read(&self, piece: &Piece, part: Range<usize>, units: &mut Vec<Unit>) -> Result<(), Words> {
        let size = if piece.is_narrow { 1 } else { 2 };
        let start = piece.from + part.start * size;
        let bytes = self.main.get(start..piece.from + part.end * size);
        for (at, bytes) in bytes.ok_or_else(damaged)?.chunks_exact(size).enumerate() {
            units.push(Unit {
                code: match bytes {
                    [low, high] => u16::from_le_bytes([*low, *high]),
                    [low, ..] => narrow(*low),
                    [] => continue,
                },
                at: (start + at * size) as u32,
                change: piece.change,
            });
        }
        Ok(())
    }

    /// The changes to formats, and the table of pieces.
    fn clx(&self) -> Option<(Vec<&[u8]>, &[u8])> {
        let mut rest = self.part(0x01A2)?;
        let mut changes = Vec::new();
        loop {
            let (kind, after) = rest.split_first()?;
            match kind {
                1 => {
                    let (change, after) =
                        after.get(2..)?.split_at_checked(u16_at(after, 0)?.into())?;
                    changes.push(change);
                    rest = after;
                }
                2 => {
                    let length = u32_at(after, 0)? as usize;
                    return Some((changes, after.get(4..)?.get(..length)?));
                }
                _ => return None,
            }
        }
    }
}

/// The most characters of a text: a thousand times those of a long report.
const MOST_CHARACTERS: usize = 8_000_000;

fn too_long() -> Words {
    Words::new(
        "正文超过800万字，未打开：请拆分后再打开",
        "has more than 8 million characters and was not opened: split it and open the parts",
    )
}

/// A piece of the text: where it stands, and how.
struct Piece {
    from: usize,
    is_narrow: bool,
    change: u16,
}

fn piece_at(entry: &[u8]) -> Option<Piece> {
    let place = u32_at(entry, 2)?;
    let is_narrow = place & 0x4000_0000 != 0;
    let from = (place & 0x3FFF_FFFF) as usize;
    Some(Piece {
        from: if is_narrow { from / 2 } else { from },
        is_narrow,
        change: u16_at(entry, 6)?,
    })
}

/// A character of a piece of one byte each ([MS-DOC] 2.9.73).
fn narrow(byte: u8) -> u16 {
    const HIGH: [char; 30] = [
        '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', '\u{8E}', '\u{8F}',
        '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9D}', '\u{9E}',
        'Ÿ',
    ];
    let high = usize::from(byte)
        .checked_sub(0x82)
        .and_then(|at| HIGH.get(at));
    high.map_or(u16::from(byte), |c| u32::from(*c) as u16)
}

/// Two bytes as a number.
pub(super) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    let bytes = bytes.get(at..)?.first_chunk()?;
    Some(u16::from_le_bytes(*bytes))
}

/// Four bytes as a number.
pub(super) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    let bytes = bytes.get(at..)?.first_chunk()?;
    Some(u32::from_le_bytes(*bytes))
}
