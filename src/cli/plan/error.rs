//! Why a task could not be told, at its place in the spec.

use miette::{Diagnostic, NamedSource, SourceSpan};
use thiserror::Error;

use crate::cli::failure::Failure;
use specs::SpecError;
use verdict::PlanError;

/// A mistake in a spec.
#[derive(Debug, Error, Diagnostic)]
#[error("{what}")]
struct BrokenSpec {
    what: String,
    #[source_code]
    text: NamedSource<String>,
    #[label("{label}")]
    at: SourceSpan,
    label: String,
    #[help]
    next: String,
}

/// `error` for the front door.
pub fn failure(error: PlanError) -> miette::Report {
    match error {
        PlanError::Spec(error) => broken(error).into(),
        other => Failure::of(&other).into(),
    }
}

fn broken(error: SpecError) -> BrokenSpec {
    let SpecError { what, next, spec, span, label } = error;
    let text = NamedSource::new(spec.path.clone(), spec.as_str().to_owned());
    BrokenSpec { what, text, at: SourceSpan::from(span.start..span.end), label, next }
}
