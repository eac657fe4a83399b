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
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use support::compare::checked_as;
use support::compare::compare;
use support::figures::{Figures, corpus, of_corpus};
use support::generate::{Dice, draws};
use support::write::{Shape, write};

/// The reports of the corpus as LibreOffice converts them from web pages.
fn check_converted(ending: &str, filter: &str) {
    check_shape(Shape::Html, &corpus(), ending, filter);
    check_shape(Shape::NestedHtml, &[of_corpus("016")], ending, filter);
}

fn check_shape(shape: Shape, corpus: &[Figures], ending: &str, filter: &str) {
    let folder = std::env::temp_dir().join(format!("gouji-word-old-{shape:?}-{ending}"));
    let Some(files) = converted(shape, corpus, &folder, filter, ending) else {
        println!("soffice is not at hand: nothing was converted");
        return;
    };
    let mut report = String::new();
    for (figures, file) in corpus.iter().zip(files) {
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
    for round in 0..rounds.unwrap_or(60) {
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
    Ok(checked_as("test", &opened))
}

fn converted(
    shape: Shape,
    corpus: &[Figures],
    folder: &Path,
    filter: &str,
    ending: &str,
) -> Option<Vec<PathBuf>> {
    std::fs::create_dir_all(folder).unwrap();
    let mut pages = Vec::new();
    for figures in corpus {
        let page = folder.join(format!("{}.html", figures.name));
        let text = write(figures, shape, &mut Dice::new(1));
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
    for ending in ["doc", "rtf", "odt", "docx"] {
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
        r"\trowd\cellx900\pard\intbl {\deleted 7\cell\row}",
        r"\pard {\upr{7}{\*\ud{\u20013?}}}",
        r"\pard {\shp{\*\shpinst 7{\sp{\sv 7}}{\shptxt \'bf\'f2\par}}{\shprslt 7}}\'d6\'d5\line {\header 7}\bin3 }}}\emdash\par}",
    ];
    let opened = gouji::input::open("test", rows.join("\r\n").as_bytes()).unwrap();
    let expected = "表二\n<\
        \n1,1+2: 项|1,3: 5–6\
        \n2,1: 1^2|2,2: \u{FFFC}3\
        \n3,1+2: 8/！ 9|3,3: 4/\u{FFFC}>中\n框\n终\n—\n";
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
    for ending in ["doc", "rtf", "odt", "docx"] {
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
        for _ in 0..draws(500, 3000) {
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

/// A file saved in haste keeps its text in pieces: out of order, of one byte a
/// character or of two, and with changes that stand in the table of pieces.
#[test]
fn a_document_in_pieces_is_read_in_order() {
    let read = |row: u16| picture(&gouji::input::open("test", &in_pieces(row)).unwrap().content);
    assert_eq!(read(0), "表二\n<\n1,1: 规章|1,2: 12>完\n");
    // A row whose mark is deleted is no row.
    assert_eq!(read((0x41 << 1) | (1 << 8)), "表二\n<>完\n");
}

/// Such a document with one row, whose mark has a change.
fn in_pieces(row_change: u16) -> Vec<u8> {
    let wide = |text: &str| -> Vec<u8> { text.encode_utf16().flat_map(u16::to_le_bytes).collect() };
    let mut main = vec![0; 4 * 512];
    main.resize(6 * 512, 0);
    let mut put = |at: usize, bytes: &[u8]| main[at..at + bytes.len()].copy_from_slice(bytes);
    put(0x400, &wide("表二\r规章\u{7}"));
    put(0x440, &wide("\u{7}完\r"));
    put(0x600, b"12\x07");
    put(0x610, b"7");
    let cell = [0, 0, 0x16, 0x24, 1];
    let mut row = vec![0, 0, 0x16, 0x24, 1, 0x17, 0x24, 1, 0x08, 0xD6, 48, 0, 2];
    row.extend([0, 0, 0xE8, 0x03, 0xD0, 0x07]);
    row.extend([0; 40]);
    let properties: [&[u8]; 7] = [&[0, 0, 0], &cell, &[], &row, &[], &[], &cell];
    let edges = [0x400, 0x406, 0x40C, 0x440, 0x442, 0x446, 0x600, 0x620];
    put(0x800, &page(&edges, 13, &properties));
    put(0xA00, &page(&[0x400, 0x620], 1, &[&[]]));

    let mut clx = vec![1, 3, 0, 0x3C, 0x08, 1, 2, 0, 0, 0, 0];
    let pieces = [
        (6, 0x400, 0),
        (7, (0x610 * 2) | (1 << 30), 1),
        (10, (0x600 * 2) | (1 << 30), 0),
        (11, 0x440, row_change),
        (13, 0x442, 0),
    ];
    clx.extend(0_u32.to_le_bytes());
    pieces
        .iter()
        .for_each(|(end, _, _)| clx.extend(u32::to_le_bytes(*end)));
    for (_, at, change) in pieces {
        clx.extend([0, 0]);
        clx.extend(u32::to_le_bytes(at));
        clx.extend(u16::to_le_bytes(change));
    }
    let length = (clx.len() - 11) as u32;
    clx[7..11].copy_from_slice(&length.to_le_bytes());
    let mut table = clx.clone();
    for number in [0x400_u32, 0x620, 4, 0x400, 0x620, 5] {
        table.extend(number.to_le_bytes());
    }
    let size = clx.len() as u32;
    put(0, &[0xEC, 0xA5, 0xC1, 0]);
    put(0x4C, &13_u32.to_le_bytes());
    for (at, from, length) in [(0x102, size, 12), (0xFA, size + 12, 12), (0x1A2, 0, size)] {
        put(at, &from.to_le_bytes());
        put(at + 4, &length.to_le_bytes());
    }
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    for (name, bytes) in [("/WordDocument", &main), ("/0Table", &table)] {
        file.create_stream(name).unwrap().write_all(bytes).unwrap();
    }
    file.into_inner().into_inner()
}

/// A page of properties of text between some edges: each set behind its number
/// of bytes, found by the first byte of an entry so many bytes long.
fn page(edges: &[u32], entry: usize, properties: &[&[u8]]) -> [u8; 512] {
    let mut page = [0; 512];
    for (at, edge) in edges.iter().enumerate() {
        page[4 * at..4 * at + 4].copy_from_slice(&edge.to_le_bytes());
    }
    let mut end = 510;
    for (at, set) in properties
        .iter()
        .enumerate()
        .filter(|(_, set)| !set.is_empty())
    {
        end = (end - set.len() - 1) & !1;
        page[end] = (set.len() as u8).div_ceil(2);
        page[end + 1..end + 1 + set.len()].copy_from_slice(set);
        page[4 * edges.len() + entry * at] = (end / 2) as u8;
    }
    page[511] = properties.len() as u8;
    page
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
    assert!(said(0x4E, 0x01).contains("damaged"));
    assert!(said(0x4F, 0x7F).contains("8 million"));
}
