//! What the module that writes files exports.

use super::core::corrected;
use super::whole::{Given, decode};
use crate::findings::Beside;
use crate::input::Format;
use crate::report::Report;
use crate::view::{self, Book, ProblemView, View, Waiver};
use serde::Deserialize;
use wasm_bindgen::prelude::{JsError, JsValue, wasm_bindgen};

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("written.d.ts");

/// All reports, findings and cells as a workbook (.xlsx), the most to do first.
///
/// # Errors
/// A sentence in both languages: a sheet cannot hold so much.
#[wasm_bindgen]
pub fn workbook(
    #[wasm_bindgen(unchecked_param_type = "Unit[]")] units: JsValue,
    columns: Vec<String>,
) -> Result<Vec<u8>, JsError> {
    let mut book = Book::new(columns);
    for (view, further) in checked(units)? {
        book.add(&view, &further)
            .map_err(|why| JsError::new(&why))?;
    }
    book.finish().map_err(|why| JsError::new(&why))
}

/// The slips to return, of those with something to mend: `docx`, or else a page
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
) -> Result<Vec<u8>, JsError> {
    let slips: Vec<_> = checked(units)?
        .iter()
        .filter(|(view, _)| view::acts(view) > 0)
        .map(|(view, further)| {
            let further = columns.iter().cloned().zip(further.iter().cloned());
            view::slip(view, &further.collect::<Vec<_>>())
        })
        .collect();
    if format == "docx" {
        return view::slips_as_docx(&slips).map_err(|why| JsError::new(&why));
    }
    let title = slips.first().map_or("", |slip| slip.title.as_str());
    Ok(view::slips_as_html(title, "", &slips).into_bytes())
}

/// A report, and what it is checked with.
#[derive(Deserialize)]
struct Unit {
    report: Given,
    name: String,
    #[serde(default)]
    format: String,
    /// Cells corrected by hand, and their texts.
    #[serde(default)]
    cells: Vec<String>,
    #[serde(default)]
    corrections: Vec<String>,
    /// The reports beside it, as places in the list.
    #[serde(default)]
    last_year: Option<usize>,
    #[serde(default)]
    units: Vec<usize>,
    #[serde(default)]
    complete: bool,
    #[serde(default)]
    without: Vec<String>,
    #[serde(default)]
    waived: Vec<Waived>,
    #[serde(default)]
    notes: Vec<Note>,
    /// The values of the further columns.
    #[serde(default)]
    further: Vec<String>,
    /// Whether it is only there to stand beside another.
    #[serde(default)]
    is_beside: bool,
}

#[derive(Deserialize)]
struct Waived {
    rule: String,
    reason: String,
}

#[derive(Deserialize)]
struct Note {
    message: String,
    message_en: String,
}

/// Checks each report that is wanted, with its further values.
fn checked(units: JsValue) -> Result<Vec<(View, Vec<String>)>, JsError> {
    let units: Vec<Unit> = decode(units)?;
    let is_beside = |at: usize| {
        units
            .iter()
            .any(|u| u.last_year == Some(at) || u.units.contains(&at))
    };
    let report = |(at, unit): (usize, &Unit)| is_beside(at).then(|| unit.report.recognized());
    let reports: Vec<_> = units.iter().enumerate().map(report).collect();
    let wanted = units.iter().filter(|unit| !unit.is_beside);
    Ok(wanted
        .map(|unit| (unit.checked(&reports), unit.further.clone()))
        .collect())
}

impl Unit {
    fn checked(&self, reports: &[Option<Report>]) -> View {
        let at = |at: &usize| reports.get(*at)?.clone();
        let last_year = self.last_year.as_ref().and_then(at);
        let units: Vec<_> = self.units.iter().filter_map(at).collect();
        let corrections = corrected(Some(self.cells.clone()), Some(self.corrections.clone()));
        let opened = self.report.opened();
        let mut view = if last_year.is_none() && units.is_empty() {
            crate::check_opened(&self.name, &opened, &corrections)
        } else {
            let beside = Beside {
                last_year: last_year.as_ref(),
                units: &units,
                complete: self.complete,
            };
            crate::check_beside(&self.name, &opened, &corrections, &beside)
        };
        let format = Format::ALL.iter().find(|f| f.name() == self.format);
        view.source.format = format.map_or(view.source.format, |f| f.name());
        view.problems
            .extend(self.notes.iter().map(|note| ProblemView {
                kind: "note",
                message: note.message.clone(),
                message_en: note.message_en.clone(),
                place: None,
            }));
        view::leave_out(&mut view, &self.without);
        let waivers = self.waived.iter().map(|waived| Waiver {
            rule: waived.rule.clone(),
            reason: waived.reason.clone(),
        });
        view::waive(&mut view, &waivers.collect::<Vec<_>>());
        view
    }
}
