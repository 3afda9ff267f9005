//! Rule files + facts -> what is wrong with a function.
//!
//! A rule is one file: declaration, manual page and test in one. [`load`] reads it, [`Catalogue`] keeps all of them,
//! [`evaluate`] holds their conditions against a [`model::Subject`] and picks the one that says most.
//! [`examples`] are the tests that the files carry, [`pages`] their manual pages.

mod baseline;
mod catalogue;
mod change_status;
mod condition;
mod deferral;
mod error;
mod evaluate;
pub mod examples;
mod file;
mod fingerprint;
mod holds;
mod load;
mod named;
pub mod pages;
mod patterns;
mod policy;
mod policy_changes;
mod rule;
#[cfg(feature = "schema")]
mod schema;
mod spanned;
mod suppression;
mod template;
mod words;

pub use baseline::{Baseline, BaselineError};
pub use catalogue::{Catalogue, vocabulary};
pub use change_status::{Before, Version};
pub use condition::Condition;
pub use deferral::{Targets, defer, deferred};
pub use error::RuleError;
pub use evaluate::evaluate;
pub use fingerprint::text_fingerprint;
pub use load::load;
pub use named::{Named, OneOf, RoleKind};
pub use patterns::{AdmissionPattern, ExclusionPattern, ExitPattern, Range, SignPattern};
pub use policy::{Policy, Weighed, weigh, weigh_complaint};
pub use policy_changes::{mark_new_suppressions, moved_files, moved_suppressions};
pub use rule::{Example, FoundBy, Illustration, IllustrationKind, Matcher, Rule, Show, Stage};
#[cfg(feature = "schema")]
pub use schema::generate_schema;
pub use spanned::Spanned;
pub use suppression::{Allowed, Today, suppress};
pub use template::{Template, Value};
