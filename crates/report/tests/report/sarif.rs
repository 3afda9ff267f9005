//! The sarif format against the official schema.

use std::path::{Path, PathBuf};
use std::process::Command;

use report::{Format, Style};
use serde_json::{Value, json};

use crate::builder::Case;
use crate::cases;
use crate::expect::{assert_is, rendered};

fn sarif(case: &Case) -> Value {
    serde_json::from_str(&rendered(case, Format::Sarif, &Style::default())).expect("SARIF is JSON")
}

/// The schema of SARIF 2.1.0 by OASIS. Its text is not kept here: the package `serde-sarif`, which generates its types
/// from it, carries it in its source, and cargo has fetched that together with the other dependencies of the tests.
fn official_schema() -> Value {
    let manifest = PathBuf::from(package("serde-sarif")["manifest_path"].as_str().expect("a package has a manifest"));
    let path = manifest.parent().expect("a manifest stands in a folder").join("src/schema.json");
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut schema: Value = serde_json::from_str(&text).expect("the schema is JSON");
    // Its patterns for languages hold a bracket that is never opened, which is no regular expression. No report says
    // in what language it is written.
    for of in ["run/properties/language", "toolComponent/properties/language"] {
        let language = schema.pointer_mut(&format!("/definitions/{of}")).and_then(Value::as_object_mut);
        language.expect("languages are defined").remove("pattern");
    }
    schema
}

/// What cargo knows of the dependency `name`, without a look at the network.
fn package(name: &str) -> Value {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml");
    let metadata = cargo(&[
        "metadata",
        "--offline",
        "--format-version=1",
        "--filter-platform",
        &host(),
        "--manifest-path",
        &manifest.display().to_string(),
    ]);
    let metadata: Value = serde_json::from_str(&metadata).expect("cargo metadata is JSON");
    let packages = metadata["packages"].as_array().expect("metadata lists packages");
    packages.iter().find(|package| package["name"] == name).expect("it is a dependency of the tests").clone()
}

/// The platform that the tests run on: cargo has fetched what is needed here, not what other platforms need.
fn host() -> String {
    let version = cargo(&["--version", "--verbose"]);
    let host = version.lines().find_map(|line| line.strip_prefix("host: "));
    host.expect("cargo knows its host").to_owned()
}

fn cargo(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO")).args(arguments).output().expect("cargo runs");
    assert!(output.status.success(), "cargo {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("cargo writes UTF-8")
}

#[test]
fn every_report_fits_the_official_schema() {
    let validator = jsonschema::validator_for(&official_schema()).expect("the official schema is a schema");
    for case in cases::all() {
        let errors: Vec<_> = validator.iter_errors(&sarif(&case)).map(|error| error.to_string()).collect();
        assert_eq!(errors, Vec::<String>::new());
    }
    let mut wrong = sarif(&cases::slot());
    wrong["runs"][0]["results"][0]["level"] = "fatal".into();
    assert!(!validator.is_valid(&wrong), "the schema refuses nothing");
}

#[test]
fn documents() {
    for (name, case) in [("slot", cases::slot()), ("clean", cases::clean()), ("everything", cases::everything())] {
        assert_is(&rendered(&case, Format::Sarif, &Style::default()), name, "report.sarif");
    }
}

#[test]
fn a_result_names_its_rule_by_its_place_in_the_list() {
    let run = &sarif(&cases::everything())["runs"][0];
    for result in run["results"].as_array().expect("results") {
        if let Some(index) = result["ruleIndex"].as_u64() {
            assert_eq!(run["tool"]["driver"]["rules"][index as usize]["id"], result["ruleId"]);
        }
    }
}

#[test]
fn suppressed_findings_stay_and_say_why() {
    let run = &sarif(&cases::everything())["runs"][0];
    let suppressions: Vec<_> = run["results"].as_array().expect("results").iter().map(|r| &r["suppressions"]).collect();
    let kinds: Vec<_> = suppressions.iter().map(|list| list[0]["kind"].as_str()).collect();
    assert_eq!(kinds, [None, Some("external"), None, None, Some("inSource")]);
    assert_eq!(suppressions[4][0]["properties"], json!({"until": "2027-01-31", "task": "device-commands"}));
}

#[test]
fn a_run_that_could_not_read_was_not_successful() {
    let invocation = &sarif(&cases::unread())["runs"][0]["invocations"][0];
    assert_eq!(invocation["executionSuccessful"], false);
    assert_eq!(invocation["toolExecutionNotifications"][0]["level"], "warning");
}

#[test]
fn paths_are_percent_encoded() {
    let uri = &sarif(&cases::many())["runs"][0]["results"][0]["locations"][0]["physicalLocation"];
    assert_eq!(uri["artifactLocation"]["uri"], "src/odd,%2050%25%3Aname.c");
}
