//! What is wrong with a configuration, at its place in the text.

use std::ops::Range;
use std::path::Path;

use miette::{Diagnostic, NamedSource, SourceSpan};
use thiserror::Error;

use crate::cli::run_root::shown;

/// A mistake in `makegood.toml`.
#[derive(Debug, Error, Diagnostic)]
#[error("{what}")]
pub struct ConfigError {
    what: String,
    #[source_code]
    text: NamedSource<String>,
    #[label("{label}")]
    at: Option<SourceSpan>,
    label: String,
    #[help]
    next: Option<String>,
}

impl ConfigError {
    /// `what` is wrong in the file at `path`; `label` is said at its place, the bytes `at` of `text`.
    pub fn new(path: &Path, text: &str, at: Option<Range<usize>>, what: String, label: String) -> Self {
        let text = NamedSource::new(shown(path), text.to_owned()).with_language("toml");
        Self { what, text, at: at.map(SourceSpan::from), label, next: None }
    }

    /// The same error, with what to do about it.
    pub fn next(self, next: Option<String>) -> Self {
        Self { next, ..self }
    }
}

/// The error of the TOML reader, in our words.
pub fn from_toml(path: &Path, text: &str, error: &toml::de::Error) -> ConfigError {
    let message = error.message().lines().next().unwrap_or("not valid TOML");
    let (what, label, next) = match Unknown::read(message) {
        Some(unknown) => (unknown.what(), "not known here".to_owned(), Some(unknown.next())),
        None => (format!("{} cannot be read", shown(path)), message.to_owned(), None),
    };
    ConfigError::new(path, text, error.span(), what, label).next(next)
}

/// A name that is not one of those which are known at its place.
pub struct Unknown<'a> {
    /// What it was meant to be: `key`, `rule`.
    pub kind: &'a str,
    /// What was typed.
    pub typed: &'a str,
    /// What is known there.
    pub known: Vec<&'a str>,
}

impl<'a> Unknown<'a> {
    /// serde says ``unknown field `a`, expected one of `b`, `c` ``: the first quoted name was typed, the others are known.
    fn read(message: &'a str) -> Option<Self> {
        let kind = [("unknown field", "key"), ("unknown variant", "value")];
        let kind = kind.iter().find(|(said, _)| message.starts_with(said))?.1;
        let mut names = message.split('`').skip(1).step_by(2);
        Some(Self { kind, typed: names.next()?, known: names.collect() })
    }

    /// What is wrong.
    pub fn what(&self) -> String {
        format!("there is no {} `{}`", self.kind, self.typed)
    }

    /// What to do.
    pub fn next(&self) -> String {
        match nearest(self.typed, &self.known) {
            Some(name) => format!("did you mean `{name}`?"),
            None => format!("known are: {}", self.known.join(", ")),
        }
    }
}

/// The name that `typed` was most likely meant to be.
fn nearest<'a>(typed: &str, known: &[&'a str]) -> Option<&'a str> {
    known
        .iter()
        .map(|name| (strsim::normalized_damerau_levenshtein(typed, name), *name))
        .filter(|(likeness, _)| *likeness > 0.5)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, name)| name)
}
