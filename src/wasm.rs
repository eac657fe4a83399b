//! The JavaScript boundary: decodes, calls, encodes.
//!
//! The crate is built into one module for the check, one for each set of
//! readers and one for the writers, so that a visitor downloads only what a
//! file needs. A module of readers hands over a source; the check takes it.

#[cfg(feature = "office")]
mod agency_list;
#[cfg(not(any(feature = "office", feature = "pages", feature = "written")))]
mod check;
#[cfg(any(feature = "written", not(any(feature = "office", feature = "pages"))))]
mod options;
#[cfg(any(feature = "office", feature = "pages"))]
mod readers;
#[cfg(any(feature = "office", feature = "written", not(feature = "pages")))]
mod source;
#[cfg(feature = "written")]
mod written;

use wasm_bindgen::prelude::{JsError, wasm_bindgen};

/// What the modules hand to each other.
#[wasm_bindgen(typescript_custom_section)]
const SOURCE: &str = include_str!("wasm/source.d.ts");

/// An argument, taken apart.
#[cfg(feature = "office")]
fn decode<T: for<'a> serde::Deserialize<'a>>(value: wasm_bindgen::JsValue) -> Result<T, JsError> {
    serde_wasm_bindgen::from_value(value).map_err(|why| JsError::new(&why.to_string()))
}

/// A value as JavaScript has it. Files alone are handed over as they are.
#[cfg(any(feature = "office", feature = "pages", not(feature = "written")))]
fn encode(value: &impl serde::Serialize) -> Result<wasm_bindgen::JsValue, wasm_bindgen::JsValue> {
    let serializer = serde_wasm_bindgen::Serializer::json_compatible();
    Ok(value.serialize(&serializer.serialize_bytes_as_arrays(false))?)
}

/// A sentence in both languages, a line each.
fn refused(why: &crate::source::Words) -> JsError {
    JsError::new(&format!("{}\n{}", why.zh, why.en))
}
