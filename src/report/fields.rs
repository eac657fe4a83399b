//! The vocabulary: every cell of the national forms, with its printed labels.
//!
//! A form is a data file (`forms/*.form`); the labels that the forms share
//! stand in `forms/labels.tsv`; `forms/README.md` says how to write one.
//! A form of a later year is one file more.

#![expect(
    clippy::indexing_slicing,
    reason = "a form has its three tables, and a cell the section, row and column it was made of"
)]

use std::cmp::Ordering;
use std::sync::{LazyLock, Mutex, OnceLock, PoisonError};

/// The permanent name of a cell, such as `requests.new.natural`. Ordered as
/// the forms have the cells, the oldest form first.
#[derive(Clone, Copy)]
pub struct CellId {
    name: &'static str,
    /// One for each name, so that cells are told apart without reading it.
    rank: usize,
}

impl CellId {
    /// The name as text.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.name
    }

    /// Its place among all names.
    pub(super) fn rank(self) -> usize {
        self.rank
    }

    /// The cell of a name, the same for every form that has it. Names are kept
    /// for the life of the program, as the forms are.
    fn named(name: String) -> Self {
        static NAMES: Mutex<Vec<&str>> = Mutex::new(Vec::new());
        let mut names = NAMES.lock().unwrap_or_else(PoisonError::into_inner);
        let known = names.iter().position(|n| *n == name);
        let rank = known.unwrap_or_else(|| {
            names.push(name.leak());
            names.len() - 1
        });
        Self {
            name: names[rank],
            rank,
        }
    }
}

impl PartialEq for CellId {
    fn eq(&self, other: &Self) -> bool {
        self.rank == other.rank
    }
}

impl Eq for CellId {}

impl PartialOrd for CellId {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for CellId {
    fn cmp(&self, other: &Self) -> Ordering {
        self.rank.cmp(&other.rank)
    }
}

impl std::fmt::Display for CellId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

impl std::fmt::Debug for CellId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

/// One of the three tables of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Table {
    /// 表二, 主动公开政府信息情况.
    Disclosure,
    /// 表三, 收到和处理政府信息公开申请情况.
    Requests,
    /// 表四, 行政复议、行政诉讼情况.
    Remedies,
}

impl Table {
    /// The three tables in the order of the report.
    pub const ALL: [Table; 3] = [Table::Disclosure, Table::Requests, Table::Remedies];

    /// The one whose cells' names begin so.
    #[must_use]
    pub fn named(name: &str) -> Option<Table> {
        Table::ALL.into_iter().find(|t| t.name() == name)
    }

    /// The first part of its cells' names.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Table::Disclosure => "disclosure",
            Table::Requests => "requests",
            Table::Remedies => "remedies",
        }
    }
}

/// Words printed on the form, their English, and other wordings met in print.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// As the form prints it.
    pub zh: &'static str,
    /// In English.
    pub en: &'static str,
    /// Other wordings, and the shortest part that tells it from the others.
    pub variants: Vec<&'static str>,
}

/// What a row or column is to the sums of its table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Neither of the below.
    Plain,
    /// A row of 本年度办理结果 that the row of totals adds up.
    Outcome,
    /// A row or column of totals: blank means not filled in, never 0.
    Total,
    /// A column of money, where decimals and units may stand.
    Amount,
}

/// A row of the form.
#[derive(Clone, Debug)]
pub struct Row {
    /// Its part of the cell names, such as `denied.state_secret`.
    pub id: &'static str,
    /// What is printed.
    pub label: Label,
    /// The group labels it stands under, outermost first.
    pub groups: Vec<Label>,
    /// What it is to the sums.
    pub role: Role,
}

/// A column of the form.
#[derive(Clone, Debug)]
pub struct Column {
    /// Its part of the cell names, such as `natural`.
    pub id: &'static str,
    /// What is printed.
    pub label: Label,
    /// The upper header it stands under.
    pub over: Option<Label>,
    /// What it is to the sums.
    pub role: Role,
}

/// Rows that share their columns: all of table three, or one item of 第二十条.
#[derive(Clone, Debug)]
pub struct Section {
    /// The line above the columns, where there is one.
    pub title: Option<Label>,
    /// From left to right.
    pub columns: Vec<Column>,
    /// From top to bottom.
    pub rows: Vec<Row>,
}

/// One table of a form.
#[derive(Clone, Debug)]
pub struct TableForm {
    /// Which.
    pub table: Table,
    /// Its heading in the report.
    pub title: Label,
    /// Its number in the report, as in 表三 and Table 3.
    pub ordinal: (&'static str, &'static str),
    /// Its parts.
    pub sections: Vec<Section>,
}

/// A cell of a form: its name, and where the form has it.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// Its permanent name.
    pub id: CellId,
    /// The table it stands in.
    pub table: Table,
    /// Which section of that table.
    pub section: usize,
    /// Which row of that section.
    pub row: usize,
    /// Which column of that section.
    pub column: usize,
    /// Whether it holds a total of other cells.
    pub total: bool,
    /// Whether money may stand in it.
    pub amount: bool,
}

/// One national form.
#[derive(Clone, Debug)]
pub struct Form {
    /// The year it took effect, which names it: `2019` or `2021`.
    pub id: &'static str,
    /// The document that laid it down.
    pub source: &'static str,
    /// Its tables, in order.
    pub tables: Vec<TableForm>,
    /// Every section of the report in order: its name, that of its table where it
    /// has one, and its heading.
    pub sections: Vec<(&'static str, Label)>,
    /// Every cell, in the order of the form.
    pub fields: Vec<Field>,
}

impl Form {
    /// The first year whose report is on it.
    #[must_use]
    pub fn since(&self) -> u16 {
        self.id.parse().unwrap_or(0)
    }

    /// One of its tables.
    ///
    /// # Panics
    /// Never for a form made by [`Form::parse`], which asks for all three.
    #[must_use]
    pub fn table(&self, table: Table) -> &TableForm {
        &self.tables[table as usize]
    }

    /// The cells of one of its tables, in order.
    pub fn fields_of(&self, table: Table) -> impl Iterator<Item = &Field> {
        self.fields.iter().filter(move |f| f.table == table)
    }

    /// The row a cell stands in.
    #[must_use]
    pub fn row(&self, field: &Field) -> &Row {
        &self.table(field.table).sections[field.section].rows[field.row]
    }

    /// The column a cell stands in.
    #[must_use]
    pub fn column(&self, field: &Field) -> &Column {
        &self.table(field.table).sections[field.section].columns[field.column]
    }

    /// Reads a form file: one line a fact, the fields separated by tabs.
    ///
    /// # Errors
    /// The number of the line that cannot be understood, and why.
    ///
    /// ```
    /// use gouji::report::fields::{Form, FORMS};
    /// assert_eq!(FORMS[1].id, "2021");
    /// assert_eq!(FORMS[1].fields.len(), 200);
    /// assert!(Form::parse("table\tnowhere").unwrap_err().contains("line 1"));
    /// ```
    pub fn parse(text: &'static str) -> Result<Form, String> {
        Self::parse_lines(text).map_err(|(line, why)| format!("line {line}: {why}"))
    }

    /// Reads a form file; else the number of the line, and why not.
    fn parse_lines(text: &'static str) -> Result<Form, (usize, &'static str)> {
        let mut form = Form {
            id: "",
            source: "",
            tables: Vec::new(),
            sections: Vec::new(),
            fields: Vec::new(),
        };
        let mut groups: Vec<Label> = Vec::new();
        let mut over = None;
        let lines = text.lines().enumerate();
        for (number, line) in lines {
            let depth = (line.len() - line.trim_start().len()) / 2;
            parse_line(&mut form, &mut groups, &mut over, depth, line.trim_start())
                .map_err(|why| (number + 1, why))?;
        }
        let found: Vec<Table> = form.tables.iter().map(|t| t.table).collect();
        if found != Table::ALL {
            return Err((1, "a form has three tables, in order"));
        }
        form.fields = form.tables.iter().flat_map(fields).collect();
        Ok(form)
    }
}

/// The files of the forms, oldest first. A form of a later year is one file
/// more, and one line here.
const FILES: &[&str] = &[
    include_str!("forms/2019.form"),
    include_str!("forms/2021.form"),
];

/// The forms in force since 2019, oldest first, and any that was [added](add_form).
pub static FORMS: LazyLock<Vec<Form>> = LazyLock::new(|| {
    // A file that does not parse fails every test.
    let parse =
        |text: &&'static str| Form::parse_lines(text).unwrap_or_else(|why| unreachable!("{why:?}"));
    let mut forms: Vec<Form> = FILES.iter().map(parse).collect();
    forms.extend(ADDED.get().cloned());
    forms
});

static ADDED: OnceLock<Form> = OnceLock::new();

/// Puts the form of a later year beside those in force, for the life of the
/// program: it has to come before the first document is read.
///
/// # Errors
/// The number of the line that says nothing known of a form, and why. Line 0:
/// a document was read already, or a form added.
///
/// ```
/// use gouji::report::fields::add_form;
/// assert_eq!(add_form("nothing").unwrap_err().0, 1);
/// ```
pub fn add_form(text: &'static str) -> Result<(), (usize, &'static str)> {
    let form = Form::parse_lines(text)?;
    let id = form.id;
    let late = Err((0, "a form is added once, before the first document is read"));
    if ADDED.set(form).is_err() || FORMS.last().is_none_or(|last| last.id != id) {
        return late;
    }
    Ok(())
}

/// Whether money may stand in a cell, on any form.
pub(super) fn is_amount(id: CellId) -> bool {
    static AMOUNTS: LazyLock<Vec<CellId>> = LazyLock::new(|| {
        let fields = FORMS.iter().flat_map(|form| &form.fields);
        fields.filter(|f| f.amount).map(|f| f.id).collect()
    });
    AMOUNTS.contains(&id)
}

/// Words that stand on the form outside its rows and columns, by key.
///
/// ```
/// assert_eq!(gouji::report::fields::label("over.applicants").unwrap().zh, "申请人情况");
/// ```
#[must_use]
pub fn label(key: &str) -> Option<Label> {
    labels(key).find(|(k, _)| *k == key).map(|(_, l)| l.clone())
}

/// The keys that begin so, with their words.
pub(crate) fn labels(prefix: &str) -> impl Iterator<Item = &'static (&'static str, Label)> {
    LABELS
        .iter()
        .filter(move |(key, _)| key.starts_with(prefix))
}

static LABELS: LazyLock<Vec<(&'static str, Label)>> = LazyLock::new(|| {
    include_str!("forms/labels.tsv")
        .lines()
        .filter_map(|line| line.split_once('\t'))
        .map(|(key, rest)| (key, parse_label(rest)))
        .collect()
});

/// `label TAB english TAB variant|variant`.
fn parse_label(text: &'static str) -> Label {
    let mut parts = text.split('\t');
    let zh = parts.next().unwrap_or_default();
    let en = parts.next().unwrap_or_default();
    let variants = parts.next().unwrap_or_default();
    Label {
        zh,
        en,
        variants: variants.split('|').filter(|v| !v.is_empty()).collect(),
    }
}

/// The label a form line names by `key`, with the words it gives itself.
fn label_of(key: &str, own: &'static str) -> Result<Label, &'static str> {
    let own = parse_label(own);
    let Some(shared) = label(key) else {
        return if own.zh.is_empty() {
            Err("labels.tsv has no words for this")
        } else {
            Ok(own)
        };
    };
    if own.zh.is_empty() {
        return Ok(shared);
    }
    let mut variants = own.variants;
    variants.push(shared.zh);
    variants.extend(shared.variants);
    variants.retain(|v| *v != own.zh);
    Ok(Label {
        zh: own.zh,
        en: if own.en.is_empty() { shared.en } else { own.en },
        variants,
    })
}

fn parse_line(
    form: &mut Form,
    groups: &mut Vec<Label>,
    over: &mut Option<Label>,
    depth: usize,
    line: &'static str,
) -> Result<(), &'static str> {
    let (kind, rest) = line.split_once('\t').ok_or("a line is KIND tab NAME")?;
    let (name, own) = rest.split_once('\t').unwrap_or((rest, ""));
    match kind {
        "form" => (form.id, form.source) = (name, own),
        "section" | "table" => {
            let title = label_of(&format!("heading.{name}"), own)?;
            form.sections.push((name, title.clone()));
            if kind == "table" {
                form.tables.push(TableForm {
                    table: Table::named(name).ok_or("no table has this name")?,
                    ordinal: ordinal(form.sections.len(), title.zh),
                    title,
                    sections: vec![EMPTY_SECTION],
                });
                groups.clear();
            }
        }
        "block" => {
            let sections = &mut last(&mut form.tables)?.sections;
            sections.retain(|s| !s.rows.is_empty());
            sections.push(Section {
                title: Some(parse_label(rest)),
                ..EMPTY_SECTION
            });
        }
        "over" => *over = Some(label_of(&format!("over.{name}"), own)?),
        "column" | "amount" | "total" => {
            let column = Column {
                id: name,
                label: label_of(&format!("column.{name}"), own)?,
                over: if depth > 0 { over.clone() } else { None },
                role: match kind {
                    "amount" => Role::Amount,
                    "total" => Role::Total,
                    _ => Role::Plain,
                },
            };
            last(&mut last(&mut form.tables)?.sections)?
                .columns
                .push(column);
        }
        "group" => {
            groups.truncate(depth);
            groups.push(label_of(&format!("group.{name}"), own)?);
        }
        "row" | "outcome" | "sum" => {
            groups.truncate(depth);
            let row = Row {
                id: name,
                label: label_of(&format!("row.{name}"), own)?,
                groups: groups.clone(),
                role: match kind {
                    "outcome" => Role::Outcome,
                    "sum" => Role::Total,
                    _ => Role::Plain,
                },
            };
            last(&mut last(&mut form.tables)?.sections)?.rows.push(row);
        }
        _ => return Err("no line begins so"),
    }
    Ok(())
}

/// The number of a section: the first letter of its heading, and a digit.
fn ordinal(number: usize, heading: &'static str) -> (&'static str, &'static str) {
    let digit = "123456789".get(number - 1..number);
    (
        heading.get(..3).unwrap_or_default(),
        digit.unwrap_or_default(),
    )
}

const EMPTY_SECTION: Section = Section {
    title: None,
    columns: Vec::new(),
    rows: Vec::new(),
};

fn last<T>(list: &mut [T]) -> Result<&mut T, &'static str> {
    list.last_mut().ok_or("this line needs a table above it")
}

/// The cells of a table. Their names are kept for the life of the program,
/// as the forms are.
fn fields(form: &TableForm) -> Vec<Field> {
    let mut fields = Vec::new();
    for (section, part) in form.sections.iter().enumerate() {
        for (row, r) in part.rows.iter().enumerate() {
            for (column, c) in part.columns.iter().enumerate() {
                let name = format!("{}.{}.{}", form.table.name(), r.id, c.id);
                fields.push(Field {
                    id: CellId::named(name),
                    table: form.table,
                    section,
                    row,
                    column,
                    total: r.role == Role::Total || c.role == Role::Total,
                    amount: c.role == Role::Amount,
                });
            }
        }
    }
    fields
}
