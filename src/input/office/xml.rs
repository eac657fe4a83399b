//! What the readers of zipped XML share: text of a part, characters of references.

use super::super::bytes::decode;
use super::super::package::damaged;
use crate::source::Words;
use quick_xml::events::{BytesRef, BytesStart};

/// Elements nested deeper than this are in no real document.
pub(super) const DEEPEST: usize = 512;

/// The text of a part of a package, in the encoding its bytes show.
///
/// # Errors
/// It is no text.
pub(super) fn text_of(bytes: &[u8]) -> Result<String, Words> {
    decode(bytes).map_err(|_| damaged())
}

/// The value of an attribute by its local name, references resolved.
pub(super) fn attribute(element: &BytesStart, name: &str) -> Option<String> {
    let mut attributes = element.attributes();
    let mut attributes = attributes.with_checks(false).flatten();
    let found = attributes.find(|a| a.key.local_name().as_ref() == name)?;
    let value = found.normalized_value(quick_xml::XmlVersion::Implicit1_0);
    value.ok().map(std::borrow::Cow::into_owned)
}

/// The character that a reference stands for.
pub(super) fn character(reference: &BytesRef) -> char {
    let named = match reference.as_ref() {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => reference.resolve_char_ref().ok().flatten(),
    };
    named.unwrap_or('\u{FFFD}')
}
