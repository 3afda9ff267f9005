//! CHANGELOG.md is kept as <https://keepachangelog.com/en/1.1.0/> says.

use regex::Regex;

use crate::nothing_wrong;
use crate::tree::text;

const KINDS: &[&str] = &["Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"];

#[test]
fn the_changelog_is_well_formed() {
    nothing_wrong(&complaints(&text("CHANGELOG.md")));
}

#[test]
fn a_changelog_that_is_not_is_told() {
    let good = "# Changelog\n\n## [Unreleased]\n\n### Added\n\n- a\n\n## [0.1.0] - 2026-01-31\n";
    assert!(complaints(good).is_empty());
    let told = |from: &str, to: &str| complaints(&good.replace(from, to));
    assert_eq!(
        told("## [Unreleased]", "## Next"),
        ["line 3: `## Next` is no version", "there is no `## [Unreleased]`"]
    );
    assert_eq!(told(" - 2026-01-31", ""), ["line 9: `## [0.1.0]` is no version"]);
    assert_eq!(told("### Added", "### New"), ["line 5: `### New` is no kind of change"]);
    assert_eq!(told("# Changelog", "# News"), ["the first line is not `# Changelog`"]);
}

fn complaints(text: &str) -> Vec<String> {
    let mut complaints = Vec::new();
    if !text.starts_with("# Changelog\n") {
        complaints.push("the first line is not `# Changelog`".to_owned());
    }
    complaints.extend(text.lines().enumerate().filter_map(|(number, line)| heading(number + 1, line)));
    if !text.contains("\n## [Unreleased]\n") {
        complaints.push("there is no `## [Unreleased]`".to_owned());
    }
    complaints
}

fn heading(number: usize, line: &str) -> Option<String> {
    let version = Regex::new(r"^## \[(Unreleased|\d+\.\d+\.\d+\] - \d{4}-\d{2}-\d{2})\]?$").expect("a pattern");
    match line.split_once(' ')? {
        ("##", _) if !version.is_match(line) => Some(format!("line {number}: `{line}` is no version")),
        ("###", kind) if !KINDS.contains(&kind) => Some(format!("line {number}: `{line}` is no kind of change")),
        _ => None,
    }
}
