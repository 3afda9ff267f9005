//! Every example of every built-in rule, run as a user's code is.

use rules::Policy;
use rules::examples::{Flagged, Trial, examples};
use rules::{Catalogue, vocabulary};
use verdict::check::{self, Engine};

/// What is flagged in an example, which must be readable to the last word.
fn judge_example(trial: &Trial, engine: &Engine) -> Vec<Flagged> {
    let is_test = |path: &str| path.starts_with("tests/");
    let gaps = check::judged(trial, engine, &is_test).gaps;
    assert!(gaps.is_empty(), "{} cannot be read: {gaps:?}", trial.name());
    check::flagged(trial, engine, &is_test)
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
