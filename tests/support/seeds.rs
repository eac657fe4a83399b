//! What the fuzzer starts from: the fixtures, and the reports of the corpus in every shape.

use super::figures::of_corpus;
use super::generate::Dice;
use super::parts;
use super::write::{self, Shape, write};
use std::path::{Path, PathBuf};

/// The seeds of a target.
pub fn seeds(target: &str) -> Vec<Vec<u8>> {
    let files = |ending: &str| read_all(&[ending]);
    let with = |mut files: Vec<Vec<u8>>, parts: Vec<Vec<u8>>| {
        files.extend(parts);
        files
    };
    match target {
        "text" => with(files("txt"), printed(&write::TEXT)),
        "html" => with(files("html"), printed(&write::HTML)),
        "recognizer" => with(
            read_all(&["txt", "html"]),
            with(printed(&write::TEXT), printed(&write::HTML)),
        ),
        "docx" => with(files("docx"), parts::DOCX.seeds()),
        "odt" => with(files("odt"), parts::ODT.seeds()),
        "xlsx" => with(files("xlsx"), parts::XLSX.seeds()),
        "xlsb" => with(files("xlsb"), parts::XLSB.seeds()),
        "ods" => with(files("ods"), parts::ODS.seeds()),
        "ofd" => with(files("ofd"), parts::OFD.seeds()),
        "archive" => with(files("zip"), parts::ARCHIVE.seeds()),
        "doc" => with(files("doc"), parts::DOC.seeds()),
        "xls" => with(files("xls"), parts::XLS.seeds()),
        "pdf" => with(files("pdf"), parts::pdf_seeds()),
        "repair" => numbers(),
        "view" => read_all(&[
            "txt", "html", "docx", "odt", "xlsx", "xlsb", "ods", "ofd", "zip", "doc", "xls", "pdf",
            "rtf", "mht", "csv",
        ]),
        own => files(own),
    }
}

/// The fixtures with one of these endings, those that are larger than any fuzzer can make much
/// of left out, in order.
fn read_all(endings: &[&str]) -> Vec<Vec<u8>> {
    let all = fixtures();
    let named = |path: &&PathBuf| {
        let ending = path.extension().unwrap_or_default().to_string_lossy();
        let file = path.file_name().unwrap_or_default();
        endings.contains(&&*ending) && file != "expected.txt"
    };
    let files = all
        .iter()
        .filter(named)
        .map(|path| std::fs::read(path).unwrap());
    files.filter(|bytes| bytes.len() <= MOST_BYTES).collect()
}

const MOST_BYTES: usize = 60_000;

/// Every file under `tests/data`, in order.
pub fn fixtures() -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

/// One report in each of these shapes.
fn printed(shapes: &[Shape]) -> Vec<Vec<u8>> {
    let figures = of_corpus("016");
    let print = |shape: &Shape| write(&figures, *shape, &mut Dice::new(5)).into_bytes();
    shapes.iter().map(print).collect()
}

/// Numbers of every length for the repair.
fn numbers() -> Vec<Vec<u8>> {
    let mut dice = Dice::new(1);
    let random = |length: usize| (0..length).map(|_| dice.next() as u8).collect();
    (0..40).map(random).collect()
}
