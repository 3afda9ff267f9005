//! The tasks that a name means, where it can mean many: a list, a folder, a feature, a change.

use super::{find, from_root, spec_at_path, spec_text};
use crate::cli::failure::Failure;
use crate::cli::settings::CheckSettings;
use model::Task;
use vcs::Tree;
use verdict::{Plan, is_spec_path, tasks_of};

/// The tasks that `typed` means: all of a list or a folder, of a feature or a change by its name, else the one that
/// [`find`] finds.
///
/// # Errors
/// As [`find`].
pub fn select(typed: &str, tree: &Tree, plan: &Plan, settings: &CheckSettings) -> miette::Result<Vec<Task>> {
    if names_one(typed) {
        return find(typed, tree, plan, settings).map(|task| vec![task]);
    }
    if let Some(folder) = folder_of(typed, settings) {
        return below(&folder, typed, tree);
    }
    if let Some(source) = spec_at_path(typed, tree, settings)? {
        let tasks = tasks_of(&source, &|path| spec_text(tree, path)).map_err(super::failure)?;
        return if tasks.is_empty() { find(typed, tree, plan, settings).map(|task| vec![task]) } else { Ok(tasks) };
    }
    let group = plan.group(typed);
    if group.is_empty() { find(typed, tree, plan, settings).map(|task| vec![task]) } else { Ok(group) }
}

/// `path#id`.
fn names_one(typed: &str) -> bool {
    typed.rsplit_once('#').is_some_and(|(path, id)| !path.is_empty() && !id.is_empty())
}

/// The folder that was typed, from the root.
fn folder_of(typed: &str, settings: &CheckSettings) -> Option<String> {
    let absolute = settings.place.root.join(&settings.place.here).join(typed);
    absolute.is_dir().then(|| from_root(&absolute, &settings.place.root)).flatten()
}

fn below(folder: &str, typed: &str, tree: &Tree) -> miette::Result<Vec<Task>> {
    let plan = super::read(tree, &[folder.to_owned()])?;
    if let Some(error) = plan.broken().first().filter(|_| plan.tasks().is_empty()) {
        return Err(super::failure(error.clone()));
    }
    let tasks: Vec<Task> =
        plan.tasks().iter().filter(|task| is_spec_path(&task.path, &[folder.to_owned()])).cloned().collect();
    if tasks.is_empty() {
        let next = "name the folder of the specs, or one of them";
        return Err(Failure::new(format!("there is no task in {typed}"), next).into());
    }
    Ok(tasks)
}
