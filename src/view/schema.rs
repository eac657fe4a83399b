//! The contract as a JSON Schema, made from the types that are serialised.

use super::{NumberView, View};
use crate::report::fields::CellId;
use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use std::borrow::Cow;

/// The JSON Schema (draft 2020-12) of [`View`], laid out to be read.
///
/// ```
/// assert!(gouji::view::schema().contains("\"title\": \"View\""));
/// ```
#[must_use]
pub fn schema() -> String {
    let settings = SchemaSettings::draft2020_12().for_serialize();
    let schema = settings.into_generator().into_root_schema_for::<View>();
    // A schema is plain JSON: laying it out does not fail.
    serde_json::to_string_pretty(&schema).unwrap_or_default() + "\n"
}

impl JsonSchema for CellId {
    fn schema_name() -> Cow<'static, str> {
        "CellId".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "The permanent name of a cell of the form.",
            "type": "string",
            "pattern": "^(disclosure|requests|remedies)(\\.[a-z0-9_]+){2,3}$",
        })
    }
}

impl JsonSchema for NumberView {
    fn schema_name() -> Cow<'static, str> {
        "Number".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A number as printed; text where no double holds it exactly.",
            "type": ["number", "string"],
        })
    }
}
