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

/// The page of one command. clap_mangen's own synopsis lists all options without their values; usage is what people look for.
fn page(mut command: Command) -> miette::Result<Vec<u8>> {
    let usage = command.render_usage().to_string();
    let usage = usage.trim_start_matches("Usage:").lines().map(|line| line.trim().replace('-', "\\-"));
    let synopsis = format!(".SH SYNOPSIS\n{}\n", usage.collect::<Vec<_>>().join("\n.br\n"));
    let (has_subcommands, has_version) = (command.has_subcommands(), command.get_version().is_some());
    let man = Man::new(command);
    let mut page = Vec::new();
    let mut render = || -> std::io::Result<()> {
        man.render_title(&mut page)?;
        man.render_name_section(&mut page)?;
        page.extend(synopsis.as_bytes());
        man.render_description_section(&mut page)?;
        man.render_options_section(&mut page)?;
        if has_subcommands {
            man.render_subcommands_section(&mut page)?;
        }
        man.render_extra_section(&mut page)?;
        if has_version { man.render_version_section(&mut page) } else { Ok(()) }
    };
    render().into_diagnostic()?;
    Ok(page)
}

fn write_all(folder: &Path) -> miette::Result<()> {
    fs::create_dir_all(folder).map_err(|error| wrong(error, folder))?;
    let mut command = Typed::command().disable_help_subcommand(true);
    command.build();
    write_with_subcommands(&command, folder)
}

fn write_with_subcommands(command: &Command, folder: &Path) -> miette::Result<()> {
    for subcommand in command.get_subcommands().filter(|subcommand| !subcommand.is_hide_set()) {
        write_with_subcommands(subcommand, folder)?;
    }
    let name = Man::new(command.clone()).get_filename();
    fs::write(folder.join(name), page(command.clone())?).map_err(|error| wrong(error, folder))
}

fn wrong(error: std::io::Error, folder: &Path) -> miette::Report {
    because(error, format!("cannot write the manual pages into {}", folder.display()))
}
