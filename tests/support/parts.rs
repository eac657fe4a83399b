//! Packages built around one part of any kind: no fuzzer sees through a packed archive, so the
//! parts beside it are sound ones of a fixture and nothing is packed.

use std::io::{Cursor, Read, Write};
use std::sync::LazyLock;
use zip::ZipArchive;
use zip::write::{SimpleFileOptions, ZipWriter};

type Parts = Vec<(String, Vec<u8>)>;

/// A fixture taken apart once.
pub struct Sound(LazyLock<Parts>);

macro_rules! sound {
    ($($name:ident $take:ident $file:literal)*) => {$(
        pub static $name: Sound =
            Sound(LazyLock::new(|| $take(include_bytes!(concat!("../data/", $file)))));
    )*};
}

sound! {
    DOCX unzipped "word/small.docx"
    ODT unzipped "word/small.odt"
    XLSX unzipped "sheets/hidden.xlsx"
    XLSB unzipped "sheets/hidden.xlsb"
    ODS unzipped "sheets/hidden.ods"
    OFD unzipped "pages/012.ofd"
    ARCHIVE unzipped "sheets/gbk.zip"
    DOC streams "word/small.doc"
    XLS streams "sheets/hidden.xls"
}

impl Sound {
    /// The file itself where the bytes are one; else the sound parts with the rest of the bytes
    /// in place of the part that the first byte names.
    pub fn package(&self, data: &[u8]) -> Vec<u8> {
        self.around(data, b"PK", zipped)
    }

    /// The same of a compound file and its streams.
    pub fn compound(&self, data: &[u8]) -> Vec<u8> {
        self.around(data, b"\xD0\xCF\x11\xE0", compound)
    }

    fn around(&self, data: &[u8], mark: &[u8], build: fn(&Parts) -> Vec<u8>) -> Vec<u8> {
        let Some((which, content)) = data.split_first().filter(|_| !data.starts_with(mark)) else {
            return data.to_vec();
        };
        let mut parts = self.0.clone();
        let count = parts.len();
        parts[usize::from(*which) % count].1 = content.to_vec();
        build(&parts)
    }

    /// A package with another part of this name.
    pub fn with(&self, name: &str, content: &[u8]) -> Vec<u8> {
        let mut parts = self.0.clone();
        parts.retain(|(known, _)| known != name);
        parts.push((name.to_owned(), content.to_vec()));
        zipped(&parts)
    }

    /// Every part with its name.
    pub fn parts(&self) -> Parts {
        self.0.clone()
    }

    /// Each part as [`Sound::package`] and [`Sound::compound`] take it.
    pub fn seeds(&self) -> Vec<Vec<u8>> {
        let parts = self.0.iter().enumerate();
        let seed = |(at, (_, content)): (usize, &(String, Vec<u8>))| {
            [&[at as u8], content.as_slice()].concat()
        };
        parts.map(seed).collect()
    }
}

/// The files of an archive, pictures and what no reader opens left out.
fn unzipped(bytes: &[u8]) -> Parts {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut parts = Vec::new();
    for at in 0..archive.len() {
        let mut entry = archive.by_index(at).unwrap();
        let name = String::from_utf8_lossy(entry.name_raw()).into_owned();
        let unread = [
            "Configurations2",
            "Thumbnails",
            "theme",
            "docProps",
            "manifest.rdf",
        ];
        if !entry.is_dir() && !unread.iter().any(|part| name.contains(part)) {
            let mut content = Vec::new();
            entry.read_to_end(&mut content).unwrap();
            parts.push((name, content));
        }
    }
    parts
}

pub fn zipped(parts: &Parts) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, content) in parts {
        zip.start_file(name.as_str(), stored).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// The streams of a compound file that readers open.
fn streams(bytes: &[u8]) -> Parts {
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).unwrap();
    let known = ["/WordDocument", "/0Table", "/1Table", "/Data", "/Workbook"];
    let mut parts = Vec::new();
    for name in known
        .into_iter()
        .filter(|name| file.is_stream(name))
        .collect::<Vec<_>>()
    {
        let mut content = Vec::new();
        file.open_stream(name)
            .unwrap()
            .read_to_end(&mut content)
            .unwrap();
        parts.push((name.to_owned(), content));
    }
    parts
}

pub fn compound(parts: &Parts) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    for (name, content) in parts {
        file.create_stream(name)
            .unwrap()
            .write_all(content)
            .unwrap();
    }
    file.into_inner().into_inner()
}

/// The same of a PDF: the page's content, the letters of its font, its own entries.
pub fn pdf(data: &[u8]) -> Vec<u8> {
    let Some((which, part)) = data.split_first().filter(|_| !data.starts_with(b"%PDF")) else {
        return data.to_vec();
    };
    let mut parts = PDF.map(str::as_bytes);
    parts[usize::from(*which) % PDF.len()] = part;
    write_pdf(parts)
}

pub fn pdf_seeds() -> Vec<Vec<u8>> {
    let parts = PDF.iter().enumerate();
    parts
        .map(|(at, part)| [&[at as u8], part.as_bytes()].concat())
        .collect()
}

/// A row of a ruled table, the letters of a font, and the entries of a page.
const PDF: [&str; 3] = [
    "0.5 w 50 700 m 300 700 l S 50 680 m 300 680 l S 50 680 m 50 700 l S 150 680 m 150 700 l S \
     300 680 m 300 700 l S BT /F1 10 Tf 55 686 Td <00010002> Tj ET \
     BT /F1 10 Tf 1 0 0 1 155 686 Tm [<0003> -20 <0004>] TJ ET q 1 0 0 1 5 5 cm 50 660 100 20 re f Q",
    "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def \
     1 begincodespacerange <0000> <FFFF> endcodespacerange 2 beginbfchar <0001> <89C4> <0002> <7AE0> \
     endbfchar 1 beginbfrange <0003> <000C> <0030> endbfrange endcmap end end",
    "/MediaBox [0 0 595 842] /Rotate 0 /CropBox [0 0 595 842]",
];

fn write_pdf([content, letters, page]: [&[u8]; 3]) -> Vec<u8> {
    let stream = |content: &[u8]| {
        let head = format!("<</Length {}>>stream\n", content.len());
        [head.as_bytes(), content, b"\nendstream"].concat()
    };
    let entries = b"/Resources <</Font <</F1 5 0 R>>>> /Contents 4 0 R /Parent 2 0 R /Type /Page";
    let objects = [
        b"<</Type /Catalog /Pages 2 0 R>>".to_vec(),
        b"<</Type /Pages /Kids [3 0 R] /Count 1>>".to_vec(),
        [b"<<", entries.as_slice(), b" ", page, b">>"].concat(),
        stream(content),
        b"<</Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H \
          /DescendantFonts [6 0 R] /ToUnicode 7 0 R>>"
            .to_vec(),
        b"<</Type /Font /Subtype /CIDFontType2 /BaseFont /X /DW 1000 \
          /CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>>>>"
            .to_vec(),
        stream(letters),
    ];
    let mut out = b"%PDF-1.7\n".to_vec();
    let mut places = String::new();
    for (at, object) in objects.iter().enumerate() {
        places += &format!("{:010} 00000 n \n", out.len());
        out.extend(format!("{} 0 obj ", at + 1).bytes());
        out.extend(object);
        out.extend(b" endobj\n");
    }
    let end = out.len();
    let tail = format!(
        "xref\n0 8\n0000000000 65535 f \n{places}trailer <</Size 8 /Root 1 0 R>>\nstartxref\n{end}\n%%EOF"
    );
    out.extend(tail.bytes());
    out
}
