//! Results as one workbook in one language: every report on a line, every finding, every cell.

use super::tidy::unique;
use super::{Kind, Tidy, Value, View};
use crate::source::{Language, Words};
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatBorder, Workbook, Worksheet, XlsxError,
};
use std::cmp::Reverse;

/// A workbook in the making.
#[derive(Debug, Default)]
pub struct Book {
    language: Language,
    further: Vec<String>,
    /// The rows of the first sheet, which are put in order at the end.
    reports: Vec<(usize, Vec<Value<'static>>)>,
    /// Those of the others.
    rows: [Vec<Vec<Value<'static>>>; 2],
}

/// What a sheet can hold, its header left out.
const MOST_ROWS: usize = 1_048_575;

impl Book {
    /// An empty one; `further` columns stand last in the first two sheets.
    #[must_use]
    pub fn new(further: Vec<String>, language: Language) -> Self {
        Self {
            language,
            further,
            ..Self::default()
        }
    }

    /// Adds a report.
    ///
    /// # Errors
    /// A sheet cannot hold so many rows.
    pub fn add(&mut self, view: &View, further: &[String]) -> Result<(), Words> {
        let language = self.language;
        for row in Tidy::Reports.rows_for(view, language) {
            self.reports.push((view.tally.to_do, owned(row, further)));
        }
        for (rows, (table, further)) in self
            .rows
            .iter_mut()
            .zip([(Tidy::Findings, further), (Tidy::Cells, &[])])
        {
            let fresh = table.rows_for(view, language).into_iter();
            rows.extend(fresh.map(|row| owned(row, further)));
            if rows.len() > MOST_ROWS {
                return Err(Words::new(TOO_MANY.0, TOO_MANY.1));
            }
        }
        Ok(())
    }

    /// The workbook's bytes, the reports with the most to do first.
    ///
    /// # Errors
    /// Says why it could not be written.
    pub fn finish(mut self) -> Result<Vec<u8>, Words> {
        self.reports.sort_by_key(|(to_do, _)| Reverse(*to_do));
        let reports: Vec<_> = self.reports.into_iter().map(|(_, row)| row).collect();
        let [findings, cells] = self.rows;
        let written = write(&[reports, findings, cells], &self.further, self.language);
        written.map_err(|why| {
            Words::new(
                format!("工作簿无法写出：{why}"),
                format!("the workbook cannot be written: {why}"),
            )
        })
    }
}

const TOO_MANY: (&str, &str) = (
    "结果超过电子表格一张表能容纳的1048575行：请分批，或改用CSV、Parquet",
    "more than the 1,048,575 rows that a sheet can hold: split the files, or write CSV or Parquet",
);

fn owned(row: Vec<Value<'_>>, further: &[String]) -> Vec<Value<'static>> {
    let own = row.into_iter().map(|value| match value {
        Value::Nothing => Value::Nothing,
        Value::Whole(number) => Value::Whole(number),
        Value::Text(text) => Value::Text(text.into_owned().into()),
    });
    let further = further.iter().map(|text| Value::Text(text.clone().into()));
    own.chain(further).collect()
}

fn write(
    sheets: &[Vec<Vec<Value>>; 3],
    further: &[String],
    language: Language,
) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // The same results make the same bytes, so the workbook bears no time of its making.
    let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&made));
    for (table, rows) in Tidy::ALL.into_iter().zip(sheets) {
        let further = if table == Tidy::Cells { &[] } else { further };
        fill(workbook.add_worksheet(), table, rows, further, language)?;
    }
    workbook.save_to_buffer()
}

fn fill(
    sheet: &mut Worksheet,
    table: Tidy,
    rows: &[Vec<Value>],
    further: &[String],
    language: Language,
) -> Result<(), XlsxError> {
    let head = Format::new()
        .set_bold()
        .set_background_color(Color::RGB(0x00F0_F0F0))
        .set_border(FormatBorder::Thin);
    let open = Format::new()
        .set_bold()
        .set_font_color(Color::RGB(0x00C0_0000));
    sheet.set_name(table.title(language))?;
    sheet.set_freeze_panes(1, 0)?;
    let columns: Vec<_> = table.columns_in(language).collect();
    let own = columns.iter().map(|column| column.heading(language));
    let further = unique(own.clone(), further);
    let headings = own.chain(further.iter().map(String::as_str));
    let mut last = 0;
    for (at, heading) in (0u16..).zip(headings) {
        sheet.write_string_with_format(0, at, heading, &head)?;
        let is_number = columns
            .get(usize::from(at))
            .is_some_and(|c| c.kind == Kind::Whole);
        sheet.set_column_width(at, if is_number { 8.0 } else { 18.0 })?;
        last = at;
    }
    let to_do = columns.iter().position(|column| column.name == "acts");
    for (line, row) in (1u32..).zip(rows) {
        for (at, value) in (0u16..).zip(row) {
            match value {
                Value::Nothing => {}
                #[expect(clippy::cast_precision_loss, reason = "see below")]
                Value::Whole(number) if number.unsigned_abs() < EXACT => {
                    let number = *number as f64;
                    if to_do == Some(usize::from(at)) && number > 0.0 {
                        sheet.write_number_with_format(line, at, number, &open)?;
                    } else {
                        sheet.write_number(line, at, number)?;
                    }
                }
                Value::Whole(number) => _ = sheet.write_string(line, at, number.to_string())?,
                Value::Text(text) => _ = sheet.write_string(line, at, fitting(text))?,
            }
        }
    }
    let bottom = u32::try_from(rows.len()).unwrap_or(u32::MAX);
    sheet.autofilter(0, 0, bottom, last)?;
    Ok(())
}

/// A workbook's numbers are doubles and show fifteen figures: a longer number is kept as text.
const EXACT: u64 = 1_000_000_000_000_000;

/// A cell holds so many UTF-16 units at most.
fn fitting(text: &str) -> String {
    const MOST: usize = 32_767;
    let mut units = 0;
    let fits = |c: &char| {
        units += c.len_utf16();
        units < MOST
    };
    if text.len() < MOST {
        return text.to_owned();
    }
    let kept: String = text.chars().take_while(fits).collect();
    if kept.len() == text.len() {
        return kept;
    }
    kept + "…"
}
