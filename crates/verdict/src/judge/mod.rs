//! What the change did to each function, what a finding weighs, and what the answer is.

pub mod claims;
mod contract_scope;
pub mod growth;
mod promises;
mod promises_report;
pub mod proofs;
mod ready;
mod tally;
mod task_check;
mod tasks;
mod verdict;
mod verify;
mod verify_list;

pub use contract_scope::narrower;
pub use promises::{Culprit, Fault, Judged, UseStatus, excused, hollow_by_design, judge_promises, judge_use};
pub use promises_report::promises_read;
pub use ready::{Readiness, ready};
pub use task_check::answer_with_task;
pub use tasks::{Order, TaskSet, order, unsound_handovers, workable};
pub use verdict::{Answer, answer};
pub use verify::{Verification, excuse, verified};
pub use verify_list::{ListVerification, ListedTask, list_verified};

/// Makes a finding of what a stage found of its own accord; `None` where the rule is turned off.
pub type Weigh<'a> = dyn Fn(model::Complaint) -> Option<model::Finding> + 'a;
