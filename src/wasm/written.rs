//! What the module that writes files exports.

use super::options::{OptionsGiven, Settings};
use super::refused;
use super::source::SourceGiven;
use crate::findings::ComparedWith;
use crate::report::Reading;
use crate::source::Language;
use crate::view::{self, Book, ReturnSheet, View};
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("written.d.ts");

/// All reports, findings and cells as a workbook (.xlsx), the most to do first.
///
/// # Errors
/// A sentence in both languages: a sheet cannot hold so much.
#[wasm_bindgen]
#[expect(
    clippy::needless_pass_by_value,
    reason = "what JavaScript hands over is owned"
)]
pub fn workbook(
    units: Vec<UnitGiven>,
    columns: Vec<String>,
    #[wasm_bindgen(unchecked_optional_param_type = "'zh' | 'en'")] language: Option<String>,
) -> Result<Vec<u8>, JsValue> {
    let mut book = Book::new(columns, language_of(language.as_deref()));
    for (view, further) in checked(&units)? {
        book.add(&view, &further).map_err(|why| refused(&why))?;
    }
    Ok(book.finish().map_err(|why| refused(&why))?)
}

fn language_of(name: Option<&str>) -> Language {
    match name {
        Some("en") => Language::English,
        _ => Language::Chinese,
    }
}

/// The slips (核对反馈单) of those with something to do: `docx`, or else a page
/// to print.
///
/// # Errors
/// Says why the document could not be written.
#[wasm_bindgen]
#[expect(
    clippy::needless_pass_by_value,
    reason = "what JavaScript hands over is owned"
)]
pub fn slips(
    units: Vec<UnitGiven>,
    columns: Vec<String>,
    format: &str,
    #[wasm_bindgen(unchecked_optional_param_type = "'zh' | 'en'")] language: Option<String>,
) -> Result<Vec<u8>, JsValue> {
    let language = language_of(language.as_deref());
    let sheets: Vec<_> = checked(&units)?
        .iter()
        .filter(|(view, _)| view.tally.to_do > 0)
        .map(|(view, further)| {
            let further = columns.iter().cloned().zip(further.iter().cloned());
            view::return_sheet(view, &further.collect::<Vec<_>>(), language)
        })
        .collect();
    if format == "docx" {
        return Ok(view::return_sheets_as_docx(&sheets).map_err(|why| refused(&why))?);
    }
    let title = ReturnSheet::title(language);
    Ok(view::return_sheets_as_html(title, "", &sheets, language).into_bytes())
}

#[wasm_bindgen]
extern "C" {
    /// A report, and what it is checked with.
    #[wasm_bindgen(typescript_type = "Unit")]
    pub type UnitGiven;

    #[wasm_bindgen(method, getter, catch)]
    fn source(this: &UnitGiven) -> Result<SourceGiven, JsValue>;
    #[wasm_bindgen(method, getter, catch)]
    fn options(this: &UnitGiven) -> Result<Option<OptionsGiven>, JsValue>;
    /// The reports it is compared with, as places in the list.
    #[wasm_bindgen(method, getter, catch)]
    fn last_year(this: &UnitGiven) -> Result<Option<usize>, JsValue>;
    #[wasm_bindgen(method, getter, catch)]
    fn units(this: &UnitGiven) -> Result<Option<Vec<usize>>, JsValue>;
    #[wasm_bindgen(method, getter, catch)]
    fn complete(this: &UnitGiven) -> Result<Option<bool>, JsValue>;
    /// The values of the further columns.
    #[wasm_bindgen(method, getter, catch)]
    fn further(this: &UnitGiven) -> Result<Option<Vec<String>>, JsValue>;
    /// Whether it is only there to be compared with.
    #[wasm_bindgen(method, getter, catch)]
    fn is_compared_only(this: &UnitGiven) -> Result<Option<bool>, JsValue>;
}

/// The same, read.
struct Read {
    readings: Vec<Reading>,
    settings: Settings,
    last_year: Option<usize>,
    units: Vec<usize>,
    complete: bool,
    further: Vec<String>,
    is_compared_only: bool,
}

/// Checks each report that is wanted, with its further values.
fn checked(units: &[UnitGiven]) -> Result<Vec<(View, Vec<String>)>, JsValue> {
    let units: Vec<Read> = units
        .iter()
        .map(UnitGiven::read)
        .collect::<Result<_, _>>()?;
    let first = |at: &usize| units.get(*at)?.readings.first();
    let mut views = Vec::new();
    for unit in units.iter().filter(|unit| !unit.is_compared_only) {
        let options = unit.settings.options(ComparedWith {
            last_year: unit.last_year.as_ref().and_then(first),
            units: unit.units.iter().filter_map(first).collect(),
            complete: unit.complete,
        });
        for reading in &unit.readings {
            let view = crate::check(reading, &options).view();
            views.push((view, unit.further.clone()));
        }
    }
    Ok(views)
}

impl UnitGiven {
    fn read(&self) -> Result<Read, JsValue> {
        let settings = self.options()?.as_ref().map(Settings::of);
        Ok(Read {
            readings: self.source()?.readings()?,
            settings: settings.transpose()?.unwrap_or_default(),
            last_year: self.last_year()?,
            units: self.units()?.unwrap_or_default(),
            complete: self.complete()?.unwrap_or_default(),
            further: self.further()?.unwrap_or_default(),
            is_compared_only: self.is_compared_only()?.unwrap_or_default(),
        })
    }
}
