//! The records of a workbook in a compound file, and the strings within them
//! ([MS-XLS] 2.1.4 and 2.5.293).

use super::super::bytes::legacy;

/// A record: its kind, and its data with those of the records that continue it.
pub(super) struct Record<'a> {
    pub(super) kind: u16,
    pub(super) data: &'a [u8],
    pub(super) more: Vec<&'a [u8]>,
}

/// Goes on from record to record.
pub(super) struct Records<'a> {
    rest: &'a [u8],
}

const CONTINUE: u16 = 0x003C;

impl<'a> Records<'a> {
    pub(super) fn new(stream: &'a [u8]) -> Self {
        Self { rest: stream }
    }

    fn take(&mut self, only: Option<u16>) -> Option<(u16, &'a [u8])> {
        let (head, after) = self.rest.split_at_checked(4)?;
        let kind = word(head, 0)?;
        if only.is_some_and(|only| only != kind) {
            return None;
        }
        let (data, after) = after.split_at_checked(usize::from(word(head, 2)?))?;
        self.rest = after;
        Some((kind, data))
    }
}

impl<'a> Iterator for Records<'a> {
    type Item = Record<'a>;

    fn next(&mut self) -> Option<Record<'a>> {
        let (kind, data) = self.take(None)?;
        let more = std::iter::from_fn(|| self.take(Some(CONTINUE)));
        let more = more.map(|(_, data)| data).collect();
        Some(Record { kind, data, more })
    }
}

pub(super) fn word(data: &[u8], at: usize) -> Option<u16> {
    let bytes = data.get(at..)?.first_chunk()?;
    Some(u16::from_le_bytes(*bytes))
}

pub(super) fn double_word(data: &[u8], at: usize) -> Option<u32> {
    let bytes = data.get(at..)?.first_chunk()?;
    Some(u32::from_le_bytes(*bytes))
}

pub(super) fn fraction(data: &[u8], at: usize) -> Option<f64> {
    let bytes = data.get(at..)?.first_chunk()?;
    Some(f64::from_le_bytes(*bytes))
}

/// How the texts of a workbook are written.
#[derive(Clone, Copy)]
pub(super) enum Encoding {
    /// In Unicode, each with a byte that says how wide.
    Unicode,
    /// In the encoding of this number, as before 1997.
    Page(u16),
}

/// Reads on through a record and those that continue it.
pub(super) struct Pieces<'a> {
    piece: &'a [u8],
    more: std::vec::IntoIter<&'a [u8]>,
}

impl<'a> Pieces<'a> {
    pub(super) fn new(record: Record<'a>, from: usize) -> Self {
        Self {
            piece: record.data.get(from..).unwrap_or_default(),
            more: record.more.into_iter(),
        }
    }

    fn byte(&mut self) -> Option<u8> {
        while self.piece.is_empty() {
            self.piece = self.more.next()?;
        }
        let (first, rest) = self.piece.split_first()?;
        self.piece = rest;
        Some(*first)
    }

    pub(super) fn word(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes([self.byte()?, self.byte()?]))
    }

    fn double_word(&mut self) -> Option<u32> {
        Some(u32::from(self.word()?) | u32::from(self.word()?) << 16)
    }

    fn skip(&mut self, mut count: usize) -> Option<()> {
        while count > self.piece.len() {
            count -= self.piece.len();
            self.piece = self.more.next()?;
        }
        self.piece = self.piece.get(count..)?;
        Some(())
    }

    /// A text behind its length in two bytes, or in one.
    pub(super) fn text(&mut self, encoding: Encoding, short: bool) -> Option<String> {
        let length = if short {
            usize::from(self.byte()?)
        } else {
            usize::from(self.word()?)
        };
        match encoding {
            Encoding::Unicode => self.unicode(length, &[]),
            Encoding::Page(page) => {
                let bytes: Option<Vec<u8>> = (0..length).map(|_| self.byte()).collect();
                Some(of_page(&bytes?, page))
            }
        }
    }

    /// A shared text; of each font it is known whether it sets its runs apart.
    pub(super) fn shared_text(&mut self, encoding: Encoding, fonts: &[bool]) -> Option<String> {
        match encoding {
            Encoding::Unicode => {
                let length = usize::from(self.word()?);
                self.unicode(length, fonts)
            }
            Encoding::Page(_) => self.text(encoding, false),
        }
    }

    /// So many characters, then how they look and are pronounced.
    fn unicode(&mut self, length: usize, fonts: &[bool]) -> Option<String> {
        let flags = self.byte()?;
        let runs = if flags & 8 == 0 { 0 } else { self.word()? };
        let extended = if flags & 4 == 0 {
            0
        } else {
            self.double_word()? as usize
        };
        let mut wide = flags & 1 != 0;
        let mut units = Vec::new();
        for _ in 0..length {
            // Where a text is cut, its rest says anew how wide it is.
            if self.piece.is_empty() {
                self.piece = self.more.next()?;
                wide = self.byte()? & 1 != 0;
            }
            units.push(if wide {
                self.word()?
            } else {
                u16::from(self.byte()?)
            });
        }
        let runs: Option<Vec<_>> = (0..runs)
            .map(|_| Some((self.word()?, self.word()?)))
            .collect();
        self.skip(extended)?;
        // No font has the number 4 (2.5.129).
        let runs = runs?.into_iter();
        let runs = runs.map(|(from, font)| (from, font - u16::from(font > 4)));
        Some(marked(&units, runs, fonts))
    }
}

/// A text with a mark before each run, which begins at a character and has a
/// font, that is raised, lowered or struck out: its digits are none of the
/// number beside them.
pub(super) fn marked(
    units: &[u16],
    runs: impl Iterator<Item = (u16, u16)>,
    fonts: &[bool],
) -> String {
    let is_apart = |font: u16| fonts.get(usize::from(font)).copied().unwrap_or(false);
    let mut text = String::new();
    let mut from = 0;
    for (start, _) in runs.filter(|(_, font)| is_apart(*font)) {
        let start = usize::from(start).clamp(from, units.len());
        text += &String::from_utf16_lossy(units.get(from..start).unwrap_or_default());
        text.push('^');
        from = start;
    }
    text += &String::from_utf16_lossy(units.get(from..).unwrap_or_default());
    text
}

/// Text of a code page; what cannot be told is shown as such.
fn of_page(bytes: &[u8], page: u16) -> String {
    let label = match page {
        936 | 54936 => "gb18030",
        950 => "big5",
        932 => "shift_jis",
        949 => "euc-kr",
        1252 | 32769 => "windows-1252",
        _ => "utf-8",
    };
    legacy(bytes, label).unwrap_or_else(|| String::from_utf8_lossy(bytes).into_owned())
}
