//! The bytes of rich text decoded, by the font they are set in.

use super::super::super::bytes::legacy;
use std::collections::BTreeMap;

/// The encodings of a document and of its fonts.
#[derive(Debug, Default)]
pub(super) struct Encodings {
    /// That of the document.
    page: Option<&'static str>,
    /// The character set of each font.
    sets: BTreeMap<i32, i32>,
}

impl Encodings {
    /// The document's code page, as `\ansicpg` tells.
    pub(super) fn set_page(&mut self, page: i32) {
        self.page = label_of_page(page);
    }

    /// A font's character set, as `\fcharset` tells.
    pub(super) fn set_font(&mut self, font: i32, set: i32) {
        self.sets.insert(font, set);
    }

    /// Bytes set in a font. Where they are not valid in its encoding they are
    /// tried in the document's, and where in neither, marks stand for them.
    pub(super) fn decode(&self, bytes: &[u8], font: i32) -> String {
        let set = self.sets.get(&font).copied().unwrap_or_default();
        if set == SYMBOLS {
            return "\u{FFFC}".repeat(bytes.len());
        }
        if let Ok(text) = std::str::from_utf8(bytes)
            && text.is_ascii()
        {
            return text.to_owned();
        }
        let of_font = label_of_set(set);
        let western = of_font.is_none().then_some("windows-1252");
        let labels = [of_font, self.page, western];
        let mut texts = labels
            .into_iter()
            .flatten()
            .map(|label| legacy(bytes, label));
        let text = texts.find_map(|text| text);
        text.unwrap_or_else(|| "\u{FFFD}".repeat(bytes.len()))
    }
}

/// The set of fonts whose characters are pictures.
const SYMBOLS: i32 = 2;

/// Set 0 is what the document is in: writers in China declare it for fonts of
/// any kind.
fn label_of_set(set: i32) -> Option<&'static str> {
    Some(match set {
        128 => "shift_jis",
        129 => "euc-kr",
        134 => "gbk",
        136 => "big5",
        161 => "windows-1253",
        162 => "windows-1254",
        204 => "windows-1251",
        238 => "windows-1250",
        _ => return None,
    })
}

fn label_of_page(page: i32) -> Option<&'static str> {
    Some(match page {
        932 => "shift_jis",
        936 => "gbk",
        949 => "euc-kr",
        950 => "big5",
        54936 => "gb18030",
        65001 => "utf-8",
        1250 => "windows-1250",
        1251 => "windows-1251",
        1252 => "windows-1252",
        _ => return None,
    })
}

#[cfg(all(test, feature = "cli"))]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_of_the_font_before_they_are_of_the_document() {
        let mut encodings = Encodings::default();
        encodings.set_page(936);
        encodings.set_font(1, 136);
        encodings.set_font(2, SYMBOLS);
        assert_eq!(encodings.decode(&[0xD5, 0xC2, b'1'], 0), "章1");
        assert_eq!(encodings.decode(&[0xB3, 0xB9], 1), "章");
        assert_eq!(encodings.decode(&[0x96, b'1'], 0), "–1");
        assert_eq!(encodings.decode(b"12", 2), "\u{FFFC}\u{FFFC}");
        assert_eq!(encodings.decode(&[0xFF], 1), "\u{FFFD}");
    }
}
