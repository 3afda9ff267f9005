//! The evidence of a commit as text, to be kept in git notes or in a file and found again.

use super::{EvidenceError, Flaw};
use model::{EVIDENCE_SCHEMA, SavedEvidence};

/// `evidence` as one JSON document, indented, with a line end; the same evidence is always the same text.
///
/// # Panics
/// Never: the types have no part that JSON cannot hold.
pub fn save(evidence: &SavedEvidence) -> String {
    let mut text = serde_json::to_string_pretty(evidence).expect("plain values are JSON");
    text.push('\n');
    text
}

/// Reads what [`save`] wrote; `name` is for messages.
///
/// # Errors
/// Where it is no such document, was cut off, or is of a version that this program does not know.
pub fn read_saved(name: &str, text: &str) -> Result<SavedEvidence, EvidenceError> {
    let next = "save the evidence of that commit again: makegood evidence --save";
    let wrong = |flaw, what: String| EvidenceError::new(flaw, name, what, next);
    let value: serde_json::Value = serde_json::from_str(text).map_err(|error| {
        let flaw = if error.is_eof() { Flaw::Truncated } else { Flaw::Malformed };
        wrong(flaw, format!("this is no saved evidence: {error}")).at_line(error.line().max(1))
    })?;
    let schema = value.get("schema").and_then(|schema| schema.as_str()).unwrap_or_default();
    if schema != EVIDENCE_SCHEMA {
        return Err(wrong(Flaw::UnknownFormat, format!("its schema is `{schema}`, and `{EVIDENCE_SCHEMA}` is known")));
    }
    serde_json::from_value(value).map_err(|error| wrong(Flaw::Malformed, format!("this is no saved evidence: {error}")))
}

/// The JSON Schema (draft 2020-12) that every saved document fits, pretty-printed.
///
/// # Panics
/// Never: a schema is JSON.
#[cfg(feature = "schema")]
pub fn evidence_schema() -> String {
    let generator = schemars::generate::SchemaSettings::draft2020_12().for_serialize().into_generator();
    let mut schema = generator.into_root_schema_for::<SavedEvidence>();
    if let Some(name) = schema.pointer_mut("/properties/schema") {
        name["const"] = EVIDENCE_SCHEMA.into();
    }
    let mut text = serde_json::to_string_pretty(&schema).expect("a schema is JSON");
    text.push('\n');
    text
}
