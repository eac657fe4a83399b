//! Whole reports, and the picture of each as text. After a change on purpose,
//! `GOUJI_BLESS=1 cargo test --test reports` writes the pictures anew; read the
//! difference before it is committed.

#![allow(
    clippy::pedantic,
    clippy::unwrap_used,
    reason = "a failing test may panic"
)]

mod support;

use gouji::source::Language;
use std::path::{Path, PathBuf};
use support::compare::checked_text;

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/reports");
    let mut cases: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|e| e.unwrap().path())
        .collect();
    cases.retain(|c| c.is_dir());
    cases.sort();
    cases
}

fn input(case: &Path) -> (String, String) {
    let mut files = std::fs::read_dir(case).unwrap().map(|e| e.unwrap().path());
    let file = files.find(|f| f.file_stem().unwrap() == "input").unwrap();
    let name = file.file_name().unwrap().to_string_lossy().into_owned();
    (name, std::fs::read_to_string(&file).unwrap())
}

#[test]
fn every_report_gives_the_picture_it_should() {
    let mut wrong = String::new();
    assert!(cases().len() >= 18);
    for case in cases() {
        let (name, text) = input(&case);
        let picture = gouji::view::text(&checked_text(&name, &text), Language::Chinese);
        let file = case.join("expected.txt");
        if std::env::var_os("GOUJI_BLESS").is_some() {
            std::fs::write(&file, &picture).unwrap();
        }
        let expected = std::fs::read_to_string(&file).unwrap_or_default();
        if picture != expected {
            wrong += &format!("{}\n{picture}\n", case.display());
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// What a report itself says is quoted; nothing else of the text in English is Chinese.
#[test]
fn english_is_complete() {
    let is_chinese = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    let (mut lines, mut read) = (0, 0);
    for case in cases() {
        let (name, text) = input(&case);
        let view = checked_text(&name, &text);
        let picture = gouji::view::text(&view, Language::English);
        for line in picture.lines().skip(1) {
            let quoted = line.split(['“', '”']).skip(1).step_by(2);
            let own: String = line.split(['“', '”']).step_by(2).collect();
            let known = quoted.chain(view.agency.as_deref());
            if known.into_iter().all(|words| text.contains(words)) {
                assert!(!own.contains(is_chinese), "{}: {line}", case.display());
                read += 1;
            }
            lines += 1;
        }
    }
    assert!(read * 2 > lines, "{read} of {lines}");
}

#[test]
fn the_same_bytes_give_the_same_bytes() {
    for case in cases() {
        let (name, text) = input(&case);
        let json = || serde_json::to_string(&checked_text(&name, &text)).unwrap();
        assert_eq!(json(), json(), "{}", case.display());
    }
}

#[test]
fn every_place_points_at_the_text_it_speaks_of() {
    for case in cases() {
        let (name, text) = input(&case);
        let units: Vec<u16> = text.encode_utf16().collect();
        let view = checked_text(&name, &text);
        for (id, cell) in &view.cells {
            let Some(place) = &cell.place else {
                assert_eq!(cell.status, "missing", "{id}");
                continue;
            };
            let there = String::from_utf16_lossy(&units[place.start..place.end]);
            if cell.status == "read" {
                assert_eq!(there.trim(), cell.raw, "{}: {id}", case.display());
            }
            assert!(place.line <= text.matches('\n').count() + 1);
        }
    }
}
