//! The JavaScript boundary: decodes, calls, encodes.
//!
//! The crate is built into one module for the check, one for each set of
//! readers and one for the writers, so that a visitor downloads only what a
//! file needs. A module of readers hands over a source; the check takes it.

#[cfg(not(any(feature = "office", feature = "pages", feature = "written")))]
mod check;
#[cfg(not(any(feature = "office", feature = "pages")))]
mod options;
#[cfg(any(feature = "office", feature = "pages"))]
mod readers;
#[cfg(not(any(feature = "office", feature = "pages")))]
mod source;
#[cfg(feature = "written")]
mod written;

#[cfg(not(feature = "written"))]
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::JsError;
#[cfg(not(feature = "written"))]
use wasm_bindgen::prelude::JsValue;

#[cfg(not(feature = "written"))]
fn encode(value: &impl serde::Serialize) -> Result<JsValue, JsValue> {
    let serializer = Serializer::json_compatible().serialize_bytes_as_arrays(false);
    Ok(value.serialize(&serializer)?)
}

/// A sentence in both languages, a line each.
fn refused(why: &crate::source::Words) -> JsError {
    JsError::new(&format!("{}\n{}", why.zh, why.en))
}
