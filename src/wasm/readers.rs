//! What a module of readers exports.

use super::{encode, refused};
use crate::cells::{Box, Document};
use crate::input::{self, Content, Entry, Opened};
use crate::source::{PageBox, Problem};
use serde::Serialize;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("readers.d.ts");

/// Opens a file by its content.
///
/// # Errors
/// An error with a sentence in both languages, where the file cannot be read.
#[wasm_bindgen(unchecked_return_type = "Opened")]
pub fn open(name: &str, bytes: &[u8]) -> Result<JsValue, JsValue> {
    let opened = input::open(name, bytes).map_err(|why| refused(&why))?;
    encode(&OpenedView::of(&opened))
}

#[derive(Serialize)]
#[serde(untagged)]
enum OpenedView<'a> {
    Source {
        source: SourceView<'a>,
    },
    Archive {
        entries: Vec<EntryView<'a>>,
        notes: Vec<NoteView<'a>>,
    },
}

/// A text is without boxes, as it is read anew.
#[derive(Serialize)]
struct SourceView<'a> {
    name: &'a str,
    format: &'a str,
    text: &'a str,
    notes: Vec<NoteView<'a>>,
    #[serde(flatten)]
    document: Option<DocumentView<'a>>,
}

#[derive(Serialize)]
struct DocumentView<'a> {
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
}

impl<'a> OpenedView<'a> {
    fn of(opened: &'a Opened) -> Self {
        let notes = opened.notes.iter().map(NoteView::of).collect();
        let (format, text, document) = match &opened.content {
            Content::Text(format, text) => (format, text, None),
            Content::Document(format, document) => {
                let own = DocumentView::of(document);
                (format, &document.text, Some(own))
            }
            Content::Archive(entries) => {
                let entries = entries.iter().map(EntryView::of).collect();
                return Self::Archive { entries, notes };
            }
        };
        Self::Source {
            source: SourceView {
                name: &opened.name,
                format: format.name(),
                text,
                notes,
                document,
            },
        }
    }
}

impl<'a> DocumentView<'a> {
    fn of(document: &'a Document) -> Self {
        Self {
            title: document.title.as_deref(),
            boxes: document.boxes.iter().flat_map(numbers_of_box).collect(),
            pages: document.pages.iter().flat_map(numbers_of_page).collect(),
            sheets: &document.sheets,
        }
    }
}

fn numbers_of_box(b: &Box) -> [usize; 6] {
    let cell = b.cell;
    [b.at, b.end, cell.table, cell.row, cell.column, b.colspan]
}

fn numbers_of_page((at, p): &(usize, PageBox)) -> [u32; 6] {
    [*at as u32, p.page, p.left, p.top, p.right, p.bottom]
}

impl<'a> EntryView<'a> {
    fn of(entry: &'a Entry) -> Self {
        Self {
            name: &entry.name,
            bytes: Bytes(&entry.bytes),
        }
    }
}

impl<'a> NoteView<'a> {
    fn of(problem: &'a Problem) -> Self {
        Self {
            kind: &problem.kind,
            message: &problem.words.zh,
            message_en: &problem.words.en,
        }
    }
}
