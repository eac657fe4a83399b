//! The same picture as text for a terminal, in both languages.

use super::{CauseView, FindingView, PlaceView, View, name};
use crate::report::fields::{CellId, FORMS, Table};
use std::fmt::Write;

/// One checked report as text. The reading comes before the verdict.
#[must_use]
pub fn text(view: &View) -> String {
    let mut out = String::new();
    let agency = view.agency.as_deref().unwrap_or("（未识别单位）");
    let year = view
        .year
        .map_or_else(|| "（未识别年度）".to_owned(), |y| y.to_string());
    let form = view
        .form
        .map_or_else(|| "无表三".to_owned(), |f| format!("{f}年格式"));
    let reading = &view.reading;
    _ = writeln!(out, "{}  {agency}  {year}  {form}", view.source.name);
    _ = writeln!(
        out,
        "  读取 read {}  空白 blank {}  推定 inferred {}  未定 unsure {}  缺失 missing {}",
        reading.read, reading.blank, reading.inferred, reading.unsure, reading.missing
    );
    for problem in &view.problems {
        let line = problem
            .place
            .as_ref()
            .map_or_else(String::new, |p| format!(" ({})", place(p)));
        _ = writeln!(
            out,
            "  ! {}{line}\n    {}",
            problem.message, problem.message_en
        );
    }
    for (id, cell) in view.cells.iter().filter(|(_, c)| c.status == "unsure") {
        let line = cell
            .place
            .as_ref()
            .map_or_else(String::new, |p| format!("{} ", place(p)));
        let reason = cell.reason.as_deref().unwrap_or_default();
        _ = writeln!(out, "  ? {id}  {line}“{}”  {reason}", cell.raw);
    }
    let summary = &view.summary;
    let verdict = match (summary.fails, summary.undecided) {
        (0, _) if summary.errors > 0 => "有不符格式之处，请核对 does not follow the form",
        (0, 0) if summary.holds > 0 => "全部成立 all hold",
        (0, 0) => "没有可核对的关系 nothing to check",
        (0, _) => "未发现不一致 nothing fails",
        _ => "有不一致，请核对 does not add up",
    };
    _ = writeln!(
        out,
        "  {verdict}：成立 holds {}  不成立 fails {}  无法判断 undecided {}",
        summary.holds, summary.fails, summary.undecided
    );
    for (at, cause) in view.causes.iter().enumerate() {
        write_cause(&mut out, view, at, cause);
    }
    let undecided: Vec<&str> = view
        .findings
        .iter()
        .filter(|f| f.outcome == "undecided" && f.formula.is_some())
        .map(|f| f.instance.as_str())
        .collect();
    if !undecided.is_empty() {
        _ = writeln!(out, "    ? 无法判断 undecided: {}", undecided.join(" "));
    }
    let others = view.findings.iter().filter(|f| f.cause.is_none());
    for finding in others.filter(|f| f.outcome == "fails" || f.formula.is_none()) {
        write_finding(&mut out, view, finding);
    }
    write_residuals(&mut out, view);
    out
}

/// The cells that differ from the sum of the units.
fn write_residuals(out: &mut String, view: &View) {
    let compared = view.compared.iter();
    for residual in compared.flat_map(|c| &c.residuals) {
        _ = writeln!(
            out,
            "    Δ {}：{} − {} = {}",
            residual.cell, residual.printed, residual.sum, residual.difference
        );
    }
}

/// Where to look: in a workbook the address, on a page the page, else the line.
pub(super) fn place(place: &PlaceView) -> String {
    if let (Some(sheet), Some(address)) = (&place.sheet, &place.address) {
        return format!("{sheet}!{address}");
    }
    match place.page {
        Some(page) => format!("第{page}页 page {page}"),
        None => format!("第{}行 line {}", place.line, place.line),
    }
}

/// What fails for one reason, and at most three ways to mend it.
fn write_cause(out: &mut String, view: &View, number: usize, cause: &CauseView) {
    _ = writeln!(
        out,
        "  [{}] {}\n      {}",
        number + 1,
        cause.message,
        cause.message_en
    );
    for finding in cause
        .findings
        .iter()
        .filter_map(|at| view.findings.get(*at))
    {
        write_finding(out, view, finding);
    }
    for option in cause.options.iter().take(3) {
        _ = writeln!(out, "    → {}", option.certainty);
        for act in &option.acts {
            _ = writeln!(out, "      {}  {}", act.message, act.message_en);
            for change in act.changes.iter().filter_map(|at| option.changes.get(*at)) {
                let from = change
                    .from
                    .map_or_else(|| "（空白）".to_owned(), |v| v.to_string());
                _ = writeln!(
                    out,
                    "        {}  {from} → {}",
                    cell_name(view, change.cell),
                    change.to
                );
            }
        }
        for proof in option.proof.iter().filter(|p| p.before.0 != p.before.1) {
            let ((left, right), (after, same)) = (proof.before, proof.after);
            _ = writeln!(
                out,
                "        {}  {left} ≠ {right}  ⇒  {after} = {same}",
                proof.instance
            );
        }
    }
}

fn write_finding(out: &mut String, view: &View, finding: &FindingView) {
    let mark = if finding.outcome == "fails" && finding.severity != Some("hint") {
        '✗'
    } else {
        '·'
    };
    _ = write!(out, "    {mark} {}", finding.instance);
    if let Some(numbers) = &finding.formula {
        _ = write!(out, "  {}", shortened(numbers));
    }
    _ = writeln!(
        out,
        "\n      {}\n      {}",
        finding.message, finding.message_en
    );
    if let Some(at) = &finding.place {
        _ = writeln!(out, "      {}", place(at));
    }
    if let Some(reason) = &finding.waived {
        _ = writeln!(out, "      ✓ 已说明 waived: {reason}");
    }
    for change in &finding.proposed {
        _ = writeln!(
            out,
            "        {}  由关系推得 follows: {}",
            cell_name(view, change.cell),
            change.to
        );
    }
}

/// What the form that a report is on calls a cell.
pub(super) fn cell_name(view: &View, cell: CellId) -> String {
    let own = if cell.as_str().starts_with(Table::Disclosure.name()) {
        view.forms.disclosure
    } else {
        view.forms.requests
    };
    let own = FORMS.iter().filter(|form| own == Some(form.id));
    let mut forms = own.chain(FORMS.iter().rev());
    let found = forms.find_map(|form| Some((form, form.fields.iter().find(|f| f.id == cell)?)));
    found.map_or_else(
        || cell.to_string(),
        |(form, field)| name(form, field, false),
    )
}

/// A sum without its noughts: `1 + 0 + 0 = 2` is `1 ≠ 2`.
pub(super) fn shortened(numbers: &str) -> String {
    let side = |side: &str| {
        let parts: Vec<&str> = side.split(" + ").filter(|p| *p != "0").collect();
        if parts.is_empty() {
            "0".to_owned()
        } else {
            parts.join(" + ")
        }
    };
    match numbers.split_once(" = ") {
        Some((left, right)) => format!("{} ≠ {}", side(left), side(right)),
        None => numbers.to_owned(),
    }
}
