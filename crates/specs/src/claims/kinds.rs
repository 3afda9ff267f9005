//! What a message says of what kind of change it is.

use std::sync::LazyLock;

use regex::Regex;

use super::Paragraph;
use crate::claims::claim_openers::{is_taken_back, sentence};
use model::{Claim, Claimed, Message, SourceText, Span};

/// `fix(scope)!: …` (<https://www.conventionalcommits.org/en/v1.0.0/>).
static TYPED: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?i)^(?P<kind>fix|feat)(?:\([^()]*\))?!?:\s").expect("a pattern"));

/// Subjects that say themselves that they are about words or about looks.
static ABOUT_WORDS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?ix)\b(?: docs? | document\w* | doc-?comments? | docstrings? | rustdoc | doxygen | comment\w* | typos? | spelling
        | grammar | wording | misspell\w* | readme | changelog | news | release\s+notes | format\w* | fmt | whitespaces?
        | white\s+space | indent\w* | styles? | lint\w* | clippy | copyright | licen[cs]e\w* | man(?:ual)?\s*-?pages?
        | links? | urls? | help | examples? | guides? | tutorials? | website | badges? | markdown | text | description
        | warnings? | authors | translations? )\b",
    )
    .expect("a pattern")
});

static UNCHANGED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\bno\s+(?:functional|functionality|behaviou?ral?|semantic)\s+changes?\b|\bNFC\b")
        .expect("a pattern")
});

/// What the subject's type says.
pub(super) fn of_subject(message: &Message, text: &SourceText) -> Option<Claim> {
    let span = message.subject?;
    let subject = text.slice(span);
    let found = TYPED.captures(subject).filter(|_| !ABOUT_WORDS.is_match(subject))?;
    let kind = found.name("kind")?;
    Some(Claim {
        what: Claimed::Behaviour { kind: kind.as_str().to_lowercase() },
        span: Span::new(span.start, span.start + kind.end()),
    })
}

/// `no functional change`.
pub(super) fn unchanged(paragraph: &Paragraph) -> Vec<Claim> {
    let text = paragraph.text;
    let meant = |found: &regex::Match| {
        let words = sentence(text, found.start(), found.end());
        !is_taken_back(&words.replace(found.as_str(), "")) && found.as_str() != "nfc"
    };
    UNCHANGED
        .find_iter(text)
        .filter(meant)
        .map(|found| Claim { what: Claimed::NoBehaviour, span: paragraph.place(found.start(), found.end()) })
        .collect()
}
