//! What is fuzzed: bytes of any kind go through one reader, the recogniser, the repair or the
//! whole program, and what must hold of whatever comes out is asserted.
//!
//! `fuzz/` runs each target for hours, `tests/fuzz.rs` for a fixed number of times. Everything is
//! called twice, since the same bytes must give the same answer; the searches for repairs, which
//! take nearly all of their target's time, for one input in eight.

use super::books::{self, Book};
use super::compare::{checked_as, findings_of};
use super::fuzz;
use super::generate::Dice;
use super::{milp, parts};
use gouji::cells::{CELL, Document, Numeral, ROW, TABLE, read_number};
use gouji::findings::Outcome;
use gouji::input::{self, Content, Format, Opened, open};
use gouji::repairs::solver::Bounds;
use gouji::repairs::{Evidence, locate};
use gouji::report::fields::{FORMS, Form};
use gouji::report::{self, Report, Status, claims, outline};
use gouji::source::Language;
use gouji::source::{Place, Source, Words};
use gouji::view::View;
use std::collections::BTreeMap;

/// Something to run on bytes.
pub struct Target {
    pub name: &'static str,
    pub run: fn(&[u8]),
}

macro_rules! targets {
    ($($name:ident)*) => {
        /// Every target, each a binary of `fuzz/` too.
        pub const TARGETS: &[Target] = &[$(Target { name: stringify!($name), run: $name }),*];
    };
}

targets! { text html docx doc rtf odt xlsx xlsb xls ods csv mht archive pdf ofd recognizer repair view }

/// Text of any kind, without tags.
pub fn text(data: &[u8]) {
    let text = String::from_utf8_lossy(data).replace('<', "(");
    assert_eq!(read_text(&text), Format::Text);
}

/// A page of any kind.
pub fn html(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let page = format!("<td>{text}");
    assert_eq!(read_text(&page), Format::Html);
}

pub fn docx(data: &[u8]) {
    read_file(&parts::DOCX.package(data));
}

pub fn xlsx(data: &[u8]) {
    read_file(&parts::XLSX.package(data));
}

pub fn xlsb(data: &[u8]) {
    read_file(&parts::XLSB.package(data));
}

pub fn ods(data: &[u8]) {
    read_file(&parts::ODS.package(data));
}

pub fn odt(data: &[u8]) {
    read_file(&parts::ODT.package(data));
}

pub fn ofd(data: &[u8]) {
    read_file(&parts::OFD.package(data));
}

pub fn doc(data: &[u8]) {
    read_file(&parts::DOC.compound(data));
}

pub fn xls(data: &[u8]) {
    read_file(&parts::XLS.compound(data));
}

pub fn rtf(data: &[u8]) {
    read_file(&headed(b"{\\rtf1", data));
}

pub fn mht(data: &[u8]) {
    read_file(&headed(b"MIME-Version: 1.0\r\n", data));
}

/// Records of any kind among sound ones, which tell that it is a table.
pub fn csv(data: &[u8]) {
    read_file(&[data, "\n规章,0,0,0,0".repeat(40).as_bytes()].concat());
}

pub fn pdf(data: &[u8]) {
    read_file(&parts::pdf(data));
}

/// An archive of any kind; what is in it is opened in turn.
pub fn archive(data: &[u8]) {
    let Some(opened) = opened_alike("", &parts::ARCHIVE.package(data)) else {
        return;
    };
    if let Content::Archive(entries) = opened.content {
        for entry in entries {
            assert!(!entry.name.is_empty());
            opened_alike(&entry.name, &entry.bytes);
        }
    }
}

/// A text or page aligned to the form, and its sentences read.
pub fn recognizer(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let (_, document) = input::read(Source {
        name: "",
        text: &text,
    });
    let report = report::recognize(&document);
    sound_report(&report, &document, &text);
    let again = report::recognize(&document);
    assert_eq!(report.cells, again.cells);
    assert_eq!(report.problems, again.problems);
    assert_eq!(
        (report.agency.as_ref(), report.year),
        (again.agency.as_ref(), again.year)
    );
    for claim in claims::read(&document, &report) {
        lies_within(claim.place, &text);
        claim
            .share
            .iter()
            .for_each(|share| lies_within(share.place, &text));
    }
    let outline = outline::read(&document, &report);
    assert_eq!(
        format!("{outline:?}"),
        format!("{:?}", outline::read(&document, &report))
    );
}

/// Numbers of any size in the tables: the search for those to change, and what is told of them.
pub fn repair(data: &[u8]) {
    let (form, numbers) = numbers(data);
    let mut book = Book::zeros(form);
    if let [seed, ..] = data
        && seed % 4 > 0
    {
        book = Book::draw(&mut Dice::new(u64::from(*seed)));
    }
    let (mut values, relations) = milp::table_three(&book);
    for (at, value) in &numbers {
        let count = values.len();
        values[at % count] = *value;
    }
    let bounds = Bounds {
        changes: 24,
        sets: 400,
        steps: 500,
    };
    let is_searched_twice = data.iter().map(|byte| u32::from(*byte)).sum::<u32>() % 8 == 0;
    let answer = fuzz::search_one(&values, &relations, &bounds);
    if is_searched_twice {
        assert_eq!(answer, fuzz::search_one(&values, &relations, &bounds));
    }

    let mut report = book.report();
    let cells = book.values();
    for (at, value) in &numbers {
        report.put(books::read(
            cells[at % cells.len()].0,
            *value % 10_i64.pow(13),
        ));
    }
    true_repairs(&report, is_searched_twice);
}

/// From bytes to the picture, and from that to JSON.
pub fn view(data: &[u8]) {
    let Some(opened) = opened_alike("a.pdf", data) else {
        return;
    };
    // Of an archive its entries are opened one by one.
    if matches!(opened.content, Content::Archive(_)) {
        assert!(gouji::recognize(&opened).is_empty());
        return;
    }
    let view = checked_as("a.pdf", &opened);
    let json = serde_json::to_string(&view).unwrap();
    let again = checked_as("a.pdf", &opened);
    assert_eq!(json, serde_json::to_string(&again).unwrap());
    let parsed: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(parsed["version"], 2);
    assert_eq!(parsed["cells"].as_object().unwrap().len(), view.cells.len());
    for language in [Language::Chinese, Language::English] {
        assert!(!gouji::view::text(&view, language).is_empty());
    }
    sound_view(
        &view,
        match &opened.content {
            Content::Text(_, text) => text,
            Content::Document(_, document) => &document.text,
            Content::Archive(_) => "",
        },
    );
}

// ---- what is read ------------------------------------------------------------

fn headed(head: &[u8], data: &[u8]) -> Vec<u8> {
    if data.starts_with(head) {
        data.to_vec()
    } else {
        [head, data].concat()
    }
}

fn read_file(bytes: &[u8]) {
    opened_alike("", bytes);
}

/// Opens a file twice, and reads what is text.
fn opened_alike(name: &str, bytes: &[u8]) -> Option<Opened> {
    let (opened, again) = match (open(name, bytes), open(name, bytes)) {
        (Ok(opened), Ok(again)) => (opened, again),
        (Err(why), Err(again)) => {
            is_sentence(&why);
            assert_eq!(why, again);
            return None;
        }
        _ => panic!("opened once and refused once"),
    };
    assert_eq!(opened.notes, again.notes);
    opened
        .notes
        .iter()
        .for_each(|note| is_sentence(&note.words));
    match (&opened.content, &again.content) {
        (Content::Text(format, text), Content::Text(other, twin)) => {
            assert_eq!((format, text), (other, twin));
            read_text(text);
        }
        (Content::Document(format, document), Content::Document(other, twin)) => {
            assert_eq!(format, other);
            alike(document, twin);
            sound_document(document, &document.text);
        }
        (Content::Archive(entries), Content::Archive(twins)) => assert_eq!(entries, twins),
        _ => panic!("opened as two different things"),
    }
    Some(opened)
}

fn read_text(text: &str) -> Format {
    let (format, document) = input::read(Source { name: "", text });
    alike(&document, &input::read(Source { name: "", text }).1);
    sound_document(&document, text);
    format
}

fn is_sentence(words: &Words) {
    assert!(!words.zh.is_empty() && !words.en.is_empty());
}

fn alike(one: &Document, other: &Document) {
    assert_eq!(one.text, other.text);
    assert_eq!((&one.title, &one.sheets), (&other.title, &other.sheets));
    assert_eq!((&one.origins, &one.pages), (&other.origins, &other.pages));
    let boxes = |document: &Document| -> Vec<_> {
        let boxes = document.boxes.iter();
        boxes.map(|b| (b.at, b.end, b.cell, b.colspan)).collect()
    };
    assert_eq!(boxes(one), boxes(other));
}

/// The cells lie in the text one after the other, and their places in the source.
fn sound_document(document: &Document, source: &str) {
    let mut last = None;
    for cell in &document.boxes {
        assert!(document.text[cell.at..cell.end].starts_with(CELL));
        assert!(last < Some(cell.at));
        last = Some(cell.at);
        let place = cell.cell;
        assert!(place.table > 0 && place.row > 0 && place.column > 0 && cell.colspan > 0);
        lies_within(document.place(cell.at + 1, cell.end), source);
    }
    assert!(document.origins.is_sorted_by_key(|(at, _)| at));
    assert!(document.pages.is_sorted_by_key(|(at, _)| at));
    for (at, page) in &document.pages {
        assert!(*at <= document.text.len() && page.page > 0);
        assert!(
            page.left <= page.right && page.top <= page.bottom,
            "{page:?}"
        );
    }
}

fn lies_within(place: Place, source: &str) {
    assert!(
        place.start <= place.end && place.end <= source.len(),
        "{place:?}"
    );
    assert!(source.is_char_boundary(place.start), "{place:?}");
}

/// What would pass for the separator of a table, and is read as a blank.
const SHOWN_BLANK: [char; 4] = ['\0', TABLE, ROW, CELL];

/// Each cell once; its number is what its text says, and stands there.
fn sound_report(report: &Report, document: &Document, source: &str) {
    let mut names: Vec<_> = report.cells.iter().map(|cell| cell.id).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), report.cells.len());
    let amounts = FORMS.iter().flat_map(|form| &form.fields);
    let amounts: BTreeMap<_, _> = amounts.map(|field| (field.id, field.amount)).collect();
    for cell in &report.cells {
        let printed = read_number(&cell.raw, amounts[&cell.id]);
        match cell.status {
            Status::Read => assert_eq!(Some(printed), cell.value.map(Numeral::Value), "{cell:?}"),
            Status::Blank => assert_eq!((printed, cell.value), (Numeral::Blank, None), "{cell:?}"),
            Status::Inferred => assert!(cell.value.is_some() && cell.doubt.is_some(), "{cell:?}"),
            Status::Unsure => assert!(cell.value.is_none() && cell.doubt.is_some(), "{cell:?}"),
            Status::Missing => assert!(cell.value.is_none() && cell.raw.is_empty(), "{cell:?}"),
        }
        let Some(place) = cell.place else {
            continue;
        };
        lies_within(place, source);
        if cell.status != Status::Read {
            continue;
        }
        if document.origins.is_empty() {
            let printed = source[place.start..place.end].replace(SHOWN_BLANK, " ");
            assert_eq!(printed.trim(), cell.raw, "{cell:?}");
        } else {
            // As it is, or written with an entity or an escape.
            let stands = source[place.start..].chars().next();
            let is_there = stands == cell.raw.chars().next();
            assert!(is_there || matches!(stands, Some('&' | '\\')), "{cell:?}");
        }
    }
    for problem in &report.problems {
        is_sentence(&problem.words);
        problem
            .place
            .iter()
            .for_each(|place| lies_within(*place, source));
    }
}

/// What leaves the program: numbers only where they were read, and every place in the text.
fn sound_view(view: &View, source: &str) {
    let units = source.encode_utf16().count();
    let cells = view.cells.iter().map(|(_, cell)| cell);
    for cell in cells.clone() {
        let has_value = matches!(cell.status, "read" | "inferred");
        assert_eq!(cell.value.is_some(), has_value, "{cell:?}");
    }
    let places = cells.filter_map(|cell| cell.place.as_ref());
    let places = places.chain(view.problems.iter().filter_map(|p| p.place.as_ref()));
    let places = places.chain(view.findings.iter().filter_map(|f| f.place.as_ref()));
    for place in places {
        assert!(
            place.line > 0 && place.start <= place.end && place.end <= units,
            "{place:?}"
        );
    }
    for finding in &view.findings {
        assert!(!finding.message.is_empty() && !finding.message_en.is_empty());
        assert!(finding.cause.is_none_or(|cause| cause < view.causes.len()));
    }
}

// ---- what is repaired --------------------------------------------------------

/// Cells and numbers out of bytes: which, and then as many bytes of its number as the upper
/// bits of the byte before say.
fn numbers(data: &[u8]) -> (&'static Form, Vec<(usize, i64)>) {
    let form = usize::from(data.first().copied().unwrap_or_default());
    let mut numbers = Vec::new();
    let mut rest = data.get(1..).unwrap_or_default();
    while let [at, length, tail @ ..] = rest {
        let (digits, tail) = tail.split_at((usize::from(*length) % 8 + 1).min(tail.len()));
        let value = digits
            .iter()
            .fold(0, |value: i64, byte| value << 8 | i64::from(*byte));
        numbers.push((usize::from(*at), value));
        rest = tail;
    }
    (&FORMS[form % FORMS.len()], numbers)
}

/// What is proposed makes the relations of its block hold.
fn true_repairs(report: &Report, is_searched_twice: bool) {
    let findings = findings_of(report);
    let causes = locate(report, &findings, Evidence::default());
    if is_searched_twice {
        assert_eq!(causes, locate(report, &findings, Evidence::default()));
    }
    for option in causes.iter().flat_map(|cause| &cause.options) {
        let mut repaired = report.clone();
        for change in &option.changes {
            assert!(
                change.to >= 0 && change.from != Some(change.to),
                "{change:?}"
            );
            repaired.put(books::read(change.cell, change.to));
        }
        let after = findings_of(&repaired).all;
        for proof in &option.proof {
            assert_eq!(proof.after.0, proof.after.1);
            assert_eq!(after[proof.finding].outcome, Outcome::Holds);
        }
    }
    for cause in &causes {
        let fails = |at: &usize| findings.all[*at].outcome == Outcome::Fails;
        assert!(!cause.findings.is_empty() && cause.findings.iter().all(fails));
        let fewest = cause
            .options
            .iter()
            .map(|option| option.changes.len())
            .min();
        assert!(fewest.is_none_or(|fewest| fewest >= cause.at_least));
    }
}
