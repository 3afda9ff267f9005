//! What a message says of tests.

use std::sync::LazyLock;

use regex::Regex;

use super::Paragraph;
use crate::claims::claim_openers::{begins_here, is_taken_back, sentence};
use model::{Claim, Claimed};

/// `Add regression tests`, `adds 7 unit tests`. A single `test` is left alone unless a word says that it is one for the
/// program: "add a test for NULL" speaks of a condition as often as of a test.
static ADDED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?ix)\badd(?:s|ed)?\s+(?:(?:an?|the|some|more|many|several|new|missing|basic|simple|extensive|comprehensive|few)\s+)*
        (?: (?P<count>\d{1,4}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\s+(?:(?:new|more|additional)\s+)? )?
        (?: (?:unit|regression|integration|functional|end-to-end|e2e)[-\ ](?:and\s+(?:unit|regression|integration)\s+)?tests?(?:\s+(?:cases?|coverage))?
          | tests | test\s+(?:cases|coverage) )\b",
    )
    .expect("a pattern")
});

/// `Add other with tests`: what is added comes with its tests.
static WITH: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?ix)\b(?:add|implement|introduce|finish|complete|write|create)(?:e?[sd])?\s+[^.;:\n]{1,60}?\s+with\s+
        (?:(?:unit|regression|integration|its|their|new|full|more|and)\s+)*tests\s*(?:$|[.,;])",
    )
    .expect("a pattern")
});

/// Words behind `tests` that make it a part of something else's name.
static PART: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^(?:[-/_]|\s+(?:suite|director|folder|dir|makefile|runner|harness|framework|target|job|step|flag|option|script|util|helper|infra|setup|config|to|data|vector|binar|build|into|label|result|log)\w*)")
        .expect("a pattern")
});

/// `all tests pass`, `complete and tested`.
static TESTED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?ix)\b(?: all\s+(?:\w+\s+){0,2}tests?\s+(?:pass(?:es|ed|ing)?|(?:are\s+)?green|succeed)
        | \d+\s+(?:\w+\s+){0,2}tests?,?\s+(?:all\s+)?(?:pass(?:es|ed|ing)?|green)
        | tests\s+(?:all\s+)?pass | make\s+(?:check|test)\s+passes
        | (?:complete|done|implemented|finished)\s+and\s+(?:fully\s+)?tested | (?:fully|thoroughly|well)\s+tested )\b",
    )
    .expect("a pattern")
});

/// What `paragraph` says of tests.
pub(super) fn told(paragraph: &Paragraph) -> Vec<Claim> {
    let text = paragraph.text;
    let mut claims: Vec<Claim> = ADDED.captures_iter(text).filter_map(|found| added(paragraph, &found)).collect();
    claims.extend(
        WITH.find_iter(text)
            .filter(|found| is_told(paragraph, found))
            .map(|found| Claim { what: Claimed::TestsAdded, span: paragraph.place(found.start(), found.end()) }),
    );
    let tested = TESTED.find_iter(text).filter(|found| !is_taken_back(sentence(text, found.start(), found.end())));
    claims
        .extend(tested.map(|found| Claim { what: Claimed::Tested, span: paragraph.place(found.start(), found.end()) }));
    claims
}

fn added(paragraph: &Paragraph, found: &regex::Captures) -> Option<Claim> {
    let text = paragraph.text;
    let whole = found.get(0)?;
    let told = is_told(paragraph, &whole) && !PART.is_match(&text[whole.end()..]);
    // A case can be a line in a table of a test.
    let count = found.name("count").filter(|_| !whole.as_str().to_lowercase().contains("case"));
    let what = match count.and_then(|count| number(count.as_str())) {
        Some(count) => Claimed::TestCount(count),
        None => Claimed::TestsAdded,
    };
    told.then(|| Claim { what, span: paragraph.place(whole.start(), whole.end()) })
}

/// Whether the words say what the commit does, and their sentence does not take it back.
fn is_told(paragraph: &Paragraph, found: &regex::Match) -> bool {
    begins_here(&paragraph.text[..found.start()])
        && !is_taken_back(sentence(paragraph.text, found.start(), found.end()))
}

fn number(word: &str) -> Option<usize> {
    const WORDS: [&str; 11] =
        ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    let spelled = || WORDS.iter().position(|known| known.eq_ignore_ascii_case(word)).map(|at| at + 2);
    word.parse().ok().or_else(spelled)
}
