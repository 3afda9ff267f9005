//! How many times a test runs with other values.

use std::ops::Range;

use crate::rust::attributes::Attribute;
use crate::rust::predicate::split;
use crate::rust::tokens::Tokens;
use model::{FunctionHead, Span};

/// The cases of a test.
pub(super) struct Cases {
    pub(super) count: usize,
    /// Whether there can be more: they come from files, or are computed.
    pub(super) more: bool,
}

/// The cases of the test `head` with these attributes.
pub(super) fn cases(tokens: &Tokens, attributes: &[Attribute], head: &FunctionHead) -> Cases {
    let named = |name: &str| attributes.iter().filter(|attribute| attribute.last_name(tokens) == name).count();
    let listed = attributes.iter().filter(|attribute| attribute.first_name(tokens) == "case").count();
    let matrices = attributes.iter().filter(|attribute| attribute.last_name(tokens) == "test_matrix");
    let mut cases = Cases { count: (listed + named("test_case")).max(1), more: named("apply") > 0 };
    for attribute in matrices {
        cases.multiply(split(tokens, attribute.any_arguments(tokens), b',').iter().map(|part| values(tokens, part)));
    }
    if attributes.iter().any(|attribute| attribute.last_name(tokens) == "rstest") {
        cases.of_parameters(tokens, head);
    }
    cases
}

impl Cases {
    fn multiply(&mut self, factors: impl Iterator<Item = Option<usize>>) {
        for factor in factors {
            self.count *= factor.unwrap_or(1);
            self.more |= factor.is_none();
        }
    }

    /// `#[values(..)]` and `#[files(..)]` on the parameters.
    fn of_parameters(&mut self, tokens: &Tokens, head: &FunctionHead) {
        let signature = tokens.within(Span::new(head.name_span.end, head.body.start));
        let attributes = signature.filter_map(|at| Attribute::read(tokens, at, false));
        let factors = attributes.filter_map(|attribute| match attribute.last_name(tokens) {
            "values" => Some(Some(split(tokens, attribute.any_arguments(tokens), b',').len().max(1))),
            "files" => Some(None),
            _ => None,
        });
        self.multiply(factors.collect::<Vec<_>>().into_iter());
    }
}

/// How many values an argument of `test_matrix` stands for: an array's, a range's.
fn values(tokens: &Tokens, part: &Range<usize>) -> Option<usize> {
    if let Some(close) = tokens.group(part.start, b'[') {
        return Some(split(tokens, part.start + 1..close, b',').len());
    }
    let text = tokens.folded(part.clone()).replace(' ', "");
    match text.split_once("..") {
        None => Some(1),
        Some((from, to)) => {
            let inclusive = usize::from(to.starts_with('='));
            let to: usize = to.trim_start_matches('=').parse().ok()?;
            Some((to + inclusive).saturating_sub(from.parse().ok()?))
        }
    }
}
