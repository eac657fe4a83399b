//! Word documents written by hand, with what Word, WPS and others put in them.

#![allow(
    clippy::pedantic,
    clippy::unwrap_used,
    reason = "a failing test may panic"
)]

mod support;

use gouji::input::{Content, Opened, open};
use gouji::report::fields::Table;
use gouji::view::View;
use std::io::{Cursor, Write};
use support::compare::checked_as;
use support::compare::{Tally, compare};
use support::figures::{Figures, corpus, of_corpus};
use support::parts::{ODT, zipped};
use support::write::{Item, rows};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const TRANSITIONAL: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const STRICT: &str = "http://purl.oclc.org/ooxml/wordprocessingml/main";

/// How a document is written.
struct Style {
    /// The mark of a cell that continues a merge.
    continued: &'static str,
    /// What is put in each cell's paragraph.
    cell: fn(&str) -> String,
    /// Whether labels are numbered by Word, so that the text lacks the number.
    is_numbered: bool,
}

impl Default for Style {
    fn default() -> Self {
        Self {
            continued: "<w:vMerge/>",
            cell: run,
            is_numbered: false,
        }
    }
}

fn run(text: &str) -> String {
    format!(
        "<w:r><w:t xml:space=\"preserve\">{}</w:t></w:r>",
        escaped(text)
    )
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

fn paragraph(text: &str) -> String {
    format!("<w:p>{}</w:p>", run(text))
}

fn report(figures: &Figures, style: &Style) -> String {
    let mut body = paragraph(&format!(
        "{}{}年政府信息公开工作年度报告",
        figures.agency, figures.year
    ));
    for (table, heading) in [
        (Table::Disclosure, "二、主动公开政府信息情况"),
        (Table::Requests, "三、收到和处理政府信息公开申请情况"),
        (Table::Remedies, "四、政府信息公开行政复议、行政诉讼情况"),
    ] {
        body += &paragraph(heading);
        body += &table_xml(&rows(figures, table), style);
    }
    body
}

/// Rows with spans as Word writes them: a covered cell stands and continues.
fn table_xml(rows: &[Vec<Item>], style: &Style) -> String {
    let mut xml = "<w:tbl>".to_owned();
    // Column, width, rows still covered.
    let mut covered: Vec<(usize, usize, usize)> = Vec::new();
    for row in rows {
        xml += "<w:tr>";
        let mut column = 0;
        let mut items = row.iter().peekable();
        let mut next = Vec::new();
        loop {
            if let Some(at) = covered.iter().position(|(x, _, _)| *x == column) {
                let (x, width, left) = covered.remove(at);
                xml += &cell_xml("", width, style.continued, style);
                if left > 1 {
                    next.push((x, width, left - 1));
                }
                column += width;
                continue;
            }
            let Some(item) = items.next() else { break };
            let merge = if item.rowspan > 1 {
                "<w:vMerge w:val=\"restart\"/>"
            } else {
                ""
            };
            xml += &cell_xml(&item.text, item.colspan, merge, style);
            if item.rowspan > 1 {
                next.push((column, item.colspan, item.rowspan - 1));
            }
            column += item.colspan;
        }
        next.append(&mut covered);
        covered = next;
        xml += "</w:tr>";
    }
    xml + "</w:tbl>"
}

fn cell_xml(text: &str, width: usize, merge: &str, style: &Style) -> String {
    let span = format!("<w:gridSpan w:val=\"{width}\"/>");
    let bare = if style.is_numbered {
        without_number(text)
    } else {
        text
    };
    let mut content = (style.cell)(bare);
    if bare != text {
        let numbered =
            "<w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"3\"/></w:numPr></w:pPr>";
        content.insert_str(0, numbered);
    }
    format!("<w:tc><w:tcPr>{span}{merge}</w:tcPr><w:p>{content}</w:p></w:tc>")
}

/// A label without the （一） or 1. that Word would number it by.
fn without_number(text: &str) -> &str {
    match text.split_once(['）', '.', '、']) {
        Some((number, rest)) if number.chars().count() <= 2 => rest,
        _ => text,
    }
}

fn docx(namespace: &str, body: &str) -> Vec<u8> {
    package(namespace, body, "<w:styles/>")
}

fn package(namespace: &str, body: &str, styles: &str) -> Vec<u8> {
    let xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:document xmlns:w=\"{namespace}\" xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" xmlns:m=\"http://schemas.openxmlformats.org/officeDocument/2006/math\"><w:body>{body}</w:body></w:document>"
    );
    let rels = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"/word/document.xml\"/></Relationships>";
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in [
        ("[Content_Types].xml", "<Types/>"),
        ("_rels/.rels", rels),
        ("word/document.xml", &xml),
        ("word/styles.xml", styles),
    ] {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn opened(bytes: &[u8]) -> Opened {
    open("报告.docx", bytes).unwrap()
}

fn view(bytes: &[u8]) -> View {
    checked_as("报告.docx", &opened(bytes))
}

#[track_caller]
fn check_whole(figures: &Figures, bytes: &[u8]) {
    let Tally { flagged, wrong, .. } = compare(figures, &view(bytes));
    assert!(wrong.is_empty(), "{} {wrong:#?}", figures.name);
    let problems = view(bytes).problems;
    assert_eq!(flagged, 0, "{} {problems:#?}", figures.name);
}

#[test]
fn merged_cells_stand_once_whatever_the_mark_of_those_that_continue() {
    for figures in corpus() {
        for (namespace, continued) in [
            (TRANSITIONAL, "<w:vMerge/>"),
            (STRICT, "<w:vMerge w:val=\"continue\"/>"),
        ] {
            let style = Style {
                continued,
                ..Style::default()
            };
            check_whole(&figures, &docx(namespace, &report(&figures, &style)));
        }
    }
}

#[test]
fn labels_numbered_by_word_are_known_without_their_numbers() {
    for figures in corpus() {
        let style = Style {
            is_numbered: true,
            ..Style::default()
        };
        check_whole(&figures, &docx(TRANSITIONAL, &report(&figures, &style)));
    }
}

#[test]
fn numbers_broken_over_runs_are_one_number() {
    let figures = of_corpus("014");
    let cell = |text: &str| {
        text.chars()
            .map(|c| run(&c.to_string()))
            .collect::<String>()
    };
    let style = Style {
        cell,
        ..Style::default()
    };
    check_whole(&figures, &docx(TRANSITIONAL, &report(&figures, &style)));
}

/// What is not shown stands beside every number, and is not read.
#[test]
fn what_a_page_does_not_show_is_not_read() {
    let figures = of_corpus("014");
    let unseen: [fn(&str) -> String; 6] = [
        |text| {
            format!(
                "<w:del><w:r><w:delText>7</w:delText></w:r></w:del><w:ins>{}</w:ins>",
                run(text)
            )
        },
        |text| {
            format!(
                "<w:moveFrom>{}</w:moveFrom><w:moveTo>{}</w:moveTo>",
                run("8"),
                run(text)
            )
        },
        |text| {
            format!(
                "<w:r><w:rPr><w:vanish/></w:rPr><w:t>9</w:t></w:r>{}",
                run(text)
            )
        },
        |text| {
            format!(
                "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>=SUM(LEFT) 3</w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>{}<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>",
                run(text)
            )
        },
        |text| {
            format!(
                "{}<w:r><w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr><w:footnoteReference w:id=\"2\"/></w:r>",
                run(text)
            )
        },
        |text| {
            format!(
                "<w:smartTag><w:sdt><w:sdtPr><w:alias w:val=\"1\"/></w:sdtPr><w:sdtContent><w:r><w:rPr><w:vanish w:val=\"0\"/></w:rPr><w:t>{}</w:t></w:r></w:sdtContent></w:sdt></w:smartTag>",
                escaped(text)
            )
        },
    ];
    for cell in unseen {
        let style = Style {
            cell,
            ..Style::default()
        };
        check_whole(&figures, &docx(TRANSITIONAL, &report(&figures, &style)));
    }
}

#[test]
fn tracked_changes_in_a_table_are_told_of() {
    let figures = of_corpus("014");
    let cell = |text: &str| {
        format!(
            "<w:del><w:r><w:delText>7</w:delText></w:r></w:del><w:ins>{}</w:ins>",
            run(text)
        )
    };
    let style = Style {
        cell,
        ..Style::default()
    };
    let notes = opened(&docx(TRANSITIONAL, &report(&figures, &style))).notes;
    assert_eq!(
        notes.iter().map(|n| &*n.kind).collect::<Vec<_>>(),
        ["tracked_changes"]
    );
    let clean = opened(&docx(TRANSITIONAL, &report(&figures, &Style::default())));
    assert!(clean.notes.is_empty());
}

#[test]
fn deleted_and_hidden_rows_are_no_rows() {
    let figures = of_corpus("014");
    let extra = |mark: &str| {
        format!(
            "<w:tbl><w:tr><w:trPr>{mark}</w:trPr><w:tc><w:p>{}</w:p></w:tc><w:tc><w:p>{}</w:p></w:tc></w:tr>",
            run("规章"),
            run("7")
        )
    };
    for (mark, kind) in [
        ("<w:del w:id=\"1\"/>", "tracked_changes"),
        ("<w:hidden/>", "hidden_left_out"),
    ] {
        let body = report(&figures, &Style::default()).replace("<w:tbl>", &extra(mark));
        let bytes = docx(TRANSITIONAL, &body);
        check_whole(&figures, &bytes);
        assert_eq!(opened(&bytes).notes[0].kind, kind);
    }
}

/// A cell with something that is shown and is no text, or that could be read
/// in two ways: never read as a number, wherever else it is.
#[test]
fn what_cannot_be_told_for_certain_is_unsure() {
    let figures = of_corpus("014");
    let looks =
        |looks: &str, text: &str| format!("<w:r><w:rPr>{looks}</w:rPr><w:t>{text}</w:t></w:r>");
    let field = |part: &str| format!("<w:r><w:fldChar w:fldCharType=\"{part}\"/></w:r>");
    let unsure = [
        "<w:r><w:drawing/></w:r>".to_owned(),
        "<w:r><w:pict/></w:r>".to_owned(),
        "<w:r><w:sym w:font=\"Wingdings\" w:char=\"F0FC\"/></w:r>".to_owned(),
        "<m:oMath><m:r><m:t>5</m:t></m:r></m:oMath>".to_owned(),
        format!("{}{}", field("begin"), field("end")),
        looks("<w:vertAlign w:val=\"superscript\"/>", "2"),
        looks("<w:strike/>", "2"),
        looks("<w:rFonts w:ascii=\"Wingdings\"/>", "l"),
    ];
    let numbered = "<w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr>";
    let cells: Vec<String> = unsure.map(|mark| run("3") + &mark).into();
    for cell in cells.iter().map(String::as_str).chain([numbered]) {
        let body = report(&figures, &Style::default());
        let first = format!("<w:p>{}</w:p>", run(&figures.cells["requests.new.natural"]));
        let label = body.find("本年新收政府信息公开申请数量").unwrap();
        let at = label + body[label..].find(&first).unwrap();
        let body = format!(
            "{}<w:p>{cell}</w:p>{}",
            &body[..at],
            &body[at + first.len()..]
        );
        let view = view(&docx(TRANSITIONAL, &body));
        let tally = compare(&figures, &view);
        assert!(
            tally.wrong.is_empty() && tally.flagged == 1,
            "{cell} {tally:?}"
        );
    }
}

/// Properties as they were before a tracked change stand in the file as well.
#[test]
fn former_properties_are_no_properties() {
    let figures = of_corpus("014");
    let body = report(&figures, &Style::default()).replace(
        "</w:tcPr>",
        "<w:tcPrChange w:id=\"1\"><w:tcPr><w:gridSpan w:val=\"7\"/><w:vMerge/></w:tcPr></w:tcPrChange></w:tcPr>",
    );
    check_whole(&figures, &docx(TRANSITIONAL, &body));
}

/// Word shows the result of the outer field alone.
#[test]
fn a_field_within_an_instruction_is_not_read() {
    let figures = of_corpus("014");
    let cell = |text: &str| {
        let part = |part: &str| format!("<w:r><w:fldChar w:fldCharType=\"{part}\"/></w:r>");
        let [begin, separate, end] = ["begin", "separate", "end"].map(part);
        let inner = format!("{begin}{separate}{}{end}", run("7"));
        format!("{begin}{inner}{separate}{}{end}", run(text))
    };
    let style = Style {
        cell,
        ..Style::default()
    };
    check_whole(&figures, &docx(TRANSITIONAL, &report(&figures, &style)));
}

#[test]
fn text_hidden_by_its_style_is_not_read() {
    let figures = of_corpus("014");
    let cell = |text: &str| {
        let hidden = "<w:r><w:rPr><w:rStyle w:val=\"b\"/></w:rPr><w:t>7</w:t></w:r>";
        let shown = "<w:r><w:rPr><w:rStyle w:val=\"b\"/><w:vanish w:val=\"0\"/></w:rPr>";
        format!("{hidden}{shown}<w:t>{}</w:t></w:r>", escaped(text))
    };
    let style = Style {
        cell,
        ..Style::default()
    };
    let styles = "<w:styles xmlns:w=\"a\"><w:style w:styleId=\"a\"><w:rPr><w:vanish/></w:rPr></w:style><w:style w:styleId=\"b\"><w:basedOn w:val=\"a\"/></w:style></w:styles>";
    let bytes = package(TRANSITIONAL, &report(&figures, &style), styles);
    check_whole(&figures, &bytes);
}

/// A style of its own name, which a style derived from it inherits.
#[test]
fn text_hidden_or_raised_by_a_named_style_of_opendocument_is_no_part_of_a_number() {
    let styles = "<office:document-styles><office:styles>\
        <style:style style:name=\"secret\"><style:text-properties text:display=\"none\"/></style:style>\
        <style:style style:name=\"note\" style:parent-style-name=\"high\"/>\
        <style:style style:name=\"high\"><style:text-properties style:text-position=\"super 58%\"/></style:style>\
        <style:style style:name=\"level\" style:parent-style-name=\"high\"><style:text-properties style:text-position=\"0% 100%\"/></style:style>\
        </office:styles></office:document-styles>";
    for (style, text) in [("secret", "1"), ("note", "1^5"), ("level", "15")] {
        let content = format!(
            "<office:document-content><office:body><office:text><table:table><table:table-row>\
             <table:table-cell><text:p>收到</text:p></table:table-cell>\
             <table:table-cell><text:p>1<text:span text:style-name=\"{style}\">5</text:span></text:p></table:table-cell>\
             </table:table-row></table:table></office:text></office:body></office:document-content>"
        );
        let mut parts = ODT.parts();
        for (name, part) in &mut parts {
            match name.as_str() {
                "styles.xml" => *part = styles.as_bytes().to_vec(),
                "content.xml" => *part = content.clone().into_bytes(),
                _ => {}
            }
        }
        let opened = open("a.odt", &zipped(&parts)).unwrap();
        let Content::Document(_, document) = opened.content else {
            panic!("no document")
        };
        let texts: Vec<&str> = document
            .boxes
            .iter()
            .map(|b| document.text[b.at + 1..b.end].trim())
            .collect();
        assert_eq!(texts, ["收到", text], "{style}");
    }
}

#[test]
fn other_files_embedded_are_told_of() {
    let notes = opened(&docx(TRANSITIONAL, "<w:altChunk/>")).notes;
    assert_eq!(notes[0].kind, "embedded_left_out");
}

#[test]
fn a_presentation_is_no_word_document() {
    let refused = open("报告.docx", &docx("urn:other", "<w:p/>")).unwrap_err();
    assert!(refused.zh.contains("不是Word"));
}

#[test]
fn documents_of_plain_xml_are_to_be_saved_anew() {
    let head = "\u{FEFF}<?xml version=\"1.0\"?>\n<?mso-application progid=\"Word.Document\"?>";
    for (root, format) in [
        ("<w:wordDocument xmlns:w=\"w\"><w:body/>", "docx"),
        ("<pkg:package><pkg:part/>", "docx"),
        ("<!-- 年报 --><Workbook\n xmlns=\"s\">", "xlsx"),
        ("<office:document office:version=\"1.3\">", "docx/xlsx"),
    ] {
        let refused = open("报告.xml", format!("{head}{root}").as_bytes()).unwrap_err();
        assert!(refused.zh.contains(&format!("另存为{format}")), "{root}");
    }
    let page = format!("{head}<!DOCTYPE html><html><p>规章</html>");
    assert!(open("报告.xml", page.as_bytes()).is_ok());
}

/// Tables made to keep a reader busy are read in a moment or refused.
#[test]
fn enormous_tables_take_no_longer_than_their_size() {
    let cells =
        |mark: &str, count: usize| format!("<w:tc><w:tcPr>{mark}</w:tcPr></w:tc>").repeat(count);
    let rows = |cells: &str, count: usize| format!("<w:tr>{cells}</w:tr>").repeat(count);
    let tall = rows(&cells("<w:vMerge/>", 1), 30_000);
    let wide = rows(&cells("<w:gridSpan w:val=\"999999999999\"/>", 30_000), 1);
    let ragged = wide.clone() + &tall;
    for table in [tall, wide, ragged] {
        let body = format!("<w:tbl>{table}</w:tbl>");
        _ = open("报告.docx", &docx(TRANSITIONAL, &body)).map(|opened| {
            _ = checked_as("报告.docx", &opened);
        });
    }
}

/// Once as a shape, and once more for programs that know none.
#[test]
fn a_text_box_is_read_once_and_after_its_paragraph() {
    let content = format!(
        "<w:txbxContent>{}</w:txbxContent>",
        paragraph("行政规范性文件现行有效12件")
    );
    let body = format!(
        "<w:p>{}<w:r><mc:AlternateContent><mc:Choice>{content}</mc:Choice><mc:Fallback><w:pict>{content}</w:pict></mc:Fallback></mc:AlternateContent></w:r>{}</w:p>",
        run("前"),
        run("后")
    );
    let Content::Document(_, document) = opened(&docx(TRANSITIONAL, &body)).content else {
        unreachable!()
    };
    assert_eq!(
        document.text.matches("12件").count(),
        1,
        "{}",
        document.text
    );
}

#[test]
fn a_table_in_a_cell_is_laid_out_in_it() {
    let figures = of_corpus("014");
    let cell = |text: &str| {
        format!(
            "</w:p><w:tbl><w:tr><w:tc><w:p>{}</w:p></w:tc></w:tr></w:tbl><w:p>",
            run(text)
        )
    };
    let style = Style {
        cell,
        ..Style::default()
    };
    check_whole(&figures, &docx(TRANSITIONAL, &report(&figures, &style)));
}

/// Cut anywhere, a file is damaged and says so; no cell of it is read wrongly.
#[test]
fn a_document_cut_short_is_refused_or_read_right() {
    let figures = of_corpus("014");
    let bytes = docx(TRANSITIONAL, &report(&figures, &Style::default()));
    for percent in 0..100 {
        let cut = &bytes[..bytes.len() * percent / 100];
        if let Ok(opened) = open("报告.docx", cut) {
            let view = checked_as("报告.docx", &opened);
            let wrong = view.cells.iter().filter(|(id, c)| {
                c.status == "read" && figures.cells.get(id.as_str()) != Some(&c.raw)
            });
            assert_eq!(wrong.count(), 0, "cut at {percent} %");
        }
    }
}

#[test]
fn a_body_that_breaks_off_is_damaged() {
    let figures = of_corpus("014");
    let body = report(&figures, &Style::default());
    let half = body.char_indices().nth(body.chars().count() / 2).unwrap().0;
    assert!(
        open("报告.docx", &docx(TRANSITIONAL, &body[..half]))
            .unwrap_err()
            .en
            .contains("damaged")
    );
}

#[test]
fn elements_nested_too_deep_are_refused_with_the_bound() {
    let body = "<w:sdt>".repeat(100_000) + &"</w:sdt>".repeat(100_000);
    assert!(
        open("报告.docx", &docx(TRANSITIONAL, &body))
            .unwrap_err()
            .en
            .contains("512")
    );
}

#[test]
fn an_encrypted_document_asks_for_one_without_a_password() {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    file.create_stream("/EncryptedPackage")
        .unwrap()
        .write_all(&[7; 64])
        .unwrap();
    let bytes = file.into_inner().into_inner();
    assert!(
        open("报告.docx", &bytes)
            .unwrap_err()
            .en
            .contains("encrypted")
    );
}
