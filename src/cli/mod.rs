//! The front door: what was typed becomes what is meant, one file for each command, and the exit code is told here.
//! No other room prints, reads the environment or ends the program.

mod args;
mod check;
mod commit_msg;
mod completions;
mod config;
mod console;
mod delivery;
mod engine;
mod evidence;
mod exit;
mod explain;
mod failure;
mod files;
mod hook;
mod init;
mod lsp;
mod man;
mod mcp;
mod named_files;
mod panics;
mod plan;
mod policy;
#[cfg(not(unix))]
#[path = "no_process.rs"]
mod process;
#[cfg(unix)]
mod process;
mod promises;
mod prove;
mod ready;
mod rules;
mod run_root;
mod schema;
mod settings;
mod task_run;
mod tasks;
mod today;
mod verify;

use std::process::ExitCode;

use clap::Parser;
use miette::{Context, IntoDiagnostic};

use args::{Command, Global, Typed};
use console::Console;
use exit::Exit;

/// Runs the command that the program was started with, and tells the exit code.
///
/// Nothing that goes wrong inside panics through: a panic is caught here, said, and exit code 2.
pub fn run() -> ExitCode {
    #[cfg(unix)]
    {
        let mut arguments = std::env::args_os().skip(1);
        if arguments.next().is_some_and(|first| first == process::supervisor::ARGUMENT) {
            return process::supervisor::main(arguments);
        }
    }
    match Typed::try_parse() {
        Ok(typed) => answer(&typed),
        Err(error) => refused(&error),
    }
    .into()
}

/// Runs the command, and says what went wrong where it did.
fn answer(typed: &Typed) -> Exit {
    let console = Console::new(&typed.global);
    panics::caught(|| dispatch(typed, &console)).unwrap_or_else(|error| {
        console.fail(error.as_ref());
        if typed.command.answers_agent() { Exit::Unheeded } else { Exit::Wrong }
    })
}

/// `--help` and `--version` are answers, all else that `clap` stops at is a mistake.
fn refused(error: &clap::Error) -> Exit {
    // Whoever closed the pipe does not want the text.
    let _ = harmless_mistake().as_ref().unwrap_or(error).print();
    match error.use_stderr() {
        true if args::is_typed_by_agent(std::env::args_os().skip(1)) => Exit::Unheeded,
        true => Exit::Wrong,
        false => Exit::Clean,
    }
}

/// The same mistake with arguments that act on no terminal: `clap` repeats them as they are.
fn harmless_mistake() -> Option<clap::Error> {
    let typed = std::env::args_os().map(|argument| argument.to_string_lossy().into_owned());
    Typed::try_parse_from(typed.map(|argument| report::visible(&argument))).err()
}

/// One line for each command.
fn dispatch(typed: &Typed, console: &Console) -> miette::Result<Exit> {
    enter(&typed.global)?;
    match &typed.command {
        Command::Check(typed_check) => check::run(typed_check, &typed.global, console),
        Command::Verify(verify) => verify::run(verify, &typed.global, console),
        Command::Ready(ready) => ready::run(ready, &typed.global, console),
        Command::Promises(promises) => promises::run(promises, &typed.global, console),
        Command::Tasks(tasks) => tasks::run(tasks, &typed.global, console),
        Command::CommitMsg(message) => commit_msg::run(message, &typed.global, console),
        Command::Evidence(evidence) => evidence::run(evidence, &typed.global, console),
        Command::Prove(prove) => prove::run(prove, &typed.global, console),
        Command::Rules(rules) => rules::run(rules, &typed.global, console),
        Command::Explain(explain) => explain::run(explain, console),
        Command::Hook(command) => hook::run(command, &typed.global, console),
        Command::Init(init) => init::run(init, console),
        Command::Lsp => lsp::run(&typed.global),
        Command::Mcp => mcp::run(),
        Command::Schema(schema) => schema::run(schema, console),
        Command::Completions(completions) => completions::run(completions, console),
        Command::Man(man) => man::run(man, console),
    }
}

/// `-C DIR`.
fn enter(global: &Global) -> miette::Result<()> {
    let Some(directory) = &global.directory else { return Ok(()) };
    std::env::set_current_dir(directory)
        .into_diagnostic()
        .wrap_err_with(|| format!("cannot run in {}, given with -C", directory.display()))
}
