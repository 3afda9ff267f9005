//! The tasks of a project: where their specs lie, and which task is meant.

mod error;
mod select;
mod targets;

use std::path::{Component, Path, PathBuf};

pub use error::failure;
pub use select::select;
pub use targets::Targets;

use super::failure::Failure;
use super::settings::CheckSettings;
use crate::cli::named_files::{self, MOST_TEXT};
use crate::cli::run_root::shown;
use model::{SourceText, Task, one_of};
use vcs::{Loaded, Tree};
use verdict::{DEFAULT_FOLDERS, Plan, PlanError, is_spec_path, task_in};

/// The folders in which specs are looked for, from the root.
pub fn folders(settings: &CheckSettings) -> Vec<String> {
    let configured = settings.config.as_ref().and_then(|config| {
        let folder = config.file.tasks.dir.as_ref()?;
        let absolute = config.path.parent()?.join(folder.get_ref());
        from_root(&absolute, &settings.place.root)
    });
    configured
        .map_or_else(|| DEFAULT_FOLDERS.iter().map(|folder| (*folder).to_owned()).collect(), |folder| vec![folder])
}

/// `path` from the root; `None` where it lies outside.
pub fn from_root(path: &Path, root: &Path) -> Option<String> {
    let path = path.canonicalize().unwrap_or_else(|_| lexical(path));
    let below = path.strip_prefix(root).ok()?;
    Some(below.to_string_lossy().replace('\\', "/"))
}

/// `path` without `.` and `..`, for what does not exist.
fn lexical(path: &Path) -> PathBuf {
    let mut clean = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => drop(clean.pop()),
            Component::CurDir => {}
            part => clean.push(part),
        }
    }
    clean
}

/// Reads all specs of `tree` that lie in `folders`.
///
/// # Errors
/// When the tree cannot be listed.
pub fn read(tree: &Tree, folders: &[String]) -> miette::Result<Plan> {
    let mut paths = tree.paths().map_err(|error| Failure::of(&error))?;
    paths.retain(|path| is_spec_path(path, folders));
    Ok(Plan::read(&paths, &|path| spec_text(tree, path)))
}

/// The folder of the spec that was named by its path, and the one of those that are done, where `folders` do not hold them.
pub fn own_folder(typed: &str, root: &Path, folders: &[String]) -> Option<String> {
    let (path, _) = typed.split_once('#').unwrap_or((typed, ""));
    let path = from_root(&std::path::absolute(path).ok()?, root)?;
    let folder = path.rsplit_once('/').map(|(folder, _)| folder)?;
    let folder = folder.strip_suffix("/done").unwrap_or(folder).to_owned();
    let is_held = |known: &String| folder == *known || folder.starts_with(&format!("{known}/"));
    (path.ends_with(".md") && !folders.iter().any(is_held)).then_some(folder)
}

/// The text of a spec of `tree`, however long: what is too large to be judged as code can still be a spec.
pub fn spec_text(tree: &Tree, path: &str) -> Option<SourceText> {
    match tree.read(path) {
        Ok(Some(Loaded::Gap(_))) => match tree.read_whole(path) {
            Ok(Some(Loaded::Text(text))) => Some(text),
            _ => None,
        },
        Ok(Some(Loaded::Text(text))) => Some(text),
        _ => None,
    }
}

/// The text of a file of `tree`; `None` where there is none.
pub fn text(tree: &Tree, path: &str) -> Option<SourceText> {
    match tree.read(path) {
        Ok(Some(Loaded::Text(text))) => Some(text),
        _ => None,
    }
}

/// The task that `typed` means: the path of a spec, `path#id`, or what a task is called.
///
/// # Errors
/// If there is no such task, if there are several, or if its spec cannot be read.
pub fn find(typed: &str, tree: &Tree, plan: &Plan, settings: &CheckSettings) -> miette::Result<Task> {
    let (path, id) = match typed.rsplit_once('#') {
        Some((path, id)) if !path.is_empty() && !id.is_empty() => (path, Some(id)),
        _ => (typed, None),
    };
    if let Some(source) = spec_at(path, tree, settings)? {
        return task_in(&source, id, &|path| spec_text(tree, path)).map_err(failure);
    }
    if let Some(error) = plan.broken().iter().find(|error| error.is_about(path)) {
        return Err(failure(error.clone()));
    }
    plan.find(typed).cloned().map_err(|error| missing(path, error))
}

/// What looks like a path is told of as one.
fn missing(path: &str, error: PlanError) -> miette::Report {
    match error {
        PlanError::Unknown { nearest, .. } if path.contains('/') => {
            let next = match nearest.as_slice() {
                [] => "name the spec's path, or what the task is called in its list".to_owned(),
                near => format!("did you mean {}?", one_of(near)),
            };
            Failure::new(format!("there is no spec {path}"), next).into()
        }
        error => failure(error),
    }
}

/// The spec at the path that was typed: as the tree has it, or, for one that lies outside of the repository, as it is.
fn spec_at(typed: &str, tree: &Tree, settings: &CheckSettings) -> miette::Result<Option<SourceText>> {
    if settings.place.root.join(&settings.place.here).join(typed).is_dir() {
        let next = "name a spec in it; `makegood tasks` looks at a whole folder";
        return Err(Failure::new(format!("{typed} is a folder, and one task is asked about"), next).into());
    }
    spec_at_path(typed, tree, settings)
}

fn spec_at_path(typed: &str, tree: &Tree, settings: &CheckSettings) -> miette::Result<Option<SourceText>> {
    let absolute = settings.place.root.join(&settings.place.here).join(typed);
    match from_root(&absolute, &settings.place.root) {
        Some(path) => Ok(spec_text(tree, &path)),
        None => outside(&absolute),
    }
}

fn outside(path: &Path) -> miette::Result<Option<SourceText>> {
    match named_files::read(path, MOST_TEXT) {
        Ok(bytes) => Ok(Some(SourceText::new(shown(path), bytes))),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(super::failure::because(error, format!("cannot read the spec {}", shown(path)))),
    }
}
