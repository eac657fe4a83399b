//! Workbooks of every format, as documents: the sheets that are shown are the
//! tables; what is hidden, and formulas whose results were never stored, are
//! told of.

use super::super::package::{Package, damaged};
use super::super::{Format, Opened};
use super::workbook::Workbook;
use super::{hidden, ods, xls, xlsb, xlsx};
use crate::source::{Problem, Words};
use std::io::{Cursor, Read};

/// Opens a workbook in a package.
///
/// # Errors
/// A sentence: it is damaged, encrypted, or beyond the bounds.
pub(super) fn open(format: Format, package: &mut Package) -> Result<Opened, Words> {
    let book = match format {
        Format::Xlsx => xlsx::read(package)?,
        Format::Ods => ods::read(package)?,
        _ => xlsb::read(package)?,
    };
    Ok(opened(format, book))
}

/// Opens a workbook that is the stream of a compound file.
///
/// # Errors
/// As [`open`].
pub(super) fn open_stream(file: &mut cfb::CompoundFile<Cursor<&[u8]>>) -> Result<Opened, Words> {
    let name = if file.exists("/Workbook") {
        "/Workbook"
    } else {
        "/Book"
    };
    let mut stream = Vec::new();
    let mut open = file.open_stream(name).map_err(|_| damaged())?;
    open.read_to_end(&mut stream).map_err(|_| damaged())?;
    Ok(opened(Format::Xls, xls::read(&stream)?))
}

/// A workbook as a document, with what is to be said of it.
pub(super) fn opened(format: Format, mut book: Workbook) -> Opened {
    let mut notes = hidden::leave_out(&mut book);
    let document = book.document();
    notes.extend(without_results(&book));
    notes.extend(too_large(&book));
    let mut opened = super::plain(format, document);
    opened.notes = notes;
    opened
}

/// One remark for all formulas without results, naming the first.
fn without_results(book: &Workbook) -> Option<Problem> {
    let shown = book.sheets.iter().filter(|sheet| !sheet.hidden);
    let cells = shown.flat_map(|sheet| sheet.unsaved.iter().map(|at| (&sheet.name, *at)));
    let cells: Vec<_> = cells.collect();
    let (sheet, (row, column)) = *cells.first()?;
    let at = format!("{}{row}", hidden::letters(column));
    let count = cells.len();
    Some(Problem {
        kind: "formula_without_value".into(),
        words: Words::new(
            format!(
                "有{count}个公式没有保存计算结果（首个在工作表“{sheet}”的{at}），这些格未能确定：用WPS或Excel打开后保存一次即可"
            ),
            format!(
                "no result is stored for {count} of the formulas (the first at {at} of sheet “{sheet}”), so these cells are unsure: open the file in WPS or Excel and save it once"
            ),
        ),
        place: None,
    })
}

fn too_large(book: &Workbook) -> Option<Problem> {
    let sheets = book.sheets.iter().filter(|sheet| sheet.too_large);
    let names: Vec<&str> = sheets.map(|sheet| sheet.name.as_str()).collect();
    let (zh, en) = (names.join("”“"), names.join("”, “"));
    (!names.is_empty()).then(|| Problem {
        kind: "sheet_left_out".into(),
        words: Words::new(
            format!("工作表“{zh}”过大，未读取：请只保留年报的表格后再打开"),
            format!(
                "sheet “{en}” is too large and was left out: keep only the tables of the report"
            ),
        ),
        place: None,
    })
}
