//! Word's older files, rich text and OpenDocument: what is read is what was
//! written.

#![allow(
    clippy::pedantic,
    clippy::unwrap_used,
    reason = "a failing test may panic"
)]

mod support;

use gouji::view::View;
use std::path::{Path, PathBuf};
use std::process::Command;
use support::compare::compare;
use support::figures::corpus;
use support::generate::Dice;
use support::write::{Shape, write};

/// The reports of the corpus as LibreOffice converts them from web pages.
fn check_converted(ending: &str, filter: &str) {
    let folder = std::env::temp_dir().join(format!("gouji-word-old-{ending}"));
    let Some(files) = converted(&folder, filter, ending) else {
        println!("soffice is not at hand: nothing was converted");
        return;
    };
    let mut report = String::new();
    for (figures, file) in corpus().iter().zip(files) {
        let view = checked(&std::fs::read(&file).unwrap()).unwrap();
        let tally = compare(figures, &view);
        if !tally.wrong.is_empty() || tally.flagged > 0 {
            report += &format!("{}: {tally:?}\n", figures.name);
        }
    }
    assert!(report.is_empty(), "{report}");
}

fn checked(bytes: &[u8]) -> Result<View, gouji::source::Words> {
    let opened = gouji::input::open("test", bytes)?;
    Ok(gouji::check_opened("test", &opened, &[]))
}

fn converted(folder: &Path, filter: &str, ending: &str) -> Option<Vec<PathBuf>> {
    std::fs::create_dir_all(folder).unwrap();
    let mut pages = Vec::new();
    for figures in corpus() {
        let page = folder.join(format!("{}.html", figures.name));
        let text = write(&figures, Shape::Html, &mut Dice::new(1));
        std::fs::write(&page, text).unwrap();
        pages.push(page);
    }
    let profile = folder.join("profile");
    let status = Command::new("soffice")
        .arg("--headless")
        .arg(format!(
            "-env:UserInstallation=file://{}",
            profile.display()
        ))
        .arg("--infilter=HTML (StarWriter)")
        .args(["--convert-to", filter, "--outdir"])
        .arg(folder)
        .args(&pages)
        .output()
        .ok()?;
    assert!(status.status.success(), "{status:?}");
    Some(pages.iter().map(|p| p.with_extension(ending)).collect())
}

#[test]
fn the_corpus_as_documents_of_word_97() {
    check_converted("doc", "doc:MS Word 97");
}

#[test]
fn the_corpus_as_rich_text() {
    check_converted("rtf", "rtf");
}

#[test]
fn the_corpus_as_opendocument_texts() {
    check_converted("odt", "odt");
}
