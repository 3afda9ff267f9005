//! What the change did to each function, what a finding weighs, and what the answer is.

mod baseline;
mod change;
pub mod claims;
mod deferral;
pub mod evidence;
mod fingerprint;
mod moved;
mod narrow;
mod policy;
mod promises;
mod reading;
mod ready;
mod suppression;
mod tally;
mod tasks;
mod verdict;
mod verify;

pub use baseline::{Baseline, BaselineError};
pub use change::{Before, Version};
pub use deferral::{Targets, defer, deferred};
pub use moved::{moved_files, moved_suppressions};
pub use narrow::narrower;
pub use policy::{Policy, Weighed, weigh, weigh_complaint};
pub use promises::{Culprit, Fault, Judged, UseStatus, excused, judge_promises, judge_use};
pub use reading::promises_read;
pub use ready::{Readiness, ready};
pub use suppression::{Allowed, Today, suppress};
pub use tasks::{Order, TaskSet, order, unsound_handovers, workable};
pub use verdict::{Answer, answer};
pub use verify::{Verification, verified};

/// Makes a finding of what a stage found of its own accord; `None` where the rule is turned off.
pub type Weigh<'a> = dyn Fn(crate::model::Complaint) -> Option<crate::model::Finding> + 'a;
