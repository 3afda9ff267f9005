//! How many tests a text asks for.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::document::Text;
use crate::markdown::markers::{sentences, words};

/// A number of tests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Count {
    /// At least this many.
    pub(super) at_least: usize,
    /// Whether they are to be new.
    pub(super) added: bool,
    /// Whether they are those of the whole project, whatever file is named beside.
    pub(super) overall: bool,
}

const NUMBER: &str = r"(\d{1,5}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)";
const KINDS: &str = r"(?:(?:[a-z-]+|`[^`]*`)\s+){0,3}?";
const TESTS: &str = r"(?:tests?|test cases|test functions|test scenarios|scenarios)\b";

/// `add 3 new tests`, `write at least two unit tests`.
static ADDED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(r"\b(?:add|write|create)\s+(?:at least\s+|a minimum of\s+)?{NUMBER}\+?\s+{KINDS}{TESTS}"))
});
/// `at least 10 tests`, `>= 10 unit tests`, `17+ tests`.
static AT_LEAST: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"(?:\bat least|\bminimum(?: of)?|\bno fewer than|>=|≥)\s*{NUMBER}\s+{KINDS}{TESTS}|\b(\d{{1,5}})\+\s+{KINDS}{TESTS}"
    ))
});
/// `all 17 tests pass`.
static PASSING: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(r"^(?:all\s+)?{NUMBER}\s+{KINDS}{TESTS}\s+(?:must\s+|should\s+)?(?:pass|exist|are green|succeed)"))
});
/// Below a heading about tests a number alone says it: `At least 10, in …`.
static BARE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"\bat least (\d{1,5})(?:\s*[,.;:]|\s+(?:in|with|and|for|each|of them)\b|$)"));

fn pattern(text: &str) -> Regex {
    Regex::new(&format!("(?i){text}")).expect("a pattern")
}

/// The counts in `text`, each with the sentence that it stands in. `under_tests` says that the section is about tests.
pub(super) fn counts(text: &Text, under_tests: bool, demanded: bool) -> Vec<(Count, Text)> {
    let mut found = Vec::new();
    for sentence in sentences(text) {
        found.extend(
            counts_of(&sentence.marked(), under_tests, demanded).into_iter().map(|count| (count, sentence.clone())),
        );
    }
    found
}

fn counts_of(sentence: &str, under_tests: bool, demanded: bool) -> Vec<Count> {
    let mut counts = Vec::new();
    if is_negated(sentence) {
        return counts;
    }
    take(&ADDED, sentence, true, &mut counts);
    if counts.is_empty() {
        take(&AT_LEAST, sentence, false, &mut counts);
    }
    if counts.is_empty() && demanded {
        take(&PASSING, sentence, false, &mut counts);
    }
    if counts.is_empty() && under_tests {
        take(&BARE, sentence, false, &mut counts);
    }
    counts
}

fn take(pattern: &Regex, sentence: &str, added: bool, counts: &mut Vec<Count>) {
    for found in pattern.captures_iter(sentence) {
        // "at least one of the new scenarios fails" counts nothing that is to be there.
        let whole = found.get(0).map_or("", |whole| whole.as_str());
        if whole.contains(" of ") {
            continue;
        }
        let before = &sentence[..found.get(0).map_or(0, |whole| whole.start())];
        let overall = is_overall(before);
        counts.extend(number(&found).filter(|number| *number > 0).map(|at_least| Count { at_least, added, overall }));
    }
}

fn number(found: &Captures) -> Option<usize> {
    const WORDS: [&str; 13] =
        ["", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    let text = found.iter().skip(1).flatten().next()?.as_str().to_lowercase();
    text.parse().ok().or_else(|| WORDS.iter().position(|word| *word == text))
}

/// Whether the words just before a count say that it is the sum with others.
fn is_overall(before: &str) -> bool {
    let words = words(before.rsplit([',', ';']).next().unwrap_or_default());
    words.iter().any(|word| ["those", "together", "total", "overall", "altogether"].contains(&word.as_str()))
}

fn is_negated(sentence: &str) -> bool {
    let words = words(sentence);
    words.iter().any(|word| {
        ["not", "dont", "currently", "already", "previously", "existing", "was", "were", "had"].contains(&word.as_str())
    })
}
