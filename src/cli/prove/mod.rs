//! `makegood prove`.

mod merge;
mod runner;
mod selected;

use model::Report;
use prove::run::Request;
use vcs::Revision;

use super::args::{Global, ProveArgs, ProvingArgs};
use super::console::Console;
use super::delivery;
use super::exit::Exit;
use super::failure::Failure;
use super::plan;
use super::verify;
use crate::cli::task_run::Inquiry;
pub use selected::{Selected, of_judged};
use verdict::judge::proofs::{ProofScope, Proofs, proven};

/// Tells whether a test would notice if functions were hollow.
pub fn run(typed: &ProveArgs, global: &Global, console: &Console) -> miette::Result<Exit> {
    let inquiry = selected::inquiry(typed, global)?;
    if !typed.merge.is_empty() {
        let report = answer(merge::parts(&typed.merge)?, ProofScope::Named, &inquiry);
        return deliver(typed, &inquiry, &report, &delivery::Sources::new(), console);
    }
    let mut request = request(&typed.running, &inquiry, typed.subject.head.as_deref(), &typed.command)?;
    request.shard = (typed.shard.part, typed.shard.of);
    let selection = selected::selection(typed, &inquiry)?;
    let selected = selected::select(typed, &inquiry, &selection)?;
    let report = answer(proofs(&selected, &request, console)?, scope(typed), &inquiry);
    let shown = delivery::shown_paths(&report);
    let sources = shown.into_iter().filter_map(|path| Some((path.clone(), plan::text(&selection.head, &path)?)));
    deliver(typed, &inquiry, &report, &sources.collect(), console)
}

fn scope(typed: &ProveArgs) -> ProofScope {
    let named = typed.task.is_some() || typed.subject.all.is_some() || !typed.subject.functions.is_empty();
    match named {
        _ if typed.shard.of > 1 => ProofScope::Part,
        true => ProofScope::Named,
        false => ProofScope::Change,
    }
}

/// What is asked of the runner: all functions, at `head` or in the working tree.
///
/// # Errors
/// If no command was typed.
pub fn request(
    typed: &ProvingArgs,
    inquiry: &Inquiry,
    head: Option<&str>,
    typed_command: &[String],
) -> Result<Request, Failure> {
    let root = inquiry.settings.place.root.clone();
    let cache = (!typed.no_cache).then(|| prove::run::cache::place(&root)).flatten();
    Ok(Request {
        root,
        revision: head.map_or(Revision::WorkingTree, |head| Revision::Commit(head.to_owned())),
        command: command(typed_command)?,
        limit: typed.timeout.map(|seconds| std::time::Duration::from_secs(seconds.get())),
        jobs: typed.jobs.get(),
        cache,
        shard: (1, 1),
    })
}

/// Runs the tests, and says what is known of the functions that were selected.
///
/// # Errors
/// If nothing can be proven, whatever the function.
pub fn proofs(selected: &Selected, request: &Request, console: &Console) -> miette::Result<Proofs> {
    let proofs = runner::prove(request, &selected.candidates, console)?;
    Ok(selected.with(proofs))
}

/// The command as a shell reads it: a single word is meant for one as it is, several are a command line.
fn command(typed: &[String]) -> Result<String, Failure> {
    match typed {
        [] => Err(Failure::new(
            "the command that builds the project and runs its tests is needed",
            "write it behind `--`, as in `makegood prove TASK -- make check`",
        )),
        [one] => Ok(one.clone()),
        words => Ok(words.iter().map(|word| quoted(word)).collect::<Vec<_>>().join(" ")),
    }
}

fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_=/.,:+@%".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}

fn answer(proofs: Proofs, scope: ProofScope, inquiry: &Inquiry) -> Report {
    proven(proofs, scope, inquiry.settings.fail_on, &|complaint| inquiry.engine.weigh(complaint))
}

fn deliver(
    typed: &ProveArgs,
    inquiry: &Inquiry,
    report: &Report,
    sources: &delivery::Sources,
    console: &Console,
) -> miette::Result<Exit> {
    delivery::deliver(&typed.output, inquiry.settings.fail_on, &inquiry.engine, report, sources, console)?;
    Ok(verify::exit(report))
}
