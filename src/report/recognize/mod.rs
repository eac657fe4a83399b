//! A document becomes a report: its cells are aligned to the rows and columns
//! of the form by the words of the form.
//!
//! Rows are found by their labels, never by their numbers and never by how
//! many numbers came before; what stands between two labels must have exactly
//! as many slots as the form has columns. Everything else is doubtful.

#![expect(
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "one entry for each table, and ranges of tokens found in the same text"
)]

mod disclosure;
mod header;
mod remedies;
mod requests;
mod rows;
mod values;

use super::fields::{CellId, Field, Form, Table, TableForm};
use super::slots::Layout;
use super::tokens::Tokens;
use super::vocabulary::Meaning;
use super::{Cell, Report, identity};
use crate::cells::{CELL, Document, ROW, TABLE};
use crate::source::{Problem, Words};
use std::ops::Range;
use values::make_unsure;

/// Aligns a document to the national form.
///
/// ```
/// use gouji::{cells::Document, report::recognize};
/// let report = recognize(&Document { text: "（七）总计".into(), ..Document::default() });
/// assert!(report.cells.is_empty());
/// assert_eq!(report.problems[0].kind, "no_report");
/// ```
#[must_use]
pub fn recognize(document: &Document) -> Report {
    let mut reader = Reader {
        document,
        tokens: Tokens::of(document),
        found: [None, None, None],
        problems: Vec::new(),
        blanks: false,
        glued: false,
        layout: None,
    };
    reader.requests();
    reader.disclosure();
    reader.remedies();
    reader.report()
}

/// What was found of one table.
pub(super) struct Found {
    form: &'static Form,
    cells: Vec<Cell>,
}

pub(super) struct Reader<'a> {
    document: &'a Document,
    tokens: Tokens,
    /// By table.
    found: [Option<Found>; 3],
    problems: Vec<Problem>,
    /// Whether table three certainly leaves cells empty.
    blanks: bool,
    /// Whether table three runs digits together.
    glued: bool,
    /// How table three parts its cells.
    layout: Option<Layout>,
}

impl Reader<'_> {
    fn report(mut self) -> Report {
        let identity = identity::identify(self.document);
        let mut report = Report {
            agency: identity.agency,
            year: identity.year,
            ..Report::default()
        };
        let known = [Table::Requests, Table::Disclosure, Table::Remedies]
            .into_iter()
            .find_map(|table| self.found[table as usize].as_ref().map(|f| f.form));
        let Some(form_elsewhere) = known else {
            self.nothing_found(report.year);
            report.problems = self.problems;
            return report;
        };
        for table in Table::ALL {
            let found = self.found[table as usize].take();
            let form = found.as_ref().map_or(form_elsewhere, |f| f.form);
            report.forms[table as usize] = Some(form);
            form.fields_of(table)
                .for_each(|f| report.put(Cell::missing(f.id)));
            match found {
                Some(mut found) => {
                    self.doubt_the_last(table, &mut found);
                    report.found[table as usize] = true;
                    found.cells.into_iter().for_each(|cell| report.put(cell));
                }
                None => self.table_missing(form.table(table)),
            }
        }
        report.problems = self.problems;
        report
    }

    /// Where the document may break off in the midst of its last number, that is
    /// in doubt; not the last of a table that has sums, which they bear out.
    fn doubt_the_last(&self, table: Table, found: &mut Found) {
        let text = self.document.text.trim_end_matches([ROW, CELL]);
        if !self.document.is_cut() || text.ends_with(char::is_whitespace) {
            return;
        }
        let last = text.len().saturating_sub(1);
        let end = self.document.place(last, text.len()).end;
        let with_sums = found.form.fields_of(table).last().map(|f| f.id);
        let with_sums = with_sums.filter(|_| table != Table::Disclosure);
        let ends_here = |cell: &&mut Cell| cell.place.is_some_and(|place| place.end == end);
        let last = found.cells.iter_mut().find(ends_here);
        if let Some(cell) = last.filter(|cell| Some(cell.id) != with_sums) {
            let doubt = Words::new(
                "文字到此为止，这个数可能不完整，请对照原件",
                "the text ends here and the number may go on: compare the original",
            );
            make_unsure(cell, &doubt);
        }
    }

    fn problem(&mut self, kind: &'static str, zh: String, en: String, at: Option<Range<usize>>) {
        let place = at.map(|range| self.document.place(range.start, range.end));
        self.problems.push(Problem {
            kind: kind.into(),
            words: Words { zh, en },
            place,
        });
    }

    fn second_table(&mut self, zh: &str, en: &str, at: Range<usize>) {
        self.problem(
            "second_table",
            format!("文中不止一张表{zh}，只读取了一张"),
            format!("There is more than one table {en}; only one was read"),
            Some(at),
        );
    }

    /// A table that was not found, with the heading it should stand under.
    fn table_missing(&mut self, form: &TableForm) {
        let (zh, en) = form.ordinal;
        let heading = self
            .tokens
            .list
            .iter()
            .find(|t| t.means(|m| *m == Meaning::Heading(Some(form.table))));
        let at = heading.map(|t| t.range.clone());
        let (seen, seen_en) = match &at {
            Some(range) => {
                let words = self.document.text[range.clone()].replace(char::is_whitespace, "");
                (
                    format!("；看到了标题“{words}”，但其下没有可识别的表格，可能是图片或附件"),
                    format!(
                        "; its heading “{words}” is there, but no table that could be read: perhaps a picture or an attachment"
                    ),
                )
            }
            None => (
                "，也没有看到它的标题".to_owned(),
                ", nor its heading".to_owned(),
            ),
        };
        self.problem(
            "table_missing",
            format!("没有找到表{zh}{seen}"),
            format!("Table {en} was not found{seen_en}"),
            at,
        );
    }

    fn nothing_found(&mut self, year: Option<u16>) {
        let blank = self
            .document
            .text
            .chars()
            .all(|c| c.is_whitespace() || matches!(c, CELL | ROW | TABLE));
        let heading = self
            .tokens
            .list
            .iter()
            .find(|t| t.means(|m| matches!(m, Meaning::Heading(_))));
        let at = heading.map(|t| t.range.clone());
        match (blank, year) {
            (true, _) => self.problem(
                "empty",
                "没有内容：请粘贴报告全文，或至少粘贴表三".to_owned(),
                "There is no text: paste the whole report, or at least table 3".to_owned(),
                None,
            ),
            (_, Some(year)) if year < 2019 => self.problem(
                "old_report",
                format!("这是{year}年的报告：全国统一的三张表自2019年度起使用，更早的报告不在核对范围内"),
                format!("This is a report for {year}: the three national tables are in use since 2019, and earlier reports cannot be checked"),
                None,
            ),
            _ if at.is_some() => self.problem(
                "no_tables",
                "看到了报告的标题，但其下没有可识别的表格，可能是图片或附件：请粘贴表格本身".to_owned(),
                "Headings of the report are there, but no table that could be read: perhaps a picture or an attachment; paste the tables themselves".to_owned(),
                at,
            ),
            _ => self.problem(
                "no_report",
                "没有找到政府信息公开工作年度报告的表格：请粘贴报告全文，或至少粘贴表三".to_owned(),
                "No tables of an annual report on open government information were found: paste the whole report, or at least table 3".to_owned(),
                None,
            ),
        }
    }
}

/// A cell of a table that has but one section.
fn id_at(form: &Form, table: Table, row: usize, column: usize) -> CellId {
    let at = |f: &&Field| (f.section, f.row, f.column) == (0, row, column);
    form.fields_of(table).find(at).map_or_else(
        || unreachable!("a form has every cell of its rows and columns"),
        |f| f.id,
    )
}
