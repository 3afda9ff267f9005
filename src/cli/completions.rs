//! `makegood completions SHELL`.

use clap::CommandFactory;

use super::args::{CompletionsArgs, Typed};
use super::console::Console;
use super::exit::Exit;

/// Prints the completion script of a shell.
pub fn run(typed: &CompletionsArgs, console: &Console) -> miette::Result<Exit> {
    let mut script = Vec::new();
    clap_complete::generate(typed.shell, &mut Typed::command(), "makegood", &mut script);
    console.answer(&script)?;
    Ok(Exit::Clean)
}
