//! The real reports, saved by LibreOffice in every format it writes: the same
//! cells from each, and the same text that other programs read in them. Where
//! these programs are not installed there is nothing to read or to compare.

#![allow(
    clippy::panic,
    clippy::pedantic,
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a failing test may panic, and says what it does without"
)]

mod support;

use gouji::cells::{CELL, Document, ROW, TABLE};
use gouji::input::{Content, open};
use gouji::view::View;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use support::compare::checked_as;
use support::compare::compare;
use support::figures::{Figures, corpus};
use support::generate::Dice;
use support::write::{Shape, write};

/// An ending, the import filter, and the export filter.
type Route = (&'static str, &'static str, &'static str);

const WRITER: &str = "HTML (StarWriter)";
const CALC: &str = "HTML (StarCalc)";

#[test]
fn docx() {
    check_saved(("docx", WRITER, "MS Word 2007 XML"));
}

#[test]
fn doc() {
    check_saved(("doc", WRITER, "MS Word 97"));
}

#[test]
fn rtf() {
    check_saved(("rtf", WRITER, "Rich Text Format"));
}

#[test]
fn odt() {
    check_saved(("odt", WRITER, "writer8"));
}

#[test]
fn pdf() {
    check_saved(("pdf", WRITER, "writer_pdf_Export"));
}

#[test]
fn html() {
    check_saved(("html", WRITER, "HTML (StarWriter)"));
}

#[test]
fn xlsx() {
    check_saved(("xlsx", CALC, "Calc MS Excel 2007 XML"));
}

#[test]
fn xls() {
    check_saved(("xls", CALC, "MS Excel 97"));
}

#[test]
fn ods() {
    check_saved(("ods", CALC, "calc8"));
}

/// Every report, saved in a format: each cell is read as it is printed.
fn check_saved(route: Route) {
    let Some(office) = office() else {
        println!("LibreOffice is not installed: {} was not tried", route.0);
        return;
    };
    let reports = corpus();
    let mut wrong = String::new();
    for (figures, file) in reports.iter().zip(saved(&office, &reports, route)) {
        let view = checked(&file);
        let tally = compare(figures, &view);
        let is_whole = tally.flagged == 0 && view.agency.as_deref() == Some(&figures.agency);
        if !tally.wrong.is_empty() || !is_whole || view.year != Some(figures.year) {
            wrong += &format!(
                "{}: flagged {} wrong {:?} {:?} {:?} {:?}\n",
                file.display(),
                tally.flagged,
                tally.wrong,
                view.agency,
                view.year,
                view.problems
                    .iter()
                    .map(|p| &p.message_en)
                    .collect::<Vec<_>>()
            );
        }
        assert_eq!(view.source.format, route.0);
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// Every fourth report as a Word document: its text is what LibreOffice itself
/// makes of it.
#[test]
fn word_documents_have_the_text_that_libreoffice_reads() {
    for (ending, filter) in [
        ("docx", "MS Word 2007 XML"),
        ("doc", "MS Word 97"),
        ("rtf", "Rich Text Format"),
        ("odt", "writer8"),
    ] {
        let Some(office) = office() else {
            println!("LibreOffice is not installed: {ending} was not compared");
            return;
        };
        let reports: Vec<_> = corpus().into_iter().step_by(4).collect();
        let files = saved_in("text", &office, &reports, (ending, WRITER, filter));
        let texts = converted(&office, &files, "txt", "txt:Text (encoded):UTF8");
        for (file, text) in files.iter().zip(texts) {
            let text = std::fs::read_to_string(text).unwrap();
            assert_eq!(
                letters(&document(file).text),
                letters(&text),
                "{}",
                file.display()
            );
        }
    }
}

/// Every fourth report as a workbook: its cells are those that openpyxl reads.
#[test]
fn workbooks_have_the_cells_that_openpyxl_reads() {
    let script = "import sys, openpyxl\nfor sheet in openpyxl.load_workbook(sys.argv[1], data_only=True):\n for row in sheet.iter_rows():\n  for cell in row:\n   if cell.value is not None: print(cell.row, cell.column, ''.join(str(cell.value).split()))";
    let python = |file: &Path| {
        let run = Command::new("python3")
            .args(["-c", script])
            .arg(file)
            .output()
            .ok()?;
        run.status
            .success()
            .then(|| String::from_utf8(run.stdout).unwrap())
    };
    let Some(office) = office() else {
        println!("LibreOffice is not installed: workbooks were not compared");
        return;
    };
    let reports: Vec<_> = corpus().into_iter().step_by(4).collect();
    for file in saved_in(
        "cells",
        &office,
        &reports,
        ("xlsx", CALC, "Calc MS Excel 2007 XML"),
    ) {
        let Some(cells) = python(&file) else {
            println!("openpyxl is not installed: workbooks were not compared");
            return;
        };
        let document = document(&file);
        let own = document.boxes.iter().filter_map(|b| {
            let text = letters(&document.text[b.at..b.end]);
            (!text.is_empty()).then(|| format!("{} {} {text}\n", b.cell.row, b.cell.column))
        });
        assert_eq!(own.collect::<String>(), cells, "{}", file.display());
    }
}

/// Every fourth report as pages: they hold the letters that pdftotext finds.
#[test]
fn pages_have_the_letters_that_pdftotext_finds() {
    let Some(office) = office() else {
        println!("LibreOffice is not installed: pages were not compared");
        return;
    };
    let reports: Vec<_> = corpus().into_iter().step_by(4).collect();
    for file in saved_in(
        "letters",
        &office,
        &reports,
        ("pdf", WRITER, "writer_pdf_Export"),
    ) {
        let Ok(run) = Command::new("pdftotext").arg(&file).arg("-").output() else {
            println!("pdftotext is not installed: pages were not compared");
            return;
        };
        // They are found in another order, by columns of a page.
        let sorted = |text: &str| {
            let mut letters: Vec<char> = letters(text).chars().collect();
            letters.sort_unstable();
            String::from_iter(letters)
        };
        let theirs = String::from_utf8(run.stdout).unwrap();
        assert_eq!(
            sorted(&document(&file).text),
            sorted(&theirs),
            "{}",
            file.display()
        );
    }
}

fn document(file: &Path) -> Document {
    let opened = open("", &std::fs::read(file).unwrap()).unwrap();
    match opened.content {
        Content::Document(_, document) => document,
        _ => panic!("{} is no document", file.display()),
    }
}

/// A text without spaces and the bounds of cells.
fn letters(text: &str) -> String {
    let is_letter = |c: &char| !c.is_whitespace() && !matches!(*c, TABLE | ROW | CELL | '\u{FEFF}');
    text.chars().filter(is_letter).collect()
}

fn checked(file: &Path) -> View {
    let name = file.file_name().unwrap().to_string_lossy();
    let opened = open(&name, &std::fs::read(file).unwrap()).unwrap();
    assert!(!matches!(opened.content, Content::Archive(_)), "{name}");
    checked_as(&name, &opened)
}

fn office() -> Option<PathBuf> {
    let known = ["/usr/bin/soffice", "/usr/bin/libreoffice"].map(PathBuf::from);
    known.into_iter().find(|program| program.exists())
}

/// The files that one call makes of all the reports, in their order.
fn saved(office: &Path, reports: &[Figures], route: Route) -> Vec<PathBuf> {
    saved_in("saved", office, reports, route)
}

fn saved_in(
    folder: &str,
    office: &Path,
    reports: &[Figures],
    (ending, import, export): Route,
) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join(folder)
        .join(ending);
    let pages = folder.join("pages");
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&pages).unwrap();
    let mut sources = Vec::new();
    for figures in reports {
        let page = pages.join(format!("{}.html", figures.name));
        let text = write(figures, Shape::Html, &mut Dice::new(1));
        std::fs::write(&page, format!("<!DOCTYPE html><html><head><meta charset=\"utf-8\"><style>table {{ border-collapse: collapse; }} td, th {{ border: 1px solid; }}</style></head><body>{text}</body></html>")).unwrap();
        sources.push(page);
    }
    convert(
        office,
        &folder,
        &sources,
        &[&format!("--infilter={import}")],
        &format!("{ending}:{export}"),
    );
    let file = |figures: &Figures| folder.join(format!("{}.{ending}", figures.name));
    reports.iter().map(file).collect()
}

/// The same files in another format, beside them.
fn converted(office: &Path, files: &[PathBuf], ending: &str, filter: &str) -> Vec<PathBuf> {
    let folder = files[0].parent().unwrap();
    convert(office, folder, files, &[], filter);
    files
        .iter()
        .map(|file| file.with_extension(ending))
        .collect()
}

fn convert(office: &Path, folder: &Path, sources: &[PathBuf], import: &[&str], filter: &str) {
    // A profile of its own, so that calls side by side do not wait for each other.
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.display());
    let status = Command::new(office)
        .args(["--headless", &profile])
        .args(import)
        .args(["--convert-to", filter, "--outdir"])
        .arg(folder)
        .args(sources)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .unwrap();
    assert!(status.success());
}
