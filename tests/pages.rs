//! Pages with fixed positions: what is read from a PDF or an OFD is what is
//! printed on it, or is said to be unsure.

#![allow(
    clippy::pedantic,
    clippy::unwrap_used,
    reason = "a failing test may panic"
)]

mod support;

use gouji::input::{Content, Opened, open};
use gouji::view::View;
use std::path::{Path, PathBuf};
use std::process::Command;
use support::compare::{Tally, compare, invented};
use support::figures::{Figures, corpus, of_corpus};
use support::generate::Dice;
use support::write::{Shape, write};

/// Every report of the corpus as LibreOffice prints it.
#[test]
fn the_corpus_printed_by_libreoffice() {
    let folder = fresh("libreoffice");
    let mut files = Vec::new();
    for figures in corpus() {
        let file = folder.join(format!("{}.html", figures.name));
        std::fs::write(&file, page(&figures)).unwrap();
        files.push(file);
    }
    if !print(&folder, &files) {
        println!("soffice is not installed: nothing printed, nothing checked");
        return;
    }
    check_folder(&folder);
}

/// Files made elsewhere: `PAGES=folder cargo test --test pages given`.
#[test]
fn given_files_hold_the_figures_of_the_corpus() {
    if let Some(folder) = std::env::var_os("PAGES") {
        check_folder(Path::new(&folder));
    }
}

/// A report as a page that prints well.
fn page(figures: &Figures) -> String {
    let style = "<style>@page{size:A4;margin:2cm} table{border-collapse:collapse;width:100%} \
        td{border:1px solid black;font-size:9pt;text-align:center}</style></head>";
    write(figures, Shape::Html, &mut Dice::new(1)).replace("</head>", style)
}

/// Prints pages with LibreOffice; false where it is not there.
fn print(folder: &Path, files: &[PathBuf]) -> bool {
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.display());
    let printed = Command::new("soffice")
        .args([&profile, "--headless", "--convert-to", "pdf:writer_web_pdf_Export", "--outdir"])
        .arg(folder)
        .args(files)
        .output();
    printed.is_ok()
}

/// An empty folder for the files of a test.
fn fresh(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("pages").join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// Compares every file of a folder with the report that its name begins with.
#[track_caller]
fn check_folder(folder: &Path) {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    files.retain(|f| f.extension().is_some_and(|e| e == "pdf" || e == "ofd"));
    files.sort();
    assert!(!files.is_empty());
    let mut report = String::new();
    let (mut right, mut flagged) = (0, 0);
    for file in files {
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        let figures = of_corpus(&name[..3]);
        let (_, view, tally) = read(&file, &figures);
        right += tally.right;
        flagged += tally.flagged;
        let invented = invented(&figures, &view);
        if !tally.wrong.is_empty() || tally.flagged > 0 || !invented.is_empty() {
            let problems: Vec<_> = view.problems.iter().map(|p| &p.message_en).collect();
            report += &format!(
                "{name}: right {} flagged {} wrong {:?} invented {invented:?} {problems:?}\n",
                tally.right,
                tally.flagged,
                tally.wrong.iter().take(3).collect::<Vec<_>>(),
            );
        }
        if view.agency.as_deref() != Some(&figures.agency) || view.year != Some(figures.year) {
            report += &format!("{name}: {:?} {:?}\n", view.agency, view.year);
        }
    }
    println!("{right} cells read, {flagged} not");
    assert!(report.is_empty(), "{report}");
}

fn read(file: &Path, figures: &Figures) -> (Opened, View, Tally) {
    let bytes = std::fs::read(file).unwrap();
    let name = file.file_name().unwrap().to_string_lossy();
    let opened = open(&name, &bytes).unwrap_or_else(|e| panic!("{name}: {}", e.en));
    if std::env::var_os("SHOW").is_some()
        && let Content::Document(_, document) = &opened.content
    {
        println!("{}", document.text.replace('\u{1D}', "\n====\n").replace('\u{1E}', "\n").replace('\u{1F}', " | "));
        println!("{:?}", opened.notes);
    }
    let view = gouji::check_opened(&name, &opened, &[]);
    let tally = compare(figures, &view);
    (opened, view, tally)
}
