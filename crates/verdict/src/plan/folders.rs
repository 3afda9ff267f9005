//! Where projects keep their tasks.

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

/// Whether the folder that `path` lies in, or the one around it, says that its tasks are over. What is called so further up
/// holds more than tasks.
pub(super) fn is_done(path: &str) -> bool {
    let folders = path.split('/').rev().skip(1).take(2);
    folders.into_iter().any(|folder| DONE.contains(&folder.to_lowercase().as_str()))
}
