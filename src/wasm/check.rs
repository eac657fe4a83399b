//! What the module of the check exports.

use super::options::{OptionsGiven, Settings};
use super::source::SourceGiven;
use super::{decode as value, encode, refused};
use crate::findings::ComparedWith;
use crate::input::{self, Module};
use crate::report::pairs;
use crate::view;
use serde::{Deserialize, Serialize};
use wasm_bindgen::prelude::{JsError, JsValue, wasm_bindgen};

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("check.d.ts");

/// The version of the engine.
#[wasm_bindgen]
#[must_use]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}

/// Checks every report of a source: a list that is never empty.
///
/// # Errors
/// One of the arguments is not of its type.
#[wasm_bindgen(unchecked_return_type = "View[]")]
pub fn check(
    #[wasm_bindgen(unchecked_param_type = "Source")] source: JsValue,
    #[wasm_bindgen(unchecked_param_type = "Options")] options: JsValue,
) -> Result<JsValue, JsValue> {
    let source: SourceGiven = value(source)?;
    let settings: OptionsGiven = value(options.clone())?;
    let Compared { compared_with } = value(options)?;
    let last_year = compared_with.last_year.map(SourceGiven::readings);
    let units = compared_with.units.into_iter();
    let units: Vec<_> = units.flat_map(SourceGiven::readings).collect();
    let settings = Settings::from(settings);
    let options = settings.options(ComparedWith {
        last_year: last_year.iter().flatten().next(),
        units: units.iter().collect(),
        complete: compared_with.complete,
    });
    let readings = source.readings();
    let checked = readings
        .iter()
        .map(|reading| crate::check(reading, &options));
    encode(&checked.map(|checked| checked.view()).collect::<Vec<_>>())
}

/// The part of the options that names other reports.
#[derive(Deserialize)]
struct Compared {
    #[serde(default)]
    compared_with: ComparedWithGiven,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct ComparedWithGiven {
    last_year: Option<SourceGiven>,
    units: Vec<SourceGiven>,
    complete: bool,
}

/// Finds the reports that each of a list is compared with: last year's, and those of the units.
///
/// # Errors
/// The argument is not of its type.
#[wasm_bindgen(unchecked_return_type = "Companions[]")]
pub fn pairs(
    #[wasm_bindgen(unchecked_param_type = "Known[]")] reports: JsValue,
) -> Result<JsValue, JsValue> {
    let reports: Vec<Known> = value(reports)?;
    let known: Vec<_> = reports.iter().map(Known::known).collect();
    let found = pairs::pair(&known);
    encode(
        &found
            .into_iter()
            .map(CompanionsView::of)
            .collect::<Vec<_>>(),
    )
}

#[derive(Deserialize)]
struct Known {
    name: String,
    agency: Option<String>,
    year: Option<u16>,
}

impl Known {
    fn known(&self) -> pairs::Known<'_> {
        pairs::Known {
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
    doubt: Option<DoubtView>,
}

#[derive(Serialize)]
struct DoubtView {
    message: String,
    message_en: String,
}

impl CompanionsView {
    fn of(found: pairs::Companions) -> Self {
        Self {
            last_year: found.last_year,
            units: found.units,
            doubt: found.doubt.map(|words| DoubtView {
                message: words.zh,
                message_en: words.en,
            }),
        }
    }
}

/// Which module reads a file.
#[wasm_bindgen(unchecked_return_type = "'check' | 'office' | 'pages'")]
#[must_use]
pub fn module(bytes: &[u8]) -> String {
    let name = match input::module(bytes) {
        Module::Check => "check",
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
    input::decode(bytes).map_err(|why| refused(&why))
}

/// The forms as tables for the page to draw.
///
/// # Errors
/// Never.
#[wasm_bindgen(unchecked_return_type = "Record<string, Form>")]
pub fn forms() -> Result<JsValue, JsValue> {
    encode(&view::forms())
}

/// The catalogue of rules, explained.
///
/// # Errors
/// Never.
#[wasm_bindgen(unchecked_return_type = "Rule[]")]
pub fn rules() -> Result<JsValue, JsValue> {
    encode(&view::rules())
}
