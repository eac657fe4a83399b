//! The real reports, saved by LibreOffice in every format it writes: the same
//! cells from each. Where LibreOffice is not installed there is nothing to read.

#![allow(
    clippy::pedantic,
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a failing test may panic, and says what it does without"
)]

mod support;

use gouji::input::{Content, open};
use gouji::view::View;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
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

fn checked(file: &Path) -> View {
    let name = file.file_name().unwrap().to_string_lossy();
    let opened = open(&name, &std::fs::read(file).unwrap()).unwrap();
    assert!(!matches!(opened.content, Content::Archive(_)), "{name}");
    gouji::check_opened(&name, &opened, &[])
}

fn office() -> Option<PathBuf> {
    let known = ["/usr/bin/soffice", "/usr/bin/libreoffice"].map(PathBuf::from);
    known.into_iter().find(|program| program.exists())
}

/// The files that one call makes of all the reports, in their order.
fn saved(office: &Path, reports: &[Figures], (ending, import, export): Route) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("saved")
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
    // A profile of its own, so that calls side by side do not wait for each other.
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.display());
    let status = Command::new(office)
        .args(["--headless", &profile, &format!("--infilter={import}")])
        .args(["--convert-to", &format!("{ending}:{export}"), "--outdir"])
        .arg(&folder)
        .args(&sources)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .unwrap();
    assert!(status.success());
    let file = |figures: &Figures| folder.join(format!("{}.{ending}", figures.name));
    reports.iter().map(file).collect()
}
