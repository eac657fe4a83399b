//! One verdict, and what there is to do: what the page, the slips, the workbook,
//! the text and the exit status say of a report.

use super::{AREAS, FindingView, View};
use crate::cells::order;
use crate::report::fields::Table;
use crate::rules::family;
use serde::Serialize;

/// The families of relations within the tables.
const ARITHMETIC: [&str; 2] = ["requests", "remedies"];

/// The one word for a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// Every table was found, every cell read or printed empty, every relation of the tables
    /// holds, and nothing else is wrong.
    Holds,
    /// Something is wrong by definition.
    Fails,
    /// Nothing is, but something should be looked at.
    Warns,
    /// Nothing fails, but something could not be decided or was not read for certain.
    Undecided,
    /// No table of the form could be read.
    Unread,
}

impl Verdict {
    /// Its name in the contract.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Verdict::Holds => "holds",
            Verdict::Fails => "fails",
            Verdict::Warns => "warns",
            Verdict::Undecided => "undecided",
            Verdict::Unread => "unread",
        }
    }
}

/// How much a reader has to make of an entry, the worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Wrong by definition.
    Error,
    /// Wrong under an assumption that may not hold.
    Warning,
    /// It could not be decided.
    Undecided,
    /// Worth a look.
    Hint,
}

/// What a reader sees as one thing: a cause with its findings, or a finding without a cause.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
pub struct EntryView {
    /// The worst of its findings.
    pub kind: Kind,
    /// Index into the causes.
    pub cause: Option<usize>,
    /// Indexes into the findings.
    pub findings: Vec<usize>,
    /// Whether all of its findings are waived.
    pub waived: bool,
    /// How many things it asks for: the acts of the best correction of its cause, or one. A
    /// hint asks for nothing, nor does what cannot be decided, but for blank totals that
    /// the relations fill in.
    pub actions: usize,
}

impl EntryView {
    fn is_place(&self) -> bool {
        self.kind != Kind::Undecided || self.actions > 0
    }
}

/// How much there is of everything, waived findings aside.
#[derive(Clone, Debug, Default, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
pub struct TallyView {
    /// 处: entries that are an error, a warning or a hint, or ask for something.
    pub places: usize,
    /// 待处理: what the entries ask for, together.
    pub to_do: usize,
    /// Entries that are wrong by definition.
    pub errors: usize,
    /// Entries that are a warning.
    pub warnings: usize,
    /// Entries that could not be decided.
    pub undecided: usize,
    /// Entries that are a hint.
    pub hints: usize,
    /// Cells that were not read for certain, tables not found, and remarks of the reader.
    pub doubts: usize,
    /// Entries whose findings are all waived.
    pub waived: usize,
    /// By part of the report; an entry that touches two counts in both.
    pub parts: PartsView,
}

/// The parts of a report, in the order of [`AREAS`].
#[derive(Clone, Debug, Default, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[expect(missing_docs, reason = "they are those of AREAS")]
pub struct PartsView {
    pub disclosure: PartView,
    pub requests: PartView,
    pub remedies: PartView,
    pub prose: PartView,
    pub form: PartView,
    pub years: PartView,
    pub units: PartView,
}

impl PartsView {
    /// In the order of [`AREAS`].
    #[must_use]
    pub fn all(&self) -> [PartView; AREAS.len()] {
        [
            self.disclosure,
            self.requests,
            self.remedies,
            self.prose,
            self.form,
            self.years,
            self.units,
        ]
    }
}

/// What there is in one part of a report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
pub struct PartView {
    /// Entries that are wrong by definition.
    pub errors: usize,
    /// Entries that are a warning or a hint.
    pub remarks: usize,
    /// Entries that could not be decided.
    pub undecided: usize,
    /// 处: entries that are an error, a warning or a hint, or ask for something.
    pub places: usize,
    /// Whether it was checked at all: its table was found, a report was given to compare with,
    /// its rules were not left out.
    pub is_checked: bool,
}

/// How many places a part has; none where it was not checked.
#[cfg(feature = "written")]
pub(super) fn places(part: PartView) -> Option<usize> {
    part.is_checked.then_some(part.places)
}

/// The findings as a reader sees them, the worst first; of one kind in the order of the report,
/// and what has no formula before what has one.
pub(super) fn entries(view: &View) -> Vec<EntryView> {
    let of_causes = view.causes.iter().enumerate();
    let of_causes = of_causes.map(|(at, cause)| (Some(at), cause.findings.clone()));
    let alone = view.findings.iter().enumerate();
    let alone = alone.filter(|(_, finding)| finding.cause.is_none() && !is_absent(view, finding));
    let alone = alone.map(|(at, _)| (None, vec![at]));
    let mut all: Vec<_> = of_causes
        .chain(alone)
        .map(|(cause, findings)| entry(view, cause, findings))
        .collect();
    let has_formula = |entry: &EntryView| {
        let first = entry.findings.first().and_then(|at| view.findings.get(*at));
        first.is_some_and(|finding| finding.formula.is_some())
    };
    let place = |entry: &EntryView| (entry.kind, has_formula(entry));
    order::sort_by(&mut all, |a, b| place(a).cmp(&place(b)));
    all
}

fn entry(view: &View, cause: Option<usize>, findings: Vec<usize>) -> EntryView {
    let own = || findings.iter().filter_map(|at| view.findings.get(*at));
    let kind = own().map(kind).min().unwrap_or(Kind::Hint);
    let has_proposal = own().any(|finding| !finding.proposed.is_empty());
    let of_cause = cause.and_then(|at| view.causes.get(at)).map(|cause| {
        let best = cause.options.first();
        best.map_or(cause.at_least.max(1), |option| option.acts.len())
    });
    let actions = match kind {
        Kind::Hint | Kind::Undecided => usize::from(cause.is_none() && has_proposal),
        Kind::Error | Kind::Warning => of_cause.unwrap_or(1),
    };
    EntryView {
        kind,
        waived: own().all(|finding| finding.waived.is_some()),
        actions,
        cause,
        findings,
    }
}

fn kind(finding: &FindingView) -> Kind {
    match (finding.outcome, finding.severity) {
        ("undecided", _) => Kind::Undecided,
        (_, Some("error")) => Kind::Error,
        (_, Some("warning")) => Kind::Warning,
        _ => Kind::Hint,
    }
}

/// Whether a finding only says that a table was not found, which is said once.
fn is_absent(view: &View, finding: &FindingView) -> bool {
    finding.outcome == "undecided"
        && Table::ALL
            .iter()
            .zip(states(view))
            .any(|(table, state)| state == "missing" && table.name() == finding.area)
}

pub(super) fn tally(view: &View) -> TallyView {
    let open = || view.entries.iter().filter(|entry| !entry.waived);
    let of = |kind| open().filter(|entry| entry.kind == kind).count();
    let (errors, warnings, hints) = (of(Kind::Error), of(Kind::Warning), of(Kind::Hint));
    let part = |at: usize| part(view, at);
    TallyView {
        places: open().filter(|entry| entry.is_place()).count(),
        to_do: open().map(|entry| entry.actions).sum(),
        errors,
        warnings,
        undecided: of(Kind::Undecided),
        hints,
        doubts: doubts(view),
        waived: view.entries.iter().filter(|entry| entry.waived).count(),
        parts: PartsView {
            disclosure: part(0),
            requests: part(1),
            remedies: part(2),
            prose: part(3),
            form: part(4),
            years: part(5),
            units: part(6),
        },
    }
}

fn part(view: &View, at: usize) -> PartView {
    let Some((area, ..)) = AREAS.get(at) else {
        return PartView::default();
    };
    let touches = |entry: &&EntryView| {
        let mut own = entry
            .findings
            .iter()
            .filter_map(|at| view.findings.get(*at));
        !entry.waived && own.any(|finding| finding.area == *area)
    };
    let mut part = PartView {
        is_checked: is_checked(view, area),
        ..PartView::default()
    };
    for entry in view.entries.iter().filter(touches) {
        part.places += usize::from(entry.is_place());
        match entry.kind {
            Kind::Error => part.errors += 1,
            Kind::Warning | Kind::Hint => part.remarks += 1,
            Kind::Undecided => part.undecided += 1,
        }
    }
    part
}

fn is_checked(view: &View, area: &str) -> bool {
    let (tables, compared) = (&view.reading.tables, view.compared.as_ref());
    let has_table = match area {
        "disclosure" => tables.disclosure == "found",
        "requests" => tables.requests == "found",
        "remedies" => tables.remedies == "found",
        "years" => compared.is_some_and(|c| c.last_year.is_some()),
        "units" => compared.is_some_and(|c| !c.units.is_empty()),
        _ => true,
    };
    has_table && !view.without.iter().any(|name| name == area)
}

/// A table that is not there is one doubt, not one for each of its cells.
fn doubts(view: &View) -> usize {
    let states = states(view);
    let lost = |name: &str| {
        let of = |table: &Table| name.starts_with(table.name());
        let at = Table::ALL.iter().position(of);
        at.and_then(|at| states.get(at)) != Some(&"found")
    };
    let doubtful = view
        .cells
        .iter()
        .filter(|(id, cell)| matches!(cell.status, "unsure" | "missing") && !lost(id.as_str()));
    let remarks = view.problems.iter().filter(|p| p.kind != "table_missing");
    let lost = states.iter().filter(|state| **state != "found");
    doubtful.count() + remarks.count() + lost.count()
}

/// Remarks on a file that say nothing of the numbers that its reader sees.
const LEAVES_NUMBERS_ALONE: [&str; 3] = ["name_differs", "hidden_left_out", "tracked_changes"];

impl View {
    /// Whether every table was found, every cell read or printed empty, everything decided, and
    /// nothing of the source left unread.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        let is_read = |cell: &super::CellView| matches!(cell.status, "read" | "blank");
        let mut open = self.findings.iter().filter(|f| f.waived.is_none());
        states(self).iter().all(|state| *state == "found")
            && self.cells.iter().all(|(_, cell)| is_read(cell))
            && open.all(|f| f.outcome != "undecided")
            && self
                .problems
                .iter()
                .all(|p| LEAVES_NUMBERS_ALONE.contains(&&*p.kind))
            && !self
                .without
                .iter()
                .any(|name| ARITHMETIC.contains(&family(name)))
    }
}

/// Whether each of the tables was found.
fn states(view: &View) -> [&'static str; 3] {
    let tables = &view.reading.tables;
    [tables.disclosure, tables.requests, tables.remedies]
}

/// The one word for a report, out of everything that is said of it.
pub(super) fn verdict(view: &View) -> Verdict {
    let open = || view.findings.iter().filter(|f| f.waived.is_none());
    let fails = |severity| open().any(|f| f.outcome == "fails" && f.severity == Some(severity));
    if states(view).iter().all(|state| *state != "found") {
        Verdict::Unread
    } else if fails("error") {
        Verdict::Fails
    } else if fails("warning") {
        Verdict::Warns
    } else if view.is_whole() {
        Verdict::Holds
    } else {
        Verdict::Undecided
    }
}
