//! The paths that were asked for, as paths from the root.

use std::path::{Component, Path, PathBuf};

use super::SourceError;

/// A path from the root, with `/` between its parts; the root itself is empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Asked {
    /// The path from the root.
    pub path: String,
    /// The path as it was typed.
    pub typed: PathBuf,
}

impl Asked {
    /// Whether `path` is it, or lies under it.
    pub fn covers(&self, path: &str) -> bool {
        let rest = path.strip_prefix(self.path.as_str());
        rest.is_some_and(|rest| self.path.is_empty() || rest.is_empty() || rest.starts_with('/'))
    }
}

/// Whether `path` was asked for; where nothing was named, everything is.
pub(super) fn is_asked(asked: &[Asked], path: &str) -> bool {
    asked.is_empty() || asked.iter().any(|asked| asked.covers(path))
}

/// `typed`, which is relative to `start` or absolute, as paths from `root`; an error for one that is outside.
pub(super) fn from_root(root: &Path, start: &Path, typed: &[PathBuf]) -> Result<Vec<Asked>, SourceError> {
    typed.iter().map(|typed| one(root, start, typed)).collect()
}

fn one(root: &Path, start: &Path, typed: &Path) -> Result<Asked, SourceError> {
    let start = start.canonicalize().unwrap_or_else(|_| start.to_owned());
    let lexical = clean(&start.join(typed));
    let inside = |path: &Path| path.strip_prefix(root).ok().and_then(|path| path.to_str().map(str::to_owned));
    // A directory on the way may be a symbolic link, as `/tmp` on some systems; the last part is not followed.
    let resolved = || {
        let parent = lexical.parent()?.canonicalize().ok()?;
        inside(&parent.join(lexical.file_name()?)).or_else(|| inside(&lexical.canonicalize().ok()?))
    };
    match inside(&lexical).or_else(resolved) {
        Some(path) => Ok(Asked { path, typed: typed.to_owned() }),
        None => Err(SourceError::OutsideRepository { path: typed.to_owned(), root: root.to_owned() }),
    }
}

/// `path` without `.` and `..`, by its text alone.
pub(super) fn clean(path: &Path) -> PathBuf {
    let mut cleaned = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => drop(cleaned.pop()),
            part => cleaned.push(part),
        }
    }
    cleaned
}

/// Whether `path` is a path from the root that stays inside: not absolute, without empty parts, `.` and `..`.
pub(super) fn is_plain(path: &str) -> bool {
    path.split('/').all(|part| !matches!(part, "" | "." | ".."))
}

/// The directory of `path`, without a `/` at its end; the root is empty.
pub(super) fn directory(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(directory, _)| directory)
}

/// The directories that `path` lies in, the root first.
pub(super) fn ancestors(path: &str) -> impl Iterator<Item = &str> {
    let slashes = path.match_indices('/').map(|(at, _)| &path[..at]);
    std::iter::once("").chain(slashes)
}

/// `name` in `directory`.
pub(super) fn join(directory: &str, name: &str) -> String {
    if directory.is_empty() { name.to_owned() } else { format!("{directory}/{name}") }
}
