//! Texts about commits, kept as git notes under `refs/notes/makegood`. This is the one place where makegood writes to a
//! repository, and only when it is told to.

use std::path::Path;

use super::git::Git;
use super::repository::Repository;
use super::{GitProgram, SourceError};

/// Which notes are meant; git puts `refs/notes/` before it.
const REF: &str = "--ref=makegood";

/// Settings for a write: no hook of the user's runs.
const QUIET: [&str; 2] = ["-c", "core.hooksPath=/dev/null"];

/// Who writes where git knows no name, as on most build machines: who wrote a note plays no part.
const NOBODY: [&str; 4] = ["-c", "user.name=makegood", "-c", "user.email=makegood@localhost"];

/// Keeps `text` as the note of `commit` in the repository that `start` is in; a former note is replaced.
///
/// # Errors
/// If there is no such commit, or git cannot write.
pub fn save_note(program: &GitProgram, start: &Path, commit: &str, text: &str) -> Result<(), SourceError> {
    let repository = Repository::discover(&Git::at(program, start))?;
    let commit = repository.relate(commit, commit)?.head;
    let known = repository.git.output(&["var", "GIT_COMMITTER_IDENT"])?.status.success();
    let writer: &[&str] = if known { &[] } else { &NOBODY };
    let add = ["notes", REF, "add", "--force", "--file=-", &commit];
    repository.git.answer(&[&QUIET, writer, &add].concat(), text.as_bytes()).map(drop)
}

/// The note of `commit`; `None` where there is none. Bytes that are no UTF-8 stand as U+FFFD.
///
/// # Errors
/// If there is no such commit, or git fails.
pub fn read_note(program: &GitProgram, start: &Path, commit: &str) -> Result<Option<String>, SourceError> {
    let repository = Repository::discover(&Git::at(program, start))?;
    let commit = repository.relate(commit, commit)?.head;
    let find = ["notes", REF, "list", &commit];
    let found = repository.git.output(&find)?;
    if found.status.success() {
        let object = String::from_utf8_lossy(&found.stdout).trim().to_owned();
        let text = repository.git.run(&["cat-file", "blob", &object])?;
        return Ok(Some(String::from_utf8_lossy(&text).into_owned()));
    }
    let none = String::from_utf8_lossy(&found.stderr).to_ascii_lowercase().contains("no note found");
    if none { Ok(None) } else { Err(repository.git.failure(&find, &found.stderr)) }
}
