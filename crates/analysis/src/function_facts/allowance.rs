//! Comments that suppress findings.

use std::sync::LazyLock;

use regex::Regex;

use model::{Allowance, Comment, SourceText, Span};

/// The allowances that `comment` of `source` holds.
pub(super) fn in_comment(comment: &Comment, source: &SourceText) -> Vec<Allowance> {
    static ALLOW: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"makegood:\s*allow\(\s*(?P<rules>[\w\s,-]*)\)(?P<rest>[^\n]*)").expect("a fixed pattern")
    });
    let text = source.slice(comment.span);
    if !may_stand_in(text) {
        return Vec::new();
    }
    ALLOW
        .captures_iter(text)
        .filter_map(|found| {
            let (whole, rest) = (found.get(0)?, found.name("rest")?.as_str());
            Some(Allowance {
                rules: found["rules"]
                    .split(',')
                    .map(|rule| rule.trim().to_owned())
                    .filter(|rule| !rule.is_empty())
                    .collect(),
                reason: quoted(rest, "reason").filter(|reason| !reason.trim().is_empty()),
                until: quoted(rest, "until"),
                task: quoted(rest, "task"),
                span: Span::new(comment.span.start + whole.start(), comment.span.start + whole.end()),
                new: false,
            })
        })
        .collect()
}

/// Whether `text` can hold an allowance: to look for its first word costs next to nothing beside the pattern.
pub(super) fn may_stand_in(text: &str) -> bool {
    text.contains("makegood:")
}

/// The value of `key=value` or `key="a value"` in `rest`.
fn quoted(rest: &str, key: &str) -> Option<String> {
    let at = rest.find(&format!("{key}="))? + key.len() + 1;
    let value = &rest[at..];
    let value = match value.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next()?,
        None => value.split(|letter: char| letter.is_whitespace() || letter == ',').next()?,
    };
    Some(value.trim_end_matches("*/").trim().to_owned())
}
