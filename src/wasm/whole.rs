//! What the module of the whole check exports beside the core's.

use super::core::{document, pairs};
use super::encode;
use crate::findings;
use crate::input::{Content, Format, Opened};
use crate::report::Report;
use serde::Deserialize;
use wasm_bindgen::prelude::{JsError, JsValue, wasm_bindgen};

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("whole.d.ts");

/// Checks a report beside others. Cells corrected by hand are given as two
/// lists of one length: names, new texts.
///
/// # Errors
/// One of the arguments is not of its type.
#[wasm_bindgen(unchecked_return_type = "View")]
pub fn check_beside(
    #[wasm_bindgen(unchecked_param_type = "Given")] report: JsValue,
    name: &str,
    cells: Vec<String>,
    corrections: Vec<String>,
    #[wasm_bindgen(unchecked_param_type = "Beside")] beside: JsValue,
) -> Result<JsValue, JsValue> {
    let report: Given = decode(report)?;
    let beside: Beside = decode(beside)?;
    let last_year = beside.last_year.map(Given::recognized);
    let units: Vec<_> = beside.units.into_iter().map(Given::recognized).collect();
    let beside = findings::Beside {
        last_year: last_year.as_ref(),
        units: &units,
        complete: beside.complete,
    };
    let corrections = pairs(Some(cells), Some(corrections));
    encode(&crate::check_beside(
        name,
        &report.opened(),
        &corrections,
        &beside,
    ))
}

fn decode<T: for<'a> Deserialize<'a>>(value: JsValue) -> Result<T, JsError> {
    serde_wasm_bindgen::from_value(value).map_err(|why| JsError::new(&why.to_string()))
}

#[derive(Deserialize)]
struct Beside {
    last_year: Option<Given>,
    units: Vec<Given>,
    complete: bool,
}

#[derive(Deserialize)]
struct Given {
    text: String,
    #[serde(default)]
    title: Option<String>,
    #[serde(default)]
    boxes: Option<Vec<u32>>,
    #[serde(default)]
    pages: Vec<u32>,
    #[serde(default)]
    sheets: Vec<String>,
}

impl Given {
    fn opened(self) -> Opened {
        let content = match self.boxes {
            None => Content::Text(Format::default(), self.text),
            Some(boxes) => Content::Document(
                Format::default(),
                document(self.text, self.title, &boxes, &self.pages, self.sheets),
            ),
        };
        Opened {
            content,
            notes: Vec::new(),
        }
    }

    fn recognized(self) -> Report {
        crate::recognize_opened(&self.opened())
    }
}
