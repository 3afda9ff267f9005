//! Fuzzing of every reader of makegood: inputs from `fixtures/` and `rules/` are mutated with their structure in view, read, and
//! held against what must be true of any answer. See `docs/security.md`.
//!
//! ```text
//! makegood-fuzz --seconds 30                       all targets, from a seed that is printed
//! makegood-fuzz --target c --seed 7 --executions 1000000
//! makegood-fuzz show --target c --seed 7 --case 123     the input of one case, on standard output
//! makegood-fuzz shrink --target c target/fuzz/c-7-123   a smaller one with which the same is found
//! ```

mod corpus;
mod driver;
mod mutate;
mod targets;
mod worker;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Mutated inputs for every reader of makegood.
#[derive(Debug, Parser)]
struct Typed {
    #[command(subcommand)]
    command: Option<Command>,
    /// The seed that all inputs come from [default: a new one, which is printed]
    #[arg(long, global = true)]
    seed: Option<u64>,
    /// Only this target; can be given more than once
    #[arg(long = "target", global = true, value_name = "NAME")]
    targets: Vec<String>,
    /// How long to go on, over all targets
    #[arg(long, default_value_t = 30)]
    seconds: u64,
    /// How many inputs, over all targets [default: as many as there is time for]
    #[arg(long)]
    executions: Option<u64>,
    /// The number of the first case
    #[arg(long, default_value_t = 0)]
    first: u64,
    /// The program makegood, for the targets that run it [default: the one beside this program]
    #[arg(long, global = true, value_name = "FILE")]
    binary: Option<PathBuf>,
    /// Where inputs are put that something was found with
    #[arg(long, value_name = "DIR", default_value = "target/fuzz")]
    artifacts: PathBuf,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Run cases of one target in this process: what the driver starts
    #[command(hide = true)]
    Work {
        /// The first case
        #[arg(long)]
        case: u64,
        /// How many
        #[arg(long)]
        count: u64,
        /// Name each case on standard error before it is run
        #[arg(long)]
        trace: bool,
    },
    /// Print the input of one case
    Show {
        /// Which
        #[arg(long)]
        case: u64,
    },
    /// Run inputs, and print what is found with each and how long it takes
    Replay {
        /// Inputs
        files: Vec<PathBuf>,
    },
    /// Print a smaller input with which the same is found as with FILE; not for what ends the process
    Shrink {
        /// An input
        file: PathBuf,
    },
}

fn main() -> ExitCode {
    let typed = Typed::parse();
    let seed = typed.seed.unwrap_or_else(|| fastrand::u64(..1 << 32));
    let binary = typed.binary.clone().or_else(|| {
        let beside = std::env::current_exe().ok()?.with_file_name("makegood");
        beside.is_file().then_some(beside)
    });
    let chosen = targets::chosen(&typed.targets, binary);
    let Ok(chosen) = chosen.inspect_err(|unknown| eprintln!("error: there is no target `{unknown}`")) else {
        return ExitCode::from(2);
    };
    match typed.command {
        Some(Command::Work { case, count, trace }) => worker::work(&chosen, seed, case..case + count, trace),
        Some(Command::Show { case }) => worker::show(&chosen, seed, case),
        Some(Command::Replay { files }) => worker::replay(&chosen, &files),
        Some(Command::Shrink { file }) => worker::shrink(&chosen, &file),
        None => driver::run(&driver::Plan {
            targets: chosen,
            seed,
            seconds: typed.seconds,
            executions: typed.executions,
            first: typed.first,
            artifacts: typed.artifacts,
        }),
    }
}
