//! Where a run takes place: the root that paths are told from, and the given paths as seen from there.

use std::path::{Path, PathBuf};

use miette::Report;

use super::failure::{Failure, because};

/// The root and what was asked for below it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The root of the working tree, or outside of git the folder that the run is about; absolute, without symlinks.
    pub root: PathBuf,
    /// Whether the root belongs to a working tree of git.
    pub in_repository: bool,
    /// The current folder, from the root; empty at the root, and when it lies elsewhere.
    pub here: PathBuf,
    /// The given paths, from the root; empty for all of it.
    pub paths: Vec<PathBuf>,
}

impl Place {
    /// Finds the root for `paths`: that of the repository which holds the first of them, or the current folder.
    /// Outside of git it is the current folder where that holds all paths, else the first path's folder.
    ///
    /// # Errors
    /// If the current folder is gone, or if a path lies outside of the root that the first one belongs to.
    pub fn find(paths: &[PathBuf]) -> miette::Result<Self> {
        let current = current_folder()?;
        let absolute: Vec<PathBuf> = paths.iter().map(|path| resolve(&current.join(path))).collect();
        let first = absolute.first().unwrap_or(&current);
        let repository = repository_root(first);
        let in_repository = repository.is_some();
        let root = repository.unwrap_or_else(|| folder_of_all(&current, &absolute));
        Ok(Self {
            here: current.strip_prefix(&root).map(Path::to_path_buf).unwrap_or_default(),
            paths: absolute.iter().map(|path| below(&root, path)).collect::<miette::Result<_>>()?,
            root,
            in_repository,
        })
    }

    /// The folder in which the search for a configuration begins: the current one, if it is below the root.
    pub fn start(&self) -> PathBuf {
        self.root.join(&self.here)
    }
}

/// The path for people: as seen from the current folder, where it lies below that.
pub fn shown(path: &Path) -> String {
    let current = current_folder().unwrap_or_default();
    path.strip_prefix(current).unwrap_or(path).display().to_string()
}

fn current_folder() -> miette::Result<PathBuf> {
    std::env::current_dir()
        .and_then(|folder| folder.canonicalize())
        .map_err(|error| because(error, "cannot tell the current folder".to_owned()))
}

/// `path` without symlinks and `..`, but for its last part: a symlink that is given by name is judged as one.
/// What does not exist (a deleted file) stays as it was typed below the nearest folder that does.
fn resolve(path: &Path) -> PathBuf {
    if path.is_dir() {
        return path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
    }
    match (path.parent(), path.file_name()) {
        (Some(parent), Some(name)) => resolve(parent).join(name),
        _ => path.to_path_buf(),
    }
}

/// The nearest folder at or above `path` that holds a `.git`: a folder, or the file of a linked worktree or submodule.
fn repository_root(path: &Path) -> Option<PathBuf> {
    path.ancestors().find(|folder| folder.join(".git").exists()).map(Path::to_path_buf)
}

fn folder_of_all(current: &Path, paths: &[PathBuf]) -> PathBuf {
    match paths.first() {
        Some(first) if !paths.iter().all(|path| path.starts_with(current)) => {
            if first.is_dir() {
                first.clone()
            } else {
                first.parent().unwrap_or(first).to_path_buf()
            }
        }
        _ => current.to_path_buf(),
    }
}

fn below(root: &Path, path: &Path) -> miette::Result<PathBuf> {
    path.strip_prefix(root).map(Path::to_path_buf).map_err(|_| outside(root, path))
}

fn outside(root: &Path, path: &Path) -> Report {
    Failure::new(
        format!("{} is outside of {}", shown(path), root.display()),
        "one run judges one repository; run makegood once for each",
    )
    .into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn tree() -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path().canonicalize().expect("a real path");
        fs::create_dir_all(root.join("repo/.git")).expect("a repository");
        fs::create_dir_all(root.join("repo/src/deep")).expect("folders");
        fs::create_dir_all(root.join("plain/a")).expect("folders");
        fs::write(root.join("plain/a/f.c"), "").expect("a file");
        (folder, root)
    }

    #[test]
    fn the_repository_of_the_first_path_is_the_root() {
        let (_keep, root) = tree();
        let place = Place::find(&[root.join("repo/src/../src/deep"), root.join("repo/gone/x.c")]).expect("a place");
        assert_eq!(place.root, root.join("repo"));
        assert!(place.in_repository);
        assert_eq!(place.paths, [PathBuf::from("src/deep"), PathBuf::from("gone/x.c")]);
        assert_eq!(place.here, PathBuf::new());
    }

    #[test]
    fn outside_of_git_the_first_folder_is_the_root() {
        let (_keep, root) = tree();
        let place = Place::find(&[root.join("plain/a/f.c")]).expect("a place");
        assert_eq!((place.root, place.in_repository), (root.join("plain/a"), false));
        assert_eq!(place.paths, [PathBuf::from("f.c")]);
    }

    #[test]
    fn a_path_of_another_repository_is_refused() {
        let (_keep, root) = tree();
        let error = Place::find(&[root.join("repo/src"), root.join("plain")]).expect_err("two roots");
        assert!(error.to_string().contains("is outside of"), "{error}");
    }

    #[cfg(unix)]
    #[test]
    fn a_symlink_that_is_named_stays_one() {
        let (_keep, root) = tree();
        std::os::unix::fs::symlink(root.join("plain/a/f.c"), root.join("repo/src/link.c")).expect("a link");
        let place = Place::find(&[root.join("repo/src/link.c")]).expect("a place");
        assert_eq!(place.paths, [PathBuf::from("src/link.c")]);
    }
}
