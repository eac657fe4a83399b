//! Workbooks, tables parted by commas, saved pages and archives: what is shown
//! is read as it stands, and what is not shown is told of.

#![allow(
    clippy::pedantic,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a failing test may panic"
)]

mod support;

use gouji::cells::Document;
use gouji::input::{Content, Module, Opened, module, open};
use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use std::path::{Path, PathBuf};
use support::compare::checked_as;
use support::compare::compare;
use support::figures::of_corpus;
use support::parts::{XLSB, zipped};
use zip::write::SimpleFileOptions;

fn fixture(name: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/sheets");
    std::fs::read(folder.join(name)).unwrap()
}

fn opened(name: &str) -> Opened {
    open(name, &fixture(name)).unwrap()
}

fn document(opened: &Opened) -> &Document {
    match &opened.content {
        Content::Document(_, document) => document,
        _ => panic!("no document"),
    }
}

/// Every cell that holds anything: table, address, how many columns, text.
fn cells(document: &Document) -> Vec<(usize, usize, usize, usize, &str)> {
    let boxes = document.boxes.iter();
    let cells = boxes.map(|b| {
        let text = &document.text[b.at + 1..b.end];
        (b.cell.table, b.cell.row, b.cell.column, b.colspan, text)
    });
    cells.filter(|cell| !cell.4.is_empty()).collect()
}

fn kinds(opened: &Opened) -> Vec<&str> {
    opened.notes.iter().map(|note| &*note.kind).collect()
}

// ---- workbooks -------------------------------------------------------------

#[test]
fn a_report_is_the_same_from_every_format() {
    let figures = of_corpus("016");
    for ending in ["xlsx", "xls", "ods", "xlsb", "csv"] {
        let name = format!("016.{ending}");
        let opened = opened(&name);
        let view = checked_as(&name, &opened);
        let tally = compare(&figures, &view);
        assert_eq!(view.source.format, ending);
        assert!(tally.wrong.is_empty(), "{name}: {:?}", tally.wrong);
        assert_eq!(tally.flagged, 0, "{name}");
        assert_eq!(view.agency.as_deref(), Some(figures.agency.as_str()));
        assert!(kinds(&opened).is_empty(), "{name}: {:?}", opened.notes);
    }
}

#[test]
fn only_what_is_shown_is_read_and_the_rest_is_told_of() {
    let expected = [
        (1, 1, 1, 4, "标题"),
        (1, 3, 1, 1, "12"),
        (1, 3, 2, 1, "12.5"),
        (1, 3, 3, 1, "3"),
        (1, 3, 4, 1, "2024-01-02"),
        (1, 3, 5, 1, "1234567"),
        (1, 4, 1, 1, "第一行\n第二行"),
        (1, 4, 2, 1, "富文本"),
        (1, 4, 4, 1, "0.5×100%"),
        // Merged cells whose first row is hidden show their text in the next.
        (1, 9, 1, 2, "合并"),
        (1, 9, 3, 1, "9"),
        (3, 3, 2, 1, "末"),
    ];
    for ending in ["xlsx", "xls", "ods", "xlsb"] {
        let opened = opened(&format!("hidden.{ending}"));
        assert_eq!(cells(document(&opened)), expected, "{ending}");
        assert_eq!(document(&opened).sheets, ["表三", "隐藏表", "末表"]);
        assert_eq!(kinds(&opened), ["hidden_left_out"; 2], "{ending}");
        let said = &opened.notes[1].words.zh;
        assert!(said.contains("第6,8行、第G列"), "{ending}: {said}");
    }
}

#[test]
fn formulas_never_calculated_are_unsure() {
    let figures = of_corpus("016");
    let opened = opened("formulas.xlsx");
    let view = checked_as("formulas.xlsx", &opened);
    let tally = compare(&figures, &view);
    assert!(tally.wrong.is_empty(), "{:?}", tally.wrong);
    assert_eq!(tally.flagged, 25);
    assert_eq!(kinds(&opened), ["formula_without_value"]);
    assert!(opened.notes[0].words.zh.contains("25个公式"));
}

/// A workbook of one sheet, from what stands in its XML.
fn workbook(sheet: &str, strings: &str, book: &str) -> Vec<u8> {
    let parts = [
        ("xl/workbook.xml", format!("<workbook xmlns:r=\"r\"><sheets><sheet name=\"a\" sheetId=\"1\" r:id=\"r1\"/></sheets>{book}</workbook>")),
        ("xl/_rels/workbook.xml.rels", "<Relationships><Relationship Id=\"r1\" Type=\"t/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"r2\" Type=\"t/sharedStrings\" Target=\"/xl/strings.xml\"/></Relationships>".to_owned()),
        ("xl/strings.xml", format!("<sst>{strings}</sst>")),
        ("xl/worksheets/sheet1.xml", format!("<worksheet>{sheet}</worksheet>")),
    ];
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[track_caller]
fn check_sheet(sheet: &str, expected: &[(usize, usize, &str)], notes: &[&str]) {
    check_book(&workbook(sheet, "", ""), expected, notes);
}

#[track_caller]
fn check_book(bytes: &[u8], expected: &[(usize, usize, &str)], notes: &[&str]) {
    let opened = open("a.xlsx", bytes).unwrap();
    let cells = cells(document(&opened));
    let cells: Vec<_> = cells.iter().map(|c| (c.1, c.2, c.4)).collect();
    assert_eq!(cells, expected);
    assert_eq!(kinds(&opened), notes);
}

#[test]
fn a_result_that_is_an_empty_text_is_blank() {
    check_sheet(
        "<sheetData><row r=\"1\"><c r=\"A1\" t=\"str\"><f>IF(B1,B1,\"\")</f><v></v></c><c r=\"B1\"><v>3</v></c><c r=\"C1\"><f>B1</f><v/></c></row></sheetData>",
        &[(1, 2, "3"), (1, 3, "=B1")],
        &["formula_without_value"],
    );
}

#[test]
fn results_stored_by_programs_that_cannot_calculate_are_none() {
    let sheet = "<sheetData><row r=\"1\"><c r=\"A1\"><v>3</v></c><c r=\"B1\"><f>A1+0</f><v>0</v></c></row></sheetData>";
    let bytes = workbook(sheet, "", "<calcPr fullCalcOnLoad=\"1\"/>");
    check_book(
        &bytes,
        &[(1, 1, "3"), (1, 2, "=A1+0")],
        &["formula_without_value"],
    );
    check_book(&workbook(sheet, "", ""), &[(1, 1, "3"), (1, 2, "0")], &[]);
}

#[test]
fn numbers_have_the_figures_that_a_workbook_shows() {
    check_sheet(
        "<sheetData><row r=\"1\"><c r=\"A1\"><v>0.30000000000000004</v></c><c r=\"B1\"><f>A1*3</f><v>5949.0886669999995</v></c><c r=\"C1\"><v>1E+16</v></c></row></sheetData>",
        &[
            (1, 1, "0.3"),
            (1, 2, "5949.088667"),
            (1, 3, "10000000000000000"),
        ],
        &[],
    );
}

#[test]
fn of_two_values_at_one_address_neither_is_chosen() {
    check_sheet(
        "<sheetData><row r=\"1\"><c r=\"A1\"><v>12</v></c><c r=\"A1\"><v>34</v></c></row></sheetData>",
        &[(1, 1, "12 34")],
        &[],
    );
}

#[test]
fn texts_are_read_without_their_pronunciation_and_separators() {
    let strings = "<si><r><t>规</t></r><r><t xml:space=\"preserve\">章 </t></r><rPh sb=\"0\" eb=\"1\"><t>9</t></rPh></si><si><t>a_x001F_b_x000D__x005F_</t></si>";
    let sheet = "<sheetData><row><c t=\"s\"><v>0</v></c><c t=\"s\"><v>1</v></c><c t=\"inlineStr\"><is><t>3</t></is></c><c t=\"e\"><v>#SPILL!</v></c><c t=\"b\"><v>1</v></c></row></sheetData>";
    let expected = [
        (1, 1, "规章 "),
        (1, 2, "a b\n_"),
        (1, 3, "3"),
        (1, 4, "#SPILL!"),
        (1, 5, "TRUE"),
    ];
    check_book(&workbook(sheet, strings, ""), &expected, &[]);
    let beyond = workbook(
        "<sheetData><row><c t=\"s\"><v>7</v></c></row></sheetData>",
        "",
        "",
    );
    assert!(open("a.xlsx", &beyond).unwrap_err().en.contains("damaged"));
}

#[test]
fn a_cell_outside_of_the_rows_is_damage() {
    for sheet in [
        "<sheetData><c><v>3</v></c></sheetData>",
        "<sheetData><row r=\"0\"><c><v>3</v></c></row></sheetData>",
    ] {
        let refused = open("a.xlsx", &workbook(sheet, "", "")).unwrap_err();
        assert!(refused.en.contains("damaged"), "{sheet} {refused:?}");
    }
}

/// Part of a text, struck out or raised, is not part of the number beside it.
#[test]
fn runs_struck_out_or_raised_are_marked() {
    let strings = "<si><r><rPr><strike/></rPr><t>3</t></r><r><t>5</t></r></si><si><r><t>5</t></r><r><rPr><vertAlign val=\"superscript\"/></rPr><t>1</t></r></si><si><r><rPr><strike val=\"0\"/><vertAlign val=\"baseline\"/></rPr><t>7</t></r></si>";
    let sheet = "<sheetData><row><c t=\"s\"><v>0</v></c><c t=\"s\"><v>1</v></c><c t=\"s\"><v>2</v></c><c t=\"inlineStr\"><is><r><t>5</t></r><r><rPr><vertAlign val=\"subscript\"/></rPr><t>1</t></r></is></c></row></sheetData>";
    let expected = [(1, 1, "^35"), (1, 2, "5^1"), (1, 3, "7"), (1, 4, "5^1")];
    check_book(&workbook(sheet, strings, ""), &expected, &[]);
}

/// As LibreOffice saves them.
#[test]
fn runs_struck_out_or_raised_are_marked_in_every_format() {
    for name in ["apart.ods", "apart.xls"] {
        let opened = opened(name);
        let texts: Vec<&str> = cells(document(&opened)).iter().map(|c| c.4).collect();
        assert_eq!(texts, ["收到", "^35", "5^1", "17"], "{name}");
    }
}

/// The records of [MS-XLSB] for a text whose first or last character has a font of its own.
#[test]
fn runs_struck_out_or_raised_are_marked_in_binary_records() {
    let record = |kind: u8, parts: &[&[u8]]| -> Vec<u8> {
        let data = parts.concat();
        [vec![kind, data.len() as u8], data].concat()
    };
    let font = |flags: u8, raised: u8| record(43, &[&[220, 0, flags, 0, 144, 1, raised, 0, 0, 0]]);
    let styles = [font(0, 0), font(8, 0), font(0, 1)].concat();
    // Whether there are runs, the length, the text, how many runs; where one begins, its font.
    let text = |text: &[u8; 2], from: u8, font: u8| -> Vec<u8> {
        let characters = [text[0], 0, text[1], 0];
        let runs = [1, 0, 0, 0, from, 0, font, 0];
        [&[1, 2, 0, 0, 0], &characters[..], &runs].concat()
    };
    let strings = [
        record(19, &[&text(b"35", 0, 1)]),
        record(19, &[&text(b"51", 1, 2)]),
        record(19, &[&text(b"17", 1, 0)]),
    ];
    let number = |n: u8| [n, 0, 0, 0];
    let mut sheet = record(0, &[&number(0), &[0; 13]]);
    for at in 0..3 {
        sheet.extend(record(7, &[&number(at), &number(0), &number(at)]));
    }
    let own = text(b"51", 1, 2);
    sheet.extend(record(62, &[&number(3), &number(0), &own]));
    let mut parts = XLSB.parts();
    for (name, content) in &mut parts {
        match name.as_str() {
            "xl/styles.bin" => content.clone_from(&styles),
            "xl/sharedStrings.bin" => *content = strings.concat(),
            name if name.starts_with("xl/worksheets/") => content.clone_from(&sheet),
            _ => {}
        }
    }
    let opened = open("a.xlsb", &zipped(&parts)).unwrap();
    let cells = cells(document(&opened));
    let first: Vec<&str> = cells.iter().filter(|c| c.0 == 1).map(|c| c.4).collect();
    assert_eq!(first, ["^35", "5^1", "17", "5^1"]);
}

#[test]
fn what_stands_beneath_merged_cells_is_not_read() {
    check_sheet(
        "<sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"B1\"><v>2</v></c></row><row r=\"2\"><c r=\"A2\"><v>3</v></c><c r=\"C2\"><v>4</v></c></row></sheetData><mergeCells><mergeCell ref=\"A1:B2\"/></mergeCells>",
        &[(1, 1, "1"), (2, 3, "4")],
        &[],
    );
}

#[test]
fn far_cells_cost_nothing_and_too_many_are_told_of() {
    let far = "<sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"1048576\"><c r=\"XFD1048576\"><v>2</v></c></row></sheetData>";
    check_sheet(far, &[(1, 1, "1"), (1_048_576, 16_384, "2")], &[]);
    let mut many = String::new();
    for row in 1..=5000 {
        write!(
            many,
            "<row r=\"{row}\"><c r=\"A{row}\"><v>1</v></c><c r=\"XFD{row}\"><v>1</v></c></row>"
        )
        .unwrap();
    }
    check_sheet(
        &format!("<sheetData>{many}</sheetData>"),
        &[],
        &["sheet_left_out"],
    );
}

#[test]
fn merged_cells_by_the_million_end() {
    let mut merges = String::new();
    for column in 0..20_000 {
        write!(merges, "<mergeCell ref=\"A1:XFD{}\"/>", column + 1).unwrap();
    }
    let mut rows = String::new();
    for row in 1..=2000 {
        write!(rows, "<row r=\"{row}\"><c><v>1</v></c></row>").unwrap();
    }
    let sheet = format!("<sheetData>{rows}</sheetData><mergeCells>{merges}</mergeCells>");
    let opened = open("a.xlsx", &workbook(&sheet, "", "")).unwrap();
    assert!(kinds(&opened).contains(&"sheet_left_out"));
}

// ---- other files -----------------------------------------------------------

#[test]
fn values_parted_by_semicolons_say_so_themselves() {
    let text =
        "\u{FEFF}sep=;\r\n\"规;章\";1;;\"2\r\n3\"\r\n".to_owned() + &"a;1,5;b;c\r\n".repeat(7);
    let opened = open("a.csv", text.as_bytes()).unwrap();
    let cells = cells(document(&opened));
    let expected = [
        (1, 1, 1, 1, "规;章"),
        (1, 1, 2, 1, "1"),
        (1, 1, 4, 1, "2\n3"),
    ];
    assert_eq!(cells[..3], expected);
    assert_eq!(cells[4], (1, 2, 2, 1, "1,5"));
    assert!(document(&opened).sheets.is_empty());
}

#[test]
fn pages_saved_as_mail_are_pages() {
    for name in ["chromium.mht", "word.mht"] {
        let opened = opened(name);
        let Content::Text(_, text) = &opened.content else {
            panic!("{name} is no text");
        };
        assert!(text.contains("<td>规章</td><td>3</td>"), "{name}: {text}");
        let view = checked_as(name, &opened);
        assert_eq!(view.source.format, "mht");
        // Cut off within the page, it is no page.
        let bytes = fixture(name);
        let at = bytes.len() * 3 / 5;
        assert!(open(name, &bytes[..at]).is_err(), "{name}");
    }
}

#[test]
fn a_page_of_frames_is_read_with_what_they_hold() {
    let frame = |page: &str| {
        let mail = format!(
            "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"--x\"\r\n\r\n----x\r\nContent-Type: text/html\r\n\r\n{page}\r\n----x\r\nContent-Type: text/html; charset=gb2312\r\nContent-Transfer-Encoding: base64\r\n\r\nPHRhYmxlPjx0ZD655tXCPC90YWJsZT4=\r\n----x\r\nContent-Type: text/css\r\n\r\n<table>\r\n----x--\r\n"
        );
        match open("a.mht", mail.as_bytes()).unwrap().content {
            Content::Text(_, text) => text,
            _ => panic!("no text"),
        }
    };
    assert_eq!(
        frame("<frameset></frameset>"),
        "<frameset></frameset>\r\n<table><td>规章</table>"
    );
    assert_eq!(frame("<TABLE><td>3</TABLE>").trim(), "<TABLE><td>3</TABLE>");
}

#[test]
fn an_archive_of_published_pages_is_an_archive() {
    let archive = |name: &str, content: &[u8]| {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let method = zip::CompressionMethod::Stored;
        let options = SimpleFileOptions::default().compression_method(method);
        zip.start_file(name, options).unwrap();
        zip.write_all(content).unwrap();
        zip.finish().unwrap().into_inner()
    };
    let ofd = archive("OFD.xml", b"<OFD/>");
    assert_eq!(module(&ofd), Module::Pages);
    assert_eq!(module(&archive("OFD.xml.txt", b"")), Module::Office);
    let outer = archive("a.ofd", &ofd);
    assert_eq!(module(&outer), Module::Office);
    let Content::Archive(entries) = open("a.zip", &outer).unwrap().content else {
        panic!("no archive");
    };
    assert_eq!(entries[0].bytes, ofd);
}

#[test]
fn archives_made_in_china_name_their_files() {
    let opened = opened("gbk.zip");
    let Content::Archive(entries) = &opened.content else {
        panic!("no archive");
    };
    let names: Vec<_> = entries.iter().map(|entry| entry.name.as_str()).collect();
    assert_eq!(names, ["澄州市年报/报告甲.txt", "乙.csv"]);
    assert_eq!(entries[0].bytes, "澄州市".as_bytes());
}

#[test]
fn an_entry_beyond_the_bounds_leaves_the_others() {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("bomb", SimpleFileOptions::default())
        .unwrap();
    for _ in 0..65 {
        zip.write_all(&vec![0; 1 << 20]).unwrap();
    }
    zip.start_file("a.txt", SimpleFileOptions::default())
        .unwrap();
    zip.write_all(b"3").unwrap();
    let bytes = zip.finish().unwrap().into_inner();
    let opened = open("a.zip", &bytes).unwrap();
    assert_eq!(kinds(&opened), ["entry_left_out"]);
    assert!(matches!(&opened.content, Content::Archive(e) if e.len() == 1 && e[0].name == "a.txt"));
    let empty = zip::ZipWriter::new(Cursor::new(Vec::new())).finish();
    assert!(open("a.zip", &empty.unwrap().into_inner()).is_err());
}

// ---- damage ----------------------------------------------------------------

fn fixtures() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/sheets");
    let files = std::fs::read_dir(folder).unwrap();
    let mut files: Vec<_> = files.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

#[test]
fn what_is_cut_off_or_altered_never_panics() {
    for file in fixtures() {
        let bytes = std::fs::read(&file).unwrap();
        let name = file.file_name().unwrap().to_string_lossy();
        for percent in 0..100 {
            let cut = &bytes[..bytes.len() * percent / 100];
            let is_text = name.ends_with("csv") || name.ends_with("mht");
            let opened = open(&name, cut);
            assert!(
                is_text || percent < 1 || opened.is_err(),
                "{name} {percent}"
            );
        }
        let mut state = 7u64;
        for _ in 0..200 {
            let mut altered = bytes.clone();
            for _ in 0..3 {
                state = state
                    .wrapping_mul(6_364_136_223_846_793_005)
                    .wrapping_add(1);
                let at = (state >> 33) as usize % altered.len();
                altered[at] = (state >> 20) as u8;
            }
            let _ = open(&name, &altered);
        }
    }
}

/// Checksums of the archive refuse most of what is altered, so here they are made anew.
#[test]
fn altered_parts_of_workbooks_never_panic() {
    for name in ["hidden.xlsx", "hidden.ods", "hidden.xlsb"] {
        let mut zip = zip::ZipArchive::new(Cursor::new(fixture(name))).unwrap();
        let mut parts = Vec::new();
        for index in 0..zip.len() {
            let mut entry = zip.by_index(index).unwrap();
            let mut bytes = Vec::new();
            std::io::copy(&mut entry, &mut bytes).unwrap();
            parts.push((entry.name().unwrap().into_owned(), bytes));
        }
        let mut state = 7u64;
        let mut next = |below: usize| {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            (state >> 33) as usize % below.max(1)
        };
        for _ in 0..300 {
            let mut altered = zip::ZipWriter::new(Cursor::new(Vec::new()));
            for (path, bytes) in &parts {
                let mut bytes = bytes.clone();
                if path != "mimetype" && !bytes.is_empty() && next(2) == 0 {
                    let at = next(bytes.len());
                    bytes[at] = if next(2) == 0 {
                        b'0' + next(10) as u8
                    } else {
                        next(256) as u8
                    };
                }
                let plain =
                    SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
                altered.start_file(path, plain).unwrap();
                altered.write_all(&bytes).unwrap();
            }
            let _ = open(name, &altered.finish().unwrap().into_inner());
        }
    }
}
