//! Relations evaluated on a report.

#[cfg(feature = "whole")]
mod across;
mod check;
#[cfg(feature = "whole")]
mod claims;
#[cfg(feature = "whole")]
mod form;
#[cfg(feature = "whole")]
mod plausible;

#[cfg(feature = "whole")]
pub use across::{Across, Beside, Residual, compare};
pub use check::check;
#[cfg(feature = "whole")]
pub use claims::{compare_claims, witnesses};
#[cfg(feature = "whole")]
pub use {form::inspect, plausible::wonder};

use crate::report::fields::CellId;
#[cfg(feature = "whole")]
use crate::rules::Rule;
use crate::rules::{Relation, Severity};
#[cfg(feature = "whole")]
use crate::source::Place;
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

/// What a rule of the whole document comes to: of a sentence, a section, the
/// sense of a number.
#[cfg(feature = "whole")]
#[derive(Clone, Debug)]
pub struct Note {
    /// Its family.
    pub rule: &'static Rule,
    /// Its full name, such as `prose.requests:new`.
    pub instance: String,
    /// Fails or undecided; one that holds is only counted.
    pub outcome: Outcome,
    /// How much it weighs.
    pub severity: Severity,
    /// The cells it speaks of.
    pub cells: Vec<CellId>,
    /// Both sides in numbers, where it compares: cells, then the sentence.
    pub numbers: Option<String>,
    /// What the cells come to.
    pub expected: Option<i64>,
    /// What the sentence says.
    pub actual: Option<i64>,
    /// The sentence for people.
    pub words: Words,
    /// Where in the document.
    pub place: Option<Place>,
}

/// Everything found about a report.
#[derive(Clone, Debug, Default)]
pub struct Findings {
    /// Every relation of the form, whatever it came to, in order.
    pub relations: Vec<Checked>,
    /// What else is to be told.
    pub remarks: Vec<Remark>,
    /// What the whole document is told of.
    #[cfg(feature = "whole")]
    pub notes: Vec<Note>,
    /// How many claims of its sentences hold.
    #[cfg(feature = "whole")]
    pub agreed: usize,
}

impl Findings {
    /// How many relations came to `outcome`; claims of sentences are relations too.
    #[must_use]
    pub fn count(&self, outcome: Outcome) -> usize {
        let relations = self.relations.iter();
        let own = relations.filter(|c| c.outcome == outcome).count();
        #[cfg(feature = "whole")]
        let own = own + self.count_claims(outcome);
        own
    }

    /// How many claims of sentences came to `outcome`.
    #[cfg(feature = "whole")]
    fn count_claims(&self, outcome: Outcome) -> usize {
        let claims = self.notes.iter().filter(|n| n.numbers.is_some());
        match outcome {
            Outcome::Holds => self.agreed,
            _ => claims.filter(|n| n.outcome == outcome).count(),
        }
    }
}
