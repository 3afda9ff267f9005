//! What a command prints, and copies of its reports: kept, for whoever wants to know why.

use std::fmt;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

use crate::cli::failure::because;

/// A folder that is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Output {
    folder: PathBuf,
}

impl Output {
    /// The folder `side` in `keep`; without that, a new temporary folder.
    pub(super) fn new(keep: Option<&Path>, side: &str) -> miette::Result<Self> {
        let folder = match keep {
            Some(keep) => fs::create_dir_all(keep.join(side)).map(|()| keep.join(side)),
            None => {
                tempfile::Builder::new().prefix(&format!("makegood-{side}-")).tempdir().map(tempfile::TempDir::keep)
            }
        };
        let place = || keep.map_or_else(std::env::temp_dir, Path::to_owned);
        let folder = folder.map_err(|error| because(error, format!("cannot keep output in {}", place().display())))?;
        Ok(Self { folder })
    }

    /// The file that standard output went to.
    pub fn stdout(&self) -> PathBuf {
        self.folder.join("stdout.txt")
    }

    /// The file that standard error went to.
    pub fn stderr(&self) -> PathBuf {
        self.folder.join("stderr.txt")
    }

    /// Both files, empty.
    pub(super) fn open(&self) -> miette::Result<(File, File)> {
        let open = |path: PathBuf| {
            File::create(&path).map_err(|error| because(error, format!("cannot write {}", path.display())))
        };
        Ok((open(self.stdout())?, open(self.stderr())?))
    }

    /// Keeps a copy of the report `path`.
    pub(super) fn keep_report(&self, path: &str, bytes: &[u8]) -> miette::Result<()> {
        let copy = self.folder.join("reports").join(path);
        let folders = copy.parent().map_or(Ok(()), fs::create_dir_all);
        folders
            .and_then(|()| fs::write(&copy, bytes))
            .map_err(|error| because(error, format!("cannot write {}", copy.display())))
    }
}

impl fmt::Display for Output {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.folder.display().fmt(out)
    }
}
