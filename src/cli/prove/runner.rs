//! Runs the proofs: commands under a supervisor, a bar for people, and errors in our words.

use std::path::Path;
use std::sync::Mutex;

use indicatif::ProgressBar;
use model::{ProofReport, ReportedTest};
use prove::Candidate;
use prove::run::{Ending, Order, Outside, ProveError, Request, Step};

use crate::cli::console::Console;
use crate::cli::failure::{Failure, because};
use crate::cli::process::{self, ChildCommand, Ended, Interrupts, Scratch};
use evidence::{Flaw, read_outcomes};

/// How many lines of a command's output an error shows.
const SHOWN: usize = 30;

/// What is known of `candidates` once the tests ran. The repository is not written to.
///
/// # Errors
/// If the tests are red, flaky or none, if makegood was asked to end, or if the project cannot be laid out.
pub fn prove(request: &Request, candidates: &[Candidate], console: &Console) -> miette::Result<Vec<ProofReport>> {
    let interrupts = Interrupts::watch().map_err(|error| because(error, "cannot watch for interrupts".to_owned()))?;
    let scratch = Scratch::new()
        .map_err(|error| because(error, format!("cannot make a folder in {}", std::env::temp_dir().display())))?;
    let work = scratch.path().canonicalize().unwrap_or_else(|_| scratch.path().to_owned());
    let bar = Mutex::new(ProgressBar::hidden());
    let outside = Outside {
        work: &work,
        run: &|order| run(order, &scratch, &interrupts),
        read: &read,
        progress: &|step| tell(step, &bar, console),
    };
    let proofs = prove::run::prove(request, candidates, &outside);
    if let Ok(bar) = bar.lock() {
        bar.finish_and_clear();
    }
    let path = scratch.path().to_owned();
    if let Err(error) = scratch.remove() {
        console.complain(&format!("cannot remove {}: {error}; remove it by hand", path.display()));
    }
    proofs.map_err(|error| {
        if let Some(printed) = error.printed() {
            let text = format!("The last lines of `{}`:\n{}", request.command, last_lines(printed));
            console.complain(&text);
        }
        failure(&error).into()
    })
}

fn run(order: &Order, scratch: &Scratch, interrupts: &Interrupts) -> Result<Ending, ProveError> {
    let clone = |file: &std::fs::File| file.try_clone().map_err(ProveError::Start);
    let command = ChildCommand {
        argv: order.argv,
        folder: order.folder,
        scratch,
        limit: order.limit,
        stdout: clone(&order.stdout)?,
        stderr: clone(&order.stderr)?,
    };
    if interrupts.asked() {
        return Err(ProveError::Interrupted);
    }
    match process::run(&command, interrupts).map_err(ProveError::Start)? {
        Ended::Code(code) => Ok(Ending::Code(code)),
        Ended::Signal(signal) => Ok(Ending::Signal(signal)),
        Ended::TimedOut => Ok(Ending::TimedOut),
        Ended::Interrupted => Err(ProveError::Interrupted),
    }
}

/// The tests that standard output names, else those that standard error does. A format that names none is no format here.
fn read(_folder: &Path, stdout: &[u8], stderr: &[u8]) -> Option<Vec<ReportedTest>> {
    let of = |name: &str, bytes: &[u8]| match read_outcomes(name, bytes, None) {
        Ok(outcomes) => Some(outcomes.tests),
        Err(error) if error.flaw == Flaw::Empty && !bytes.trim_ascii().is_empty() => Some(Vec::new()),
        Err(_) => None,
    };
    of("stdout", stdout).or_else(|| of("stderr", stderr))
}

fn tell(step: Step, bar: &Mutex<ProgressBar>, console: &Console) {
    let Ok(mut bar) = bar.lock() else { return };
    match step {
        Step::Phase(text) if console.shows_progress() => {
            if bar.is_hidden() {
                *bar = console.spinner();
            }
            bar.set_message(text.to_owned());
        }
        Step::Phase(text) => console.tell(&format!("makegood prove: {text}")),
        Step::Functions(count) => {
            bar.finish_and_clear();
            *bar = console.estimating(count);
        }
        Step::Tried(proof) => {
            bar.set_message(proof.function.clone());
            bar.inc(1);
        }
        Step::Warning(text) => bar.suspend(|| console.complain(&format!("warning: {text}"))),
    }
}

fn failure(error: &ProveError) -> Failure {
    let next = match error {
        ProveError::Red { .. } => {
            "mend the tests first: a proof is that tests which pass as the code is fail without it"
        }
        ProveError::Flaky { .. } => {
            "a test that comes out differently each time proves nothing: mend it, or leave it out of the command"
        }
        ProveError::Empty { .. } => "name a command that builds the project and runs its tests",
        ProveError::Placebo { .. } => {
            "the tests may depend on the text of the sources or on timing; see what they print, and leave those out of the command"
        }
        ProveError::Interrupted => {
            "the repository is as it was; what was proven by then is kept, run makegood again to go on"
        }
        _ => return Failure::of(error),
    };
    Failure::new(error.to_string(), next)
}

fn last_lines(printed: &str) -> String {
    let lines: Vec<&str> = printed.lines().collect();
    let from = lines.len().saturating_sub(SHOWN);
    lines[from..].iter().map(|line| format!("  {line}")).collect::<Vec<_>>().join("\n")
}
