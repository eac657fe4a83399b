//! How JavaScript asks for a check becomes what the library takes.

use super::source::SourceGiven;
use crate::findings::{ComparedWith, Waiver};
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

#[wasm_bindgen]
extern "C" {
    /// How a report is checked.
    #[wasm_bindgen(typescript_type = "Options")]
    pub type OptionsGiven;

    #[wasm_bindgen(method, getter, catch)]
    fn corrections(this: &OptionsGiven) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, getter, catch)]
    fn without(this: &OptionsGiven) -> Result<Option<Vec<String>>, JsValue>;
    #[wasm_bindgen(method, getter, catch)]
    fn waived(this: &OptionsGiven) -> Result<Option<Vec<WaiverGiven>>, JsValue>;
    #[wasm_bindgen(method, getter, catch)]
    pub(super) fn compared_with(this: &OptionsGiven) -> Result<Option<ComparedGiven>, JsValue>;

    /// The reports it is compared with.
    pub type ComparedGiven;

    #[wasm_bindgen(method, getter, catch)]
    pub(super) fn last_year(this: &ComparedGiven) -> Result<Option<SourceGiven>, JsValue>;
    #[wasm_bindgen(method, getter, catch)]
    pub(super) fn units(this: &ComparedGiven) -> Result<Option<Vec<SourceGiven>>, JsValue>;
    #[wasm_bindgen(method, getter, catch)]
    pub(super) fn complete(this: &ComparedGiven) -> Result<Option<bool>, JsValue>;

    type WaiverGiven;

    #[wasm_bindgen(method, getter, catch)]
    fn rule(this: &WaiverGiven) -> Result<String, JsValue>;
    #[wasm_bindgen(method, getter, catch)]
    fn reason(this: &WaiverGiven) -> Result<String, JsValue>;

    #[wasm_bindgen(catch, js_namespace = Object)]
    fn keys(record: &JsValue) -> Result<Vec<String>, JsValue>;
    #[wasm_bindgen(catch, js_namespace = Object)]
    fn values(record: &JsValue) -> Result<Vec<String>, JsValue>;
}

/// What a report is checked with, but for the reports it is compared with.
#[derive(Default)]
pub(super) struct Settings {
    corrections: Vec<(String, String)>,
    without: Vec<String>,
    waived: Vec<Waiver>,
}

impl Settings {
    /// As they are given.
    ///
    /// # Errors
    /// They are not of their type.
    pub(super) fn of(given: &OptionsGiven) -> Result<Self, JsValue> {
        let mut corrections = Vec::new();
        let record = given.corrections()?;
        if !record.is_undefined() {
            corrections.extend(keys(&record)?.into_iter().zip(values(&record)?));
        }
        let waived = given.waived()?.unwrap_or_default();
        let waived: Result<_, _> = waived.iter().map(WaiverGiven::waiver).collect();
        Ok(Self {
            corrections,
            without: given.without()?.unwrap_or_default(),
            waived: waived?,
        })
    }

    pub(super) fn options<'a>(&'a self, compared_with: ComparedWith<'a>) -> crate::Options<'a> {
        crate::Options {
            corrections: &self.corrections,
            compared_with,
            without: &self.without,
            waived: &self.waived,
            ..crate::Options::default()
        }
    }
}

impl WaiverGiven {
    fn waiver(&self) -> Result<Waiver, JsValue> {
        Ok(Waiver {
            rule: self.rule()?,
            reason: self.reason()?,
        })
    }
}
