//! Tasks that a message says are finished.

use std::sync::LazyLock;

use regex::Regex;

use super::Paragraph;
use model::{Claim, Claimed, Message, SourceText, Span};

/// `Closes tasks/x.md`: a task is told from an issue by being a file. What is fixed or completed is a text as often as a task.
static CLOSED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?i)\b(?:closes?|closed|resolves?|resolved|task:)\s+(?:task\s+)?`?(?P<task>[\w./#-]*\w\.md(?:#[\w.-]*\w)?)\b",
    )
    .expect("a pattern")
});

/// `, y.md`, ` and y.md`: another one in the same breath.
static ANOTHER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^`?(?:\s*,\s*(?:and\s+)?|\s+and\s+|\s*&\s*)`?(?P<task>[\w./#-]*\w\.md(?:#[\w.-]*\w)?)\b")
        .expect("a pattern")
});

/// The tasks that `paragraph` closes.
pub(super) fn closed(paragraph: &Paragraph) -> Vec<Claim> {
    let mut claims = Vec::new();
    for found in CLOSED.captures_iter(paragraph.text) {
        let mut next = found.name("task").map(|task| task.range());
        while let Some(task) = next {
            claims.push(claim(&paragraph.text[task.clone()], paragraph.place(task.start, task.end)));
            let another = ANOTHER.captures(&paragraph.text[task.end..]).and_then(|found| found.name("task"));
            next = another.map(|another| task.end + another.start()..task.end + another.end());
        }
    }
    claims
}

/// The tasks that trailers name: `task: x.md`, `Closes: x.md`.
pub(super) fn of_trailers(message: &Message, text: &SourceText) -> Vec<Claim> {
    let names = ["task", "closes", "completes"];
    let told = message.trailers.iter().filter(|(key, _)| names.iter().any(|name| key.eq_ignore_ascii_case(name)));
    told.map(|(_, value)| (text.slice(*value), value))
        .filter(|(words, _)| words.ends_with(".md") || words.contains(".md#"))
        .filter(|(words, _)| !words.contains(char::is_whitespace))
        .map(|(words, value)| claim(words, *value))
        .collect()
}

fn claim(task: &str, span: Span) -> Claim {
    Claim { what: Claimed::Task { task: task.to_owned() }, span }
}
