//! Values parted by commas (RFC 4180): one table, a record a row.

use super::super::bytes::decode;
use super::super::flow::break_off;
use super::super::package::damaged;
use super::super::{Format, Opened};
use super::sheets;
use super::workbook::Workbook;
use crate::source::Words;

/// Opens a table.
///
/// # Errors
/// A sentence: it is no text.
pub(super) fn open(bytes: &[u8]) -> Result<Opened, Words> {
    let text = decode(bytes)?;
    let (mark, body) = parted(&text);
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(mark)
        .has_headers(false)
        .flexible(true)
        .from_reader(body.as_bytes());
    let mut book = Workbook::default();
    book.begin("", false);
    for (row, record) in (1..).zip(reader.records()) {
        for (column, field) in (1..).zip(record.map_err(|_| damaged())?.iter()) {
            book.put(row, column, field);
        }
    }
    let mut opened = sheets::opened(Format::Csv, book);
    if let super::super::Content::Document(_, document) = &mut opened.content {
        document.sheets.clear();
        if !body.ends_with(['\n', '\r']) {
            break_off(document);
        }
    }
    Ok(opened)
}

/// What parts the values, and the text without the first line of its own in
/// which some programs say so.
fn parted(text: &str) -> (u8, &str) {
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    let said = first.trim_end().strip_prefix("sep=").map(str::as_bytes);
    if let Some([mark]) = said {
        return (*mark, rest);
    }
    let count = |mark: char| text.matches(mark).count();
    let mark = if count(';') > count(',') { b';' } else { b',' };
    (mark, text)
}
