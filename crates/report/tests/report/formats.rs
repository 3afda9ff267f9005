//! The registry of formats.

use clap::ValueEnum;
use report::{Format, Style, render};

use crate::cases;

#[test]
fn formats_are_asked_for_by_name() {
    for name in ["human", "html", "markdown", "line", "json", "sarif", "github", "gitlab", "rdjson"] {
        let format: Format = name.parse().expect("a format");
        assert_eq!(format.to_string(), name);
    }
    assert_eq!(Format::value_variants().len(), 9);
}

#[test]
fn an_unknown_name_is_answered_with_those_there_are() {
    let answer = "xml".parse::<Format>().expect_err("no format");
    assert_eq!(
        answer,
        "there is no output format `xml`; there are human, html, markdown, line, json, sarif, github, gitlab, rdjson"
    );
}

#[test]
fn every_format_says_something_about_a_clean_run_and_ends_its_last_line() {
    // Silence is what editors and grep understand.
    for &format in Format::value_variants().iter().filter(|&&format| format != Format::Line) {
        let bytes = render(&cases::clean().rendering(), format, &Style::default());
        assert!(bytes.ends_with(b"\n"), "{format}");
    }
}
