//! Word's older files, rich text and OpenDocument: what is read is what was
//! written.

#![allow(
    clippy::pedantic,
    clippy::unwrap_used,
    reason = "a failing test may panic"
)]

mod support;

use gouji::cells::{CELL, ROW, TABLE};
use gouji::input::Content;
use gouji::view::View;
use std::path::{Path, PathBuf};
use std::process::Command;
use support::compare::compare;
use support::figures::{Figures, corpus, of_corpus};
use support::generate::Dice;
use support::write::{Shape, write};

/// The reports of the corpus as LibreOffice converts them from web pages.
fn check_converted(ending: &str, filter: &str) {
    for shape in [Shape::Html, Shape::NestedHtml] {
        check_shape(shape, ending, filter);
    }
}

fn check_shape(shape: Shape, ending: &str, filter: &str) {
    let folder = std::env::temp_dir().join(format!("gouji-word-old-{shape:?}-{ending}"));
    let Some(files) = converted(shape, &folder, filter, ending) else {
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
    let figures = of_corpus("016");
    spoil(
        &figures,
        &std::fs::read(folder.join("016").with_extension(ending)).unwrap(),
    );
}

/// A report cut anywhere is refused; with a bit turned, it is refused or read
/// with no more than the cell wrong that was hit.
fn spoil(figures: &Figures, bytes: &[u8]) {
    for percent in 1..100 {
        let cut = &bytes[..bytes.len() * percent / 100];
        if let Ok(view) = checked(cut) {
            let tally = compare(figures, &view);
            assert!(tally.wrong.is_empty(), "{percent} % {tally:?}");
        }
    }
    let mut dice = Dice::new(3);
    let rounds = std::env::var("ROUNDS").ok().and_then(|r| r.parse().ok());
    for round in 0..rounds.unwrap_or(200) {
        let mut bytes = bytes.to_vec();
        let at = dice.below(bytes.len());
        bytes[at] ^= 1 << dice.below(8);
        if let Ok(view) = checked(&bytes) {
            let mut tally = compare(figures, &view);
            // A table that was not found is told of as missing.
            tally.wrong.retain(|wrong| !wrong.ends_with("not told of"));
            assert!(tally.wrong.len() <= 1, "{round} byte {at} {tally:?}");
        }
    }
}

fn checked(bytes: &[u8]) -> Result<View, gouji::source::Words> {
    let opened = gouji::input::open("test", bytes)?;
    Ok(gouji::check_opened("test", &opened, &[]))
}

fn converted(shape: Shape, folder: &Path, filter: &str, ending: &str) -> Option<Vec<PathBuf>> {
    std::fs::create_dir_all(folder).unwrap();
    let mut pages = Vec::new();
    for figures in corpus() {
        let page = folder.join(format!("{}.html", figures.name));
        let text = write(&figures, shape, &mut Dice::new(1));
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

/// One document as LibreOffice writes it in each format: merged cells, a table
/// within a table, hidden and deleted text, a note, a raised digit, a link, a
/// numbered cell.
#[test]
fn what_is_shown_is_read_and_nothing_else() {
    let expected = "澄州市水务局2024年度报告\n甲 乙丙\n丁\n<\
        \n1,1: 项目|1,2+2: 申请人|1,4: 总计\
        \n2,2: 自然/人|2,3: 法人|2,4: \
        \n3,1: 收到|3,2: 12|3,3: 3|3,4: 15^2\
        \n4,1+3: 链接5|4,4: \u{FFFC}6>外层\n甲\n<\
        \n1,1: 内1|1,2: 内2>后\n完\n";
    for ending in ["doc", "rtf", "odt"] {
        let opened = gouji::input::open("test", &fixture(ending)).unwrap();
        assert_eq!(picture(&opened.content), expected, "{ending}");
        assert_eq!(opened.notes[0].kind, "tracked_changes", "{ending}");
    }
}

/// Rich text as Word writes it: Chinese in bytes or by number with bytes that
/// repeat it, definitions of rows before and after, an inner table.
#[test]
fn rich_text_of_word_is_read() {
    let rows = [
        r"{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0\fnil\fcharset134 \'cb\'ce\'cc\'e5;}{\f1\fswiss\fcharset0 Arial;}{\f2\fnil\fcharset2 Wingdings;}}",
        r"{\stylesheet{\s0 7;}}{\*\generator 7;}{\info{\title 7}}\uc2 \pard\plain {\f0 \'b1\'ed\u20108\'b6\'fe}{\v 7}\par",
        r"\trowd\trleft-108\clmgf\cellx1000\clmrg\cellx2000\clvmgf\cellx3000\pard\intbl {\f0 \'cf\'ee}\cell\cell {\f1 5\'966}\cell",
        r"{\trowd\trleft-108\clmgf\cellx1000\clmrg\cellx2000\clvmgf\cellx3000\row}",
        r"\trowd\trleft-108\cellx1000\cellx2000\clvmrg\cellx3000\pard\intbl 1{\super 2}\cell {\deleted 7}{\f2 l}3\cell\cell\row",
        r"\trowd\trleft-108\cellx2000\cellx3000\pard\intbl {\field{\*\fldinst PAGE 7}{\fldrslt 8}}\par\u-255?? 9\cell",
        r"\pard\intbl\itap2 4\nestcell{\*\nesttableprops\trowd\cellx900\nestrow}{\nonesttables\par}\pard\intbl {\pict 7}\cell\row",
        r"\pard \'d6\'d5\line {\header 7}\bin3 }}}\emdash\par}",
    ];
    let opened = gouji::input::open("test", rows.join("\r\n").as_bytes()).unwrap();
    let expected = "表二\n<\
        \n1,1+2: 项|1,3: 5–6\
        \n2,1: 1^2|2,2: \u{FFFC}3\
        \n3,1+2: 8/！ 9|3,3: 4/\u{FFFC}>终\n—\n";
    assert_eq!(picture(&opened.content), expected);
}

/// Rich text that might be read in two ways is refused.
#[test]
fn rich_text_that_contradicts_itself_is_refused() {
    let deep = "{".repeat(5000);
    let repeated = "\\trowd\\itap2000000000 ".repeat(3);
    for inside in [
        r"\pard 5\cell",
        r"\trowd\cellx900\cellx1800\intbl 5\cell\row",
        r"\trowd\cellx900\intbl 5\cell 6\cell\row",
        r"\trowd\cellx900\intbl 5\cell\row\intbl 6\cell\pard 7\par",
        r"\trowd\cellx900\intbl 5\cell",
        &deep,
        &format!("{repeated} 1\\par"),
    ] {
        let text = format!("{{\\rtf1 {inside}}}");
        let refused = gouji::input::open("test", text.as_bytes()).map(|o| picture(&o.content));
        assert!(refused.is_err(), "{inside:.80} {refused:?}");
    }
}

/// Cut or changed in places, a file is refused or read without a panic.
#[test]
fn damaged_files_are_refused_or_read() {
    for ending in ["doc", "rtf", "odt"] {
        let bytes = fixture(ending);
        for percent in 0..100 {
            let cut = &bytes[..bytes.len() * percent / 100];
            let read = gouji::input::open("test", cut);
            let shown = read.map(|opened| picture(&opened.content));
            let whole = picture(&gouji::input::open("test", &bytes).unwrap().content);
            assert!(
                shown.as_ref().is_err() || shown == Ok(whole) || percent < 1,
                "{ending} {percent} % {shown:?}"
            );
        }
        let mut dice = Dice::new(7);
        for _ in 0..3000 {
            let mut bytes = bytes.clone();
            for _ in 0..=dice.below(3) {
                let at = dice.below(bytes.len());
                bytes[at] ^= 1 << dice.below(8);
            }
            _ = gouji::input::open("test", &bytes);
        }
    }
}

/// A document with its tables marked and its cells at their columns.
fn picture(content: &Content) -> String {
    let Content::Document(_, document) = content else {
        return format!("{content:?}");
    };
    let mut out = String::new();
    let mut boxes = document.boxes.iter();
    let (mut row, mut in_table, mut in_cell) = (0, false, false);
    for c in document.text.chars() {
        match c {
            TABLE => {
                (in_table, in_cell, row) = (!in_table, false, 0);
                out.push(if in_table { '<' } else { '>' });
            }
            ROW => in_cell = false,
            CELL => {
                let b = boxes.next().unwrap();
                out.push(if b.cell.row == row { '|' } else { '\n' });
                (row, in_cell) = (b.cell.row, true);
                out += &format!("{row},{}", b.cell.column);
                if b.colspan > 1 {
                    out += &format!("+{}", b.colspan);
                }
                out += ": ";
            }
            '\n' if in_cell => out.push('/'),
            c => out.push(c),
        }
    }
    out
}

fn fixture(ending: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/word");
    std::fs::read(folder.join(format!("small.{ending}"))).unwrap()
}

#[test]
fn the_corpus_as_documents_of_word_97() {
    check_converted("doc", "doc:MS Word 97");
}

#[test]
fn the_corpus_as_zipped_xml() {
    check_converted("docx", "docx:MS Word 2007 XML");
}

#[test]
fn the_corpus_as_rich_text() {
    check_converted("rtf", "rtf");
}

#[test]
fn the_corpus_as_opendocument_texts() {
    check_converted("odt", "odt");
}

#[test]
fn what_cannot_be_read_says_what_to_do() {
    let said = |at: usize, value: u8| {
        let mut bytes = fixture("doc");
        let head = bytes.windows(2).position(|b| b == [0xEC, 0xA5]).unwrap();
        bytes[head + at] = value;
        gouji::input::open("test", &bytes).unwrap_err().en
    };
    assert!(said(0x0B, 0x13).contains("encrypted"));
    assert!(said(0x03, 0x00).contains("save it as docx"));
    assert!(said(0x4F, 0x7F).contains("damaged"));
}
