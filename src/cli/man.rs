//! `makegood man`.

use std::fs;
use std::path::Path;

use clap::{Command, CommandFactory};
use clap_mangen::Man;
use miette::IntoDiagnostic;

use super::args::{ManArgs, Typed};
use super::console::Console;
use super::exit::Exit;
use super::failure::because;

/// Prints the manual page of makegood, or writes the pages of all commands into a folder.
pub fn run(typed: &ManArgs, console: &Console) -> miette::Result<Exit> {
    match &typed.output_dir {
        None => console.answer(&page(Typed::command())?)?,
        Some(folder) => write_all(folder)?,
    }
    Ok(Exit::Clean)
}

fn page(command: Command) -> miette::Result<Vec<u8>> {
    let mut page = Vec::new();
    Man::new(command).render(&mut page).into_diagnostic()?;
    Ok(page)
}

fn write_all(folder: &Path) -> miette::Result<()> {
    let wrong = |error| because(error, format!("cannot write the manual pages into {}", folder.display()));
    fs::create_dir_all(folder).map_err(wrong)?;
    clap_mangen::generate_to(Typed::command().disable_help_subcommand(true), folder).map_err(wrong)
}
