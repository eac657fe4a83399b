//! Values parted by commas (RFC 4180): one table, a record a row.

use super::super::bytes::decode;
use super::super::package::damaged;
use super::super::{Format, Opened};
use crate::cells::{Box, CELL, Document, ROW, TABLE};
use crate::source::{TableCell, Words};

/// Opens a table.
///
/// # Errors
/// A sentence: it is no text.
pub(super) fn open(bytes: &[u8]) -> Result<Opened, Words> {
    let text = decode(bytes)?;
    // Some programs say in a first line of their own what parts the values.
    let (mark, body) = match text.split_once('\n') {
        Some((first, rest)) if first.trim_end().len() == 5 && first.starts_with("sep=") => {
            (first.as_bytes()[4], rest)
        }
        _ => (more_common(&text), text.as_str()),
    };
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(mark)
        .has_headers(false)
        .flexible(true)
        .from_reader(body.as_bytes());
    let mut document = Document::default();
    document.text.push(TABLE);
    for (y, record) in reader.records().enumerate() {
        document.text.push(ROW);
        for (x, field) in record.map_err(|_| damaged())?.iter().enumerate() {
            write(&mut document, field, y + 1, x + 1);
        }
    }
    document.text.push(TABLE);
    Ok(super::plain(Format::Csv, document))
}

fn more_common(text: &str) -> u8 {
    let count = |mark: char| text.matches(mark).count();
    if count(';') > count(',') { b';' } else { b',' }
}

fn write(document: &mut Document, field: &str, row: usize, column: usize) {
    let at = document.text.len();
    document.text.push(CELL);
    let is_separator = |c: char| matches!(c, TABLE | ROW | CELL | '\0' | '\r');
    document.text.push_str(&field.replace(is_separator, " "));
    document.boxes.push(Box {
        at,
        end: document.text.len(),
        cell: TableCell {
            table: 1,
            row,
            column,
        },
        colspan: 1,
    });
}
