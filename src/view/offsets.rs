//! Byte offsets become lines and UTF-16 offsets, so that JavaScript only slices.

use super::PlaceView;
use crate::order::sort;
use crate::source::Place;

/// Where each byte offset of interest lies in UTF-16.
pub(super) struct Offsets {
    /// Byte offset, UTF-16 offset, line; ascending.
    known: Vec<(usize, usize, usize)>,
}

impl Offsets {
    pub(super) fn new(text: &str, places: impl Iterator<Item = Place>) -> Self {
        let mut bytes: Vec<usize> = places.flat_map(|p| [p.start, p.end]).collect();
        sort(&mut bytes);
        bytes.dedup();
        let mut known = Vec::with_capacity(bytes.len());
        let (mut from, mut units, mut line) = (0, 0, 1);
        for at in bytes {
            let Some(passed) = text.get(from..at) else {
                continue;
            };
            units += utf16_len(passed);
            line += passed.bytes().filter(|b| *b == b'\n').count();
            known.push((at, units, line));
            from = at;
        }
        Self { known }
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
        }
    }

    fn find(&self, byte: usize) -> (usize, usize) {
        let at = self.known.partition_point(|(b, _, _)| *b < byte);
        self.known
            .get(at)
            .map_or((0, 1), |(_, units, line)| (*units, *line))
    }
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
        };
        let view = Offsets::new(text, [place].into_iter()).view(place);
        let utf16: Vec<u16> = text.encode_utf16().collect();
        assert_eq!((view.line, view.start, view.end), (2, 5, 6));
        assert_eq!(String::from_utf16(&utf16[5..6]).unwrap(), "丙");
    }
}
