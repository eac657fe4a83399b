//! The text of a formula becomes terms, one relation for each member.

use super::{Check, LinearForm, Of, Relation, Rule, Sign, Term};
use crate::report::fields::{Column, Field, Form, Label, Role, Row, Table};
use crate::source::Words;

/// Whether a rule ties a report to others.
pub(super) fn ties_reports(rule: &Rule) -> bool {
    let text = rule.check.text();
    let is_formula = matches!(rule.check, Check::Formula(_));
    is_formula && OWNERS.iter().any(|(prefix, _)| text.contains(prefix))
}

/// The relations of one rule on one form; `last` is that of last year's report.
pub(super) fn expand(rule: &'static Rule, form: &Form, last: &Form) -> Vec<Relation> {
    let Check::Formula(text) = rule.check else {
        return Vec::new();
    };
    let (text, condition) = match text.split_once(" where ") {
        Some((text, condition)) => (text, Some(condition)),
        None => (text, None),
    };
    let mut all = Vec::new();
    for table in tables(text) {
        let forms = Forms { form, last, table };
        let relation = |member: Member| {
            Some(Relation {
                rule,
                instance: format!("{}:{}", rule.id, member.id),
                table,
                ordinal: form.table(table).ordinal,
                form: linear(text, &member, &forms)?,
                condition: match condition {
                    Some(condition) => Some(linear(condition, &member, &forms)?),
                    None => None,
                },
                member: member.id,
                label: member.label,
            })
        };
        all.extend(members(text, form, table).into_iter().filter_map(relation));
    }
    all
}

/// `a + b - c` on one form as terms: `*` is every row of that beginning. None where the form
/// lacks a cell of it.
#[must_use]
pub fn sums(text: &str, form: &Form) -> Option<Vec<Term>> {
    let member = Member::default();
    let forms = Forms {
        form,
        last: form,
        table: Table::Requests,
    };
    side(text, &member, &forms).map(|sum| sum.terms)
}

/// The tables that a formula runs over.
fn tables(text: &str) -> Vec<Table> {
    let every = text.contains(CELL);
    let is_named = |table: &Table| text.contains(&format!("{}.", table.name()));
    let all = Table::ALL.into_iter().filter(|t| every || is_named(t));
    all.take(if every { Table::ALL.len() } else { 1 }).collect()
}

/// Where the names of a formula are looked up.
struct Forms<'a> {
    form: &'a Form,
    last: &'a Form,
    table: Table,
}

const ROW: &str = "{row}";
const COLUMN: &str = "{column}";
const CELL: &str = "{cell}";

/// What a family runs over: the names put in place of `{row}` and `{column}`.
#[derive(Default)]
struct Member {
    table: &'static str,
    row: &'static str,
    column: &'static str,
    id: String,
    label: Words,
}

fn members(formula: &str, form: &Form, table: Table) -> Vec<Member> {
    let (by_row, by_column) = (formula.contains(ROW), formula.contains(COLUMN));
    let own = form.table(table);
    let mut all = Vec::new();
    for section in &own.sections {
        if formula.contains(CELL) {
            for row in &section.rows {
                let columns = section.columns.iter().filter(|column| !may_go_down(column));
                all.extend(columns.map(|column| Member {
                    id: format!("{}.{}.{}", table.name(), row.id, column.id),
                    ..cell(table, row, column)
                }));
            }
        } else if by_row && by_column {
            for row in &section.rows {
                let columns = section.columns.iter();
                all.extend(columns.map(|column| cell(table, row, column)));
            }
        } else if by_row {
            all.extend(section.rows.iter().map(|r| line(r.id, "", r.id, &r.label)));
        } else if by_column {
            let columns = section.columns.iter();
            all.extend(columns.map(|c| line("", c.id, c.id, &c.label)));
        }
    }
    if !by_row && !by_column && !formula.contains(CELL) {
        all.push(line("", "", table.name(), &own.title));
    }
    all
}

/// 本年增/减 alone of all columns is no count.
fn may_go_down(column: &Column) -> bool {
    column.id == "change"
}

/// The member of one row or column.
fn line(row: &'static str, column: &'static str, id: &str, label: &Label) -> Member {
    Member {
        table: "",
        row,
        column,
        id: id.to_owned(),
        label: Words::new(plain(label.zh), label.en),
    }
}

/// The member of one cell.
fn cell(table: Table, row: &Row, column: &Column) -> Member {
    let (row_zh, column_zh) = (plain(row.label.zh), plain(column.label.zh));
    Member {
        table: table.name(),
        row: row.id,
        column: column.id,
        id: format!("{}.{}", row.id, column.id),
        label: Words::new(
            format!("{row_zh}·{column_zh}"),
            format!("{}, {}", row.label.en, column.label.en),
        ),
    }
}

/// `a + b >= c`; none where the form lacks a cell.
fn linear(text: &str, member: &Member, forms: &Forms) -> Option<LinearForm> {
    let mut signs = Sign::ALL.into_iter();
    let (sign, (left, right)) =
        signs.find_map(|sign| Some((sign, text.split_once(sign.text())?)))?;
    let (left, right) = (side(left, member, forms)?, side(right, member, forms)?);
    Some(LinearForm {
        constant: right.constant - left.constant,
        left: left.terms,
        sign,
        right: right.terms,
    })
}

#[derive(Default)]
struct Sum {
    terms: Vec<Term>,
    constant: i64,
}

/// `a - b + sum({outcome}: c) + 2` as terms; none where the form lacks a cell.
fn side(text: &str, member: &Member, forms: &Forms) -> Option<Sum> {
    let mut sum = Sum::default();
    for part in text.replace(" - ", " + -").split(" + ") {
        let (part, coefficient) = match part.strip_prefix('-') {
            Some(part) => (part, -1),
            None => (part, 1),
        };
        if let Ok(number) = part.parse::<i64>() {
            sum.constant += coefficient * number;
            continue;
        }
        let cell = format!("{}.{ROW}.{COLUMN}", member.table);
        let part = part.replace(CELL, &cell);
        let part = part.replace(ROW, member.row).replace(COLUMN, member.column);
        for name in names(&part, forms)? {
            let terms = terms(&name, coefficient, forms);
            (!terms.is_empty()).then_some(())?;
            sum.terms.extend(terms);
        }
    }
    Some(sum)
}

/// The names that `sum({outcome}: …)` stands for; any other is its own.
fn names(part: &str, forms: &Forms) -> Option<Vec<String>> {
    let Some(inner) = part.strip_prefix("sum(") else {
        return Some(vec![part.to_owned()]);
    };
    let (over, pattern) = inner.strip_suffix(')')?.split_once(": ")?;
    // The tables with such sums have but one section.
    let section = forms.form.table(forms.table).sections.first()?;
    let named = |id: &str| pattern.replace(over, id);
    Some(if over == "{outcome}" {
        let outcomes = section.rows.iter().filter(|r| r.role == Role::Outcome);
        outcomes.map(|row| named(row.id)).collect()
    } else {
        let parts = section.columns.iter().filter(|c| c.role == Role::Plain);
        parts.map(|column| named(column.id)).collect()
    })
}

/// Prefixes that say whose cell is meant.
pub(super) const OWNERS: [(&str, Of); 3] = [
    ("last.", Of::LastYear),
    ("units.", Of::Units),
    ("largest.", Of::Largest),
];

/// The cells of a name.
fn terms(name: &str, coefficient: i64, forms: &Forms) -> Vec<Term> {
    let owned = |(prefix, of): (&str, Of)| Some((name.strip_prefix(prefix)?, of));
    let (name, of) = OWNERS
        .into_iter()
        .find_map(owned)
        .unwrap_or((name, Of::This));
    let form = if of == Of::LastYear {
        forms.last
    } else {
        forms.form
    };
    let every = name.split_once('*');
    let is_named = |field: &&Field| {
        let own = field.id.as_str();
        every.map_or(own == name, |(start, end)| {
            own.strip_prefix(start)
                .is_some_and(|rest| rest.ends_with(end))
        })
    };
    let named = form.fields.iter().filter(is_named);
    let term = |field: &Field| Term {
        coefficient,
        of,
        cell: field.id,
        place: (field.row, field.column),
        total: field.total,
    };
    named.map(term).collect()
}

/// A label without the explanation in brackets behind it.
fn plain(label: &str) -> &str {
    match label.char_indices().skip(1).find(|(_, c)| *c == '（') {
        Some((at, _)) => label.split_at(at).0,
        None => label,
    }
}
