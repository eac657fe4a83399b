//! Pages with fixed positions: what is read from a PDF or an OFD is what is
//! printed on it, or is said to be unsure.

#![allow(
    clippy::pedantic,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a failing test may panic"
)]

mod support;

use gouji::input::{Content, Opened, open};
use gouji::view::View;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use support::compare::checked_as;
use support::compare::{Tally, compare, invented};
use support::figures::{Figures, corpus, of_corpus};
use support::generate::Dice;
use support::parts::pdf;
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

#[test]
fn fonts_that_the_file_does_not_bring_are_read() {
    reads_whole("012-font-not-embedded.pdf");
}

#[test]
fn letters_that_a_font_does_not_tell_are_those_of_its_collection() {
    reads_whole("012-font-without-letters.pdf");
}

#[test]
fn a_turned_page_and_empty_cells_are_read() {
    reads_whole("003-landscape-with-blanks.pdf");
}

#[test]
fn an_ofd_is_read() {
    reads_whole("012.ofd");
}

/// Some programs leave out the size of letters, and print numbers over words.
#[test]
fn an_ofd_without_sizes_is_read_and_what_lies_on_other_text_is_in_doubt() {
    let text = |left: f64, top: f64, width: f64, letters: &str| {
        format!(
            "<ofd:TextObject Boundary='{left} {top} {width} 1.5'><ofd:TextCode X='0' Y='1.5' DeltaX='g {} 1.5'>{letters}</ofd:TextCode></ofd:TextObject>",
            letters.chars().count() - 1
        )
    };
    let objects = [
        text(7.0, 37.0, 3.0, "规章"),
        text(23.0, 37.0, 1.5, "3"),
        text(7.0, 39.5, 7.5, "规范性文件"),
        text(7.0, 39.5, 7.5, "5"),
    ];
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, xml) in [
        ("OFD.xml", "<ofd:OFD><ofd:DocRoot>Document.xml</ofd:DocRoot></ofd:OFD>".to_owned()),
        ("Document.xml", "<ofd:Document><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData><ofd:Pages><ofd:Page ID='1' BaseLoc='Page.xml'/></ofd:Pages></ofd:Document>".to_owned()),
        ("Page.xml", format!("<ofd:Page><ofd:Content><ofd:Layer>{}</ofd:Layer></ofd:Content></ofd:Page>", objects.concat())),
    ] {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(xml.as_bytes()).unwrap();
    }
    let opened = open("a.ofd", &zip.finish().unwrap().into_inner()).unwrap();
    let Content::Document(_, document) = opened.content else {
        panic!("no document");
    };
    let lines: Vec<_> = document.text.lines().filter(|l| !l.is_empty()).collect();
    assert_eq!(lines, ["规章\t3", "5\u{FFFD}规范性文件"]);
}

#[test]
fn two_pages_on_one_are_read_one_after_the_other() {
    reads_whole("054-two-pages-on-one.pdf");
}

#[test]
fn a_file_without_a_password_to_open_it_is_read() {
    reads_whole("054-encrypted-for-its-owner.pdf");
}

/// Without rulings some cells are not told; none is wrong.
#[test]
fn a_table_without_rulings_is_never_silently_wrong() {
    let (_, _, tally) = fixture("054-without-rulings.pdf");
    assert!(tally.wrong.is_empty(), "{:?}", tally.wrong);
    assert!(tally.right > 180 && tally.flagged < 20, "{tally:?}");
}

#[test]
fn a_password_is_asked_for_in_words() {
    assert!(refused("encrypted.pdf").contains("password"));
}

#[test]
fn a_scan_is_told_of() {
    assert!(refused("scanned.pdf").contains("original document"));
    assert_eq!(notes("scanned-pages-and-text.pdf"), ["scanned_pages"]);
    let opened = open_fixture("scanned-pages-and-text.pdf").unwrap();
    assert!(opened.notes[0].words.zh.contains("第1–2页"));
}

#[test]
fn recognised_text_is_read_with_a_note() {
    for name in [
        "recognised-text-over-a-scan.pdf",
        "recognised-text-under-a-scan.pdf",
    ] {
        assert_eq!(notes(name), ["ocr_layer"], "{name}");
        assert!(text(name).contains("政府信息公开工作年度报告"), "{name}");
    }
}

/// What is printed twice is read once, what cannot be seen is not read, and
/// where digits stand in doubt the cell holds something that is no number.
#[test]
fn digits_in_doubt_are_never_one_number() {
    let text = text("marks.pdf");
    let cells: Vec<&str> = text
        .split('\u{1F}')
        .skip(1)
        .map(|c| c.trim_end_matches(['\u{1D}', '\u{1E}', '\n']))
        .collect();
    assert_eq!(cells[0], "12");
    assert_eq!(cells[1], "34");
    assert_eq!(cells[2], "5\u{FFFD}6");
    assert_eq!(cells[3], "1 2");
    assert_eq!(cells[4], "1 2");
    assert!(
        cells[5].ends_with('\u{FFFD}') && cells[6].ends_with('\u{FFFD}'),
        "{cells:?}"
    );
    assert_eq!(cells[7], "88");
    assert_eq!(cells[8], "");
}

/// Cut off or changed anywhere, a file is refused or read, and nothing panics.
/// In a ruled row whose second cell goes from 150 to 300, with letters as wide as they are high.
#[test]
fn digits_over_an_edge_raised_or_struck_out_are_no_part_of_a_number() {
    let table = "0.5 w 50 700 m 300 700 l S 50 680 m 300 680 l S 50 680 m 50 700 l S \
                 150 680 m 150 700 l S 300 680 m 300 700 l S";
    let show = |x: u32, y: u32, size: u32, digits: &str| {
        let codes: String = digits
            .bytes()
            .map(|d| format!("{:04X}", d - b'0' + 3))
            .collect();
        format!(" BT /F1 {size} Tf 1 0 0 1 {x} {y} Tm <{codes}> Tj ET")
    };
    let line = |from: u32, to: u32, y: u32| format!(" {from} {y} m {to} {y} l S");
    for (drawn, expected) in [
        (show(200, 686, 10, "12"), "12"),
        (show(277, 686, 10, "123"), "12\u{FFFD}"),
        (show(275, 686, 10, "12") + &show(320, 686, 10, "3"), "12"),
        (show(200, 686, 10, "12") + &show(220, 690, 6, "3"), "3 12"),
        (show(200, 686, 10, "12") + &show(220, 688, 6, "3"), "12^3"),
        (show(200, 686, 10, "12") + &show(220, 684, 6, "3"), "12^3"),
        (show(200, 686, 10, "12") + &line(199, 221, 689), "^12"),
        (show(200, 686, 10, "12") + &line(200, 220, 685), "12"),
        (show(200, 686, 10, "12") + &line(200, 210, 689), "12"),
    ] {
        let bytes = pdf(&[&[0], table.as_bytes(), drawn.as_bytes()].concat());
        let Content::Document(_, document) = open("a.pdf", &bytes).unwrap().content else {
            panic!("no document")
        };
        let cell = document.boxes.iter().find(|b| b.cell.column == 2).unwrap();
        assert_eq!(&document.text[cell.at + 1..cell.end], expected, "{drawn}");
    }
}

#[test]
fn damaged_files_are_refused_or_read() {
    for name in [
        "012-font-not-embedded.pdf",
        "012.ofd",
        "054-encrypted-for-its-owner.pdf",
        "054-two-pages-on-one.pdf",
    ] {
        let bytes = std::fs::read(data(name)).unwrap();
        for percent in 0..100 {
            let cut = bytes.len() * percent / 100;
            let head = &bytes[..cut];
            let shown = head.starts_with(b"%PDF") || head.starts_with(b"PK");
            assert!(
                open(name, head).is_err() || !shown,
                "{name} cut at {percent} %"
            );
        }
        let mut dice = Dice::new(7);
        for _ in 0..rounds() {
            let mut changed = bytes.clone();
            for _ in 0..=dice.below(8) {
                let at = dice.below(bytes.len());
                changed[at] = dice.below(256) as u8;
            }
            let _ = open(name, &changed);
        }
    }
}

fn rounds() -> usize {
    std::env::var("ROUNDS")
        .ok()
        .and_then(|r| r.parse().ok())
        .unwrap_or(100)
}

fn data(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/data/pages")
        .join(name)
}

fn open_fixture(name: &str) -> Result<Opened, gouji::source::Words> {
    open(name, &std::fs::read(data(name)).unwrap())
}

fn fixture(name: &str) -> (Opened, View, Tally) {
    read(&data(name), &of_corpus(&name[..3]))
}

/// Every cell of the report that the name begins with is read.
#[track_caller]
fn reads_whole(name: &str) {
    let (opened, _, tally) = fixture(name);
    assert!(tally.wrong.is_empty() && tally.flagged == 0, "{tally:?}");
    assert!(tally.right > 190);
    assert!(opened.notes.is_empty(), "{:?}", opened.notes);
}

fn refused(name: &str) -> String {
    open_fixture(name).unwrap_err().en
}

fn notes(name: &str) -> Vec<String> {
    open_fixture(name)
        .unwrap()
        .notes
        .into_iter()
        .map(|n| n.kind.into_owned())
        .collect()
}

fn text(name: &str) -> String {
    match open_fixture(name).unwrap().content {
        Content::Document(_, document) => document.text,
        other => panic!("{other:?}"),
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
        .args([
            &profile,
            "--headless",
            "--convert-to",
            "pdf:writer_web_pdf_Export",
            "--outdir",
        ])
        .arg(folder)
        .args(files)
        .output();
    printed.is_ok()
}

/// An empty folder for the files of a test.
fn fresh(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("pages")
        .join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// Compares every file of a folder with the report that its name begins with.
#[track_caller]
fn check_folder(folder: &Path) {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|e| e.unwrap().path())
        .collect();
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
        println!(
            "{}",
            document
                .text
                .replace('\u{1D}', "\n====\n")
                .replace('\u{1E}', "\n")
                .replace('\u{1F}', " | ")
        );
        println!("{:?}", opened.notes);
    }
    let view = checked_as(&name, &opened);
    let tally = compare(figures, &view);
    (opened, view, tally)
}
