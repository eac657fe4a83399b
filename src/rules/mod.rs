//! Relations that hold in a report, declared as data.
//!
//! A [`Rule`] is a family, such as one sum per column; [`relations`] expands
//! it over a form into [`Relation`]s, linear forms over cells. The checker
//! evaluates them, the repair solves them, the page prints them.

mod catalog;
mod formula;

pub use catalog::RULES;
#[cfg(feature = "whole")]
pub use catalog::WHOLE;

use crate::report::fields::{CellId, Form, Table};
use crate::source::Words;
use std::sync::{Mutex, PoisonError};

/// How much a broken relation weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Wrong by definition, whatever the facts.
    Error,
    /// Wrong under an assumption that may not hold.
    Warning,
    /// Worth a look.
    Hint,
}

impl Severity {
    /// Its name in the contract.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Hint => "hint",
        }
    }
}

/// A family of relations.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// Permanent name, such as `requests.balance`; never given twice.
    pub id: &'static str,
    /// What must hold, over cell names. `{row}` is one relation for each row
    /// of the form (likewise `{column}`), `sum({outcome}: …)` adds up over
    /// all rows of outcomes.
    pub formula: &'static str,
    /// How much a broken one weighs.
    pub severity: Severity,
    /// The authority it rests on, Chinese and English.
    pub source: (&'static str, &'static str),
    /// What is wrong where it fails. `{member}` is the row, column or block.
    pub message: (&'static str, &'static str),
}

/// A cell in a relation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term {
    /// What it is multiplied by.
    pub coefficient: i64,
    /// Which cell.
    pub cell: CellId,
    /// Its row and column on the form.
    pub place: (usize, usize),
    /// Whether it is a total, so that a blank is not 0 but not filled in.
    pub total: bool,
}

/// One member of a family: `left` and `right` add up to the same number.
#[derive(Clone, Debug)]
pub struct Relation {
    /// Its family.
    pub rule: &'static Rule,
    /// Its full name, such as `requests.balance:natural`.
    pub instance: String,
    /// The table it stands in.
    pub table: Table,
    /// What is printed for `{member}` in messages.
    pub member: Words,
    /// The side that the form adds up.
    pub left: Vec<Term>,
    /// The side that the form prints as the result.
    pub right: Vec<Term>,
}

impl Relation {
    /// Every term as a linear form that is 0 where the relation holds.
    pub fn terms(&self) -> impl Iterator<Item = Term> {
        let right = self.right.iter().map(|t| Term {
            coefficient: -t.coefficient,
            ..*t
        });
        self.left.iter().copied().chain(right)
    }
}

/// Every relation of a form, in the order of the catalogue and of the form.
/// Expanded once and kept for the life of the program, as the form is.
///
/// ```
/// use gouji::report::fields::FORMS;
/// let names: Vec<_> = gouji::rules::relations(&FORMS[1]).iter().map(|r| &r.instance).collect();
/// assert_eq!(names.len(), 42);
/// assert!(names.contains(&&"requests.balance:natural".to_owned()));
/// ```
#[must_use]
pub fn relations(form: &'static Form) -> &'static [Relation] {
    static KEPT: Mutex<Vec<(&str, &[Relation])>> = Mutex::new(Vec::new());
    let mut kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((_, known)) = kept.iter().find(|(id, _)| *id == form.id) {
        return known;
    }
    let mut all = Vec::new();
    for rule in RULES {
        all.extend(formula::expand(rule, form));
    }
    let all = Vec::leak(all);
    kept.push((form.id, all));
    all
}
