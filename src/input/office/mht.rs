//! A web page saved as one file of mail (RFC 2557): its first part of HTML, or
//! all of them where the first is only a frame round the others.

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
    let mut pages = Vec::new();
    find_pages(bytes, 0, &mut pages);
    let mut texts = Vec::new();
    for page in &pages {
        texts.push(page.text()?);
    }
    let has_table = |text: &String| text.to_ascii_lowercase().contains("<table");
    if texts.first().is_some_and(has_table) || !texts.iter().any(has_table) {
        texts.truncate(1);
    }
    if texts.is_empty() {
        return Err(damaged());
    }
    Ok(Opened::from(Content::Text(Format::Mht, texts.concat())))
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

    fn text(&self) -> Result<String, Words> {
        // Valid UTF-8 is that whatever the headers say.
        let is_utf8 = std::str::from_utf8(&self.body).is_ok();
        let own = self.header("charset").filter(|_| !is_utf8);
        let own = own.and_then(|label| legacy(&self.body, &label));
        own.map_or_else(|| decode(&self.body), Ok)
    }
}

fn parameter(headers: &str, name: &str) -> Option<String> {
    let at = headers.to_ascii_lowercase().find(&format!("{name}="))?;
    let value = headers.get(at + name.len() + 1..)?;
    let value = match value.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next(),
        None => value.split([';', ' ', '\t', '\r', '\n']).next(),
    };
    value.map(str::to_owned)
}

/// Parts nested deeper than this are in no saved page.
const DEEPEST: usize = 8;

/// The parts that are pages, in a mail or in parts of parts.
fn find_pages(bytes: &[u8], depth: usize, pages: &mut Vec<Part>) {
    let Some((headers, body)) = split(bytes) else {
        return;
    };
    let kind = headers.to_ascii_lowercase();
    if kind.contains("multipart/") && depth < DEEPEST {
        let boundary = parameter(&headers, "boundary").unwrap_or_default();
        for part in cut(body, format!("--{boundary}").as_bytes()) {
            find_pages(part, depth + 1, pages);
        }
    } else if kind.contains("text/html")
        && let Some(body) = decoded(&kind, body)
    {
        pages.push(Part { headers, body });
    }
}

/// The body as it was before it was written as mail.
fn decoded(kind: &str, body: &[u8]) -> Option<Vec<u8>> {
    if kind.contains("quoted-printable") {
        let mode = quoted_printable::ParseMode::Robust;
        quoted_printable::decode(body, mode).ok()
    } else if kind.contains("base64") {
        let digits: Vec<u8> = body
            .iter()
            .copied()
            .filter(|b| !b.is_ascii_whitespace())
            .collect();
        lenient().decode(digits).ok()
    } else {
        Some(body.to_vec())
    }
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
    let (headers, behind) = bytes.split_at_checked(at)?;
    let headers = String::from_utf8_lossy(headers).into_owned();
    Some((headers, behind.get(width..)?))
}

/// What stands between lines that are the boundary. A part that no such line
/// ends is cut off, and is none.
fn cut<'a>(body: &'a [u8], boundary: &[u8]) -> Vec<&'a [u8]> {
    let mut parts = Vec::new();
    let mut from = None;
    let mut at = 0;
    for line in body.split_inclusive(|b| *b == b'\n') {
        let rest = line.strip_prefix(boundary).map(<[u8]>::trim_ascii);
        let is_last = rest == Some(b"--");
        if is_last || rest == Some(b"") {
            parts.extend(from.and_then(|from| body.get(from..at)));
            from = (!is_last).then_some(at + line.len());
        }
        at += line.len();
    }
    parts
}
