//! The JSON Schema of `makegood.toml`, made from its types and held against the published one.

use schemars::generate::SchemaSettings;
use snapbox::{Data, assert_data_eq};

use super::ConfigFile;

/// Draft 7, as editors and SchemaStore read it.
fn generated() -> String {
    let mut schema = SchemaSettings::draft07().into_generator().into_root_schema_for::<ConfigFile>();
    schema.insert("title".to_owned(), "The configuration of makegood: makegood.toml".into());
    let mut text = serde_json::to_string_pretty(&schema).expect("a schema is JSON");
    text.push('\n');
    text
}

#[test]
fn the_published_schema_is_the_generated_one() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/schemas/makegood.schema.json");
    assert_data_eq!(
        Data::text(generated()).raw(),
        Data::read_from(path.as_ref(), Some(snapbox::data::DataFormat::Text)).raw()
    );
}
