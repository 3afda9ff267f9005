//! What the change did to each function, what a finding weighs, and what the answer is.

mod baseline;
mod change;
mod fingerprint;
mod moved;
mod policy;
mod suppression;
mod verdict;

pub use baseline::{Baseline, BaselineError};
pub use change::{Before, Version};
pub use moved::{moved_files, moved_suppressions};
pub use policy::{Policy, Weighed, weigh, weigh_complaint};
pub use suppression::{Allowed, Today, suppress};
pub use verdict::{Answer, answer};
