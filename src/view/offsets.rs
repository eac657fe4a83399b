//! Byte offsets become lines and UTF-16 offsets, so that JavaScript only slices.

#![expect(
    clippy::indexing_slicing,
    reason = "a remainder of 26 is one of 26 letters"
)]

use super::PlaceView;
use crate::cells::{ROW, order};
use crate::source::{Place, TableCell};

/// Where each byte offset of interest lies in UTF-16.
pub(super) struct Offsets<'a> {
    /// The names of the sheets of a workbook.
    sheets: &'a [String],
    /// Byte offset, UTF-16 offset, line; ascending.
    known: Vec<(usize, usize, usize)>,
}

impl<'a> Offsets<'a> {
    pub(super) fn new(
        text: &str,
        sheets: &'a [String],
        places: impl Iterator<Item = Place>,
    ) -> Self {
        let mut bytes: Vec<usize> = places.flat_map(|p| [p.start, p.end]).collect();
        order::sort(&mut bytes);
        bytes.dedup();
        let mut known = Vec::with_capacity(bytes.len());
        let (mut from, mut units, mut line) = (0, 0, 1);
        for at in bytes {
            let Some(passed) = text.get(from..at) else {
                continue;
            };
            units += utf16_len(passed);
            line += passed.bytes().filter(|b| is_line_end(*b)).count();
            known.push((at, units, line));
            from = at;
        }
        Self { sheets, known }
    }

    pub(super) fn view(&self, place: Place) -> PlaceView {
        let (start, line) = self.find(place.start);
        let (end, _) = self.find(place.end);
        PlaceView {
            line,
            start,
            end,
            table: place.cell.map(|c| c.table),
            row: place.cell.map(|c| c.row),
            column: place.cell.map(|c| c.column),
            sheet: self.sheet(place).cloned(),
            address: self.sheet(place).and(place.cell).map(address),
            page: place.page.map(|p| p.page),
            rect: place.page.map(|p| [p.left, p.top, p.right, p.bottom]),
        }
    }

    fn sheet(&self, place: Place) -> Option<&String> {
        self.sheets.get(place.cell?.table.checked_sub(1)?)
    }

    fn find(&self, byte: usize) -> (usize, usize) {
        let at = self.known.partition_point(|(b, _, _)| *b < byte);
        self.known
            .get(at)
            .map_or((0, 1), |(_, units, line)| (*units, *line))
    }
}

/// Whether a line ends here: at a line feed, and where a row of a table begins.
fn is_line_end(byte: u8) -> bool {
    byte == b'\n' || char::from(byte) == ROW
}

/// A cell's address as a workbook shows it: `C7`.
fn address(cell: TableCell) -> String {
    let mut letters = String::new();
    let mut left = cell.column;
    while left > 0 {
        let digit = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"[(left - 1) % 26];
        letters.insert(0, char::from(digit));
        left = (left - 1) / 26;
    }
    format!("{letters}{}", cell.row)
}

/// Length in UTF-16 code units: one for each character, one more for those
/// that UTF-8 writes in four bytes.
fn utf16_len(text: &str) -> usize {
    let starts = text.bytes().filter(|b| b & 0xC0 != 0x80).count();
    starts + text.bytes().filter(|b| *b >= 0xF0).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_as_javascript_does() {
        let text = "甲\n乙😀丙";
        let start = text.find('丙').unwrap();
        let place = Place {
            start,
            end: text.len(),
            cell: None,
            page: None,
        };
        let view = Offsets::new(text, &[], [place].into_iter()).view(place);
        let utf16: Vec<u16> = text.encode_utf16().collect();
        assert_eq!((view.line, view.start, view.end), (2, 5, 6));
        assert_eq!(String::from_utf16(&utf16[5..6]).unwrap(), "丙");
    }

    #[test]
    fn addresses_are_those_of_a_workbook() {
        let at = |row, column| {
            address(TableCell {
                table: 1,
                row,
                column,
            })
        };
        assert_eq!(
            [at(7, 3), at(1, 26), at(1, 27), at(12, 703)],
            ["C7", "Z1", "AA1", "AAA12"]
        );
    }
}
