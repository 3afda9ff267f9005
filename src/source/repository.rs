//! Where the repository is, and what state it is in.

use std::path::{Path, PathBuf};

use super::SourceError;
use super::git::Git;

/// Stands between the parts of the answer; git repeats flags that it does not know.
const SEPARATOR: &str = "--makegood";

/// The repository that a directory is in.
#[derive(Debug, Clone)]
pub(super) struct Repository {
    /// git, run in `root`.
    pub git: Git,
    /// The top directory of the working tree; in a bare repository, the directory asked about.
    pub root: PathBuf,
    /// Whether there is a working tree.
    pub has_working_tree: bool,
    /// Whether history was cut off when it was cloned.
    pub shallow: bool,
    /// The commit that is checked out; `None` before the first commit.
    pub head: Option<String>,
    /// How the clone's idea of the default branch and `HEAD` lie to one another; `None` where there is no such idea.
    pub origin_head: Option<Relation>,
    /// The repository's own attributes file, which need not exist.
    pub attributes: PathBuf,
    /// Whether only a part of the files may be checked out.
    pub sparse: bool,
}

/// How two commits lie to one another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Relation {
    /// The commit on the first side.
    pub base: String,
    /// The commit on the second side.
    pub head: String,
    /// Their best common ancestor.
    pub merge_base: Option<String>,
}

impl Repository {
    /// Asks git, in one process, about the repository that it runs in.
    pub fn discover(git: &Git) -> Result<Self, SourceError> {
        let args = [
            "rev-parse",
            "--is-bare-repository",
            "--is-inside-work-tree",
            "--is-shallow-repository",
            "--git-path",
            "info/attributes",
            "--git-path",
            "info/sparse-checkout",
            SEPARATOR,
            "--show-toplevel",
            SEPARATOR,
            "--revs-only",
            "HEAD^{commit}",
            "refs/remotes/origin/HEAD...HEAD",
        ];
        let output = git.output(&args)?;
        let answer = String::from_utf8_lossy(&output.stdout);
        Self::parse(git, &answer).ok_or_else(|| git.failure(&args, &output.stderr))
    }

    /// An error where there is no working tree to look at.
    pub fn need_working_tree(&self) -> Result<(), SourceError> {
        if self.has_working_tree {
            return Ok(());
        }
        Err(SourceError::NoWorkingTree { directory: self.root.clone() })
    }

    /// How `base` and `head` lie to one another; an error where one of them names no commit.
    pub fn relate(&self, base: &str, head: &str) -> Result<Relation, SourceError> {
        for revision in [base, head] {
            if revision.contains("..") || revision.starts_with(['-', '^']) || revision.contains('\n') {
                return Err(self.unknown(revision));
            }
        }
        let range = format!("{base}^{{commit}}...{head}^{{commit}}");
        let answer = self.git.run(&["rev-parse", "--revs-only", &range])?;
        match Relation::parse(String::from_utf8_lossy(&answer).lines()) {
            Some(relation) => Ok(relation),
            None if self.commit(base)?.is_none() => Err(self.unknown(base)),
            None => Err(self.unknown(head)),
        }
    }

    /// The commit that `revision` names, if it names one.
    pub fn commit(&self, revision: &str) -> Result<Option<String>, SourceError> {
        let answer = self.git.run(&["rev-parse", "--revs-only", &format!("{revision}^{{commit}}")])?;
        Ok(String::from_utf8_lossy(&answer).lines().next().map(str::to_owned))
    }

    fn unknown(&self, revision: &str) -> SourceError {
        SourceError::UnknownRevision { revision: revision.to_owned(), shallow: self.shallow }
    }

    fn parse(git: &Git, answer: &str) -> Option<Self> {
        let separator = format!("{SEPARATOR}\n");
        let mut parts = answer.split(&separator);
        let mut facts = parts.next()?.splitn(5, '\n');
        let bare = facts.next()? == "true";
        let inside = facts.next()? == "true";
        let shallow = facts.next()? == "true";
        let attributes = git.directory().join(facts.next()?);
        let sparse = git.directory().join(facts.next()?.trim_end_matches('\n')).exists();
        let top = parts.next().and_then(|top| top.strip_suffix('\n'));
        let root = top.map_or_else(|| git.directory().to_owned(), PathBuf::from);
        let mut revisions = parts.next().unwrap_or("").lines();
        let head = revisions.next().map(str::to_owned);
        let origin_head = Relation::parse(revisions);
        let has_working_tree = top.is_some() && inside && !bare;
        Some(Self { git: git.moved_to(&root), root, has_working_tree, shallow, head, origin_head, attributes, sparse })
    }

    /// Whether `directory` is the top of a repository of its own.
    pub fn is_at(directory: &Path) -> bool {
        directory.join(".git").exists()
    }
}

impl Relation {
    /// Reads what `rev-parse A...B` prints: B, A, and the merge bases with `^` before them.
    fn parse<'a>(mut lines: impl Iterator<Item = &'a str>) -> Option<Self> {
        let head = lines.next()?.to_owned();
        let base = lines.next()?.to_owned();
        let merge_base = lines.next().and_then(|line| line.strip_prefix('^')).map(str::to_owned);
        Some(Self { base, head, merge_base })
    }
}
