//! The engine of a run: built-in and own rules, words, weights.

use std::path::{Path, PathBuf};

use crate::cli::config::{check_names as check_configured, unknown_name};
use crate::cli::failure::{Failure, because};
use crate::cli::named_files::{self, MOST_TEXT};
use crate::cli::run_root::shown;
use crate::cli::settings::CheckSettings;
use model::Vocabulary;
use rules::Policy;
use rules::{Catalogue, vocabulary};
use verdict::check::Engine;

/// Puts the engine together.
///
/// # Errors
/// If a rule file of the project is not sound, or if the configuration names a rule or word list that does not exist.
pub fn build(settings: &CheckSettings) -> miette::Result<Engine> {
    let mut words = vocabulary();
    let catalogue = match &settings.own_rule_texts {
        None => with_own(Catalogue::for_judging(&words), &settings.own_rules)?,
        Some(rules) => {
            let texts = rules.iter().map(|(path, text)| (path.as_str(), text.as_str()));
            Catalogue::for_judging(&words).with_project(texts)?
        }
    };
    check_names(settings, &catalogue, &words)?;
    for (list, added) in &settings.vocabulary {
        words.extend(list, added.iter().cloned());
    }
    let policy = Policy { severities: settings.severities.clone() };
    // The prefilter knows the words by which built-in rules flag, and not by what shape a project's own rule could.
    let prefilter = settings.prefilter && catalogue.is_builtin();
    Ok(Engine::new(catalogue, words, policy, prefilter))
}

/// The built-in rules and those in the folder `own`.
///
/// # Errors
/// If the folder or a file in it cannot be read, or if a file is no sound rule.
pub fn catalogue(own: &Path) -> miette::Result<Catalogue> {
    with_own(Catalogue::builtin(), own)
}

fn with_own(built_in: Catalogue, own: &Path) -> miette::Result<Catalogue> {
    let files = rule_files(own)?;
    let texts = files.iter().map(|(path, text)| (path.as_str(), text.as_str()));
    Ok(built_in.with_project(texts)?)
}

/// The files in the folder `own`: their paths for people, and their texts.
///
/// # Errors
/// If the folder or a file in it cannot be read.
pub fn rule_files(own: &Path) -> miette::Result<Vec<(String, String)>> {
    if !own.is_dir() {
        return Ok(Vec::new());
    }
    let failed = |error| because(error, format!("cannot read the project's rules in {}", shown(own)));
    let mut paths: Vec<PathBuf> =
        std::fs::read_dir(own).and_then(|entries| entries.map(|entry| Ok(entry?.path())).collect()).map_err(failed)?;
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "toml"));
    paths.sort();
    paths
        .into_iter()
        .map(|path| {
            let text = named_files::read_text(&path, MOST_TEXT)
                .map_err(|error| because(error, format!("cannot read the rule {}", shown(&path))))?;
            Ok((shown(&path), text))
        })
        .collect()
}

fn check_names(settings: &CheckSettings, catalogue: &Catalogue, words: &Vocabulary) -> miette::Result<()> {
    let known = catalogue.ids();
    if let Some(config) = &settings.config {
        let lists: Vec<&str> = words.names().collect();
        check_configured(config, &known, &lists)?;
    }
    match settings.severities.keys().find(|id| !known.contains(&id.as_str())) {
        Some(typed) => {
            let (what, next) = unknown_name("rule", typed, &known);
            Err(Failure::new(what, next).into())
        }
        None => Ok(()),
    }
}
