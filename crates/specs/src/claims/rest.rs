//! What a message itself says is left to do: of that it claims no completion.

use std::sync::LazyLock;

use regex::Regex;

use model::{Claim, Claimed, Message, SourceText, Span};

/// Subjects that say of the whole commit that it is not the end of the work.
static UNFINISHED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:wip|draft|work\s+in\s+progress|partial(?:ly)?|incomplete|unfinished)\b").expect("a pattern")
});

/// Paragraphs and items that say of a part that it is not there yet.
static LEFT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?ix)\b(?: (?:is|are|remains?|still) \s+ (?:\w+\s+){0,2} (?:stub(?:s|bed)?|missing|incomplete|unfinished|unimplemented|placeholders?)
        | (?:not|n't) \s+ (?:yet\s+)? (?:implemented|finished|done|complete)
        | still \s+ (?:to\s+do|to\s+be|todo|open|left|needed) | work\s+in\s+progress | wip )\b",
    )
    .expect("a pattern")
});

/// Whether `claim` is about work that the message calls unfinished: a task as a whole, where any part of it is, and a function,
/// where the words are about it or about the whole commit.
pub(super) fn is_left(claim: &Claim, message: &Message, text: &SourceText) -> bool {
    let whole = || message.subject.is_some_and(|subject| UNFINISHED.is_match(text.slice(subject)));
    let mut left = message.paragraphs.iter().map(|span: &Span| text.slice(*span)).filter(|words| LEFT.is_match(words));
    match &claim.what {
        Claimed::Task { .. } => whole() || left.next().is_some(),
        Claimed::Function { name, .. } => {
            let plain = name.rsplit("::").next().unwrap_or(name);
            whole() || left.any(|words| words.contains(plain))
        }
        _ => false,
    }
}
