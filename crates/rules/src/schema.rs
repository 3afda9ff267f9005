//! The JSON Schema of rule files, made from their types.

use std::borrow::Cow;

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use super::file::RuleFile;
use super::named::{Named, OneOf, Word};
use super::patterns::{SignPattern, SignTable};
use super::spanned::Spanned;

/// The JSON Schema (draft 7, as editors read it) of a rule file, pretty-printed.
///
/// # Panics
/// Never: a schema is JSON.
pub fn generate_schema() -> String {
    let mut schema = SchemaSettings::draft07().into_generator().into_root_schema_for::<RuleFile>();
    schema.insert("title".to_owned(), "A rule of makegood: .makegood/rules/<id>.toml".into());
    let mut text = serde_json::to_string_pretty(&schema).expect("a schema is JSON");
    text.push('\n');
    text
}

impl<T: JsonSchema> JsonSchema for Spanned<T> {
    fn inline_schema() -> bool {
        T::inline_schema()
    }

    fn schema_name() -> Cow<'static, str> {
        T::schema_name()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        T::json_schema(generator)
    }
}

fn words<T: Named>() -> Vec<&'static str> {
    T::ALL.iter().map(|value| value.word()).collect()
}

impl<T: Named> JsonSchema for Word<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        T::WHAT.into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"enum": words::<T>()})
    }
}

impl<T: Named> JsonSchema for OneOf<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        format!("one of {}", T::WHAT).into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let word = json_schema!({"enum": words::<T>()});
        json_schema!({"anyOf": [word, {"type": "array", "items": word, "minItems": 1}]})
    }
}

impl JsonSchema for SignPattern {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "SignPattern".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let kinds = OneOf::<model::SignKind>::json_schema(generator);
        let table = SignTable::json_schema(generator);
        json_schema!({"anyOf": [kinds, table]})
    }
}
