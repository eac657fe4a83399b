//! Relations and statements evaluated on a report.

mod across;
mod check;
mod claims;
mod evaluate;
mod form;
mod marks;
mod plausible;

pub use across::{ComparedWith, Residual};
pub use check::check_tables;
pub use marks::is_mark;

use crate::cells::Number;
use crate::report::fields::CellId;
use crate::report::{Reading, Report};
use crate::rules::{Holes, RULES, Relation, Rule, Severity, Sign, is_of, sentence};
use crate::source::{Place, Words};
use std::borrow::Cow;

/// What a rule comes to on a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is kept.
    Holds,
    /// It is broken.
    Fails,
    /// A cell of it is missing, unsure or not filled in.
    Undecided,
}

/// One rule, or one member of a family, and what it came to.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The rule.
    pub rule: &'static Rule,
    /// Its full name, such as `requests.balance:natural`.
    pub instance: Cow<'static, str>,
    /// What it came to.
    pub outcome: Outcome,
    /// The cells it speaks of; none where it holds.
    pub cells: Vec<CellId>,
    /// The equation within the report that it is: what repairs are sought for.
    pub equation: Option<&'static Relation>,
    /// Both sides, where it compares numbers and does not hold.
    pub sides: Option<Sides>,
    /// The sentence for people; none where it holds.
    pub words: Words,
    /// Where in the document.
    pub place: Option<Place>,
    /// What tells it from every other: 16 hexadecimal digits, its own and those of files written
    /// before there were many reports. None where it holds.
    pub marks: [String; 2],
    /// Why it is right here all the same.
    pub waived: Option<String>,
}

impl Finding {
    /// One without words as yet.
    fn new(rule: &'static Rule, instance: impl Into<Cow<'static, str>>, outcome: Outcome) -> Self {
        Self {
            rule,
            instance: instance.into(),
            outcome,
            cells: Vec::new(),
            equation: None,
            sides: None,
            words: Words::default(),
            place: None,
            marks: Default::default(),
            waived: None,
        }
    }

    /// How much it weighs; nothing unless it fails.
    #[must_use]
    pub fn severity(&self) -> Option<Severity> {
        (self.outcome == Outcome::Fails).then_some(self.rule.severity)
    }
}

/// Two sides that compare.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sides {
    /// How they should.
    pub sign: Sign,
    /// What the left comes to, where known.
    pub left: Option<Number>,
    /// What the right comes to, where known.
    pub right: Option<Number>,
    /// Both in numbers, with `?` for what is not known.
    pub texts: [String; 2],
}

impl Sides {
    /// As it should be: `1 + 0 = 0 + 0`.
    #[must_use]
    pub fn formula(&self) -> String {
        self.texts.join(self.sign.text())
    }

    /// As it is where it fails: `1 + 0 ≠ 0 + 0`.
    #[must_use]
    pub fn broken(&self) -> String {
        self.texts.join(self.sign.broken())
    }
}

/// A rule that is known to be broken in a report, and why that is right there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiver {
    /// A rule, a family, a single relation such as `requests.balance:total`, or the mark of a
    /// finding.
    pub rule: String,
    /// The reason.
    pub reason: String,
}

impl Waiver {
    fn is_for(&self, finding: &Finding) -> bool {
        self.rule == finding.instance
            || is_of(finding.rule.id, &self.rule)
            || finding.marks.contains(&self.rule)
    }
}

/// The rules that a report is held to.
#[derive(Clone, Copy, Debug)]
pub struct InForce<'a> {
    /// Every rule there is.
    pub rules: &'static [Rule],
    /// Rules or families that are left out.
    pub without: &'a [String],
}

impl Default for InForce<'_> {
    fn default() -> Self {
        Self {
            rules: RULES,
            without: &[],
        }
    }
}

impl InForce<'_> {
    fn has(&self, rule: &Rule) -> bool {
        !self.without.iter().any(|name| is_of(rule.id, name))
    }

    /// The rule of this name, unless it is left out.
    fn find(&self, id: &str) -> Option<&'static Rule> {
        let rule = self.rules.iter().find(|rule| rule.id == id);
        rule.filter(|rule| self.has(rule))
    }

    /// That a statement is broken; nothing where it is left out.
    fn fails(&self, id: &str, member: &str, holes: &Holes) -> Option<Finding> {
        let rule = self.find(id)?;
        Some(Finding {
            words: sentence(rule.message, holes, &[]),
            ..Finding::new(rule, format!("{id}:{member}"), Outcome::Fails)
        })
    }
}

/// Everything found about a report.
#[derive(Clone, Debug, Default)]
pub struct Findings {
    /// What every rule came to, also where it holds: the equations first, in the order of the form.
    pub all: Vec<Finding>,
    /// The numbers that sentences, and units that are complete, give for single cells.
    pub witnesses: Vec<(CellId, i64)>,
    /// The reports that it was compared with, if any.
    pub compared: Option<Compared>,
    /// Rules or families that were left out.
    pub without: Vec<String>,
}

/// The reports that one was compared with, and what that came to.
#[derive(Clone, Debug)]
pub struct Compared {
    /// Agency and year of last year's.
    pub last_year: Option<(Option<String>, Option<u16>)>,
    /// Likewise of each of the units.
    pub units: Vec<(Option<String>, Option<u16>)>,
    /// Whether the list of units is said to be complete.
    pub complete: bool,
    /// Cells that differ from the sum of the units.
    pub residuals: Vec<Residual>,
}

/// Evaluates everything that a report is held to. `report` is that of the reading, corrected.
#[must_use]
pub fn check(
    reading: &Reading,
    report: &Report,
    compared_with: &ComparedWith,
    in_force: &InForce,
    waived: &[Waiver],
) -> Findings {
    let mut all = check::check_relations(in_force, report);
    all.extend(claims::compare_claims(in_force, report, &reading.claims));
    // Without a table of the form this is another kind of document.
    if report.found.contains(&true) {
        all.extend(form::check_form(in_force, report, &reading.outline));
        all.extend(plausible::check_plausibility(in_force, report));
    }
    let mut witnesses = claims::witnesses(report, &reading.claims);
    let mut compared = None;
    if compared_with.last_year.is_some() || !compared_with.units.is_empty() {
        let across = across::compare(in_force, reading, report, compared_with);
        all.extend(across.findings);
        if compared_with.complete {
            let sums = across.residuals.iter();
            witnesses.extend(sums.map(|residual| (residual.cell, residual.sum)));
        }
        let named = |reading: &&Reading| (reading.report.agency.clone(), reading.report.year);
        compared = Some(Compared {
            last_year: compared_with.last_year.as_ref().map(named),
            units: compared_with.units.iter().map(named).collect(),
            complete: compared_with.complete,
            residuals: across.residuals,
        });
    }
    for finding in all.iter_mut().filter(|f| f.outcome != Outcome::Holds) {
        finding.marks = marks::marks(finding, report);
        let reason = waived.iter().find(|own| own.is_for(finding));
        finding.waived = reason.map(|own| own.reason.clone());
    }
    Findings {
        all,
        witnesses,
        compared,
        without: in_force.without.to_vec(),
    }
}

impl Findings {
    /// The equations within the report, with their places among all.
    pub fn equations(&self) -> impl Iterator<Item = (usize, &'static Relation, Outcome)> {
        let all = self.all.iter().enumerate();
        all.filter_map(|(at, finding)| Some((at, finding.equation?, finding.outcome)))
    }

    /// What is reported: all that does not hold, with its places among all.
    pub fn reported(&self) -> impl Iterator<Item = (usize, &Finding)> {
        let all = self.all.iter().enumerate();
        all.filter(|(_, finding)| finding.outcome != Outcome::Holds)
    }

    /// How many came to `outcome`.
    #[must_use]
    pub fn count(&self, outcome: Outcome) -> usize {
        self.all.iter().filter(|f| f.outcome == outcome).count()
    }
}

/// The second finding of one name is `…#2`.
fn number_repeated(findings: &mut [Finding]) {
    for at in 0..findings.len() {
        let (before, rest) = findings.split_at_mut(at);
        let Some(finding) = rest.first_mut().filter(|f| f.outcome != Outcome::Holds) else {
            continue;
        };
        let own = |other: &&Finding| {
            other.outcome != Outcome::Holds
                && other.instance.split('#').next() == Some(&*finding.instance)
        };
        let seen = before.iter().filter(own).count();
        if seen > 0 {
            finding.instance = format!("{}#{}", finding.instance, seen + 1).into();
        }
    }
}
