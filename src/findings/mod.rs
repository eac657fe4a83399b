//! Relations evaluated on a report.

#[cfg(feature = "whole")]
mod across;
mod check;

#[cfg(feature = "whole")]
pub use across::{Across, Beside, Residual, compare};
pub use check::check;

use crate::report::fields::CellId;
use crate::rules::{Relation, Severity};
use crate::source::Words;

/// What a relation comes to on a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Both sides are equal.
    Holds,
    /// They differ.
    Fails,
    /// A cell of it is missing, unsure or not filled in.
    Undecided,
}

/// A relation and what it came to.
#[derive(Clone, Debug)]
pub struct Checked {
    /// Which relation.
    pub relation: &'static Relation,
    /// What it came to.
    pub outcome: Outcome,
    /// The sum of its left side, where decided.
    pub expected: Option<i64>,
    /// The sum of its right side, where decided.
    pub actual: Option<i64>,
    /// It in numbers, such as `1 + 0 = 0 + 0`, with `?` for what is not known;
    /// nothing where it holds.
    pub numbers: String,
}

/// Something to tell about the document that is no relation of cells.
#[derive(Clone, Debug)]
pub struct Remark {
    /// Name of its rule, such as `form.blank`.
    pub rule: &'static str,
    /// Its full name, such as `form.blank:requests`.
    pub instance: String,
    /// How much it weighs.
    pub severity: Severity,
    /// The cells it speaks of.
    pub cells: Vec<CellId>,
    /// The sentence.
    pub words: Words,
}

/// Everything found about a report.
#[derive(Clone, Debug, Default)]
pub struct Findings {
    /// Every relation of the form, whatever it came to, in order.
    pub relations: Vec<Checked>,
    /// What else is to be told.
    pub remarks: Vec<Remark>,
}

impl Findings {
    /// How many relations came to `outcome`.
    #[must_use]
    pub fn count(&self, outcome: Outcome) -> usize {
        self.relations
            .iter()
            .filter(|c| c.outcome == outcome)
            .count()
    }
}
