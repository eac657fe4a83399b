//! What the module of the check exports.

use super::options::{OptionsGiven, Settings};
use super::source::SourceGiven;
use super::{encode, refused};
use crate::findings::ComparedWith;
use crate::input::{self, Module};
use crate::report::pairs;
use crate::view;
use serde::Serialize;
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
pub fn check(source: &SourceGiven, options: &OptionsGiven) -> Result<JsValue, JsValue> {
    let settings = Settings::of(options)?;
    let (mut last_year, mut units, mut complete) = (Vec::new(), Vec::new(), false);
    if let Some(given) = options.compared_with()? {
        if let Some(source) = given.last_year()? {
            last_year = source.readings()?;
        }
        for source in given.units()?.unwrap_or_default() {
            units.extend(source.readings()?);
        }
        complete = given.complete()?.unwrap_or_default();
    }
    let options = settings.options(ComparedWith {
        last_year: last_year.first(),
        units: units.iter().collect(),
        complete,
    });
    let readings = source.readings()?;
    let checked = readings
        .iter()
        .map(|reading| crate::check(reading, &options));
    encode(&checked.map(|checked| checked.view()).collect::<Vec<_>>())
}

/// Finds the reports that each of a list is compared with: last year's, and those of the units.
///
/// # Errors
/// The argument is not of its type.
#[wasm_bindgen(unchecked_return_type = "Companions[]")]
#[expect(
    clippy::needless_pass_by_value,
    reason = "what JavaScript hands over is owned"
)]
pub fn pairs(reports: Vec<KnownGiven>) -> Result<JsValue, JsValue> {
    let reports: Result<Vec<_>, JsValue> = reports.iter().map(KnownGiven::parts).collect();
    let reports = reports?;
    let known = reports.iter().map(|(name, agency, year)| pairs::Known {
        name,
        agency: agency.as_deref(),
        year: *year,
    });
    let found = pairs::pair(&known.collect::<Vec<_>>());
    encode(
        &found
            .into_iter()
            .map(CompanionsView::of)
            .collect::<Vec<_>>(),
    )
}

#[wasm_bindgen]
extern "C" {
    /// What is known of a report.
    #[wasm_bindgen(typescript_type = "Known")]
    pub type KnownGiven;

    #[wasm_bindgen(method, getter, catch)]
    fn name(this: &KnownGiven) -> Result<String, JsValue>;
    #[wasm_bindgen(method, getter, catch)]
    fn agency(this: &KnownGiven) -> Result<Option<String>, JsValue>;
    #[wasm_bindgen(method, getter, catch)]
    fn year(this: &KnownGiven) -> Result<Option<u16>, JsValue>;
}

type Parts = (String, Option<String>, Option<u16>);

impl KnownGiven {
    fn parts(&self) -> Result<Parts, JsValue> {
        Ok((self.name()?, self.agency()?, self.year()?))
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
