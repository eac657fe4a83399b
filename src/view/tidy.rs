//! Results as tables for those who count: one row for each report, finding or
//! cell, each column declared once with what it means. The writers of CSV, of
//! workbooks and of Parquet read these columns, and so does the data dictionary.

use super::text::cell_name;
use super::verdict::places;
use super::words::state;
use super::{AREAS, CellView, FindingView, PlaceView, View};
use crate::report::fields::CellId;
use crate::source::Language;
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt::Write;

/// A table of results.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tidy {
    /// A row for each report.
    Reports,
    /// A row for each finding.
    Findings,
    /// A row for each cell of the form.
    Cells,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Text; nothing where there is none.
    Text,
    /// A whole number; nothing where there is none.
    Whole,
}

/// A column of a table of results.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// Its name.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// Its heading and what it means, in Chinese.
    pub zh: (&'static str, &'static str),
    /// What it means, in English.
    pub en: &'static str,
    value: for<'a> fn(&Row<'a>) -> Value<'a>,
}

/// What stands in one place of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value<'a> {
    /// Nothing.
    Nothing,
    /// A whole number.
    Whole(i64),
    /// A text.
    Text(Cow<'a, str>),
}

/// What a row is made from.
struct Row<'a> {
    view: &'a View,
    /// The language of its words, where it is for people; else states go by their
    /// names in the contract.
    language: Option<Language>,
    finding: Option<&'a FindingView>,
    cell: Option<(CellId, &'a CellView)>,
}

impl Tidy {
    /// All of them.
    pub const ALL: [Tidy; 3] = [Tidy::Reports, Tidy::Findings, Tidy::Cells];

    /// Its name for programs.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Tidy::Reports => "reports",
            Tidy::Findings => "findings",
            Tidy::Cells => "cells",
        }
    }

    /// Its name for people.
    #[must_use]
    pub fn title(self, language: Language) -> &'static str {
        let (zh, en) = match self {
            Tidy::Reports => ("总览", "Reports"),
            Tidy::Findings => ("问题", "Findings"),
            Tidy::Cells => ("单元格", "Cells"),
        };
        language.pick(zh, en)
    }

    /// What a row of it is.
    fn row_words(self) -> &'static str {
        match self {
            Tidy::Reports => "one row for each report",
            Tidy::Findings => "one row for each finding",
            Tidy::Cells => "one row for each cell of the form",
        }
    }

    /// Its columns, in order.
    #[must_use]
    pub fn columns(self) -> &'static [Column] {
        match self {
            Tidy::Reports => &REPORTS,
            Tidy::Findings => &FINDINGS,
            Tidy::Cells => &CELLS,
        }
    }

    /// Its rows for a report, each as long as there are columns.
    ///
    /// ```
    /// use gouji::{Options, check, open, recognize, view::{Tidy, Value}};
    /// let reading = &recognize(&open("a.txt", "规章".as_bytes()).unwrap())[0];
    /// let view = check(reading, &Options::default()).view();
    /// let rows = Tidy::Reports.rows(&view);
    /// assert_eq!(rows[0][0], Value::Text("a.txt".into()));
    /// assert!(Tidy::Cells.rows(&view).is_empty());
    /// ```
    #[must_use]
    pub fn rows(self, view: &View) -> Vec<Vec<Value<'_>>> {
        self.rows_in(view, None)
    }

    /// The same in the words of a language, for [`Self::columns_in`] it.
    pub(super) fn rows_for(self, view: &View, language: Language) -> Vec<Vec<Value<'_>>> {
        self.rows_in(view, Some(language))
    }

    /// The columns of a table for people: one language at a time.
    pub(super) fn columns_in(self, language: Language) -> impl Iterator<Item = &'static Column> {
        self.columns()
            .iter()
            .filter(move |column| column.is_in(Some(language)))
    }

    fn rows_in(self, view: &View, language: Option<Language>) -> Vec<Vec<Value<'_>>> {
        let of_view = Row {
            view,
            language,
            finding: None,
            cell: None,
        };
        match self {
            Tidy::Reports => vec![self.row(&of_view)],
            Tidy::Findings => {
                let findings = view.findings.iter().map(Some);
                findings
                    .map(|finding| self.row(&Row { finding, ..of_view }))
                    .collect()
            }
            Tidy::Cells => {
                let cells = view.cells.iter().map(|(id, cell)| Some((*id, cell)));
                cells
                    .map(|cell| self.row(&Row { cell, ..of_view }))
                    .collect()
            }
        }
    }

    fn row<'a>(self, row: &Row<'a>) -> Vec<Value<'a>> {
        let columns = self.columns().iter();
        let columns = columns.filter(|column| column.is_in(row.language));
        columns.map(|column| (column.value)(row)).collect()
    }
}

impl Column {
    /// Its heading for people; in English its name serves.
    pub(super) fn heading(&self, language: Language) -> &'static str {
        language.pick(self.zh.0, self.name)
    }

    /// Whether a table in this language has it: of a sentence in both it has one.
    fn is_in(&self, language: Option<Language>) -> bool {
        let other = language.map(|language| language.pick("message_en", "message"));
        other != Some(self.name)
    }
}

impl<'a> Row<'a> {
    /// A state by its name in the contract, or in words for people.
    fn state(&self, name: &'a str) -> Value<'a> {
        word(self.language.map_or(name, |language| state(name, language)))
    }

    /// The language of names of cells and of remarks, which data have in Chinese.
    fn words(&self) -> Language {
        self.language.unwrap_or_default()
    }
}

/// The columns of every table, in Markdown.
///
/// ```
/// assert!(gouji::view::dictionary().contains("| `agency` |"));
/// ```
#[must_use]
pub fn dictionary() -> String {
    let mut out = DICTIONARY.to_owned();
    for table in Tidy::ALL {
        let (zh, en) = (table.title(Language::Chinese), table.row_words());
        _ = writeln!(out, "\n## `{}` {zh}: {en}\n", table.name());
        out.push_str("| 列 column | 类型 type | 含义 meaning |\n|---|---|---|\n");
        for column in table.columns() {
            let kind = match column.kind {
                Kind::Text => "text",
                Kind::Whole => "integer",
            };
            let (heading, meaning) = column.zh;
            let zh = if meaning.is_empty() { heading } else { meaning };
            _ = writeln!(
                out,
                "| `{}` | {kind} | {zh}<br>{} |",
                column.name, column.en
            );
        }
    }
    out
}

const DICTIONARY: &str = "# 数据字典 Data dictionary

`gouji table` 写出的三个表，CSV 与 Parquet 的列相同；名单的列接在最后。
CSV 是带 BOM 的 UTF-8。为了防止电子表格把文字当公式，CSV 中以 `=` `+` `-` `@` 开头、又不是数字、也不止一个字符的文字前面加 `'`；Parquet 中不加。

The three tables that `gouji table` writes, with the same columns as CSV and as Parquet; the columns of a list come last.
CSV is UTF-8 with a byte order mark. Lest a spreadsheet run a text as a formula, CSV puts `'` before a text that begins with `=`, `+`, `-` or `@`, is no number and is longer than one character; Parquet does not.
";

const SOURCE: Column = text(
    "source",
    ("文件", "文件名，压缩包内的文件写作 包名/文件名"),
    "name of the file; of a file in an archive, archive/file",
    |row| word(&row.view.source.name),
);
const AGENCY: Column = text(
    "agency",
    ("单位", "年报标题中的单位；没有认出时为空"),
    "the agency that reports, from the title; empty where it was not found",
    |row| maybe(row.view.agency.as_deref()),
);
const YEAR: Column = whole(
    "year",
    ("年度", "报告年度；没有认出时为空"),
    "the year reported on; empty where it was not found",
    |row| {
        row.view
            .year
            .map_or(Value::Nothing, |year| Value::Whole(year.into()))
    },
);
const ENGINE: Column = text(
    "engine",
    ("程序版本", ""),
    "version of the program",
    |row| word(row.view.engine),
);

const REPORTS: [Column; 34] = [
    SOURCE,
    text(
        "format",
        ("文件格式", "按内容识别的文件格式"),
        "format of the file, by its content",
        |row| word(row.view.source.format),
    ),
    AGENCY,
    YEAR,
    text(
        "form",
        ("格式", "表三所用格式：2019 或 2021"),
        "the form of table three: 2019 or 2021",
        |row| maybe(row.view.form),
    ),
    text(
        "form_disclosure",
        ("表二格式", "表二所用格式"),
        "the form of table two",
        |row| maybe(row.view.forms.disclosure),
    ),
    text(
        "verdict",
        (
            "结论",
            "holds 相符，fails 有错误，warns 请核对，undecided 无法判断，unread 没有读出",
        ),
        "the one word for the report: holds, fails, warns, undecided or unread",
        |row| {
            let verdict = row.view.verdict;
            word(
                row.language
                    .map_or(verdict.name(), |language| verdict.word(language)),
            )
        },
    ),
    whole(
        "acts",
        (
            "待处理",
            "要处理的事数：每个原因取最好的改法，其余问题各算一处；提示和已核对无误的不算",
        ),
        "how many things there are to do: those of the best correction of each cause, and each other failure; hints and what is waived count nothing",
        |row| count(row.view.tally.to_do),
    ),
    whole(
        "in_disclosure",
        ("表二", "表二的问题数；没有找到该表时为空"),
        "findings about table two; empty where it was not found",
        |row| in_area(row, 0),
    ),
    whole(
        "in_requests",
        ("表三", "表三的问题数；没有找到该表时为空"),
        "findings about table three; empty where it was not found",
        |row| in_area(row, 1),
    ),
    whole(
        "in_remedies",
        ("表四", "表四的问题数；没有找到该表时为空"),
        "findings about table four; empty where it was not found",
        |row| in_area(row, 2),
    ),
    whole(
        "in_prose",
        ("正文", "正文与表不一致等问题数"),
        "findings about the sentences",
        |row| in_area(row, 3),
    ),
    whole(
        "in_form",
        ("文本格式", "不符格式的问题数"),
        "findings about the form of the document",
        |row| in_area(row, 4),
    ),
    whole(
        "in_years",
        ("上年", "与上年年报对照的问题数；没有对照时为空"),
        "findings compared with last year's report; empty where there was none",
        |row| in_area(row, 5),
    ),
    whole(
        "in_units",
        ("汇总", "与所属单位之和对照的问题数；没有对照时为空"),
        "findings compared with the reports of the units; empty where there were none",
        |row| in_area(row, 6),
    ),
    whole("errors", ("错误", "错误数"), "errors reported", |row| {
        count(row.view.summary.errors)
    }),
    whole(
        "warnings",
        ("请核对", "请核对的问题数"),
        "warnings reported",
        |row| count(row.view.summary.warnings),
    ),
    whole("hints", ("提示", "提示数"), "hints reported", |row| {
        count(row.view.summary.hints)
    }),
    whole(
        "holds",
        ("相符", "相符的关系数"),
        "relations that agree",
        |row| count(row.view.summary.holds),
    ),
    whole(
        "fails",
        ("不相符", "错误、请核对和提示的总数"),
        "findings that fail: errors, warnings and hints",
        |row| count(row.view.summary.fails),
    ),
    whole(
        "undecided",
        ("无法判断", "无法判断的问题数"),
        "findings that cannot be decided",
        |row| count(row.view.summary.undecided),
    ),
    whole(
        "quality",
        (
            "读取把握",
            "读取质量，0–100：格式应有的单元格中，已读出的（有数或空白）占百分之几，舍去小数；没有找到任何表时为 0。与数对不对无关",
        ),
        "quality of the reading, 0 to 100: of the cells that the form has, how many in a hundred were read for certain, as a number or as a blank, rounded down; 0 where no table was found. It says nothing of whether the numbers add up",
        |row| Value::Whole(quality(row.view)),
    ),
    whole(
        "cells_read",
        ("已读出", "已读出数的单元格"),
        "cells printed and understood",
        |row| count(row.view.reading.read),
    ),
    whole(
        "cells_blank",
        ("空白", "空白的单元格"),
        "cells printed empty",
        |row| count(row.view.reading.blank),
    ),
    whole(
        "cells_inferred",
        ("推算", "由连在一起的数字分出的单元格"),
        "cells split out of digits that were run together",
        |row| count(row.view.reading.inferred),
    ),
    whole(
        "cells_unsure",
        ("未读准", "没有读准的单元格"),
        "cells with more than one reading, or none that is certain",
        |row| count(row.view.reading.unsure),
    ),
    whole(
        "cells_missing",
        ("没有找到", "文件中没有的单元格"),
        "cells that the document does not have",
        |row| count(row.view.reading.missing),
    ),
    text(
        "found_disclosure",
        ("有表二", "found 找到，missing 没有找到"),
        "whether table two was found: found or missing",
        |row| row.state(row.view.reading.tables.disclosure),
    ),
    text(
        "found_requests",
        ("有表三", "found 找到，missing 没有找到"),
        "whether table three was found: found or missing",
        |row| row.state(row.view.reading.tables.requests),
    ),
    text(
        "found_remedies",
        ("有表四", "found 找到，missing 没有找到"),
        "whether table four was found: found or missing",
        |row| row.state(row.view.reading.tables.remedies),
    ),
    text(
        "last_year",
        ("对照的上年", "对照的上年年报的单位和年度"),
        "agency and year of the report of last year that it was compared with",
        last_year,
    ),
    whole(
        "units",
        ("对照的单位数", ""),
        "how many reports of units it was compared with",
        |row| {
            row.view
                .compared
                .as_ref()
                .map_or(Value::Nothing, |c| count(c.units.len()))
        },
    ),
    text(
        "problems",
        ("读取问题", "读取中没有弄清的事"),
        "what could not be made out in reading",
        |row| {
            let words = |p: &'_ super::ProblemView| {
                let message = row.words().pick(&p.message, &p.message_en);
                message.clone()
            };
            joined(row.view.problems.iter().map(words))
        },
    ),
    ENGINE,
];

const FINDINGS: [Column; 22] = [
    SOURCE,
    AGENCY,
    YEAR,
    text(
        "area",
        (
            "部分",
            "问题所在部分：disclosure 表二，requests 表三，remedies 表四，prose 正文，form 格式，years 上年，units 汇总",
        ),
        "the part of the report: disclosure, requests, remedies, prose, form, years or units",
        |row| of_finding(row, |f| word(area(row, f.area))),
    ),
    text(
        "rule",
        ("规则", "规则名，见 gouji rules"),
        "name of the rule; gouji rules lists them",
        |row| of_finding(row, |f| word(f.rule)),
    ),
    text(
        "instance",
        ("关系", "这一条关系的全名"),
        "full name of the relation",
        |row| of_finding(row, |f| word(&f.instance)),
    ),
    text(
        "outcome",
        ("结论", "fails 不相符，undecided 无法判断"),
        "fails or undecided",
        |row| of_finding(row, |f| row.state(f.outcome)),
    ),
    text(
        "severity",
        ("轻重", "error 错误，warning 请核对，hint 提示"),
        "error, warning or hint",
        |row| of_finding(row, |f| f.severity.map_or(Value::Nothing, |s| row.state(s))),
    ),
    text(
        "message",
        ("说明", ""),
        "the sentence, in Chinese",
        |row| of_finding(row, |f| word(&f.message)),
    ),
    text(
        "message_en",
        ("英文说明", ""),
        "the sentence, in English",
        |row| of_finding(row, |f| word(&f.message_en)),
    ),
    text(
        "formula",
        ("算式", "两边的数"),
        "both sides in numbers",
        |row| of_finding(row, |f| maybe(f.formula.as_deref())),
    ),
    whole(
        "expected",
        ("左边", "左边之和"),
        "what the left side comes to",
        |row| of_finding(row, |f| f.expected.map_or(Value::Nothing, Value::Whole)),
    ),
    whole(
        "actual",
        ("右边", "右边之和"),
        "what the right side comes to",
        |row| of_finding(row, |f| f.actual.map_or(Value::Nothing, Value::Whole)),
    ),
    text(
        "cells",
        ("单元格名", "涉及的单元格名，以分号隔开"),
        "names of the cells it speaks of, parted by semicolons",
        |row| of_finding(row, |f| joined(f.cells.iter().map(|id| id.as_str()))),
    ),
    text(
        "labels",
        ("单元格名称", "涉及的单元格在格式中的名称"),
        "what the form calls those cells, in Chinese",
        |row| {
            of_finding(row, |f| {
                joined(
                    f.cells
                        .iter()
                        .map(|id| cell_name(row.view, *id, row.words())),
                )
            })
        },
    ),
    whole(
        "cause",
        ("原因", "同一文件中同一原因的序号，从 1 起"),
        "number of its cause in the report, from 1: findings with one cause are corrected together",
        |row| of_finding(row, |f| f.cause.map_or(Value::Nothing, |at| count(at + 1))),
    ),
    text(
        "proposed",
        ("建议值", "最好的改法：单元格、现值、建议值"),
        "the best correction: cells, what they hold, what they should hold",
        proposed,
    ),
    text(
        "certainty",
        (
            "把握",
            "certain 改动最少的改法只有这一种，likely 很可能，open 有几种同样少的改法",
        ),
        "certain, likely, or open where several are equally good",
        |row| option(row).map_or(Value::Nothing, |o| row.state(o.certainty)),
    ),
    whole(
        "options",
        ("改法数", "改动同样少的改法有几种，最多列 20 种"),
        "how many corrections are as small, 20 at most",
        |row| cause(row).map_or(Value::Nothing, |c| count(c.options.len())),
    ),
    text(
        "place",
        ("位置", "工作表和地址，或页，或表、行、列，或行"),
        "sheet and address, or page, or table, row and column, or line",
        |row| {
            of_finding(row, |f| {
                at(row, f.place.as_ref().or_else(|| first_place(row.view, f)))
            })
        },
    ),
    text(
        "waived",
        ("已核对无误", "说明：为什么是对的"),
        "why it is right all the same",
        |row| of_finding(row, |f| maybe(f.waived.as_deref())),
    ),
    ENGINE,
];

const CELLS: [Column; 15] = [
    SOURCE,
    AGENCY,
    YEAR,
    text(
        "form",
        ("格式", "该表所用格式"),
        "the form of its table",
        |row| {
            let forms = &row.view.forms;
            maybe(if part(row, Part::Table) == word("disclosure") {
                forms.disclosure
            } else {
                forms.requests
            })
        },
    ),
    text(
        "cell",
        ("单元格", "单元格名，各年不变"),
        "name of the cell, the same in every year",
        |row| row.cell.map_or(Value::Nothing, |(id, _)| word(id.as_str())),
    ),
    text(
        "table",
        ("表", "disclosure 表二，requests 表三，remedies 表四"),
        "disclosure, requests or remedies: table two, three or four",
        |row| part(row, Part::Table),
    ),
    text("row", ("行", "行名"), "name of the row", |row| {
        part(row, Part::Row)
    }),
    text("column", ("列", "列名"), "name of the column", |row| {
        part(row, Part::Column)
    }),
    text(
        "label",
        ("名称", "格式中的名称"),
        "what the form calls it, in Chinese",
        |row| {
            row.cell.map_or(Value::Nothing, |(id, _)| {
                word(cell_name(row.view, id, row.words()))
            })
        },
    ),
    text(
        "raw",
        ("原文", "印出的文字"),
        "the text as printed",
        |row| of_cell(row, |c| word(&c.raw)),
    ),
    whole(
        "value",
        ("数", "整数；空白、未读准、没有找到，或不是整数时为空"),
        "its number where it is a whole one; empty where it is blank, unsure or missing",
        |row| {
            of_cell(row, |c| {
                c.value
                    .and_then(|n| n.0.whole())
                    .map_or(Value::Nothing, Value::Whole)
            })
        },
    ),
    text(
        "decimal",
        ("精确数", "印出的数，含小数，逐位精确"),
        "its number exactly, decimals and all",
        |row| {
            of_cell(row, |c| {
                c.value.map_or(Value::Nothing, |n| word(n.0.to_string()))
            })
        },
    ),
    text(
        "status",
        (
            "状态",
            "read 已读出，blank 空白，inferred 推算，unsure 未读准，missing 没有找到",
        ),
        "read, blank, inferred, unsure or missing",
        |row| of_cell(row, |c| row.state(c.status)),
    ),
    text(
        "place",
        ("位置", "工作表和地址，或页，或表、行、列，或行"),
        "sheet and address, or page, or table, row and column, or line",
        |row| of_cell(row, |c| at(row, c.place.as_ref())),
    ),
    ENGINE,
];

const fn text(
    name: &'static str,
    zh: (&'static str, &'static str),
    en: &'static str,
    value: for<'a> fn(&Row<'a>) -> Value<'a>,
) -> Column {
    Column {
        name,
        kind: Kind::Text,
        zh,
        en,
        value,
    }
}

const fn whole(
    name: &'static str,
    zh: (&'static str, &'static str),
    en: &'static str,
    value: for<'a> fn(&Row<'a>) -> Value<'a>,
) -> Column {
    Column {
        kind: Kind::Whole,
        ..text(name, zh, en, value)
    }
}

fn word<'a>(text: impl Into<Cow<'a, str>>) -> Value<'a> {
    Value::Text(text.into())
}

fn maybe(text: Option<&str>) -> Value<'_> {
    text.map_or(Value::Nothing, word)
}

fn count(number: usize) -> Value<'static> {
    i64::try_from(number).map_or(Value::Nothing, Value::Whole)
}

fn joined<'a>(parts: impl Iterator<Item = impl AsRef<str>>) -> Value<'a> {
    let mut all = String::new();
    for part in parts {
        if !all.is_empty() {
            all.push_str("; ");
        }
        all.push_str(part.as_ref());
    }
    if all.is_empty() {
        return Value::Nothing;
    }
    word(all)
}

fn of_finding<'a>(row: &Row<'a>, value: impl Fn(&'a FindingView) -> Value<'a>) -> Value<'a> {
    row.finding.map_or(Value::Nothing, value)
}

fn of_cell<'a>(row: &Row<'a>, value: impl Fn(&'a CellView) -> Value<'a>) -> Value<'a> {
    row.cell.map_or(Value::Nothing, |(_, cell)| value(cell))
}

/// A part of the name of a cell, `table.row.column`; a row within a group has a name of two words.
fn part(row: &Row, part: Part) -> Value<'static> {
    let parts = row.cell.and_then(|(id, _)| {
        let (table, rest) = id.as_str().split_once('.')?;
        let (row, column) = rest.rsplit_once('.')?;
        Some((table, row, column))
    });
    parts.map_or(Value::Nothing, |(table, row, column)| match part {
        Part::Table => word(table),
        Part::Row => word(row),
        Part::Column => word(column),
    })
}

#[derive(Clone, Copy)]
enum Part {
    Table,
    Row,
    Column,
}

/// How many findings are about a part; nothing where that was not checked.
fn in_area<'a>(row: &Row, area: usize) -> Value<'a> {
    let parts = row.view.tally.parts.all();
    let places = parts.get(area).copied().and_then(places);
    places.map_or(Value::Nothing, count)
}

fn last_year<'a>(row: &Row<'a>) -> Value<'a> {
    let last = row
        .view
        .compared
        .as_ref()
        .and_then(|c| c.last_year.as_ref());
    last.map_or(Value::Nothing, |last| {
        let agency = last.agency.as_deref().unwrap_or_default();
        let year = last.year.map_or_else(String::new, |y| y.to_string());
        word(format!("{agency}{year}"))
    })
}

/// Of a hundred cells that the form has, how many were read for certain.
fn quality(view: &View) -> i64 {
    let reading = &view.reading;
    let certain = reading.read + reading.blank;
    let all = certain + reading.inferred + reading.unsure + reading.missing;
    let share = (certain * 100).checked_div(all).unwrap_or(0);
    i64::try_from(share).unwrap_or(0)
}

fn cause<'a>(row: &Row<'a>) -> Option<&'a super::CauseView> {
    row.view.causes.get(row.finding?.cause?)
}

fn option<'a>(row: &Row<'a>) -> Option<&'a super::OptionView> {
    cause(row)?.options.first()
}

fn proposed<'a>(row: &Row<'a>) -> Value<'a> {
    let of_cause = option(row).map(|o| o.changes.as_slice());
    let own = row.finding.map(|f| f.proposed.as_slice());
    let changes = of_cause.or(own).unwrap_or_default().iter();
    joined(changes.map(|change| {
        let cell = row.language.map_or_else(
            || change.cell.to_string(),
            |language| cell_name(row.view, change.cell, language),
        );
        let from = change.from.map_or_else(String::new, |n| n.to_string());
        format!("{cell}: {from} → {}", change.to)
    }))
}

fn first_place<'a>(view: &'a View, finding: &FindingView) -> Option<&'a PlaceView> {
    let first = finding.cells.first()?;
    let (_, cell) = view.cells.iter().find(|(id, _)| id == first)?;
    cell.place.as_ref()
}

fn at<'a>(row: &Row, place: Option<&PlaceView>) -> Value<'a> {
    let Some(place) = place else {
        return Value::Nothing;
    };
    let is_chinese = row.language == Some(Language::Chinese);
    if let (Some(sheet), Some(address)) = (&place.sheet, &place.address) {
        return word(format!("{sheet}!{address}"));
    }
    if let Some(page) = place.page {
        return word(if is_chinese {
            format!("第{page}页")
        } else {
            format!("page {page}")
        });
    }
    let line = place.line;
    if let (Some(table), Some(row), Some(column)) = (place.table, place.row, place.column) {
        return word(if is_chinese {
            format!("第{table}个表第{row}行第{column}列")
        } else {
            format!("table {table} row {row} column {column}")
        });
    }
    word(if is_chinese {
        format!("第{line}行")
    } else {
        format!("line {line}")
    })
}

/// A part of a report by its name in the contract, or in words for people.
fn area<'a>(row: &Row, name: &'a str) -> &'a str {
    let known = AREAS.iter().find(|(own, ..)| *own == name);
    match (row.language, known) {
        (Some(language), Some((_, zh, en))) => language.pick(zh, en),
        _ => name,
    }
}

/// The names of further columns, those numbered that the table or an earlier one
/// bears already: a column is asked for by its name, whose case may not count.
pub(super) fn unique<'a>(own: impl Iterator<Item = &'a str>, further: &[String]) -> Vec<String> {
    let mut taken: BTreeSet<String> = own.map(str::to_lowercase).collect();
    let free = |name: &String| {
        let (mut free, mut number) = (name.clone(), 1);
        while !taken.insert(free.to_lowercase()) {
            number += 1;
            free = format!("{name}-{number}");
        }
        free
    };
    further.iter().map(free).collect()
}
