//! Tests that never run.

use super::{complaint, plain};
use crate::test_inventory::{Inventory, Test, TestState};
use model::Complaint;

/// Why `test` never runs, where it should. A commented test is told of only where it was none before.
pub(super) fn never_runs(test: &Test, base: Option<&Inventory>) -> Option<Complaint> {
    if test.framework.starts_with("doctest") {
        return None;
    }
    let name = &test.name;
    let message = match &test.state {
        TestState::Unregistered => format!("`{name}` never runs: nothing hands it to a runner"),
        TestState::Ignored(None) => format!("`{name}` never runs: it is ignored without a reason"),
        TestState::Disabled => format!("`{name}` never runs: its file was renamed so that nothing compiles it"),
        TestState::CommentedOut if was_a_test(test, base?) => format!("`{name}` never runs: it was commented out"),
        TestState::NeverCompiled(why) if !is_of_the_target(why) => format!("`{name}` never runs: {why}"),
        _ => return None,
    };
    Some(complaint("test-never-runs", test, message, test.region, Vec::new()))
}

fn was_a_test(test: &Test, base: &Inventory) -> bool {
    let is_same = |before: &&Test| plain(&before.name) == plain(&test.name) && before.path == test.path;
    base.tests.iter().filter(is_same).any(|before| before.state != TestState::CommentedOut)
}

/// A target that is only built can be tested when asked for.
fn is_of_the_target(why: &str) -> bool {
    why.starts_with("its target")
}
