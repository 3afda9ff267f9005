//! A rule file as written, before it is checked.

use std::collections::BTreeMap;

use super::condition::Condition;
use super::named::{OneOf, Word, one};
use super::rule::{IllustrationKind, Show, Stage};
use super::spanned::Spanned;
use model::{LanguageId, Severity};
use serde::Deserialize;

/// The keys of a rule file.
#[derive(Debug, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(super) struct RuleFile {
    pub(super) id: Spanned<String>,
    pub(super) title: String,
    pub(super) severity: Severity,
    pub(super) found_by: Option<Spanned<Word<Stage>>>,
    pub(super) rank: Option<i64>,
    pub(super) message: Option<Spanned<String>>,
    pub(super) show: Option<OneOf<Show>>,
    pub(super) why: String,
    pub(super) help: String,
    pub(super) words: Option<BTreeMap<String, Vec<String>>>,
    pub(super) when: Option<Spanned<Condition>>,
    #[serde(default)]
    pub(super) flags: Vec<ExampleTable>,
    #[serde(default)]
    pub(super) spares: Vec<ExampleTable>,
    #[serde(default)]
    pub(super) shown: Vec<IllustrationTable>,
}

/// The keys of an example.
#[derive(Debug, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(super) struct ExampleTable {
    #[serde(deserialize_with = "one")]
    #[cfg_attr(feature = "schema", schemars(with = "Word<LanguageId>"))]
    pub(super) language: LanguageId,
    pub(super) code: String,
    pub(super) why: String,
    pub(super) function: Option<String>,
    pub(super) base: Option<String>,
    pub(super) path: Option<String>,
    pub(super) instead: Option<String>,
    pub(super) beside: Option<String>,
}

/// The keys of something that is shown and not run.
#[derive(Debug, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(super) struct IllustrationTable {
    #[serde(rename = "as", deserialize_with = "one")]
    #[cfg_attr(feature = "schema", schemars(with = "Word<IllustrationKind>"))]
    pub(super) kind: IllustrationKind,
    pub(super) why: String,
    pub(super) text: String,
}
