//! What part of a report a finding is about.

use crate::report::fields::CellId;
use crate::rules::family;

/// The parts that findings are sorted by, in the order of a report, with
/// their names in Chinese and in English.
pub const AREAS: [(&str, &str, &str); 7] = [
    ("disclosure", "表二", "Table 2"),
    ("requests", "表三", "Table 3"),
    ("remedies", "表四", "Table 4"),
    ("prose", "正文", "Text"),
    ("form", "格式", "Form"),
    ("years", "上年", "Last year"),
    ("units", "汇总", "Units"),
];

/// The part that a finding of this rule on these cells is about.
pub(super) fn area(rule: &'static str, cells: &[CellId]) -> &'static str {
    let of_cells = || {
        let table = cells.first()?.as_str().split('.').next()?;
        AREAS.iter().map(|a| a.0).find(|area| *area == table)
    };
    let named = AREAS.iter().map(|a| a.0).find(|area| *area == family(rule));
    // A blank total is one of its table.
    let named = named.filter(|_| rule != "form.blank");
    // A number out of sense is one of its cell.
    named.or_else(of_cells).unwrap_or("prose")
}
