//! One line of TAP, told apart. <https://testanything.org/tap-version-14-specification.html> has the grammar.

use std::sync::LazyLock;

use regex::Regex;

use model::TestOutcome;

/// What a line says.
#[derive(Debug)]
pub enum Line {
    /// `TAP version 14`.
    Version,
    /// `1..N`, with the reason where all is skipped.
    Plan { count: usize },
    /// `ok 1 - name # SKIP reason`.
    Point(Point),
    /// `Bail out! reason`.
    BailOut(String),
    /// `# Subtest: name`, or any other line, which TAP passes over.
    Other,
}

/// A test point.
#[derive(Debug)]
pub struct Point {
    /// Its number, where it has one.
    pub number: Option<usize>,
    /// Its description; empty where it has none.
    pub description: String,
    /// What became of it, with its directive heeded.
    pub outcome: TestOutcome,
    /// What the directive says.
    pub reason: Option<String>,
}

static PLAN: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^1\.\.(\d+)(?:\s*#.*)?$").expect("a pattern"));
static POINT: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^(not )?ok\b(?:\s+(\d+)\b)?(?:\s*-(?:\s|$))?\s*(.*)$").expect("a pattern"));
static DIRECTIVE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?i)(?:^|\s)#\s*(skip|todo)\S*(?:\s+(.*))?$").expect("a pattern"));

impl Line {
    /// Reads a line without its indentation.
    pub fn read(text: &str) -> Self {
        if text.starts_with("TAP version ") {
            return Self::Version;
        }
        if let Some(reason) = text.strip_prefix("Bail out!") {
            return Self::BailOut(reason.trim().to_owned());
        }
        if let Some(found) = PLAN.captures(text) {
            return Self::Plan { count: found[1].parse().unwrap_or(usize::MAX) };
        }
        POINT.captures(text).map_or(Self::Other, |found| Self::Point(point(&found)))
    }
}

fn point(found: &regex::Captures) -> Point {
    let failed = found.get(1).is_some();
    let text = &found[3];
    let directive = DIRECTIVE.captures(text);
    let words = directive.as_ref().map_or(text, |directive| &text[..directive.get(0).expect("the whole").start()]);
    let skipped = directive.as_ref().is_some_and(|directive| directive[1].eq_ignore_ascii_case("skip"));
    let outcome = match (&directive, failed) {
        (Some(_), _) if skipped => TestOutcome::Ignored,
        (Some(_), true) => TestOutcome::Ignored,
        (_, true) => TestOutcome::Failed,
        (_, false) => TestOutcome::Passed,
    };
    let reason = directive.as_ref().and_then(|directive| super::super::some_text(directive.get(2)?.as_str()));
    let description = words.trim().trim_end_matches('{').trim_end().replace("\\#", "#");
    Point { number: found.get(2).and_then(|number| number.as_str().parse().ok()), description, outcome, reason }
}

/// The white space that `text` begins with.
pub fn indent(text: &str) -> &str {
    &text[..text.len() - text.trim_start().len()]
}

/// Whether a block of diagnostics begins here, in YAML behind a test point.
pub fn begins_diagnostics(text: &str) -> bool {
    text.trim_end().ends_with("---") && text.trim() == "---" && !indent(text).is_empty()
}
