//! What JavaScript hands over to be checked becomes what the library takes.
//!
//! It is read one property after the other: what serde makes to take a value apart and to say
//! what it is instead, down to the digits of fractions, every visitor would have to download.

use crate::cells::{Box, Document};
use crate::input::{Content, Format, Opened};
use crate::source::{PageBox, Problem, TableCell, Words};
use std::borrow::Cow;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

#[wasm_bindgen]
extern "C" {
    /// A text, or what a module of readers opened.
    #[wasm_bindgen(typescript_type = "Source")]
    pub type SourceGiven;

    #[wasm_bindgen(method, getter, catch)]
    fn name(this: &SourceGiven) -> Result<Option<String>, JsValue>;
    #[wasm_bindgen(method, getter, catch)]
    fn text(this: &SourceGiven) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, getter, catch)]
    fn format(this: &SourceGiven) -> Result<Option<String>, JsValue>;
    #[wasm_bindgen(method, getter, catch)]
    fn notes(this: &SourceGiven) -> Result<Option<Vec<NoteGiven>>, JsValue>;
    #[wasm_bindgen(method, getter, catch)]
    fn title(this: &SourceGiven) -> Result<Option<String>, JsValue>;
    #[wasm_bindgen(method, getter, catch)]
    fn boxes(this: &SourceGiven) -> Result<Option<Vec<u32>>, JsValue>;
    #[wasm_bindgen(method, getter, catch)]
    fn pages(this: &SourceGiven) -> Result<Option<Vec<u32>>, JsValue>;
    #[wasm_bindgen(method, getter, catch)]
    fn sheets(this: &SourceGiven) -> Result<Option<Vec<String>>, JsValue>;

    type NoteGiven;

    #[wasm_bindgen(method, getter, catch)]
    fn kind(this: &NoteGiven) -> Result<String, JsValue>;
    #[wasm_bindgen(method, getter, catch)]
    fn message(this: &NoteGiven) -> Result<String, JsValue>;
    #[wasm_bindgen(method, getter, catch)]
    fn message_en(this: &NoteGiven) -> Result<String, JsValue>;
}

impl SourceGiven {
    /// As the library takes it.
    ///
    /// # Errors
    /// It is not of its type.
    pub(super) fn opened(&self) -> Result<Opened, JsValue> {
        // A getter of strings would take anything else for one.
        let text = self.text()?.as_string().ok_or("text: a string is wanted")?;
        let name = self.format()?.unwrap_or_default();
        let format = Format::ALL.into_iter().find(|f| f.name() == name);
        // Where there are none, the text is read anew.
        let content = match self.boxes()? {
            None => {
                let format = format.unwrap_or_else(|| Format::of_text(&text));
                Content::Text(format, text)
            }
            Some(boxes) => {
                let pages = self.pages()?.unwrap_or_default();
                let document = Document {
                    text,
                    boxes: boxes.as_chunks().0.iter().map(table_cell).collect(),
                    title: self.title()?,
                    origins: Vec::new(),
                    pages: pages.as_chunks().0.iter().map(page_box).collect(),
                    sheets: self.sheets()?.unwrap_or_default(),
                };
                Content::Document(format.unwrap_or_default(), document)
            }
        };
        let notes = self.notes()?.unwrap_or_default();
        let notes: Result<_, _> = notes.iter().map(NoteGiven::problem).collect();
        Ok(Opened {
            name: self.name()?.unwrap_or_default(),
            content,
            notes: notes?,
        })
    }

    /// Every report of it.
    ///
    /// # Errors
    /// It is not of its type.
    #[cfg(any(feature = "written", not(feature = "office")))]
    pub(super) fn readings(&self) -> Result<Vec<crate::Reading>, JsValue> {
        Ok(crate::recognize(&self.opened()?))
    }
}

impl NoteGiven {
    fn problem(&self) -> Result<Problem, JsValue> {
        Ok(Problem {
            kind: Cow::Owned(self.kind()?),
            words: Words::new(self.message()?, self.message_en()?),
            place: None,
        })
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
