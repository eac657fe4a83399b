//! The JavaScript boundary: decodes, calls, encodes.

use crate::source::Source;
use crate::view;
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::{JsError, JsValue, wasm_bindgen};

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("wasm.d.ts");

/// The version of the engine.
#[wasm_bindgen]
#[must_use]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}

/// Reads and checks one document, text or HTML. Cells corrected by hand are
/// given as two lists of one length: names, new texts.
///
/// # Errors
/// Never: a document that cannot be read is answered with its problems.
#[wasm_bindgen(unchecked_return_type = "View")]
pub fn check(
    text: &str,
    name: Option<String>,
    cells: Option<Vec<String>>,
    corrections: Option<Vec<String>>,
) -> Result<JsValue, JsValue> {
    let name = name.unwrap_or_default();
    let cells = cells.unwrap_or_default().into_iter();
    let corrections: Vec<_> = cells.zip(corrections.unwrap_or_default()).collect();
    encode(&crate::check_corrected(
        Source { name: &name, text },
        &corrections,
    ))
}

/// Decodes a file, whatever its encoding.
///
/// # Errors
/// An error with a sentence in both languages, where the file holds no text.
#[wasm_bindgen]
pub fn decode(bytes: &[u8]) -> Result<String, JsError> {
    crate::input::decode(bytes).map_err(|why| JsError::new(&format!("{}\n{}", why.zh, why.en)))
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

fn encode(value: &impl Serialize) -> Result<JsValue, JsValue> {
    Ok(value.serialize(&Serializer::json_compatible())?)
}
