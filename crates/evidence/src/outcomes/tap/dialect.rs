//! What test libraries write into a description beside the test's name.

use std::sync::LazyLock;

use regex::Regex;

use super::super::{some_text, speaks_of_time};
use model::{ReportedTest, TestOutcome};

/// Check: `tests/a.c:case:name: message`.
static CHECK: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^\S+\.(?:c|cc|cpp|cxx|h|hpp):(.*?):(\w+): (.*)$").expect("a pattern"));
/// cmocka: `name Could not run test: message`.
static CMOCKA: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^(\w+) Could not run (?:the )?test(?:: |\s|$)(.*)$").expect("a pattern"));

/// The test with its plain name.
pub fn read(test: ReportedTest, number: usize) -> ReportedTest {
    if let Some(found) = CHECK.captures(&test.name) {
        let (suite, name, message) = (found[1].to_owned(), found[2].to_owned(), found[3].to_owned());
        return check(ReportedTest { suite, name, ..test }, &message);
    }
    if let Some(found) = CMOCKA.captures(&test.name) {
        let (name, reason) = (found[1].to_owned(), some_text(&found[2]));
        return ReportedTest { name, reason, outcome: Some(TestOutcome::Errored), ..test };
    }
    if test.name.is_empty() { without_name(test, number) } else { test }
}

fn check(test: ReportedTest, message: &str) -> ReportedTest {
    let outcome = match test.outcome {
        Some(TestOutcome::Failed) if speaks_of_time(message) => Some(TestOutcome::TimedOut),
        Some(TestOutcome::Failed) if message.contains("Received signal") => Some(TestOutcome::Errored),
        outcome => outcome,
    };
    let reason = some_text(message).filter(|_| outcome != Some(TestOutcome::Passed));
    ReportedTest { outcome, reason, ..test }
}

/// cmocka tells the name of a skipped test where its reason should stand; a point that says nothing has its number.
fn without_name(mut test: ReportedTest, number: usize) -> ReportedTest {
    let name = test.reason.take_if(|_| test.outcome == Some(TestOutcome::Ignored));
    ReportedTest { name: name.unwrap_or_else(|| number.to_string()), ..test }
}
