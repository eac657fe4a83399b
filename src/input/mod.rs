//! A source becomes a document: its format is found by its content, and the
//! reader of that format hands over text and tables.
//!
//! Text and web pages are read by the check. The readers of office files and of
//! pages with fixed positions are features, because in the browser each set of
//! them is a module of its own, fetched when such a file is opened.

mod bytes;
mod flow;
mod html;
mod names;
#[cfg(feature = "office")]
mod office;
#[cfg(any(feature = "office", feature = "pages"))]
mod package;
#[cfg(feature = "pages")]
mod pages;
mod sniff;
mod tags;
mod text;

pub use bytes::decode;
pub use names::is_known_ending;

use crate::cells::Document;
use crate::source::{Problem, Source, Words};
use sniff::Kind;

/// The formats that can be read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// Text without markup.
    #[default]
    Text,
    /// A web page, or a part of one as a clipboard holds it.
    Html,
    /// A web page saved as one file of mail.
    Mht,
    /// Values parted by commas.
    Csv,
    /// Rich text.
    Rtf,
    /// A Word document, as zipped XML.
    Docx,
    /// A Word or WPS document, as a compound file.
    Doc,
    /// A workbook, as zipped XML.
    Xlsx,
    /// A workbook, as zipped binary records.
    Xlsb,
    /// An Excel or WPS workbook, as a compound file.
    Xls,
    /// An OpenDocument workbook.
    Ods,
    /// An OpenDocument text.
    Odt,
    /// A PDF.
    Pdf,
    /// An OFD (GB/T 33190).
    Ofd,
}

impl Format {
    /// Every format.
    pub const ALL: [Format; 14] = [
        Format::Text,
        Format::Html,
        Format::Mht,
        Format::Csv,
        Format::Rtf,
        Format::Docx,
        Format::Doc,
        Format::Xlsx,
        Format::Xlsb,
        Format::Xls,
        Format::Ods,
        Format::Odt,
        Format::Pdf,
        Format::Ofd,
    ];

    /// That of a text: a web page, or a text without markup.
    pub(crate) fn of_text(text: &str) -> Self {
        if html::is_html(text) {
            Format::Html
        } else {
            Format::Text
        }
    }

    /// Its name in the contract.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Format::Text => "text",
            Format::Html => "html",
            Format::Mht => "mht",
            Format::Csv => "csv",
            Format::Rtf => "rtf",
            Format::Docx => "docx",
            Format::Doc => "doc",
            Format::Xlsx => "xlsx",
            Format::Xlsb => "xlsb",
            Format::Xls => "xls",
            Format::Ods => "ods",
            Format::Odt => "odt",
            Format::Pdf => "pdf",
            Format::Ofd => "ofd",
        }
    }
}

/// The readers that a program holds or a browser fetches as one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Module {
    /// Text and web pages: the check itself.
    Check,
    /// Office files, saved pages, archives.
    Office,
    /// Pages with fixed positions.
    Pages,
}

/// A file that was opened.
#[derive(Clone, Debug)]
pub struct Opened {
    /// Its name as given; nothing is opened by it.
    pub name: String,
    /// What it is.
    pub content: Content,
    /// What a reader should know of it, such as what was left out.
    pub notes: Vec<Problem>,
}

impl From<Content> for Opened {
    /// A source without a name of which there is nothing more to know.
    fn from(content: Content) -> Self {
        Self {
            name: String::new(),
            content,
            notes: Vec::new(),
        }
    }
}

/// What a file holds.
#[derive(Clone, Debug)]
pub enum Content {
    /// Text or a web page, for [`read`].
    Text(Format, String),
    /// A document of a format that is no text.
    Document(Format, Document),
    /// Other files.
    Archive(Vec<Entry>),
}

/// A file within an archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its path in the archive.
    pub name: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// Which readers a file needs.
///
/// ```
/// use gouji::input::{Module, module};
/// assert_eq!(module(b"%PDF-1.7"), Module::Pages);
/// assert_eq!(module("规章 0".as_bytes()), Module::Check);
/// ```
#[must_use]
pub fn module(bytes: &[u8]) -> Module {
    match sniff::kind(bytes) {
        Kind::Text | Kind::Picture | Kind::Archive => Module::Check,
        Kind::Csv | Kind::Mht | Kind::Rtf | Kind::Zip | Kind::Compound => Module::Office,
        Kind::Pdf | Kind::Ofd => Module::Pages,
    }
}

/// Opens a file by its content. The name serves only to say where it differs
/// from the content.
///
/// # Errors
/// A sentence saying what the file is and what to do, where it cannot be read:
/// a picture, an encrypted or damaged file, one beyond the bounds, or of a
/// format whose readers are not built in.
///
/// ```
/// use gouji::input::{Content, open};
/// let opened = open("a.txt", "规章".as_bytes()).unwrap();
/// assert!(matches!(opened.content, Content::Text(_, text) if text == "规章"));
/// assert!(open("a.png", b"\x89PNG\r\n").unwrap_err().en.contains("picture"));
/// ```
pub fn open(name: &str, bytes: &[u8]) -> Result<Opened, Words> {
    if bytes.len() > MOST_BYTES {
        return Err(Words::new(
            format!(
                "超过{}兆字节，未打开：请拆分或另存后再打开",
                MOST_BYTES >> 20
            ),
            format!(
                "is larger than {} megabytes and was not opened: split it or save it anew",
                MOST_BYTES >> 20
            ),
        ));
    }
    let mut opened = match sniff::kind(bytes) {
        Kind::Text => text_or_page(bytes)?,
        Kind::Picture => return Err(bytes::picture()),
        Kind::Archive => return Err(bytes::archive()),
        #[cfg(feature = "office")]
        kind @ (Kind::Csv | Kind::Mht | Kind::Rtf | Kind::Zip | Kind::Compound) => {
            office::open(kind, bytes)?
        }
        #[cfg(feature = "pages")]
        kind @ (Kind::Pdf | Kind::Ofd) => pages::open(kind, bytes)?,
        #[cfg(not(all(feature = "office", feature = "pages")))]
        _ => return Err(bytes::not_built_in()),
    };
    opened.notes.extend(names::differs(name, &opened.content));
    name.clone_into(&mut opened.name);
    Ok(opened)
}

/// The most bytes of a file.
const MOST_BYTES: usize = 100 << 20;

fn text_or_page(bytes: &[u8]) -> Result<Opened, Words> {
    let text = decode(bytes)?;
    #[cfg(feature = "office")]
    office::refuse_flat(&text)?;
    let format = Format::of_text(&text);
    Ok(Opened::from(Content::Text(format, text)))
}

/// Reads a source of any format that is text.
///
/// ```
/// use gouji::{input::{Format, read}, source::Source};
/// let (format, document) = read(Source { name: "", text: "<table><tr><td>规章<td>0" });
/// assert_eq!(format, Format::Html);
/// assert_eq!(document.boxes.len(), 2);
/// ```
#[must_use]
pub fn read(source: Source) -> (Format, Document) {
    if html::is_html(source.text) {
        (Format::Html, html::read(source.text))
    } else {
        (Format::Text, text::read(source.text))
    }
}
