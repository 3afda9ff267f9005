//! The json format and its published schema.

use model::Report;
use report::{Format, Style, json_schema};
use serde_json::Value;

use crate::cases;
use crate::expect::{assert_is, rendered};

#[test]
fn the_document_is_the_whole_report() {
    let case = cases::everything();
    let text = rendered(&case, Format::Json, &Style::default());
    assert_is(&text, "everything", "report.json");
    assert_eq!(serde_json::from_str::<Report>(&text).expect("a report reads its own JSON"), case.report);
}

#[test]
fn an_empty_report_has_all_its_parts() {
    assert_is(&rendered(&cases::clean(), Format::Json, &Style::default()), "clean", "report.json");
}

#[test]
fn text_of_others_is_escaped_and_comes_back_unchanged() {
    let case = cases::awkward();
    let text = rendered(&case, Format::Json, &Style::default());
    assert!(!text.contains(|c: char| c.is_control() && c != '\n'), "{text}");
    assert_eq!(serde_json::from_str::<Report>(&text).expect("escapes are JSON"), case.report);
}

#[cfg(feature = "schema")]
#[test]
fn the_published_schema_is_the_generated_one() {
    let path =
        std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../..")).join("schemas/makegood-1.schema.json");
    snapbox::assert_data_eq!(
        snapbox::Data::text(report::generate_schema()).raw(),
        snapbox::Data::read_from(&path, Some(snapbox::data::DataFormat::Text)).raw()
    );
}

#[test]
fn every_report_fits_the_schema() {
    let schema = serde_json::from_str(json_schema()).expect("the schema is JSON");
    let validator = jsonschema::validator_for(&schema).expect("the schema is a schema");
    for case in cases::all() {
        let report: Value = serde_json::from_str(&rendered(&case, Format::Json, &Style::default())).expect("JSON");
        let errors: Vec<_> = validator.iter_errors(&report).map(|error| error.to_string()).collect();
        assert_eq!(errors, Vec::<String>::new());
    }
}

#[test]
fn a_report_without_one_of_its_parts_does_not_fit_the_schema() {
    let schema = serde_json::from_str(json_schema()).expect("the schema is JSON");
    let validator = jsonschema::validator_for(&schema).expect("the schema is a schema");
    let report: Value = serde_json::to_value(cases::slot().report).expect("JSON");
    assert!(validator.is_valid(&report));
    for part in report.as_object().expect("an object").keys() {
        let mut lacking = report.clone();
        lacking.as_object_mut().expect("an object").remove(part);
        assert!(!validator.is_valid(&lacking), "`{part}` may be missing");
    }
    let mut other = report;
    other["schema"] = "makegood/2".into();
    assert!(!validator.is_valid(&other));
}
