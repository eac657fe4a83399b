//! What a report is held to, declared as data.
//!
//! A [`Rule`] is a family, such as one sum per column. Where it is a formula, [`expand`] makes
//! [`Relation`]s of it over a form, linear forms over cells: the checker evaluates them, the repair
//! solves them, the page prints them. Else it is a statement about the document.

mod catalog;
mod formula;
mod message;

pub use catalog::RULES;
pub use formula::sums;
pub use message::{Holes, sentence, unfilled};

use crate::report::fields::{CellId, Form, Table};
use crate::source::Words;
use std::sync::{Mutex, PoisonError};

/// How much what is broken weighs.
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

/// A family of what must hold.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// Permanent name, such as `requests.balance`; never given twice.
    pub id: &'static str,
    /// What must hold.
    pub check: Check,
    /// How much a broken one weighs.
    pub severity: Severity,
    /// The authority it rests on, Chinese and English.
    pub source: (&'static str, &'static str),
    /// What is wrong where it fails, with holes that [`sentence`] fills. A relation fills `{table}`
    /// (its number on the form), `{member}`, `{left}` and `{right}` (what its sides come to),
    /// `{difference}`, `{numbers}` (`1 + 0 ≠ 2`), `{seen}` (its first cell as printed), and the
    /// number of each cell by what tells it from the others: `{issued}`, `{last.in_force}`.
    pub message: (&'static str, &'static str),
    /// When a report that breaks it is right all the same, Chinese and English.
    pub caution: (&'static str, &'static str),
    /// Numbers or words that keep it.
    pub holds: &'static str,
    /// Numbers or words that break it.
    pub fails: &'static str,
}

/// How a rule says what must hold.
#[derive(Clone, Copy, Debug)]
pub enum Check {
    /// Two sums of cells that compare by `=`, `>=` or `<=`; this is what runs.
    ///
    /// `{row}` is one relation for each row of the form (likewise `{column}`), `{cell}` one for
    /// each cell but 本年增/减, which alone may go down; `sum({outcome}: …)` adds up over all rows
    /// of outcomes, `sum({part}: …)` over all columns but the total. `last.`, `units.` and
    /// `largest.` before a cell say whose it is. Behind ` where ` stands another such comparison,
    /// without which nothing is said.
    ///
    /// What becomes of it follows from the formula alone. An equation within the report is said to
    /// hold, fail or be undecided, and repairs are sought for it. A bound within the report is
    /// reported where it is broken by what is printed. What ties reports together is counted where
    /// it holds, and reported once for all members that fail.
    Formula(&'static str),
    /// A statement about the document, for reading; code of its own checks it.
    Statement(&'static str),
}

impl Check {
    /// It as text.
    #[must_use]
    pub fn text(self) -> &'static str {
        match self {
            Check::Formula(text) | Check::Statement(text) => text,
        }
    }
}

/// Whether a rule is the one of this name, or of the family of this name:
/// `prose.share` is of `prose`.
///
/// ```
/// use gouji::rules::is_of;
/// assert!(is_of("prose.share", "prose") && is_of("prose.share", "prose.share"));
/// assert!(!is_of("prose.share", "prose.s"));
/// ```
#[must_use]
pub fn is_of(rule: &str, name: &str) -> bool {
    let rest = rule.strip_prefix(name);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// The family that a rule or an instance is of.
#[must_use]
pub fn family(name: &str) -> &str {
    name.split(['.', ':']).next().unwrap_or_default()
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
    /// The left is no larger than the right.
    AtMost,
}

impl Sign {
    /// Every sign.
    pub const ALL: [Sign; 3] = [Sign::AtLeast, Sign::AtMost, Sign::Equal];

    /// Whether two sums compare so, of which the left is larger by `difference`.
    #[must_use]
    pub fn holds(self, difference: i64) -> bool {
        match self {
            Sign::Equal => difference == 0,
            Sign::AtLeast => difference >= 0,
            Sign::AtMost => difference <= 0,
        }
    }

    /// It as formulas have it.
    #[must_use]
    pub fn text(self) -> &'static str {
        match self {
            Sign::Equal => " = ",
            Sign::AtLeast => " >= ",
            Sign::AtMost => " <= ",
        }
    }

    /// What stands between two sums that do not compare so.
    #[must_use]
    pub fn broken(self) -> &'static str {
        match self {
            Sign::Equal => " ≠ ",
            Sign::AtLeast => " < ",
            Sign::AtMost => " > ",
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

/// What `left` adds up to compares with what `right` and a number do.
#[derive(Clone, Debug)]
pub struct LinearForm {
    /// The side that the form adds up.
    pub left: Vec<Term>,
    /// How they compare.
    pub sign: Sign,
    /// The side that the form prints as the result.
    pub right: Vec<Term>,
    /// What is added to the right side.
    pub constant: i64,
}

/// One member of a family.
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
    /// What tells it from the others of its family: the name of a row, a column or both.
    pub member: String,
    /// What is printed for `{member}` in messages.
    pub label: Words,
    /// What must hold.
    pub form: LinearForm,
    /// Where it must hold, if not everywhere.
    pub condition: Option<LinearForm>,
}

impl Relation {
    /// Every term, as of a sum that is the constant where both sides are equal.
    pub fn terms(&self) -> impl Iterator<Item = Term> {
        let right = self.form.right.iter().map(|t| Term {
            coefficient: -t.coefficient,
            ..*t
        });
        self.form.left.iter().copied().chain(right)
    }

    /// The cells of the report that is checked.
    pub fn cells(&self) -> impl Iterator<Item = CellId> {
        let own = self.terms().filter(|term| term.of == Of::This);
        own.map(|term| term.cell)
    }

    /// Whether it runs along a row.
    #[must_use]
    pub fn is_of_a_row(&self) -> bool {
        self.rule.check.text().contains("{row}")
    }
}

/// The relations within a report of one form by what becomes of them, in the order of the rules and
/// of the form.
#[derive(Clone, Debug, Default)]
pub struct Relations {
    /// Equations.
    pub equations: Vec<Relation>,
    /// Bounds.
    pub bounds: Vec<Relation>,
}

/// What was expanded, by the rules and the forms.
type Kept<T> = Mutex<Vec<(&'static [Rule], [&'static str; 2], &'static T)>>;

/// Every equation within a report of one form.
///
/// ```
/// use gouji::report::fields::FORMS;
/// let names: Vec<_> = gouji::rules::relations(&FORMS[1]).iter().map(|r| &r.instance).collect();
/// assert_eq!(names.len(), 42);
/// assert!(names.contains(&&"requests.balance:natural".to_owned()));
/// ```
#[must_use]
pub fn relations(form: &'static Form) -> &'static [Relation] {
    &expand(RULES, form).equations
}

/// Every relation that some rules make within a report of one form. What the form lacks is in no
/// relation.
#[must_use]
pub fn expand(rules: &'static [Rule], form: &'static Form) -> &'static Relations {
    static KEPT: Kept<Relations> = Mutex::new(Vec::new());
    kept(&KEPT, rules, [form.id; 2], || {
        let mut all = Relations::default();
        let own = rules.iter().filter(|rule| !formula::ties_reports(rule));
        for relation in own.flat_map(|rule| formula::expand(rule, form, form)) {
            let family = match relation.form.sign {
                Sign::Equal => &mut all.equations,
                Sign::AtLeast | Sign::AtMost => &mut all.bounds,
            };
            family.push(relation);
        }
        all
    })
}

/// Every relation that some rules make between a report of one form and others: last year's, on a
/// form of its own, and those of units, on the same form.
///
/// ```
/// use gouji::{report::fields::FORMS, rules::{RULES, expand_across}};
/// let across = expand_across(RULES, &FORMS[1], &FORMS[0]);
/// let names: Vec<_> = across.iter().map(|r| &r.instance).collect();
/// assert!(names.contains(&&"years.carried:natural".to_owned()));
/// assert!(!names.contains(&&"years.in_force:regulations".to_owned()));
/// ```
#[must_use]
pub fn expand_across(
    rules: &'static [Rule],
    form: &'static Form,
    last: &'static Form,
) -> &'static [Relation] {
    static KEPT: Kept<Vec<Relation>> = Mutex::new(Vec::new());
    let all: &'static Vec<Relation> = kept(&KEPT, rules, [form.id, last.id], || {
        let tying = rules.iter().filter(|rule| formula::ties_reports(rule));
        let all = tying.flat_map(|rule| formula::expand(rule, form, last));
        all.collect()
    });
    all
}

/// Expanded once and kept for the life of the program, as forms are.
fn kept<T>(
    all: &'static Kept<T>,
    rules: &'static [Rule],
    forms: [&'static str; 2],
    make: impl FnOnce() -> T,
) -> &'static T {
    let mut all = all.lock().unwrap_or_else(PoisonError::into_inner);
    let is_same = |of: &[Rule]| std::ptr::eq(of, rules);
    if let Some((.., known)) = all.iter().find(|(of, on, _)| is_same(of) && *on == forms) {
        return known;
    }
    let fresh: &'static T = Box::leak(Box::new(make()));
    all.push((rules, forms, fresh));
    fresh
}
