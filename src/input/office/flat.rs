//! Documents written as one file of XML, which are told from text and refused.

use crate::source::Words;

/// How far into such a file its root element begins at the latest.
const HEAD: usize = 4096;

/// Their roots as every program writes them, and what to save them as.
const ROOTS: [(&str, &str, &str); 5] = [
    ("w:wordDocument", "Word", "docx"),
    ("pkg:package", "Word", "docx"),
    ("Workbook", "Excel", "xlsx"),
    ("ss:Workbook", "Excel", "xlsx"),
    ("office:document", "OpenDocument", "docx/xlsx"),
];

/// # Errors
/// A sentence, where the text is the XML of a whole document.
pub(in super::super) fn refuse(text: &str) -> Result<(), Words> {
    let text = text.trim_start_matches('\u{FEFF}').trim_start();
    if !text.starts_with("<?xml") {
        return Ok(());
    }
    match root(text).and_then(|root| ROOTS.iter().find(|(name, ..)| *name == root)) {
        None => Ok(()),
        Some((_, program, format)) => Err(Words::new(
            format!("是写成单个XML的{program}文档：请用WPS或Office打开，另存为{format}再打开"),
            format!(
                "is a document of {program} written as one file of XML: open it in WPS or Office, save it as {format}, and open that"
            ),
        )),
    }
}

/// The name of the first element.
fn root(text: &str) -> Option<&str> {
    let mut rest = text;
    while text.len() - rest.len() < HEAD {
        rest = rest.split_once('<')?.1;
        if !rest.starts_with(['?', '!']) {
            return rest
                .split(|c: char| !c.is_alphanumeric() && c != ':')
                .next();
        }
    }
    None
}
