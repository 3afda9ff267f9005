//! Where projects keep their tasks.

use std::collections::HashSet;

use model::file_name;

/// The folders that are looked into unless the project names one, from the root: those of plain Markdown tasks, spec-kit,
/// OpenSpec, Backlog.md, Taskmaster and beads.
pub const DEFAULT_FOLDERS: &[&str] =
    &["tasks", ".makegood/tasks", "docs/tasks", "specs", "openspec/changes", "backlog", ".taskmaster/tasks", ".beads"];

/// Names of folders below that hold tasks which are over.
const DONE: &[&str] = &["done", "completed", "complete", "archive", "archived", "finished", "closed"];

/// Files that tell of a folder and are no task themselves.
const ABOUT: &[&str] = &["readme.md", "index.md", "agents.md", "claude.md", "changelog.md", "template.md"];

/// Whether the file at `path` can be a spec, where `folders` hold specs.
pub fn is_spec_path(path: &str, folders: &[String]) -> bool {
    let below = |folder: &String| {
        let folder = folder.trim_end_matches('/');
        folder.is_empty() || path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
    };
    let name = file_name(path).to_lowercase();
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    matches!(ending, "md" | "markdown" | "json" | "jsonl")
        && !ABOUT.contains(&name.as_str())
        && folders.iter().any(below)
}

/// `paths` without the documents that lie beside a list of tasks and only explain it: a specification, research, checklists.
pub(super) fn without_context(paths: &[String]) -> Vec<String> {
    let lists: HashSet<&str> =
        paths.iter().filter_map(|path| path.strip_suffix("/tasks.md").or((path == "tasks.md").then_some(""))).collect();
    let beside = |path: &&String| {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let inner = folder.rsplit_once('/').map_or("", |(outer, _)| outer);
        let list = path.ends_with("/tasks.md") || path.as_str() == "tasks.md";
        !list
            && !path.ends_with(".json")
            && (lists.contains(folder) && !folder.is_empty() || lists.contains(inner) && !inner.is_empty())
    };
    let grand = |path: &&String| {
        // OpenSpec keeps its requirements two folders below the list.
        path.split_once("/specs/").is_some_and(|(change, _)| lists.contains(change))
    };
    paths
        .iter()
        .filter(|path| !beside(path) && !grand(path) && !file_name(path).eq_ignore_ascii_case("roadmap.md"))
        .cloned()
        .collect()
}

/// The name of a folder without the date that archives put before it: `2026-03-02-split-reader`.
pub(super) fn undated(name: &str) -> &str {
    let date = name.get(..11).filter(|front| {
        front.char_indices().all(|(at, c)| if [4, 7, 10].contains(&at) { c == '-' } else { c.is_ascii_digit() })
    });
    date.map_or(name, |front| &name[front.len()..])
}

/// Whether the folder that `path` lies in, or the one around it, says that its tasks are over. What is called so further up
/// holds more than tasks.
pub(super) fn is_done(path: &str) -> bool {
    let folders = path.split('/').rev().skip(1).take(2);
    folders.into_iter().any(|folder| DONE.contains(&folder.to_lowercase().as_str()))
}
