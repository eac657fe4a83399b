//! Text without markup: what it needs is only that its lines end alike and
//! that nothing in it passes for the separator of a table.

#![expect(
    clippy::string_slice,
    reason = "every place is that of a character of the same text"
)]

use crate::cells::fold::plain;
use crate::cells::{CELL, Document, ROW, TABLE};

/// Reads plain text.
pub(super) fn read(source: &str) -> Document {
    let mut document = Document::default();
    let mut from = 0;
    for (at, c) in source.char_indices() {
        let instead = match c {
            '\r' if source[at + 1..].starts_with('\n') => "",
            '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => "\n",
            TABLE | ROW | CELL | '\0' => " ",
            '+' | '-' | '=' | '─' | '━' | '|' if rule_at(source, at) => "",
            _ if plain(c).is_none() => "",
            _ => continue,
        };
        copy(&mut document, source, from, at);
        let drawn = instead.is_empty() && c != '\r' && plain(c).is_some();
        let width = if drawn {
            line_width(source, at)
        } else {
            c.len_utf8()
        };
        if !instead.is_empty() {
            document.origins.push((document.text.len(), at));
            document.text.push_str(instead);
        }
        from = at + width;
    }
    copy(&mut document, source, from, source.len());
    if document.text.len() == source.len() {
        document.origins.clear();
    }
    document
}

fn copy(document: &mut Document, source: &str, from: usize, to: usize) {
    if from < to {
        document.origins.push((document.text.len(), from));
        document.text.push_str(&source[from..to]);
    }
}

/// Whether a line begins here that only draws a border: `|---|---|`, `+----+`.
fn rule_at(source: &str, at: usize) -> bool {
    if !(at == 0 || source[..at].ends_with(['\n', '\r'])) {
        return false;
    }
    let line = source[at..].split(['\n', '\r']).next().unwrap_or_default();
    let drawn = |c: char| "+-=:|─━┼┬┴├┤│╋ \t".contains(c);
    line.matches(['-', '=', '─', '━']).count() >= 5 && line.chars().all(drawn)
}

fn line_width(source: &str, at: usize) -> usize {
    source[at..].find(['\n', '\r']).unwrap_or(source.len() - at)
}
