//! What the tests of a run came to, and what differs from another run.

use std::collections::BTreeMap;

use model::{ReportedTest, TestOutcome};

use super::command::Ending;

/// A run of tests.
#[derive(Debug, Clone, PartialEq)]
pub struct Results {
    /// How the command ended.
    pub ending: Ending,
    /// The tests by their names; empty where the command names none.
    pub tests: BTreeMap<String, TestOutcome>,
    /// Whether tests could be read from what it printed.
    pub read: bool,
    /// How long it took, in seconds.
    pub seconds: f64,
}

impl Results {
    /// From the end of a command, how long it took, and the tests that it named, if any.
    pub fn new(ending: Ending, seconds: f64, named: Option<Vec<ReportedTest>>) -> Self {
        let read = named.is_some();
        let mut tests = BTreeMap::new();
        for test in named.into_iter().flatten() {
            let outcome = test.outcome.unwrap_or(TestOutcome::Ignored);
            let kept = tests.entry(name(&test)).or_insert(outcome);
            // One that ran several times failed if it failed once.
            if is_failure(outcome) {
                *kept = outcome;
            }
        }
        Self { ending, tests, read, seconds }
    }

    /// Whether the command succeeded and no test failed.
    pub fn is_green(&self) -> bool {
        self.ending == Ending::Code(0) && self.failed().next().is_none()
    }

    /// The tests that failed.
    pub fn failed(&self) -> impl Iterator<Item = &str> {
        self.tests.iter().filter(|(_, outcome)| is_failure(**outcome)).map(|(name, _)| name.as_str())
    }

    /// Tests whose outcome is not that of `other`, or that only one of both has.
    pub fn differing<'a>(&'a self, other: &'a Self) -> Vec<&'a str> {
        let names = self.tests.keys().chain(other.tests.keys());
        let mut differing: Vec<&str> =
            names.filter(|name| self.tests.get(*name) != other.tests.get(*name)).map(String::as_str).collect();
        differing.sort_unstable();
        differing.dedup();
        differing
    }

    /// Whether it came to the same as `other`.
    pub fn is_same(&self, other: &Self) -> bool {
        self.ending == other.ending && self.tests == other.tests
    }
}

fn is_failure(outcome: TestOutcome) -> bool {
    matches!(outcome, TestOutcome::Failed | TestOutcome::Errored | TestOutcome::TimedOut)
}

fn name(test: &ReportedTest) -> String {
    if test.suite.is_empty() { test.name.clone() } else { format!("{}::{}", test.suite, test.name) }
}
