//! Tests that stand in comments: a whole function with the macro that makes it a test.

use crate::c::scan::Scan;
use model::{Span, TestDefinition};

/// The tests in the comments of the file. Their spans are those of the comment around.
pub(super) fn commented(scan: &Scan) -> Vec<TestDefinition> {
    blocks(scan).into_iter().flat_map(|(text, span)| tests_in(&text, span)).collect()
}

fn tests_in(text: &str, span: Span) -> Vec<TestDefinition> {
    let plausible = text.contains('{') && text.contains('}') && text.to_ascii_lowercase().contains("test");
    if !plausible {
        return Vec::new();
    }
    let inside = super::tests(&Scan::of(text)).tests;
    let whole = inside.into_iter().filter(|test| test.framework != "harness");
    let told = |test| TestDefinition { framework: "comment", needs_registration: false, name_span: span, span, ..test };
    whole.map(told).collect()
}

/// The comments of the file, consecutive lines as one, without their markers.
fn blocks(scan: &Scan) -> Vec<(String, Span)> {
    let mut found: Vec<(String, Span, bool)> = Vec::new();
    for &span in &scan.comments {
        let text = &scan.text[span.start..span.end];
        let line = text.starts_with("//");
        let text = if line { &text[2..] } else { text.trim_start_matches("/*").trim_end_matches("*/") };
        match found.last_mut().filter(|last| line && last.2 && adjoins(scan, last.1, span)) {
            Some((all, whole, _)) => {
                all.push('\n');
                all.push_str(text);
                whole.end = span.end;
            }
            None => found.push((text.to_owned(), span, line)),
        }
    }
    found.into_iter().map(|(text, span, _)| (text, span)).collect()
}

fn adjoins(scan: &Scan, last: Span, next: Span) -> bool {
    let between = &scan.text[last.end..next.start];
    between.trim().is_empty() && between.matches('\n').count() == 1
}
