//! What a report came to compared with last year's and those of its units.

use crate::findings::{Compared, Residual};
use crate::report::fields::CellId;
use serde::Serialize;

/// The reports that one was compared with.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
pub struct ComparedView {
    /// Last year's, if given.
    pub last_year: Option<ComparedReportView>,
    /// Those of the units, in the order given.
    pub units: Vec<ComparedReportView>,
    /// Whether the list of units is said to be complete.
    pub complete: bool,
    /// Cells that differ from the sum of the units, in the order of the form.
    pub residuals: Vec<ResidualView>,
}

/// A report that one was compared with.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
pub struct ComparedReportView {
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

/// What a comparison came to, as a table.
pub(super) fn compared(compared: &Compared) -> ComparedView {
    ComparedView {
        last_year: compared.last_year.as_ref().map(named),
        units: compared.units.iter().map(named).collect(),
        complete: compared.complete,
        residuals: compared.residuals.iter().map(residual).collect(),
    }
}

fn named((agency, year): &(Option<String>, Option<u16>)) -> ComparedReportView {
    ComparedReportView {
        agency: agency.clone(),
        year: *year,
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
