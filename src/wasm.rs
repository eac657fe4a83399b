//! The JavaScript boundary: decodes, calls, encodes.

use crate::source::Source;
use crate::view;
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use std::collections::BTreeMap;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("wasm.d.ts");

/// The version of the engine.
#[wasm_bindgen]
#[must_use]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}

/// Reads and checks one document, text or HTML. `corrections` is an object of
/// cells corrected by hand: name, new text.
///
/// # Errors
/// Where `corrections` is no such object. A document that cannot be read is
/// no error: it is answered with its problems.
#[wasm_bindgen(unchecked_return_type = "View")]
pub fn check(
    text: &str,
    name: Option<String>,
    #[wasm_bindgen(unchecked_optional_param_type = "Record<string, string>")] corrections: JsValue,
) -> Result<JsValue, JsValue> {
    let name = name.unwrap_or_default();
    let corrections: BTreeMap<String, String> =
        match corrections.is_undefined() || corrections.is_null() {
            true => BTreeMap::new(),
            false => serde_wasm_bindgen::from_value(corrections)?,
        };
    let corrections: Vec<_> = corrections.into_iter().collect();
    encode(&crate::check_corrected(
        Source { name: &name, text },
        &corrections,
    ))
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
