//! What a module of readers exports.

use super::encode;
use crate::cells::Document;
use crate::input::{self, Content, Entry, Format, Opened};
use crate::source::Problem;
use serde::Serialize;
use wasm_bindgen::prelude::{JsError, JsValue, wasm_bindgen};

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("readers.d.ts");

/// Opens a file by its content.
///
/// # Errors
/// An error with a sentence in both languages, where the file cannot be read.
#[wasm_bindgen(unchecked_return_type = "Opened")]
pub fn open(name: &str, bytes: &[u8]) -> Result<JsValue, JsValue> {
    let opened =
        input::open(name, bytes).map_err(|why| JsError::new(&format!("{}\n{}", why.zh, why.en)))?;
    encode(&OpenedView::of(&opened))
}

#[derive(Default, Serialize)]
struct OpenedView<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    document: Option<ReadingView<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<TextView<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    entries: Option<Vec<EntryView<'a>>>,
    notes: Vec<NoteView<'a>>,
}

#[derive(Serialize)]
struct TextView<'a> {
    format: &'a str,
    text: &'a str,
}

#[derive(Serialize)]
struct ReadingView<'a> {
    format: &'a str,
    text: &'a str,
    title: Option<&'a str>,
    boxes: Vec<usize>,
    pages: Vec<u32>,
    sheets: &'a [String],
}

#[derive(Serialize)]
struct EntryView<'a> {
    name: &'a str,
    bytes: Bytes<'a>,
}

/// Bytes that arrive as a `Uint8Array`.
struct Bytes<'a>(&'a [u8]);

impl Serialize for Bytes<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(self.0)
    }
}

#[derive(Serialize)]
struct NoteView<'a> {
    kind: &'a str,
    message: &'a str,
    message_en: &'a str,
    place: (),
}

impl<'a> OpenedView<'a> {
    fn of(opened: &'a Opened) -> Self {
        let mut view = Self {
            notes: opened.notes.iter().map(note).collect(),
            ..Self::default()
        };
        match &opened.content {
            Content::Text(format, text) => {
                let format = format.name();
                view.text = Some(TextView { format, text });
            }
            Content::Document(format, document) => {
                view.document = Some(reading(*format, document));
            }
            Content::Archive(entries) => view.entries = Some(entries.iter().map(entry).collect()),
        }
        view
    }
}

fn reading(format: Format, document: &Document) -> ReadingView<'_> {
    let boxes = document.boxes.iter();
    let pages = document.pages.iter();
    ReadingView {
        format: format.name(),
        text: &document.text,
        title: document.title.as_deref(),
        boxes: boxes
            .flat_map(|b| {
                [
                    b.at,
                    b.end,
                    b.cell.table,
                    b.cell.row,
                    b.cell.column,
                    b.colspan,
                ]
            })
            .collect(),
        pages: pages
            .flat_map(|(at, p)| [*at as u32, p.page, p.left, p.top, p.right, p.bottom])
            .collect(),
        sheets: &document.sheets,
    }
}

fn entry(entry: &Entry) -> EntryView<'_> {
    EntryView {
        name: &entry.name,
        bytes: Bytes(&entry.bytes),
    }
}

fn note(problem: &Problem) -> NoteView<'_> {
    NoteView {
        kind: problem.kind,
        message: &problem.words.zh,
        message_en: &problem.words.en,
        place: (),
    }
}
