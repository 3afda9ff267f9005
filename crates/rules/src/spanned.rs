//! A value together with its place in a TOML file.

use std::ops::Range;

use serde::Deserialize;

/// A value and its place: [`toml::Spanned`], which also has a JSON Schema. Two are equal where their values are.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(transparent)]
pub struct Spanned<T>(toml::Spanned<T>);

impl<T> Spanned<T> {
    /// The value.
    pub fn get_ref(&self) -> &T {
        self.0.get_ref()
    }

    /// The bytes of the file that it takes.
    pub fn span(&self) -> Range<usize> {
        self.0.span()
    }

    /// The value alone.
    pub fn into_inner(self) -> T {
        self.0.into_inner()
    }
}
