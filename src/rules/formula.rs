//! The text of a formula becomes terms, one relation for each member.

use super::{Of, Relation, Rule, Sign, Term};
use crate::report::fields::{Column, Field, Form, Label, Role, Row, Table};
use crate::source::Words;

/// The relations of one rule on one form; `last` is that of last year's report.
pub(super) fn expand(rule: &'static Rule, form: &Form, last: &Form) -> Vec<Relation> {
    let mut signs = [Sign::AtLeast, Sign::Equal].into_iter();
    let Some((sign, (left, right))) =
        signs.find_map(|sign| Some((sign, rule.formula.split_once(sign.text())?)))
    else {
        return Vec::new();
    };
    let Some(table) = table_of(left) else {
        return Vec::new();
    };
    let forms = Forms { form, last, table };
    members(rule.formula, form, table)
        .into_iter()
        .filter_map(|member| {
            Some(Relation {
                rule,
                instance: format!("{}:{}", rule.id, member.id),
                table,
                ordinal: form.table(table).ordinal,
                left: side(left, &member, &forms)?,
                right: side(right, &member, &forms)?,
                member: member.label,
                sign,
            })
        })
        .collect()
}

/// Where the names of a formula are looked up.
struct Forms<'a> {
    form: &'a Form,
    last: &'a Form,
    table: Table,
}

/// What a family runs over: the names put in place of `{row}` and `{column}`.
struct Member {
    row: &'static str,
    column: &'static str,
    id: String,
    label: Words,
}

fn members(formula: &str, form: &Form, table: Table) -> Vec<Member> {
    let (by_row, by_column) = (formula.contains("{row}"), formula.contains("{column}"));
    let mut all = Vec::new();
    for section in &form.table(table).sections {
        if by_row && by_column {
            for row in &section.rows {
                all.extend(section.columns.iter().map(|column| cell(row, column)));
            }
        } else if by_row {
            all.extend(section.rows.iter().map(|r| line(r.id, "", r.id, &r.label)));
        } else {
            let columns = section.columns.iter();
            all.extend(columns.map(|c| line("", c.id, c.id, &c.label)));
        }
    }
    all
}

/// The member of one row or column.
fn line(row: &'static str, column: &'static str, id: &str, label: &Label) -> Member {
    Member {
        row,
        column,
        id: id.to_owned(),
        label: Words::new(plain(label.zh), label.en),
    }
}

/// The member of one cell.
fn cell(row: &Row, column: &Column) -> Member {
    let (row_zh, column_zh) = (plain(row.label.zh), plain(column.label.zh));
    Member {
        row: row.id,
        column: column.id,
        id: format!("{}.{}", row.id, column.id),
        label: Words::new(
            format!("{row_zh}·{column_zh}"),
            format!("{}, {}", row.label.en, column.label.en),
        ),
    }
}

/// `a + b + sum({outcome}: c)` as terms; none where the form lacks a cell.
fn side(text: &str, member: &Member, forms: &Forms) -> Option<Vec<Term>> {
    let mut terms = Vec::new();
    for part in text.split(" + ") {
        let part = part
            .replace("{row}", member.row)
            .replace("{column}", member.column);
        if let Some(inner) = part.strip_prefix("sum(") {
            let (over, pattern) = inner.strip_suffix(')')?.split_once(": ")?;
            // The tables with such sums have but one section.
            let section = forms.form.table(forms.table).sections.first()?;
            let mut add = |id| {
                terms.push(term(&pattern.replace(over, id), forms)?);
                Some(())
            };
            if over == "{outcome}" {
                for row in section.rows.iter().filter(|r| r.role == Role::Outcome) {
                    add(row.id)?;
                }
            } else {
                for column in section.columns.iter().filter(|c| c.role == Role::Plain) {
                    add(column.id)?;
                }
            }
        } else {
            terms.push(term(&part, forms)?);
        }
    }
    Some(terms)
}

/// Prefixes that say whose cell is meant.
const OWNERS: [(&str, Of); 3] = [
    ("last.", Of::LastYear),
    ("units.", Of::Units),
    ("largest.", Of::Largest),
];

fn term(name: &str, forms: &Forms) -> Option<Term> {
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
    let field: &Field = form.fields.iter().find(|f| f.id.as_str() == name)?;
    Some(Term {
        coefficient: 1,
        of,
        cell: field.id,
        place: (field.row, field.column),
        total: field.total,
    })
}

fn table_of(text: &str) -> Option<Table> {
    Table::ALL
        .into_iter()
        .find(|t| text.contains(&format!("{}.", t.name())))
}

/// A label without the explanation in brackets behind it.
fn plain(label: &str) -> &str {
    match label.char_indices().skip(1).find(|(_, c)| *c == '（') {
        Some((at, _)) => label.split_at(at).0,
        None => label,
    }
}
