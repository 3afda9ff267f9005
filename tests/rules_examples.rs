//! Every example of every built-in rule, run as a user's code is.

use makegood::judge::Policy;
use makegood::model::SourceText;
use makegood::pipeline::{self, Check, Engine, Job, Surroundings};
use makegood::rules::examples::{Flagged, Trial, examples};
use makegood::rules::{Catalogue, vocabulary};

/// A project of one file.
struct OneFile;

impl Surroundings for OneFile {
    fn text(&self, _path: &str) -> Option<SourceText> {
        None
    }

    fn mentioning(&self, _names: &[String], _near: &[String]) -> Vec<String> {
        Vec::new()
    }

    fn is_test(&self, path: &str) -> bool {
        path.starts_with("tests/")
    }
}

/// What is flagged in an example: as a change where it says what was before (an empty text: the file is new), else in a
/// scan of everything.
fn judge_example(trial: &Trial, engine: &Engine) -> Vec<Flagged> {
    let example = trial.example;
    let text = |code: &str| SourceText::new(example.path.as_str(), code.as_bytes().to_vec());
    let before = example.base.as_deref().filter(|base| !base.is_empty()).map(text);
    let head = Box::new(|| Some(text(&example.code)));
    let jobs = [Job { path: example.path.clone(), path_before: None, before: before.as_ref(), head }];
    let change = example.base.is_some();
    let answer = pipeline::check(&Check {
        engine,
        jobs: &jobs,
        change,
        around: &OneFile,
        today: "2026-01-01",
        progress: &|| {},
    });
    assert!(answer.gaps.is_empty(), "{} cannot be read: {:?}", trial.name(), answer.gaps);
    let flagged = answer
        .findings
        .into_iter()
        .filter_map(|finding| Some(Flagged { function: finding.function?.name, rule: finding.rule }));
    flagged.collect()
}

fn engine(prefilter: bool) -> Engine {
    Engine::new(Catalogue::builtin(), vocabulary(), Policy::default(), prefilter)
}

#[test]
fn every_example_is_judged_as_its_rule_says() {
    let (catalogue, engine) = (Catalogue::builtin(), engine(true));
    let mistakes: Vec<String> = examples(&catalogue)
        .filter_map(|trial| {
            let mistake = trial.judge(&judge_example(&trial, &engine)).err()?;
            Some(format!("{}: {mistake} ({})", trial.name(), trial.example.why))
        })
        .collect();
    assert!(mistakes.is_empty(), "{} examples are judged wrongly:\n{}", mistakes.len(), mistakes.join("\n"));
}

#[test]
fn the_prefilter_loses_no_finding_in_the_examples() {
    let (catalogue, filtered, unfiltered) = (Catalogue::builtin(), engine(true), engine(false));
    for trial in examples(&catalogue) {
        let (found, wanted) = (judge_example(&trial, &filtered), judge_example(&trial, &unfiltered));
        assert_eq!(found, wanted, "{}", trial.name());
    }
}
