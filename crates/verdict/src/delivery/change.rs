//! The change under judgement, as far as promises ask for it.

use model::{SourceText, TestDefinition, TestPlace, TreeChange};
use syntax::language_of;

/// What a change did to the files of a tree.
pub struct Changed<'a> {
    /// All paths that differ, of whatever language.
    pub touched: Vec<String>,
    /// All paths at base.
    pub before: Vec<String>,
    /// The source files that it touches, as they were.
    pub sources_before: Vec<&'a SourceText>,
}

impl Changed<'_> {
    /// The source files that it touches.
    pub(super) fn touched_sources(&self) -> impl Iterator<Item = String> + '_ {
        self.touched.iter().filter(|path| language_of(path).is_some()).cloned()
    }
}

/// What is told of `change`.
pub(super) fn of(change: &Changed) -> TreeChange {
    TreeChange {
        touched: change.touched.iter().cloned().collect(),
        before: change.before.iter().cloned().collect(),
        tests_before: tests(&change.sources_before),
    }
}

/// The tests of `sources`, to tell which are new: whether they ran plays no part.
fn tests(sources: &[&SourceText]) -> Vec<TestPlace> {
    let of = |source: &&SourceText| -> Vec<TestPlace> {
        let told = language_of(&source.path).map(|language| language.tests(source).tests).unwrap_or_default();
        let place = |test: TestDefinition| TestPlace {
            path: source.path.clone(),
            line: source.line(test.name_span.start),
            name: test.name,
            cases: test.cases,
            hash: test.body_hash,
            idle: None,
        };
        told.into_iter().map(place).collect()
    };
    sources.iter().flat_map(of).collect()
}
