//! What part of a report a finding is about, and how much there is to do.

use super::{CauseView, FindingView, View};
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

/// How many findings fail in each part; none where that was not checked: its
/// table is missing, or no report stood beside this one.
#[must_use]
pub fn areas(view: &View) -> [Option<usize>; AREAS.len()] {
    let compared = view.compared.as_ref();
    let tables = &view.reading.tables;
    let found = |state| state == "found";
    let is_checked = [
        found(tables.disclosure),
        found(tables.requests),
        found(tables.remedies),
        true,
        true,
        compared.is_some_and(|c| c.last_year.is_some()),
        compared.is_some_and(|c| !c.units.is_empty()),
    ];
    let mut counts = is_checked.map(|checked| checked.then_some(0));
    for finding in view.findings.iter().filter(|f| f.waived.is_none()) {
        let at = AREAS.iter().position(|(area, ..)| *area == finding.area);
        if let (Some(at), true) = (
            at,
            finding.outcome == "fails" || !finding.proposed.is_empty(),
        ) {
            counts[at] = Some(counts[at].unwrap_or(0) + 1);
        }
    }
    counts
}

/// How many things there are to do about a report: the slips of the best
/// correction of each cause, and each other failure or blank total. Hints and
/// what is waived ask for nothing.
///
/// ```
/// use gouji::{check, source::Source, view::acts};
/// assert_eq!(acts(&check(Source { name: "novel.txt", text: "Call me Ishmael." })), 0);
/// ```
#[must_use]
pub fn acts(view: &View) -> usize {
    let of_causes =
        open_causes(view).map(|c| c.options.first().map_or(c.at_least, |o| o.acts.len()));
    let others = view.findings.iter().filter(|f| f.waived.is_none());
    let others = others.filter(|f| f.cause.is_none() && asks(f)).count();
    of_causes.sum::<usize>() + others
}

/// The causes with a finding that is not waived.
pub(super) fn open_causes(view: &View) -> impl Iterator<Item = &CauseView> {
    view.causes.iter().filter(|cause| {
        let mut own = cause
            .findings
            .iter()
            .filter_map(|at| view.findings.get(*at));
        own.any(|finding| finding.waived.is_none())
    })
}

/// Whether a finding without a cause is something to do.
fn asks(finding: &FindingView) -> bool {
    !finding.proposed.is_empty() || finding.outcome == "fails" && finding.severity != "hint"
}
