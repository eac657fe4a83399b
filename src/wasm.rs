//! The JavaScript boundary: decodes, calls, encodes.
//!
//! The crate is built into one module for the core and one for each set of
//! readers, so that a visitor downloads only what a file needs. A module of
//! readers hands over a document; the core checks it.

use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::JsValue;

#[cfg(not(any(feature = "office", feature = "pages")))]
mod core;
#[cfg(any(feature = "office", feature = "pages"))]
mod readers;
#[cfg(feature = "whole")]
mod whole;
#[cfg(feature = "written")]
mod written;

#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

fn encode(value: &impl Serialize) -> Result<JsValue, JsValue> {
    let serializer = Serializer::json_compatible().serialize_bytes_as_arrays(false);
    Ok(value.serialize(&serializer)?)
}
