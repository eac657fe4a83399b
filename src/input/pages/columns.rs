//! Columns without rulings: two pages side by side on one, and tables that
//! are told by where their numbers stand.

#![expect(
    clippy::indexing_slicing,
    reason = "rows and labels are numbered within the zone that holds them"
)]

use super::blocks::{Block, Cell, Part, Text, begins};
use super::lines::{self, Line, Run};
use super::{Area, POINT, Page, Unit};

/// The lines of a part of a page without rulings, as text or tables.
pub(super) fn blocks(number: usize, lines: &[Line]) -> Vec<Block> {
    let rows: Vec<Row> = lines.iter().map(Row::new).collect();
    let mut blocks = Vec::new();
    let mut at = 0;
    while at < rows.len() {
        match zone(&rows, at) {
            Some(zone) if at >= zone.first => {
                match zone.part(number, &rows) {
                    Some(part) => blocks.push(Block::Table(part)),
                    None => blocks.extend(lines[at..zone.end].iter().map(|l| text(number, l))),
                }
                at = zone.end;
            }
            zone => {
                let until = zone.map_or(rows.len(), |zone| zone.first);
                blocks.extend(lines[at..until].iter().map(|line| text(number, line)));
                at = until;
            }
        }
    }
    blocks
}

/// A line as text, with a tab for a wide gap. No number has its digits so far
/// apart as columns are.
fn text(page: usize, line: &Line) -> Block {
    let runs = lines::runs(line, 120, 60);
    let parts: Vec<String> = runs.into_iter().map(|r| r.text).collect();
    Block::Line(Text {
        words: parts.join("\t"),
        area: line.area,
        page,
    })
}

/// A printed line: what stands before its numbers, and the numbers.
#[derive(Debug)]
struct Row {
    labels: Vec<Run>,
    numbers: Vec<Run>,
    area: Area,
    size: Unit,
    /// Whether words stand behind a number.
    mixed: bool,
}

impl Row {
    fn new(line: &Line) -> Self {
        let mut labels = lines::runs(line, 80, 25);
        let size = labels.iter().map(|r| r.size).max().unwrap_or(0);
        let words = labels.iter().rposition(|r| !is_number(&r.text));
        let numbers = labels.split_off(words.map_or(0, |at| at + 1));
        Self {
            mixed: labels.iter().any(|r| is_number(&r.text)),
            labels,
            numbers,
            area: line.area,
            size,
        }
    }

    fn is_anchor(&self) -> bool {
        self.numbers.len() >= 3 && !self.mixed
    }
}

/// A number as cells have it, or a mark for none.
fn is_number(text: &str) -> bool {
    let known = |c: char| c.is_ascii_digit() || ".,-—–/０１２３４５６７８９".contains(c);
    text.chars().all(known) && text.len() <= 24
}

/// Rows under one another whose numbers stand in the same columns.
struct Zone {
    first: usize,
    end: usize,
    /// Left and right of each column of numbers.
    columns: Vec<(Unit, Unit)>,
}

/// The next such rows from a line on; none where there are no two.
fn zone(rows: &[Row], from: usize) -> Option<Zone> {
    let mut start = from;
    loop {
        let anchor = start + rows[start..].iter().position(Row::is_anchor)?;
        let left = rows[anchor].numbers.first()?.area.left;
        let is_label =
            |row: &Row, left: Unit| row.numbers.is_empty() && !row.mixed && row.area.right <= left;
        let near = |above: &Row, below: &Row| {
            let apart = below.area.bottom.saturating_sub(above.area.bottom);
            apart <= above.size.max(below.size).saturating_mul(4)
        };
        let mut end = anchor + 1;
        let mut least = left;
        while let Some(row) = rows.get(end).filter(|row| near(&rows[end - 1], row)) {
            let numbers = row.numbers.first().map(|run| run.area.left);
            let label_right = row.labels.last().map_or(Unit::MIN, |run| run.area.right);
            if row.mixed || label_right > least || numbers.is_none() && !is_label(row, least) {
                break;
            }
            least = least.min(numbers.unwrap_or(least));
            end += 1;
        }
        let mut first = anchor;
        while first > from
            && is_label(&rows[first - 1], least)
            && near(&rows[first - 1], &rows[first])
            && rows[first - 1].labels.len() == 1
        {
            first -= 1;
        }
        while end > anchor + 1 && rows[end - 1].numbers.is_empty() && !near_text(rows, end - 1) {
            end -= 1;
        }
        if rows[anchor..end].iter().filter(|r| r.is_anchor()).count() >= 2 {
            let columns = number_columns(&rows[first..end]);
            return Some(Zone {
                first,
                end,
                columns,
            });
        }
        start = end;
    }
}

/// Whether a line of words stands as near to the line above as writing that
/// goes on does.
fn near_text(rows: &[Row], at: usize) -> bool {
    let Some(above) = at.checked_sub(1).and_then(|above| rows.get(above)) else {
        return false;
    };
    let apart = rows[at].area.bottom.saturating_sub(above.area.bottom);
    apart <= rows[at].size.saturating_mul(2)
}

/// The columns that numbers stand in: what overlaps, over all rows.
fn number_columns(rows: &[Row]) -> Vec<(Unit, Unit)> {
    let mut spans: Vec<(Unit, Unit)> = rows
        .iter()
        .flat_map(|row| &row.numbers)
        .map(|run| (run.area.left, run.area.right))
        .collect();
    spans.sort_unstable();
    let mut columns: Vec<(Unit, Unit)> = Vec::new();
    for (left, right) in spans {
        match columns.last_mut() {
            Some(last) if left < last.1 => last.1 = last.1.max(right),
            _ => columns.push((left, right)),
        }
    }
    columns
}

/// A label: lines that go on, one under the other.
#[derive(Debug)]
struct Label {
    text: String,
    area: Area,
    size: Unit,
    last: Area,
    /// Whether numbers stand beside one of its lines.
    numbered: bool,
}

impl Zone {
    /// The table; none where the label of some numbers cannot be told.
    fn part(&self, page: usize, rows: &[Row]) -> Option<Part> {
        let rows = &rows[self.first..self.end];
        let numbers_left = self.columns.first().map_or(0, |c| c.0);
        let area = rows
            .iter()
            .fold(rows[0].area, |all, row| all.around(row.area));
        let labels = labels(rows);
        let mut table: Vec<(Unit, Vec<Cell>)> = Vec::new();
        let middle = Unit::midpoint(area.left, numbers_left);
        let anchors: Vec<&Row> = rows.iter().filter(|r| !r.numbers.is_empty()).collect();
        let mut used = vec![false; labels.len()];
        for row in anchors {
            let own = item(&labels, row)?;
            if std::mem::replace(&mut used[own], true) {
                return None;
            }
            let mut cells = self.numbers(page, row, area);
            cells.insert(
                0,
                Self::label(page, &labels[own], area, middle, numbers_left),
            );
            table.push((row.area.bottom, cells));
        }
        for (own, label) in labels.iter().enumerate().filter(|(own, _)| !used[*own]) {
            let beside = labels.iter().enumerate().any(|(other, l)| {
                other != own && l.area.left >= label.area.right && overlap(l.area, label.area)
            });
            let mut cells = vec![Self::label(page, label, area, middle, numbers_left)];
            if !beside {
                // A label of a row of its own: nothing is printed in its cells.
                cells.extend(self.numbers(page, &nothing(label), area));
            }
            table.push((label.area.bottom, cells));
        }
        table.sort_by_key(|(bottom, cells)| (*bottom, cells.first().map(|c| c.area.left)));
        Some(Part {
            page,
            columns: self.edges(area, middle, numbers_left),
            rows: table.into_iter().map(|(_, cells)| cells).collect(),
            area,
            closed: (true, true),
        })
    }

    fn edges(&self, area: Area, middle: Unit, numbers_left: Unit) -> Vec<Unit> {
        let mut edges = vec![
            area.left.min(numbers_left - 2 * POINT),
            middle,
            numbers_left,
        ];
        edges.extend(self.columns.windows(2).map(|pair| pair[1].0));
        edges.push(area.right.max(self.columns.last().map_or(0, |c| c.1)));
        edges
    }

    /// The cell of a label: left of the middle for one that others stand beside.
    fn label(page: usize, label: &Label, area: Area, middle: Unit, right: Unit) -> Cell {
        let left = area.left.min(right - 2 * POINT);
        let short = label.area.right <= middle;
        let (left, right) = match (short, label.area.left >= middle) {
            (true, _) => (left, middle),
            (_, true) => (middle, right),
            _ => (left, right),
        };
        Cell {
            text: label.text.clone(),
            page,
            area: Area {
                left,
                top: label.area.top,
                right,
                bottom: label.area.bottom,
            },
            full: false,
        }
    }

    /// The cells of a row's numbers, empty ones too.
    fn numbers(&self, page: usize, row: &Row, area: Area) -> Vec<Cell> {
        let mut cells = Vec::new();
        for (at, (left, right)) in self.columns.iter().enumerate() {
            let inside = |run: &&Run| run.area.left < *right && run.area.right > *left;
            let texts: Vec<&str> = row
                .numbers
                .iter()
                .filter(inside)
                .map(|r| r.text.as_str())
                .collect();
            let next = self
                .columns
                .get(at + 1)
                .map_or(area.right.max(*right), |c| c.0);
            cells.push(Cell {
                text: texts.join(" "),
                page,
                area: Area {
                    left: *left,
                    top: row.area.top,
                    right: next,
                    bottom: row.area.bottom,
                },
                full: false,
            });
        }
        cells
    }
}

fn nothing(label: &Label) -> Row {
    Row {
        labels: Vec::new(),
        numbers: Vec::new(),
        area: label.area,
        size: label.size,
        mixed: false,
    }
}

/// Joins the lines of labels. A line goes on below where it ends at the right
/// side of all labels and the next begins none. One of few letters only where
/// it begins with a number: the short ones without are rows of their own.
fn labels(rows: &[Row]) -> Vec<Label> {
    let runs = rows.iter().flat_map(|row| &row.labels);
    let right = runs.map(|run| run.area.right).max().unwrap_or(0);
    let mut labels: Vec<Label> = Vec::new();
    for row in rows {
        for run in &row.labels {
            let last = row.labels.last().is_some_and(|last| last.area == run.area);
            let numbered = last && !row.numbers.is_empty();
            let goes_on = |label: &&mut Label| {
                let pitch = run.area.bottom.saturating_sub(label.last.bottom);
                let full = right - label.last.right <= label.size.saturating_mul(5) / 2;
                let under = run.area.left < label.last.right && run.area.right > label.last.left;
                let long = label.last.width() >= label.size.saturating_mul(7);
                full && under
                    && (long || begins(&label.text))
                    && !(numbered && label.numbered)
                    && pitch > 0
                    && pitch <= label.size.saturating_mul(2)
                    && !begins(&run.text)
            };
            match labels.iter_mut().rev().find(goes_on) {
                Some(label) => {
                    label.text.push_str(&run.text);
                    label.area = label.area.around(run.area);
                    label.last = run.area;
                    label.numbered |= numbered;
                }
                None => labels.push(Label {
                    text: run.text.clone(),
                    area: run.area,
                    size: run.size,
                    last: run.area,
                    numbered,
                }),
            }
        }
    }
    labels
}

/// The label of a row of numbers: of those beside them, the one furthest right.
fn item(labels: &[Label], row: &Row) -> Option<usize> {
    let middle = row.area.middle().1;
    let middle = row
        .numbers
        .first()
        .map_or(middle, |run| run.area.middle().1);
    let beside = labels
        .iter()
        .enumerate()
        .filter(|(_, l)| (l.area.top..=l.area.bottom).contains(&middle));
    beside
        .max_by_key(|(own, l)| (l.area.left, *own))
        .map(|(own, _)| own)
}

fn overlap(one: Area, two: Area) -> bool {
    one.top < two.bottom && two.top < one.bottom
}

/// The two halves of a page that holds two side by side: a strip in its middle
/// is empty from top to bottom, and both sides are full of writing.
pub(super) fn halves(page: &Page) -> Option<[Page; 2]> {
    let body = (page.height / 100 * 8)..=(page.height / 100 * 92);
    let inside = |area: Area| body.contains(&area.middle().1);
    let mut spans: Vec<(Unit, Unit)> = page
        .glyphs
        .iter()
        .filter(|g| !g.letter.is_whitespace() && inside(g.area))
        .map(|g| (g.area.left, g.area.right))
        .collect();
    let level = page
        .rulings
        .iter()
        .filter(|r| !r.upright && body.contains(&r.at));
    spans.extend(level.map(|r| (r.from, r.to)));
    spans.sort_unstable();
    let middle = page.width / 100 * 40..=page.width / 100 * 60;
    let mut reached = spans.first()?.1;
    let mut strip: Option<(Unit, Unit)> = None;
    for (left, right) in spans {
        let wider = strip.is_none_or(|(from, to)| left - reached > to - from);
        if left > reached && middle.contains(&Unit::midpoint(reached, left)) && wider {
            strip = Some((reached, left));
        }
        reached = reached.max(right);
    }
    let (from, to) = strip?;
    if to - from < 15 * POINT {
        return None;
    }
    let cut = Unit::midpoint(from, to);
    let [left, right] = [true, false].map(|left| half(page, cut, left));
    (is_full(&left) && is_full(&right)).then_some([left, right])
}

fn half(page: &Page, cut: Unit, left: bool) -> Page {
    let mut half = page.clone();
    half.glyphs.retain(|g| (g.area.middle().0 < cut) == left);
    half.rulings.retain(|r| {
        let x = if r.upright {
            r.at
        } else {
            Unit::midpoint(r.from, r.to)
        };
        (x < cut) == left
    });
    half
}

/// Whether a half is written on over its width: most of its lines are long and
/// without gaps, or it holds a ruled table.
fn is_full(half: &Page) -> bool {
    let tables = super::grid::grids(&half.rulings);
    let lines = lines::lines(half.glyphs.clone());
    let Some(all) = lines.iter().map(|l| l.area).reduce(Area::around) else {
        return false;
    };
    let wide = |width: Unit| width.saturating_mul(10) >= all.width().saturating_mul(6);
    let ink = |line: &Line| {
        line.glyphs
            .iter()
            .map(|g| g.area.width())
            .fold(0, Unit::saturating_add)
    };
    let long = lines.iter().filter(|line| wide(ink(line))).count();
    tables
        .iter()
        .any(|t| wide(t.area.width()) && t.rows.len() > 3)
        || long >= 5 && long * 2 >= lines.len()
}
