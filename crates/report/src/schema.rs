//! The published schema of the `json` format.

use schemars::generate::SchemaSettings;

use super::json::document;
use model::{Report, SCHEMA};

/// The JSON Schema (draft 2020-12) that every document of the `json` format fits, pretty-printed.
///
/// It is generated from the report's types, as they are written out: every part is required, absent ones are `null`.
pub fn json_schema() -> String {
    let generator = SchemaSettings::draft2020_12().for_serialize().into_generator();
    let mut schema = generator.into_root_schema_for::<Report>();
    if let Some(name) = schema.pointer_mut("/properties/schema") {
        name["const"] = SCHEMA.into();
    }
    String::from_utf8(document(&schema)).expect("JSON is UTF-8")
}
