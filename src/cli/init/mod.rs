//! `makegood init`: a commented `makegood.toml`, fitted to the repository that it is written for.

mod codes;
mod draft;
mod macros;
mod project_scan;

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::path::Path;

use super::args::InitArgs;
use super::config::FILE_NAME;
use super::console::Console;
use super::exit::Exit;
use super::failure::{Failure, because};
use crate::cli::run_root::{Place, shown};
use project_scan::Survey;

/// Writes the file at the root of the repository, or prints it.
pub fn run(typed: &InitArgs, console: &Console) -> miette::Result<Exit> {
    let root = Place::find(&[])?.root;
    if typed.print {
        console.answer(draft::text(&Survey::of(&root)).as_bytes())?;
        return Ok(Exit::Clean);
    }
    let mut found = String::new();
    write(&root.join(FILE_NAME), || {
        let survey = Survey::of(&root);
        found = survey.told();
        draft::text(&survey)
    })?;
    console.tell(&format!("{found}wrote {}", shown(&root.join(FILE_NAME))));
    Ok(Exit::Clean)
}

/// Creates the file; one that is there is the user's and stays.
fn write(path: &Path, text: impl FnOnce() -> String) -> miette::Result<()> {
    match OpenOptions::new().write(true).create_new(true).open(path) {
        Ok(mut file) => file.write_all(text().as_bytes()),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => return Err(taken(path).into()),
        Err(error) => Err(error),
    }
    .map_err(|error| because(error, format!("cannot write {}", shown(path))))
}

fn taken(path: &Path) -> Failure {
    Failure::new(
        format!("{} is there already", shown(path)),
        "`makegood init --print` shows what would be written, to compare or to copy from",
    )
}
