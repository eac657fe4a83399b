//! Word documents as zipped XML (ECMA-376, transitional and strict): the body's
//! paragraphs and tables become text and tables as the page shows them.
//!
//! What is shown is read: inserted text and the results of fields. What is not
//! shown is left out: deleted text, hidden text, the instructions of fields,
//! notes, headers and footers. What is shown and is no text leaves a mark in
//! its cell, so that no number is read there.

mod body;
mod looks;
mod table;

use super::super::flow::lay_out;
use super::super::package::Package;
use super::super::{Format, Opened};
use super::xml::{attribute, text_of};
use crate::source::Words;
use looks::Styles;
use quick_xml::events::Event;

/// Opens a document.
///
/// # Errors
/// A sentence: it is damaged, beyond the bounds, or no Word document.
pub(super) fn open(package: &mut Package) -> Result<Opened, Words> {
    let named = related(package, "", "_rels/.rels", "/officeDocument");
    let part = named.unwrap_or_else(|| "word/document.xml".to_owned());
    if !package.has(&part) {
        return Err(body::not_word());
    }
    let xml = text_of(&package.read(&part)?)?;
    let body = body::read(&xml, styles(package, &part))?;
    let mut document = lay_out(&body.text, &body.root);
    document.origins.clear();
    let mut opened = super::plain(Format::Docx, document);
    opened.notes = body.notes();
    Ok(opened)
}

fn styles(package: &mut Package, part: &str) -> Styles {
    let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
    let relations = format!("{folder}/_rels/{name}.rels");
    let named = related(
        package,
        folder,
        relations.trim_start_matches('/'),
        "/styles",
    );
    let part = named.unwrap_or_else(|| "word/styles.xml".to_owned());
    let xml = package.read(&part).and_then(|bytes| text_of(&bytes));
    Styles::read(&xml.unwrap_or_default())
}

/// The part that a package's relationships name as being of a kind.
fn related(package: &mut Package, folder: &str, relations: &str, kind: &str) -> Option<String> {
    let xml = text_of(&package.read(relations).ok()?).ok()?;
    let mut reader = quick_xml::Reader::from_str(&xml);
    loop {
        match reader.read_event().ok()? {
            Event::Start(e) | Event::Empty(e)
                if attribute(&e, "Type").is_some_and(|found| found.ends_with(kind)) =>
            {
                return Some(resolved(folder, &attribute(&e, "Target")?));
            }
            Event::Eof => return None,
            _ => {}
        }
    }
}

/// A path in the package: relative to a folder, unless it begins at the root.
fn resolved(folder: &str, target: &str) -> String {
    let mut path: Vec<&str> = Vec::new();
    if !target.starts_with('/') {
        path.extend(folder.split('/'));
    }
    for step in target.split('/') {
        match step {
            ".." => _ = path.pop(),
            "." => {}
            step => path.push(step),
        }
    }
    path.retain(|step| !step.is_empty());
    path.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_relative_to_its_folder() {
        assert_eq!(resolved("word", "styles.xml"), "word/styles.xml");
        assert_eq!(resolved("word", "/a/./b.xml"), "a/b.xml");
        assert_eq!(resolved("", "word/document.xml"), "word/document.xml");
        assert_eq!(resolved("a/b", "../../../c.xml"), "c.xml");
    }
}
