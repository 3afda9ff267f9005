//! The published schema of the `json` format.

/// The JSON Schema (draft 2020-12) that every document of the `json` format fits, pretty-printed.
///
/// With the feature `schema`, `generate_schema` makes the same text from the report's types.
pub fn json_schema() -> &'static str {
    include_str!("../../../schemas/makegood-1.schema.json")
}

/// The schema made from the report's types, as they are written out: every part is required, absent ones are `null`.
#[cfg(feature = "schema")]
pub fn generate_schema() -> String {
    let generator = schemars::generate::SchemaSettings::draft2020_12().for_serialize().into_generator();
    let mut schema = generator.into_root_schema_for::<model::Report>();
    if let Some(name) = schema.pointer_mut("/properties/schema") {
        name["const"] = model::SCHEMA.into();
    }
    String::from_utf8(super::json::document(&schema)).expect("JSON is UTF-8")
}
