//! A source becomes a document: its format is found by its content, and the
//! reader of that format hands over text and tables.

mod bytes;
mod flow;
mod html;
mod tags;
mod text;

pub use bytes::decode;

use crate::cells::Document;
use crate::source::Source;

/// The formats that can be read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// Text without markup.
    #[default]
    Text,
    /// A web page, or a part of one as a clipboard holds it.
    Html,
}

impl Format {
    /// Its name in the contract.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Format::Text => "text",
            Format::Html => "html",
        }
    }
}

/// Reads a source of any format.
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
