//! `makegood commit-msg`.

mod commit;
mod pending;
mod tasks;

use std::path::Path;

use super::args::{CheckArgs, CommitMsgArgs, Global, PolicyArgs, ReadingArgs, ScopeArgs};
use super::check;
use super::console::Console;
use super::delivery::{self, Sources};
use super::engine;
use super::exit::Exit;
use super::failure::{Failure, because};
use super::settings::{CheckSettings, Scope};
use crate::cli::named_files::{self, MOST_TEXT};
use crate::cli::run_root::shown;
use crate::cli::task_run::Inquiry;
use model::{Finding, Gap, Message, MessageKind, SourceText, Totals};
use specs::claims::{Cleaning, message};
use vcs::{self, GitProgram};
use verdict::judge::claims::{self as judge, Messages};

/// Holds messages against their commits.
pub fn run(typed: &CommitMsgArgs, global: &Global, console: &Console) -> miette::Result<Exit> {
    let as_check = as_check(typed);
    let settings = CheckSettings::new(&as_check, global)?;
    let engine = engine::build(&settings)?;
    let inquiry = Inquiry { settings, engine };
    let mut held = Held { inquiry: &inquiry, looked: Looked::default() };
    match (&typed.rev, &typed.file) {
        (Some(range), _) => held.range(range)?,
        (None, Some(file)) => held.file(file)?,
        (None, None) => {}
    }
    let Looked { findings, gaps, sources, totals, messages } = held.looked;
    let Inquiry { settings, engine } = &inquiry;
    let report = judge::report(findings, gaps, totals, &messages, settings.fail_on);
    delivery::deliver(&typed.output, settings.fail_on, engine, &report, &sources, console)?;
    Ok(check::exit(&report))
}

/// The command line of a `check` of the same repository with the same output.
fn as_check(typed: &CommitMsgArgs) -> CheckArgs {
    CheckArgs {
        paths: Vec::new(),
        scope: ScopeArgs { staged: true, ..ScopeArgs::default() },
        reading: ReadingArgs::default(),
        policy: PolicyArgs { fail_on: typed.fail_on, no_baseline: true, ..PolicyArgs::default() },
        output: typed.output.clone(),
    }
}

/// What came of the messages that were looked at.
#[derive(Default)]
struct Looked {
    findings: Vec<Finding>,
    gaps: Vec<Gap>,
    sources: Sources,
    totals: Totals,
    messages: Messages,
}

/// One run over messages.
struct Held<'a> {
    inquiry: &'a Inquiry,
    looked: Looked,
}

impl Held<'_> {
    /// The message that git is about to commit with.
    fn file(&mut self, path: &Path) -> miette::Result<()> {
        let bytes = named_files::read(path, MOST_TEXT)
            .map_err(|error| because(error, format!("cannot read the commit message {}", shown(path))))?;
        let text = SourceText::new(shown(path), bytes);
        let known = vcs::pending(&GitProgram::default(), &self.inquiry.settings.place.root)
            .map_err(|error| Failure::of(&error))?;
        let read = message(&text, Cleaning::Comments(&known.comment));
        let read = if known.merges { Message { kind: MessageKind::Merge, ..read } } else { read };
        let scope = if pending::may_amend(&known, &read, &text) { Scope::Amended } else { Scope::Staged };
        self.hold(&read, text, scope)
    }

    /// The messages of the commits of `range`.
    fn range(&mut self, range: &str) -> miette::Result<()> {
        let commits = vcs::commits(&GitProgram::default(), &self.inquiry.settings.place.root, range)
            .map_err(|error| Failure::of(&error))?;
        for commit in commits {
            let name = commit.id.get(..12).unwrap_or(&commit.id);
            let text = SourceText::new(format!("commit {name}"), commit.message.into_bytes());
            let read = message(&text, Cleaning::None);
            let read = if commit.parents > 1 { Message { kind: MessageKind::Merge, ..read } } else { read };
            self.hold(&read, text, Scope::Commit(commit.id))?;
        }
        Ok(())
    }

    fn hold(&mut self, message: &Message, text: SourceText, scope: Scope) -> miette::Result<()> {
        let looked = &mut self.looked;
        looked.messages.number += 1;
        if message.kind != MessageKind::Ordinary {
            *looked.totals.skipped.entry(message.kind.name().to_owned()).or_default() += 1;
            return Ok(());
        }
        let held = commit::hold(message, &text, scope, self.inquiry)?;
        looked.totals.files += held.files;
        looked.totals.functions += held.functions;
        looked.gaps.extend(held.gaps);
        looked.messages.claims += held.claims;
        looked.messages.held.extend(held.held);
        if !held.findings.is_empty() {
            looked.findings.extend(held.findings);
            looked.sources.insert(text.path.clone(), text);
        }
        Ok(())
    }
}
