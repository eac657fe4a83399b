//! How a document parts its cells, and the slots that follow a label.
//!
//! The words of the form tell where a row begins. What stands between two
//! labels is cut into slots by the layout that the whole table keeps to; a
//! row that does not keep to it is doubtful, never shifted into place.

use crate::cells::{CELL, Document, ROW, TABLE};
use std::ops::Range;

/// What parts one cell from the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Layout {
    /// Real tables.
    Boxes,
    /// A line a row, its cells parted by `|`.
    PipeRows,
    /// Cells parted by `|`, wherever lines end.
    Pipes,
    /// A line a row, its cells parted by tabs.
    TabRows,
    /// A line a cell with a tab before it, an empty line after each row.
    TabLines,
    /// A line a cell.
    Lines,
    /// A paragraph a cell, with an empty line between.
    Paragraphs,
    /// Cells parted by blanks or lines.
    Blanks,
    /// Cells parted by commas.
    Commas,
}

impl Layout {
    /// The strictest first: of two that fit equally, the first is believed.
    const TEXT: [Layout; 8] = [
        Layout::PipeRows,
        Layout::Pipes,
        Layout::TabRows,
        Layout::TabLines,
        Layout::Lines,
        Layout::Paragraphs,
        Layout::Blanks,
        Layout::Commas,
    ];

    /// Whether the layout marks where a row ends.
    fn has_rows(self) -> bool {
        matches!(
            self,
            Layout::Boxes | Layout::PipeRows | Layout::TabRows | Layout::TabLines
        )
    }
}

/// What stands between a label and the next one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Area {
    /// Where the line or table row of the label begins.
    pub(super) line: usize,
    /// Behind the label.
    pub(super) start: usize,
    /// Before the next label and its number.
    pub(super) end: usize,
    /// Whether another label follows, so that the last piece belongs to it.
    pub(super) before_label: bool,
    /// How many numbers the form has here.
    pub(super) wanted: usize,
}

/// The text of one cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Slot {
    /// Its place in the text, without blanks round it.
    pub(super) range: Range<usize>,
    /// Which column of its row it stands in, where the layout tells.
    pub(super) columns: Range<usize>,
}

/// What the text of a slot looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
    /// Nothing.
    Empty,
    /// A number or a mark for none, as far as a glance tells.
    Number,
    /// Something with digits in it, or a letter like one.
    Odd,
    /// Words.
    Words,
}

/// A glance at the text of a slot.
pub(super) fn look(text: &str) -> Look {
    let text = text.trim();
    if text.is_empty() {
        return Look::Empty;
    }
    if matches!(text, "无" | "不适用") {
        return Look::Number;
    }
    let mut digits = false;
    let mut others = false;
    for c in text.chars() {
        match c {
            '0'..='9' | '０'..='９' => digits = true,
            '.' | ',' | '，' | '．' | '+' | '-' | '/' | '／' | '—' | '–' | '―' | '－' | '─'
            | '\\' | ' ' | '\u{A0}' | '\u{200B}' => {}
            _ => others = true,
        }
    }
    let lookalike = text.len() <= 3 && text.bytes().all(|b| b"OoIl".contains(&b));
    match (digits, others) {
        (_, false) => Look::Number,
        (true, true) => Look::Odd,
        (false, true) if lookalike => Look::Odd,
        (false, true) => Look::Words,
    }
}

/// The slots of one area, or why they cannot be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Fit {
    /// As many as the form has.
    Slots(Vec<Slot>),
    /// Nothing printed at all between two labels.
    Nothing,
    /// More or fewer: all that stands there.
    Misfit(Vec<Slot>),
}

/// How a table parts its cells, learned from all its rows.
#[derive(Clone, Debug)]
pub(super) struct Habit {
    pub(super) layout: Layout,
    /// Empty pieces behind the last number of every full row.
    trailing: usize,
    /// The columns that the numbers of full rows stand in.
    columns: Option<Vec<Range<usize>>>,
}

/// The layout that most areas keep to.
///
/// `header` are the columns that the header of a real table stands over; they
/// serve where rows have more cells than the form.
pub(super) fn learn(document: &Document, areas: &[Area], header: Option<&[Range<usize>]>) -> Habit {
    let layout = layout(document, areas);
    let full: Vec<(Vec<Slot>, usize)> = areas
        .iter()
        .filter_map(|area| {
            let slots = slots(document, area, layout);
            let kept = filled(&slots);
            let trailing = slots
                .iter()
                .rev()
                .take_while(|s| s.range.is_empty())
                .count();
            (kept.len() == area.wanted).then_some((kept, trailing))
        })
        .collect();
    let trailing = most_common(full.iter().map(|(_, trailing)| *trailing)).unwrap_or(0);
    let columns = most_common(full.iter().map(|(slots, _)| columns(slots)));
    let shared = |c: &Vec<Range<usize>>| full.iter().filter(|(s, _)| columns_are(s, c)).count();
    Habit {
        layout,
        trailing,
        columns: columns.filter(|c| layout.has_rows() && shared(c) * 2 > full.len()),
    }
}

fn columns(slots: &[Slot]) -> Vec<Range<usize>> {
    slots.iter().map(|s| s.columns.clone()).collect()
}

fn columns_are(slots: &[Slot], wanted: &[Range<usize>]) -> bool {
    slots.iter().map(|s| &s.columns).eq(wanted)
}

fn most_common<T: PartialEq>(all: impl Iterator<Item = T>) -> Option<T> {
    let mut counted: Vec<(T, usize)> = Vec::new();
    for item in all {
        match counted.iter_mut().find(|(known, _)| *known == item) {
            Some((_, count)) => *count += 1,
            None => counted.push((item, 1)),
        }
    }
    // The first of equals, so that order of rows and not chance decides.
    counted
        .into_iter()
        .rev()
        .max_by_key(|(_, count)| *count)
        .map(|(item, _)| item)
}

fn layout(document: &Document, areas: &[Area]) -> Layout {
    let boxed = |a: &&Area| document.text[a.line..a.end].contains(CELL);
    if areas.iter().filter(boxed).count() * 2 > areas.len() {
        return Layout::Boxes;
    }
    let inside = |pattern: &[char]| {
        areas
            .iter()
            .any(|a| document.text[a.start..a.end].contains(pattern))
    };
    let (pipes, tabs, commas) = (inside(&PIPES), inside(&['\t']), inside(&COMMAS));
    let possible = |layout: &Layout| match layout {
        Layout::PipeRows | Layout::Pipes => pipes,
        Layout::TabRows | Layout::TabLines => tabs,
        Layout::Commas => commas,
        _ => true,
    };
    let score = |layout: Layout| -> usize {
        let score = |area: &Area| {
            let slots = slots(document, area, layout);
            let filled = filled(&slots);
            let numbers = filled
                .iter()
                .all(|s| look(&document.text[s.range.clone()]) == Look::Number);
            match numbers {
                true if filled.len() == area.wanted && slots.len() == area.wanted => 3,
                true if filled.len() == area.wanted || slots.len() == area.wanted => 2,
                _ => 0,
            }
        };
        areas.iter().map(score).sum()
    };
    let mut best = (Layout::Blanks, 0);
    for layout in Layout::TEXT.into_iter().filter(possible) {
        let score = score(layout);
        if score > best.1 {
            best = (layout, score);
        }
    }
    best.0
}

/// The slots of one area by the habit of its table.
pub(super) fn fit(document: &Document, area: &Area, habit: &Habit) -> Fit {
    let slots = slots(document, area, habit.layout);
    let filled = filled(&slots);
    let wanted = area.wanted;
    if slots.is_empty() {
        return Fit::Nothing;
    }
    if slots.len() == wanted {
        // Without separators of its own, a table lets a stray word pass for
        // a cell and shift the others.
        let words = |s: &Slot| look(&document.text[s.range.clone()]) == Look::Words;
        let strays = !habit.layout.has_rows() && slots.iter().any(words);
        return if strays {
            Fit::Misfit(slots)
        } else {
            Fit::Slots(slots)
        };
    }
    let first = slots.iter().position(|s| !s.range.is_empty());
    let last = slots.iter().rposition(|s| !s.range.is_empty());
    if let (Some(first), Some(last)) = (first, last)
        && filled.len() == wanted
        && last - first + 1 == wanted
    {
        return Fit::Slots(filled);
    }
    if slots.len() > wanted && slots[wanted..].iter().all(|s| s.range.is_empty()) {
        let extra = slots.len() - wanted;
        if extra == habit.trailing && !habit.layout.has_rows() {
            return Fit::Slots(slots[..wanted].to_vec());
        }
    }
    if let Some(columns) = &habit.columns
        && columns.len() == wanted
        && let Some(slots) = by_columns(&slots, columns, habit.layout)
    {
        return Fit::Slots(slots);
    }
    if filled.is_empty() && !habit.layout.has_rows() {
        return Fit::Nothing;
    }
    Fit::Misfit(filled)
}

/// The slots that stand in the columns of the full rows; none if a number
/// stands elsewhere or a real table lacks the cell.
fn by_columns(slots: &[Slot], columns: &[Range<usize>], layout: Layout) -> Option<Vec<Slot>> {
    let at = |wanted: &Range<usize>| slots.iter().find(|s| s.columns == *wanted);
    let strays = slots
        .iter()
        .any(|s| !s.range.is_empty() && !columns.contains(&s.columns));
    if strays || slots.iter().all(|s| s.range.is_empty()) && layout != Layout::Boxes {
        return None;
    }
    let end = slots.last()?.range.end;
    let absent = |wanted: &Range<usize>| {
        (layout != Layout::Boxes).then(|| Slot {
            range: end..end,
            columns: wanted.clone(),
        })
    };
    columns
        .iter()
        .map(|c| at(c).cloned().or_else(|| absent(c)))
        .collect()
}

/// The slots with something in them.
fn filled(slots: &[Slot]) -> Vec<Slot> {
    slots
        .iter()
        .filter(|s| !s.range.is_empty())
        .cloned()
        .collect()
}

const PIPES: [char; 5] = ['|', '｜', '│', '┃', '¦'];
const COMMAS: [char; 4] = [',', '，', ';', '；'];

/// Everything that stands in an area, cut by one layout. Words that are no
/// cell (the rest of a label, a page number) are left out where the count
/// would otherwise be wrong.
pub(super) fn slots(document: &Document, area: &Area, layout: Layout) -> Vec<Slot> {
    let text = &document.text;
    let mut rows = cut(document, area, layout);
    let mut slots = rows.remove(0);
    if layout.has_rows() {
        // A label may go on below: then its numbers may stand in that row.
        let empty = |row: &[Slot]| row.iter().all(|s| s.range.is_empty());
        if slots.len() < area.wanted || empty(&slots) {
            let numbers = |row: &Vec<Slot>| {
                let look = |s: &&Slot| look(&text[s.range.clone()]) == Look::Number;
                row.iter().filter(look).count() >= area.wanted
            };
            let mut below = rows.into_iter().filter(numbers);
            if let (Some(only), None) = (below.next(), below.next()) {
                slots = only;
            }
        }
    }
    if layout == Layout::Boxes || slots.len() == area.wanted {
        return slots;
    }
    let lines_of_words = |s: &Slot| look(&text[s.range.clone()]) != Look::Words;
    slots.retain(lines_of_words);
    if slots.len() > area.wanted {
        drop_page_numbers(text, &mut slots);
    }
    slots
}

/// Takes out `- 4 -` and `第4页`, cut into slots or not.
fn drop_page_numbers(text: &str, slots: &mut Vec<Slot>) {
    let is_dash = |s: &Slot| matches!(text[s.range.clone()].trim(), "-" | "—" | "–" | "－");
    let digits = |t: &str| !t.is_empty() && t.bytes().all(|b| b.is_ascii_digit());
    let framed = |t: &str| {
        let inner = t.trim_matches(['-', '—', '–', '－', ' ']);
        digits(inner) && t.starts_with(['-', '—', '–', '－']) && t.ends_with(['-', '—', '–', '－'])
            || t.strip_prefix('第')
                .and_then(|t| t.split_once('页'))
                .is_some_and(|(n, _)| digits(n.trim()))
    };
    slots.retain(|s| !framed(&text[s.range.clone()]));
    // Three slots of one line, with nothing else on it.
    let line = |s: &Slot, t: &Slot| {
        let whole = s.range.start..t.range.end;
        let before = text[..whole.start].rsplit('\n').next().unwrap_or_default();
        let after = text[whole.end..].split('\n').next().unwrap_or_default();
        !text[whole].contains('\n') && before.trim().is_empty() && after.trim().is_empty()
    };
    let mut at = 0;
    while at + 2 < slots.len() {
        let (a, b, c) = (&slots[at], &slots[at + 1], &slots[at + 2]);
        if is_dash(a) && digits(&text[b.range.clone()]) && is_dash(c) && line(a, c) {
            slots.drain(at..at + 3);
        } else {
            at += 1;
        }
    }
}

/// The pieces of an area, row by row, without the rest of the label before
/// and the beginning of the next label behind.
fn cut(document: &Document, area: &Area, layout: Layout) -> Vec<Vec<Slot>> {
    let text = &document.text;
    let mut rows = match layout {
        Layout::Boxes => return boxes(document, area),
        Layout::PipeRows => pieces(text, area, &PIPES, Some('\n')),
        Layout::Pipes => pieces(text, area, &PIPES, None),
        Layout::TabRows => pieces(text, area, &['\t'], Some('\n')),
        Layout::TabLines => tab_lines(text, area),
        Layout::Lines => pieces(text, area, &['\n'], None),
        Layout::Paragraphs => vec![paragraphs(text, area)],
        Layout::Blanks => vec![words(text, area)],
        Layout::Commas => pieces(text, area, &COMMAS, Some('\n')),
    };
    if layout == Layout::PipeRows {
        // The pipe that closes a line opens no cell.
        for row in &mut rows {
            row.pop_if(|last| last.range.is_empty());
        }
    }
    let single = rows.len() == 1;
    if let Some(first) = rows.first_mut()
        && !first.is_empty()
    {
        rest_of_label(text, first);
    }
    if let Some(last) = rows.last_mut()
        && area.before_label
        && layout != Layout::Blanks
        && !(single && layout == Layout::PipeRows)
    {
        last.pop_if(|last| look(&text[last.range.clone()]) != Look::Number || !single);
    }
    rows
}

/// The first piece is the rest of the label; a number glued to it is a slot.
fn rest_of_label(text: &str, row: &mut Vec<Slot>) {
    let first = &mut row[0];
    let piece = &text[first.range.clone()];
    match piece.find(|c: char| c.is_ascii_digit()) {
        Some(at) if look(&piece[at..]) == Look::Number => first.range.start += at,
        _ => _ = row.remove(0),
    }
}

/// The pieces between separators, each without blanks round it.
fn pieces(text: &str, area: &Area, separators: &[char], line_end: Option<char>) -> Vec<Vec<Slot>> {
    let mut column = text[area.line..area.start].matches(separators).count();
    let mut rows = vec![Vec::new()];
    let mut from = area.start;
    let inside = &text[area.start..area.end];
    let ends = inside.match_indices(|c| separators.contains(&c) || Some(c) == line_end);
    let end = (inside.len(), "");
    for (at, matched) in ends.chain([end]) {
        let at = area.start + at;
        if let Some(row) = rows.last_mut() {
            row.push(slot(text, from..at, column..column + 1));
        }
        from = at + matched.len();
        column += 1;
        if line_end.is_some_and(|end| matched.contains(end)) {
            rows.push(Vec::new());
            column = 0;
        }
    }
    rows
}

fn slot(text: &str, range: Range<usize>, columns: Range<usize>) -> Slot {
    let piece = &text[range.clone()];
    let start = range.start + (piece.len() - piece.trim_start().len());
    let length = piece.trim().len();
    // An empty cell keeps the place right behind its separator.
    let start = if length == 0 { range.start } else { start };
    Slot {
        range: start..start + length,
        columns,
    }
}

/// Cells with a tab before each, wherever lines end; an empty line ends a row.
fn tab_lines(text: &str, area: &Area) -> Vec<Vec<Slot>> {
    let mut rows: Vec<Vec<Slot>> = vec![Vec::new()];
    let (mut from, mut newline) = (area.start, false);
    let mut column = 0;
    let mut close = |rows: &mut Vec<Vec<Slot>>, from: usize, to: usize| {
        if let Some(row) = rows.last_mut() {
            row.push(slot(text, from..to, column..column + 1));
        }
        column += 1;
    };
    for (at, c) in text[area.start..area.end].char_indices() {
        let at = area.start + at;
        match c {
            '\n' if newline => {
                close(&mut rows, from, at);
                rows.push(Vec::new());
                (from, newline) = (at + 1, false);
            }
            '\n' => newline = true,
            '\t' => {
                // The tab behind an empty line opens the next row's first cell.
                if !(rows.len() > 1
                    && rows.last().is_some_and(Vec::is_empty)
                    && text[from..at].trim().is_empty())
                {
                    close(&mut rows, from, at);
                }
                (from, newline) = (at + 1, false);
            }
            c if c.is_whitespace() => {}
            _ => newline = false,
        }
    }
    close(&mut rows, from, area.end);
    rows
}

/// The pieces between empty lines.
fn paragraphs(text: &str, area: &Area) -> Vec<Slot> {
    let mut slots = Vec::new();
    let (mut from, mut at) = (area.start, area.start);
    while let Some(gap) = text[at..area.end].find('\n') {
        let line = at + gap + 1;
        let next = text[line..area.end].find('\n').map(|n| line + n);
        match next {
            Some(next) if text[line..next].trim().is_empty() => {
                slots.push(slot(text, from..at + gap, 0..0));
                (from, at) = (next + 1, next + 1);
            }
            _ => at = line,
        }
    }
    slots.push(slot(text, from..area.end, 0..0));
    slots
}

/// The pieces between blanks of any kind.
fn words(text: &str, area: &Area) -> Vec<Slot> {
    let mut slots = Vec::new();
    let mut from = None;
    let inside = &text[area.start..area.end];
    let separates =
        |c: char| c.is_whitespace() || PIPES.contains(&c) || matches!(c, CELL | ROW | TABLE);
    for (at, c) in inside.char_indices() {
        let at = area.start + at;
        match (separates(c), from) {
            (false, None) => from = Some(at),
            (true, Some(start)) => {
                slots.push(slot(text, start..at, 0..0));
                from = None;
            }
            _ => {}
        }
    }
    if let Some(start) = from {
        slots.push(slot(text, start..area.end, 0..0));
    }
    // Unlike the other layouts this one has no piece for an empty rest.
    if !inside.starts_with(separates) || slots.is_empty() {
        return slots;
    }
    slots.insert(0, slot(text, area.start..area.start, 0..0));
    slots
}

/// The cells behind the label's own, row by row.
fn boxes(document: &Document, area: &Area) -> Vec<Vec<Slot>> {
    let text = &document.text;
    let mut rows: Vec<Vec<Slot>> = vec![Vec::new()];
    let mut from = None;
    let inside = &text[area.start..area.end];
    let separators = inside.match_indices([CELL, ROW, TABLE]);
    for (at, matched) in separators.chain([(inside.len(), "")]) {
        let at = area.start + at;
        if let (Some(start), Some(row)) = (from, rows.last_mut()) {
            let (column, colspan) = document
                .box_at(start)
                .map_or((0, 1), |b| (b.cell.column, b.colspan));
            row.push(slot(text, start..at, column..column + colspan));
        }
        if matched.starts_with([ROW, TABLE]) {
            rows.push(Vec::new());
        }
        let opens = matched.starts_with(CELL);
        from = opens.then_some(at + matched.len());
        if matched.starts_with(TABLE) && rows.len() > 1 && area.before_label {
            break;
        }
    }
    if area.before_label && text[area.start..area.end].contains(CELL) {
        // The last cell is where the next label stands.
        if let Some(last) = rows.last_mut() {
            last.pop_if(|last| last.range.end == area.end || last.range.is_empty());
        }
    }
    rows
}
