//! The picture of a checked report that leaves the program: the public
//! contract, as JSON from the command line and as an object in the browser.
//!
//! The only module that knows serde. Everything in it is a copy made for
//! reading; nothing here decides anything.

mod area;
mod causes;
mod compared;
#[cfg(feature = "written")]
mod csv;
mod guide;
mod layout;
mod offsets;
#[cfg(feature = "written")]
mod overview;
#[cfg(feature = "cli")]
mod parquet;
#[cfg(feature = "written")]
mod return_sheet;
#[cfg(feature = "cli")]
mod schema;
mod text;
#[cfg(feature = "written")]
mod tidy;
mod verdict;
mod words;
#[cfg(feature = "written")]
mod xlsx;

pub use area::AREAS;
pub use causes::{ActView, CauseView, ChangeView, OptionView, ProofView};
pub use compared::{ComparedReportView, ComparedView, ResidualView};
#[cfg(feature = "written")]
pub use csv::{csv_head, csv_rows};
pub use guide::{rule_as_text, rules_as_html, rules_as_markdown, rules_as_text};
pub use layout::{Box, Entries, FormView, Layout, RuleView, forms, name, rules, rules_of};
#[cfg(feature = "written")]
pub use overview::{Line, Overview};
#[cfg(feature = "cli")]
pub use parquet::Parquet;
#[cfg(feature = "written")]
pub use return_sheet::{
    Item, ReturnSheet, return_sheet, return_sheet_as_html, return_sheet_as_markdown,
    return_sheets_as_docx, return_sheets_as_html,
};
#[cfg(feature = "cli")]
pub use schema::schema;
pub use text::text;
#[cfg(feature = "written")]
pub use tidy::{Column, Kind, Tidy, Value, dictionary};
pub use verdict::{EntryView, Kind as EntryKind, PartView, PartsView, TallyView, Verdict};
pub use words::STATES;
#[cfg(feature = "written")]
pub use xlsx::Book;

use crate::cells::Number;
use crate::findings::{Finding, Findings, Outcome, Sides};
use crate::repairs::{Cause, Change};
use crate::report::fields::{CellId, Table};
use crate::report::{Cell, Reading, Report, Status};
use crate::rules::{Severity, Sign};
use crate::source::{Place, Problem};
use offsets::Offsets;
use serde::{Serialize, Serializer};
use std::borrow::Cow;

/// The version of the contract that [`View`] keeps.
pub const VERSION: u32 = 2;

/// One checked report.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
pub struct View {
    /// [`VERSION`].
    pub version: u32,
    /// Version of this crate.
    pub engine: &'static str,
    /// What was checked.
    pub source: SourceView,
    /// The one word that page, slip, workbook and exit status take.
    pub verdict: Verdict,
    /// The agency that reports.
    pub agency: Option<String>,
    /// The year it reports on.
    pub year: Option<u16>,
    /// The form of table three; none where there is no table three.
    pub form: Option<&'static str>,
    /// The forms of tables two and three, where found.
    pub forms: FormsView,
    /// How the reading went, before any judgement.
    pub reading: ReadingView,
    /// Every cell of the form, in its order.
    #[serde(serialize_with = "as_map")]
    #[cfg_attr(
        feature = "cli",
        schemars(with = "std::collections::BTreeMap<String, CellView>")
    )]
    pub cells: Vec<(CellId, CellView)>,
    /// What fails or cannot be decided.
    pub findings: Vec<FindingView>,
    /// What to change, one for each independent block of failures.
    pub causes: Vec<CauseView>,
    /// The findings as a reader sees them, the worst first.
    pub entries: Vec<EntryView>,
    /// How much there is to do, in which part of the report.
    pub tally: TallyView,
    /// The counts.
    pub summary: SummaryView,
    /// What could not be made out.
    pub problems: Vec<ProblemView>,
    /// The reports it was compared with, where there are any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub compared: Option<ComparedView>,
    /// Rules and families that were left out.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub without: Vec<String>,
}

/// What was checked.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
pub struct SourceView {
    /// Its name as given.
    pub name: String,
    /// The format found by its content.
    pub format: &'static str,
}

/// The forms of the two tables that changed over the years.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
pub struct FormsView {
    /// Of table two.
    pub disclosure: Option<&'static str>,
    /// Of table three.
    pub requests: Option<&'static str>,
}

/// How the reading went.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
pub struct ReadingView {
    /// `found` or `missing` for each table.
    pub tables: TablesView,
    /// Cells printed and understood.
    pub read: usize,
    /// Cells printed empty.
    pub blank: usize,
    /// Cells split out of digits that were run together.
    pub inferred: usize,
    /// Cells with more than one reading, or none that is certain.
    pub unsure: usize,
    /// Cells that the document does not have.
    pub missing: usize,
}

/// Whether each table was found.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
pub struct TablesView {
    /// Table two.
    #[cfg_attr(feature = "cli", schemars(extend("enum" = ["found", "missing"])))]
    pub disclosure: &'static str,
    /// Table three.
    #[cfg_attr(feature = "cli", schemars(extend("enum" = ["found", "missing"])))]
    pub requests: &'static str,
    /// Table four.
    #[cfg_attr(feature = "cli", schemars(extend("enum" = ["found", "missing"])))]
    pub remedies: &'static str,
}

/// One cell.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
pub struct CellView {
    /// As printed.
    pub raw: String,
    /// Its number.
    pub value: Option<NumberView>,
    /// `read`, `blank`, `inferred`, `unsure` or `missing`.
    #[cfg_attr(feature = "cli", schemars(extend("enum" = ["read", "blank", "inferred", "unsure", "missing"])))]
    pub status: &'static str,
    /// Where it stands.
    pub place: Option<PlaceView>,
    /// Why it is unsure or inferred.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The same in English.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason_en: Option<String>,
    /// The numbers that the same text may stand for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub readings: Vec<i64>,
}

/// An exact number as JSON has numbers.
#[derive(Clone, Copy, Debug)]
pub struct NumberView(pub Number);

impl Serialize for NumberView {
    #[expect(
        clippy::float_arithmetic,
        clippy::cast_precision_loss,
        reason = "explained below"
    )]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0.whole() {
            Some(whole) => serializer.serialize_i64(whole),
            // JSON's readers make a double of every number: hand over the one
            // nearest to what is printed. Both operands are exact, so that the
            // one division rounds as reading the decimal would.
            None if self.0.digits.unsigned_abs() < 1 << 53 && self.0.scale <= 22 => {
                let power = (0..self.0.scale).fold(1.0, |power, _| power * 10.0);
                serializer.serialize_f64(self.0.digits as f64 / power)
            }
            None => serializer.serialize_str(&self.0.to_string()),
        }
    }
}

/// A place, in UTF-16 code units of the text that was given; of the document's
/// own text, where what was given is no text.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
pub struct PlaceView {
    /// Line, counted from 1.
    pub line: usize,
    /// First code unit.
    pub start: usize,
    /// One past the last code unit.
    pub end: usize,
    /// Table of the document, counted from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub table: Option<usize>,
    /// Row of that table.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row: Option<usize>,
    /// Column of that table.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<usize>,
    /// Name of the sheet, in a workbook.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// Address of the cell in that sheet, such as `C7`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// Page, counted from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
    /// Left, upper, right and lower side on that page, in whole points from
    /// its upper left corner.
    #[serde(rename = "box", skip_serializing_if = "Option::is_none")]
    pub rect: Option<[u32; 4]>,
}

/// Something that fails or cannot be decided.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
pub struct FindingView {
    /// The family.
    pub rule: &'static str,
    /// The member.
    pub instance: String,
    /// `fails` or `undecided`.
    #[cfg_attr(feature = "cli", schemars(extend("enum" = ["fails", "undecided"])))]
    pub outcome: &'static str,
    /// `error`, `warning` or `hint` of what fails; none where it is undecided.
    #[cfg_attr(feature = "cli", schemars(extend("enum" = ["error", "warning", "hint", null])))]
    pub severity: Option<&'static str>,
    /// The cells it speaks of.
    pub cells: Vec<CellId>,
    /// It in numbers.
    pub formula: Option<String>,
    /// What its left side comes to.
    pub expected: Option<i64>,
    /// What its right side comes to.
    pub actual: Option<i64>,
    /// The sentence.
    pub message: String,
    /// The same in English.
    pub message_en: String,
    /// Index into the causes.
    pub cause: Option<usize>,
    /// What the relations ask for in blank totals; only with `form.blank`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub proposed: Vec<ChangeView>,
    /// The part of the report that it is about, one of [`AREAS`].
    pub area: &'static str,
    /// Where the sentence or section it speaks of stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<PlaceView>,
    /// What tells it from every other as long as its cells do not change: 16 hexadecimal digits
    /// of its own, and those of files written before there were many reports.
    pub marks: [String; 2],
    /// Why it is right here all the same; the counts leave it out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub waived: Option<String>,
}

/// The counts: relations that hold, and the findings by outcome and severity,
/// waived ones aside.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
pub struct SummaryView {
    /// Relations that hold.
    pub holds: usize,
    /// Findings that fail: errors, warnings and hints together.
    pub fails: usize,
    /// Findings that cannot be decided.
    pub undecided: usize,
    /// Those that are wrong by definition.
    pub errors: usize,
    /// Those that are wrong under an assumption that may not hold.
    pub warnings: usize,
    /// Those that are worth a look.
    pub hints: usize,
}

/// Something that could not be made out.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
pub struct ProblemView {
    /// A stable word for programs.
    pub kind: Cow<'static, str>,
    /// The sentence.
    pub message: String,
    /// The same in English.
    pub message_en: String,
    /// Where.
    pub place: Option<PlaceView>,
}

/// Draws the picture of a checked report.
#[must_use]
pub fn view(
    reading: &Reading,
    report: &Report,
    findings: &Findings,
    causes: &[Cause],
    blanks: &[Change],
) -> View {
    let places = places(report);
    let places = places.chain(findings.reported().filter_map(|(_, finding)| finding.place));
    let offsets = Offsets::new(&reading.text, &reading.sheets, places);
    let form = |table| report.form(table).map(|f| f.id);
    let tables = |table| {
        if report.form(table).is_some() {
            "found"
        } else {
            "missing"
        }
    };
    let count = |status| report.cells.iter().filter(|c| c.status == status).count();
    let mut view = View {
        version: VERSION,
        engine: env!("CARGO_PKG_VERSION"),
        source: SourceView {
            name: reading.name.clone(),
            format: reading.format.name(),
        },
        agency: report.agency.clone(),
        year: report.year,
        form: form(Table::Requests),
        forms: FormsView {
            disclosure: form(Table::Disclosure),
            requests: form(Table::Requests),
        },
        reading: ReadingView {
            tables: TablesView {
                disclosure: tables(Table::Disclosure),
                requests: tables(Table::Requests),
                remedies: tables(Table::Remedies),
            },
            read: count(Status::Read),
            blank: count(Status::Blank),
            inferred: count(Status::Inferred),
            unsure: count(Status::Unsure),
            missing: count(Status::Missing),
        },
        cells: report
            .cells
            .iter()
            .map(|c| (c.id, cell_view(c, &offsets)))
            .collect(),
        findings: findings
            .reported()
            .map(|(at, finding)| FindingView {
                cause: causes.iter().position(|c| c.findings.contains(&at)),
                ..finding_view(finding, blanks, &offsets)
            })
            .collect(),
        causes: causes::causes(findings, causes),
        summary: summary(findings),
        problems: report
            .problems
            .iter()
            .map(|p| ProblemView {
                place: p.place.map(|p| offsets.view(p)),
                ..remark(p)
            })
            .chain(reading.notes.iter().map(remark))
            .collect(),
        compared: findings.compared.as_ref().map(compared::compared),
        verdict: Verdict::Unread,
        entries: Vec::new(),
        tally: TallyView::default(),
        without: findings.without.clone(),
    };
    view.entries = verdict::entries(&view);
    view.tally = verdict::tally(&view);
    view.verdict = verdict::verdict(&view);
    view
}

/// A remark on a whole file, which has no place in it.
#[must_use]
pub fn remark(problem: &Problem) -> ProblemView {
    ProblemView {
        kind: problem.kind.clone(),
        message: problem.words.zh.clone(),
        message_en: problem.words.en.clone(),
        place: None,
    }
}

fn places(report: &Report) -> impl Iterator<Item = Place> {
    let cells = report.cells.iter().filter_map(|c| c.place);
    cells.chain(report.problems.iter().filter_map(|p| p.place))
}

fn cell_view(cell: &Cell, offsets: &Offsets) -> CellView {
    CellView {
        raw: cell.raw.clone(),
        value: cell.value.map(NumberView),
        status: match cell.status {
            Status::Read => "read",
            Status::Blank => "blank",
            Status::Inferred => "inferred",
            Status::Unsure => "unsure",
            Status::Missing => "missing",
        },
        place: cell.place.map(|p| offsets.view(p)),
        reason: cell.doubt.as_ref().map(|d| d.zh.clone()),
        reason_en: cell.doubt.as_ref().map(|d| d.en.clone()),
        readings: cell.readings.clone(),
    }
}

fn finding_view(finding: &Finding, blanks: &[Change], offsets: &Offsets) -> FindingView {
    let is_blank = finding.rule.id == "form.blank";
    let proposed = blanks
        .iter()
        .filter(|c| is_blank && finding.cells.contains(&c.cell));
    // A bound has its numbers in its sentence alone.
    let sides = finding.sides.as_ref().filter(|s| s.sign == Sign::Equal);
    let whole = |number: Option<Number>| number.and_then(Number::whole);
    FindingView {
        rule: finding.rule.id,
        instance: finding.instance.to_string(),
        outcome: if finding.outcome == Outcome::Fails {
            "fails"
        } else {
            "undecided"
        },
        severity: finding.severity().map(Severity::name),
        cells: finding.cells.clone(),
        formula: sides.map(Sides::formula),
        expected: sides.and_then(|s| whole(s.left)),
        actual: sides.and_then(|s| whole(s.right)),
        message: finding.words.zh.clone(),
        message_en: finding.words.en.clone(),
        cause: None,
        proposed: proposed.map(causes::change).collect(),
        area: area::area(finding.rule.id, &finding.cells),
        place: finding.place.map(|p| offsets.view(p)),
        marks: finding.marks.clone(),
        waived: finding.waived.clone(),
    }
}

fn summary(findings: &Findings) -> SummaryView {
    let open = || findings.all.iter().filter(|f| f.waived.is_none());
    let of = |outcome| open().filter(|f| f.outcome == outcome).count();
    let weigh = |severity| open().filter(|f| f.severity() == Some(severity)).count();
    SummaryView {
        holds: of(Outcome::Holds),
        fails: of(Outcome::Fails),
        undecided: of(Outcome::Undecided),
        errors: weigh(Severity::Error),
        warnings: weigh(Severity::Warning),
        hints: weigh(Severity::Hint),
    }
}

fn as_map<S: Serializer>(cells: &[(CellId, CellView)], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(cells.iter().map(|(id, cell)| (id, cell)))
}

impl Serialize for CellId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// A text as it stands in markup.
fn escaped(text: &str) -> String {
    let text = printable(text).replace('&', "&amp;");
    text.replace('<', "&lt;").replace('>', "&gt;")
}

/// A text without the characters that XML 1.0 does not allow (its section 2.2),
/// in place of which stands U+FFFD: with one of them no part of a document opens.
fn printable(text: &str) -> String {
    let is_barred = |c: char| {
        c.is_ascii_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{7f}')
            || matches!(c, '\u{fffe}' | '\u{ffff}')
    };
    text.replace(is_barred, "\u{fffd}")
}
