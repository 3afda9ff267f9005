//! Taking stock: the tests of a project before and after a change, and which functions they reach.

use std::ops::RangeInclusive;

use evidence::{Growth, compare};
use model::{BodyHash, FunctionEvidence, TestCounts, TestIdentity, TestSets};

use analysis::test_inventory::{Inventory, Test, TestState};

/// How many tests that reach a function are named.
const NAMED: usize = 5;

/// The tests at both ends of a change.
pub struct Stock {
    /// Before; `None` where no change is judged.
    pub base: Option<Inventory>,
    /// After.
    pub head: Inventory,
}

impl Stock {
    /// How many tests there are; each case of a test counts.
    pub fn counts(&self) -> TestCounts {
        let head = self.head.running();
        let growth = self.growth();
        let of = |tests: &[TestIdentity]| tests.iter().filter(|test| !test.ignored).count();
        TestCounts {
            base: self.base.as_ref().map_or(head, Inventory::running),
            head,
            added: growth.as_ref().map_or(0, |growth| of(&growth.added) + growth.newly_run.len()),
            removed: growth.as_ref().map_or(0, |growth| of(&growth.removed)),
        }
    }

    /// Which tests came and went; `None` where no change is judged.
    pub fn sets(&self) -> Option<TestSets> {
        let growth = self.growth()?;
        let names = |tests: &[TestIdentity]| tests.iter().map(named).collect();
        Some(TestSets {
            added: names(&growth.added.iter().chain(&growth.newly_run).cloned().collect::<Vec<_>>()),
            removed: names(&growth.removed),
            renamed: growth.renamed.iter().map(|moved| (named(&moved.from), named(&moved.to))).collect(),
            newly_ignored: names(&growth.newly_ignored),
            never_run: self.never_run(),
            duplicated: names(&growth.duplicated),
        })
    }

    /// Whether there are tests that were not there before, run, and repeat no other. Tests that went are told on their own:
    /// ten that went and ten that came are no standstill.
    pub fn grew(&self) -> bool {
        self.growth().is_some_and(|growth| growth.gained().next().is_some())
    }

    /// What tests say of the function `name` at `path`, whose text stands on `lines`.
    pub fn of_function(&self, name: &str, path: &str, lines: RangeInclusive<usize>) -> FunctionEvidence {
        let testing = self.head.tested_by(name, Some(path)).into_iter().filter(|test| test.can_fail);
        let tests: Vec<&Test> = testing.collect();
        FunctionEvidence {
            name: name.to_owned(),
            path: path.to_owned(),
            line: *lines.start(),
            end_line: *lines.end(),
            promise: None,
            change: None,
            tests: tests.len(),
            tested_by: tests.iter().take(NAMED).map(|test| format!("{}::{}", test.path, test.name)).collect(),
            reach: None,
            proof: None,
        }
    }

    /// Whether the function `name` of a coverage report at `path` is a test at head.
    pub fn is_test(&self, name: &str, path: &str) -> bool {
        let own = |name: &str| name.rsplit("::").next().unwrap_or_default().to_owned();
        self.head.tests.iter().any(|test| test.path == path && own(&test.name) == own(name))
    }

    fn growth(&self) -> Option<Growth> {
        let base = self.base.as_ref()?;
        Some(compare(&identities(base), &identities(&self.head)))
    }

    /// The tests at head that nothing runs.
    pub fn never_run(&self) -> Vec<String> {
        let idle = self.head.tests.iter().filter(|test| {
            matches!(
                test.state,
                TestState::Unregistered | TestState::NeverCompiled(_) | TestState::Disabled | TestState::CommentedOut
            )
        });
        idle.map(|test| format!("{}::{}", test.path, test.name)).collect()
    }
}

/// The tests of `inventory` as the comparison knows them.
pub fn identities(inventory: &Inventory) -> Vec<TestIdentity> {
    inventory.tests.iter().map(identity).collect()
}

fn identity(test: &Test) -> TestIdentity {
    TestIdentity {
        home: test.path.clone(),
        name: test.name.clone(),
        body: Some(BodyHash(test.hash)),
        ignored: !test.runs() || test.checks_nothing,
    }
}

fn named(test: &TestIdentity) -> String {
    format!("{}::{}", test.home, test.name)
}
