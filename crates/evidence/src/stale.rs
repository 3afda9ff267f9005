//! A report speaks only for the tree that it was made from.

use std::time::{Duration, SystemTime};

use super::{EvidenceError, Flaw};

/// File systems round times, some to two seconds.
const ROUNDING: Duration = Duration::from_secs(2);

/// Holds the time at which the report `name` was made against that of the last change to what it measures.
///
/// # Errors
/// [`Flaw::Stale`] where the report is the older one.
pub fn require_fresh(name: &str, made: SystemTime, tree_changed: SystemTime) -> Result<(), EvidenceError> {
    let age = tree_changed.duration_since(made).unwrap_or_default();
    if age <= ROUNDING {
        return Ok(());
    }
    let what = format!("the report is {} seconds older than the last change to the tree", age.as_secs());
    Err(EvidenceError::new(Flaw::Stale, name, what, "run the tests on the tree as it is, and make the report again"))
}
