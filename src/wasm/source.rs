//! What JavaScript hands over to be checked becomes what the library takes.

use crate::cells::{Box, Document};
use crate::input::{Content, Format, Opened};
use crate::source::{PageBox, Problem, TableCell, Words};
use serde::Deserialize;
use std::borrow::Cow;

/// A text, or what a module of readers opened.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct SourceGiven {
    name: String,
    text: String,
    format: String,
    notes: Vec<NoteGiven>,
    title: Option<String>,
    /// Where there are none, the text is read anew.
    boxes: Option<Vec<u32>>,
    pages: Vec<u32>,
    sheets: Vec<String>,
}

#[derive(Deserialize)]
struct NoteGiven {
    kind: String,
    message: String,
    message_en: String,
}

impl SourceGiven {
    /// As the library takes it.
    pub(super) fn opened(self) -> Opened {
        let format = Format::ALL.into_iter().find(|f| f.name() == self.format);
        let notes = self.notes.into_iter().map(NoteGiven::problem).collect();
        let content = match self.boxes {
            None => {
                let format = format.unwrap_or_else(|| Format::of_text(&self.text));
                Content::Text(format, self.text)
            }
            Some(boxes) => {
                let document = Document {
                    text: self.text,
                    boxes: boxes.as_chunks().0.iter().map(table_cell).collect(),
                    title: self.title,
                    origins: Vec::new(),
                    pages: self.pages.as_chunks().0.iter().map(page_box).collect(),
                    sheets: self.sheets,
                };
                Content::Document(format.unwrap_or_default(), document)
            }
        };
        Opened {
            name: self.name,
            content,
            notes,
        }
    }

    /// Every report of it.
    #[cfg(any(feature = "written", not(feature = "office")))]
    pub(super) fn readings(self) -> Vec<crate::Reading> {
        crate::recognize(&self.opened())
    }
}

impl NoteGiven {
    fn problem(self) -> Problem {
        Problem {
            kind: Cow::Owned(self.kind),
            words: Words::new(self.message, self.message_en),
            place: None,
        }
    }
}

fn table_cell(n: &[u32; 6]) -> Box {
    Box {
        at: n[0] as usize,
        end: n[1] as usize,
        cell: TableCell {
            table: n[2] as usize,
            row: n[3] as usize,
            column: n[4] as usize,
        },
        colspan: n[5] as usize,
    }
}

fn page_box(n: &[u32; 6]) -> (usize, PageBox) {
    let rectangle = PageBox {
        page: n[1],
        left: n[2],
        top: n[3],
        right: n[4],
        bottom: n[5],
    };
    (n[0] as usize, rectangle)
}
