//! A revision laid out in a folder apart, to be built and run there: a commit, or the working tree as it is on disk.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::git::Git;
use super::repository::Repository;
use super::{GitProgram, SourceError};
use crate::isolated_repository::{Apart, path, unled, unwritable};

/// What is laid out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Revision {
    /// A commit, by any name that git knows it by.
    Commit(String),
    /// The files on disk that git tracks, as they are there, and those that it neither tracks nor ignores.
    WorkingTree,
}

/// Lays out `revision` of the repository that `start` is in, in the empty folder `folder`; its submodules too, as far as they
/// are there. The folder becomes a repository of its own: the one that `start` is in is read and not written to, so that
/// nothing needs to be put back, whatever happens. No hook runs, nothing is fetched, pointers of Git LFS stay pointers.
///
/// The answer is what could not be laid out, a sentence without a full stop for each.
///
/// # Errors
/// If there is no such commit, git fails, or the folder cannot be written.
pub fn check_out(
    program: &GitProgram,
    start: &Path,
    revision: &Revision,
    folder: &Path,
) -> Result<Vec<String>, SourceError> {
    let repository = Repository::discover(&Git::at(program, start))?;
    let mut layout = Layout { program, missing: Vec::new() };
    layout.lay_out(&repository, revision, folder, Path::new(""))?;
    Ok(layout.missing)
}

struct Layout<'a> {
    program: &'a GitProgram,
    missing: Vec<String>,
}

impl Layout<'_> {
    /// `below` is where `folder` lies in the whole.
    fn lay_out(
        &mut self,
        from: &Repository,
        revision: &Revision,
        folder: &Path,
        below: &Path,
    ) -> Result<(), SourceError> {
        fs::create_dir_all(folder).map_err(|source| unwritable(folder, source))?;
        match revision {
            Revision::Commit(name) => self.lay_out_commit(from, &from.relate(name, name)?.head, folder, below),
            Revision::WorkingTree => self.lay_out_disk(from, folder, below),
        }
    }

    fn lay_out_commit(
        &mut self,
        from: &Repository,
        commit: &str,
        folder: &Path,
        below: &Path,
    ) -> Result<(), SourceError> {
        let apart = Apart::new(self.program, from, Some(commit), folder)?;
        apart.write_files()?;
        self.note_pointers(&apart, below)?;
        for (path, commit) in apart.submodules()? {
            self.lay_out_submodule(from, &path, &Revision::Commit(commit), folder, below);
        }
        Ok(())
    }

    fn lay_out_disk(&mut self, from: &Repository, folder: &Path, below: &Path) -> Result<(), SourceError> {
        from.need_working_tree()?;
        let apart = Apart::new(self.program, from, head(from)?.as_deref(), folder)?;
        if head(from)?.is_some() {
            apart.fill_index()?;
        }
        for path in listed(from)? {
            match kind(&from.root, &path) {
                Kind::Copied => copy(&from.root.join(&path), &folder.join(&path))?,
                Kind::Submodule => self.lay_out_submodule(from, &path, &Revision::WorkingTree, folder, below),
                Kind::Nothing => {}
            }
        }
        Ok(())
    }

    /// A submodule that is not there is left empty and told: what is run may do without it.
    fn lay_out_submodule(&mut self, from: &Repository, path: &Path, at: &Revision, folder: &Path, below: &Path) {
        let (source, below) = (from.root.join(path), below.join(path));
        let laid_out = if Repository::is_at(&source) {
            let repository = Repository::discover(&Git::at(&unled(self.program), &source));
            repository.and_then(|repository| self.lay_out(&repository, at, &folder.join(path), &below))
        } else {
            Err(SourceError::NotARepository { directory: source })
        };
        if let Err(error) = laid_out {
            let why = error.to_string();
            let why = why.lines().next().unwrap_or_default();
            self.missing.push(format!("the submodule {} is left out: {why}", below.display()));
        }
    }

    fn note_pointers(&mut self, apart: &Apart, below: &Path) -> Result<(), SourceError> {
        let count = apart.pointers()?;
        if count > 0 {
            let place = if below.as_os_str().is_empty() { String::new() } else { format!(" in {}", below.display()) };
            self.missing.push(format!("{count} files{place} are kept in Git LFS and are there as pointers only"));
        }
        Ok(())
    }
}

/// What is made of a path of the working tree.
enum Kind {
    Copied,
    Submodule,
    /// It is deleted, or nothing that git keeps.
    Nothing,
}

/// A path behind a symbolic link is deleted for git; copied, it would be written to wherever the link leads.
fn kind(root: &Path, path: &Path) -> Kind {
    let behind_link = path.ancestors().skip(1).any(|above| root.join(above).is_symlink() && above != Path::new(""));
    match root.join(path).symlink_metadata() {
        Ok(met) if !behind_link && (met.is_file() || met.is_symlink()) => Kind::Copied,
        Ok(met) if !behind_link && met.is_dir() => Kind::Submodule,
        _ => Kind::Nothing,
    }
}

/// The commit that is checked out; `None` before the first one.
fn head(repository: &Repository) -> Result<Option<String>, SourceError> {
    let output = repository.git.output(&["rev-parse", "--verify", "--quiet", "HEAD^{commit}"])?;
    let name = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    Ok(output.status.success().then_some(name))
}

/// The paths of what is tracked, and of what is new and not ignored. Repositories in it that git does not track are left out.
fn listed(repository: &Repository) -> Result<BTreeSet<PathBuf>, SourceError> {
    let paths = repository.git.run(&["ls-files", "-z", "--cached", "--others", "--exclude-standard"])?;
    let paths = paths.split(|&byte| byte == 0).filter(|bytes| !bytes.is_empty() && !bytes.ends_with(b"/"));
    Ok(paths.map(path).collect())
}

/// Copies a file with its permissions, or a symbolic link as it is.
fn copy(from: &Path, to: &Path) -> Result<(), SourceError> {
    let folders = to.parent().map_or(Ok(()), fs::create_dir_all);
    folders.map_err(|source| unwritable(to, source))?;
    if from.is_symlink() {
        return link(from, to).map_err(|source| unwritable(to, source));
    }
    fs::copy(from, to).map(drop).map_err(|source| match fs::File::open(from) {
        Ok(_) => unwritable(to, source),
        Err(source) => SourceError::Unreadable { path: from.to_owned(), source },
    })
}

#[cfg(unix)]
fn link(from: &Path, to: &Path) -> std::io::Result<()> {
    std::os::unix::fs::symlink(fs::read_link(from)?, to)
}

#[cfg(not(unix))]
fn link(from: &Path, to: &Path) -> std::io::Result<()> {
    fs::write(to, fs::read_link(from)?.as_os_str().as_encoded_bytes())
}
