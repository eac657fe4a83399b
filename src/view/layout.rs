//! The forms and the catalogue of rules, laid out for a page to draw.

#![expect(
    clippy::indexing_slicing,
    reason = "rows and groups are those of the form, by their own numbers"
)]

use crate::report::fields::{
    Column, FORMS, Field, Form, Label, Row, Section, Table, TableForm, label,
};
use crate::rules::{RULES, Rule, unfilled};
use serde::{Serialize, Serializer};

/// One form, laid out table by table.
#[derive(Clone, Debug, Serialize)]
pub struct FormView {
    /// The document that laid it down.
    pub source: &'static str,
    /// Table two.
    pub disclosure: Layout,
    /// Table three.
    pub requests: Layout,
    /// Table four.
    pub remedies: Layout,
}

/// A table as the form prints it, with its merged headers.
#[derive(Clone, Debug, Serialize)]
pub struct Layout {
    /// Its heading.
    pub title: &'static str,
    /// The same in English.
    pub title_en: &'static str,
    /// Its rows from top to bottom.
    pub rows: Vec<Vec<Box>>,
    /// What a message calls each cell.
    pub labels: Entries<String>,
    /// The same in English.
    pub labels_en: Entries<String>,
}

/// A box of a table: a header with its words, or a cell of the form.
#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
pub enum Box {
    /// Words of the form.
    Header {
        /// What is printed.
        text: &'static str,
        /// The same in English.
        text_en: &'static str,
        /// How many columns it covers.
        colspan: usize,
        /// How many rows it covers.
        rowspan: usize,
        /// `col` or `row`.
        scope: &'static str,
    },
    /// A number of the report.
    Cell {
        /// Which.
        cell: &'static str,
        /// How many columns it covers.
        colspan: usize,
    },
}

/// One rule of the catalogue, explained.
#[derive(Clone, Debug, Serialize)]
pub struct RuleView {
    /// Its permanent name.
    pub id: &'static str,
    /// What must hold.
    pub formula: &'static str,
    /// How much a broken one weighs.
    pub severity: &'static str,
    /// The authority it rests on.
    pub source: &'static str,
    /// The same in English.
    pub source_en: &'static str,
    /// What is wrong where it fails, an ellipsis in place of what differs.
    pub message: String,
    /// The same in English.
    pub message_en: String,
    /// When a report that breaks it is right all the same.
    pub caution: &'static str,
    /// The same in English.
    pub caution_en: &'static str,
    /// Numbers or words that keep it.
    pub holds: &'static str,
    /// Numbers or words that break it.
    pub fails: &'static str,
}

/// What JSON has as an object: names and what they stand for, in this order.
#[derive(Clone, Debug)]
pub struct Entries<T>(pub Vec<(&'static str, T)>);

impl<T: Serialize> Serialize for Entries<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, value)| (name, value)))
    }
}

/// Both forms, by name.
#[must_use]
pub fn forms() -> Entries<FormView> {
    let forms = FORMS.iter().map(|form| (form.id, form_view(form)));
    Entries(forms.collect())
}

/// The catalogue of rules.
#[must_use]
pub fn rules() -> Vec<RuleView> {
    rules_of(RULES)
}

/// The catalogue that some rules make.
#[must_use]
pub fn rules_of(rules: &[Rule]) -> Vec<RuleView> {
    let view = |rule: &Rule| RuleView {
        id: rule.id,
        formula: rule.check.text(),
        severity: rule.severity.name(),
        source: rule.source.0,
        source_en: rule.source.1,
        message: unfilled(rule.message.0),
        message_en: unfilled(rule.message.1),
        caution: rule.caution.0,
        caution_en: rule.caution.1,
        holds: rule.holds,
        fails: rule.fails,
    };
    rules.iter().map(view).collect()
}

fn form_view(form: &Form) -> FormView {
    let layout = |table: Table| {
        let shape = form.table(table);
        let rows = match table {
            Table::Disclosure => disclosure(form, shape),
            Table::Requests => requests(form, &shape.sections[0]),
            Table::Remedies => remedies(form, &shape.sections[0]),
        };
        let named = |english: bool| {
            let fields = form.fields_of(table);
            let named = fields.map(|f| (f.id.as_str(), name(form, f, english)));
            Entries(named.collect())
        };
        Layout {
            title: shape.title.zh,
            title_en: shape.title.en,
            rows,
            labels: named(false),
            labels_en: named(true),
        }
    };
    FormView {
        source: form.source,
        disclosure: layout(Table::Disclosure),
        requests: layout(Table::Requests),
        remedies: layout(Table::Remedies),
    }
}

/// What a message calls a cell: 表三 · 一、本年新收政府信息公开申请数量 · 自然人.
#[must_use]
pub fn name(form: &Form, field: &Field, english: bool) -> String {
    let words = |l: &Label| if english { l.en } else { l.zh };
    let (zh, en) = form.table(field.table).ordinal;
    let mut name = if english {
        format!("Table {en}")
    } else {
        format!("表{zh}")
    };
    let row = form.row(field);
    // The group that all results share says nothing.
    let groups = row
        .groups
        .iter()
        .filter(|g| Some(g.zh) != label("group.results").map(|l| l.zh));
    for part in groups.chain([&row.label, &form.column(field).label]) {
        name.push_str(" · ");
        name.push_str(words(part));
    }
    name
}

fn header(label: &Label, colspan: usize, rowspan: usize, scope: &'static str) -> Box {
    Box::Header {
        text: label.zh,
        text_en: label.en,
        colspan,
        rowspan,
        scope,
    }
}

fn fixed(key: &str, colspan: usize, rowspan: usize, scope: &'static str) -> Box {
    const NOTHING: Label = Label {
        zh: "",
        en: "",
        variants: Vec::new(),
    };
    header(&label(key).unwrap_or(NOTHING), colspan, rowspan, scope)
}

/// The cells of one row, each as wide as `widths` says.
fn cells<'a>(
    form: &'a Form,
    table: Table,
    row: &'a Row,
    widths: &'a [usize],
) -> impl Iterator<Item = Box> + 'a {
    let fields = form.fields_of(table);
    fields
        .filter(move |f| std::ptr::eq(form.row(f), row))
        .zip(widths)
        .map(|(f, &colspan)| Box::Cell {
            cell: f.id.as_str(),
            colspan,
        })
}

/// Table two: twelve narrow columns, so that three, two or one fit evenly.
fn disclosure(form: &Form, shape: &TableForm) -> Vec<Vec<Box>> {
    const LABEL: usize = 6;
    const WIDTH: usize = 12;
    let mut rows = Vec::new();
    for section in &shape.sections {
        let width = WIDTH / section.columns.len();
        let widths = vec![width; section.columns.len()];
        rows.extend(
            section
                .title
                .as_ref()
                .map(|t| vec![header(t, LABEL + WIDTH, 1, "col")]),
        );
        let mut head = vec![fixed("corner.disclosure", LABEL, 1, "col")];
        head.extend(
            section
                .columns
                .iter()
                .map(|c| header(&c.label, width, 1, "col")),
        );
        rows.push(head);
        for row in &section.rows {
            let mut line = vec![header(&row.label, LABEL, 1, "row")];
            line.extend(cells(form, shape.table, row, &widths));
            rows.push(line);
        }
    }
    rows
}

/// Table three: two header rows above, three columns of labels beside.
fn requests(form: &Form, section: &Section) -> Vec<Vec<Box>> {
    const LABELS: usize = 3;
    let columns = &section.columns;
    let mut rows = vec![vec![
        fixed("corner.requests", LABELS, 3, "col"),
        fixed("over.applicants", columns.len(), 1, "col"),
    ]];
    rows.extend(column_headers(columns));
    let widths = vec![1; columns.len()];
    for (at, row) in section.rows.iter().enumerate() {
        let mut line = group_headers(&section.rows, at);
        line.push(header(&row.label, LABELS - row.groups.len(), 1, "row"));
        line.extend(cells(form, Table::Requests, row, &widths));
        rows.push(line);
    }
    rows
}

/// Two rows: the upper headers, then the columns under them.
fn column_headers(columns: &[Column]) -> [Vec<Box>; 2] {
    let (mut upper, mut lower) = (Vec::new(), Vec::new());
    let mut over: Option<&Label> = None;
    for column in columns {
        match &column.over {
            None => upper.push(header(&column.label, 1, 2, "col")),
            Some(label) => {
                if over != Some(label) {
                    let width = columns
                        .iter()
                        .filter(|c| c.over.as_ref() == Some(label))
                        .count();
                    upper.push(header(label, width, 1, "col"));
                }
                lower.push(header(&column.label, 1, 1, "col"));
            }
        }
        over = column.over.as_ref();
    }
    [upper, lower]
}

/// The group labels that begin at this row, each as tall as its group.
fn group_headers(rows: &[Row], at: usize) -> Vec<Box> {
    let above = at.checked_sub(1).map(|i| rows[i].groups.as_slice());
    let fresh = |depth: usize| {
        let path = &rows[at].groups[..=depth];
        !above.is_some_and(|groups| groups.starts_with(path))
    };
    (0..rows[at].groups.len())
        .filter(|depth| fresh(*depth))
        .map(|depth| {
            let path = &rows[at].groups[..=depth];
            let tall = rows[at..]
                .iter()
                .take_while(|r| r.groups.starts_with(path))
                .count();
            header(&path[depth], 1, tall, "row")
        })
        .collect()
}

/// Table four: the blocks side by side, all their numbers in one row.
fn remedies(form: &Form, section: &Section) -> Vec<Vec<Box>> {
    let width = section.columns.len();
    let (mut top, mut second, mut third, mut numbers) = (vec![], vec![], vec![], vec![]);
    let widths = vec![1; width];
    for row in &section.rows {
        let columns = section.columns.iter();
        match row.groups.first() {
            None => {
                top.push(header(&row.label, width, 1, "col"));
                second.extend(columns.map(|c| header(&c.label, 1, 2, "col")));
            }
            Some(group) => {
                let same = section
                    .rows
                    .iter()
                    .filter(|r| r.groups.first() == Some(group));
                if second.len() == width {
                    top.push(header(group, width * same.count(), 1, "col"));
                }
                second.push(header(&row.label, width, 1, "col"));
                third.extend(columns.map(|c| header(&c.label, 1, 1, "col")));
            }
        }
        numbers.extend(cells(form, Table::Remedies, row, &widths));
    }
    vec![top, second, third, numbers]
}
