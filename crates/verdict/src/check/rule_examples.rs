//! An example of a rule, judged as it is written: as a change where it says what was before (nothing, for a new file),
//! else in a scan of everything.

use super::{Check, Engine, Job, Surroundings, check};
use crate::judge::Answer;
use analysis::test_inventory::{Files, Smells, inventory, smells};
use model::{Complaint, FunctionRef, SourceText};
use rules::examples::{Flagged, Trial};
use rules::{FoundBy, Stage};

/// The day on which examples are judged, so that suppressions in them are over or not on whatever day they are run.
const TODAY: &str = "2026-01-01";

/// What is flagged in the example of `trial`, suppressed findings aside. `is_test` tells of a path whether it holds tests.
pub fn flagged(trial: &Trial<'_>, engine: &Engine, is_test: &(dyn Fn(&str) -> bool + Sync)) -> Vec<Flagged> {
    let findings = judged(trial, engine, is_test).findings.into_iter();
    let counted = findings.filter(|finding| finding.suppressed.is_none());
    counted.map(|finding| Flagged { function: name(finding.function), rule: finding.rule }).collect()
}

/// The whole answer for the example of `trial`, its gaps included.
pub fn judged(trial: &Trial<'_>, engine: &Engine, is_test: &(dyn Fn(&str) -> bool + Sync)) -> Answer {
    let example = trial.example;
    let text = |code: &str| SourceText::new(&example.path, code.as_bytes().to_vec());
    let before = example.base.as_deref().filter(|base| !base.is_empty()).map(text);
    let head = Box::new(|| Some(text(&example.code)));
    let about_tests = matches!(trial.rule.found_by, FoundBy::Stage(Stage::Evidence));
    let job = Job { path: example.path.clone(), path_before: None, before: before.as_ref(), head };
    let mut answer = check(&Check {
        engine,
        jobs: &[job],
        change: example.base.is_some(),
        around: &Alone { is_test },
        today: TODAY,
        progress: &|| {},
    });
    if about_tests {
        let complaints = about_its_tests(&example.path, &text(&example.code), before.as_ref(), &answer, is_test);
        answer.findings.extend(complaints.into_iter().filter_map(|complaint| engine.weigh(complaint)));
    }
    answer
}

/// What is wrong with the tests of an example; the stubs in it are those that were found.
fn about_its_tests(
    path: &str,
    head: &SourceText,
    base: Option<&SourceText>,
    answer: &Answer,
    is_test: &(dyn Fn(&str) -> bool + Sync),
) -> Vec<Complaint> {
    let of =
        |source: &SourceText| inventory(&Files { paths: &[path.to_owned()], read: &|_| Some(source.clone()), is_test });
    let (head, base) = (of(head), base.map(of));
    let named = answer.findings.iter().filter_map(|finding| finding.function.as_ref());
    let stubs: Vec<(String, String)> = named.map(|function| (path.to_owned(), function.name.clone())).collect();
    smells(&Smells { head: &head, base: base.as_ref(), stubs: &stubs })
}

fn name(function: Option<FunctionRef>) -> String {
    function.map(|function| function.name).unwrap_or_default()
}

/// A file with nothing around it.
struct Alone<'a> {
    is_test: &'a (dyn Fn(&str) -> bool + Sync),
}

impl Surroundings for Alone<'_> {
    fn text(&self, _path: &str) -> Option<SourceText> {
        None
    }

    fn mentioning(&self, _names: &[String], _near: &[String]) -> Vec<String> {
        Vec::new()
    }

    fn is_test(&self, path: &str) -> bool {
        (self.is_test)(path)
    }

    fn target(&self, _: &str) -> model::Target {
        model::Target::Elsewhere
    }
}
