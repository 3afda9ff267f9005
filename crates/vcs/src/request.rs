//! What was asked for: the scope, the paths, the limits.

use std::ffi::OsString;
use std::path::PathBuf;

/// What is to be judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scope {
    /// Everything since the merge base with the default branch (`origin/HEAD`, else `main`, `master`), the working
    /// tree and untracked files included.
    Default,
    /// What the index holds, against `HEAD`.
    Staged,
    /// What the index holds, against the first parent of `HEAD`: what a commit that replaces `HEAD` would do.
    Amended,
    /// What one commit did to its first parent; all of it where it has none.
    Commit(String),
    /// Everything since the merge base of `base` and `head`, which is `base` itself where `head` descends from it: what
    /// others added to `base` meanwhile is not charged to `head`.
    Range {
        /// The revision to compare with.
        base: String,
        /// The revision to judge; without it, the working tree.
        head: Option<String>,
    },
    /// Everything under the paths as it is on disk, also outside git.
    All,
}

/// How much is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The largest file that is read, in bytes; a larger one is a gap.
    pub max_bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { max_bytes: 4 * 1024 * 1024 }
    }
}

/// How git is run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GitProgram {
    /// The program: a name that is looked up in `PATH`, or a path.
    pub program: OsString,
    /// Variables set for it, or removed (`None`), on top of the environment that it inherits.
    pub environment: Vec<(OsString, Option<OsString>)>,
}

impl Default for GitProgram {
    fn default() -> Self {
        Self { program: "git".into(), environment: Vec::new() }
    }
}

/// What is to be judged, where, and how much of it is read.
#[derive(Debug, Clone)]
pub struct Request {
    /// What is to be judged.
    pub scope: Scope,
    /// The files and directories to judge, relative to `start` or absolute; none means all of the repository.
    pub paths: Vec<PathBuf>,
    /// The directory that the program was started in.
    pub start: PathBuf,
    /// How much is read.
    pub limits: Limits,
    /// What to leave out, as lines of a `.gitignore` at the root.
    pub excludes: Vec<String>,
    /// Whether vendored and generated files are judged too.
    pub include_vendored: bool,
    /// Whether what is left out is told by the ignore and attribute files that the change itself brings, and not by those of its
    /// base.
    pub accept_policy_change: bool,
    /// Tells whether the file at a path (from the root) is read where a source file includes it.
    pub is_fragment: fn(&str) -> bool,
    /// How git is run.
    pub git: GitProgram,
}

impl Request {
    /// Asks for `scope` of the whole repository that `start` is in, with the default limits.
    pub fn new(scope: Scope, start: impl Into<PathBuf>) -> Self {
        Self {
            scope,
            paths: Vec::new(),
            start: start.into(),
            limits: Limits::default(),
            excludes: Vec::new(),
            include_vendored: false,
            accept_policy_change: false,
            is_fragment: |_| false,
            git: GitProgram::default(),
        }
    }
}
