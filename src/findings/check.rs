//! A report and the relations of its form become findings.

use super::{Checked, Findings, Outcome, Remark};
use crate::report::fields::{Form, Table};
use crate::report::{Report, Status};
use crate::rules::{Relation, Severity, Term, relations};
use crate::source::Words;
use std::fmt::Write;

/// Evaluates every relation of the tables that were found.
///
/// ```
/// use gouji::{findings::check, report::Report};
/// assert!(check(&Report::default()).relations.is_empty());
/// ```
#[must_use]
pub fn check(report: &Report) -> Findings {
    let mut findings = Findings::default();
    for table in Table::ALL {
        let Some(form) = report.follows(table) else {
            continue;
        };
        let of_table = relations(form).iter().filter(|r| r.table == table);
        findings
            .relations
            .extend(of_table.map(|r| evaluate(report, r)));
        findings.remarks.extend(blank_cells(report, table, form));
    }
    findings
}

fn evaluate(report: &Report, relation: &'static Relation) -> Checked {
    let (left, left_known) = sum(report, &relation.left);
    let (right, right_known) = sum(report, &relation.right);
    let known = left_known && right_known && !served(report, relation);
    let outcome = match (known, left == right) {
        (false, _) => Outcome::Undecided,
        (true, true) => Outcome::Holds,
        (true, false) => Outcome::Fails,
    };
    let mut numbers = String::new();
    if outcome != Outcome::Holds {
        print(&mut numbers, report, &relation.left);
        numbers.push_str(relation.sign.text());
        print(&mut numbers, report, &relation.right);
    }
    Checked {
        outcome,

        expected: known.then_some(left),
        actual: known.then_some(right),
        numbers,
        relation,
    }
}

/// The sum of one side, and whether all of it is known.
fn sum(report: &Report, terms: &[Term]) -> (i64, bool) {
    let mut sum = 0;
    let mut known = true;
    for term in terms {
        match value(report, *term) {
            Some(value) => sum += term.coefficient * value,
            None => known = false,
        }
    }
    (sum, known)
}

/// The number a term stands for: a blank part counts as 0, a blank total is
/// not filled in.
pub(super) fn value(report: &Report, term: Term) -> Option<i64> {
    let cell = report.cell(term.cell)?;
    match cell.status {
        Status::Blank => (!term.total).then_some(0),
        _ => cell.count(),
    }
}

/// Whether the relation was used to read one of its own cells.
fn served(report: &Report, relation: &Relation) -> bool {
    relation.rule.formula.contains("{row}")
        && relation
            .terms()
            .any(|t| report.cell(t.cell).is_some_and(|c| c.row_served))
}

fn print(text: &mut String, report: &Report, terms: &[Term]) {
    for (at, term) in terms.iter().enumerate() {
        if at > 0 {
            text.push_str(" + ");
        }
        match value(report, *term) {
            Some(value) => _ = write!(text, "{value}"),
            None => text.push('?'),
        }
    }
}

/// One remark for a table whose totals are not all filled in.
fn blank_cells(report: &Report, table: Table, form: &'static Form) -> Option<Remark> {
    let blank = |total: bool| {
        form.fields_of(table)
            .filter(move |f| f.total == total)
            .map(|f| f.id)
            .filter(|id| report.cell(*id).is_some_and(|c| c.status == Status::Blank))
    };
    let totals: Vec<_> = blank(true).collect();
    let parts = blank(false).count();
    if totals.is_empty() {
        return None;
    }
    let (zh, en) = form.table(table).ordinal;
    Some(Remark {
        rule: "form.blank",
        instance: format!("form.blank:{}", table.name()),
        severity: Severity::Warning,
        words: Words::new(
            format!(
                "表{zh}有{}个总计格未填写，相关关系无法判断；另有{parts}个空白格按0计",
                totals.len()
            ),
            format!(
                "Table {en}: {} totals are not filled in, so their relations cannot be decided; {parts} other blank cells count as 0",
                totals.len()
            ),
        ),
        cells: totals,
    })
}
