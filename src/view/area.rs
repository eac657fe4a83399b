//! What part of a report a finding is about.

use crate::report::fields::CellId;

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
    let family = rule.split('.').next().unwrap_or_default();
    let of_cells = || {
        let table = cells.first()?.as_str().split('.').next()?;
        AREAS.iter().map(|a| a.0).find(|area| *area == table)
    };
    match family {
        // A blank total is one of its table; a number out of sense is one of its cell.
        "form" if rule == "form.blank" => of_cells().unwrap_or("form"),
        "plausible" => of_cells().unwrap_or("prose"),
        _ => AREAS
            .iter()
            .map(|a| a.0)
            .find(|area| *area == family)
            .unwrap_or("prose"),
    }
}
