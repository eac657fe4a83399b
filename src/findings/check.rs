//! The equations and bounds of a form, evaluated on a report.

use super::evaluate::Reports;
use super::{Finding, Findings, InForce, Outcome};
use crate::report::fields::{Form, Table};
use crate::report::{Report, Status};
use crate::rules::{Holes, Relation, Relations, expand, sentence};
use crate::source::Words;

/// What the tables alone come to, by every rule.
///
/// ```
/// use gouji::{findings::check_tables, report::Report};
/// assert!(check_tables(&Report::default()).all.is_empty());
/// ```
#[must_use]
pub fn check_tables(report: &Report) -> Findings {
    Findings {
        all: check_relations(&InForce::default(), report),
        ..Findings::default()
    }
}

/// Evaluates every equation of the tables that were found; then tells of blank totals.
pub(super) fn check_relations(in_force: &InForce, report: &Report) -> Vec<Finding> {
    let mut all = Vec::new();
    for (table, _, relations) in tables(in_force, report) {
        let own = relations.equations.iter();
        let own = own.filter(|r| r.table == table && in_force.has(r.rule));
        all.extend(own.map(|relation| equation(report, relation)));
    }
    let blank = tables(in_force, report)
        .filter_map(|(table, form, _)| blank_totals(in_force, report, table, form));
    all.extend(blank);
    all
}

/// The bounds that are broken.
pub(super) fn check_bounds(in_force: &InForce, report: &Report) -> Vec<Finding> {
    let printed = Reports {
        fills_blanks: false,
        ..Reports::of(report)
    };
    let mut all = Vec::new();
    for (table, _, relations) in tables(in_force, report) {
        let own = relations.bounds.iter();
        let own = own.filter(|r| r.table == table && in_force.has(r.rule));
        let broken = own.filter(|r| printed.relation(r) == Outcome::Fails);
        all.extend(broken.map(|relation| {
            let sides = printed.sides(&relation.form);
            let cells: Vec<_> = relation.cells().collect();
            let holes = printed.holes(relation, &sides);
            Finding {
                words: sentence(relation.rule.message, &holes, &[]),
                place: cells.iter().find_map(|cell| report.cell(*cell)?.place),
                cells,
                sides: Some(sides),
                ..Finding::new(relation.rule, &relation.instance, Outcome::Fails)
            }
        }));
    }
    all
}

/// The tables that a report has the form of, and the relations of that form.
fn tables<'a>(
    in_force: &'a InForce,
    report: &'a Report,
) -> impl Iterator<Item = (Table, &'static Form, &'static Relations)> + 'a {
    let forms = Table::ALL.into_iter().filter_map(|table| {
        let form = report.follows(table)?;
        Some((table, form))
    });
    forms.map(|(table, form)| (table, form, expand(in_force.rules, form)))
}

fn equation(report: &Report, relation: &'static Relation) -> Finding {
    let reports = Reports::of(report);
    let outcome = if served(report, relation) {
        Outcome::Undecided
    } else {
        reports.relation(relation)
    };
    let finding = Finding {
        equation: Some(relation),
        ..Finding::new(relation.rule, &relation.instance, outcome)
    };
    if outcome == Outcome::Holds {
        return finding;
    }
    let mut sides = reports.sides(&relation.form);
    let holes = reports.holes(relation, &sides);
    let message = if outcome == Outcome::Fails {
        relation.rule.message
    } else {
        (sides.left, sides.right) = (None, None);
        UNDECIDED
    };
    Finding {
        cells: relation.cells().collect(),
        words: sentence(message, &holes, &[]),
        sides: Some(sides),
        ..finding
    }
}

/// Said of an equation with a cell that is not known.
const UNDECIDED: (&str, &str) = (
    "表{table}“{member}”：有格未填、没有找到或没有读准，无法判断",
    "Table {table}, “{member}”: a cell is not filled in, not found or not read for certain, so this cannot be decided",
);

/// Whether the relation was used to read one of its own cells.
fn served(report: &Report, relation: &Relation) -> bool {
    let served = |id| report.cell(id).is_some_and(|cell| cell.row_served);
    relation.is_of_a_row() && relation.cells().any(served)
}

/// One finding for a table whose totals are not all filled in.
fn blank_totals(
    in_force: &InForce,
    report: &Report,
    table: Table,
    form: &'static Form,
) -> Option<Finding> {
    let rule = in_force.find("form.blank")?;
    let blank = |total: bool| {
        form.fields_of(table)
            .filter(move |f| f.total == total)
            .map(|f| f.id)
            .filter(|id| report.cell(*id).is_some_and(|c| c.status == Status::Blank))
    };
    let totals: Vec<_> = blank(true).collect();
    if totals.is_empty() {
        return None;
    }
    let (zh, en) = form.table(table).ordinal;
    let holes = Holes::default()
        .with("table", Words::new(zh, en))
        .and("n", totals.len())
        .and("parts", blank(false).count());
    let instance = format!("{}:{}", rule.id, table.name());
    Some(Finding {
        words: sentence(rule.message, &holes, &[]),
        cells: totals,
        ..Finding::new(rule, instance, Outcome::Undecided)
    })
}
