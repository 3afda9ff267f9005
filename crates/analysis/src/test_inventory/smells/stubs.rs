//! Tests that pass only as long as something is not implemented.

use std::collections::HashSet;

use super::complaint;
use crate::test_inventory::{Inventory, Test};
use model::{Complaint, Related};

/// The complaint on `test` if it asserts "not implemented" and reaches one of `stubs`.
pub(super) fn expects_stub(test: &Test, inventory: &Inventory, stubs: &[(String, String)]) -> Option<Complaint> {
    let (assertion, span) = test
        .assertions
        .iter()
        .find(|(assertion, _)| assertion.arguments.iter().any(|argument| says_not_implemented(argument)))?;
    let known: HashSet<(&str, &str)> = stubs.iter().map(|(path, name)| (path.as_str(), name.as_str())).collect();
    let reached = inventory.reached(test);
    let stub = reached.into_iter().find(|found| known.contains(&(found.path.as_str(), found.qualified.as_str())))?;
    let wanted = assertion.arguments.iter().find(|argument| says_not_implemented(argument))?;
    let message = format!("`{}` wants `{}` to stay unimplemented: it expects `{wanted}`", test.name, stub.qualified);
    let related =
        Related { path: stub.path.clone(), line: stub.line, message: format!("{} is not implemented", stub.qualified) };
    Some(complaint("test-expects-stub", test, message, *span, vec![related]))
}

/// Whether an argument names or spells the answer "not implemented".
fn says_not_implemented(argument: &str) -> bool {
    let small: String = argument.to_ascii_lowercase().chars().filter(|c| c.is_alphanumeric()).collect();
    ["notimpl", "notyetimpl", "unimplemented", "enosys"].iter().any(|said| small.contains(said))
}
