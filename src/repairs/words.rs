//! Errors and causes in the words of a clerk.

#![expect(
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "what is explained has an edit, and digits are ASCII"
)]

use super::error_patterns::ErrorPattern;
use super::sheet::{Edit, Sheet};
use super::{Certainty, Reason};
use crate::report::fields::Label;
use crate::source::Words;

/// What happened, for one error.
pub(super) fn act(sheet: &Sheet, edits: &[Edit], pattern: &ErrorPattern) -> Words {
    let own: Vec<Edit> = pattern.edits.iter().map(|&at| edits[at]).collect();
    let [first, .., last] = own[..] else {
        return match own[..] {
            [edit] => one_cell(sheet, pattern.reason, &edit),
            _ => Words::default(),
        };
    };
    let (row, column) = (row(sheet, first.row), column(sheet, first.column));
    let in_row = first.row == last.row;
    let line = if in_row { row.clone() } else { column.clone() };
    match pattern.reason {
        Reason::TotalNotFilled if in_row => both(
            format!("{}未按列填写", row.zh),
            format!("{} was not filled in column by column", row.en),
        ),
        Reason::TotalNotFilled => {
            both("“总计”一列未填写", "The column of totals was not filled in")
        }
        Reason::TotalNotRefreshed if in_row => both(
            format!("{}没有随各项更新", row.zh),
            format!("{} was not brought up to date with its items", row.en),
        ),
        Reason::TotalNotRefreshed => both(
            "“总计”一列没有随各项更新",
            "The column of totals was not brought up to date",
        ),
        Reason::RowShifted | Reason::ColumnShifted => shifted(sheet, &own, in_row, &line),
        Reason::Swapped | Reason::WrongCell => {
            pair(sheet, pattern.reason, [&first, &last], in_row, &line)
        }
        Reason::RowsSwapped => {
            let other = self::row(sheet, last.row);
            both(
                format!("{}与{}两行互换", row.zh, other.zh),
                format!(
                    "Rows {} and {} stand in each other’s place",
                    row.en, other.en
                ),
            )
        }
        Reason::ColumnsSwapped => both(
            "相邻两列互换",
            "Two neighbouring columns stand in each other’s place",
        ),
        Reason::RowsShifted => both(
            format!("自{}起各行错了一行", row.zh),
            format!("From {} on, rows stand one place off", row.en),
        ),
        Reason::ColumnsShifted => both(
            format!("自{}起各列错了一列", column.zh),
            format!("From {} on, columns stand one place off", column.en),
        ),
        Reason::LeftOver
            if sheet
                .last_year(first.row)
                .is_some_and(|last| own.iter().all(|edit| last[edit.column] == edit.was())) =>
        {
            both(
                format!("{}一行仍是上年的数", row.zh),
                format!("Row {} still holds last year’s figures", row.en),
            )
        }
        Reason::LeftOver => both(
            format!("{}一行与其他各行对不上，可能是上年或模板中的旧数", row.zh),
            format!(
                "Row {} does not fit the others: figures left over from last year or a template",
                row.en
            ),
        ),
        Reason::CountedTwice => both(
            format!("{}的件数在别处已经计入，重复计算", row.zh),
            format!("The requests in {} are already counted elsewhere", row.en),
        ),
        Reason::CarryNotFilled => both(
            format!("{}漏填", row.zh),
            format!("{} was left out", row.en),
        ),
        Reason::RowNotFilled => both(
            format!("{}一行漏填", row.zh),
            format!("Row {} was left out", row.en),
        ),
        Reason::EntryWrong => both(
            format!("{}{}应为{}，总计也随之算错", row.zh, column.zh, first.new),
            format!(
                "{}, {} should be {}, and its total followed the error",
                row.en, column.en, first.new
            ),
        ),
        Reason::CellSplit => both(
            format!("{}一行：{}被拆到了两格", row.zh, first.new),
            format!("Row {}: {} was cut into two cells", row.en, first.new),
        ),
        _ => both(
            format!("{}应为{}", line.zh, first.new),
            format!("{} should be {}", line.en, first.new),
        ),
    }
}

/// What happened to one cell alone.
fn one_cell(sheet: &Sheet, reason: Reason, edit: &Edit) -> Words {
    let (row, column) = (row(sheet, edit.row), column(sheet, edit.column));
    let (zh, en) = match reason {
        Reason::TotalNotFilled => ("未填写", "was not filled in"),
        Reason::TotalNotRefreshed => (
            "没有随各项更新",
            "was not brought up to date with its items",
        ),
        Reason::DigitReplaced => ("错了一个数字", "has one wrong digit"),
        Reason::DigitDropped => ("少写了一个数字", "lacks a digit"),
        Reason::DigitAdded => ("多写了一个数字", "has a digit too many"),
        Reason::DigitDoubled => ("重复写了一个数字", "has a digit typed twice"),
        Reason::DigitsTransposed => ("相邻两个数字写颠倒", "has two digits in each other’s place"),
        Reason::ZeroAdded => ("多写了一个0", "has a 0 too many"),
        Reason::ZeroDropped => ("少写了一个0", "lacks a 0"),
        Reason::NotFilled => ("漏填", "was left out"),
        Reason::Stray => ("误填", "should be empty"),
        Reason::Misread => ("的数字可作他读", "can be read otherwise"),
        _ => ("写错", "is wrong"),
    };
    let was = edit.old.map_or(both("空白", "blank"), |old| {
        both(old.to_string(), old.to_string())
    });
    both(
        format!("{}{}{zh}：{}应为{}", row.zh, column.zh, was.zh, edit.new),
        format!(
            "{}, {} {en}: {} should be {}",
            row.en, column.en, was.en, edit.new
        ),
    )
}

fn shifted(sheet: &Sheet, own: &[Edit], in_row: bool, line: &Words) -> Words {
    let next = |edit: &Edit| {
        if in_row {
            sheet.value(edit.row, edit.column + 1)
        } else {
            sheet.value(edit.row + 1, edit.column)
        }
    };
    let forward = own.iter().filter(|edit| edit.new == next(edit)).count() * 2 > own.len();
    let (zh, en) = match (in_row, forward) {
        (true, true) => ("右", "right"),
        (true, false) => ("左", "left"),
        (false, true) => ("下", "down"),
        (false, false) => ("上", "up"),
    };
    both(
        format!(
            "{}{}的数{zh}移了一格",
            line.zh,
            if in_row { "一行" } else { "一列" }
        ),
        format!("The numbers of {} stand one cell too far {en}", line.en),
    )
}

fn pair(sheet: &Sheet, reason: Reason, [a, b]: [&Edit; 2], in_row: bool, line: &Words) -> Words {
    let name = |edit: &Edit| {
        if in_row {
            column(sheet, edit.column)
        } else {
            row(sheet, edit.row)
        }
    };
    let (one, other) = (name(a), name(b));
    if reason == Reason::Swapped {
        return both(
            format!("{}：{}与{}两格互换", line.zh, one.zh, other.zh),
            format!(
                "{}: {} and {} stand in each other’s place",
                line.en, one.en, other.en
            ),
        );
    }
    let (count, from, to) = if a.difference() > 0 {
        (a.difference(), other, one)
    } else {
        (b.difference(), one, other)
    };
    both(
        format!("{}：{count}应填在{}，误填到{}", line.zh, to.zh, from.zh),
        format!(
            "{}: {count} belongs to {}, not to {}",
            line.en, to.en, from.en
        ),
    )
}

/// What to make of the options of a cause.
pub(super) fn cause(
    failing: usize,
    options: usize,
    at_least: usize,
    certainty: Option<Certainty>,
    decides: &Words,
) -> Words {
    match certainty {
        None => both(
            format!(
                "至少要改{at_least}格，才能使这{failing}条关系相符；表格可能整体错行、错列，或用了其他年度的格式，请先核对表格"
            ),
            format!(
                "At least {at_least} cells must change for these {failing} relations to hold; the table may be shifted, or from another form"
            ),
        ),
        Some(Certainty::Certain) => both(
            format!("只有一种最少的改法，改后这{failing}条关系全部相符"),
            format!("There is one smallest repair; with it all {failing} failing relations hold"),
        ),
        Some(Certainty::Likely) => both(
            format!(
                "第一种改法最有可能，改后这{failing}条关系全部相符；请对照{}核实",
                decides.zh
            ),
            format!(
                "The first repair is the most likely; with it all {failing} failing relations hold. Check it against {}",
                decides.en
            ),
        ),
        Some(Certainty::Open) => both(
            format!(
                "有{options}种可能的改法，仅凭本报告无法判定；请对照{}",
                decides.zh
            ),
            format!(
                "{options} repairs are possible and this report alone cannot decide; check {}",
                decides.en
            ),
        ),
    }
}

/// The name of a row: its group, and its label without explanations.
fn row(sheet: &Sheet, row: usize) -> Words {
    let row = sheet.row(row);
    let group = row.groups.last().filter(|_| {
        row.groups.len() > 1
            || row.label.zh.starts_with("复议后")
            || row.label.zh.starts_with("未经")
    });
    let own = plain(&row.label);
    match group {
        Some(group) => {
            let group = plain(group);
            both(
                format!("“{}{}”", group.zh, own.zh),
                format!("“{} – {}”", group.en, own.en),
            )
        }
        None => both(format!("“{}”", own.zh), format!("“{}”", own.en)),
    }
}

fn column(sheet: &Sheet, column: usize) -> Words {
    let label = plain(&sheet.column(column).label);
    both(format!("“{}”", label.zh), format!("“{}”", label.en))
}

fn plain(label: &Label) -> Words {
    let end = label
        .zh
        .char_indices()
        .skip(1)
        .find(|(_, c)| *c == '（')
        .map_or(label.zh.len(), |(at, _)| at);
    Words::new(&label.zh[..end], label.en)
}

fn both(zh: impl Into<String>, en: impl Into<String>) -> Words {
    Words::new(zh, en)
}
