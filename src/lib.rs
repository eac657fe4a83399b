//! Checks the arithmetic of annual reports on open government information
//! (政府信息公开工作年度报告).
//!
//! One source goes one way through: [`open`] finds its format and takes it in,
//! [`recognize`] aligns what it holds to the national form, [`check`] evaluates
//! the relations and locates the cells behind those that fail, and
//! [`Checked::view`] is the picture of it that leaves the program.
//!
//! ```
//! use gouji::{Options, check, open, recognize};
//! let opened = open("novel.txt", "It was a dark and stormy night.".as_bytes()).unwrap();
//! for reading in recognize(&opened) {
//!     let view = check(&reading, &Options::default()).view();
//!     assert_eq!(view.form, None);
//!     assert!(!view.problems.is_empty());
//! }
//! ```

// No input panics: a place where an index is proven says how.
#![deny(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used
)]

pub mod source;

pub mod cells;

pub mod input;

pub mod report;

pub mod rules;

pub mod findings;

pub mod repairs;

pub mod view;

#[cfg(target_arch = "wasm32")]
mod wasm;

pub use findings::{ComparedWith, Waiver};
pub use input::{Opened, open};
pub use report::Reading;

use findings::{Findings, InForce};
use repairs::{Cause, Change, Evidence};
use report::Report;
use rules::{RULES, Rule};

/// What is read of a source: one report at least, or what it holds instead of
/// one. Of an archive nothing: its entries are opened one by one.
///
/// ```
/// use gouji::{open, recognize};
/// let readings = recognize(&open("a.txt", "规章".as_bytes()).unwrap());
/// assert_eq!(readings.len(), 1);
/// assert!(!readings[0].report.found.contains(&true));
/// ```
#[must_use]
pub fn recognize(opened: &Opened) -> Vec<Reading> {
    report::read(opened)
}

/// How a report is checked.
#[derive(Clone, Debug)]
pub struct Options<'a> {
    /// Every rule there is.
    pub rules: &'static [Rule],
    /// Cells corrected by hand: name of the cell, new text.
    pub corrections: &'a [(String, String)],
    /// The reports it is compared with.
    pub compared_with: ComparedWith<'a>,
    /// Rules or families of them that are not checked.
    pub without: &'a [String],
    /// Findings that are right all the same.
    pub waived: &'a [Waiver],
}

impl Default for Options<'_> {
    fn default() -> Self {
        Self {
            rules: RULES,
            corrections: &[],
            compared_with: ComparedWith::default(),
            without: &[],
            waived: &[],
        }
    }
}

/// A report, and what checking it came to.
#[derive(Clone, Debug)]
pub struct Checked<'a> {
    /// What was read.
    pub reading: &'a Reading,
    /// The report with its corrections.
    pub report: Report,
    /// What holds, fails or cannot be decided.
    pub findings: Findings,
    /// What would make it hold.
    pub causes: Vec<Cause>,
    /// What its relations ask for in blank totals.
    pub blanks: Vec<Change>,
}

/// Checks one report.
///
/// ```
/// use gouji::{Options, check, open, recognize};
/// let text = "行政复议 行政诉讼 结果维持 结果纠正 其他结果 尚未审结 总计 未经复议直接起诉 复议后起诉 \
///     结果维持 结果纠正 其他结果 尚未审结 总计 结果维持 结果纠正 其他结果 尚未审结 总计 \
///     1 0 0 0 2 0 0 0 0 0 0 0 0 0 0";
/// let reading = &recognize(&open("", text.as_bytes()).unwrap())[0];
/// assert_eq!(check(reading, &Options::default()).view().summary.errors, 1);
/// let corrections = [("remedies.review.total".to_owned(), "1".to_owned())];
/// let options = Options { corrections: &corrections, ..Options::default() };
/// assert_eq!(check(reading, &options).view().summary.errors, 0);
/// ```
#[must_use]
pub fn check<'a>(reading: &'a Reading, options: &Options<'a>) -> Checked<'a> {
    let mut report = reading.report.clone();
    for (cell, text) in options.corrections {
        report.correct(cell, text);
    }
    let compared_with = &options.compared_with;
    let in_force = InForce {
        rules: options.rules,
        without: options.without,
    };
    let findings = findings::check(reading, &report, compared_with, &in_force, options.waived);
    let evidence = Evidence {
        last_year: compared_with.last_year.map(|last| &last.report),
        witnesses: &findings.witnesses,
    };
    let causes = repairs::locate(&report, &findings, evidence);
    let blanks = repairs::fill_blanks(&report, &findings);
    Checked {
        reading,
        report,
        findings,
        causes,
        blanks,
    }
}

impl Checked<'_> {
    /// The public contract: one checked report, to be written as JSON.
    #[must_use]
    pub fn view(&self) -> view::View {
        view::view(
            self.reading,
            &self.report,
            &self.findings,
            &self.causes,
            &self.blanks,
        )
    }
}
