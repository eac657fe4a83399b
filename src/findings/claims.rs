//! What sentences claim, compared with the cells.

use super::evaluate::Reports;
use super::{Finding, InForce, Outcome, number_repeated};
use crate::cells::Number;
use crate::report::Report;
use crate::report::claims::{Claim, Share};
use crate::report::fields::{CellId, Field, Form, Role, Table};
use crate::rules::{Holes, LinearForm, Rule, Sign, Term, sentence, sums};
use crate::source::Words;

/// What the claims of the sentences come to.
pub(super) fn compare_claims(
    in_force: &InForce,
    report: &Report,
    claims: &[Claim],
) -> Vec<Finding> {
    let mut all = Vec::new();
    for claim in claims {
        let meanings = meanings(report, claim);
        let Some(first) = meanings.first() else {
            continue;
        };
        let rule = in_force.find(claim.pattern.rule);
        all.extend(rule.map(|rule| compare(rule, report, claim, &meanings)));
        let share = claim.share.as_ref().zip(in_force.find("prose.share"));
        let shared =
            share.and_then(|(share, rule)| compare_share(rule, report, claim, share, first));
        all.extend(shared);
    }
    number_repeated(&mut all);
    all
}

/// The numbers that sentences give for single cells, as evidence for repairs.
pub(super) fn witnesses(report: &Report, claims: &[Claim]) -> Vec<(CellId, i64)> {
    let total = |terms: &[Term]| Reports::of(report).total(terms);
    let witness = |claim: &Claim| {
        let meanings = meanings(report, claim);
        let first = meanings.first()?;
        let [term] = first.as_slice() else {
            return None;
        };
        // A sentence that another meaning explains says nothing of this cell.
        let mut others = meanings.iter().skip(1);
        let elsewhere = others.any(|terms| total(terms) == Some(claim.stated));
        let here = total(first) == Some(claim.stated);
        (here || !elsewhere).then_some((term.cell, claim.stated))
    };
    claims.iter().filter_map(witness).collect()
}

/// Every sum of cells that a claim may mean, as far as the form has the cells.
fn meanings(report: &Report, claim: &Claim) -> Vec<Vec<Term>> {
    let texts = claim.pattern.cells.iter();
    texts.filter_map(|text| terms(report, text)).collect()
}

/// The cells of a sum, where its table was found.
fn terms(report: &Report, text: &str) -> Option<Vec<Term>> {
    let mut tables = Table::ALL.into_iter();
    let table = tables.find(|t| text.starts_with(t.name()))?;
    sums(text, report.form(table)?)
}

fn compare(rule: &'static Rule, report: &Report, claim: &Claim, meanings: &[Vec<Term>]) -> Finding {
    let outcome = outcome(report, claim, meanings);
    let instance = format!("{}:{}", rule.id, claim.pattern.member);
    let finding = Finding::new(rule, instance, outcome);
    let Some(first) = meanings.first().filter(|_| outcome != Outcome::Holds) else {
        return finding;
    };
    let form = LinearForm {
        left: first.clone(),
        sign: Sign::Equal,
        right: Vec::new(),
        constant: claim.stated,
    };
    let sides = Reports::of(report).sides(&form);
    let cells = sides.left.map_or_else(|| "?".to_owned(), |n| n.to_string());
    let message = if outcome == Outcome::Fails {
        rule.message
    } else {
        UNDECIDED
    };
    Finding {
        cells: first.iter().map(|t| t.cell).collect(),
        words: words(message, claim, &claim.quote, &cells),
        place: Some(claim.place),
        sides: Some(sides),
        ..finding
    }
}

/// Said of a sentence whose cells are not known.
const UNDECIDED: (&str, &str) = (
    "正文“{quote}”：{member}未填或没有读准，无法与之核对",
    "“{quote}” cannot be compared: {member} is not filled in or not read for certain",
);

fn words(message: (&str, &str), claim: &Claim, quote: &str, cells: &str) -> Words {
    let (zh, en) = claim.pattern.name;
    let holes = Holes::default()
        .and("quote", quote)
        .with("member", Words::new(zh, en))
        .and("cells", cells);
    sentence(message, &holes, &[])
}

fn outcome(report: &Report, claim: &Claim, meanings: &[Vec<Term>]) -> Outcome {
    let reports = Reports::of(report);
    let stated = Some(claim.stated);
    let agrees = |terms: &Vec<Term>| {
        reports.total(terms) == stated || reports.total(&by_parts(report, terms)) == stated
    };
    let all_handled = claim.pattern.member == "handled" && handled(report) == stated;
    if all_handled || meanings.iter().any(agrees) {
        return Outcome::Holds;
    }
    let is_known = |terms: &Vec<Term>| reports.total(terms).is_some();
    if meanings.iter().all(is_known) {
        Outcome::Fails
    } else {
        Outcome::Undecided
    }
}

/// The same with each total of a row as its parts: where the table does not add up the sentence may
/// still agree with these, and the table is reported.
fn by_parts(report: &Report, terms: &[Term]) -> Vec<Term> {
    let parts = |term: &Term| {
        let own = row_of_total(report, *term);
        own.unwrap_or_else(|| vec![*term])
    };
    terms.iter().flat_map(parts).collect()
}

/// The parts of a total of a row; none for any other cell.
fn row_of_total(report: &Report, term: Term) -> Option<Vec<Term>> {
    let name = term.cell.as_str();
    let mut tables = [Table::Requests, Table::Remedies].into_iter();
    let table = tables.find(|t| name.starts_with(t.name()))?;
    let row = name.strip_suffix(".total")?;
    let form = report.follows(table)?;
    let is_part = |field: &&Field| {
        let rest = field.id.as_str().strip_prefix(row);
        let column = rest.and_then(|rest| rest.strip_prefix('.'));
        field.id != term.cell && column.is_some_and(|column| !column.contains('.'))
    };
    let parts = form.fields_of(table).filter(is_part);
    Some(parts.map(|f| like(f, term.coefficient)).collect())
}

fn like(field: &Field, coefficient: i64) -> Term {
    Term {
        coefficient,
        cell: field.id,
        place: (field.row, field.column),
        total: field.total,
        of: crate::rules::Of::This,
    }
}

/// All outcomes of table three, by their totals.
fn handled(report: &Report) -> Option<i64> {
    let form = report.follows(Table::Requests)?;
    let outcomes = form.fields_of(Table::Requests);
    let outcomes = outcomes.filter(|f| is_outcome_total(form, f));
    let terms: Vec<Term> = outcomes.map(|f| like(f, 1)).collect();
    Reports::of(report).total(&terms)
}

fn is_outcome_total(form: &Form, field: &Field) -> bool {
    form.row(field).role == Role::Outcome && form.column(field).role == Role::Total
}

/// A percentage that neither the numbers of the sentence nor the cells give.
fn compare_share(
    rule: &'static Rule,
    report: &Report,
    claim: &Claim,
    share: &Share,
    first: &[Term],
) -> Option<Finding> {
    const WHOLES: [&str; 3] = [
        "requests.result_total.total",
        "requests.new.total",
        "requests.new.total + requests.carried_in.total",
    ];
    let reports = Reports::of(report);
    let wholes: Option<Vec<i64>> = WHOLES
        .iter()
        .map(|text| reports.total(&terms(report, text)?))
        .collect();
    let wholes = wholes?;
    let part = reports.total(first)?;
    let mut possible = wholes
        .iter()
        .chain(&share.whole)
        .chain(&share.group)
        .flat_map(|whole| [(part, *whole), (claim.stated, *whole)]);
    let whole = *wholes.first().filter(|whole| **whole > 0)?;
    if possible.any(|(part, whole)| is_share(part, whole, share.percent)) {
        return None;
    }
    let right = percentage(claim.stated, whole, share.percent.scale)?;
    let cells = first.iter().map(|t| t.cell);
    Some(Finding {
        cells: cells
            .chain(terms(report, WHOLES[0])?.iter().map(|t| t.cell))
            .collect(),
        words: words(rule.message, claim, &share.quote, &right.to_string()),
        place: Some(share.place),
        ..Finding::new(
            rule,
            format!("{}:{}", rule.id, claim.pattern.member),
            Outcome::Fails,
        )
    })
}

/// Whether a part is such a percentage of the whole, rounded or cut off, or
/// made to fit so that all percentages add up to a hundred.
fn is_share(part: i64, whole: i64, percent: Number) -> bool {
    let power = 10_i128.pow(u32::from(percent.scale));
    let (part, whole) = (i128::from(part), i128::from(whole));
    whole > 0 && (100 * part * power - i128::from(percent.digits) * whole).abs() <= whole
}

/// A part of a whole in hundredths, rounded.
fn percentage(part: i64, whole: i64, scale: u8) -> Option<Number> {
    let power = 10_i128.pow(u32::from(scale));
    let (part, whole) = (i128::from(part), i128::from(whole));
    let rounded = (200 * part * power + whole) / (2 * whole);
    Some(Number {
        digits: i64::try_from(rounded).ok()?,
        scale,
    })
}
