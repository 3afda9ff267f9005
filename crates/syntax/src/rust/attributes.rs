//! Attributes: `#[cfg(..)]`, what makes a test, what hides from coverage.

use std::ops::Range;

use super::predicate::{Predicate, split};
use super::tokens::Tokens;
use model::Span;

/// An attribute as it stands in the text.
#[derive(Debug, Clone)]
pub(super) struct Attribute {
    /// From `#` to one past `]`.
    pub(super) tokens: Range<usize>,
    /// What is between the brackets.
    content: Range<usize>,
}

/// Names of test attributes that do not end in `test`.
const TESTS: &[&str] = &["bench", "quickcheck", "test_case", "test_matrix", "proptest", "rstest", "gtest"];

impl Attribute {
    /// Reads the attribute that begins at `at`, inner (`#![..]`) or outer as asked.
    pub(super) fn read(tokens: &Tokens, at: usize, inner: bool) -> Option<Self> {
        let open = at + 1 + usize::from(inner);
        let sign = tokens.is_punct(at, b'#') && (!inner || tokens.is_punct(at + 1, b'!'));
        let close = sign.then(|| tokens.group(open, b'[')).flatten()?;
        let attribute = Self { tokens: at..close + 1, content: open + 1..close };
        Some(attribute.without_unsafe(tokens))
    }

    /// `#[unsafe(no_mangle)]` is `#[no_mangle]`.
    fn without_unsafe(mut self, tokens: &Tokens) -> Self {
        if tokens.is_word(self.content.start, "unsafe")
            && let Some(close) = tokens.group(self.content.start + 1, b'(')
        {
            self.content = self.content.start + 2..close;
        }
        self
    }

    /// Reads all attributes that begin at `at`; answers with the token after them.
    pub(super) fn read_all(tokens: &Tokens, mut at: usize, inner: bool) -> (Vec<Self>, usize) {
        let mut attributes = Vec::new();
        while let Some(attribute) = Self::read(tokens, at, inner) {
            at = attribute.tokens.end;
            attributes.push(attribute);
        }
        (attributes, at)
    }

    /// As written, white space folded.
    pub(super) fn text(&self, tokens: &Tokens) -> String {
        tokens.folded(self.tokens.clone())
    }

    pub(super) fn span(&self, tokens: &Tokens) -> Span {
        tokens.extent(&self.tokens)
    }

    /// The predicate of a `cfg` attribute.
    pub(super) fn cfg(&self, tokens: &Tokens) -> Option<Predicate> {
        let arguments = self.arguments(tokens, "cfg")?;
        (!arguments.is_empty()).then(|| Predicate::read(tokens, arguments))
    }

    /// Whether it makes a function a test: `#[test]`, `#[tokio::test]`, `#[rstest]`.
    pub(super) fn is_test(&self, tokens: &Tokens) -> bool {
        let name = self.last_name(tokens);
        name == "test" || name.ends_with("_test") || TESTS.contains(&name)
    }

    /// Whether its path is the one name `name`.
    pub(super) fn is(&self, tokens: &Tokens, name: &str) -> bool {
        tokens.is_word(self.content.start, name) && !tokens.is_path_separator(self.content.start + 1)
    }

    /// Whether it is `#[linkage = "weak"]`, with any of the weak linkages.
    pub(super) fn is_weak_linkage(&self, tokens: &Tokens) -> bool {
        self.is(tokens, "linkage") && tokens.str(self.content.start + 2).contains("weak")
    }

    /// Whether it hides what it stands on from coverage.
    pub(super) fn hides_from_coverage(&self, tokens: &Tokens) -> bool {
        let off = |range: &Range<usize>| turns_coverage_off(tokens, range.clone());
        match self.arguments(tokens, "cfg_attr") {
            Some(arguments) => split(tokens, arguments, b',').iter().skip(1).any(off),
            None => off(&self.content) || self.cfg(tokens).is_some_and(|cfg| cfg.hides_from_coverage()),
        }
    }

    /// The tokens inside the parentheses of `name(..)`, when that is what the attribute is.
    pub(super) fn arguments(&self, tokens: &Tokens, name: &str) -> Option<Range<usize>> {
        let open = self.content.start + 1;
        let close = self.is(tokens, name).then(|| tokens.group(open, b'(')).flatten()?;
        Some(open + 1..close)
    }

    /// The tokens inside the parentheses behind its path.
    pub(super) fn any_arguments(&self, tokens: &Tokens) -> Range<usize> {
        let open = self.content.clone().find(|&at| tokens.group(at, b'(').is_some());
        open.map_or(self.content.end..self.content.end, |open| open + 1..tokens.next(open) - 1)
    }

    /// What is between its brackets.
    pub(super) fn content(&self) -> Range<usize> {
        self.content.clone()
    }

    /// The first part of its path.
    pub(super) fn first_name<'a>(&self, tokens: &Tokens<'a>) -> &'a str {
        tokens.str(self.content.start)
    }

    /// The last part of its path.
    pub(super) fn last_name<'a>(&self, tokens: &Tokens<'a>) -> &'a str {
        let mut at = self.content.start;
        while tokens.is_path_separator(at + 1) && at + 3 < self.content.end {
            at += 3;
        }
        tokens.str(at)
    }
}

/// `coverage(off)`, the older `no_coverage`, and `tarpaulin::skip`.
fn turns_coverage_off(tokens: &Tokens, range: Range<usize>) -> bool {
    matches!(tokens.folded(range).replace(' ', "").as_str(), "coverage(off)" | "no_coverage" | "tarpaulin::skip")
}
