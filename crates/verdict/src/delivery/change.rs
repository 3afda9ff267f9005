//! The change under judgement, as far as promises ask for it.

use std::collections::{HashMap, HashSet};

use model::{DeliveredFunction, SourceText, TestDefinition, TestPlace, TreeChange};
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
        functions_before: change.sources_before.iter().flat_map(|source| heads(source)).map(plain_name).collect(),
    }
}

fn plain_name((qualified, _): (String, u64)) -> String {
    qualified.rsplit("::").next().unwrap_or(&qualified).to_owned()
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

/// Notes which of `functions` the change adds or modifies.
pub(super) fn mark_touched(change: &Changed, functions: &mut [DeliveredFunction]) {
    let touched: HashSet<&str> = change.touched.iter().map(String::as_str).collect();
    let before: HashMap<&str, HashSet<(String, u64)>> =
        change.sources_before.iter().map(|source| (source.path.as_str(), heads(source))).collect();
    for function in functions {
        let same = before.get(function.path.as_str());
        let same = same.is_some_and(|heads| heads.contains(&(function.qualified.clone(), function.token_hash)));
        function.touched = touched.contains(function.path.as_str()) && !same;
    }
}

fn heads(source: &SourceText) -> HashSet<(String, u64)> {
    let Some(language) = language_of(&source.path) else { return HashSet::new() };
    let opened = language.open(source);
    opened.heads().iter().map(|head| (head.qualified.clone(), opened.token_hash(head))).collect()
}
