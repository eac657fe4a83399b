//! Bytes become text: the encoding is decided by what is valid, not by what
//! the file says of itself.

use super::sniff::{self, Kind};
use crate::source::Words;

/// Decodes a file. UTF-8 and UTF-16 are known by their marks or by being
/// valid; everything else is tried as GB18030, which holds GBK and GB2312,
/// and then as Big5.
///
/// # Errors
/// A sentence saying what the file is and what to do, where it holds no text.
///
/// ```
/// use gouji::input::decode;
/// assert_eq!(decode("规章".as_bytes()).unwrap(), "规章");
/// assert_eq!(decode(&[0xB9, 0xE6, 0xD5, 0xC2]).unwrap(), "规章"); // GB2312
/// assert_eq!(decode(&[0xC4, 0x89, 0xE0, 0x7A]).unwrap(), "规章"); // UTF-16
/// assert!(decode(b"%PDF-1.7").unwrap_err().en.contains("not text"));
/// ```
pub fn decode(bytes: &[u8]) -> Result<String, Words> {
    match sniff::kind(bytes) {
        Kind::Picture => return Err(picture()),
        Kind::Archive => return Err(archive()),
        Kind::Zip | Kind::Ofd | Kind::Compound | Kind::Pdf => return Err(no_text()),
        Kind::Text | Kind::Csv | Kind::Mht | Kind::Rtf => {}
    }
    if let Some(rest) = bytes.strip_prefix(b"\xEF\xBB\xBF") {
        return Ok(String::from_utf8_lossy(rest).into_owned());
    }
    if let Some(big_endian) = utf16(bytes) {
        return Ok(from_utf16(bytes, big_endian));
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(text.to_owned());
    }
    for label in ["gb18030", "big5"] {
        if let Some(text) = legacy(bytes, label) {
            return Ok(text);
        }
    }
    // Damaged in places: UTF-8 if it is so for the most part, shown with
    // marks where it is not.
    let utf8 = String::from_utf8_lossy(bytes);
    let lost = utf8.matches('\u{FFFD}').count();
    if lost * 20 < utf8.chars().count() {
        return Ok(utf8.into_owned());
    }
    Err(no_text())
}

fn no_text() -> Words {
    Words::new(
        "不是文本，或所用编码无法识别：请打开文件，复制其中的文字再粘贴",
        "is not text, or in an unknown encoding: open it and paste its text",
    )
}

/// Said of a picture.
pub(super) fn picture() -> Words {
    Words::new(
        "是图片，没有可读的文字：请用原始文档，或先识别为文字再打开",
        "is a picture without text: use the original document, or have its text recognised first",
    )
}

/// Said of an archive of a kind that is not opened.
pub(super) fn archive() -> Words {
    Words::new(
        "是RAR或7z压缩包：请先解压，再打开其中的文件",
        "is a RAR or 7z archive: unpack it and open the files in it",
    )
}

/// Said of a file whose readers this build does without.
pub(super) fn not_built_in() -> Words {
    Words::new(
        "是文档文件，这里只读文本和网页：请打开它，全选、复制，再粘贴到页面或存为网页、文本",
        "is a document file; only text and web pages are read here: open it, select all, copy, and paste it or save it as a page or text",
    )
}

/// Whether the bytes are UTF-16, and with the high byte first: by the mark,
/// or by noughts on one side, as every digit and line end has one.
fn utf16(bytes: &[u8]) -> Option<bool> {
    match bytes {
        [0xFF, 0xFE, ..] => return Some(false),
        [0xFE, 0xFF, ..] => return Some(true),
        _ => {}
    }
    if !bytes.len().is_multiple_of(2) || bytes.is_empty() {
        return None;
    }
    if !bytes.contains(&0) {
        let units = |big| char::decode_utf16(units(bytes, big)).all(|c| c.is_ok_and(is_usual));
        let utf8 = std::str::from_utf8(bytes).is_ok();
        return (!utf8 && units(false))
            .then_some(false)
            .or_else(|| (!utf8 && units(true)).then_some(true));
    }
    let noughts = |first: usize| {
        bytes
            .iter()
            .skip(first)
            .step_by(2)
            .filter(|b| **b == 0)
            .count()
    };
    let (high, low) = (noughts(0), noughts(1));
    (high.max(low) > 4 * high.min(low)).then_some(high > low)
}

/// Characters that a Chinese text is made of.
fn is_usual(c: char) -> bool {
    matches!(c, ' '..='~' | '\n' | '\r' | '\t' | '\u{3000}'..='\u{303F}' | '\u{4E00}'..='\u{9FFF}' | '\u{FF00}'..='\u{FFEF}')
}

fn units(bytes: &[u8], big_endian: bool) -> impl Iterator<Item = u16> {
    bytes.as_chunks().0.iter().map(move |pair| {
        if big_endian {
            u16::from_be_bytes(*pair)
        } else {
            u16::from_le_bytes(*pair)
        }
    })
}

fn from_utf16(bytes: &[u8], big_endian: bool) -> String {
    let text = char::decode_utf16(units(bytes, big_endian));
    text.map(|c| c.unwrap_or('\u{FFFD}'))
        .filter(|c| *c != '\u{FEFF}')
        .collect()
}

/// Decodes by the WHATWG standard; none where some bytes are not valid.
#[cfg(all(feature = "cli", not(target_arch = "wasm32")))]
pub(super) fn legacy(bytes: &[u8], label: &str) -> Option<String> {
    let encoding = encoding_rs::Encoding::for_label(label.as_bytes())?;
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes)?;
    Some(text.into_owned())
}

/// The same by the browser.
#[cfg(target_arch = "wasm32")]
pub(super) fn legacy(bytes: &[u8], label: &str) -> Option<String> {
    let options = web_sys::TextDecoderOptions::new();
    options.set_fatal(true);
    let decoder = web_sys::TextDecoder::new_with_label_and_options(label, &options).ok()?;
    decoder.decode_with_u8_array(bytes).ok()
}

/// A library without the command line brings no tables of its own.
#[cfg(not(any(feature = "cli", target_arch = "wasm32")))]
pub(super) fn legacy(_bytes: &[u8], _label: &str) -> Option<String> {
    None
}
