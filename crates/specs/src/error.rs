//! What is wrong with a spec, and where.

use thiserror::Error;

use model::{SourceText, Span};

/// A mistake in a spec. Shown with its place in the text.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{what}")]
pub struct SpecError {
    /// What is wrong, without a full stop: `unknown key \`provide\``.
    pub what: String,
    /// What to do about it.
    pub next: String,
    /// The spec.
    pub spec: Box<SourceText>,
    /// Where in it (bytes).
    pub span: Span,
    /// A few words to put at the place.
    pub label: String,
}
