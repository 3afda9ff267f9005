//! Rule files + facts -> what is wrong with a function.
//!
//! A rule is one file: declaration, manual page and test in one. [`load`] reads it, [`Catalogue`] keeps all of them,
//! [`evaluate`] holds their conditions against a [`crate::model::Subject`] and picks the one that says most.
//! [`examples`] are the tests that the files carry, [`pages`] their manual pages.

mod catalogue;
mod condition;
mod error;
mod evaluate;
pub mod examples;
mod file;
mod holds;
mod load;
mod named;
pub mod pages;
mod patterns;
mod rule;
mod template;
mod words;

pub use catalogue::{Catalogue, vocabulary};
pub use condition::Condition;
pub use error::RuleError;
pub use evaluate::evaluate;
pub use load::load;
pub use named::{Named, OneOf, RoleKind};
pub use patterns::{AdmissionPattern, ExclusionPattern, ExitPattern, Range, SignPattern};
pub use rule::{Example, FoundBy, Illustration, IllustrationKind, Matcher, Rule, Show, Stage};
pub use template::{Template, Value};
