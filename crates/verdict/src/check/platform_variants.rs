//! Files of which a build takes one and leaves the other: modules that are declared under different conditions.

use super::Surroundings;
use model::{Condition, SourceText};
use syntax::language_of;

/// The conditions under which a build takes the Rust file at `one` and leaves the one at `other`; `None` where they do not
/// stand for each other. They do where their module paths differ in one name, or one of them ends there and hands out what the
/// other's modules hold, and the file above declares both names under conditions that are not the same.
pub(super) fn taken_under(one: &str, other: &str, around: &dyn Surroundings) -> Option<Vec<Condition>> {
    let (mine, theirs) = (module_path(one), module_path(other));
    let at = mine.iter().zip(&theirs).position(|(mine, theirs)| mine != theirs)?;
    let (below, beside) = (&mine[at + 1..], &theirs[at + 1..]);
    if below != beside && !below.is_empty() && !beside.is_empty() {
        return None;
    }
    parents(&mine[..at], around).iter().find_map(|parent| chooses(parent, mine[at], theirs[at]))
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

/// The conditions under which `parent` declares the module `one`, where they are none of those of `other`.
fn chooses(parent: &SourceText, one: &str, other: &str) -> Option<Vec<Condition>> {
    let opened = language_of(&parent.path)?.open(parent);
    let under = |name: &str| -> Vec<Vec<Condition>> {
        let named = opened.declarations().iter().filter(|declaration| declaration.name == name);
        named.map(|declaration| declaration.conditions.clone()).collect()
    };
    let (mine, theirs) = (under(one), under(other));
    let is_theirs =
        |mine: &Vec<Condition>| theirs.iter().any(|theirs| mine.iter().map(written).eq(theirs.iter().map(written)));
    mine.iter().find(|_| !theirs.is_empty() && !mine.iter().any(is_theirs)).cloned()
}

/// A condition as it is written, wherever it stands.
fn written(condition: &Condition) -> (String, bool) {
    (condition.text.clone(), condition.negated)
}
