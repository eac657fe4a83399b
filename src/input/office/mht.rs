//! A web page saved as one file of mail (RFC 2557): its first part of HTML.

use super::super::bytes::{decode, legacy};
use super::super::package::damaged;
use super::super::{Content, Format, Opened};
use crate::source::Words;
use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

/// Opens a page.
///
/// # Errors
/// A sentence: no part of it is a page.
pub(super) fn open(bytes: &[u8]) -> Result<Opened, Words> {
    let part = page_in(bytes, 0).ok_or_else(damaged)?;
    let own = part
        .header("charset")
        .and_then(|label| legacy(&part.body, &label));
    let text = own.map_or_else(|| decode(&part.body), Ok)?;
    Ok(Opened {
        content: Content::Text(Format::Mht, text),
        notes: Vec::new(),
    })
}

/// A part with its headers, its body decoded.
struct Part {
    headers: String,
    body: Vec<u8>,
}

impl Part {
    /// A parameter of the headers, such as `charset` or `boundary`.
    fn header(&self, name: &str) -> Option<String> {
        parameter(&self.headers, name)
    }
}

fn parameter(headers: &str, name: &str) -> Option<String> {
    let at = headers.to_ascii_lowercase().find(&format!("{name}="))?;
    let value = &headers[at + name.len() + 1..];
    let value = match value.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next(),
        None => value.split([';', ' ', '\t', '\r', '\n']).next(),
    };
    value.map(str::to_owned)
}

/// Parts nested deeper than this are in no saved page.
const DEEPEST: usize = 8;

/// The first part that is a page, in a mail or in parts of parts.
fn page_in(bytes: &[u8], depth: usize) -> Option<Part> {
    let (headers, body) = split(bytes)?;
    let kind = headers.to_ascii_lowercase();
    if kind.contains("multipart/") && depth < DEEPEST {
        let boundary = format!("--{}", parameter(&headers, "boundary")?);
        let parts = cut(body, boundary.as_bytes());
        return parts.into_iter().find_map(|part| page_in(part, depth + 1));
    }
    if !kind.contains("text/html") {
        return None;
    }
    let body = if kind.contains("quoted-printable") {
        let mode = quoted_printable::ParseMode::Robust;
        quoted_printable::decode(body, mode).ok()?
    } else if kind.contains("base64") {
        let digits: Vec<u8> = body
            .iter()
            .copied()
            .filter(|b| !b.is_ascii_whitespace())
            .collect();
        lenient().decode(digits).ok()?
    } else {
        body.to_vec()
    };
    Some(Part { headers, body })
}

fn lenient() -> GeneralPurpose {
    let config = GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(DecodePaddingMode::Indifferent);
    GeneralPurpose::new(&STANDARD, config)
}

/// The headers, and what follows the first empty line.
fn split(bytes: &[u8]) -> Option<(String, &[u8])> {
    let bytes = bytes.trim_ascii_start();
    let ends = |mark: &[u8]| {
        bytes
            .windows(mark.len())
            .position(|w| w == mark)
            .map(|at| (at, mark.len()))
    };
    let (at, width) = [ends(b"\r\n\r\n"), ends(b"\n\n")]
        .into_iter()
        .flatten()
        .min()?;
    let headers = String::from_utf8_lossy(&bytes[..at]).into_owned();
    Some((headers, &bytes[at + width..]))
}

/// What stands between lines that are the boundary.
fn cut<'a>(body: &'a [u8], boundary: &[u8]) -> Vec<&'a [u8]> {
    let mut parts = Vec::new();
    let mut from = None;
    let mut at = 0;
    while let Some(found) = body[at..]
        .windows(boundary.len())
        .position(|w| w == boundary)
    {
        let start = at + found;
        if let Some(from) = from {
            parts.push(&body[from..start]);
        }
        at = start + boundary.len();
        from = Some(at);
    }
    parts
}
