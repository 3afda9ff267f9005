//! `makegood prove`.

mod merge;
mod runner;
mod selected;

use model::{ProofReport, Report};
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
use selected::Selected;
use verdict::judge::proofs::{Proofs, proven};

/// Tells whether a test would notice if functions were hollow.
pub fn run(typed: &ProveArgs, global: &Global, console: &Console) -> miette::Result<Exit> {
    let inquiry = selected::inquiry(typed, global)?;
    if !typed.merge.is_empty() {
        let (proofs, constant) = merge::parts(&typed.merge)?;
        let report = answer(typed, &inquiry, proofs, constant);
        return deliver(typed, &inquiry, &report, &delivery::Sources::new(), console);
    }
    let command = command(&typed.command)?;
    let selection = selected::selection(typed, &inquiry)?;
    let Selected { candidates, constant } = selected::select(typed, &inquiry, &selection)?;
    let revision = typed.subject.head.as_ref().map_or(Revision::WorkingTree, |head| Revision::Commit(head.clone()));
    let request = request(&typed.running, &inquiry, revision, command);
    let proofs = runner::prove(&request, &candidates, console)?;
    let report = answer(typed, &inquiry, proofs, constant);
    let shown = delivery::shown_paths(&report);
    let sources = shown.into_iter().filter_map(|path| Some((path.clone(), plan::text(&selection.head, &path)?)));
    deliver(typed, &inquiry, &report, &sources.collect(), console)
}

/// What is asked of the runner.
pub fn request(typed: &ProvingArgs, inquiry: &Inquiry, revision: Revision, command: String) -> Request {
    let root = inquiry.settings.place.root.clone();
    let cache = (!typed.no_cache).then(|| prove::run::cache::place(&root)).flatten();
    Request {
        root,
        revision,
        command,
        limit: typed.timeout.map(|seconds| std::time::Duration::from_secs(seconds.get())),
        jobs: typed.jobs.get(),
        cache,
        shard: (typed.shard.part, typed.shard.of),
    }
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

fn answer(typed: &ProveArgs, inquiry: &Inquiry, proofs: Vec<ProofReport>, constant: usize) -> Report {
    let proofs = Proofs { proofs, constant, promised: typed.task.is_some(), fail_on: inquiry.settings.fail_on };
    proven(proofs, &|complaint| inquiry.engine.weigh(complaint))
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
