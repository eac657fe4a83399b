//! The same picture as text for a terminal, in one language.

use super::words::state;
use super::{CauseView, ChangeView, EntryKind, FindingView, PlaceView, Verdict, View, name};
use crate::report::fields::{CellId, FORMS, Table};
use crate::source::Language;
use std::fmt::Write;

/// One checked report as text. The reading comes before the verdict.
#[must_use]
pub fn text(view: &View, language: Language) -> String {
    let mut out = String::new();
    write_reading(&mut out, view, language);
    let counts = counts(view, language);
    let (mark, word) = (view.verdict.mark(), view.verdict.word(language));
    _ = writeln!(out, "  {mark} {word}{}{counts}", language.pick("：", ": "));
    for entry in &view.entries {
        let cause = entry.cause.and_then(|at| Some((at, view.causes.get(at)?)));
        if let Some((at, cause)) = cause {
            write_cause(&mut out, view, at, cause, language);
            continue;
        }
        let own = entry
            .findings
            .iter()
            .filter_map(|at| view.findings.get(*at));
        for finding in own.filter(|f| entry.kind != EntryKind::Undecided || f.formula.is_none()) {
            write_finding(&mut out, view, finding, language);
        }
    }
    let undecided = view.findings.iter();
    let undecided = undecided.filter(|f| f.outcome == "undecided" && f.formula.is_some());
    let undecided: Vec<&str> = undecided.map(|f| f.instance.as_str()).collect();
    if !undecided.is_empty() {
        let word = state("undecided", language);
        let colon = language.pick("：", ": ");
        _ = writeln!(out, "    ? {word}{colon}{}", undecided.join(" "));
    }
    write_residuals(&mut out, view, language);
    out
}

fn write_reading(out: &mut String, view: &View, language: Language) {
    let (agency, year, form) = language.pick(
        ("（未识别单位）", "（未识别年度）", "无表三"),
        ("(agency not found)", "(year not found)", "no table 3"),
    );
    let agency = view.agency.as_deref().unwrap_or(agency);
    let year = view.year.map_or_else(|| year.to_owned(), |y| y.to_string());
    let form = view.form.map_or_else(
        || form.to_owned(),
        |f| language.pick(format!("{f}年格式"), format!("form of {f}")),
    );
    _ = writeln!(out, "{}  {agency}  {year}  {form}", view.source.name);
    let reading = &view.reading;
    for (name, count) in [
        ("read", reading.read),
        ("blank", reading.blank),
        ("inferred", reading.inferred),
        ("unsure", reading.unsure),
        ("missing", reading.missing),
    ] {
        _ = write!(out, "  {} {count}", state(name, language));
    }
    out.push('\n');
    for problem in &view.problems {
        let at = problem.place.as_ref();
        let at = at.map_or_else(String::new, |at| format!(" ({})", place(at, language)));
        let message = language.pick(&problem.message, &problem.message_en);
        _ = writeln!(out, "  ! {message}{at}");
    }
    for (id, cell) in view.cells.iter().filter(|(_, c)| c.status == "unsure") {
        let at = cell.place.as_ref();
        let at = at.map_or_else(String::new, |at| format!("{} ", place(at, language)));
        let reason = language.pick(&cell.reason, &cell.reason_en);
        let reason = reason.as_deref().unwrap_or_default();
        let name = cell_name(view, *id, language);
        _ = writeln!(out, "  ? {name}  {at}“{}”  {reason}", cell.raw);
    }
}

/// How many relations agree, and how much else there is.
fn counts(view: &View, language: Language) -> String {
    if view.verdict == Verdict::Unread {
        let words = language.pick("没有可核对的表", "there is no table to check");
        return words.to_owned();
    }
    let summary = &view.summary;
    let holds = summary.holds;
    if view.verdict == Verdict::Holds {
        let all = language.pick(
            format!("{holds}条关系都相符"),
            format!("all {holds} relations agree"),
        );
        if summary.hints == 0 {
            return all;
        }
        return format!("{all}  {} {}", state("hint", language), summary.hints);
    }
    let mut out = format!("{} {holds}", language.pick("相符", "agree"));
    for (name, count) in [
        ("error", summary.errors),
        ("warning", summary.warnings),
        ("hint", summary.hints),
        ("undecided", summary.undecided),
    ] {
        _ = write!(out, "  {} {count}", state(name, language));
    }
    out
}

/// The cells that differ from the sum of the units.
fn write_residuals(out: &mut String, view: &View, language: Language) {
    let compared = view.compared.iter();
    for residual in compared.flat_map(|c| &c.residuals) {
        let name = cell_name(view, residual.cell, language);
        let colon = language.pick("：", ": ");
        let (printed, sum, difference) = (residual.printed, residual.sum, residual.difference);
        _ = writeln!(out, "    Δ {name}{colon}{printed} − {sum} = {difference}");
    }
}

/// Where to look: in a workbook the address, on a page the page, else the line.
pub(super) fn place(place: &PlaceView, language: Language) -> String {
    if let (Some(sheet), Some(address)) = (&place.sheet, &place.address) {
        return format!("{sheet}!{address}");
    }
    let line = place.line;
    place.page.map_or_else(
        || language.pick(format!("第{line}行"), format!("line {line}")),
        |page| language.pick(format!("第{page}页"), format!("page {page}")),
    )
}

/// What fails for one reason, and at most three ways to correct it.
fn write_cause(out: &mut String, view: &View, number: usize, cause: &CauseView, to: Language) {
    let message = to.pick(&cause.message, &cause.message_en);
    _ = writeln!(out, "  [{}] {message}", number + 1);
    let findings = cause.findings.iter();
    for finding in findings.filter_map(|at| view.findings.get(*at)) {
        write_finding(out, view, finding, to);
    }
    for option in cause.options.iter().take(3) {
        _ = writeln!(out, "    → {}", state(option.certainty, to));
        for act in &option.acts {
            _ = writeln!(out, "      {}", to.pick(&act.message, &act.message_en));
            for change in act.changes.iter().filter_map(|at| option.changes.get(*at)) {
                let [cell, from, value] = change_words(view, change, to);
                _ = writeln!(out, "        {cell}  {from} → {value}");
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

fn write_finding(out: &mut String, view: &View, finding: &FindingView, language: Language) {
    let mark = if finding.outcome == "fails" && finding.severity != Some("hint") {
        '✗'
    } else {
        '·'
    };
    _ = write!(out, "    {mark} {}", finding.instance);
    if let Some(numbers) = &finding.formula {
        _ = write!(out, "  {}", shortened(numbers));
    }
    let message = language.pick(&finding.message, &finding.message_en);
    _ = writeln!(out, "\n      {message}");
    if let Some(at) = &finding.place {
        _ = writeln!(out, "      {}", place(at, language));
    }
    if let Some(reason) = &finding.waived {
        let words = language.pick("已核对无误（说明：", "checked and right (");
        _ = writeln!(out, "      ✓ {words}{reason}{}", language.pick("）", ")"));
    }
    for change in &finding.proposed {
        let [cell, _, to] = change_words(view, change, language);
        let follows = language.pick("由关系推得：", "follows from the relations: ");
        _ = writeln!(out, "        {cell}  {follows}{to}");
    }
}

/// A change in words: the cell, what it holds, what it should hold.
pub(super) fn change_words(view: &View, change: &ChangeView, language: Language) -> [String; 3] {
    let from = change.from;
    let from = from.map_or_else(|| empty(language).to_owned(), |n| n.to_string());
    let cell = cell_name(view, change.cell, language);
    [cell, from, change.to.to_string()]
}

/// What stands for a cell that holds nothing.
pub(super) fn empty(language: Language) -> &'static str {
    language.pick("（空白）", "(blank)")
}

/// What the form that a report is on calls a cell.
pub(super) fn cell_name(view: &View, cell: CellId, language: Language) -> String {
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
        |(form, field)| name(form, field, language == Language::English),
    )
}

/// A sum without its zeros: `1 + 0 + 0 = 2` is `1 ≠ 2`.
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
