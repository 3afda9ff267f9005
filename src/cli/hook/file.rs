//! A hook's file.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use miette::Result;

use super::script::{self, State};
use crate::cli::failure::{Failure, because};
use crate::cli::named_files;
use crate::cli::run_root::shown;

/// A hook's file as it is now, whether there or not.
#[derive(Debug)]
pub struct HookFile {
    path: PathBuf,
    bytes: Option<Vec<u8>>,
}

impl HookFile {
    /// Reads the hook at `path`.
    pub fn read(path: PathBuf) -> Result<Self> {
        match fs::read(&path) {
            Ok(bytes) => Ok(Self { path, bytes: Some(bytes) }),
            Err(error) if error.kind() == ErrorKind::NotFound && path.symlink_metadata().is_err() => {
                Ok(Self { path, bytes: None })
            }
            Err(error) => Err(because(error, format!("cannot read the hook {}", shown(&path)))),
        }
    }

    /// What it holds of ours and of others.
    pub fn state(&self) -> Result<State> {
        let Some(bytes) = &self.bytes else { return Ok(State::Absent) };
        let Ok(text) = std::str::from_utf8(bytes) else { return Ok(State::Foreign) };
        script::state(text).ok_or_else(|| {
            Failure::new(
                format!("{} holds only one of makegood's two marker lines", self.shown()),
                "remove the rest of makegood's block by hand, then install it anew",
            )
            .into()
        })
    }

    /// Its text.
    pub fn text(&self) -> Result<&str> {
        let text = std::str::from_utf8(self.bytes.as_deref().unwrap_or_default());
        text.map_err(|error| because(error, format!("{} is no text", self.shown())))
    }

    /// Its path for people.
    pub fn shown(&self) -> String {
        shown(&self.path)
    }

    /// Whether git would run it.
    pub fn is_executable(&self) -> bool {
        executable(&self.path)
    }

    /// Writes it, executable, with the folder around it.
    pub fn write(&self, text: &str) -> Result<()> {
        let folder = self.path.parent().unwrap_or(&self.path);
        let written = fs::create_dir_all(folder).and_then(|()| named_files::write(&self.path, text.as_bytes(), true));
        written.map_err(|error| because(error, format!("cannot write the hook {}", self.shown())))
    }

    /// Removes it.
    pub fn remove(&self) -> Result<()> {
        fs::remove_file(&self.path).map_err(|error| because(error, format!("cannot remove the hook {}", self.shown())))
    }
}

#[cfg(unix)]
fn executable(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    fs::metadata(path).is_ok_and(|metadata| metadata.permissions().mode() & 0o111 != 0)
}

/// Elsewhere git runs whatever is there.
#[cfg(not(unix))]
fn executable(path: &Path) -> bool {
    path.is_file()
}
