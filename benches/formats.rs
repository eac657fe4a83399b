//! Time to read each kind of file and to check what it holds, and beside it the
//! time that a library for that kind takes to open it and visit its cells or its
//! marks, which is where a reader of tables begins.

#[path = "../tests/support/mod.rs"]
mod support;

use calamine::Reader;
use gouji::input::open;
use std::hint::black_box;
use std::io::{Cursor, Read};
use std::path::Path;
use support::compare::checked_as;
use support::figures::of_corpus;
use support::generate::Dice;
use support::timing::{self, table};
use support::write::{Shape, write};

/// What another library does with the bytes, and its name.
type Peer = (&'static str, fn(&[u8]) -> usize);

fn main() {
    let text = |shape| write(&of_corpus("016"), shape, &mut Dice::new(1)).into_bytes();
    let file = |name: &str| {
        let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data");
        std::fs::read(data.join(name)).expect("a fixture")
    };
    let sheet: Option<Peer> = Some(("calamine", with_calamine));
    let documents: [(&str, Vec<u8>, Option<Peer>); 15] = [
        ("text", text(Shape::TabLines), None),
        ("html", text(Shape::Html), Some(("scraper", with_scraper))),
        ("csv", file("sheets/016.csv"), Some(("csv", with_csv))),
        ("xlsx", file("sheets/016.xlsx"), sheet),
        ("xlsb", file("sheets/016.xlsb"), sheet),
        ("xls", file("sheets/016.xls"), sheet),
        ("ods", file("sheets/016.ods"), sheet),
        (
            "docx",
            file("files/014.docx"),
            Some(("zip, quick-xml", |b| with_quick_xml(b, "word/document.xml"))),
        ),
        (
            "odt",
            file("word/small.odt"),
            Some(("zip, quick-xml", |b| with_quick_xml(b, "content.xml"))),
        ),
        (
            "doc",
            file("files/014.doc"),
            Some(("cfb, streams only", with_cfb)),
        ),
        ("rtf", file("word/small.rtf"), None),
        ("mht", file("sheets/word.mht"), None),
        ("pdf", file("pages/054-without-rulings.pdf"), None),
        ("ofd", file("pages/012.ofd"), None),
        ("zip", file("sheets/gbk.zip"), None),
    ];
    let mut rows = Vec::new();
    for (name, bytes, peer) in &documents {
        let opening = timing::of(|| open(name, black_box(bytes)));
        let opened = open(name, bytes).expect("a fixture");
        let checking = timing::of(|| checked_as(name, black_box(&opened)));
        let beside = peer.map(|(peer, read)| (peer, timing::of(|| read(black_box(bytes)))));
        rows.push([
            (*name).to_owned(),
            format!("{}.{} kB", bytes.len() / 1000, bytes.len() % 1000 / 100),
            format!("{opening:.1?}"),
            format!("{checking:.1?}"),
            beside.map_or("–".to_owned(), |(peer, time)| {
                format!("{time:.1?} ({peer})")
            }),
            beside.map_or("–".to_owned(), |(_, time)| {
                let tenths = (opening + checking).as_nanos() * 10 / time.as_nanos().max(1);
                format!("{}.{}", tenths / 10, tenths % 10)
            }),
        ]);
    }
    table(
        &[
            "format",
            "size",
            "open",
            "read and check",
            "peer opens it",
            "ours to the peer's",
        ],
        &rows,
    );
}

fn with_scraper(page: &[u8]) -> usize {
    let cells = scraper::Selector::parse("td").expect("a selector");
    let parsed = scraper::Html::parse_document(&String::from_utf8_lossy(page));
    parsed
        .select(&cells)
        .map(|td| td.text().map(str::len).sum::<usize>())
        .sum()
}

fn with_csv(bytes: &[u8]) -> usize {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(bytes);
    let records = reader.byte_records().flatten();
    records
        .map(|r| r.iter().map(<[u8]>::len).sum::<usize>())
        .sum()
}

fn with_calamine(bytes: &[u8]) -> usize {
    let mut book = calamine::open_workbook_auto_from_rs(Cursor::new(bytes)).expect("a workbook");
    let sheets = book.worksheets();
    sheets
        .iter()
        .flat_map(|(_, range)| range.used_cells())
        .map(|(_, _, cell)| cell.to_string().len())
        .sum()
}

fn with_quick_xml(bytes: &[u8], part: &str) -> usize {
    let mut package = zip::ZipArchive::new(Cursor::new(bytes)).expect("a package");
    let mut text = String::new();
    let mut entry = package.by_name(part).expect("a part");
    entry.read_to_string(&mut text).expect("text");
    let mut reader = quick_xml::Reader::from_str(&text);
    let mut count = 0;
    loop {
        match reader.read_event() {
            Ok(quick_xml::events::Event::Eof) | Err(_) => return count,
            Ok(_) => count += 1,
        }
    }
}

fn with_cfb(bytes: &[u8]) -> usize {
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).expect("a compound file");
    let streams: Vec<_> = file.walk().filter(cfb::Entry::is_stream).collect();
    let mut length = 0;
    for stream in streams {
        let mut content = Vec::new();
        let mut open = file.open_stream(stream.path()).expect("a stream");
        length += open.read_to_end(&mut content).expect("its bytes");
    }
    length
}
