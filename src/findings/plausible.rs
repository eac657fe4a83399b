//! Numbers that may be right, but would be odd.

use super::check::check_bounds;
use super::{Finding, InForce, number_repeated};
use crate::report::{Cell, Report};
use crate::rules::Holes;

/// What is odd about the numbers of one report: bounds that are broken, and what no bound says.
pub(super) fn check_plausibility(in_force: &InForce, report: &Report) -> Vec<Finding> {
    let mut all = check_bounds(in_force, report);
    all.extend(procurement(in_force, report));
    all.extend(rule_maker(in_force, report));
    all.extend(fees(in_force, report));
    number_repeated(&mut all);
    all
}

/// That a rule is broken by some cells; nothing where there are none.
fn about(
    in_force: &InForce,
    rule: &str,
    member: &str,
    cells: &[&Cell],
    holes: &Holes,
) -> Option<Finding> {
    cells.first()?;
    let finding = in_force.fails(rule, member, holes)?;
    Some(Finding {
        cells: cells.iter().map(|cell| cell.id).collect(),
        place: cells.iter().find_map(|cell| cell.place),
        ..finding
    })
}

fn cell<'a>(report: &'a Report, name: &str) -> Option<&'a Cell> {
    report.cells.iter().find(|cell| cell.id.as_str() == name)
}

/// Counties, townships and offices of cities make no 规章 (立法法 第九十一、九十三条).
fn rule_maker(in_force: &InForce, report: &Report) -> Option<Finding> {
    let agency = report.agency.as_deref().unwrap_or_default();
    let name = agency
        .trim_end_matches("人民政府")
        .trim_end_matches("办事处");
    let small = name.ends_with(['县', '乡', '镇', '旗']) || name.ends_with("街道");
    let office = agency.contains('市') && agency.ends_with('局') && !agency.contains("总局");
    if !small && !office {
        return None;
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
    let cells = names.iter().filter_map(|name| cell(report, name));
    let filled: Vec<&Cell> = cells.filter(|c| c.count().is_some_and(|n| n > 0)).collect();
    let holes = Holes::default().and("seen", agency);
    about(in_force, "plausible.regulations", "unit", &filled, &holes)
}

/// A county that charged ten billion has counted in 元.
fn fees(in_force: &InForce, report: &Report) -> Option<Finding> {
    const NAME: &str = "disclosure.fees.amount";
    const ODD: i64 = 1_000_000;
    let agency = report.agency.as_deref().unwrap_or_default();
    let level = agency
        .trim_end_matches("人民政府")
        .trim_end_matches("办事处");
    let small = level.contains(['县', '区', '镇', '乡', '旗']) || level.ends_with("街道");
    let cell = cell(report, NAME)?;
    let plain = (small && !cell.raw.contains(['元', '万'])).then_some(cell)?;
    let value = plain.count().filter(|value| *value >= ODD)?;
    let holes = Holes::default().and("seen", value);
    about(in_force, "plausible.fees", "unit", &[cell], &holes)
}

/// Something was bought exactly where something was paid.
fn procurement(in_force: &InForce, report: &Report) -> Option<Finding> {
    let names = ["items", "amount"].map(|column| format!("disclosure.procurement.{column}"));
    let [items, amount] = names.each_ref().map(|name| cell(report, name));
    let (items, amount) = items.zip(amount)?;
    let value = |cell: &Cell| cell.value.map(|value| value.digits);
    let (bought, paid) = value(items).zip(value(amount))?;
    let is_odd = bought >= 0 && paid >= 0 && (bought > 0) != (paid > 0);
    let cells: &[&Cell] = if is_odd { &[items, amount] } else { &[] };
    about(
        in_force,
        "plausible.procurement",
        "amount",
        cells,
        &Holes::default(),
    )
}
