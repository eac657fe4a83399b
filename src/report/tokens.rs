//! The words of the form found in a document, in order.

#![expect(
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "every range was found in the letters and the text of the same document, between characters"
)]

use super::vocabulary::{Meaning, VOCABULARY};
use crate::cells::fold::letter;
use crate::cells::{CELL, Document, ROW, TABLE};
use std::ops::Range;

/// The letters of a document, folded, and the labels found in them.
pub(super) struct Tokens {
    /// Each letter and the byte it begins at.
    pub(super) letters: Vec<(char, usize)>,
    /// The labels, in order; none overlap.
    pub(super) list: Vec<Token>,
}

/// Words of the form at a place of the text.
#[derive(Clone, Debug)]
pub(super) struct Token {
    /// Bytes of the text.
    pub(super) range: Range<usize>,
    /// Letters of the document.
    pub(super) letters: Range<usize>,
    /// What they may stand for.
    pub(super) meanings: Vec<Meaning>,
}

impl Token {
    pub(super) fn means(&self, wanted: impl Fn(&Meaning) -> bool) -> bool {
        self.meanings.iter().any(wanted)
    }
}

impl Tokens {
    pub(super) fn of(document: &Document) -> Self {
        let text = &document.text;
        let letters: Vec<(char, usize)> = text
            .char_indices()
            .filter_map(|(at, c)| letter(c).map(|folded| (folded, at)))
            .collect();
        let mut list = Vec::new();
        let mut at = 0;
        while at < letters.len() {
            let rest = letters[at..].iter().map(|(c, _)| *c);
            let Some((length, meanings)) = VOCABULARY.longest(rest) else {
                at += 1;
                continue;
            };
            let range = byte_range(text, &letters, at..at + length);
            if !in_number_cell(text, range.start) {
                list.push(Token {
                    range,
                    letters: at..at + length,
                    meanings: meanings.to_vec(),
                });
            }
            at += length;
        }
        Self { letters, list }
    }

    /// Puts in a label that was recognised in spite of a misprint, in place
    /// of whatever its letters had been taken for.
    pub(super) fn insert(&mut self, document: &Document, letters: Range<usize>, meaning: Meaning) {
        self.list
            .retain(|t| t.letters.end <= letters.start || t.letters.start >= letters.end);
        let at = self
            .list
            .partition_point(|t| t.letters.start < letters.start);
        self.list.insert(
            at,
            Token {
                range: byte_range(&document.text, &self.letters, letters.clone()),
                letters,
                meanings: vec![meaning],
            },
        );
    }

    /// How many letters between two tokens belong to no label.
    pub(super) fn unexplained(&self, from: usize, to: usize) -> usize {
        let between = self.list[to].letters.start - self.list[from].letters.end;
        // Beyond any distance that matters the exact count does not.
        let tokens = self.list.iter().take(to).skip(from + 1).take(MANY);
        let explained: usize = tokens.map(|t| t.letters.len()).sum();
        between.saturating_sub(explained)
    }
}

/// More labels than stand between two that belong together.
pub(super) const MANY: usize = 64;

fn byte_range(text: &str, letters: &[(char, usize)], range: Range<usize>) -> Range<usize> {
    let last = letters[range.end - 1].1;
    let width = text[last..].chars().next().map_or(0, char::len_utf8);
    letters[range.start].1..last + width
}

/// Whether a cell begins with a number before these words, as in
/// `3（含重复申请1件）`: then they are no label.
fn in_number_cell(text: &str, at: usize) -> bool {
    // What stands farther off is another cell, or prose.
    let near = &text[text.floor_char_boundary(at.saturating_sub(60))..at];
    let start = near
        .rfind(['\n', '\t', '|', CELL, ROW, TABLE])
        .map_or(0, |separator| separator + 1);
    let before = near[start..].trim_start();
    let words = before.trim_start_matches(|c: char| c.is_ascii_digit());
    if words.len() == before.len() {
        return false;
    }
    let mut rest = words.chars();
    matches!(rest.next(), Some('（' | '('))
        && rest
            .next()
            .is_some_and(|c| !"一二三四五六七八九十0123456789".contains(c))
}

/// Where a label begins with all that belongs to it: letters that no label
/// has, its number (`（二）`, `2.`, `①`), brackets. Of digits run together
/// before a full stop only the last is the number.
pub(super) fn head(text: &str, floor: usize, start: usize) -> usize {
    let mut at = start;
    // Misprinted or unknown letters right before the label.
    for _ in 0..12 {
        match text[floor..at].chars().next_back() {
            Some(c)
                if letter(c).is_some() && !is_ordinal(c)
                    || "“”\"‘’「」『』《》〈〉".contains(c) =>
            {
                at -= c.len_utf8();
            }
            _ => break,
        }
    }
    if text[at..start].starts_with(['年', '月', '日']) {
        // A date before the words, and no number behind others.
        return floor
            + text[floor..at]
                .trim_end_matches(|c: char| c.is_ascii_digit())
                .len();
    }
    number_before(text, floor, at).unwrap_or(at)
}

fn is_ordinal(c: char) -> bool {
    "一二三四五六七八九十".contains(c)
}

fn number_before(text: &str, floor: usize, at: usize) -> Option<usize> {
    let before = &text[floor..at];
    let mut rest = before.trim_end();
    let mark = rest.chars().next_back()?;
    if ('①'..='⑳').contains(&mark) {
        return Some(floor + rest.len() - mark.len_utf8());
    }
    if !"、.．)）﹒·,，".contains(mark) {
        return None;
    }
    let behind = &before[rest.len() - mark.len_utf8()..];
    rest = rest[..rest.len() - mark.len_utf8()].trim_end();
    // A comma at the end or the beginning of a line parts cells.
    let around = &before[rest.len()..];
    if behind.starts_with([',', '，']) && around.contains('\n') {
        return None;
    }
    let digits = rest.len() - rest.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let wide = rest
        .chars()
        .next_back()
        .filter(|c| ('０'..='９').contains(c));
    if digits > 0 {
        rest = &rest[..rest.len() - 1];
    } else if let Some(wide) = wide {
        rest = &rest[..rest.len() - wide.len_utf8()];
    } else {
        let trimmed = rest.trim_end_matches(is_ordinal);
        if trimmed.len() == rest.len() {
            return None;
        }
        rest = trimmed;
    }
    let open = rest.trim_end().strip_suffix(['（', '(']);
    Some(floor + open.unwrap_or(rest).len())
}

#[cfg(test)]
mod tests {
    use super::head;

    #[test]
    fn the_number_of_a_label_belongs_to_it() {
        for (before, rest) in [
            ("0 0 （二）", "0 0 "),
            ("00000003.", "0000000"),
            ("0\n3．", "0\n"),
            ("25二、", "25"),
            ("25 ", "25 "),
            ("0 (1)", "0 "),
            ("0 ①", "0 "),
            ("0 3.危及“", "0 "),
            ("0 3,", "0 "),
            ("0,3,\n", "0,3,\n"),
            ("0 3.\n", "0 "),
            ("0 1", "0 1"),
        ] {
            assert_eq!(&before[..head(before, 0, before.len())], rest, "{before}");
        }
    }
}
