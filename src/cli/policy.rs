//! By which policy a change is judged: whoever is judged does not choose it.
//!
//! Configuration, rules of the project and baseline count as the base has them, in whatever way they came to differ: also where git
//! is told to ignore them. A change of policy alone has nothing that is judged by it, and `--accept-policy-change` takes the new one.

use std::path::{Path, PathBuf};

use super::config::{self, Config, FILE_NAME};
use super::engine;
use super::failure::Failure;
use super::plan;
use super::settings::{BASELINE, Baseline, CheckSettings, OWN_RULES};
use vcs::{Selection, Tree};

/// The settings that hold for the change of `selection`, where its base has another policy than `settings` were made with.
///
/// # Errors
/// If the policy of the base holds a mistake, or cannot be read.
pub fn of_base(settings: &CheckSettings, selection: &Selection) -> miette::Result<Option<CheckSettings>> {
    if settings.accept_policy_change || selection.base_commit.is_none() {
        return Ok(None);
    }
    let base = &selection.base;
    let config = config_at(base, settings)?;
    let rules = rules_at(base)?;
    let baseline = baseline_at(base, settings, config.as_ref());
    let same_config = text_of(config.as_ref()) == text_of(settings.config.as_ref());
    if same_config && names_and_texts(&rules) == rules_on_disk(settings)? && is_same(&baseline, &settings.baseline) {
        return Ok(None);
    }
    let held = settings.under(config, baseline)?;
    Ok(Some(CheckSettings { own_rule_texts: Some(rules), ..held }))
}

fn text_of(config: Option<&Config>) -> Option<(&Path, &str)> {
    config.map(|config| (config.path.as_path(), config.text.as_str()))
}

/// The configuration as `base` has it: the one that was named, where it has that, else the nearest one.
fn config_at(base: &Tree, settings: &CheckSettings) -> miette::Result<Option<Config>> {
    let place = &settings.place;
    let named = settings.config.as_ref().filter(|_| settings.typed.config.is_some());
    let candidates: Vec<PathBuf> = match named {
        Some(named) => named.path.strip_prefix(&place.root).map(Path::to_path_buf).into_iter().collect(),
        None => place.here.ancestors().map(|folder| folder.join(FILE_NAME)).collect(),
    };
    let found = candidates.iter().find_map(|path| Some((path, plan::text(base, &slashed(path))?)));
    match found {
        Some((path, text)) => config::parse(&place.root.join(path), text.as_str().to_owned()).map(Some),
        None => Ok(named.cloned()),
    }
}

/// The rules of the project as `base` has them, by path.
fn rules_at(base: &Tree) -> miette::Result<Vec<(String, String)>> {
    let mut paths = base.files_in(OWN_RULES).map_err(|error| Failure::of(&error))?;
    paths.retain(|path| path.ends_with(".toml"));
    Ok(paths
        .into_iter()
        .filter_map(|path| Some((path.clone(), plan::text(base, &path)?.as_str().to_owned())))
        .collect())
}

fn rules_on_disk(settings: &CheckSettings) -> miette::Result<Vec<(String, String)>> {
    Ok(names_and_texts(&engine::rule_files(&settings.own_rules)?))
}

fn names_and_texts(rules: &[(String, String)]) -> Vec<(String, String)> {
    rules.iter().map(|(path, text)| (model::file_name(path).to_owned(), text.clone())).collect()
}

/// The baseline as `base` has it. One that was named on the command line and is new counts as it is.
fn baseline_at(base: &Tree, settings: &CheckSettings, config: Option<&Config>) -> Baseline {
    let typed = &settings.typed.check.policy;
    if typed.no_baseline || typed.write_baseline {
        return settings.baseline.clone();
    }
    let root = &settings.place.root;
    let configured = || {
        let config = config?;
        Some(config.path.parent()?.join(config.file.check.baseline.as_ref()?.get_ref()))
    };
    let named = typed.baseline.as_ref().map(|path| std::path::absolute(path).unwrap_or_else(|_| path.clone()));
    let path = named.clone().or_else(configured).unwrap_or_else(|| root.join(BASELINE));
    let text = path.strip_prefix(root).ok().and_then(|path| plan::text(base, &slashed(path)));
    match text {
        Some(text) => Baseline::AtBase { path, text: text.as_str().to_owned() },
        None if named.is_some() => settings.baseline.clone(),
        None => Baseline::Ignored,
    }
}

/// Whether the baseline of the base says what the one on disk does.
fn is_same(base: &Baseline, disk: &Baseline) -> bool {
    match (base, disk) {
        (Baseline::AtBase { path, text }, Baseline::Read(read)) => {
            path == read && std::fs::read_to_string(read).is_ok_and(|now| now == *text)
        }
        (base, disk) => base == disk,
    }
}

fn slashed(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}
