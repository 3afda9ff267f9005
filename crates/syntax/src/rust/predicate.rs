//! `cfg` predicates: what is inside `#[cfg(..)]`.

use std::ops::Range;

use super::tokens::Tokens;

/// A `cfg` predicate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Predicate {
    All(Vec<Predicate>),
    Any(Vec<Predicate>),
    Not(Box<Predicate>),
    /// `unix`, `feature = "x"`: as written, white space folded.
    Option(String),
}

/// How deep predicates may nest.
const DEEPEST: usize = 20;

/// Options under which code is built for testing or documenting it, and for nothing else.
const FOR_TESTS: &[&str] = &["test", "doctest", "doc", "fuzzing", "loom", "kani", "bench"];

/// Parts of a feature's name that tell the same.
const TEST_FEATURES: &[&str] = &["test", "mock", "fuzz", "bench", "quickcheck", "proptest"];

impl Predicate {
    /// Reads the predicate that stands in the tokens `range`.
    pub(super) fn read(tokens: &Tokens, range: Range<usize>) -> Self {
        Self::read_nested(tokens, range, 0)
    }

    /// A predicate that is nested deeper than any in real code is one option as a whole.
    fn read_nested(tokens: &Tokens, range: Range<usize>, depth: usize) -> Self {
        let close = tokens.group(range.start + 1, b'(').filter(|close| depth < DEEPEST && *close < range.end);
        let inner = || {
            let parts = close.map_or(Vec::new(), |close| split(tokens, range.start + 2..close, b','));
            parts.into_iter().map(|part| Self::read_nested(tokens, part, depth + 1)).collect::<Vec<_>>()
        };
        match tokens.str(range.start) {
            "all" if close.is_some() => Predicate::All(inner()),
            "any" if close.is_some() => Predicate::Any(inner()),
            "not" => match inner().pop() {
                Some(negated) => Predicate::Not(Box::new(negated)),
                None => Predicate::Option(tokens.folded(range)),
            },
            _ => Predicate::Option(tokens.folded(range)),
        }
    }

    /// As it is written in an attribute.
    pub(super) fn text(&self) -> String {
        let list = |all: &[Predicate]| all.iter().map(Predicate::text).collect::<Vec<_>>().join(", ");
        match self {
            Predicate::All(all) => format!("all({})", list(all)),
            Predicate::Any(any) => format!("any({})", list(any)),
            Predicate::Not(not) => format!("not({})", not.text()),
            Predicate::Option(option) => option.clone(),
        }
    }

    /// The predicate without its outermost `not`s, and whether their number is odd.
    pub(super) fn without_not(&self) -> (&Predicate, bool) {
        match self {
            Predicate::Not(inner) => {
                let (predicate, negated) = inner.without_not();
                (predicate, !negated)
            }
            _ => (self, false),
        }
    }

    /// Whether code under it is built for tests only. `any(test, feature = "testing")` is,
    /// `any(test, windows)` is not: that is real code on Windows.
    pub(super) fn is_for_tests(&self) -> bool {
        match self {
            Predicate::All(all) => all.iter().any(Predicate::is_for_tests),
            Predicate::Any(any) => !any.is_empty() && any.iter().all(Predicate::is_for_tests),
            Predicate::Not(_) => false,
            Predicate::Option(option) => {
                FOR_TESTS.contains(&option.as_str()) || is_test_option(option) || is_test_feature(option)
            }
        }
    }

    /// Whether it holds only where no coverage is measured.
    pub(super) fn hides_from_coverage(&self) -> bool {
        match self {
            Predicate::All(all) => all.iter().any(Predicate::hides_from_coverage),
            Predicate::Not(inner) => inner.names_coverage(),
            Predicate::Any(_) | Predicate::Option(_) => false,
        }
    }

    fn names_coverage(&self) -> bool {
        match self {
            Predicate::Any(any) => any.iter().any(Predicate::names_coverage),
            Predicate::Option(option) => {
                matches!(option.as_str(), "coverage" | "coverage_nightly" | "tarpaulin" | "tarpaulin_include")
            }
            Predicate::All(_) | Predicate::Not(_) => false,
        }
    }
}

/// `ktest`, `unit_test`: a project's own name for a build of its tests.
fn is_test_option(option: &str) -> bool {
    option.ends_with("test")
        && option.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
        && option != "latest"
}

fn is_test_feature(option: &str) -> bool {
    let feature = option.strip_prefix("feature").is_some_and(|rest| rest.trim_start().starts_with('='));
    feature && TEST_FEATURES.iter().any(|part| option.contains(part))
}

/// The parts of `range` between the top-level punctuation `by`; empty parts are left out.
pub(super) fn split(tokens: &Tokens, range: Range<usize>, by: u8) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut start = range.start;
    let mut at = range.start;
    while at < range.end {
        if tokens.is_punct(at, by) {
            parts.push(start..at);
            start = at + 1;
        }
        at = tokens.next(at);
    }
    parts.push(start..range.end);
    parts.retain(|part| !part.is_empty());
    parts
}
