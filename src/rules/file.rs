//! A rule file as written, before it is checked.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use super::condition::Condition;
use super::named::{OneOf, one};
use super::rule::Show;
use crate::model::{LanguageId, Severity};

/// The keys of a rule file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RuleFile {
    pub(super) id: Spanned<String>,
    pub(super) title: String,
    pub(super) severity: Severity,
    pub(super) rank: i64,
    pub(super) message: Spanned<String>,
    pub(super) show: OneOf<Show>,
    pub(super) why: String,
    pub(super) help: String,
    #[serde(default)]
    pub(super) words: BTreeMap<String, Vec<String>>,
    pub(super) when: Spanned<Condition>,
    #[serde(default)]
    pub(super) flags: Vec<ExampleTable>,
    #[serde(default)]
    pub(super) spares: Vec<ExampleTable>,
}

/// The keys of an example.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ExampleTable {
    #[serde(deserialize_with = "one")]
    pub(super) language: LanguageId,
    pub(super) code: String,
    pub(super) why: String,
    pub(super) function: Option<String>,
    pub(super) base: Option<String>,
    pub(super) path: Option<String>,
    pub(super) instead: Option<String>,
}
