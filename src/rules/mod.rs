//! Relations that hold in a report, declared as data.
//!
//! A [`Rule`] is a family, such as one sum per column; [`relations`] expands
//! it over a form into [`Relation`]s, linear forms over cells. The checker
//! evaluates them, the repair solves them, the page prints them.

mod across;
mod catalog;
mod formula;
mod guides;
mod remarks;

pub use across::ACROSS;
pub use catalog::RULES;
pub use catalog::WHOLE;
pub use guides::{GUIDES, Guide};
pub use remarks::REMARKS;

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
    /// all rows of outcomes, `sum({part}: …)` over all columns but the total.
    pub formula: &'static str,
    /// How much a broken one weighs.
    pub severity: Severity,
    /// The authority it rests on, Chinese and English.
    pub source: (&'static str, &'static str),
    /// What is wrong where it fails. `{member}` is the row, column or block,
    /// `{table}` the number of the table.
    pub message: (&'static str, &'static str),
}

/// Whose cell a term of a relation means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Of {
    /// The report that is checked.
    #[default]
    This,
    /// Last year's report of the same agency: `last.` in a formula.
    LastYear,
    /// The sum of the reports of the units under it: `units.`.
    Units,
    /// The largest among them: `largest.`.
    Largest,
}

/// How the two sides of a relation compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// They are the same number.
    Equal,
    /// The left is no smaller than the right.
    AtLeast,
}

impl Sign {
    /// Whether two sums compare so.
    #[must_use]
    pub fn holds(self, left: i64, right: i64) -> bool {
        match self {
            Sign::Equal => left == right,
            Sign::AtLeast => left >= right,
        }
    }

    /// It as formulas have it.
    #[must_use]
    pub fn text(self) -> &'static str {
        match self {
            Sign::Equal => " = ",
            Sign::AtLeast => " >= ",
        }
    }
}

/// A cell in a relation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term {
    /// What it is multiplied by.
    pub coefficient: i64,
    /// Whose.
    pub of: Of,
    /// Which cell.
    pub cell: CellId,
    /// Its row and column on the form.
    pub place: (usize, usize),
    /// Whether it is a total, so that a blank is not 0 but not filled in.
    pub total: bool,
}

/// One member of a family: what `left` adds up to compares with what `right` does.
#[derive(Clone, Debug)]
pub struct Relation {
    /// Its family.
    pub rule: &'static Rule,
    /// Its full name, such as `requests.balance:natural`.
    pub instance: String,
    /// The table it stands in.
    pub table: Table,
    /// What is printed for `{table}` in messages: its number on the form.
    pub ordinal: (&'static str, &'static str),
    /// What is printed for `{member}` in messages.
    pub member: Words,
    /// The side that the form adds up.
    pub left: Vec<Term>,
    /// The side that the form prints as the result.
    pub right: Vec<Term>,
    /// How they compare.
    pub sign: Sign,
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
    static KEPT: Kept = Mutex::new(Vec::new());
    expanded(RULES, form, form, &KEPT)
}

/// Every relation between a report of one form and others: last year's report
/// of a form of its own, units of the same form. What only one of the forms
/// has is in no relation.
///
/// ```
/// use gouji::{report::fields::FORMS, rules::relations_across};
/// let names: Vec<_> = relations_across(&FORMS[1], &FORMS[0]).iter().map(|r| &r.instance).collect();
/// assert!(names.contains(&&"years.carried:natural".to_owned()));
/// assert!(!names.contains(&&"years.in_force:regulations".to_owned()));
/// ```
#[must_use]
pub fn relations_across(form: &'static Form, last: &'static Form) -> &'static [Relation] {
    static KEPT: Kept = Mutex::new(Vec::new());
    expanded(ACROSS, form, last, &KEPT)
}

/// Relations by the forms they were expanded over.
type Kept = Mutex<Vec<([&'static str; 2], &'static [Relation])>>;

fn expanded(
    rules: &'static [Rule],
    form: &'static Form,
    last: &'static Form,
    kept: &Kept,
) -> &'static [Relation] {
    let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
    let forms = [form.id, last.id];
    if let Some((_, known)) = kept.iter().find(|(of, _)| *of == forms) {
        return known;
    }
    let mut all = Vec::new();
    for rule in rules {
        all.extend(formula::expand(rule, form, last));
    }
    let all = Vec::leak(all);
    kept.push((forms, all));
    all
}
