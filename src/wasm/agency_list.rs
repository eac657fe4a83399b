//! What the module of office files exports of lists of agencies: they come as workbooks, and the
//! check is downloaded by many who never have one.

use super::source::SourceGiven;
use super::{encode, refused};
use crate::report::agency_list::{self, Agency, AgencyList};
use serde::{Deserialize, Serialize};
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("agency_list.d.ts");

/// Reads a list of agencies, whose columns go along with their reports.
///
/// # Errors
/// An error with a sentence in both languages, where the source is no such list.
#[wasm_bindgen(unchecked_return_type = "AgencyList")]
pub fn agency_list(source: &SourceGiven) -> Result<JsValue, JsValue> {
    let list = agency_list::agency_list(&source.opened()?).map_err(|why| refused(&why))?;
    encode(&AgencyListView::of(list))
}

/// Finds the row of the list that belongs to each report, by the name of its agency.
///
/// # Errors
/// One of the arguments is not of its type.
#[wasm_bindgen(unchecked_return_type = "Matched")]
pub fn match_agencies(
    #[wasm_bindgen(unchecked_param_type = "AgencyList")] list: JsValue,
    #[wasm_bindgen(unchecked_param_type = "(string | null)[]")] agencies: JsValue,
) -> Result<JsValue, JsValue> {
    let list: AgencyListView = super::decode(list)?;
    let agencies: Vec<Option<String>> = super::decode(agencies)?;
    let agencies: Vec<_> = agencies.iter().map(Option::as_deref).collect();
    let matched = agency_list::match_agencies(&list.list(), &agencies);
    encode(&MatchedView {
        lines: matched.lines,
        missing: matched.missing,
    })
}

#[derive(Deserialize, Serialize)]
struct AgencyListView {
    columns: Vec<String>,
    agencies: Vec<AgencyView>,
    twice: Vec<String>,
}

#[derive(Deserialize, Serialize)]
struct AgencyView {
    agency: String,
    values: Vec<String>,
}

#[derive(Serialize)]
struct MatchedView {
    lines: Vec<Option<usize>>,
    missing: Vec<usize>,
}

impl AgencyListView {
    fn of(list: AgencyList) -> Self {
        let row = |Agency { agency, values }| AgencyView { agency, values };
        Self {
            columns: list.columns,
            agencies: list.agencies.into_iter().map(row).collect(),
            twice: list.twice,
        }
    }

    fn list(self) -> AgencyList {
        let row = |AgencyView { agency, values }| Agency { agency, values };
        AgencyList {
            columns: self.columns,
            agencies: self.agencies.into_iter().map(row).collect(),
            twice: self.twice,
        }
    }
}
