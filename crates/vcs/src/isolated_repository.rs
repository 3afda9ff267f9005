//! A folder with a repository of its own, in which a commit is laid out. It borrows the objects of the repository that the
//! commit is from, and that one is not written to: whatever runs in the folder, even git, and however it ends.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use super::git::Git;
use super::repository::Repository;
use super::{GitProgram, SourceError};

/// Variables by which git is led to a repository (`git rev-parse --local-env-vars`, without those that carry settings).
pub const LEADING: [&str; 13] = [
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_COMMON_DIR",
    "GIT_DIR",
    "GIT_GRAFT_FILE",
    "GIT_IMPLICIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_INTERNAL_SUPER_PREFIX",
    "GIT_NAMESPACE",
    "GIT_NO_REPLACE_OBJECTS",
    "GIT_OBJECT_DIRECTORY",
    "GIT_PREFIX",
    "GIT_SHALLOW_FILE",
    "GIT_WORK_TREE",
];

/// Settings under which nothing of the user's runs while files are laid out, and none are fetched for Git LFS.
const QUIET: [&str; 12] = [
    "-c",
    "core.hooksPath=/dev/null",
    "-c",
    "core.fsmonitor=false",
    "-c",
    "filter.lfs.smudge=",
    "-c",
    "filter.lfs.process=",
    "-c",
    "filter.lfs.required=false",
    "-c",
    "maintenance.auto=false",
];

/// git as `program` says, but led nowhere by the environment.
pub(super) fn unled(program: &GitProgram) -> GitProgram {
    let mut program = program.clone();
    program.environment.extend(LEADING.map(|name| (name.into(), None)));
    program
}

/// A repository in a folder of its own.
pub(super) struct Apart {
    git: Git,
}

impl Apart {
    /// Makes one in `folder`, with the objects and tags of `lender`, and with `commit` checked out in it but no file written.
    pub fn new(
        program: &GitProgram,
        lender: &Repository,
        commit: Option<&str>,
        folder: &Path,
    ) -> Result<Self, SourceError> {
        initialise(program, commit, folder)?;
        borrow(lender, folder)?;
        let apart = Self { git: Git::at(&led_to(program, folder), folder) };
        copy_tags(lender, &apart);
        if let Some(commit) = commit {
            apart.run(&["update-ref", "--no-deref", "HEAD", commit])?;
        }
        Ok(apart)
    }

    /// Writes the files of the commit.
    pub fn write_files(&self) -> Result<(), SourceError> {
        self.run(&["read-tree", "--reset", "-u", "HEAD"]).map(drop)
    }

    /// Lets the index hold what the commit does, without a look at the files.
    pub fn fill_index(&self) -> Result<(), SourceError> {
        self.run(&["read-tree", "HEAD"]).map(drop)
    }

    /// The submodules that the commit holds: paths, and the commits that they stand at.
    pub fn submodules(&self) -> Result<Vec<(PathBuf, String)>, SourceError> {
        let entries = self.run(&["ls-files", "--stage", "-z"])?;
        Ok(entries.split(|&byte| byte == 0).filter_map(submodule).collect())
    }

    /// How many files of the commit are kept in Git LFS.
    pub fn pointers(&self) -> Result<usize, SourceError> {
        let paths = self.run(&["ls-files", "-z", "--", ":(attr:filter=lfs)"])?;
        Ok(paths.iter().filter(|&&byte| byte == 0).count())
    }

    fn run(&self, args: &[&str]) -> Result<Vec<u8>, SourceError> {
        self.git.run(&[&QUIET, args].concat())
    }
}

/// Told outright where its repository is, git never looks for one further up, where the user's may be.
fn led_to(program: &GitProgram, folder: &Path) -> GitProgram {
    let mut program = unled(program);
    program.environment.push(("GIT_DIR".into(), Some(folder.join(".git").into())));
    program.environment.push(("GIT_WORK_TREE".into(), Some(folder.into())));
    program
}

fn initialise(program: &GitProgram, commit: Option<&str>, folder: &Path) -> Result<(), SourceError> {
    let mut args = vec!["init", "--quiet", "--template="];
    if commit.is_some_and(|commit| commit.len() == 64) {
        args.push("--object-format=sha256");
    }
    Git::at(&unled(program), folder).run(&[&QUIET[..], &args].concat()).map(drop)
}

/// Objects are looked up where `lender` has them, and history ends where its does.
fn borrow(lender: &Repository, folder: &Path) -> Result<(), SourceError> {
    let objects = lender.git.run(&["rev-parse", "--git-path", "objects"])?;
    let mut places = vec![lender.root.join(path(objects.strip_suffix(b"\n").unwrap_or(&objects)))];
    let more = lender.git.variable("GIT_ALTERNATE_OBJECT_DIRECTORIES").unwrap_or_default();
    places.extend(std::env::split_paths(&more).map(|place| lender.root.join(place)));
    let mut list = Vec::new();
    for place in places {
        list.extend_from_slice(place.as_os_str().as_encoded_bytes());
        list.push(b'\n');
    }
    let own = folder.join(".git");
    write(&own.join("objects/info/alternates"), &list)?;
    let shallow = lender.git.run(&["rev-parse", "--git-path", "shallow"])?;
    let shallow = lender.root.join(path(shallow.strip_suffix(b"\n").unwrap_or(&shallow)));
    fs::read(shallow).map_or(Ok(()), |ends| write(&own.join("shallow"), &ends))
}

/// Builds ask `git describe` for their version. One that finds no tag says another, so no tag is worth failing for.
fn copy_tags(lender: &Repository, apart: &Apart) {
    let _ = lender
        .git
        .run(&["for-each-ref", "--format=create %(refname) %(objectname)", "refs/tags"])
        .and_then(|tags| apart.git.answer(&[&QUIET[..], &["update-ref", "--stdin"]].concat(), &tags));
}

/// `<mode> <object> <stage>\t<path>`
fn submodule(entry: &[u8]) -> Option<(PathBuf, String)> {
    let tab = entry.iter().position(|&byte| byte == b'\t')?;
    let mut facts = std::str::from_utf8(&entry[..tab]).ok()?.split(' ');
    let commit = facts.next().filter(|mode| *mode == "160000").and(facts.next())?;
    Some((path(&entry[tab + 1..]), commit.to_owned()))
}

/// A path as git writes it with `-z`.
pub(super) fn path(bytes: &[u8]) -> PathBuf {
    #[cfg(unix)]
    let text: OsString = std::os::unix::ffi::OsStringExt::from_vec(bytes.to_vec());
    #[cfg(not(unix))]
    let text: OsString = String::from_utf8_lossy(bytes).into_owned().into();
    text.into()
}

/// Writes a file of the folder, with the folders above it.
fn write(path: &Path, bytes: &[u8]) -> Result<(), SourceError> {
    let folders = path.parent().map_or(Ok(()), fs::create_dir_all);
    folders.and_then(|()| fs::write(path, bytes)).map_err(|source| unwritable(path, source))
}

/// The error that `path` cannot be written.
pub(super) fn unwritable(path: &Path, source: std::io::Error) -> SourceError {
    SourceError::Unwritable { path: path.to_owned(), source }
}
