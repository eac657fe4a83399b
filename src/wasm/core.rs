//! What the core module exports.

use super::encode;
use crate::cells::{Box, Document};
use crate::input::{self, Format, Module};
use crate::repairs::Evidence;
use crate::source::{PageBox, Source, TableCell};
use crate::view;
use wasm_bindgen::prelude::{JsError, JsValue, wasm_bindgen};

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("core.d.ts");

/// The version of the engine.
#[wasm_bindgen]
#[must_use]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}

/// Checks one document: text or HTML, or the text of a file that a module of
/// readers opened, with the other parts of its `Reading`. Cells corrected by
/// hand are given as two lists of one length: names, new texts.
///
/// The format named in the answer is that of the text; a reader knows better.
///
/// # Errors
/// Never: a document that cannot be read is answered with its problems.
#[wasm_bindgen(unchecked_return_type = "View")]
#[expect(
    clippy::too_many_arguments,
    reason = "an object costs more to take apart"
)]
pub fn check(
    text: &str,
    name: Option<String>,
    cells: Option<Vec<String>>,
    corrections: Option<Vec<String>>,
    boxes: Option<Vec<u32>>,
    pages: Option<Vec<u32>>,
    sheets: Option<Vec<String>>,
    title: Option<String>,
) -> Result<JsValue, JsValue> {
    let name = name.unwrap_or_default();
    let corrections = corrected(cells, corrections);
    let source = Source { name: &name, text };
    let (format, document) = match boxes {
        None => input::read(source),
        Some(boxes) => {
            let pages = pages.unwrap_or_default();
            let sheets = sheets.unwrap_or_default();
            let document = document(text.to_owned(), title, &boxes, &pages, sheets);
            (Format::default(), document)
        }
    };
    let evidence = Evidence::default();
    encode(&crate::check_document(
        source,
        format,
        &document,
        &corrections,
        evidence,
    ))
}

pub(super) fn corrected(
    cells: Option<Vec<String>>,
    texts: Option<Vec<String>>,
) -> Vec<(String, String)> {
    let cells = cells.unwrap_or_default().into_iter();
    cells.zip(texts.unwrap_or_default()).collect()
}

/// A document out of the parts of a `Reading`.
pub(super) fn document(
    text: String,
    title: Option<String>,
    boxes: &[u32],
    pages: &[u32],
    sheets: Vec<String>,
) -> Document {
    Document {
        text,
        boxes: boxes.as_chunks().0.iter().map(table_cell).collect(),
        title,
        origins: Vec::new(),
        pages: pages.as_chunks().0.iter().map(page_box).collect(),
        sheets,
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

/// Which module reads a file: `core`, `office` or `pages`.
#[wasm_bindgen(unchecked_return_type = "'core' | 'office' | 'pages'")]
#[must_use]
pub fn module(bytes: &[u8]) -> String {
    let name = match input::module(bytes) {
        Module::Core => "core",
        Module::Office => "office",
        Module::Pages => "pages",
    };
    name.to_owned()
}

/// Decodes a file of text, whatever its encoding.
///
/// # Errors
/// An error with a sentence in both languages, where the file holds no text.
#[wasm_bindgen]
pub fn decode(bytes: &[u8]) -> Result<String, JsError> {
    input::decode(bytes).map_err(|why| JsError::new(&format!("{}\n{}", why.zh, why.en)))
}

/// Both forms as tables for the page to draw.
///
/// # Errors
/// Never.
#[wasm_bindgen(unchecked_return_type = "Record<string, Form>")]
pub fn forms() -> Result<JsValue, JsValue> {
    encode(&view::forms())
}

/// The catalogue of rules.
///
/// # Errors
/// Never.
#[wasm_bindgen(unchecked_return_type = "Rule[]")]
pub fn rules() -> Result<JsValue, JsValue> {
    encode(&view::rules())
}
