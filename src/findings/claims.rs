//! What sentences claim, compared with the cells.

use super::check::value;
use super::{Findings, Note, Outcome};
use crate::cells::Number;
use crate::report::Report;
use crate::report::claims::{Claim, Share};
use crate::report::fields::{CellId, Field, Form, Role, Table};
use crate::rules::{Of, Rule, Term, WHOLE};
use crate::source::Words;
use std::fmt::Write;

/// Adds to the findings what the claims of the sentences come to.
pub fn compare_claims(findings: &mut Findings, report: &Report, claims: &[Claim]) {
    for claim in claims {
        let sums = sums(report, claim);
        let note = sums
            .first()
            .map(|first| match outcome(report, claim, &sums) {
                Outcome::Holds => {
                    findings.agreed += 1;
                    None
                }
                outcome => note(report, claim, first, outcome),
            });
        findings.notes.extend(note.flatten());
        let share = claim.share.as_ref();
        let shared = share.and_then(|share| compare_share(report, claim, share, sums.first()?));
        findings.notes.extend(shared);
    }
    number_repeated(&mut findings.notes);
}

/// The numbers that sentences give for single cells, as evidence for repairs.
#[must_use]
pub fn witnesses(report: &Report, claims: &[Claim]) -> Vec<(CellId, i64)> {
    let witness = |claim: &Claim| {
        let sums = sums(report, claim);
        let [term] = sums.first()?.as_slice() else {
            return None;
        };
        // A sentence that another meaning explains says nothing of this cell.
        let elsewhere = sums
            .iter()
            .skip(1)
            .any(|sum| total(report, sum) == Some(claim.stated));
        let here = value(report, *term) == Some(claim.stated);
        (here || !elsewhere).then_some((term.cell, claim.stated))
    };
    claims.iter().filter_map(witness).collect()
}

/// Every sum of cells that a claim may mean, as far as the form has the cells.
fn sums(report: &Report, claim: &Claim) -> Vec<Vec<Term>> {
    claim
        .pattern
        .cells
        .iter()
        .filter_map(|text| terms(report, text))
        .collect()
}

/// `a + b - c` as terms; `*` is every row of that beginning.
fn terms(report: &Report, text: &str) -> Option<Vec<Term>> {
    let table = Table::ALL
        .into_iter()
        .find(|t| text.starts_with(t.name()))?;
    let form = report.form(table)?;
    let mut all = Vec::new();
    let mut sign = 1;
    for word in text.split(' ') {
        match word {
            "+" => sign = 1,
            "-" => sign = -1,
            name => {
                let before = all.len();
                all.extend(
                    form.fields_of(table)
                        .filter(|f| is_named(f, name))
                        .map(|f| term(f, sign)),
                );
                (all.len() > before).then_some(())?;
            }
        }
    }
    Some(all)
}

fn is_named(field: &Field, name: &str) -> bool {
    let own = field.id.as_str();
    match name.split_once('*') {
        Some((start, end)) => own
            .strip_prefix(start)
            .is_some_and(|rest| rest.ends_with(end)),
        None => own == name,
    }
}

fn term(field: &Field, coefficient: i64) -> Term {
    Term {
        coefficient,
        cell: field.id,
        place: (field.row, field.column),
        total: field.total,
        of: Of::This,
    }
}

fn total(report: &Report, terms: &[Term]) -> Option<i64> {
    terms
        .iter()
        .map(|t| Some(t.coefficient * value(report, *t)?))
        .sum()
}

/// The same with each total added up from its parts: where the table does not
/// add up the sentence may still agree with these, and the table is told of.
fn total_of_parts(report: &Report, terms: &[Term]) -> Option<i64> {
    terms
        .iter()
        .map(|t| Some(t.coefficient * parts(report, *t)?))
        .sum()
}

fn parts(report: &Report, term: Term) -> Option<i64> {
    let table = Table::ALL
        .into_iter()
        .find(|t| term.cell.as_str().starts_with(t.name()))?;
    let form = report.follows(table)?;
    let row = term.cell.as_str().strip_suffix(".total");
    let Some(row) = row.filter(|_| table != Table::Disclosure) else {
        return value(report, term);
    };
    let own = |f: &&Field| {
        f.id != term.cell
            && f.id
                .as_str()
                .strip_prefix(row)
                .and_then(|rest| rest.strip_prefix('.'))
                .is_some_and(|rest| !rest.contains('.'))
    };
    form.fields_of(table)
        .filter(own)
        .map(|f| value(report, self::term(f, 1)))
        .sum()
}

/// All outcomes of table three, by their totals.
fn handled(report: &Report) -> Option<i64> {
    let form = report.follows(Table::Requests)?;
    let outcomes = form
        .fields_of(Table::Requests)
        .filter(|f| is_outcome_total(form, f));
    outcomes.map(|f| value(report, term(f, 1))).sum()
}

fn is_outcome_total(form: &Form, field: &Field) -> bool {
    form.row(field).role == Role::Outcome && form.column(field).role == Role::Total
}

fn outcome(report: &Report, claim: &Claim, sums: &[Vec<Term>]) -> Outcome {
    let stated = Some(claim.stated);
    let agrees =
        |sum: &Vec<Term>| total(report, sum) == stated || total_of_parts(report, sum) == stated;
    let all_handled = claim.pattern.member == "handled" && handled(report) == stated;
    if all_handled || sums.iter().any(agrees) {
        return Outcome::Holds;
    }
    let known = sums.iter().all(|sum| total(report, sum).is_some());
    if known {
        Outcome::Fails
    } else {
        Outcome::Undecided
    }
}

/// Nothing is told of a cell that the document does not have.
fn note(report: &Report, claim: &Claim, first: &[Term], outcome: Outcome) -> Option<Note> {
    let rule = WHOLE.iter().find(|rule| rule.id == claim.pattern.rule)?;
    let expected = total(report, first);
    let cells = expected.map_or_else(|| "?".to_owned(), |n| n.to_string());
    Some(Note {
        rule,
        instance: format!("{}:{}", rule.id, claim.pattern.member),
        outcome,
        severity: rule.severity,
        cells: first.iter().map(|t| t.cell).collect(),
        numbers: Some(format!("{} = {}", printed(report, first), claim.stated)),
        expected,
        actual: Some(claim.stated),
        words: words(rule, claim, outcome, &claim.quote, &cells),
        place: Some(claim.place),
    })
}

fn words(rule: &Rule, claim: &Claim, outcome: Outcome, quote: &str, cells: &str) -> Words {
    const UNDECIDED: (&str, &str) = (
        "正文“{quote}”：{member}未填或未能确定，无法与之核对",
        "“{quote}” cannot be compared: {member} is not filled in or unsure",
    );
    let (zh, en) = if outcome == Outcome::Undecided {
        UNDECIDED
    } else {
        rule.message
    };
    let fill = |text: &str, member: &str| {
        text.replace("{quote}", quote)
            .replace("{member}", member)
            .replace("{cells}", cells)
    };
    Words::new(
        fill(zh, claim.pattern.name.0),
        fill(en, claim.pattern.name.1),
    )
}

fn printed(report: &Report, terms: &[Term]) -> String {
    let mut text = String::new();
    for (at, term) in terms.iter().enumerate() {
        let sign = if term.coefficient < 0 { " - " } else { " + " };
        text.push_str(if at > 0 { sign } else { "" });
        match value(report, *term) {
            Some(value) => _ = write!(text, "{value}"),
            None => text.push('?'),
        }
    }
    text
}

/// A percentage that neither the numbers of the sentence nor the cells give.
fn compare_share(report: &Report, claim: &Claim, share: &Share, first: &[Term]) -> Option<Note> {
    const WHOLES: [&str; 3] = [
        "requests.result_total.total",
        "requests.new.total",
        "requests.new.total + requests.carried_in.total",
    ];
    let rule = WHOLE.iter().find(|rule| rule.id == "prose.share")?;
    let wholes: Option<Vec<i64>> = WHOLES
        .iter()
        .map(|text| total(report, &terms(report, text)?))
        .collect();
    let wholes = wholes?;
    let part = total(report, first)?;
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
    Some(Note {
        rule,
        instance: format!("{}:{}", rule.id, claim.pattern.member),
        outcome: Outcome::Fails,
        severity: rule.severity,
        cells: first
            .iter()
            .map(|t| t.cell)
            .chain(terms(report, WHOLES[0])?.iter().map(|t| t.cell))
            .collect(),
        numbers: None,
        expected: None,
        actual: None,
        words: words(
            rule,
            claim,
            Outcome::Fails,
            &share.quote,
            &right.to_string(),
        ),
        place: Some(share.place),
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

/// The second sentence of one name is `…#2`.
pub(super) fn number_repeated(notes: &mut [Note]) {
    for at in 0..notes.len() {
        let (before, rest) = notes.split_at_mut(at);
        let Some(note) = rest.first_mut() else {
            continue;
        };
        let own = |other: &&Note| other.instance.split('#').next() == Some(note.instance.as_str());
        let seen = before.iter().filter(own).count();
        if seen > 0 {
            note.instance = format!("{}#{}", note.instance, seen + 1);
        }
    }
}
