//! Numbers that may be right, but would be odd.

use super::form::{count, id, note};
use super::{Findings, Note};
use crate::cells::Number;
use crate::report::Report;

/// Adds to the findings what is odd about the numbers of one report.
pub fn wonder(findings: &mut Findings, report: &Report) {
    let mut notes = Vec::new();
    negative(&mut notes, report);
    for row in ["regulations", "normative"] {
        in_force(&mut notes, report, row);
        public(&mut notes, report, row);
    }
    rule_maker(&mut notes, report);
    fees(&mut notes, report);
    for row in ["licensing", "other_services", "penalty", "coercion", "fees"] {
        items(&mut notes, report, row);
    }
    procurement(&mut notes, report);
    super::claims::number_repeated(&mut notes);
    findings.notes.extend(notes);
}

/// A note about some cells.
fn about(
    notes: &mut Vec<Note>,
    report: &Report,
    rule: &str,
    member: &str,
    cells: &[&str],
    holes: &[(&str, &str)],
) {
    let cells: Vec<_> = cells.iter().filter_map(|name| id(report, name)).collect();
    let place = cells.iter().find_map(|cell| report.cell(*cell)?.place);
    notes.extend(note(rule, member, holes, place).map(|n| Note { cells, ..n }));
}

/// Nothing can be counted below nought; 本年增/减 alone goes down.
fn negative(notes: &mut Vec<Note>, report: &Report) {
    let below = |c: &&crate::report::Cell| {
        c.value.is_some_and(|v| v.digits < 0) && !c.id.as_str().ends_with(".change")
    };
    for cell in report.cells.iter().filter(below) {
        let name = cell.id.as_str();
        about(
            notes,
            report,
            "plausible.negative",
            name,
            &[name],
            &[("{seen}", &cell.raw)],
        );
    }
}

/// What was issued this year and not repealed is in force.
fn in_force(notes: &mut Vec<Note>, report: &Report, row: &str) {
    let names =
        ["issued", "repealed", "in_force"].map(|column| format!("disclosure.{row}.{column}"));
    let [Some(issued), Some(repealed), Some(valid)] =
        names.each_ref().map(|name| count(report, name))
    else {
        return;
    };
    if valid < issued - repealed {
        let holes = [issued, repealed, valid].map(|n| n.to_string());
        let holes = [
            ("{issued}", holes[0].as_str()),
            ("{repealed}", &holes[1]),
            ("{valid}", &holes[2]),
        ];
        about(
            notes,
            report,
            "plausible.in_force",
            row,
            &[&names[0], &names[1], &names[2]],
            &holes,
        );
    }
}

/// What was published this year is public.
fn public(notes: &mut Vec<Note>, report: &Report, row: &str) {
    let names = ["published", "public_total"].map(|column| format!("disclosure.{row}.{column}"));
    let (Some(new), Some(all)) = (count(report, &names[0]), count(report, &names[1])) else {
        return;
    };
    if all < new {
        let holes = [("{new}", &*new.to_string()), ("{all}", &all.to_string())];
        about(
            notes,
            report,
            "plausible.public_total",
            row,
            &[&names[0], &names[1]],
            &holes,
        );
    }
}

/// Counties, townships and offices of cities make no 规章 (立法法 第九十一、九十三条).
fn rule_maker(notes: &mut Vec<Note>, report: &Report) {
    let agency = report.agency.as_deref().unwrap_or_default();
    let name = agency
        .trim_end_matches("人民政府")
        .trim_end_matches("办事处");
    let small = name.ends_with(['县', '乡', '镇', '旗']) || name.ends_with("街道");
    let office = agency.contains('市') && agency.ends_with('局') && !agency.contains("总局");
    if !small && !office {
        return;
    }
    let columns = [
        "issued",
        "repealed",
        "in_force",
        "made",
        "published",
        "public_total",
    ];
    let names = columns.map(|column| format!("disclosure.regulations.{column}"));
    let filled: Vec<&str> = names
        .iter()
        .map(String::as_str)
        .filter(|n| count(report, n).is_some_and(|v| v > 0))
        .collect();
    if !filled.is_empty() {
        about(
            notes,
            report,
            "plausible.regulations",
            "unit",
            &filled,
            &[("{seen}", agency)],
        );
    }
}

/// A county that charged ten billion has counted in 元.
fn fees(notes: &mut Vec<Note>, report: &Report) {
    const NAME: &str = "disclosure.fees.amount";
    const ODD: i64 = 1_000_000;
    let agency = report.agency.as_deref().unwrap_or_default();
    let level = agency
        .trim_end_matches("人民政府")
        .trim_end_matches("办事处");
    let small = level.contains(['县', '区', '镇', '乡', '旗']) || level.ends_with("街道");
    let cell = id(report, NAME).and_then(|id| report.cell(id));
    let plain = cell.filter(|c| small && !c.raw.contains(['元', '万']));
    let odd = plain
        .and_then(|c| c.value)
        .and_then(Number::whole)
        .filter(|v| *v >= ODD);
    if let Some(value) = odd {
        about(
            notes,
            report,
            "plausible.fees",
            "unit",
            &[NAME],
            &[("{seen}", &value.to_string())],
        );
    }
}

/// Last year's items and the change make this year's, which are not below nought.
fn items(notes: &mut Vec<Note>, report: &Report, row: &str) {
    let names = ["previous_items", "change"].map(|column| format!("disclosure.{row}.{column}"));
    let (Some(before), Some(change)) = (count(report, &names[0]), count(report, &names[1])) else {
        return;
    };
    if before >= 0 && before + change < 0 {
        let holes = [
            ("{before}", &*before.to_string()),
            ("{change}", &change.to_string()),
        ];
        about(
            notes,
            report,
            "plausible.items",
            row,
            &[&names[0], &names[1]],
            &holes,
        );
    }
}

/// Something was bought exactly where something was paid.
fn procurement(notes: &mut Vec<Note>, report: &Report) {
    let names = [
        "disclosure.procurement.items",
        "disclosure.procurement.amount",
    ];
    let value = |name: &str| report.cell(id(report, name)?)?.value.map(|v| v.digits);
    let (Some(items), Some(amount)) = (value(names[0]), value(names[1])) else {
        return;
    };
    if items >= 0 && amount >= 0 && (items > 0) != (amount > 0) {
        about(
            notes,
            report,
            "plausible.procurement",
            "amount",
            &names,
            &[],
        );
    }
}
