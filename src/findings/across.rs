//! A report, last year's and those of the units under it become findings.
//!
//! What differs in many cells for one reason is reported once for each family. The
//! differences from the sum of the units are a table of their own: they are
//! findings only where the list of units is said to be complete.

use super::evaluate::{Reports, name_of};
use super::{Finding, InForce, Outcome};
use crate::cells::Number;
use crate::report::fields::{CellId, Form, Table};
use crate::report::{Reading, Report};
use crate::rules::{Holes, Of, Relation, Rule, Sign, Term, expand, expand_across, sentence};
use crate::source::Words;

/// The reports that one is compared with.
#[derive(Clone, Debug, Default)]
pub struct ComparedWith<'a> {
    /// Last year's report of the same agency.
    pub last_year: Option<&'a Reading>,
    /// The reports of the units under it.
    pub units: Vec<&'a Reading>,
    /// Whether these are all of its units, its own office among them.
    pub complete: bool,
}

/// A cell that differs from the sum of the units.
#[derive(Clone, Debug)]
pub struct Residual {
    /// The rule by which they should be equal.
    pub rule: &'static Rule,
    /// Which cell.
    pub cell: CellId,
    /// What the report has.
    pub printed: i64,
    /// What the units come to.
    pub sum: i64,
    /// The units whose own number is the difference, counted from 0.
    pub units: Vec<usize>,
}

impl Residual {
    /// By how much the report is above the units.
    #[must_use]
    pub fn difference(&self) -> i64 {
        self.printed - self.sum
    }
}

/// What the comparison came to.
#[derive(Debug, Default)]
pub(super) struct Across {
    /// What holds, and what is reported.
    pub findings: Vec<Finding>,
    /// Cells that differ from the sum of the units.
    pub residuals: Vec<Residual>,
    /// Cells that some unit lacks.
    not_compared: Vec<Term>,
}

/// Compares a report with others.
pub(super) fn compare(
    in_force: &InForce,
    reading: &Reading,
    report: &Report,
    compared_with: &ComparedWith,
) -> Across {
    let mut across = Across::default();
    let is_last_year = |last: &&Reading| match report.year.zip(last.report.year) {
        Some((year, before)) => year == before + 1,
        None => true,
    };
    let last_year = compared_with.last_year.filter(is_last_year);
    if let Some(other) = compared_with.last_year.filter(|_| last_year.is_none()) {
        across
            .findings
            .extend(not_last_year(in_force, report, &other.report));
    }
    let units: Vec<&Report> = compared_with
        .units
        .iter()
        .map(|unit| &unit.report)
        .collect();
    let reports = Reports {
        last: last_year.map(|last| &last.report),
        units: &units,
        ..Reports::of(report)
    };
    compare_relations(&mut across, in_force, &reports);
    if let Some(last) = last_year {
        across
            .findings
            .extend(other_agency(in_force, report, &last.report));
        across
            .findings
            .extend(copied(in_force, report, &last.report));
        across
            .findings
            .extend(sudden(in_force, report, &last.report));
        across.findings.extend(repeated(in_force, reading, last));
    }
    compare_units(&mut across, in_force, &reports, compared_with.complete);
    across
}

/// The relations between the forms in use, table by table.
fn related(in_force: &InForce, reports: &Reports) -> impl Iterator<Item = &'static Relation> {
    Table::ALL.into_iter().flat_map(move |table| {
        let form = reports.this.form(table);
        let last = reports.last.and_then(|last| last.follows(table)).or(form);
        let all = form.zip(last);
        let all = all.map(|(form, last)| expand_across(in_force.rules, form, last));
        let own = all.unwrap_or_default().iter();
        own.filter(move |r| r.table == table)
    })
}

/// Evaluates the relations between reports; of a family that fails one finding is made, whatever
/// the number of its members.
fn compare_relations(across: &mut Across, in_force: &InForce, reports: &Reports) {
    let mut failing: Vec<(&'static Rule, Vec<&'static Relation>)> = Vec::new();
    let own = related(in_force, reports).filter(|relation| in_force.has(relation.rule));
    for relation in own {
        let of_units = cell_of_sum(relation);
        match (reports.relation(relation), of_units) {
            (Outcome::Holds, _) => {
                let finding = Finding::new(relation.rule, &relation.instance, Outcome::Holds);
                across.findings.push(finding);
            }
            (Outcome::Fails, Some(cell)) => {
                across.residuals.extend(residual(relation, cell, reports));
            }
            (Outcome::Undecided, Some(cell)) if reports.value(cell).is_some() => {
                across.not_compared.push(cell);
            }
            (Outcome::Undecided, _) => {}
            (Outcome::Fails, None) => {
                let mut known = failing.iter_mut();
                match known.find(|(rule, _)| rule.id == relation.rule.id) {
                    Some((_, members)) => members.push(relation),
                    None => failing.push((relation.rule, vec![relation])),
                }
            }
        }
    }
    let families = failing
        .iter()
        .filter_map(|(rule, all)| family(rule, all, reports));
    across.findings.extend(families);
}

/// Where the units together must come to one cell, that cell.
fn cell_of_sum(relation: &Relation) -> Option<Term> {
    let form = &relation.form;
    let of_units = form.sign == Sign::Equal && form.left.iter().all(|t| t.of == Of::Units);
    match form.right[..] {
        [cell] if of_units && cell.of == Of::This => Some(cell),
        _ => None,
    }
}

fn residual(relation: &Relation, cell: Term, reports: &Reports) -> Option<Residual> {
    let sum = reports.total(&relation.form.left)?;
    let printed = reports.total(&relation.form.right)?;
    let difference = Some(Number::count((printed - sum).abs()));
    let units = reports.units.iter().enumerate();
    let own = units.filter(|(_, unit)| Reports::of(unit).value(cell) == difference);
    Some(Residual {
        rule: relation.rule,
        cell: cell.cell,
        printed,
        sum,
        units: own.map(|(at, _)| at).collect(),
    })
}

/// What fails of one family.
fn family(
    rule: &'static Rule,
    failing: &[&'static Relation],
    reports: &Reports,
) -> Option<Finding> {
    let first = *failing.first()?;
    let holes =
        |relation: &&'static Relation| reports.holes(relation, &reports.sides(&relation.form));
    let parts: Vec<Holes> = failing.iter().map(holes).collect();
    Some(Finding {
        cells: failing
            .iter()
            .flat_map(|relation| relation.cells())
            .collect(),
        words: sentence(rule.message, parts.first()?, &parts),
        ..Finding::new(rule, &first.instance, Outcome::Fails)
    })
}

/// Why a report is not last year's of the same agency.
fn not_last_year(in_force: &InForce, report: &Report, last: &Report) -> Option<Finding> {
    let (year, before) = report.year.zip(last.year)?;
    let holes = Holes::default().and("year", year).and("before", before);
    in_force.fails("years.not_last_year", "report", &holes)
}

/// Whether last year's report names another agency; one name within the other is its short form.
fn other_agency(in_force: &InForce, report: &Report, last: &Report) -> Option<Finding> {
    let (own, other) = report.agency.as_ref().zip(last.agency.as_ref())?;
    let is_same = own.contains(other.as_str()) || other.contains(own.as_str());
    let holes = Holes::default().and("own", own).and("other", other);
    (!is_same).then(|| in_force.fails("years.other_agency", "report", &holes))?
}

/// The counts of a table, in the order of the form.
fn counts(report: &Report, table: Table) -> Vec<(CellId, i64)> {
    let form: Option<&Form> = report.form(table);
    let fields = form.into_iter().flat_map(|form| form.fields_of(table));
    fields
        .filter_map(|f| Some((f.id, report.cell(f.id)?.count()?)))
        .collect()
}

/// Fewer numbers may be the same by accident.
const ENOUGH: usize = 3;

fn is_same_table(a: &Report, b: &Report) -> bool {
    let (a, b) = (counts(a, Table::Requests), counts(b, Table::Requests));
    a == b && a.iter().filter(|(_, n)| *n != 0).count() >= ENOUGH
}

/// Table three taken over from last year.
fn copied(in_force: &InForce, report: &Report, last: &Report) -> Option<Finding> {
    is_same_table(report, last).then_some(())?;
    let (zh, en) = ordinal(report, Table::Requests)?;
    let seen = Words::new(
        format!("表{zh}全部数字"),
        format!("Every number of table {en} is that"),
    );
    in_force.fails(
        "years.copied",
        "requests",
        &Holes::default().with("seen", seen),
    )
}

/// Nearly every paragraph taken over from last year, but for its numbers.
fn repeated(in_force: &InForce, report: &Reading, last: &Reading) -> Option<Finding> {
    const FEWEST: usize = 6;
    let all = report.paragraphs.len();
    let same = report
        .paragraphs
        .iter()
        .filter(|p| last.paragraphs.contains(p));
    let same = same.count();
    (all >= FEWEST && same * 10 >= all * 9).then_some(())?;
    let seen = Words::new(
        format!("正文{all}段中有{same}段除数字外"),
        format!("But for their numbers, {same} of {all} paragraphs are those"),
    );
    in_force.fails("years.copied", "text", &Holes::default().with("seen", seen))
}

/// Requests received grew or shrank more than fivefold.
fn sudden(in_force: &InForce, report: &Report, last: &Report) -> Option<Finding> {
    const MANY: i64 = 20;
    let received = |report: &Report| {
        let counts = counts(report, Table::Requests);
        let total = counts
            .iter()
            .find(|(id, _)| id.as_str() == "requests.new.total");
        total.copied()
    };
    let ((cell, now), (_, before)) = (received(report)?, received(last)?);
    let (few, many) = (now.min(before), now.max(before));
    (many >= MANY && many > few.saturating_mul(5)).then_some(())?;
    let holes = Holes::default().and("now", now).and("before", before);
    Some(Finding {
        cells: vec![cell],
        ..in_force.fails("years.sudden", "requests", &holes)?
    })
}

/// What the units show: who is there twice, who differs, what the differences add up to.
fn compare_units(across: &mut Across, in_force: &InForce, reports: &Reports, complete: bool) {
    let (report, units) = (reports.this, reports.units);
    for (at, unit) in units.iter().enumerate() {
        across
            .findings
            .extend(other_year(in_force, report, units, at));
        let mut earlier = units.iter().take(at);
        let first = earlier.position(|other| is_duplicate(other, unit));
        let twice = first.and_then(|first| duplicate(in_force, units, first, at));
        across.findings.extend(twice);
    }
    for table in Table::ALL {
        let lacking = not_compared(across, in_force, reports, table);
        across.findings.extend(lacking);
    }
    across
        .findings
        .extend(explanation(across, in_force, reports));
    if complete {
        across.findings.extend(differing(&across.residuals, report));
    }
}

fn other_year(
    in_force: &InForce,
    report: &Report,
    units: &[&Report],
    at: usize,
) -> Option<Finding> {
    let (year, before) = report.year.zip(units.get(at)?.year)?;
    (year != before).then_some(())?;
    let holes = Holes::default()
        .and("unit", name_of(units, at))
        .and("before", before)
        .and("year", year);
    in_force.fails("units.other_year", &(at + 1).to_string(), &holes)
}

fn is_duplicate(a: &Report, b: &Report) -> bool {
    let same_name = a.agency.is_some() && a.agency == b.agency && a.year == b.year;
    same_name || is_same_table(a, b)
}

fn duplicate(in_force: &InForce, units: &[&Report], first: usize, again: usize) -> Option<Finding> {
    let holes = Holes::default()
        .and("first", first + 1)
        .and("unit", name_of(units, first))
        .and("second", again + 1)
        .and("other", name_of(units, again));
    in_force.fails("units.duplicate", &(again + 1).to_string(), &holes)
}

/// The number of a table on the form, for `{table}`.
fn ordinal(report: &Report, table: Table) -> Option<(&'static str, &'static str)> {
    Some(report.follows(table)?.table(table).ordinal)
}

fn with_table(report: &Report, table: Table) -> Option<Holes> {
    let (zh, en) = ordinal(report, table)?;
    Some(Holes::default().with("table", Words::new(zh, en)))
}

/// The cells of a table that could not be compared, and the units that lack them.
fn not_compared(
    across: &Across,
    in_force: &InForce,
    reports: &Reports,
    table: Table,
) -> Option<Finding> {
    const MOST_NAMED: usize = 5;
    let terms = across.not_compared.iter();
    let terms = terms.filter(|term| term.cell.as_str().starts_with(table.name()));
    let terms: Vec<Term> = terms.copied().collect();
    let is_lacking = |(_, unit): &(usize, &&Report)| {
        let unit = Reports::of(unit);
        terms.iter().any(|term| unit.value(*term).is_none())
    };
    let lacking = reports.units.iter().enumerate().filter(is_lacking);
    let lacking: Vec<String> = lacking.map(|(at, _)| name_of(reports.units, at)).collect();
    lacking.first()?;
    let named = lacking.get(..MOST_NAMED).unwrap_or(&lacking);
    let (more, more_en) = match lacking.len() - named.len() {
        0 => (String::new(), String::new()),
        n => (
            format!("等{}个单位", lacking.len()),
            format!(" and {n} more"),
        ),
    };
    let units = Words::new(
        format!("“{}”{more}", named.join("”“")),
        format!("“{}”{more_en}", named.join("”, “")),
    );
    let holes = with_table(reports.this, table)?
        .and("n", terms.len())
        .with("units", units);
    Some(Finding {
        cells: terms.iter().map(|term| term.cell).collect(),
        ..in_force.fails("units.not_compared", table.name(), &holes)?
    })
}

/// What one unit, counted too often or not at all, explains of the differences.
fn explanation(across: &Across, in_force: &InForce, reports: &Reports) -> Option<Finding> {
    const TABLE: Table = Table::Requests;
    let of_table = |r: &&Residual| r.cell.as_str().starts_with(TABLE.name());
    let residuals: Vec<_> = across.residuals.iter().filter(of_table).collect();
    if residuals.len() < ENOUGH {
        return None;
    }
    let is_whole = |unit: &Report, sign: i64| {
        let counts = counts(unit, TABLE);
        let mut filled = counts.iter().filter(|(_, n)| *n != 0);
        let all = filled.clone().count() == residuals.len();
        all && filled.all(|(id, n)| {
            let same = |r: &&&Residual| r.cell == *id && r.difference() == sign * n;
            residuals.iter().any(|r| same(&r))
        })
    };
    let find = |sign| reports.units.iter().position(|unit| is_whole(unit, sign));
    let unit = find(-1).map(|at| ("units.left_out", at));
    let unit = unit.or_else(|| find(1).map(|at| ("units.counted_twice", at)));
    let holes = with_table(reports.this, TABLE)?;
    let finding = if let Some((rule, at)) = unit {
        let holes = holes.and("unit", name_of(reports.units, at));
        in_force.fails(rule, &(at + 1).to_string(), &holes)
    } else if is_a_table(in_force, reports.this, &residuals) {
        in_force.fails("units.missing", TABLE.name(), &holes)
    } else {
        None
    };
    Some(Finding {
        cells: residuals.iter().map(|r| r.cell).collect(),
        ..finding?
    })
}

/// Whether the differences are a report's own table three: none negative, every equation holds.
fn is_a_table(in_force: &InForce, report: &Report, residuals: &[&Residual]) -> bool {
    let Some(form) = report.follows(Table::Requests) else {
        return false;
    };
    let of = |cell: CellId| {
        let found = residuals.iter().find(|r| r.cell == cell);
        found.map_or(0, |r| r.difference())
    };
    let holds = |relation: &Relation| {
        let terms = relation.terms().map(|t| t.coefficient * of(t.cell));
        terms.sum::<i64>() == relation.form.constant
    };
    let equations = expand(in_force.rules, form).equations.iter();
    let mut related = equations.filter(|r| r.table == Table::Requests);
    residuals.iter().all(|r| r.difference() > 0) && related.all(holds)
}

/// One finding for each rule by which cells differ from a complete list of units.
fn differing(residuals: &[Residual], report: &Report) -> Vec<Finding> {
    let is_same = |a: &Residual, b: &Residual| a.rule.id == b.rule.id;
    let finding = |own: &[Residual]| {
        let first = own.first()?;
        let (table, _) = first.cell.as_str().split_once('.')?;
        let holes = with_table(report, Table::named(table)?)?.and("n", own.len());
        let instance = format!("{}:table", first.rule.id);
        Some(Finding {
            cells: own.iter().map(|r| r.cell).collect(),
            words: sentence(first.rule.message, &holes, &[]),
            ..Finding::new(first.rule, instance, Outcome::Fails)
        })
    };
    residuals.chunk_by(is_same).filter_map(finding).collect()
}
