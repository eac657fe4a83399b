//! What a workbook hides: left out of the tables, as its readers do not see
//! it, and told of, as somebody may have meant it to count.

use super::workbook::{Merge, Sheet, Workbook, has};
use crate::source::{Problem, Words};
use std::collections::BTreeSet;
use std::ops::RangeInclusive;

/// Leaves out hidden sheets, rows and columns, with a remark on each that
/// holds anything.
pub(super) fn leave_out(workbook: &mut Workbook) -> Vec<Problem> {
    let mut notes: Vec<Problem> = of_sheets(workbook).into_iter().collect();
    for sheet in workbook.sheets.iter_mut().filter(|sheet| !sheet.hidden) {
        merge_ranges(&mut sheet.hidden_rows);
        merge_ranges(&mut sheet.hidden_columns);
        show_merged(sheet);
        notes.extend(of_rows(sheet));
    }
    notes
}

/// Ranges in order, none touching another.
fn merge_ranges(ranges: &mut Vec<RangeInclusive<u32>>) {
    ranges.retain(|range| !range.is_empty());
    ranges.sort_by_key(|range| *range.start());
    let mut merged: Vec<RangeInclusive<u32>> = Vec::new();
    for range in ranges.drain(..) {
        match merged.last_mut() {
            Some(last) if *range.start() <= last.end().saturating_add(1) => {
                *last = *last.start()..=*last.end().max(range.end());
            }
            _ => merged.push(range),
        }
    }
    *ranges = merged;
}

/// The first number of a range that is not hidden.
fn first_shown(range: &RangeInclusive<u32>, hidden: &[RangeInclusive<u32>]) -> Option<u32> {
    let mut first = *range.start();
    let next = hidden.partition_point(|over| *over.start() <= first);
    let before = next.checked_sub(1).and_then(|at| hidden.get(at));
    if let Some(over) = before.filter(|over| over.contains(&first)) {
        first = over.end().saturating_add(1);
    }
    range.contains(&first).then_some(first)
}

/// The most rows of merged cells that are looked at in a sheet.
const MOST_ROWS: usize = 2_000_000;

/// Merged cells show one text at their first cell that is shown, and what
/// stands beneath them is not seen.
fn show_merged(sheet: &mut Sheet) {
    let rows: BTreeSet<u32> = sheet.cells.keys().map(|(row, _)| *row).collect();
    let mut shown: Vec<Merge> = Vec::new();
    let mut room = MOST_ROWS;
    for merge in std::mem::take(&mut sheet.merges) {
        let at = (*merge.rows.start(), *merge.columns.start());
        let text = sheet.cells.remove(&at);
        let unsaved = sheet.unsaved.remove(&at);
        for row in rows.range(merge.rows.clone()) {
            let Some(left) = room.checked_sub(1) else {
                return sheet.leave_out();
            };
            room = left;
            take_beneath(sheet, *row, &merge.columns);
        }
        let row = first_shown(&merge.rows, &sheet.hidden_rows);
        let column = first_shown(&merge.columns, &sheet.hidden_columns);
        let moved = row.zip(column);
        let to = moved.unwrap_or(at);
        if let Some(text) = text {
            sheet.cells.insert(to, text);
            if unsaved {
                sheet.unsaved.insert(to);
            }
        }
        if moved.is_some() {
            shown.push(Merge {
                rows: to.0..=*merge.rows.end(),
                columns: to.1..=*merge.columns.end(),
            });
        }
    }
    sheet.merges = shown;
}

fn take_beneath(sheet: &mut Sheet, row: u32, columns: &RangeInclusive<u32>) {
    let beneath = sheet
        .cells
        .range((row, *columns.start())..=(row, *columns.end()));
    let beneath: Vec<(u32, u32)> = beneath.map(|(at, _)| *at).collect();
    for at in beneath {
        sheet.cells.remove(&at);
        sheet.unsaved.remove(&at);
    }
}

fn of_sheets(workbook: &Workbook) -> Option<Problem> {
    let holds_any = |sheet: &&Sheet| !sheet.cells.is_empty() || sheet.too_large;
    let names = workbook.sheets.iter().filter(|sheet| sheet.hidden);
    let names = names.filter(holds_any);
    let names: Vec<&str> = names.map(|sheet| sheet.name.as_str()).collect();
    let (zh, en) = (names.join("”“"), names.join("”, “"));
    (!names.is_empty()).then(|| {
        note(
            format!("工作表“{zh}”是隐藏的，未读取；如需核对，请取消隐藏并保存"),
            format!("left out as hidden: sheet “{en}”; unhide it and save to have it checked"),
        )
    })
}

/// Takes the hidden cells out of a sheet.
fn of_rows(sheet: &mut Sheet) -> Option<Problem> {
    let (mut rows, mut columns) = (BTreeSet::new(), BTreeSet::new());
    let (hidden_rows, hidden_columns) = (&sheet.hidden_rows, &sheet.hidden_columns);
    sheet.cells.retain(|(row, column), _| {
        if has(hidden_rows, *row) {
            rows.insert(*row);
            return false;
        }
        let hidden = has(hidden_columns, *column);
        if hidden {
            columns.insert(*column);
        }
        !hidden
    });
    let cells = &sheet.cells;
    sheet.unsaved.retain(|at| cells.contains_key(at));
    let name = &sheet.name;
    let rows = listed(&rows, |row| row.to_string());
    let columns = listed(&columns, letters);
    let (zh, en) = match (rows.is_empty(), columns.is_empty()) {
        (true, true) => return None,
        (false, true) => (format!("第{rows}行"), format!("row {rows}")),
        (true, false) => (format!("第{columns}列"), format!("column {columns}")),
        (false, false) => (
            format!("第{rows}行、第{columns}列"),
            format!("row {rows} and column {columns}"),
        ),
    };
    Some(note(
        format!("工作表“{name}”的{zh}是隐藏的，未读取；如需核对，请取消隐藏并保存"),
        format!(
            "left out as hidden: {en} of sheet “{name}”; unhide them and save to have them checked"
        ),
    ))
}

fn note(zh: String, en: String) -> Problem {
    Problem {
        kind: "hidden_left_out".into(),
        words: Words::new(zh, en),
        place: None,
    }
}

/// The most ranges that a remark lists.
const MOST_LISTED: usize = 20;

/// Numbers as a person lists them: `3-5,9`.
fn listed(numbers: &BTreeSet<u32>, name: impl Fn(u32) -> String) -> String {
    let mut ranges: Vec<RangeInclusive<u32>> = numbers.iter().map(|n| *n..=*n).collect();
    merge_ranges(&mut ranges);
    let named = ranges.iter().take(MOST_LISTED).map(|range| {
        let (start, end) = (*range.start(), *range.end());
        if start == end {
            name(start)
        } else {
            format!("{}-{}", name(start), name(end))
        }
    });
    let more = if ranges.len() > MOST_LISTED {
        "…"
    } else {
        ""
    };
    named.collect::<Vec<_>>().join(",") + more
}

/// The letters of a column.
///
/// 1 is A, 27 is AA.
pub(super) fn letters(column: u32) -> String {
    let mut letters = Vec::new();
    let mut left = column;
    while left > 0 {
        left -= 1;
        letters.push(char::from(b'A' + (left % 26) as u8));
        left /= 26;
    }
    letters.iter().rev().collect()
}
