//! What the module of the whole check exports beside the core's.

use super::core::{corrected, document};
use super::encode;
use crate::findings;
use crate::input::{Content, Format, Opened};
use crate::report::Report;
use crate::report::pairs as beside;
use crate::view;
use serde::{Deserialize, Serialize};
use wasm_bindgen::prelude::{JsError, JsValue, wasm_bindgen};

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("whole.d.ts");

/// Checks a report beside others, or without some rules. Cells corrected by hand are given as two
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
    let Beside {
        last_year,
        units,
        complete,
        without,
    } = decode(beside)?;
    let last_year = last_year.map(Given::recognized);
    let units: Vec<_> = units.into_iter().map(Given::recognized).collect();
    let corrections = corrected(Some(cells), Some(corrections));
    let opened = report.opened();
    let mut view = if last_year.is_none() && units.is_empty() {
        crate::check_opened(name, &opened, &corrections)
    } else {
        let beside = findings::Beside {
            last_year: last_year.as_ref(),
            units: &units,
            complete,
        };
        crate::check_beside(name, &opened, &corrections, &beside)
    };
    view::leave_out(&mut view, &without);
    encode(&view)
}

/// Finds the reports that stand beside each of a list: last year's, and those of the units.
///
/// # Errors
/// The argument is not of its type.
#[wasm_bindgen(unchecked_return_type = "Companions[]")]
pub fn pairs(
    #[wasm_bindgen(unchecked_param_type = "Known[]")] reports: JsValue,
) -> Result<JsValue, JsValue> {
    let reports: Vec<Known> = decode(reports)?;
    let known: Vec<_> = reports.iter().map(Known::known).collect();
    let found: Vec<_> = beside::pair(&known)
        .into_iter()
        .map(CompanionsView::of)
        .collect();
    encode(&found)
}

#[derive(Deserialize)]
struct Known {
    name: String,
    agency: Option<String>,
    year: Option<u16>,
}

impl Known {
    fn known(&self) -> beside::Known<'_> {
        beside::Known {
            name: &self.name,
            agency: self.agency.as_deref(),
            year: self.year,
        }
    }
}

#[derive(Serialize)]
struct CompanionsView {
    last_year: Option<usize>,
    units: Vec<usize>,
    doubt: Option<Doubt>,
}

#[derive(Serialize)]
struct Doubt {
    message: String,
    message_en: String,
}

impl CompanionsView {
    fn of(found: beside::Companions) -> Self {
        Self {
            last_year: found.last_year,
            units: found.units,
            doubt: found.doubt.map(|words| Doubt {
                message: words.zh,
                message_en: words.en,
            }),
        }
    }
}

fn decode<T: for<'a> Deserialize<'a>>(value: JsValue) -> Result<T, JsError> {
    serde_wasm_bindgen::from_value(value).map_err(|why| JsError::new(&why.to_string()))
}

#[derive(Deserialize)]
struct Beside {
    last_year: Option<Given>,
    units: Vec<Given>,
    complete: bool,
    #[serde(default)]
    without: Vec<String>,
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
