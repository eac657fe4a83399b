//! What a file's name says of its format, set beside what it holds.

use super::{Content, Format};
use crate::source::{Problem, Words};

/// Endings, and what a file so named is. An ending that names several formats
/// in use (WPS writes newer files under its old endings) stands once for each.
const ENDINGS: [(&str, &[Format]); 24] = [
    ("txt", &[Format::Text]),
    ("md", &[Format::Text]),
    ("htm", &[Format::Html]),
    ("html", &[Format::Html]),
    ("shtml", &[Format::Html]),
    ("mht", &[Format::Mht]),
    ("mhtml", &[Format::Mht]),
    ("csv", &[Format::Csv, Format::Text]),
    ("rtf", &[Format::Rtf]),
    ("docx", &[Format::Docx]),
    ("docm", &[Format::Docx]),
    ("dotx", &[Format::Docx]),
    ("doc", &[Format::Doc]),
    ("wps", &[Format::Doc, Format::Docx]),
    ("wpt", &[Format::Doc, Format::Docx]),
    ("xlsx", &[Format::Xlsx]),
    ("xlsm", &[Format::Xlsx]),
    ("xlsb", &[Format::Xlsb]),
    ("xls", &[Format::Xls]),
    ("et", &[Format::Xls, Format::Xlsx]),
    ("ods", &[Format::Ods]),
    ("odt", &[Format::Odt]),
    ("pdf", &[Format::Pdf]),
    ("ofd", &[Format::Ofd]),
];

/// Whether files whose names end so are opened, archives among them.
///
/// ```
/// use gouji::input::is_known_ending;
/// assert!(is_known_ending("DOCX") && is_known_ending("zip") && !is_known_ending("png"));
/// ```
#[must_use]
pub fn is_known_ending(ending: &str) -> bool {
    let known = ENDINGS.iter().map(|(known, _)| *known).chain(["zip"]);
    known
        .into_iter()
        .any(|known| ending.eq_ignore_ascii_case(known))
}

/// A remark where the ending of the name is that of another format.
pub(super) fn differs(name: &str, content: &Content) -> Option<Problem> {
    let (_, ending) = name.rsplit_once('.')?;
    let found = match content {
        Content::Text(format, _) | Content::Document(format, _) => Some(*format),
        Content::Archive(_) => None,
    };
    let (ending, formats) = ENDINGS
        .iter()
        .find(|(known, _)| ending.eq_ignore_ascii_case(known))?;
    if found.is_some_and(|found| formats.contains(&found)) {
        return None;
    }
    let found = found.map_or("zip", Format::name);
    Some(Problem {
        kind: "name_differs".into(),
        words: Words::new(
            format!("文件名以“.{ending}”结尾，内容却是{found}格式，已按内容读取"),
            format!(
                "the name ends in “.{ending}”, but the content is {found}; it was read as that"
            ),
        ),
        place: None,
    })
}
