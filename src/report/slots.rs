//! How a document parts its cells, and the slots that follow a label.
//!
//! The words of the form tell where a row begins. What stands between two
//! labels is cut into slots by the layout that the whole table keeps to; a
//! row that does not keep to it is doubtful, never shifted into place.

#![expect(
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "every range was found in the text of the same document, between characters"
)]

use crate::cells::fold::is_digit;
use crate::cells::{CELL, Document, Numeral, ROW, TABLE, order, read_number};
use std::ops::Range;

/// The columns that the numbers of one row stand in: first, and one past the last.
type Columns = Vec<(usize, usize)>;

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
            Layout::Boxes | Layout::PipeRows | Layout::TabRows | Layout::TabLines | Layout::Commas
        )
    }
}

impl Layout {
    /// Whether empty cells may stand between the numbers of a full row, as
    /// where merged cells are padded to the width of a grid.
    fn may_pad(self) -> bool {
        matches!(
            self,
            Layout::Boxes | Layout::PipeRows | Layout::TabRows | Layout::Commas | Layout::Blanks
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
    pub(super) columns: (usize, usize),
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

/// Whether a text is the number of a label and no more: `1.`, `2、`.
fn is_ordinal(text: &str) -> bool {
    let digits = text.trim_end_matches(['.', '．', '、']);
    digits.len() < text.len() && digits.len() == 1 && digits.as_bytes()[0].is_ascii_digit()
}

/// A glance at the text of a slot.
pub(super) fn look(text: &str) -> Look {
    let text = text.trim();
    if is_ordinal(text) {
        return Look::Words;
    }
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

/// Whether a text is a number, or one with its unit: 2笔, 0元.
pub(super) fn is_value(text: &str) -> bool {
    match look(text) {
        Look::Odd => {
            let unit = text.trim_start_matches(|c: char| c.is_ascii_digit() || ".,".contains(c));
            unit.len() < text.len().min(13) && !unit.starts_with(['年', '月', '日'])
        }
        look => look == Look::Number,
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
    /// The columns that the numbers of rows that fit stand in, for each count
    /// of numbers.
    columns: Vec<Columns>,
    /// Whether every row but three at most keeps to them, as in a table padded to a
    /// grid: in others the rows with one label less, which are more, stand apart.
    is_grid: bool,
    /// Columns of words that the form does not have.
    other: Columns,
    /// Whether some digits are certainly several numbers, as in `000`.
    pub(super) glued: bool,
    /// Whether some row certainly leaves a cell empty.
    pub(super) blanks: bool,
}

/// The columns of a real table as its header has them.
#[derive(Clone, Debug)]
pub(super) struct HeaderBoxes {
    /// Those of the form, from left to right.
    pub(super) known: Columns,
    /// Those with words that the form does not have.
    pub(super) other: Columns,
}

/// The layout that most areas keep to.
///
/// `header` are the columns that the header of a real table stands over; they
/// serve where rows have more cells than the form. `elsewhere` is the layout
/// of a larger table of the same document.
pub(super) fn learn(
    document: &Document,
    areas: &[Area],
    header: Option<&HeaderBoxes>,
    elsewhere: Option<Layout>,
) -> Habit {
    let layout = layout(document, areas, elsewhere);
    let mut trailing = Vec::new();
    let mut seen: Vec<(usize, Columns)> = Vec::new();
    let mut see = |wanted, columns| seen.push((wanted, columns));
    for area in areas {
        let slots = slots(document, area, layout);
        let filled = filled(&slots);
        if filled.len() == area.wanted {
            trailing.push(
                slots
                    .iter()
                    .rev()
                    .take_while(|s| s.range.is_empty())
                    .count(),
            );
            see(area.wanted, columns(&filled));
        } else if slots.len() == area.wanted {
            see(area.wanted, columns(&slots));
        }
    }
    let mut is_grid = true;
    order::sort_by(&mut seen, |a, b| a.0.cmp(&b.0));
    let most = |all: &[(usize, Columns)]| {
        let ((_, columns), count) = most_common(all)?;
        is_grid &= all.len() > 4 && count + 3 >= all.len();
        (layout.has_rows() && count * 2 > all.len()).then_some(columns)
    };
    let other = header.map_or_else(Vec::new, |h| h.other.clone());
    let alike = seen.chunk_by(|a, b| a.0 == b.0);
    let mut columns: Vec<Columns> = alike.filter_map(most).collect();
    if let Some(header) =
        header.filter(|h| layout == Layout::Boxes && (columns.is_empty() || !h.other.is_empty()))
    {
        columns = vec![header.known.clone()];
    }
    Habit {
        layout,
        columns,
        is_grid,
        other,
        trailing: most_common(&trailing).map_or(0, |(count, _)| count),
        // One such number may be a slip; more are the way of the table.
        glued: areas
            .iter()
            .filter(|a| is_glued(&document.text[a.start..a.end]))
            .count()
            >= areas.len().min(2),
        blanks: areas.iter().any(|a| {
            let text = &document.text[a.start..a.end];
            let digits = text.chars().filter(|c| is_digit(*c)).count();
            digits < a.wanted || text.contains(['/', '-', '—', '无', '／', '－'])
        }),
    }
}

/// Whether a number has a nought in front: then it is more than one.
fn is_glued(text: &str) -> bool {
    text.split(|c: char| !c.is_ascii_digit() && c != '.')
        .any(|run| run.len() > 1 && run.starts_with('0') && !run.contains('.'))
}

fn columns(slots: &[Slot]) -> Columns {
    slots.iter().map(|s| s.columns).collect()
}

/// The most common item and how often it stands there; of equals the first.
fn most_common<T: Clone + Ord>(all: &[T]) -> Option<(T, usize)> {
    let count = |item: &T| all.iter().filter(|other| *other == item).count();
    let mut best: Option<(&T, usize)> = None;
    for item in all {
        if best.is_none_or(|(known, most)| known != item && count(item) > most) {
            best = Some((item, count(item)));
        }
    }
    best.map(|(item, count)| (item.clone(), count))
}

fn layout(document: &Document, areas: &[Area], elsewhere: Option<Layout>) -> Layout {
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
    let filled_once = |line: &str| line.split('\t').filter(|p| !p.trim().is_empty()).count() < 2;
    let in_lines = |a: &&Area| document.text[a.start..a.end].lines().all(filled_once);
    let in_lines = areas.iter().filter(in_lines).count() * 2 > areas.len();
    let possible = |layout: &Layout| match layout {
        Layout::PipeRows | Layout::Pipes => pipes,
        Layout::TabRows => tabs,
        Layout::TabLines => tabs && in_lines,
        Layout::Commas => commas,
        _ => true,
    };
    let keeps = |layout: &Layout| {
        let as_many = |a: &Area| slots(document, a, *layout).len() == a.wanted;
        possible(layout) && *layout != Layout::Boxes && areas.iter().all(as_many)
    };
    if let Some(layout) = elsewhere.filter(keeps) {
        return layout;
    }
    let score = |layout: Layout| -> usize {
        let fits = |area: &Area| {
            let slots = slots(document, area, layout);
            let filled = filled(&slots);
            let number = |s: &Slot| is_value(&document.text[s.range.clone()]);
            let as_many = slots.len() == area.wanted || number_run(&slots).len() == area.wanted;
            match filled.iter().all(number) {
                true if as_many && layout != Layout::Blanks => 2,
                true if filled.len() == area.wanted && layout.may_pad() => 1,
                _ => 0,
            }
        };
        areas.iter().map(fits).sum()
    };
    let mut best = (Layout::Blanks, 0);
    for layout in Layout::TEXT.into_iter().filter(possible) {
        let score = score(layout);
        if score > best.1 {
            best = (layout, score);
        }
        // Three rows in four: the others may be damaged, and fit a looser layout by chance.
        let most = areas.len() > 4 && 2 * score >= 3 * areas.len();
        if most || score == 2 * areas.len() {
            break;
        }
    }
    best.0
}

/// The slots of every row, and whether most have more numbers than the form: then one that
/// has as many lacks one of them.
pub(super) fn fit_all(document: &Document, areas: &[Area], habit: &Habit) -> (Vec<Fit>, bool) {
    let (mut fits, mut crowded) = (Vec::new(), 0);
    for area in areas {
        let fit = fit(document, area, habit);
        crowded += usize::from(matches!(&fit, Fit::Misfit(found) if found.len() > area.wanted));
        fits.push(fit);
    }
    (fits, crowded * 2 > areas.len())
}

/// The slots of one area by the habit of its table. A digit that stands in
/// the area and in no slot makes it doubtful, whatever the count.
pub(super) fn fit(document: &Document, area: &Area, habit: &Habit) -> Fit {
    if is_elsewhere(document, area, habit) {
        return Fit::Misfit(filled(&slots(document, area, habit.layout)));
    }
    let slots = slots(document, area, habit.layout);
    let digits = |text: &str| text.chars().filter(|c| is_digit(*c)).count();
    let inside = |slots: &[Slot]| {
        slots
            .iter()
            .map(|s| digits(&document.text[s.range.clone()]))
            .sum::<usize>()
    };
    let printed = without_page_numbers(&document.text[area.start..area.end]);
    let pieces = printed
        .split_whitespace()
        .filter(|piece| !is_ordinal(piece));
    let all: usize = pieces.map(digits).sum();
    // In a real table other rows may stand below; but those of a blank row may be its own.
    let alone = |slots: &[Slot]| habit.layout == Layout::Boxes && !filled(slots).is_empty();
    let lost = |slots: &[Slot]| !alone(slots) && inside(slots) != all;
    match counted(document, area, habit, slots) {
        Fit::Slots(slots) if lost(&slots) => Fit::Misfit(filled(&slots)),
        Fit::Nothing if all > 0 || is_last(document, area) => Fit::Misfit(Vec::new()),
        fit => fit,
    }
}

/// Whether the numbers behind a label may be more than they seem, or those of another row.
pub(super) fn is_elsewhere(document: &Document, area: &Area, habit: &Habit) -> bool {
    parts_by_commas(document, area, habit) || is_behind_words(document, area, habit)
}

/// Whether a comma stands right behind the label, although the table has no commas between its
/// cells: those within `,246,246` may part thousands, or cells.
fn parts_by_commas(document: &Document, area: &Area, habit: &Habit) -> bool {
    let inside = &document.text[area.start..area.end];
    let behind = inside.strip_prefix([',', '，']);
    habit.layout != Layout::Commas && behind.is_some_and(|number| number.starts_with(is_digit))
}

/// Whether the numbers of table two stand on a line below the label, behind words that are no
/// explanation in brackets: then they may be those of a row that the form does not have. The
/// long labels of table three go on below.
fn is_behind_words(document: &Document, area: &Area, habit: &Habit) -> bool {
    const SHORT_LABELS: usize = 4;
    if habit.layout == Layout::Boxes || area.wanted > SHORT_LABELS {
        return false;
    }
    let inside = &document.text[area.start..area.end];
    let mut lines = inside.split('\n');
    if lines.next().is_none_or(|own| !own.trim().is_empty()) {
        return false;
    }
    let first = lines
        .find(|line| line.contains(is_digit))
        .unwrap_or_default();
    let words = first.split(is_digit).next().unwrap_or_default().trim();
    let letters = words.chars().filter(|c| c.is_alphabetic()).count();
    letters >= 3 && !words.starts_with(['（', '(']) && !words.ends_with(['）', ')'])
}

/// Whether the text ends with the area: then it may have been cut off.
fn is_last(document: &Document, area: &Area) -> bool {
    let is_blank = |c: char| c.is_whitespace() || matches!(c, CELL | ROW | TABLE);
    !area.before_label && document.text[area.end..].chars().all(is_blank)
}

fn counted(document: &Document, area: &Area, habit: &Habit, slots: Vec<Slot>) -> Fit {
    let filled = filled(&slots);
    let wanted = area.wanted;
    if slots.is_empty() {
        return Fit::Nothing;
    }
    let columns = habit.columns.iter().find(|c| c.len() == wanted);
    if !habit.other.is_empty() && habit.layout == Layout::Boxes {
        // Only the header tells which number is which.
        let slots = columns.and_then(|c| by_columns(&slots, c, habit));
        return slots.map_or(Fit::Misfit(filled), Fit::Slots);
    }
    if slots.len() == wanted {
        // Without separators of its own, a table lets a stray word pass for
        // a cell and shift the others, and several numbers pass for one.
        let text = |s: &Slot| &document.text[s.range.clone()];
        let words = slots.iter().any(|s| look(text(s)) == Look::Words);
        let doubtful = |s: &Slot| matches!(read_number(text(s), true), Numeral::Unsure(..));
        let torn = slots.iter().any(doubtful) && slots.iter().any(|s| s.range.is_empty());
        // The first may be what is left of the header's last line.
        let first = slots.first().is_some_and(|s| s.range.is_empty());
        let headed = first && filled.len() + 1 == wanted;
        let strays = !habit.layout.has_rows() && (words || torn || headed);
        // Where the numbers of other rows stand apart, some of these cells with a
        // gap among them are the blanks between: the row is short. Where the
        // document breaks off, only the place of other rows' numbers says it is not.
        let has_gap = slots.iter().any(|s| s.range.is_empty());
        let is_same = columns.is_some_and(|known| *known == self::columns(&slots));
        let apart = |known: &Columns| known.windows(2).any(|w| w[0].1 < w[1].0);
        let may_be_short = columns.is_some_and(apart) || is_last(document, area);
        let may_be_short = match habit.layout {
            Layout::Boxes => may_be_short || habit.is_grid,
            layout => layout.has_rows() && habit.is_grid,
        };
        let short = has_gap && !is_same && may_be_short;
        // An empty cell at the very end may be one that is not there any more.
        let ends_empty = slots.last().is_some_and(|s| s.range.is_empty());
        let may_be_cut = document.is_cut() || !habit.layout.has_rows();
        let may_be_cut = may_be_cut && is_last(document, area);
        // Nor is it one where full rows have such behind their last.
        let cut = ends_empty && (may_be_cut || habit.trailing > 0);
        // The digits of a row may be run together, with nothing behind.
        let digits = filled.first().map_or(0, |s| s.range.len());
        let glued = !habit.layout.has_rows() && ends_empty && filled.len() == 1 && digits >= wanted;
        return if strays || short || cut || glued {
            Fit::Misfit(slots)
        } else {
            Fit::Slots(slots)
        };
    }
    let value = |s: &Slot| is_value(&document.text[s.range.clone()]);
    let values = !habit.layout.has_rows() || filled.iter().all(value);
    if filled.len() == wanted && number_run(&slots).len() == wanted && values {
        return Fit::Slots(filled);
    }
    // What full rows have behind their last cell is none.
    let cells = slots.len() - habit.trailing.min(slots.len());
    let by_count = cells == wanted && slots[wanted..].iter().all(|s| s.range.is_empty());
    if by_count && !habit.layout.has_rows() {
        return Fit::Slots(slots[..wanted].to_vec());
    }
    if let Some(columns) = columns
        && let Some(row) = by_columns(&slots, columns, habit)
    {
        // By their count the numbers may be others.
        let other = by_count && habit.layout != Layout::Boxes && slots[..wanted] != row;
        return if other {
            Fit::Misfit(filled)
        } else {
            Fit::Slots(row)
        };
    }
    // The rest of a long label is no value; a short word may be one.
    let rest_of_label = |s: &Slot| {
        let text = &document.text[s.range.clone()];
        look(text) == Look::Words && text.chars().count() >= 4
    };
    if filled.iter().all(rest_of_label) && !habit.layout.has_rows() {
        return Fit::Nothing;
    }
    Fit::Misfit(filled)
}

/// The slots that stand in the columns of the full rows; none if a number
/// stands elsewhere or the row lacks a cell, which may be any of its cells.
fn by_columns(slots: &[Slot], columns: &[(usize, usize)], habit: &Habit) -> Option<Vec<Slot>> {
    let at = |wanted: &(usize, usize)| slots.iter().find(|s| s.columns == *wanted);
    let strays = slots.iter().any(|s| {
        !s.range.is_empty() && !columns.contains(&s.columns) && !habit.other.contains(&s.columns)
    });
    if strays {
        return None;
    }
    columns.iter().map(|c| at(c).cloned()).collect()
}

/// The slots from the first that is filled to the last.
fn number_run(slots: &[Slot]) -> &[Slot] {
    let filled = |s: &Slot| !s.range.is_empty();
    let (first, last) = (
        slots.iter().position(filled),
        slots.iter().rposition(filled),
    );
    first
        .zip(last)
        .map_or(&[], |(first, last)| &slots[first..=last])
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
const COMMAS: [char; 2] = [',', ';'];

/// Everything that stands in an area, cut by one layout. Words that are no
/// cell (the rest of a label, a page number) are left out where the count
/// would otherwise be wrong.
pub(super) fn slots(document: &Document, area: &Area, layout: Layout) -> Vec<Slot> {
    let text = &document.text;
    let mut rows = cut(document, area, layout);
    let mut slots = rows.remove(0);
    let word = |s: &Slot| look(&text[s.range.clone()]) == Look::Words;
    if layout.has_rows() && slots.len() < area.wanted {
        // A label may go on below: then its numbers may stand in that row, where
        // no other words do.
        let fits = |row: &Vec<Slot>| row.len() >= area.wanted && !row.iter().any(word);
        let mut below = rows.into_iter().filter(fits);
        // Word keeps an empty row below a table, to tell the widths of its columns.
        if let Some(only) = below.next()
            && below.all(|row| filled(&row).is_empty())
        {
            slots = only;
        }
    }
    if layout == Layout::Boxes {
        return slots;
    }
    drop_page_numbers(text, &mut slots);
    if slots.len() == area.wanted {
        return slots;
    }
    // Words are no cells where the numbers are all there without them; else
    // they may stand for one.
    // A sum between two rows has numbers of its own.
    let stands = |s: &&Slot| !word(s) || text[..s.range.end].ends_with("小计");
    let others: Vec<Slot> = slots.iter().filter(stands).cloned().collect();
    let all_there =
        number_run(&others).len() == area.wanted && filled(&others).len() == area.wanted;
    if all_there { others } else { slots }
}

/// The lines of a text that are no page number: `- 4 -`, `第4页`.
pub(super) fn without_page_numbers(text: &str) -> String {
    let lines = text.split('\n').filter(|line| !is_page_number(line.trim()));
    lines.collect::<Vec<_>>().join("\n")
}

fn is_page_number(text: &str) -> bool {
    const DASHES: [char; 4] = ['-', '—', '–', '－'];
    let digits = |t: &str| !t.is_empty() && t.bytes().all(|b| b.is_ascii_digit());
    let framed = text.starts_with(DASHES) && text.ends_with(DASHES);
    let page = text.strip_prefix('第').and_then(|t| t.split_once('页'));
    framed && digits(text.trim_matches(DASHES).trim())
        || page.is_some_and(|(number, _)| digits(number.trim()))
}

/// Takes out what stands on a line that is a page number.
fn drop_page_numbers(text: &str, slots: &mut Vec<Slot>) {
    slots.retain(|slot| {
        let start = text[..slot.range.start].rfind('\n').map_or(0, |at| at + 1);
        let end = text[slot.range.end..]
            .find('\n')
            .map_or(text.len(), |at| slot.range.end + at);
        !is_page_number(text[start..end].trim())
    });
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
        // The pipes that frame a line open no cell.
        for (at, row) in rows.iter_mut().enumerate() {
            row.pop_if(|last| last.range.is_empty());
            if at > 0 && row.first().is_some_and(|s| s.range.is_empty()) {
                row.remove(0);
            }
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
        last.pop_if(|last| !is_value(&text[last.range.clone()]) || !single);
    }
    rows
}

/// The first piece is the rest of the label; a number glued to it is a slot.
fn rest_of_label(text: &str, row: &mut Vec<Slot>) {
    let first = &mut row[0];
    let piece = &text[first.range.clone()];
    match piece.find(is_digit) {
        // A short word before a number belongs to it: 约20.
        Some(at) if look(&piece[at..]) == Look::Number => {
            if may_end_label(&piece[..at]) {
                first.range.start += at;
            }
        }
        _ => _ = row.remove(0),
    }
}

/// Whether what stands before a number can be the rest of a label.
pub(super) fn may_end_label(text: &str) -> bool {
    let text = text.trim_end();
    if text.contains(|c| is_digit(c) || "○◯〇".contains(c)) {
        // A number, or a nought that was drawn.
        return false;
    }
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    letters == 0 || letters >= 4 || text.ends_with(['）', ')', '”', '"', '：', ':'])
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
            row.push(slot(text, from..at, (column, column + 1)));
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

fn slot(text: &str, range: Range<usize>, columns: (usize, usize)) -> Slot {
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
            row.push(slot(text, from..to, (column, column + 1)));
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
                slots.push(slot(text, from..at + gap, (0, 0)));
                (from, at) = (next + 1, next + 1);
            }
            _ => at = line,
        }
    }
    slots.push(slot(text, from..area.end, (0, 0)));
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
                slots.push(slot(text, start..at, (0, 0)));
                from = None;
            }
            _ => {}
        }
    }
    if let Some(start) = from {
        slots.push(slot(text, start..area.end, (0, 0)));
    }
    // Unlike the other layouts this one has no piece for an empty rest.
    if !inside.starts_with(separates) || slots.is_empty() {
        return slots;
    }
    slots.insert(0, slot(text, area.start..area.start, (0, 0)));
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
            row.push(slot(text, start..at, (column, column + colspan)));
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

/// A row of numbers below that of the label, in a real table, where the row
/// of the label has its own: it belongs to no label of the form.
pub(super) fn rows_without_label(document: &Document, area: &Area) -> Option<Range<usize>> {
    if !document.text[area.line..area.end].contains(CELL) {
        return None;
    }
    let rows = boxes(document, area);
    let number = |s: &&Slot| look(&document.text[s.range.clone()]) == Look::Number;
    let full = |row: &&Vec<Slot>| row.iter().filter(number).count() >= area.wanted;
    if rows.first().is_none_or(|own| own.len() < area.wanted) {
        return None;
    }
    let row = rows.iter().skip(1).find(full)?;
    Some(row.first()?.range.start..row.last()?.range.end)
}
