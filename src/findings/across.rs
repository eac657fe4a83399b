//! A report, last year's and those of the units under it become findings.
//!
//! What differs in many cells for one reason is told once for each family. The
//! differences from the sum of the units are a table of their own: they are
//! findings only where the list of units is said to be complete.

use super::{Checked, Outcome, Remark, check};
use crate::report::fields::{CellId, Form, Table};
use crate::report::{Reading, Report};
use crate::rules::{Of, Relation, Severity, Term, relations, relations_across};
use crate::source::Words;

/// The reports that stand beside the one that is checked.
#[derive(Clone, Debug, Default)]
pub struct ComparedWith<'a> {
    /// Last year's report of the same agency.
    pub last_year: Option<&'a Reading>,
    /// The reports of the units under it.
    pub units: Vec<&'a Reading>,
    /// Whether these are all of its units, its own office among them.
    pub complete: bool,
}

/// What the comparison came to.
#[derive(Clone, Debug, Default)]
pub struct Across {
    /// Relations with last year's report or with single units, where decided.
    pub relations: Vec<Checked>,
    /// What is to be told.
    pub remarks: Vec<Remark>,
    /// Cells that differ from the sum of the units.
    pub residuals: Vec<Residual>,
    /// Cells that some unit lacks.
    pub not_compared: Vec<Term>,
}

/// A cell that differs from the sum of the units.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Residual {
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

/// Compares a report with those beside it.
#[must_use]
pub(super) fn compare(reading: &Reading, report: &Report, compared_with: &ComparedWith) -> Across {
    let mut across = Across::default();
    let last_year = compared_with.last_year.filter(|last| {
        let remark = not_last_year(report, &last.report);
        let is_none = remark.is_none();
        across.remarks.extend(remark);
        is_none
    });
    let last = last_year.map(|last| &last.report);
    let units: Vec<&Report> = compared_with
        .units
        .iter()
        .map(|unit| &unit.report)
        .collect();
    let reports = Reports {
        this: report,
        last,
        units: &units,
    };
    for relation in related(report, last) {
        let checked = reports.evaluate(relation);
        let of_units = relation.terms().any(|t| t.of == Of::Units);
        match checked.outcome {
            Outcome::Undecided if of_units && checked.actual.is_some() => {
                across.not_compared.extend(&relation.right);
            }
            Outcome::Undecided => {}
            Outcome::Fails if of_units => across.residuals.push(reports.residual(&checked)),
            _ => across.relations.push(checked),
        }
    }
    tell_relations(&mut across);
    if let Some(last) = last {
        across.remarks.extend(other_agency(report, last));
        across.remarks.extend(copied(report, last));
        across.remarks.extend(sudden(report, last));
    }
    across
        .remarks
        .extend(last_year.and_then(|last| repeated(reading, last)));
    tell_units(&mut across, report, &units, compared_with.complete);
    across
}

/// The relations between the forms in use, table by table.
fn related<'a>(
    report: &'a Report,
    last: Option<&'a Report>,
) -> impl Iterator<Item = &'static Relation> + 'a {
    Table::ALL.into_iter().flat_map(move |table| {
        let form = report.form(table);
        let last = last.and_then(|last| last.follows(table)).or(form);
        let all = form
            .zip(last)
            .map(|(form, last)| relations_across(form, last));
        all.unwrap_or_default()
            .iter()
            .filter(move |r| r.table == table)
    })
}

/// The reports that the terms of a relation are looked up in.
struct Reports<'a> {
    this: &'a Report,
    last: Option<&'a Report>,
    units: &'a [&'a Report],
}

impl Reports<'_> {
    fn evaluate(&self, relation: &'static Relation) -> Checked {
        let (left, right) = (self.sum(&relation.left), self.sum(&relation.right));
        let outcome = match left.zip(right) {
            None => Outcome::Undecided,
            Some((left, right)) if relation.sign.holds(left, right) => Outcome::Holds,
            Some(_) => Outcome::Fails,
        };
        Checked {
            relation,
            outcome,
            expected: left,
            actual: right,
            numbers: format!(
                "{}{}{}",
                self.print(&relation.left),
                relation.sign.text(),
                self.print(&relation.right)
            ),
        }
    }

    fn sum(&self, terms: &[Term]) -> Option<i64> {
        terms.iter().map(|term| self.value(*term)).sum()
    }

    fn print(&self, terms: &[Term]) -> String {
        let numbers = terms.iter().map(|term| self.value(*term));
        let texts = numbers.map(|n| n.map_or_else(|| "?".to_owned(), |n| n.to_string()));
        texts.collect::<Vec<_>>().join(" + ")
    }

    fn value(&self, term: Term) -> Option<i64> {
        let units = self.units.iter().map(|unit| check::value(unit, term));
        match term.of {
            Of::This => check::value(self.this, term),
            Of::LastYear => check::value(self.last?, term),
            Of::Units if self.units.is_empty() => None,
            Of::Units => units.sum(),
            Of::Largest => units.flatten().max(),
        }
    }

    /// Where the sum of the units stands on the left.
    #[expect(
        clippy::indexing_slicing,
        reason = "every formula has a cell on its right side"
    )]
    fn residual(&self, checked: &Checked) -> Residual {
        let (sum, printed) = checked.expected.zip(checked.actual).unwrap_or_default();
        let cell = checked.relation.right[0];
        let difference = (printed - sum).abs();
        let own = |unit: &Report| check::value(unit, cell) == Some(difference);
        let units = self.units.iter().enumerate();
        Residual {
            cell: cell.cell,
            printed,
            sum,
            units: units.filter(|(_, u)| own(u)).map(|(at, _)| at).collect(),
        }
    }
}

/// Why a report is not last year's of the same agency.
fn not_last_year(report: &Report, last: &Report) -> Option<Remark> {
    let (year, before) = report.year.zip(last.year)?;
    if year == before + 1 {
        return None;
    }
    Some(remark(
        "years.not_last_year",
        "report",
        Severity::Hint,
        Vec::new(),
        Words::new(
            format!("作为上年年报给出的是{before}年年报，本年报为{year}年，未作比较"),
            format!(
                "The report given as last year’s is of {before}, this one of {year}; they were not compared"
            ),
        ),
    ))
}

/// Whether last year's report names another agency; one name within the other is its short form.
fn other_agency(report: &Report, last: &Report) -> Option<Remark> {
    let (own, other) = report.agency.as_ref().zip(last.agency.as_ref())?;
    let is_same = own.contains(other.as_str()) || other.contains(own.as_str());
    (!is_same).then(|| {
        remark(
            "years.other_agency",
            "report",
            Severity::Hint,
            Vec::new(),
            Words::new(
                format!("作为上年年报给出的是“{other}”的，本年报是“{own}”的，仍作了比较，请核对文件"),
                format!(
                    "The report given as last year’s is that of “{other}”, this one of “{own}”; they were compared all the same: check the files"
                ),
            ),
        )
    })
}

/// One remark for each family that fails, whatever the number of its members.
fn tell_relations(across: &mut Across) {
    let failing = |c: &&Checked| c.outcome == Outcome::Fails;
    let mut families: Vec<&str> = Vec::new();
    for checked in across.relations.iter().filter(failing) {
        if !families.contains(&checked.relation.rule.id) {
            families.push(checked.relation.rule.id);
        }
    }
    for id in families {
        let all = across.relations.iter().filter(failing);
        let all: Vec<_> = all.filter(|c| c.relation.rule.id == id).collect();
        across.remarks.extend(told(&all));
    }
}

fn told(failing: &[&Checked]) -> Option<Remark> {
    let first = failing.first()?.relation;
    let rule = first.rule;
    let listed = |of: fn(&Words) -> &String, comma: &str| {
        let members = failing.iter().map(|c| of(&c.relation.member).as_str());
        members.collect::<Vec<_>>().join(comma)
    };
    let fill = |text: &str, members: &str| text.replace("{member}", members);
    let numbers: Vec<_> = failing.iter().map(|c| c.numbers.as_str()).collect();
    let terms = failing.iter().flat_map(|c| c.relation.terms());
    Some(Remark {
        rule: rule.id,
        instance: first.instance.clone(),
        severity: rule.severity,
        cells: terms.filter(|t| t.of == Of::This).map(|t| t.cell).collect(),
        words: Words::new(
            format!(
                "{}（{}）",
                fill(rule.message.0, &listed(|w| &w.zh, "、")),
                numbers.join("；")
            ),
            format!(
                "{} ({})",
                fill(rule.message.1, &listed(|w| &w.en, ", ")),
                numbers.join("; ")
            ),
        ),
    })
}

fn remark(
    rule: &'static str,
    member: &str,
    severity: Severity,
    cells: Vec<CellId>,
    words: Words,
) -> Remark {
    Remark {
        rule,
        instance: format!("{rule}:{member}"),
        severity,
        cells,
        words,
    }
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
fn copied(report: &Report, last: &Report) -> Option<Remark> {
    is_same_table(report, last).then(|| {
        remark(
            "years.copied",
            "requests",
            Severity::Warning,
            Vec::new(),
            Words::new(
                "表三全部数字与上年年报相同，请核对是否沿用了上年的表",
                "Every number of table 3 is that of last year’s report; check whether the table was taken over",
            ),
        )
    })
}

/// Nearly every paragraph taken over from last year, but for its numbers.
fn repeated(report: &Reading, last: &Reading) -> Option<Remark> {
    const FEWEST: usize = 6;
    let all = report.paragraphs.len();
    let same = report
        .paragraphs
        .iter()
        .filter(|p| last.paragraphs.contains(p));
    let same = same.count();
    (all >= FEWEST && same * 10 >= all * 9).then(|| {
        remark(
            "years.copied",
            "text",
            Severity::Warning,
            Vec::new(),
            Words::new(
                format!("正文{all}段中有{same}段除数字外与上年年报相同，请核对是否沿用了上年的文字"),
                format!("But for their numbers, {same} of {all} paragraphs are those of last year’s report; check whether the text was taken over"),
            ),
        )
    })
}

/// Requests received grew or shrank more than fivefold.
fn sudden(report: &Report, last: &Report) -> Option<Remark> {
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
    (many >= MANY && many > few.saturating_mul(5)).then(|| {
        remark(
            "years.sudden",
            "requests",
            Severity::Hint,
            vec![cell],
            Words::new(
                format!("本年新收{now}件，上年{before}件，相差五倍以上，请核对"),
                format!(
                    "{now} requests were received, {before} last year: more than fivefold; check"
                ),
            ),
        )
    })
}

/// What the units tell: who is there twice, who differs, what the differences add up to.
fn tell_units(across: &mut Across, report: &Report, units: &[&Report], complete: bool) {
    for (at, unit) in units.iter().enumerate() {
        across.remarks.extend(other_year(report, unit, at));
        let earlier = units
            .iter()
            .take(at)
            .position(|other| is_duplicate(other, unit));
        across
            .remarks
            .extend(earlier.map(|first| duplicate(units, first, at)));
    }
    let lacking = Table::ALL
        .into_iter()
        .filter_map(|table| lacks(across, report, units, table));
    let lacking: Vec<_> = lacking.collect();
    across.remarks.extend(lacking);
    let explained = explanation(across, report, units);
    across.remarks.extend(explained);
    if complete {
        let differing = Table::ALL
            .into_iter()
            .filter_map(|table| differs(across, report, table));
        let differing: Vec<_> = differing.collect();
        across.remarks.extend(differing);
    }
}

fn name_of(units: &[&Report], at: usize) -> String {
    let agency = units.get(at).and_then(|unit| unit.agency.clone());
    agency.unwrap_or_else(|| format!("#{}", at + 1))
}

fn other_year(report: &Report, unit: &Report, at: usize) -> Option<Remark> {
    let (year, other) = report.year.zip(unit.year)?;
    (year != other).then(|| {
        let name = name_of(std::slice::from_ref(&unit), 0);
        remark(
            "units.other_year",
            &format!("{}", at + 1),
            Severity::Warning,
            Vec::new(),
            Words::new(
                format!("单位年报“{name}”为{other}年，本年报为{year}年，仍计入各单位之和"),
                format!("The unit’s report “{name}” is of {other}, this report of {year}; it was added up all the same"),
            ),
        )
    })
}

fn is_duplicate(a: &Report, b: &Report) -> bool {
    let same_name = a.agency.is_some() && a.agency == b.agency && a.year == b.year;
    same_name || is_same_table(a, b)
}

fn duplicate(units: &[&Report], first: usize, again: usize) -> Remark {
    let (a, b) = (name_of(units, first), name_of(units, again));
    remark(
        "units.duplicate",
        &format!("{}", again + 1),
        Severity::Warning,
        Vec::new(),
        Words::new(
            format!(
                "第{}份“{a}”与第{}份“{b}”像是同一单位的年报，两份都计入了各单位之和",
                first + 1,
                again + 1
            ),
            format!(
                "Number {} “{a}” and number {} “{b}” look like one unit’s report; both were added up",
                first + 1,
                again + 1
            ),
        ),
    )
}

/// The cells of a table that could not be compared, and the units that lack them.
fn lacks(across: &Across, report: &Report, units: &[&Report], table: Table) -> Option<Remark> {
    const MOST_NAMED: usize = 5;
    let terms = across.not_compared.iter();
    let terms = terms.filter(|term| term.cell.as_str().starts_with(table.name()));
    let terms: Vec<Term> = terms.copied().collect();
    let cells: Vec<CellId> = terms.iter().map(|term| term.cell).collect();
    let lacks = |at: &usize| {
        let unit = units.get(*at);
        unit.is_some_and(|unit| terms.iter().any(|t| check::value(unit, *t).is_none()))
    };
    let lacking: Vec<usize> = (0..units.len()).filter(lacks).collect();
    let named = lacking
        .iter()
        .take(MOST_NAMED)
        .map(|at| name_of(units, *at));
    let named: Vec<String> = named.collect();
    let more = lacking.len() - named.len();
    let (more, more_en) = match more {
        0 => (String::new(), String::new()),
        n => (
            format!("等{}个单位", lacking.len()),
            format!(" and {n} more"),
        ),
    };
    let (zh, en) = report.follows(table)?.table(table).ordinal;
    let n = cells.len();
    (n > 0 && !named.is_empty()).then(|| {
        remark(
            "units.not_compared",
            table.name(),
            Severity::Warning,
            cells,
            Words::new(
                format!(
                    "表{zh}有{n}格未与各单位之和比较：“{}”{more}缺少这些格，或没有读准",
                    named.join("”“")
                ),
                format!(
                    "Table {en}: {n} cells were not compared with the sum of the units: they are missing or could not be read in “{}”{more_en}",
                    named.join("”, “")
                ),
            ),
        )
    })
}

/// What one unit, counted too often or not at all, explains of the differences.
fn explanation(across: &Across, report: &Report, units: &[&Report]) -> Option<Remark> {
    let residuals: Vec<_> = across
        .residuals
        .iter()
        .filter(|r| r.cell.as_str().starts_with("requests."))
        .collect();
    if residuals.len() < ENOUGH {
        return None;
    }
    let is_whole = |unit: &Report, sign: i64| {
        let counts = counts(unit, Table::Requests);
        let mut filled = counts.iter().filter(|(_, n)| *n != 0);
        let all = filled.clone().count() == residuals.len();
        all && filled.all(|(id, n)| {
            let same = |r: &&&Residual| r.cell == *id && r.difference() == sign * n;
            residuals.iter().any(|r| same(&r))
        })
    };
    let find = |sign| units.iter().position(|unit| is_whole(unit, sign));
    let cells = || residuals.iter().map(|r| r.cell).collect::<Vec<_>>();
    if let Some(at) = find(-1) {
        let name = name_of(units, at);
        return Some(remark(
            "units.left_out",
            &format!("{}", at + 1),
            Severity::Warning,
            cells(),
            Words::new(
                format!(
                    "表三与各单位之和的差额，正是“{name}”的全部数字：本年报可能漏计了这个单位，或名单中多了它"
                ),
                format!(
                    "Table 3 differs from the sum of the units by exactly the numbers of “{name}”: it may have been left out here, or does not belong to the list"
                ),
            ),
        ));
    }
    if let Some(at) = find(1) {
        let name = name_of(units, at);
        return Some(remark(
            "units.counted_twice",
            &format!("{}", at + 1),
            Severity::Warning,
            cells(),
            Words::new(
                format!(
                    "表三与各单位之和的差额，正是“{name}”的全部数字：本年报可能把这个单位计了两次"
                ),
                format!(
                    "Table 3 differs from the sum of the units by exactly the numbers of “{name}”: it may have been counted twice here"
                ),
            ),
        ));
    }
    is_a_table(report, &residuals).then(|| {
        remark("units.missing", "requests", Severity::Warning, cells(), Words::new(
            "表三与各单位之和的差额自成一张勾稽相符的表：名单中可能缺少单位",
            "What table 3 has above the sum of the units is a table that adds up by itself: a unit may be missing from the list",
        ))
    })
}

/// Whether the differences are a report's own table three: none negative, every relation holds.
fn is_a_table(report: &Report, residuals: &[&Residual]) -> bool {
    let Some(form) = report.follows(Table::Requests) else {
        return false;
    };
    let of = |cell: CellId| {
        let found = residuals.iter().find(|r| r.cell == cell);
        found.map_or(0, |r| r.difference())
    };
    let holds = |relation: &Relation| {
        relation
            .terms()
            .map(|t| t.coefficient * of(t.cell))
            .sum::<i64>()
            == 0
    };
    let mut related = relations(form)
        .iter()
        .filter(|r| r.table == Table::Requests);
    residuals.iter().all(|r| r.difference() > 0) && related.all(holds)
}

/// One finding for a table that differs from a complete list of units.
fn differs(across: &Across, report: &Report, table: Table) -> Option<Remark> {
    let of_table = |r: &&Residual| r.cell.as_str().starts_with(table.name());
    let cells: Vec<_> = across
        .residuals
        .iter()
        .filter(of_table)
        .map(|r| r.cell)
        .collect();
    let rule = match table {
        Table::Disclosure => "units.decisions",
        Table::Requests => "units.requests",
        Table::Remedies => "units.remedies",
    };
    let (zh, en) = report.follows(table)?.table(table).ordinal;
    let n = cells.len();
    (n > 0).then(|| {
        remark(
            rule,
            "table",
            Severity::Error,
            cells,
            Words::new(
                format!("表{zh}有{n}格与各单位之和不一致，请核对"),
                format!("Table {en}: {n} cells differ from the sum of the units; check"),
            ),
        )
    })
}
