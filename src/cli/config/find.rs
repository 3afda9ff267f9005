//! Finding and reading the configuration.

use std::path::{Path, PathBuf};

use super::error::from_toml;
use super::{Config, FILE_NAME};
use crate::cli::failure::{Failure, because};
use crate::cli::named_files::{self, MOST_TEXT};
use crate::cli::run_root::shown;

/// Reads the configuration `given` on the command line, or else the nearest one from `start` up to `root`.
/// Outside of a repository, `root` is the folder that the run is about, and no folder above it is looked at.
///
/// # Errors
/// If the given one does not exist, or if what was found cannot be read or holds a mistake.
pub fn load(given: Option<&Path>, start: &Path, root: &Path) -> miette::Result<Option<Config>> {
    match given {
        Some(path) if !path.is_file() => Err(missing(path).into()),
        Some(path) => read(&std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf())).map(Some),
        None => nearest(start, root).map(|path| read(&path)).transpose(),
    }
}

fn nearest(start: &Path, root: &Path) -> Option<PathBuf> {
    let folders = start.ancestors().take_while(|folder| folder.starts_with(root));
    folders.map(|folder| folder.join(FILE_NAME)).find(|path| path.is_file())
}

fn read(path: &Path) -> miette::Result<Config> {
    let text = named_files::read_text(path, MOST_TEXT)
        .map_err(|error| because(error, format!("cannot read {}", shown(path))))?;
    parse(path, text)
}

/// The configuration that `text`, which stands or stood at `path`, holds.
///
/// # Errors
/// If it holds a mistake.
pub fn parse(path: &Path, text: String) -> miette::Result<Config> {
    let file = toml::from_str(&text).map_err(|error| from_toml(path, &text, &error))?;
    Ok(Config { path: path.to_path_buf(), text, file })
}

fn missing(path: &Path) -> Failure {
    Failure::new(
        format!("there is no {}, given with --config", path.display()),
        "give the path of a makegood.toml, or write one with `makegood init`",
    )
}
