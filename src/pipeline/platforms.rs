//! Files of which a build takes one and leaves the other: modules that are declared under different conditions.

use super::Surroundings;
use crate::lang::language_of;
use crate::model::{Condition, SourceText};

/// Whether the Rust files at `one` and `other` stand for each other: their module paths differ in one name, and the file
/// above declares both of these under conditions that are not the same.
pub(super) fn are_alternatives(one: &str, other: &str, around: &dyn Surroundings) -> bool {
    let (mine, theirs) = (module_path(one), module_path(other));
    let differs = |at: &usize| mine[*at] != theirs[*at];
    let mut places = (0..mine.len().min(theirs.len())).filter(differs);
    let (Some(at), None) = (places.next(), places.next()) else { return false };
    mine.len() == theirs.len()
        && parents(&mine[..at], around).iter().any(|parent| chooses(parent, mine[at], theirs[at]))
}

/// The names on the way to a module: `a/sys/unix/mod.rs` and `a/sys/unix.rs` are the same.
fn module_path(path: &str) -> Vec<&str> {
    let mut names: Vec<&str> = path.strip_suffix(".rs").unwrap_or(path).split('/').collect();
    if names.last() == Some(&"mod") {
        names.pop();
    }
    names
}

/// The files that can declare the modules in `folder`.
fn parents(folder: &[&str], around: &dyn Surroundings) -> Vec<SourceText> {
    let folder = folder.join("/");
    let inside =
        ["mod.rs", "lib.rs", "main.rs"].map(|name| format!("{folder}/{name}").trim_start_matches('/').to_owned());
    inside.iter().chain([&format!("{folder}.rs")]).filter_map(|path| around.text(path)).collect()
}

fn chooses(parent: &SourceText, one: &str, other: &str) -> bool {
    let Some(language) = language_of(&parent.path) else { return false };
    let opened = language.open(parent);
    let under = |name: &str| -> Vec<Vec<(String, bool)>> {
        let named = opened.declarations().iter().filter(|declaration| declaration.name == name);
        named.map(|declaration| declaration.conditions.iter().map(written).collect()).collect()
    };
    let (mine, theirs) = (under(one), under(other));
    !mine.is_empty() && !theirs.is_empty() && mine.iter().all(|mine| !theirs.contains(mine))
}

/// A condition as it is written, wherever it stands.
fn written(condition: &Condition) -> (String, bool) {
    (condition.text.clone(), condition.negated)
}
