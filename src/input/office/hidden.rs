//! Which rows and columns of a workbook's sheets are hidden.

use super::super::package::Package;
use super::xml::{attribute, text_of};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::io::{Cursor, Read};
use std::ops::RangeInclusive;

/// The hidden rows and columns of a sheet, counted from 0.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Hidden {
    /// In order.
    pub(super) rows: Vec<u32>,
    pub(super) columns: Vec<RangeInclusive<u32>>,
}

impl Hidden {
    pub(super) fn has_row(&self, row: u32) -> bool {
        self.rows.binary_search(&row).is_ok()
    }

    pub(super) fn has_column(&self, column: u32) -> bool {
        self.columns.iter().any(|columns| columns.contains(&column))
    }

    /// Whether a cell is not shown.
    pub(super) fn covers(&self, row: u32, column: u32) -> bool {
        self.has_row(row) || self.has_column(column)
    }
}

/// Those of a workbook of zipped XML, by the names of its sheets.
pub(super) fn of_xlsx(bytes: &[u8]) -> Vec<(String, Hidden)> {
    let Ok(mut package) = Package::open(bytes) else {
        return Vec::new();
    };
    let targets = elements(
        &mut package,
        "xl/_rels/workbook.xml.rels",
        "Relationship",
        |e| Some((attribute(e, "Id")?, attribute(e, "Target")?)),
    );
    let sheets = elements(&mut package, "xl/workbook.xml", "sheet", |e| {
        Some((attribute(e, "name")?, attribute(e, "id")?))
    });
    let part = |id: &str| {
        let (_, target) = targets.iter().find(|(known, _)| known == id)?;
        Some(match target.strip_prefix('/') {
            Some(absolute) => absolute.to_owned(),
            None => format!("xl/{target}"),
        })
    };
    let found = sheets
        .iter()
        .filter_map(|(name, id)| Some((name.clone(), part(id)?)));
    let parts: Vec<_> = found.collect();
    parts
        .into_iter()
        .map(|(name, part)| (name, in_sheet(&mut package, &part)))
        .collect()
}

fn in_sheet(package: &mut Package, part: &str) -> Hidden {
    let mut hidden = Hidden::default();
    let is_hidden = |e: &BytesStart| {
        let mark = |name| attribute(e, name).is_some_and(|v| v == "1" || v == "true");
        mark("hidden") || attribute(e, "ht").is_some_and(|v| v == "0")
    };
    let number = |e: &BytesStart, name| attribute(e, name)?.parse::<u32>().ok()?.checked_sub(1);
    elements(package, part, "col", |e| {
        let columns = number(e, "min")?..=number(e, "max")?;
        is_hidden(e).then(|| hidden.columns.push(columns))
    });
    // A row without its number follows the one before.
    let mut next = 0;
    elements(package, part, "row", |e| {
        let row = number(e, "r").unwrap_or(next);
        next = row + 1;
        is_hidden(e).then(|| hidden.rows.push(row))
    });
    hidden.rows.sort_unstable();
    hidden
}

/// What is made of each element of a name in a part.
fn elements<T>(
    package: &mut Package,
    part: &str,
    name: &str,
    mut make: impl FnMut(&BytesStart) -> Option<T>,
) -> Vec<T> {
    let text = package.read(part).and_then(|bytes| text_of(&bytes));
    let text = text.unwrap_or_default();
    let mut reader = Reader::from_str(&text);
    let mut found = Vec::new();
    loop {
        match reader.read_event() {
            Ok(Event::Start(e) | Event::Empty(e)) if e.local_name().as_ref() == name => {
                found.extend(make(&e));
            }
            Ok(Event::Eof) | Err(_) => return found,
            _ => {}
        }
    }
}

/// Those of a workbook in a compound file, sheet by sheet. Records by [MS-XLS].
pub(super) fn of_xls(bytes: &[u8]) -> Vec<Hidden> {
    const BOUND_SHEET: u16 = 0x0085;
    let stream = stream_of(bytes).unwrap_or_default();
    let starts = records(&stream, 0).filter(|(kind, _)| *kind == BOUND_SHEET);
    let starts =
        starts.filter_map(|(_, data)| Some(u32::from_le_bytes(data.get(..4)?.try_into().ok()?)));
    starts
        .map(|start| in_substream(&stream, start as usize))
        .collect()
}

fn stream_of(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).ok()?;
    let name = if file.exists("/Workbook") {
        "/Workbook"
    } else {
        "/Book"
    };
    let mut stream = Vec::new();
    file.open_stream(name).ok()?.read_to_end(&mut stream).ok()?;
    Some(stream)
}

fn in_substream(stream: &[u8], start: usize) -> Hidden {
    const ROW: u16 = 0x0208;
    const COLUMNS: u16 = 0x007D;
    let mut hidden = Hidden::default();
    for (kind, data) in records(stream, start) {
        let word = |at: usize| Some(u16::from_le_bytes(data.get(at..at + 2)?.try_into().ok()?));
        match kind {
            ROW if word(12).is_some_and(|flags| flags & 0x20 != 0) => {
                hidden.rows.extend(word(0).map(u32::from));
            }
            COLUMNS if word(8).is_some_and(|flags| flags & 1 != 0) => {
                let columns = word(0).zip(word(2));
                hidden
                    .columns
                    .extend(columns.map(|(a, b)| u32::from(a)..=u32::from(b)));
            }
            _ => {}
        }
    }
    hidden.rows.sort_unstable();
    hidden
}

/// The records of a substream, up to its end.
fn records(stream: &[u8], start: usize) -> impl Iterator<Item = (u16, &[u8])> {
    const END: u16 = 0x000A;
    let mut rest = stream.get(start..).unwrap_or_default();
    std::iter::from_fn(move || {
        let (head, after) = rest.split_at_checked(4)?;
        let kind = u16::from_le_bytes([head[0], head[1]]);
        let size = usize::from(u16::from_le_bytes([head[2], head[3]]));
        let (data, after) = after.split_at_checked(size)?;
        rest = after;
        (kind != END).then_some((kind, data))
    })
}
