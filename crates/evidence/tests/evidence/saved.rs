//! Saved evidence is read back as it was, fits its schema, and is refused where it was damaged.

use std::collections::BTreeMap;

use evidence::{read_saved, save};
use model::{
    BodyHash, EVIDENCE_SCHEMA, FunctionReach, Reach, ReportedTest, SavedEvidence, SourceLine, TestIdentity,
    TestOutcome, Tool,
};
use snapbox::{Assert, str};

use crate::shown;

fn evidence() -> SavedEvidence {
    let test = TestIdentity {
        home: "tests/a.c".into(),
        name: "pops".into(),
        body: Some(BodyHash(u64::MAX - 1)),
        ignored: false,
    };
    let place = Some(SourceLine { path: "tests/a.c".into(), line: 3 });
    let (suite, name) = ("core".into(), "pops".into());
    let outcome =
        ReportedTest { suite, name, outcome: Some(TestOutcome::TimedOut), reason: None, seconds: Some(0.5), place };
    let (path, name) = ("src/a.c".into(), "pop".into());
    let reach = FunctionReach { path, name, line: 3, end_line: 9, reach: Reach::NotCompiled, count: None };
    SavedEvidence {
        schema: EVIDENCE_SCHEMA.into(),
        tool: Tool { name: "makegood".into(), version: "0.1.0".into() },
        commit: "0123456789abcdef0123456789abcdef01234567".into(),
        command: Some("make check".into()),
        tools: BTreeMap::from([("gcov".to_owned(), "12.2.0".to_owned())]),
        inventory: Some(vec![test]),
        outcomes: Some(vec![outcome]),
        coverage: Some(vec![reach]),
        line_coverage: Some(87.5),
    }
}

#[test]
fn what_is_saved_is_read_back() {
    assert_eq!(read_saved("notes", &save(&evidence())), Ok(evidence()));
    let bare = SavedEvidence { command: None, inventory: None, outcomes: None, coverage: None, ..evidence() };
    assert_eq!(read_saved("notes", &save(&bare)), Ok(bare));
}

#[test]
fn what_is_saved_fits_the_published_schema() {
    let path = std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
        .join("schemas/makegood-evidence-1.schema.json");
    #[cfg(feature = "schema")]
    Assert::new().action_env("SNAPSHOTS").eq(evidence::evidence_schema(), snapbox::Data::read_from(&path, None).raw());
    let published = std::fs::read_to_string(path).expect("the published schema");
    let schema: serde_json::Value = serde_json::from_str(&published).expect("JSON");
    let document: serde_json::Value = serde_json::from_str(&save(&evidence())).expect("JSON");
    assert!(jsonschema::is_valid(&schema, &document), "{document:#}");
    assert!(!jsonschema::is_valid(&schema, &serde_json::json!({"schema": "makegood-evidence/1"})));
}

#[test]
fn damaged_evidence_is_refused() {
    let whole = save(&evidence());
    let told: String = [
        whole[..whole.len() / 2].to_owned(),
        String::new(),
        whole.replace("evidence/1", "evidence/2"),
        whole.replace("\"commit\"", "\"comit\""),
        whole.replace("fffffffffffffffe", "xyz"),
    ]
    .iter()
    .map(|text| shown::failure(&read_saved("notes", text).expect_err("damaged")))
    .collect();
    Assert::new().action_env("SNAPSHOTS").eq(told, str![[r#"
Truncated: notes:22: this is no saved evidence: EOF while parsing an object at line 22 column 5
  save the evidence of that commit again: makegood evidence --save
Truncated: notes:1: this is no saved evidence: EOF while parsing a value at line 1 column 0
  save the evidence of that commit again: makegood evidence --save
UnknownFormat: notes: its schema is `makegood-evidence/2`, and `makegood-evidence/1` is known
  save the evidence of that commit again: makegood evidence --save
Malformed: notes: this is no saved evidence: unknown field `comit`, expected one of `schema`, `tool`, `commit`, `command`, `tools`, `inventory`, `outcomes`, `coverage`, `line_coverage`
  save the evidence of that commit again: makegood evidence --save
Malformed: notes: this is no saved evidence: `xyz` is not 16 hexadecimal digits
  save the evidence of that commit again: makegood evidence --save

"#]]);
}
