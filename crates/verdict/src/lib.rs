//! Promises, the index of the code and evidence -> verdicts: what was delivered, what was not, and what a task is blocked by.

mod change_kind;
pub mod check;
mod commit_content;
mod delivery;
pub mod judge;
mod plan;
mod prescribed;
mod test_counts;

pub use change_kind::{is_refactoring, needs_no_test, shrinks};
pub use commit_content::{Committed, holding};
pub use delivery::{Asked, Changed, Grounds, Lookup, delivered};
pub use plan::{DEFAULT_FOLDERS, Plan, PlanError, ReadText, is_spec_path, task_in, tasks_of};
pub use prescribed::prescribed;
pub use test_counts::{Stock, identities};
