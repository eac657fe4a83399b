//! What the module that writes files exports.

use super::options::{OptionsGiven, Settings};
use super::source::SourceGiven;
use super::{decode, refused};
use crate::findings::ComparedWith;
use crate::report::Reading;
use crate::source::Language;
use crate::view::{self, Book, ReturnSheet, View};
use serde::Deserialize;
use wasm_bindgen::prelude::{JsError, JsValue, wasm_bindgen};

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
    #[wasm_bindgen(unchecked_param_type = "Unit[]")] units: JsValue,
    columns: Vec<String>,
    #[wasm_bindgen(unchecked_optional_param_type = "'zh' | 'en'")] language: Option<String>,
) -> Result<Vec<u8>, JsError> {
    let mut book = Book::new(columns, language_of(language.as_deref()));
    for (view, further) in checked(units)? {
        book.add(&view, &further).map_err(|why| refused(&why))?;
    }
    book.finish().map_err(|why| refused(&why))
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
    #[wasm_bindgen(unchecked_param_type = "Unit[]")] units: JsValue,
    columns: Vec<String>,
    format: &str,
    #[wasm_bindgen(unchecked_optional_param_type = "'zh' | 'en'")] language: Option<String>,
) -> Result<Vec<u8>, JsError> {
    let language = language_of(language.as_deref());
    let sheets: Vec<_> = checked(units)?
        .iter()
        .filter(|(view, _)| view.tally.to_do > 0)
        .map(|(view, further)| {
            let further = columns.iter().cloned().zip(further.iter().cloned());
            view::return_sheet(view, &further.collect::<Vec<_>>(), language)
        })
        .collect();
    if format == "docx" {
        return view::return_sheets_as_docx(&sheets).map_err(|why| refused(&why));
    }
    let title = ReturnSheet::title(language);
    Ok(view::return_sheets_as_html(title, "", &sheets, language).into_bytes())
}

/// A report, and what it is checked with.
#[derive(Deserialize)]
struct Unit {
    source: SourceGiven,
    #[serde(default)]
    options: OptionsGiven,
    /// The reports it is compared with, as places in the list.
    #[serde(default)]
    last_year: Option<usize>,
    #[serde(default)]
    units: Vec<usize>,
    #[serde(default)]
    complete: bool,
    /// The values of the further columns.
    #[serde(default)]
    further: Vec<String>,
    /// Whether it is only there to be compared with.
    #[serde(default)]
    is_compared_only: bool,
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
fn checked(units: JsValue) -> Result<Vec<(View, Vec<String>)>, JsError> {
    let units: Vec<Unit> = decode(units)?;
    let units: Vec<Read> = units.into_iter().map(Unit::read).collect();
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

impl Unit {
    fn read(self) -> Read {
        Read {
            readings: self.source.readings(),
            settings: Settings::from(self.options),
            last_year: self.last_year,
            units: self.units,
            complete: self.complete,
            further: self.further,
            is_compared_only: self.is_compared_only,
        }
    }
}
