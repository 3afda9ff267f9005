//! The walk over a directory, with `.gitignore` and `.ignore` honoured.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use ignore::gitignore::{Gitignore, GitignoreBuilder};
use ignore::{DirEntry, WalkBuilder, WalkState};

use super::SourceError;
use super::diff::Mode;
use super::repository::Repository;

/// Directories in which version control keeps its own files.
const CONTROL: [&str; 5] = [".git", ".hg", ".svn", ".jj", ".bzr"];

/// The first line of a `CACHEDIR.TAG` (<https://bford.info/cachedir/>), by which build tools mark their output.
const CACHE_SIGNATURE: &[u8] = b"Signature: 8a477f597d28d172789f06886806bc55";

/// What was met.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Met {
    /// A file or a symbolic link, or another repository's directory, by its path from the root.
    Entry(String, MetKind),
    /// Something that could not be looked at: its path and why.
    Unreadable(String, String),
}

/// What kind of thing was met.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum MetKind {
    /// A plain file.
    File,
    /// A symbolic link, which is not followed.
    Symlink,
    /// Another repository's directory, which is not entered.
    Repository,
    /// A build tool's output directory, which is not entered.
    BuildOutput,
    /// A file or directory that only this copy of the repository ignores; a directory is not entered.
    IgnoredHere,
}

impl MetKind {
    /// The same in git's terms; `None` for what git has no word for.
    pub fn mode(self) -> Option<Mode> {
        match self {
            Self::File => Some(Mode::File),
            Self::Symlink => Some(Mode::Symlink),
            Self::Repository => Some(Mode::Submodule),
            Self::BuildOutput | Self::IgnoredHere => None,
        }
    }
}

/// Walks `starts`, which lie under `root`, in no particular order of threads; the answer is in order of path.
pub(super) fn walk(root: &Path, starts: &[PathBuf], in_repository: bool) -> BTreeSet<Met> {
    let Some((first, others)) = starts.split_first() else { return BTreeSet::new() };
    let met = Arc::new(Mutex::new(BTreeSet::new()));
    let mut builder = WalkBuilder::new(first);
    others.iter().for_each(|start| {
        builder.add(start);
    });
    builder.hidden(false).follow_links(false).threads(threads());
    builder.require_git(in_repository).parents(in_repository).git_global(false).git_exclude(false);
    let stops = Stops {
        root: root.to_owned(),
        in_repository,
        here: IgnoredHere::of(root, in_repository),
        met: Arc::clone(&met),
    };
    builder.filter_entry(move |entry| stops.goes_on_with(entry));
    builder.build_parallel().run(|| {
        let mut mine = Mine { met: Vec::new(), all: Arc::clone(&met) };
        Box::new(move |entry| {
            mine.met.extend(look(root, entry));
            WalkState::Continue
        })
    });
    std::mem::take(&mut met.lock().unwrap_or_else(PoisonError::into_inner))
}

/// All files under `root`.
pub(super) fn all(root: &Path, in_repository: bool) -> Result<Vec<String>, SourceError> {
    fs::read_dir(root).map_err(|source| SourceError::Unreadable { path: root.to_owned(), source })?;
    Ok(files(&walk(root, &[root.to_owned()], in_repository)))
}

/// The plain files at or below `path`, which lies under `root`, whatever anybody ignores.
pub(super) fn files_at(root: &Path, path: &str) -> Vec<String> {
    let walk = WalkBuilder::new(root.join(path)).standard_filters(false).build();
    let files = walk.flatten().filter(|entry| entry.file_type().is_some_and(|kind| kind.is_file()));
    files.map(|entry| from_root(root, entry.path())).collect()
}

/// The plain files of what was met, in order.
pub(super) fn files(met: &BTreeSet<Met>) -> Vec<String> {
    let file = |met: &Met| match met {
        Met::Entry(path, MetKind::File) => Some(path.clone()),
        _ => None,
    };
    met.iter().filter_map(file).collect()
}

/// Whether `directory` says of itself that it holds what can be built again.
pub(super) fn is_build_output(directory: &Path) -> bool {
    fs::read(directory.join("CACHEDIR.TAG")).is_ok_and(|tag| tag.starts_with(CACHE_SIGNATURE))
}

/// What one thread met, handed over when the thread is done.
struct Mine {
    met: Vec<Met>,
    all: Arc<Mutex<BTreeSet<Met>>>,
}

impl Drop for Mine {
    fn drop(&mut self) {
        self.all.lock().unwrap_or_else(PoisonError::into_inner).extend(self.met.drain(..));
    }
}

fn threads() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

/// What only this copy of the repository ignores: `.git/info/exclude`, and the user's own ignore file.
struct IgnoredHere(Vec<Gitignore>);

impl IgnoredHere {
    fn of(root: &Path, in_repository: bool) -> Self {
        if !in_repository {
            return Self(Vec::new());
        }
        let (personal, _) = GitignoreBuilder::new(root).build_global();
        let own = fs::read_to_string(root.join(".git/info/exclude")).unwrap_or_default();
        let mut builder = GitignoreBuilder::new(root);
        own.lines().for_each(|line| drop(builder.add_line(None, line)));
        Self(builder.build().into_iter().chain([personal]).filter(|patterns| !patterns.is_empty()).collect())
    }

    fn matches(&self, path: &Path, is_directory: bool) -> bool {
        self.0.iter().any(|patterns| patterns.matched(path, is_directory).is_ignore())
    }
}

/// Where the walk stops, and is noted to stop.
struct Stops {
    root: PathBuf,
    in_repository: bool,
    here: IgnoredHere,
    met: Arc<Mutex<BTreeSet<Met>>>,
}

impl Stops {
    /// Whether the walk goes on with `entry`.
    fn goes_on_with(&self, entry: &DirEntry) -> bool {
        let is_directory = entry.file_type().is_some_and(|kind| kind.is_dir());
        if entry.depth() == 0 {
            return true;
        }
        if is_directory && entry.file_name().to_str().is_some_and(|name| CONTROL.contains(&name)) {
            return false;
        }
        let stop = match entry.path() {
            path if self.here.matches(path, is_directory) => Some(MetKind::IgnoredHere),
            _ if !is_directory => None,
            path if self.in_repository && Repository::is_at(path) => Some(MetKind::Repository),
            path if is_build_output(path) => Some(MetKind::BuildOutput),
            _ => None,
        };
        let noted = stop.map(|kind| Met::Entry(from_root(&self.root, entry.path()), kind));
        noted.map(|met| self.met.lock().unwrap_or_else(PoisonError::into_inner).insert(met)).is_none()
    }
}

fn look(root: &Path, entry: Result<DirEntry, ignore::Error>) -> Option<Met> {
    let entry = match entry {
        Ok(entry) => entry,
        Err(error) => return Some(unreadable(root, &error)),
    };
    let kind = entry.file_type()?;
    let kind = if kind.is_symlink() { MetKind::Symlink } else { MetKind::File };
    let path = entry.path();
    (kind == MetKind::Symlink || entry.file_type()?.is_file()).then(|| Met::Entry(from_root(root, path), kind))
}

fn unreadable(root: &Path, error: &ignore::Error) -> Met {
    match error {
        ignore::Error::WithPath { path, err } => Met::Unreadable(from_root(root, path), err.to_string()),
        ignore::Error::WithDepth { err, .. } => unreadable(root, err),
        other => Met::Unreadable(String::new(), other.to_string()),
    }
}

/// `path` from the root; bytes that are no UTF-8 stand as U+FFFD.
fn from_root(root: &Path, path: &Path) -> String {
    path.strip_prefix(root).unwrap_or(path).to_string_lossy().into_owned()
}
