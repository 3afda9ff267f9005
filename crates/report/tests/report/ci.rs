//! The formats of code review services: github, gitlab, rdjson.

use std::collections::BTreeSet;

use report::{Format, Style, step_summary};
use serde_json::Value;

use crate::builder::Case;
use crate::cases;
use crate::expect::{assert_is, rendered};

fn named() -> [(&'static str, Case); 5] {
    [
        ("slot", cases::slot()),
        ("clean", cases::clean()),
        ("everything", cases::everything()),
        ("unread", cases::unread()),
        ("many", cases::many()),
    ]
}

fn json(case: &Case, format: Format) -> Value {
    serde_json::from_str(&rendered(case, format, &Style::default())).expect("the format is JSON")
}

#[test]
fn github_commands() {
    for (name, case) in named() {
        assert_is(&rendered(&case, Format::Github, &Style::default()), name, "github.txt");
    }
}

#[test]
fn a_command_stays_on_its_line_whatever_the_report_holds() {
    for case in cases::all() {
        let text = rendered(&case, Format::Github, &Style::default());
        let lines: Vec<_> = text.lines().collect();
        assert!(lines.len() <= 11, "{text}");
        assert!(lines.iter().all(|line| line.starts_with("::")), "{text}");
        assert!(!text.contains(|c: char| c.is_control() && c != '\n'), "{text}");
    }
}

#[test]
fn markdown_for_comments_and_job_summaries() {
    for (name, case) in named() {
        let summary = step_summary(&case.rendering());
        assert_is(&summary, name, "report.md");
        assert_eq!(rendered(&case, Format::Markdown, &Style::default()), summary, "both are the same text");
    }
}

#[test]
fn a_comment_is_never_too_long_and_says_what_it_leaves_out() {
    let mut case = cases::many();
    case.report.findings = case.report.findings.iter().cycle().take(5000).cloned().collect();
    let text = rendered(&case, Format::Markdown, &Style::default());
    assert!(text.len() < 65_536, "{}", text.len());
    assert!(text.ends_with(" findings left out.\n"), "{}", &text[text.len() - 200..]);
}

#[test]
fn lines_for_editors_and_grep() {
    for (name, case) in named() {
        assert_is(&rendered(&case, Format::Line, &Style::default()), name, "lines.txt");
    }
}

#[test]
fn gitlab_reports() {
    for (name, case) in named() {
        assert_is(&rendered(&case, Format::Gitlab, &Style::default()), name, "gitlab.json");
    }
}

#[test]
fn gitlab_entries_have_fingerprints_of_their_own() {
    let report = json(&cases::many(), Format::Gitlab);
    let entries = report.as_array().expect("a list");
    let fingerprints: BTreeSet<_> = entries.iter().map(|entry| entry["fingerprint"].as_str()).collect();
    assert_eq!((entries.len(), fingerprints.len()), (14, 14));
}

#[test]
fn rdjson_reports() {
    for (name, case) in named() {
        assert_is(&rendered(&case, Format::Rdjson, &Style::default()), name, "rdjson.json");
    }
}

#[test]
fn rdjson_counts_columns_in_bytes() {
    let case = cases::awkward();
    let report = json(&case, Format::Rdjson);
    for path in ["src/wide.rs", "src/long.c"] {
        let diagnostics = report["diagnostics"].as_array().expect("a list");
        let diagnostic = diagnostics.iter().find(|one| one["location"]["path"] == path).expect("a finding there");
        let range = &diagnostic["location"]["range"];
        let column = |end: &str| range[end]["column"].as_u64().expect("a column") as usize;
        let line = range["start"]["line"].as_u64().expect("a line") as usize;
        let text = case.sources[path].as_str().split('\n').nth(line - 1).expect("the line");
        assert!(text[column("start") - 1..column("end") - 1].starts_with("todo"), "{text}");
    }
}

#[test]
fn what_is_suppressed_is_left_out() {
    let case = cases::everything();
    for format in [Format::Github, Format::Gitlab, Format::Rdjson, Format::Human] {
        let text = rendered(&case, format, &Style::default());
        assert!(text.contains("Store::merge") && !text.contains("disk_format"), "{text}");
    }
    assert!(!step_summary(&case.rendering()).contains("format"));
}
