//! Tests that a change took away.

use std::collections::HashSet;

use super::{complaint, plain};
use crate::test_inventory::{Inventory, Test};
use model::Complaint;

/// The tests that ran at `base` and that are gone at `head`, neither renamed nor moved, although something of what they
/// tested is still there.
pub(super) fn removed(head: &Inventory, base: &Inventory) -> Vec<Complaint> {
    let hashes: HashSet<u64> = head.tests.iter().map(|test| test.hash).collect();
    let names: HashSet<(&str, &str)> = head.tests.iter().map(|test| (folder(&test.path), plain(&test.name))).collect();
    let gone = base.tests.iter().filter(|test| {
        let kept = hashes.contains(&test.hash) || names.contains(&(folder(&test.path), plain(&test.name)));
        test.runs() && !kept && !test.framework.starts_with("doctest")
    });
    let functions: HashSet<&str> = head.functions.iter().map(|function| function.qualified.as_str()).collect();
    gone.filter(|test| is_tested_thing_there(test, base, &functions)).map(|test| gone_test(test, head)).collect()
}

fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// Whether one of the project's functions that the test names itself is still there.
fn is_tested_thing_there(test: &Test, base: &Inventory, functions: &HashSet<&str>) -> bool {
    let called = test.calls.iter().map(|&number| &base.functions[number as usize]);
    let mut own = called.filter(|function| !function.for_tests).peekable();
    own.peek().is_none() || own.any(|function| functions.contains(function.qualified.as_str()))
}

fn gone_test(test: &Test, head: &Inventory) -> Complaint {
    let message = format!("the test `{}` was removed", test.name);
    let mut complaint = complaint("test-removed", test, message, test.region, Vec::new());
    // The place is one of the base; where the file is still there, its first line stands for it.
    if head.tests.iter().any(|other| other.path == test.path) {
        complaint.span = model::Region::default();
        complaint.span.start = model::Position { line: 1, column: 1 };
        complaint.span.end = complaint.span.start;
        complaint.function = None;
    }
    complaint
}
