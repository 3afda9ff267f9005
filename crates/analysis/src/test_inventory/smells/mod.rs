//! What is wrong with tests: those that check nothing, that never run, that want a stub, that went away.

mod asserting;
mod removed;
mod running;
mod stubs;

use super::{Inventory, Test};
use model::{Complaint, FunctionRef, Region, Related};

/// What smells are looked for in.
pub struct Smells<'a> {
    /// The tests at head.
    pub head: &'a Inventory,
    /// The tests at base; `None` where no change is judged. Where it is given, only tests that the change added, changed
    /// or took out of the run are told of.
    pub base: Option<&'a Inventory>,
    /// The stubs of the project at head: path and qualified name.
    pub stubs: &'a [(String, String)],
}

/// What is wrong with the tests at head, by path and place. Every complaint is about a test, which is the function that it
/// names; the rules have files of their own.
pub fn smells(smells: &Smells) -> Vec<Complaint> {
    let judged = smells.head.tests.iter().filter(|test| smells.base.is_none_or(|base| is_touched(test, base)));
    let mut found: Vec<Complaint> = judged
        .flat_map(|test| {
            let never = running::never_runs(test, smells.base);
            let checks = never.is_none().then(|| asserting::checks_nothing(test, smells.head)).flatten();
            let stub = stubs::expects_stub(test, smells.head, smells.stubs);
            [never, stub.or(checks)].into_iter().flatten()
        })
        .collect();
    found.extend(smells.base.into_iter().flat_map(|base| removed::removed(smells.head, base)));
    found.sort_by(|a, b| (&a.path, a.span, a.rule).cmp(&(&b.path, b.span, b.rule)));
    found
}

/// Whether nothing that the test checks can make it fail, and it does not say why.
pub(super) fn is_vacuous(test: &Test, inventory: &Inventory) -> bool {
    asserting::checks_nothing(test, inventory).is_some()
}

/// Whether the test is not the one that it was.
fn is_touched(test: &Test, base: &Inventory) -> bool {
    !base.tests.iter().any(|before| {
        before.hash == test.hash && before.state == test.state && (before.name == test.name || before.path == test.path)
    })
}

fn complaint(rule: &'static str, test: &Test, message: String, span: Region, related: Vec<Related>) -> Complaint {
    Complaint {
        rule,
        message,
        path: test.path.clone(),
        span,
        function: Some(FunctionRef { name: test.name.clone(), line: test.line, end_line: test.end_line }),
        change: None,
        related,
        about: test.name.clone(),
    }
}

/// The last part of a test's name.
fn plain(name: &str) -> &str {
    name.rsplit("::").next().unwrap_or(name)
}
