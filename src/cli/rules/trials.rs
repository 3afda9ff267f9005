//! The examples that rules carry, run as tests.

use std::path::Path;

use crate::cli::config::PathPatterns;
use crate::cli::console::Console;
use crate::cli::exit::Exit;
use crate::cli::settings::TESTS;
use rules::Policy;
use rules::examples::{Trial, examples};
use rules::{Catalogue, vocabulary};
use verdict::check::{Engine, flagged};

/// Runs all examples of `catalogue`. The words are the built-in ones: an example must mean the same in every project. Nor
/// does a project's own rule have a say in the examples of the built-in ones.
pub fn run(catalogue: &Catalogue, console: &Console) -> miette::Result<Exit> {
    let engine = |catalogue: Catalogue| {
        let prefilter = catalogue.is_builtin();
        Engine::new(catalogue, vocabulary(), Policy::default(), prefilter)
    };
    let (builtin, all) = (Catalogue::builtin(), engine(catalogue.clone()));
    let alone = engine(builtin.clone());
    let tests = PathPatterns::known(TESTS);
    let is_test = |path: &str| tests.matches(Path::new(path));
    let trials: Vec<Trial> = examples(catalogue).collect();
    let wrong: Vec<String> = trials
        .iter()
        .filter_map(|trial| {
            let engine = if builtin.get(&trial.rule.id).is_some() { &alone } else { &all };
            trial.judge(&flagged(trial, engine, &is_test)).err().map(|wrong| line(trial, &wrong))
        })
        .collect();
    console.answer(format!("{}{}", wrong.concat(), summary(trials.len(), wrong.len(), catalogue)).as_bytes())?;
    Ok(if wrong.is_empty() { Exit::Clean } else { Exit::Findings })
}

fn line(trial: &Trial, wrong: &str) -> String {
    format!("{}: {}: {wrong}\n", trial.rule.path, trial.name())
}

fn summary(trials: usize, wrong: usize, catalogue: &Catalogue) -> String {
    let rules = catalogue.rules().len();
    format!("{trials} examples of {rules} rules: {} as they should be, {wrong} not\n", trials - wrong)
}
