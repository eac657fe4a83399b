//! Glyphs become lines of text: by the line they stand on, left to right,
//! with a blank where they stand apart.

use super::{Area, Glyph, Unit};

/// Glyphs on one line, left to right.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub(super) glyphs: Vec<Glyph>,
    pub(super) area: Area,
}

/// A part of a line that stands apart from the next.
#[derive(Clone, Debug)]
pub(super) struct Run {
    pub(super) text: String,
    pub(super) area: Area,
    pub(super) size: Unit,
}

/// Puts glyphs in lines, from the top of the page down.
pub(super) fn lines(mut glyphs: Vec<Glyph>) -> Vec<Line> {
    glyphs.sort_by_key(|g| (g.base, g.area.left, g.letter));
    let mut lines: Vec<Vec<Glyph>> = Vec::new();
    for glyph in glyphs {
        let fits = |line: &Vec<Glyph>| {
            line.first().is_some_and(|first| {
                let apart = glyph.base.saturating_sub(first.base);
                apart.saturating_mul(2) <= glyph.size.min(first.size)
            })
        };
        match lines.last_mut().filter(|line| fits(line)) {
            Some(line) => line.push(glyph),
            None => lines.push(vec![glyph]),
        }
    }
    lines.into_iter().filter_map(line).collect()
}

/// One line, each glyph once; none where nothing is printed on it.
fn line(mut glyphs: Vec<Glyph>) -> Option<Line> {
    glyphs.sort_by_key(|g| (g.area.left, g.area.right, g.letter));
    let mut kept: Vec<Glyph> = Vec::with_capacity(glyphs.len());
    for glyph in glyphs {
        let twin = |other: &&Glyph| {
            let slack = glyph.size.min(other.size) / 5;
            other.letter == glyph.letter
                && glyph.area.left.abs_diff(other.area.left) <= slack.unsigned_abs()
                && glyph.base.abs_diff(other.base) <= slack.unsigned_abs()
        };
        // Bold by printing twice: the twin stands a few glyphs back at most.
        if !kept.iter().rev().take(4).any(|other| twin(&other)) {
            kept.push(glyph);
        }
    }
    let mut printed = kept.iter().filter(|g| !g.letter.is_whitespace());
    let first = printed.next()?.area;
    let area = printed.fold(first, |all, g| all.around(g.area));
    Some(Line { glyphs: kept, area })
}

/// Cuts a line where its glyphs stand further apart than so many percent of
/// their size; two digits, than so many of their own.
pub(super) fn runs(line: &Line, percent: Unit, digits: Unit) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut last: Option<Glyph> = None;
    let mut blank = false;
    for glyph in &line.glyphs {
        if glyph.letter.is_whitespace() {
            blank = true;
            continue;
        }
        let gap = last.map_or(0, |l| glyph.area.left.saturating_sub(l.area.right));
        let size = last.map_or(glyph.size, |l| l.size.max(glyph.size));
        let both = last.is_some_and(|l| l.letter.is_ascii_digit() && glyph.letter.is_ascii_digit());
        let most = if both { digits } else { percent };
        let far = i64::from(gap) * 100 > i64::from(size) * i64::from(most);
        match (runs.last_mut(), last) {
            (Some(run), Some(before)) if !far => {
                run.text.push_str(between(before, *glyph, blank));
                run.text.push(glyph.letter);
                run.area = run.area.around(glyph.area);
                run.size = run.size.max(glyph.size);
            }
            _ => runs.push(Run {
                text: glyph.letter.to_string(),
                area: glyph.area,
                size: glyph.size,
            }),
        }
        last = Some(*glyph);
        blank = false;
    }
    runs
}

/// What to write between two glyphs that follow one another. Digits are never
/// joined in doubt: a blank between them makes the number reader unsure, and
/// so does a mark where one is printed over another.
fn between(before: Glyph, glyph: Glyph, blank: bool) -> &'static str {
    let gap = glyph.area.left.saturating_sub(before.area.right);
    let size = before.size.max(glyph.size);
    let (one, two) = (before.letter, glyph.letter);
    if one.is_ascii_digit() || two.is_ascii_digit() {
        let width = before.area.width().min(glyph.area.width());
        if gap.saturating_mul(-5) > width.saturating_mul(2) {
            return "\u{FFFD}";
        }
    }
    if one.is_ascii_digit() && two.is_ascii_digit() {
        let least = before.size.min(glyph.size);
        if least.saturating_mul(5) < size.saturating_mul(4)
            || before.base.abs_diff(glyph.base) > (size / 6).unsigned_abs()
        {
            // Raised or lowered.
            return "^";
        }
        return if blank || gap > size / 5 { " " } else { "" };
    }
    if is_han(one) && is_han(two) {
        return "";
    }
    let level = i64::from(gap) * 100 > i64::from(size) * 30;
    if level || blank && !is_han(one) && !is_han(two) {
        " "
    } else {
        ""
    }
}

/// The text of a cell: its lines without a break where writing without blanks
/// goes on, with one elsewhere.
pub(super) fn wrapped(lines: &[Line]) -> String {
    let mut text = String::new();
    for line in lines {
        let parts = runs(line, Unit::MAX, Unit::MAX);
        let Some(part) = parts.first() else { continue };
        let goes_on = match (text.chars().next_back(), part.text.chars().next()) {
            (Some(end), Some(start)) => is_han(end) || is_han(start),
            _ => true,
        };
        if !goes_on {
            text.push(' ');
        }
        text.push_str(&part.text);
    }
    text
}

/// Writing that takes no blanks, with its punctuation.
pub(super) fn is_han(c: char) -> bool {
    matches!(c,
        '\u{2E80}'..='\u{303F}' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}'
        | '\u{FF00}'..='\u{FF0F}' | '\u{FF1A}'..='\u{FF20}' | '\u{FF3B}'..='\u{FFEF}'
        | '\u{2014}' | '\u{2018}'..='\u{201F}' | '\u{2026}' | '\u{20000}'..='\u{3FFFF}')
}
