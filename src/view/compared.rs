//! What a report came to beside last year's and those of its units.

use super::{FindingView, View, told};
use crate::findings::{Across, Beside, Checked, Outcome, Residual};
use crate::report::Report;
use crate::report::fields::CellId;
use crate::rules::Severity;
use serde::Serialize;

/// The reports that one was compared with.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
pub struct ComparedView {
    /// Last year's, if given.
    pub last_year: Option<BesideView>,
    /// Those of the units, in the order given.
    pub units: Vec<BesideView>,
    /// Whether the list of units is said to be complete.
    pub complete: bool,
    /// Cells that differ from the sum of the units, in the order of the form.
    pub residuals: Vec<ResidualView>,
}

/// A report beside the one that is checked.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
pub struct BesideView {
    /// The agency that reports.
    pub agency: Option<String>,
    /// The year it reports on.
    pub year: Option<u16>,
}

/// A cell that differs from the sum of the units.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
pub struct ResidualView {
    /// Which cell.
    pub cell: CellId,
    /// What the report has.
    pub printed: i64,
    /// What the units come to.
    pub sum: i64,
    /// By how much the report is above the units.
    pub difference: i64,
    /// Units whose own number is the difference, as indexes into the units.
    pub units: Vec<usize>,
}

/// Adds what a comparison came to: to the findings, the counts, and as a table.
pub fn add_compared(view: &mut View, beside: &Beside, across: &Across) {
    let outcome = |o| across.relations.iter().filter(|c| c.outcome == o).count();
    view.summary.holds += outcome(Outcome::Holds);
    view.summary.fails += outcome(Outcome::Fails);
    for remark in &across.remarks {
        match remark.severity {
            Severity::Error => view.summary.errors += 1,
            Severity::Warning => view.summary.warnings += 1,
            Severity::Hint => view.summary.hints += 1,
        }
        let of = |c: &&Checked| c.outcome == Outcome::Fails && c.relation.rule.id == remark.rule;
        view.findings.push(FindingView {
            relations: across.relations.iter().filter(of).count(),
            ..told("fails", remark)
        });
    }
    view.compared = Some(ComparedView {
        last_year: beside.last_year.map(named),
        units: beside.units.iter().map(named).collect(),
        complete: beside.complete,
        residuals: across.residuals.iter().map(residual).collect(),
    });
}

fn named(report: &Report) -> BesideView {
    BesideView {
        agency: report.agency.clone(),
        year: report.year,
    }
}

fn residual(residual: &Residual) -> ResidualView {
    ResidualView {
        cell: residual.cell,
        printed: residual.printed,
        sum: residual.sum,
        difference: residual.difference(),
        units: residual.units.clone(),
    }
}
