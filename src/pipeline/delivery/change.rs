//! The change under judgement, as far as promises ask for it.

use super::file;
use crate::lang::language_of;
use crate::model::{SourceText, TestDefinition, TestPlace, TreeChange};

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

/// The tests of `sources`. A test that only another file registers counts: that file may not be touched.
fn tests(sources: &[&SourceText]) -> Vec<TestPlace> {
    let told: Vec<_> =
        sources.iter().filter_map(|source| Some((*source, language_of(&source.path)?.tests(source)))).collect();
    let handed = told.iter().flat_map(|(_, told)| &told.registered);
    let registered = file::registered(handed.map(|one| (one.test.clone(), one.cases.max(1))));
    let place = |source: &SourceText, test: &TestDefinition| {
        file::test_place(source.path.clone(), source.line(test.name_span.start), test.clone(), &registered)
    };
    told.iter().flat_map(|(source, told)| told.tests.iter().map(|test| place(source, test))).collect()
}
