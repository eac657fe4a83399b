//! Input that nobody means well with: there is always an answer, and never a
//! wrong one. Inputs are large enough that a reader whose time grows with the
//! square of the size would not come back.

#![allow(
    clippy::pedantic,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a failing test may panic"
)]

mod support;

use gouji::input::{Content, open};
use gouji::view::View;
use std::path::Path;
use support::compare::checked_as;
use support::compare::{checked, compare};
use support::figures::{Figures, of_corpus};
use support::generate::Dice;
use support::parts;
use support::seeds::fixtures;
use support::small::{FORMATS, framed, table};
use support::write::{HTML, Shape, TEXT, write};

#[test]
fn a_report_cut_anywhere_is_never_read_wrong() {
    for shape in TEXT.into_iter().chain(HTML) {
        let figures = of_corpus("016");
        let text = write(&figures, shape, &mut Dice::new(5));
        for percent in (0..100).step_by(3) {
            let cut = &text[..text.floor_char_boundary(text.len() * percent / 100)];
            let view = checked(cut);
            let wrong = misread(&figures, &view);
            assert!(wrong.is_empty(), "{shape:?} {percent} % {wrong:#?}");
        }
    }
}

/// Whatever is cut: a number that has lost its last digits is not read as another.
#[test]
fn a_report_cut_within_any_number_is_never_read_wrong() {
    for shape in [
        Shape::TabRows,
        Shape::Lines,
        Shape::Html,
        Shape::BareHtml,
        Shape::Commas,
    ] {
        let figures = of_corpus("016");
        let text = write(&figures, shape, &mut Dice::new(5));
        let digit = |at: &usize| {
            let around = text.as_bytes().get(at - 1..at + 1);
            around.is_some_and(|pair| pair.iter().all(u8::is_ascii_digit))
        };
        for at in (1..text.len()).filter(digit) {
            let wrong = misread(&figures, &checked(&text[..at]));
            // A sum that it leaves wrong says so.
            let told = |wrong: &String| {
                ["requests.carried_out.total", "remedies.after_review.total"]
                    .iter()
                    .any(|last| wrong.starts_with(last))
            };
            assert!(wrong.iter().all(told), "{shape:?} {at} {wrong:#?}");
        }
    }
}

fn misread(figures: &Figures, view: &View) -> Vec<String> {
    let mut wrong = compare(figures, view).wrong;
    wrong.retain(|w| !w.ends_with("not told of"));
    wrong
}

#[test]
fn noise_round_a_report_changes_nothing() {
    let figures = of_corpus("016");
    let noise = "本页共有信息123条，点击率45.6%。Lorem ipsum 7 8 9 （一）（二）\n".repeat(30_000);
    for shape in [Shape::TabLines, Shape::BlankRows, Shape::Html] {
        let text = write(&figures, shape, &mut Dice::new(5));
        let (before, after) = match shape {
            Shape::Html => (format!("<div>{noise}</div>"), format!("<div>{noise}</div>")),
            _ => (noise.clone(), noise.clone()),
        };
        let tally = compare(&figures, &checked(&format!("{before}{text}{after}")));
        assert!(
            tally.wrong.is_empty() && tally.flagged == 0,
            "{shape:?} {tally:#?}"
        );
    }
}

#[test]
fn labels_without_end() {
    for label in [
        "予以公开",
        "总计",
        "行政复议",
        "自然人 ",
        "本年新收 1 1 1 1 1 1 7 ",
        "规章 0 0 0\n",
        "第二十条第（一）项",
        "1.",
    ] {
        let view = checked(&label.repeat(60_000));
        assert_eq!(view.summary.errors, 0, "{label}");
    }
}

#[test]
fn tags_without_end() {
    for tag in [
        "<table>",
        "<tr>",
        "<td>",
        "<table><tr><td>",
        "<div>",
        "</table>",
        "<td rowspan=65534 colspan=1000>",
        "<td>予以公开<td>1",
        "<p hidden>",
        "<script><td>",
        "&lt;td&gt;",
        "\\u003ctd\\/",
    ] {
        let view = checked(&tag.repeat(60_000));
        assert_eq!(view.summary.errors, 0, "{tag}");
    }
}

#[test]
fn numbers_without_end() {
    let figures = of_corpus("016");
    let text = write(&figures, Shape::TabRows, &mut Dice::new(5));
    for number in [
        "9".repeat(400),
        "1,".repeat(400),
        "0".repeat(100_000),
        "1 ".repeat(100_000),
        "-".repeat(100_000),
    ] {
        let spoilt = text.replacen("\t151\t", &format!("\t{number}\t"), 1);
        assert_ne!(spoilt, text);
        let view = checked(&spoilt);
        let cell = &view
            .cells
            .iter()
            .find(|(id, _)| id.as_str() == "requests.new.natural")
            .unwrap()
            .1;
        assert!(
            cell.status == "unsure" || cell.status == "blank",
            "{} {}",
            cell.status,
            &number[..20]
        );
    }
}

#[test]
fn characters_that_cannot_be_seen_or_turn_the_text_round() {
    let figures = of_corpus("016");
    for shape in [Shape::TabLines, Shape::Html, Shape::BlankRows] {
        let text = write(&figures, shape, &mut Dice::new(5));
        for hidden in ["\u{200B}", "\u{FEFF}", "\u{202D}", "\u{2060}", "\u{AD}"] {
            let spoilt: String = text
                .chars()
                .flat_map(|c| [hidden.to_owned(), c.to_string()])
                .collect();
            let spoilt = if shape == Shape::Html {
                text.replace("<td>", &format!("<td>{hidden}"))
            } else {
                spoilt
            };
            let view = checked(&spoilt);
            let values = view.cells.iter().filter(|(id, cell)| {
                cell.value.map(|v| v.0.to_string()) == figures.cells.get(id.as_str()).cloned()
            });
            assert_eq!(
                values.count(),
                200,
                "{shape:?} {hidden:?} {:?}",
                view.problems
            );
        }
        let controls = text.replace('、', "\u{1}\u{1D}、\u{1E}\u{1F}\0");
        let tally = compare(&figures, &checked(&controls));
        assert!(
            tally.wrong.is_empty() && tally.flagged == 0,
            "{shape:?} {tally:#?}"
        );
    }
}

#[test]
fn bytes_of_any_kind_are_decoded_or_refused_in_a_sentence() {
    let mut dice = Dice::new(11);
    for length in [0, 1, 2, 3, 50, 5000] {
        for _ in 0..40 {
            let bytes: Vec<u8> = (0..length).map(|_| dice.next() as u8).collect();
            match gouji::input::decode(&bytes) {
                Ok(text) => _ = checked(&text),
                Err(why) => assert!(!why.zh.is_empty() && !why.en.is_empty()),
            }
        }
    }
}

// ---- files cut short ---------------------------------------------------------

#[test]
fn text_cut_anywhere_is_not_read_wrong() {
    check_cuts(&["txt", "csv"]);
}

#[test]
fn pages_cut_anywhere_are_not_read_wrong() {
    check_cuts(&["html", "mht"]);
}

#[test]
fn word_files_cut_anywhere_are_not_read_wrong() {
    check_cuts(&["docx", "doc", "rtf", "odt"]);
}

#[test]
fn workbooks_and_archives_cut_anywhere_are_not_read_wrong() {
    check_cuts(&["xlsx", "xlsb", "xls", "ods", "zip"]);
}

#[test]
fn printed_files_cut_anywhere_are_not_read_wrong() {
    check_cuts(&["pdf", "ofd"]);
}

/// Of every fixture with one of these endings, cut at every hundredth: what is read is what the
/// whole file says.
fn check_cuts(endings: &[&str]) {
    let mut wrong = String::new();
    let mut cells = 0;
    for path in fixtures() {
        let ending = path.extension().unwrap_or_default().to_string_lossy();
        let name = path.file_name().unwrap().to_string_lossy();
        if !endings.contains(&&*ending) || name == "expected.txt" {
            continue;
        }
        let bytes = std::fs::read(&path).unwrap();
        let Ok(whole) = checked_file(&bytes) else {
            continue;
        };
        // The many reports of slips are alike: each is cut at every third, beginning elsewhere.
        let slip = path
            .components()
            .rev()
            .nth(1)
            .map(|c| c.as_os_str().to_string_lossy().into_owned());
        let slip: Option<usize> = slip.and_then(|case| case.strip_prefix("slip-")?.parse().ok());
        let percents = (slip.unwrap_or(0) % 3..100).step_by(if slip.is_some() { 3 } else { 1 });
        for percent in percents {
            let Ok(cut) = checked_file(&bytes[..bytes.len() * percent / 100]) else {
                continue;
            };
            for (id, cell) in cut.cells.iter().filter(|(_, cell)| cell.status == "read") {
                let known = whole.cells.iter().find(|(other, _)| other == id);
                let is_right = known.is_some_and(|(_, known)| known.raw == cell.raw);
                cells += 1;
                if !is_right {
                    let known = known.map(|(_, known)| (known.status, &known.raw));
                    wrong += &format!(
                        "{} {percent} % {id}: {:?}, whole {known:?}\n",
                        path.display(),
                        cell.raw
                    );
                }
            }
        }
    }
    println!("{cells} cells read");
    assert!(wrong.is_empty(), "{wrong}");
}

/// Of an archive, whose entries are opened one by one, nothing is read.
fn checked_file(bytes: &[u8]) -> Result<View, gouji::source::Words> {
    let opened = open("test", bytes)?;
    if matches!(opened.content, Content::Archive(_)) {
        return Ok(checked(""));
    }
    Ok(checked_as("test", &opened))
}

// ---- one cell, in every format -----------------------------------------------

/// What the cell of regulations issued comes to in a file, and the one beside it.
fn issued(bytes: &[u8]) -> Result<[(String, String); 2], gouji::source::Words> {
    let view = checked_file(bytes)?;
    let ids = [
        "disclosure.regulations.issued",
        "disclosure.regulations.in_force",
    ];
    Ok(ids.map(|id| {
        let cell = view.cells.iter().find(|(known, _)| known.as_str() == id);
        cell.map_or_else(Default::default, |(_, cell)| {
            (cell.status.to_owned(), cell.raw.clone())
        })
    }))
}

fn is(cell: &(String, String), status: &str, raw: &str) -> bool {
    (cell.0.as_str(), cell.1.as_str()) == (status, raw)
}

#[test]
fn the_small_table_is_read_in_every_format() {
    for format in FORMATS {
        let [issued, in_force] = issued(&table(format, "", "12")).unwrap();
        assert!(
            is(&issued, "read", "12") && is(&in_force, "read", "7"),
            "{format} {issued:?} {in_force:?}"
        );
    }
}

#[test]
fn numbers_longer_than_any_cell_are_in_doubt_in_every_format() {
    for format in FORMATS {
        for digits in [14, 19, 20, 400] {
            let [issued, in_force] = issued(&table(format, "", &"9".repeat(digits))).unwrap();
            assert_eq!(issued.0, "unsure", "{format} {digits}");
            assert!(is(&in_force, "read", "7"), "{format} {digits}");
        }
    }
}

/// What cannot be seen is left out. What turns the text round shows another number than its
/// digits say, and what cannot stand in a text at all may have been anything.
#[test]
fn marks_within_a_number_leave_it_as_it_looks_or_in_doubt() {
    for format in FORMATS {
        for mark in [
            "\u{200B}", "\u{200F}", "\u{FEFF}", "\u{2060}", "\u{AD}", "\u{2066}",
        ] {
            let [issued, in_force] = issued(&table(format, "", &format!("1{mark}2"))).unwrap();
            let read = is(&issued, "read", "12")
                || issued.0 == "read" && issued.1.replace(mark, "") == "12";
            assert!(
                read && is(&in_force, "read", "7"),
                "{format} {mark:?} {issued:?}"
            );
        }
        for mark in [
            "\u{202E}", "\u{FFFD}", "\u{FFFC}", "\u{1}", "\u{7F}", "\u{E000}",
        ] {
            match issued(&table(format, "", &format!("1{mark}2"))) {
                Ok([issued, _]) => assert_eq!(issued.0, "unsure", "{format} {mark:?} {issued:?}"),
                Err(why) => assert!(!why.zh.is_empty()),
            }
        }
    }
}

/// A reference to what the file itself declares stands for anything, or for a gigabyte.
#[test]
fn entities_of_its_own_put_a_number_in_doubt() {
    let mut laughs = "<!DOCTYPE x [<!ENTITY a \"5\">".to_owned();
    for (name, last) in ('b'..='k').zip('a'..) {
        laughs += &format!("<!ENTITY {name} \"{}\">", format!("&{last};").repeat(10));
    }
    laughs += "<!ENTITY file SYSTEM \"file:///etc/hostname\">]>";
    for format in ["docx", "odt", "xlsx", "ods"] {
        for entity in ["&a;", "&k;", "&file;", "&none;", "&#0;", "&#x110000;"] {
            match issued(&framed(format, &laughs, "", &format!("1{entity}2"))) {
                Ok([issued, _]) => assert_eq!(issued.0, "unsure", "{format} {entity} {issued:?}"),
                Err(why) => assert!(!why.zh.is_empty()),
            }
        }
        let [issued, _] = issued(&framed(format, "", "", "&#49;&#x32;")).unwrap();
        assert!(is(&issued, "read", "12"), "{format} {issued:?}");
    }
    for format in ["html", "mht"] {
        for (content, status, raw) in [
            ("&#49;&#x32;", "read", "12"),
            ("1&amp;#50;", "unsure", "1&#50;"),
            ("1&a;2", "unsure", "1&a;2"),
            ("1&nbsp;2", "unsure", "1\u{A0}2"),
            ("1&zwnj;2", "read", "12"),
            ("<![CDATA[9]]>", "blank", ""),
            ("1<!-- 5 -->2", "read", "12"),
        ] {
            let [issued, _] = issued(&table(format, "", content)).unwrap();
            assert!(is(&issued, status, raw), "{format} {content} {issued:?}");
        }
    }
}

/// The cells beside one that claims to be enormous are read in their places, or in doubt.
#[test]
fn spans_without_end_move_no_number() {
    let huge = [
        "4294967295",
        "4294967296",
        "9223372036854775807",
        "18446744073709551616",
        "-1",
        "0",
    ];
    for number in huge {
        for (format, own) in [
            ("html", format!("rowspan={number}")),
            ("html", format!("colspan=\"{number}\"")),
            ("html", format!("rowspan={number} colspan={number}")),
            ("docx", format!("<w:gridSpan w:val=\"{number}\"/>")),
            ("docx", format!("<w:vMerge w:val=\"{number}\"/>")),
            ("odt", format!("table:number-columns-spanned=\"{number}\"")),
            ("odt", format!("table:number-rows-spanned=\"{number}\"")),
            ("odt", format!("table:number-columns-repeated=\"{number}\"")),
            ("ods", format!("table:number-columns-spanned=\"{number}\"")),
            ("ods", format!("table:number-rows-spanned=\"{number}\"")),
            ("ods", format!("table:number-columns-repeated=\"{number}\"")),
            (
                "xlsx",
                format!("<mergeCells><mergeCell ref=\"B3:XFD{number}\"/></mergeCells>"),
            ),
            (
                "xlsx",
                "<mergeCells><mergeCell ref=\"ZZZZZZZZ9:A1\"/></mergeCells>".to_owned(),
            ),
            ("rtf", format!("\\cellx{number}")),
            ("rtf", format!("\\clmgf\\cellx{number}\\clmrg")),
        ] {
            let read = match issued(&table(format, &own, "12")) {
                Ok(read) => read,
                Err(why) => {
                    assert!(!why.zh.is_empty());
                    continue;
                }
            };
            let [issued, in_force] = &read;
            assert!(
                issued.0 != "read" || issued.1 == "12",
                "{format} {own} {read:?}"
            );
            assert!(
                in_force.0 != "read" || in_force.1 == "7",
                "{format} {own} {read:?}"
            );
        }
    }
}

/// As many decimals as no power of ten that is at hand can take off again.
#[test]
fn decimals_without_end_are_in_doubt() {
    let text = String::from_utf8(fixture("rules/plausible.fees/holds.txt")).unwrap();
    for (decimals, status) in [
        (1, "read"),
        (18, "read"),
        (19, "unsure"),
        (40, "unsure"),
        (256, "unsure"),
    ] {
        let amount = format!("0.{}5", "0".repeat(decimals - 1));
        let view = checked(&text.replace("\t3.5\n", &format!("\t{amount}\n")));
        let cell = view
            .cells
            .iter()
            .find(|(id, _)| id.as_str() == "disclosure.fees.amount");
        let cell = &cell.unwrap().1;
        assert_eq!((cell.status, cell.raw.as_str()), (status, amount.as_str()));
        assert!(cell.value.is_none_or(|value| value.0.to_string() == amount));
    }
}

/// A share printed with many decimals is that share.
#[test]
fn a_share_of_many_decimals_is_no_other_share() {
    let text = String::from_utf8(fixture("rules/prose.share/holds.txt")).unwrap();
    for decimals in [1, 9, 10, 17, 40, 300] {
        let view = checked(&text.replace("75.0%", &format!("75.{}%", "0".repeat(decimals))));
        let told = view
            .findings
            .iter()
            .any(|f| f.rule == "prose.share" && f.outcome == "fails");
        assert!(!told, "{decimals} {:?}", view.findings);
    }
}

// ---- packages ----------------------------------------------------------------

#[test]
fn more_than_a_hundred_megabytes_are_not_opened() {
    let why = open("a.txt", &vec![b'1'; (100 << 20) + 1]).unwrap_err();
    assert!(why.zh.contains("100") && why.en.contains("100"));
}

#[test]
fn encrypted_files_of_each_kind_ask_for_one_without_a_password() {
    let manifest = b"<manifest:manifest><manifest:encryption-data/></manifest:manifest>";
    let mut book = parts::XLS.parts();
    // The record FILEPASS, right behind the first, which says what the stream is.
    let first = 4 + usize::from(u16::from_le_bytes([book[0].1[2], book[0].1[3]]));
    book[0]
        .1
        .splice(first..first, *b"\x2F\0\x06\0\0\0\x01\0\x02\0");
    let mut text = parts::DOC.parts();
    let main = text
        .iter_mut()
        .find(|(name, _)| name == "/WordDocument")
        .unwrap();
    main.1[0x0B] |= 1;
    let package = [("/EncryptedPackage".to_owned(), vec![7; 64])];
    for (name, bytes) in [
        ("odt", parts::ODT.with("META-INF/manifest.xml", manifest)),
        ("ods", parts::ODS.with("META-INF/manifest.xml", manifest)),
        (
            "ofd",
            parts::OFD.with("Doc_0/Encryptions.xml", b"<ofd:Encryptions/>"),
        ),
        ("xls", parts::compound(&book)),
        ("doc", parts::compound(&text)),
        ("docx", parts::compound(&package.to_vec())),
        (
            "docx, each part",
            with_passwords(parts::zipped(&parts::DOCX.parts())),
        ),
        (
            "xlsx, each part",
            with_passwords(parts::zipped(&parts::XLSX.parts())),
        ),
        (
            "ofd, each part",
            with_passwords(parts::zipped(&parts::OFD.parts())),
        ),
    ] {
        let why = open("a", &bytes).unwrap_err();
        assert!(why.en.contains("encrypted"), "{name}: {}", why.en);
    }
    let zip = with_passwords(parts::zipped(&parts::ARCHIVE.parts()));
    let opened = open("a.zip", &zip).unwrap();
    assert!(!opened.notes.is_empty());
    assert!(
        opened
            .notes
            .iter()
            .all(|note| note.words.en.contains("password"))
    );
}

/// An archive whose entries all say that they are encrypted.
fn with_passwords(mut zip: Vec<u8>) -> Vec<u8> {
    for at in 0..zip.len() - 10 {
        match zip[at..at + 4] {
            [b'P', b'K', 3, 4] => zip[at + 6] |= 1,
            [b'P', b'K', 1, 2] => zip[at + 8] |= 1,
            _ => {}
        }
    }
    zip
}

/// Entries that lie in one another, as in an archive that unpacks to itself or to petabytes:
/// all that is unpacked counts.
#[test]
fn entries_that_share_their_content_are_unpacked_within_the_bound() {
    let one = parts::zipped(&vec![("a.txt".to_owned(), vec![b'1'; 8 << 20])]);
    let directory = one.windows(4).rposition(|w| w == b"PK\x01\x02").unwrap();
    let end = one.windows(4).rposition(|w| w == b"PK\x05\x06").unwrap();
    let (count, entry) = (200_u16, &one[directory..end]);
    let mut zip = [&one[..directory], &entry.repeat(count.into())].concat();
    let mut tail = one[end..].to_vec();
    tail[8..10].copy_from_slice(&count.to_le_bytes());
    tail[10..12].copy_from_slice(&count.to_le_bytes());
    let size = entry.len() as u32 * u32::from(count);
    tail[12..16].copy_from_slice(&size.to_le_bytes());
    // Entries of one name count once; each gets its own.
    for at in 0..usize::from(count) {
        let name = directory + at * entry.len() + 46;
        zip[name..name + 2].copy_from_slice(format!("{at:02X}").as_bytes().get(..2).unwrap());
    }
    zip.extend(tail);
    let Ok(opened) = open("a.zip", &zip) else {
        return;
    };
    let Content::Archive(entries) = opened.content else {
        panic!("no archive");
    };
    let all: usize = entries.iter().map(|entry| entry.bytes.len()).sum();
    assert!(all <= 256 << 20, "{all}");
}

/// Sizes and chains of a compound file that lead anywhere, and lengths and links of a PDF.
#[test]
fn lengths_and_links_that_lie_lead_nowhere() {
    for name in ["word/small.doc", "sheets/hidden.xls"] {
        let bytes = fixture(name);
        let whole = values(&checked_file(&bytes).unwrap());
        // Every field of the header, and the first entries of the first table of sectors.
        let fields = (0x18..0x80).step_by(2).chain((0x200..0x240).step_by(4));
        for at in fields {
            for number in [
                0u32,
                1,
                2,
                0x7FFF_FFFF,
                0xFFFF_FFFA,
                0xFFFF_FFFE,
                0xFFFF_FFFF,
            ] {
                let mut bytes = bytes.clone();
                bytes[at..at + 4].copy_from_slice(&number.to_le_bytes());
                if let Ok(view) = checked_file(&bytes) {
                    assert!(
                        is_part(&values(&view), &whole),
                        "{name} {at:#x} {number:#x}"
                    );
                }
            }
        }
    }
    let bytes = parts::pdf(&parts::pdf_seeds()[0]);
    let text = String::from_utf8_lossy(&bytes).into_owned();
    for (from, to) in [
        ("/Length ", "/Length 9999999"),
        ("/Length ", "/Length -"),
        ("/Length ", "/Length 0 %"),
        ("/Size 8", "/Size 8 /Prev 9"),
        ("/Kids [3 0 R]", "/Kids [2 0 R]"),
        ("/Kids [3 0 R]", "/Kids [3 0 R 3 0 R 3 0 R]"),
        ("/Kids [3 0 R] /Count 1", "/Kids [3 0 R] /Count 2147483647"),
        ("/Parent 2 0 R", "/Parent 3 0 R"),
        ("/Contents 4 0 R", "/Contents [4 0 R 4 0 R 3 0 R]"),
        ("/DescendantFonts [6 0 R]", "/DescendantFonts [5 0 R]"),
        ("/ToUnicode 7 0 R", "/ToUnicode 4 0 R"),
        ("/MediaBox [0 0 595 842]", "/MediaBox [0 0 1e38 -1e38]"),
        ("/MediaBox [0 0 595 842]", "/Rotate 2147483647"),
        ("/Root 1 0 R", "/Root 7 0 R"),
        ("startxref\n", "startxref\n99999999999999999999"),
    ] {
        assert!(text.contains(from), "{from}");
        match checked_file(text.replace(from, to).as_bytes()) {
            Ok(view) => assert!(
                view.cells.iter().all(|(_, cell)| cell.status != "read"),
                "{to}"
            ),
            Err(why) => assert!(!why.zh.is_empty()),
        }
    }
}

fn fixture(name: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data");
    std::fs::read(folder.join(name)).unwrap()
}

fn values(view: &View) -> Vec<(String, String)> {
    let read = view.cells.iter().filter(|(_, cell)| cell.status == "read");
    read.map(|(id, cell)| (id.to_string(), cell.raw.clone()))
        .collect()
}

fn is_part(some: &[(String, String)], all: &[(String, String)]) -> bool {
    some.iter().all(|value| all.contains(value))
}

// ---- sizes -------------------------------------------------------------------

/// `cargo test --release --test hostile -- --ignored --nocapture sizes` prints how long files of
/// every size take: ten times the size must take about ten times as long.
#[test]
#[ignore = "takes a minute in release, and far longer without"]
fn sizes() {
    let figures = of_corpus("016");
    let noise = "本页共有信息123条，点击率45.6%。Lorem ipsum 7 8 9 （一）（二）\n";
    for shape in [
        Shape::TabLines,
        Shape::BlankRows,
        Shape::OneLine,
        Shape::Html,
        Shape::ScriptHtml,
    ] {
        let text = write(&figures, shape, &mut Dice::new(5));
        for size in [1_000, 10_000, 100_000, 1_000_000, 10_000_000] {
            let noise = noise.repeat(size / noise.len() + 1);
            let noise = match shape {
                Shape::Html | Shape::ScriptHtml => format!("<div>{noise}</div>"),
                Shape::OneLine => noise.replace('\n', " "),
                _ => noise,
            };
            let whole = format!("{noise}{text}{noise}");
            let view = timed(&format!("{shape:?} in noise of {size}"), || checked(&whole));
            let tally = compare(&figures, &view);
            println!(
                "    {} right, {} flagged, {:?}",
                tally.right, tally.flagged, tally.wrong
            );
            assert!(
                tally.wrong.is_empty() && tally.flagged == 0,
                "{shape:?} {size} {tally:?}"
            );
        }
    }
    for count in [1_000, 10_000, 100_000, 1_000_000] {
        let cells = |open: &str, close: &str, wide: usize| {
            let row = format!("{open}7{close}").repeat(wide);
            format!("<tr>{row}</tr>").repeat(count / wide)
        };
        for wide in [10, 1000] {
            let page = format!("<table>{}</table>", cells("<td>", "</td>", wide));
            timed(&format!("page of {count} cells, {wide} wide"), || {
                checked(&page)
            });
        }
        let rows = (1..=count / 10).map(|row| {
            let cells = ('A'..='J').map(|column| format!("<c r=\"{column}{row}\"><v>7</v></c>"));
            format!("<row r=\"{row}\">{}</row>", cells.collect::<String>())
        });
        let sheet = format!(
            "<worksheet><sheetData>{}</sheetData></worksheet>",
            rows.collect::<String>()
        );
        let book = parts::XLSX.with("xl/worksheets/sheet1.xml", sheet.as_bytes());
        _ = timed(&format!("workbook of {count} cells"), || {
            checked_file(&book)
        });
        let row = format!(
            "<w:tr>{}</w:tr>",
            "<w:tc><w:p><w:r><w:t>7</w:t></w:r></w:p></w:tc>".repeat(10)
        );
        let body = format!(
            "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body><w:tbl>{}</w:tbl></w:body></w:document>",
            row.repeat(count / 10)
        );
        let file = parts::DOCX.with("word/document.xml", body.as_bytes());
        _ = timed(&format!("Word file of {count} cells"), || {
            checked_file(&file)
        });
        let row = "{\\trowd\\cellx9\\cellx18\\pard\\intbl 7\\cell 7\\cell\\row}";
        let file = format!("{{\\rtf1 {}}}", row.repeat(count / 2));
        _ = timed(&format!("rich text of {count} cells"), || {
            checked_file(file.as_bytes())
        });
        let file = "7,7,7,7,7,7,7,7,7,7\n".repeat(count / 10);
        _ = timed(&format!("csv of {count} cells"), || {
            checked_file(file.as_bytes())
        });
    }
    for (what, unit) in [
        ("open tables", "<table><tr><td>"),
        ("labels", "予以公开 1 "),
        ("digits", "1 "),
        ("lines", "\n"),
        ("pipes", "|"),
        ("rules", "|---|---|---|---|---|\n"),
        ("quotes", "\""),
        ("dashes", "-"),
        ("rows", "本年新收 1 1 1 1 1 1 7\n"),
        ("references", "&nbsp;&#49;"),
        ("escapes", "<\\/td>\\u003ctd"),
        ("hidden", "<p hidden>"),
        ("scripts", "<script><td></script>"),
        ("zero width", "\u{200B}"),
    ] {
        for size in [100_000, 1_000_000, 10_000_000] {
            let text = unit.repeat(size / unit.len());
            timed(&format!("{what}, {size} bytes"), || checked(&text));
        }
    }
    let full = "1".repeat(100 << 20);
    _ = timed("100 MB of one number", || checked_file(full.as_bytes()));
}

fn timed<T>(what: &str, run: impl FnOnce() -> T) -> T {
    let start = on_processor();
    let done = run();
    println!("{:>8} ms  {what}", on_processor() - start);
    done
}

/// How many milliseconds this thread has run, which other programs do not lengthen as they do the hour.
fn on_processor() -> u64 {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat");
    let told = told.expect("only Linux tells how long a thread has run");
    let nanoseconds: u64 = told.split(' ').next().unwrap().parse().unwrap();
    nanoseconds / 1_000_000
}

// ---- what the fuzzer has found -----------------------------------------------

/// A file of `tests/data/hostile`, and the cells that it must come to.
fn check_found(name: &str, expected: &[(&str, &str, &str)]) {
    let view = checked_file(&fixture(&format!("hostile/{name}"))).unwrap();
    for (id, status, raw) in expected {
        let cell = view.cells.iter().find(|(cell, _)| cell.as_str() == *id);
        let found = cell.map(|(_, cell)| (cell.status, cell.raw.as_str()));
        assert_eq!(found, Some((*status, *raw)), "{name} {id}");
    }
}

#[test]
fn a_column_named_twice_is_not_two_columns() {
    check_found(
        "column-named-twice.txt",
        &[
            ("disclosure.licensing.previous_items", "read", "30"),
            ("disclosure.licensing.change", "read", "-2"),
            ("disclosure.licensing.decisions", "read", "12"),
        ],
    );
}
