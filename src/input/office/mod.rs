//! Office files, saved pages and archives.

mod archive;
mod biff;
mod compound;
mod csv;
mod doc;
mod docx;
mod flat;
mod grid;
mod hidden;
mod mht;
mod ods;
mod odt;
mod rtf;
mod sheets;
mod shown;
mod workbook;
mod xls;
mod xlsb;
mod xlsx;
mod xml;

pub(super) use flat::refuse as refuse_flat;

use super::package::Package;
use super::sniff::Kind;
use super::{Content, Format, Opened};
use crate::source::Words;

/// Opens a file of one of these kinds.
///
/// # Errors
/// A sentence saying what the file is and what to do, where it cannot be read.
pub(super) fn open(kind: Kind, bytes: &[u8]) -> Result<Opened, Words> {
    match kind {
        Kind::Mht => mht::open(bytes),
        Kind::Rtf => rtf::open(bytes),
        Kind::Zip => zipped(bytes),
        Kind::Compound => compound::open(bytes),
        Kind::Csv => csv::open(bytes),
        Kind::Text | Kind::Archive | Kind::Picture | Kind::Pdf | Kind::Ofd => {
            Err(super::bytes::not_built_in())
        }
    }
}

/// A zip archive is the office file whose parts it holds, or a folder of files.
fn zipped(bytes: &[u8]) -> Result<Opened, Words> {
    let mut package = Package::open(bytes)?;
    let mimetype = package.read("mimetype").unwrap_or_default();
    if mimetype.starts_with(b"application/vnd.oasis.opendocument.text") {
        odt::open(&mut package)
    } else if mimetype.starts_with(b"application/vnd.oasis.opendocument.spreadsheet") {
        sheets::open(Format::Ods, &mut package)
    } else if package.has("xl/workbook.bin") {
        sheets::open(Format::Xlsb, &mut package)
    } else if package.has("xl/workbook.xml") {
        sheets::open(Format::Xlsx, &mut package)
    } else if package.has("[Content_Types].xml") {
        docx::open(&mut package)
    } else {
        archive::open(&mut package)
    }
}

/// A document without remarks.
fn plain(format: Format, document: crate::cells::Document) -> Opened {
    Opened::from(Content::Document(format, document))
}
