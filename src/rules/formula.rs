//! The text of a formula becomes terms, one relation for each member.

use super::{Relation, Rule, Term};
use crate::report::fields::{Field, Form, Label, Role, Table};
use crate::source::Words;

/// The relations of one rule on one form.
pub(super) fn expand(rule: &'static Rule, form: &Form) -> Vec<Relation> {
    let Some((left, right)) = rule.formula.split_once(" = ") else {
        return Vec::new();
    };
    let Some(table) = table_of(left) else {
        return Vec::new();
    };
    members(rule.formula, form, table)
        .into_iter()
        .filter_map(|member| {
            Some(Relation {
                rule,
                instance: format!("{}:{}", rule.id, member.id),
                table,
                member: Words::new(plain(member.label.zh), member.label.en),
                left: side(left, &member, form, table)?,
                right: side(right, &member, form, table)?,
            })
        })
        .collect()
}

/// What a family runs over: the name put in place of `{row}` or `{column}`.
struct Member<'a> {
    hole: &'static str,
    id: &'static str,
    label: &'a Label,
}

fn members<'a>(formula: &str, form: &'a Form, table: Table) -> Vec<Member<'a>> {
    let sections = form.table(table).sections.iter();
    if formula.contains("{row}") {
        let rows = sections.flat_map(|s| &s.rows);
        return rows
            .map(|r| Member {
                hole: "{row}",
                id: r.id,
                label: &r.label,
            })
            .collect();
    }
    let columns = sections.flat_map(|s| &s.columns);
    columns
        .map(|c| Member {
            hole: "{column}",
            id: c.id,
            label: &c.label,
        })
        .collect()
}

/// `a + b + sum({outcome}: c)` as terms; none where the form lacks a cell.
fn side(text: &str, member: &Member, form: &Form, table: Table) -> Option<Vec<Term>> {
    let mut terms = Vec::new();
    for part in text.split(" + ") {
        let part = part.replace(member.hole, member.id);
        if let Some(inner) = part.strip_prefix("sum({outcome}: ") {
            let pattern = inner.strip_suffix(')')?;
            let sections = form.table(table).sections.iter();
            for row in sections
                .flat_map(|s| &s.rows)
                .filter(|r| r.role == Role::Outcome)
            {
                terms.push(term(&pattern.replace("{outcome}", row.id), form)?);
            }
        } else {
            terms.push(term(&part, form)?);
        }
    }
    Some(terms)
}

fn term(name: &str, form: &Form) -> Option<Term> {
    let field: &Field = form.fields.iter().find(|f| f.id.as_str() == name)?;
    Some(Term {
        coefficient: 1,
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
        Some((at, _)) => &label[..at],
        None => label,
    }
}
