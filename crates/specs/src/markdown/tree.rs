//! Drawn trees of files: `├── src/`, `│   └── main.rs  # the program`.

use super::paths::is_path;
use crate::markdown::markers::{has_any, words};
use model::FileFate;

/// A file of a drawn tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Leaf {
    /// Its path from the tree's root.
    pub(crate) path: String,
    /// Its line in the block, from 0.
    pub(crate) line: usize,
    /// What the words behind it say becomes of it; `None` where they say that nothing does.
    pub(crate) fate: Option<FileFate>,
    /// Whether the words behind it say what becomes of it.
    pub(crate) told: bool,
}

const BRANCHES: &[&str] = &["├", "└", "|--", "`--", "+--"];
/// A file system has no deeper paths, and a damaged text nests without end.
const DEEPEST: usize = 64;

/// Whether `text` is a drawn tree: more than one line begins with a branch.
pub(crate) fn is_tree(text: &str) -> bool {
    text.lines().filter(|line| branch(line)).take(2).count() > 1
}

fn branch(line: &str) -> bool {
    let line = line.trim_start_matches(['│', '|', ' ', '\t', '\u{a0}']);
    BRANCHES.iter().any(|branch| line.starts_with(branch)) || line.starts_with("-- ")
}

/// The files of the tree that `text` draws, in order.
pub(crate) fn leaves(text: &str) -> Vec<Leaf> {
    let mut around: Vec<(usize, String)> = Vec::new();
    let mut found = Vec::new();
    for (line, row) in text.lines().enumerate() {
        let rest = row.trim_start_matches(|c: char| c.is_whitespace() || "│├└─|`+-".contains(c));
        let column = row.chars().count() - rest.chars().count();
        let name = rest.split([' ', '\t', '#', '(']).next().unwrap_or_default().trim_end_matches(',');
        around.retain(|(outer, _)| *outer < column);
        if name.is_empty() || around.len() >= DEEPEST {
            continue;
        }
        let folders = around.iter().map(|(_, name)| name.as_str());
        let path: String = folders.chain([name]).collect();
        if let Some(folder) = name.strip_suffix('/') {
            around.push((column, root(folder, column)));
        } else if branch(row) && is_path(name) {
            let note = words(&rest[name.len()..]);
            found.push(leaf(path, line, &note));
        } else {
            around.push((column, root(name, column)));
        }
    }
    found
}

/// The name of the project itself is no folder in it; one that is drawn with its path is.
fn root(name: &str, column: usize) -> String {
    const PARTS: &[&str] = &["src", "lib", "include", "tests", "test", "crates", "docs", "benches", "examples"];
    let project = column == 0 && !name.contains('/') && !PARTS.contains(&name);
    if project || name == "." { String::new() } else { format!("{name}/") }
}

fn leaf(path: String, line: usize, note: &[String]) -> Leaf {
    let says = |set: &[&str]| has_any(note, set);
    let (fate, told) = match () {
        () if says(&[
            "unchanged",
            "existing",
            "exists",
            "no change",
            "no changes",
            "untouched",
            "already",
            "reference",
        ]) =>
        {
            (None, true)
        }
        () if says(&["deleted", "delete", "removed", "remove"]) => (Some(FileFate::Deleted), true),
        () if says(&["modified", "modify", "updated", "update", "changed", "edit", "extended"]) => {
            (Some(FileFate::Modified), true)
        }
        () if says(&["new", "create", "created"]) => (Some(FileFate::Created), true),
        () => (Some(FileFate::Created), false),
    };
    Leaf { path, line, fate, told }
}
