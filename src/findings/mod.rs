//! Relations evaluated on a report.

mod across;
mod check;
mod claims;
mod form;
mod plausible;

pub use across::{Across, ComparedWith, Residual};

use crate::report::fields::CellId;
use crate::report::{Reading, Report};
use crate::rules::Rule;
use crate::rules::{Relation, Severity};
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

/// A rule that is known to be broken in a report, and why that is right there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiver {
    /// A rule, a family, or a single relation such as `requests.balance:total`.
    pub rule: String,
    /// The reason.
    pub reason: String,
}

/// Everything found about a report.
#[derive(Clone, Debug, Default)]
pub struct Findings {
    /// Every relation of the form, whatever it came to, in order.
    pub relations: Vec<Checked>,
    /// What else is to be told.
    pub remarks: Vec<Remark>,
    /// What the whole document is told of.
    pub notes: Vec<Note>,
    /// How many claims of its sentences hold.
    pub agreed: usize,
    /// The numbers that sentences, and units that are complete, give for single cells.
    pub witnesses: Vec<(CellId, i64)>,
    /// What other reports come to beside it, and which these are.
    pub compared: Option<Compared>,
    /// Rules or families that are left out.
    pub without: Vec<String>,
    /// Findings that are right all the same.
    pub waived: Vec<Waiver>,
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
    /// What it came to.
    pub across: Across,
}

/// Evaluates everything that a report is held to.
#[must_use]
pub fn check(
    reading: &Reading,
    report: &Report,
    compared_with: &ComparedWith,
    without: &[String],
    waived: &[Waiver],
) -> Findings {
    let mut findings = check::check(report);
    claims::compare_claims(&mut findings, report, &reading.claims);
    // Without a table of the form this is another kind of document.
    if report.found.contains(&true) {
        form::inspect(&mut findings, report, &reading.outline);
        plausible::wonder(&mut findings, report);
    }
    findings.witnesses = claims::witnesses(report, &reading.claims);
    if compared_with.last_year.is_some() || !compared_with.units.is_empty() {
        let across = across::compare(reading, report, compared_with);
        if compared_with.complete {
            let sums = across.residuals.iter().map(|r| (r.cell, r.sum));
            findings.witnesses.extend(sums);
        }
        let named = |reading: &&Reading| (reading.report.agency.clone(), reading.report.year);
        findings.compared = Some(Compared {
            last_year: compared_with.last_year.as_ref().map(named),
            units: compared_with.units.iter().map(named).collect(),
            complete: compared_with.complete,
            across,
        });
    }
    findings.without = without.to_vec();
    findings.waived = waived.to_vec();
    findings
}

impl Findings {
    /// How many relations came to `outcome`; claims of sentences are relations too.
    #[must_use]
    pub fn count(&self, outcome: Outcome) -> usize {
        let relations = self.relations.iter();
        let own = relations.filter(|c| c.outcome == outcome).count();
        let own = own + self.count_claims(outcome);
        own
    }

    /// How many claims of sentences came to `outcome`.
    fn count_claims(&self, outcome: Outcome) -> usize {
        let claims = self.notes.iter().filter(|n| n.numbers.is_some());
        match outcome {
            Outcome::Holds => self.agreed,
            _ => claims.filter(|n| n.outcome == outcome).count(),
        }
    }
}
