//! What can go wrong while text is brought in; every message says what, why, and what to do.

use std::io;
use std::path::PathBuf;

use thiserror::Error;

/// Why text could not be brought in.
#[derive(Debug, Error)]
pub enum SourceError {
    /// There is no git to ask.
    #[error(
        "cannot run `{program}`: {source}\nmakegood asks git what changed; install git, or judge every file with `--all`"
    )]
    GitMissing {
        /// The program that was tried.
        program: String,
        /// What the system said.
        source: io::Error,
    },
    /// The directory is in no repository.
    #[error(
        "{} is not in a git repository, so there is no telling what changed\nrun makegood inside a repository, or judge \
         every file with `--all`",
        directory.display()
    )]
    NotARepository {
        /// The directory that was asked about.
        directory: PathBuf,
    },
    /// git refuses to look at a repository that belongs to someone else.
    #[error(
        "git refuses to read this repository because it belongs to another user:\n{message}\nif you trust it, run \
         `git config --global --add safe.directory <directory>` and try again"
    )]
    UnsafeRepository {
        /// What git said.
        message: String,
    },
    /// The scope needs files on disk and there are none.
    #[error(
        "{} has no working tree: it is a bare repository or a git directory\nsay which revisions to compare, with `--base REV --head REV`",
        directory.display()
    )]
    NoWorkingTree {
        /// The directory that was asked about.
        directory: PathBuf,
    },
    /// A revision names no commit.
    #[error("`{revision}` names no commit of this repository\n{}", revision_advice(*shallow))]
    UnknownRevision {
        /// The revision as given.
        revision: String,
        /// Whether the clone lacks history.
        shallow: bool,
    },
    /// Two revisions have no common ancestor that is known here.
    #[error("`{base}` and `{head}` have no merge base here, so there is no telling what changed\n{}", merge_advice(*shallow))]
    NoMergeBase {
        /// The side that was compared with.
        base: String,
        /// The side that was judged.
        head: String,
        /// Whether the clone lacks history.
        shallow: bool,
    },
    /// The default branch is not there because the clone is shallow.
    #[error(
        "this clone is shallow and has no default branch, so there is no telling what changed\n{DEEPEN}, or name a base with `--base REV`"
    )]
    NoDefaultBranch,
    /// A path that was asked for belongs to another place.
    #[error("{} is outside of {}\nname paths inside of it, or run makegood where the path belongs", path.display(), root.display())]
    OutsideRepository {
        /// The path as given.
        path: PathBuf,
        /// The root that it should be under.
        root: PathBuf,
    },
    /// A path that was asked for does not exist.
    #[error("{} does not exist, neither on disk nor in what is compared\ncheck the spelling; paths are relative to the current directory", path.display())]
    NoSuchPath {
        /// The path as given.
        path: PathBuf,
    },
    /// A pattern could not be read.
    #[error("the pattern `{pattern}` cannot be used: {reason}\nwrite it as a line of a .gitignore file")]
    BadPattern {
        /// The pattern.
        pattern: String,
        /// Why.
        reason: String,
    },
    /// A directory could not be listed, or a helper process could not be talked to.
    #[error("cannot read {}: {source}\ncheck that it exists and that you may read it", path.display())]
    Unreadable {
        /// The path.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// What is laid out in a folder apart could not be written there.
    #[error(
        "cannot write {}: {source}\nsee that there is room and that you may write there; TMPDIR says where temporary files go",
        path.display()
    )]
    Unwritable {
        /// The path.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// An object that git knows of is not there.
    #[error(
        "git has no object `{object}` here\na partial clone leaves objects out and makegood never goes to the network: \
         fetch them with `git fetch --refetch --no-filter`, or check the repository with `git fsck`"
    )]
    MissingObject {
        /// The object's name.
        object: String,
    },
    /// git failed in a way that has no message of its own.
    #[error("`{command}` failed: {message}\nrun it by hand to see more")]
    Git {
        /// The command line, shortened.
        command: String,
        /// What git said.
        message: String,
    },
}

const DEEPEN: &str = "fetch the whole history: `git fetch --unshallow`, or `fetch-depth: 0` for actions/checkout";

fn revision_advice(shallow: bool) -> String {
    if shallow {
        format!("this clone is shallow and may lack it; {DEEPEN}")
    } else {
        "check the spelling, or fetch it first; `git branch --all` and `git tag` list what there is".to_owned()
    }
}

fn merge_advice(shallow: bool) -> String {
    if shallow {
        format!("this clone is shallow; {DEEPEN}")
    } else {
        "their histories are unrelated; name a base that they share with `--base REV`".to_owned()
    }
}
