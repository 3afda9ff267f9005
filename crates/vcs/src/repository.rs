//! Where the repository is, and how its commits lie to one another.

use std::fs;
use std::path::{Path, PathBuf};

use super::SourceError;
use super::git::Git;

/// Stands between the parts of the answer; git repeats flags that it does not know.
const SEPARATOR: &str = "--makegood";

/// Variables by which someone says where the repository is.
const SAID: [&str; 4] = ["GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_OBJECT_DIRECTORY"];

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
    /// The repository's own attributes file, which need not exist.
    pub attributes: PathBuf,
    /// Whether only a part of the files may be checked out.
    pub sparse: bool,
    /// Whether git may keep it in another form than it has from old, or no one has looked.
    pub extended: bool,
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
    /// The repository that `git` runs in. An ordinary one is told by its files, which saves a process; whether git agrees to
    /// read it shows as soon as git is asked anything.
    pub fn discover(git: &Git) -> Result<Self, SourceError> {
        Self::ordinary(git).map_or_else(|| Self::ask(git), Ok)
    }

    /// The same, but what git itself says.
    pub fn ask(git: &Git) -> Result<Self, SourceError> {
        let mut args = vec!["rev-parse", "--is-bare-repository", "--is-inside-work-tree", "--is-shallow-repository"];
        args.extend(["--git-path", "info/attributes", "--git-path", "info/sparse-checkout"]);
        args.extend([SEPARATOR, "--show-toplevel"]);
        let output = git.output(&args)?;
        let answer = String::from_utf8_lossy(&output.stdout);
        Self::parse(git, &answer).ok_or_else(|| git.failure(&args, &output.stderr))
    }

    /// The file of patterns that this copy alone ignores, which need not exist.
    pub fn excludes(&self) -> PathBuf {
        self.attributes.with_file_name("exclude")
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
        match Relation::parse(&self.revisions(&range)?) {
            Some(relation) => Ok(relation),
            None if self.revisions(&format!("{base}^{{commit}}"))?.is_empty() => Err(self.unknown(base)),
            None => Err(self.unknown(head)),
        }
    }

    /// Whether `directory` is the top of a repository of its own.
    pub fn is_at(directory: &Path) -> bool {
        directory.join(".git").exists()
    }

    /// What `rev-parse` makes of `text`; nothing where it names nothing.
    fn revisions(&self, text: &str) -> Result<String, SourceError> {
        Ok(String::from_utf8_lossy(&self.git.run(&["rev-parse", "--revs-only", text])?).into_owned())
    }

    /// The error for a revision that names no commit.
    pub fn unknown(&self, revision: &str) -> SourceError {
        SourceError::UnknownRevision { revision: revision.to_owned(), shallow: self.shallow }
    }

    /// A repository with its git directory at its top and nothing out of the ordinary about it.
    pub fn ordinary(git: &Git) -> Option<Self> {
        let start = git.directory().canonicalize().ok()?;
        if SAID.iter().any(|name| git.variable(name).is_some()) || start.ancestors().any(is_git_directory) {
            return None;
        }
        let root = start.ancestors().find(|directory| Self::is_at(directory))?.to_owned();
        let git_directory = root.join(".git");
        let config = fs::read_to_string(git_directory.join("config")).ok()?.to_lowercase();
        let is_ordinary = is_git_directory(&git_directory)
            && !config.contains("worktree")
            && !config.lines().any(|line| line.trim_start().starts_with("bare") && !line.ends_with("false"));
        is_ordinary.then(|| Self {
            git: git.moved_to(&root),
            root,
            has_working_tree: true,
            shallow: git_directory.join("shallow").exists(),
            attributes: git_directory.join("info/attributes"),
            sparse: git_directory.join("info/sparse-checkout").exists(),
            extended: config.contains("[extensions"),
        })
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
        let has_working_tree = top.is_some() && inside && !bare;
        Some(Self { git: git.moved_to(&root), root, has_working_tree, shallow, attributes, sparse, extended: true })
    }
}

/// Whether `directory` is one that git keeps a repository in (`is_git_directory` in git's `setup.c`).
fn is_git_directory(directory: &Path) -> bool {
    directory.join("HEAD").is_file() && directory.join("objects").is_dir() && directory.join("refs").is_dir()
}

impl Relation {
    /// Reads what `rev-parse A...B` prints: B, A, and the merge bases with `^` before them.
    fn parse(answer: &str) -> Option<Self> {
        let mut lines = answer.lines();
        let head = lines.next()?.to_owned();
        let base = lines.next()?.to_owned();
        let merge_base = lines.next().and_then(|line| line.strip_prefix('^')).map(str::to_owned);
        Some(Self { base, head, merge_base })
    }
}
