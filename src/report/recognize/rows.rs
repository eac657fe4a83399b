//! Which labels are rows of the table, and what stands behind each.

#![expect(
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "tokens, rows and places are those of the same document, and the row of distances is one longer than the word"
)]

use super::Reader;
use crate::cells::fold::is_digit;
use crate::cells::{CELL, ROW, TABLE, order};
use crate::report::fields::{FORMS, Form, Table};
use crate::report::slots::{Area, Look, is_value, look, without_page_numbers};
use crate::report::tokens::{MANY, Token, head};
use crate::report::vocabulary::{Meaning, VOCABULARY, column_counts, row_order};
use crate::source::Words;
use std::ops::Range;

/// A label taken for a row of the form.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate {
    /// Index into the tokens.
    pub(super) token: usize,
    /// Index into the rows of the table in any form.
    pub(super) order: usize,
    /// How much speaks for it.
    pub(super) weight: i64,
}

/// Rows farther apart than this many letters of no label belong to different
/// texts; inside a table, explanations in labels come to less.
pub(super) const FAR: usize = 150;

/// No row of a table is longer than this many bytes, markup left out.
const LONGEST: usize = 20_000;

/// A row label that is followed by as many numbers as the form has; one more where
/// it is no part of other words.
pub(super) const FULL: i64 = 12;

/// Tells the names of columns of one table.
type IsColumn = fn(&Meaning) -> bool;

/// Said of a table whose numbers stand before their labels, or that has more in most rows.
pub(super) fn out_of_place() -> Words {
    Words::new(
        "这张表的各数与行、列的名称对不上，无法确定各数属于哪一格",
        "the numbers of this table do not go with its labels, so it is not certain which belongs where",
    )
}

impl Reader<'_> {
    /// The best run of row labels in the order of the form.
    pub(super) fn chain(&self, table: Table) -> Vec<Candidate> {
        let order = row_order(table);
        let wanted = column_counts(table);
        let mut candidates = Vec::new();
        for (token, found) in self.tokens.list.iter().enumerate() {
            for meaning in &found.meanings {
                if let Meaning::Row(of, id) = meaning
                    && *of == table
                    && !self.heads_rows(token, table, id)
                    && let Some(order) = order.iter().position(|known| known == id)
                {
                    candidates.push(Candidate {
                        token,
                        order,
                        weight: self.weight(token, &wanted),
                    });
                }
            }
        }
        let mut best: Vec<(i64, Option<usize>)> = Vec::new();
        for (at, candidate) in candidates.iter().enumerate() {
            let mut choice = (candidate.weight, None);
            for before in (at.saturating_sub(MANY)..at).rev() {
                let previous = candidates[before];
                let far = self.tokens.unexplained(previous.token, candidate.token) > FAR
                    && !self.same_table(previous.token, candidate.token);
                let apart = far || self.heading_between(table, previous.token, candidate.token);
                let sum = best[before].0 + candidate.weight - if apart { 1000 } else { 0 };
                if previous.order < candidate.order
                    && previous.token < candidate.token
                    && sum >= choice.0
                {
                    choice = (sum, Some(before));
                }
                // Another table of the same kind begins here.
                if previous.order == 0 && previous.weight >= FULL {
                    break;
                }
            }
            best.push(choice);
        }
        let mut chain = Vec::new();
        let last = (0..best.len()).rev().max_by_key(|at| best[*at].0);
        let mut at = last;
        while let Some(here) = at {
            chain.push(candidates[here]);
            at = best[here].1;
        }
        chain.reverse();
        self.add_reordered(&mut chain, &candidates);
        chain
    }

    /// Whether words that are a row on one form are the group of the row behind
    /// them, which only another form has.
    fn heads_rows(&self, token: usize, table: Table, id: &str) -> bool {
        let is_group = self.tokens.list[token].means(|m| *m == Meaning::Group);
        let Some(next) = self.tokens.list.get(token + 1).filter(|_| is_group) else {
            return false;
        };
        let has = |form: &&Form, id: &str| {
            let mut sections = form.table(table).sections.iter();
            sections.any(|s| s.rows.iter().any(|r| r.id == id))
        };
        let apart = |m: &Meaning| match m {
            Meaning::Row(of, other) if *of == table => {
                !FORMS.iter().any(|f| has(&f, id) && has(&f, other))
            }
            _ => false,
        };
        next.means(apart)
    }

    /// Rows that stand out of order, where their labels and numbers are clear.
    pub(super) fn add_reordered(&self, chain: &mut Vec<Candidate>, candidates: &[Candidate]) {
        let (Some(first), Some(last)) = (chain.first().copied(), chain.last().copied()) else {
            return;
        };
        for candidate in candidates {
            let inside = (first.token..=last.token).contains(&candidate.token);
            let taken = chain
                .iter()
                .any(|c| c.token == candidate.token || c.order == candidate.order);
            let long = self.tokens.list[candidate.token].letters.len() > 2;
            if inside && !taken && long && candidate.weight >= FULL {
                chain.push(*candidate);
            }
        }
        order::sort_by(chain, |a, b| a.token.cmp(&b.token));
    }

    /// How much speaks for a label being that of a row with as many numbers as
    /// one of `wanted`.
    pub(super) fn weight(&self, token: usize, wanted: &[usize]) -> i64 {
        let area = self.behind(token);
        let row = area.split([ROW, TABLE]).next().unwrap_or_default();
        let boxes = row.matches(CELL).count();
        match numbers_in(area) {
            n if wanted.contains(&n) || wanted.contains(&boxes) => {
                FULL + i64::from(!self.is_within_words(token))
            }
            0 if boxes > wanted[0] => FULL - 2,
            0 => 1,
            _ => 5,
        }
    }

    /// Whether a label is part of other words: 规范性文件 of 党内规范性文件.
    pub(super) fn is_within_words(&self, token: usize) -> bool {
        let text = &self.document.text;
        let range = &self.tokens.list[token].range;
        let before = text[..range.start].chars().next_back();
        let after = text[range.end..].chars().next();
        let goes_on = |c: char| c.is_alphabetic() || "（(".contains(c);
        before.is_some_and(char::is_alphabetic) || after.is_some_and(goes_on)
    }

    /// How many numbers stand between a label and the next.
    pub(super) fn numbers_behind(&self, token: usize) -> usize {
        numbers_in(self.behind(token))
    }

    /// Whether as many numbers as a row has stand between the name of a column and a label
    /// that follows it: then numbers may stand before their labels.
    pub(super) fn follows_numbers(&self, row: usize, is_column: IsColumn, wanted: usize) -> bool {
        row.checked_sub(1).is_some_and(|header| {
            self.tokens.list[header].means(is_column) && self.numbers_printed(header) == wanted
        })
    }

    /// How many numbers stand between a label and the next, page numbers left out.
    pub(super) fn numbers_printed(&self, token: usize) -> usize {
        numbers_in(&without_page_numbers(self.behind(token)))
    }

    /// Whether numbers stand behind words that are no row: then they may
    /// belong to a row whose label stands elsewhere.
    pub(super) fn numbers_astray(&self, tokens: Range<usize>, areas: &[Area]) -> bool {
        tokens.into_iter().any(|token| {
            let start = label_end(&self.document.text, &self.tokens.list[token].range);
            let begins = self.tokens.list[token].range.start;
            let own = |a: &Area| {
                (a.line..=a.start).contains(&begins) || (a.start..a.end).contains(&start)
            };
            self.numbers_behind(token) > 0 && !areas.iter().any(own)
        })
    }

    /// The text between a label and the next, or the beginning of it.
    pub(super) fn behind(&self, token: usize) -> &str {
        let text = &self.document.text;
        let start = label_end(text, &self.tokens.list[token].range);
        let next = self.tokens.list.get(token + 1);
        let end = next.map_or(text.len(), |t| head(text, start, t.range.start.max(start)));
        &text[start..text.floor_char_boundary(end.min(start + 2000))]
    }

    /// Whether the heading of another part of the report stands between.
    pub(super) fn heading_between(&self, table: Table, from: usize, to: usize) -> bool {
        let other = |m: &Meaning| matches!(m, Meaning::Heading(of) if *of != Some(table));
        let mut between = self.tokens.list.iter().take(to).skip(from + 1).take(MANY);
        between.any(|t| t.means(other))
    }

    pub(super) fn same_table(&self, one: usize, other: usize) -> bool {
        let table = |token: usize| {
            let at = self.tokens.list[token].range.start;
            self.document.box_at(at).map(|b| b.cell.table)
        };
        table(one).is_some() && table(one) == table(other)
    }

    /// Looks for rows not found between their neighbours, allowing misprints.
    pub(super) fn find_misprinted(&mut self, rows: &[Candidate], form: &Form) -> bool {
        let order = row_order(Table::Requests);
        let present = |id: &str| rows.iter().any(|c| order[c.order] == id);
        let mut found = Vec::new();
        for row in &form.table(Table::Requests).sections[0].rows {
            if present(row.id) {
                continue;
            }
            let rank = order.iter().position(|id| *id == row.id).unwrap_or(0);
            let before = rows.iter().rfind(|c| c.order < rank);
            let after = rows.iter().find(|c| c.order > rank);
            let letters = |c: &Candidate| self.tokens.list[c.token].letters.clone();
            let start = before.map_or_else(
                || after.map_or(0, |a| letters(a).start.saturating_sub(60)),
                |b| letters(b).end,
            );
            let end = after.map_or_else(|| start + 60, |a| letters(a).start);
            let end = end.min(self.tokens.letters.len());
            if start >= end || end - start > 400 {
                continue;
            }
            if let Some(range) = self.misprint(Meaning::Row(Table::Requests, row.id), start..end) {
                found.push((range, Meaning::Row(Table::Requests, row.id)));
            }
        }
        for (range, meaning) in &found {
            self.tokens.insert(self.document, range.clone(), *meaning);
        }
        !found.is_empty()
    }

    /// Letters that differ from a wording of the label in few places.
    pub(super) fn misprint(&self, meaning: Meaning, within: Range<usize>) -> Option<Range<usize>> {
        let letters: Vec<char> = self.tokens.letters[within.clone()]
            .iter()
            .map(|(c, _)| *c)
            .collect();
        let wordings = VOCABULARY.wordings.iter();
        wordings
            .filter(|(word, of)| *of == meaning && word.len() >= 4)
            .filter_map(|(word, _)| {
                let (edits, range) = nearest(word, &letters)?;
                (edits * 4 <= word.len()).then_some((edits, std::cmp::Reverse(word.len()), range))
            })
            .min_by_key(|(edits, length, range)| (*edits, *length, range.start))
            .map(|(_, _, range)| within.start + range.start..within.start + range.end)
    }

    /// What stands between the label of a row and the next label.
    pub(super) fn area_of_row(&self, token: usize, next_row: Option<usize>, wanted: usize) -> Area {
        let text = &self.document.text;
        let list = &self.tokens.list;
        let same = |t: &Token| {
            t.meanings
                .iter()
                .any(|m| list[token].meanings.contains(m) && matches!(m, Meaning::Row(..)))
        };
        let mut end = token;
        // A label told in two parts, or with a group label broken into it.
        while let Some(next) = list.get(end + 1) {
            let limit = next_row.unwrap_or(list.len());
            let between = &text[label_end(text, &list[end].range)..next.range.start];
            let nothing = !between.contains(CELL)
                && between.split_whitespace().all(|p| look(p) == Look::Words);
            // On a line of its own with its own numbers it is a row of another name.
            let behind = self.behind(end + 1).split('\n').next().unwrap_or_default();
            let apart = between.contains(['\t', '|', ','])
                || between.contains('\n') && behind.contains(is_digit);
            let group = next.means(|m| *m == Meaning::Group)
                && !apart
                && nothing
                && end + 1 < limit
                && self.document.box_at(next.range.start).is_none()
                && self.weight(end + 1, &[wanted]) >= 5;
            if end + 1 < limit && nothing && same(next) || group {
                end += 1;
            } else {
                break;
            }
        }
        self.area(token, end, wanted, next_row.is_none())
    }

    pub(super) fn area(&self, from: usize, to: usize, wanted: usize, bounded: bool) -> Area {
        let text = &self.document.text;
        let list = &self.tokens.list;
        let start = label_end(text, &list[to].range);
        let next = list.get(to + 1);
        let mut end = next.map_or(text.len(), |next| head(text, start, next.range.start));
        let mut before_label = next.is_some();
        let in_box = self.document.box_at(list[from].range.start).is_some();
        if in_box {
            // A real table ends where it ends.
            if let Some(close) = text[start..end].find(TABLE) {
                (end, before_label) = (start + close, false);
            }
        } else if bounded && let Some(prose) = prose_in(&text[start..end], wanted) {
            (end, before_label) = (start + prose, false);
        }
        if end - start > LONGEST {
            (end, before_label) = (text.floor_char_boundary(start + LONGEST), false);
        }
        let begin = list[from].range.start;
        // No line of a table is longer; a page may be one line.
        let near = text.floor_char_boundary(begin.saturating_sub(LONGEST));
        let line = text[near..begin].rfind(['\n', ROW, TABLE]);
        let line = line.map_or(near, |at| near + at + 1);
        Area {
            line,
            start,
            end,
            before_label,
            wanted,
        }
    }
}

/// How many numbers, or marks for none, stand in a text by themselves.
pub(super) fn numbers_in(text: &str) -> usize {
    let parts = text.split(|c: char| {
        c.is_whitespace() || "|｜│,，".contains(c) || matches!(c, CELL | ROW | TABLE)
    });
    parts.filter(|part| is_value(part)).count()
}

/// Where the numbers behind a label begin: inside it, where a wrapped label
/// has them on its middle line.
pub(super) fn label_end(text: &str, label: &Range<usize>) -> usize {
    let number = text[label.clone()].find(is_digit);
    number.map_or(label.end, |at| {
        let parts = |c: char| c.is_whitespace() || matches!(c, CELL | ROW | TABLE);
        let piece = text[..label.start + at].rfind(parts);
        piece.map_or(label.start + at, |before| before.max(label.start))
    })
}

/// Where running text begins behind the last row of a table, once the row
/// has as many numbers as it should.
pub(super) fn prose_in(text: &str, wanted: usize) -> Option<usize> {
    let (mut at, mut numbers) = (0, 0);
    for piece in text.split_inclusive(char::is_whitespace) {
        let mark = look(piece) == Look::Number;
        let letters = piece.chars().filter(|c| !mark && c.is_alphabetic()).count();
        let digits = piece.contains(is_digit);
        let starts_line = text[..at].trim_end_matches([' ', '\t']).ends_with('\n');
        let mut below = text[at + piece.len()..].trim_start().lines();
        let last = piece.trim() == "无" && below.next().is_none_or(|line| numbers_in(line) == 0);
        let is_note =
            starts_line && numbers > 0 && (letters >= 2 && !is_value(piece.trim()) || last);
        if is_note || numbers >= wanted && (letters >= 8 || letters >= 3 && !digits) {
            return Some(at);
        }
        numbers += numbers_in(piece);
        at += piece.len();
    }
    None
}

/// The part of `text` that differs from `word` in the fewest places, and in
/// how many: letters changed, lost or added.
pub(super) fn nearest(word: &[char], text: &[char]) -> Option<(usize, Range<usize>)> {
    // Each entry: edits so far, and where in the text the match began.
    let mut row: Vec<(usize, usize)> = (0..=word.len()).map(|i| (i, 0)).collect();
    let mut best: Option<(usize, Range<usize>)> = None;
    for (at, c) in text.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = (0, at + 1);
        for (i, w) in word.iter().enumerate() {
            let kept = (diagonal.0 + usize::from(w != c), diagonal.1);
            let added = (row[i + 1].0 + 1, row[i + 1].1);
            let lost = (row[i].0 + 1, row[i].1);
            diagonal = row[i + 1];
            row[i + 1] = kept.min(added).min(lost);
        }
        let (edits, start) = row[word.len()];
        if start < at + 1 && best.as_ref().is_none_or(|(known, _)| edits < *known) {
            best = Some((edits, start..at + 1));
        }
    }
    best
}
