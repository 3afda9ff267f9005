//! The `gitlab` format: a Code Quality report.
//!
//! <https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format>

use std::collections::BTreeSet;

use serde::Serialize;

use super::remark::{Remark, remarks};
use super::safe_text::one_line;
use super::{Style, json};
use model::{Rendering, Severity};

pub(super) fn render(rendering: &Rendering<'_>, _: &Style) -> Vec<u8> {
    let mut taken = BTreeSet::new();
    let remarks = remarks(rendering.report);
    json::document(&remarks.iter().map(|remark| entry(remark, &mut taken)).collect::<Vec<_>>())
}

#[derive(Serialize)]
struct Entry<'a> {
    description: String,
    check_name: &'a str,
    fingerprint: String,
    severity: &'static str,
    location: Location<'a>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: usize,
}

/// The rule stands in the description too, because GitLab shows nothing else.
fn entry<'a>(remark: &'a Remark<'_>, taken: &mut BTreeSet<String>) -> Entry<'a> {
    let lines = Lines { begin: remark.span.map_or(1, |span| span.start.line.max(1)) };
    Entry {
        description: one_line(&format!("{}: {}", remark.rule, remark.message)),
        check_name: remark.rule,
        fingerprint: unique(&remark.fingerprint, taken),
        severity: severity(remark.severity),
        location: Location { path: remark.path, lines },
    }
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "major",
        Severity::Warning => "minor",
        Severity::Note => "info",
    }
}

/// `fingerprint`, numbered where the report holds it already (the same function twice): GitLab drops entries that
/// share one.
fn unique(fingerprint: &str, taken: &mut BTreeSet<String>) -> String {
    let numbered = (2..).map(|number| format!("{fingerprint}-{number}"));
    let mut candidates = std::iter::once(fingerprint.to_owned()).chain(numbered);
    candidates.find(|candidate| taken.insert(candidate.clone())).unwrap_or_default()
}
