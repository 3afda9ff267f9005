//! One message and its commit.

use std::cell::RefCell;
use std::collections::BTreeSet;

use super::tasks;
use crate::cli::engine;
use crate::cli::failure::Failure;
use crate::cli::files::{self, Files};
use crate::cli::policy;
use crate::cli::settings::{CheckSettings, Scope};
use crate::cli::task_run::Inquiry;
use model::{Claim, Claimed, Finding, Gap, Holding, Message, SourceText};
use specs::claims::claims;
use vcs::{self, ChangedFile, Selection, SourceError};
use verdict::Committed;
use verdict::check::{Check, Engine};
use verdict::judge::claims as judge;

/// What came of one message.
#[derive(Default)]
pub struct OfCommit {
    /// What is said of it.
    pub findings: Vec<Finding>,
    /// What of its commit could not be read.
    pub gaps: Vec<Gap>,
    /// How many files its commit touches; 0 where nothing was asked of the commit.
    pub files: usize,
    /// How many claimed functions were looked for.
    pub functions: usize,
    /// How many claims the message makes of what its commit holds.
    pub claims: usize,
    /// What of them holds, in words.
    pub held: Vec<String>,
}

/// Holds `message`, read from `text`, against the change of `scope`.
pub fn hold(message: &Message, text: &SourceText, scope: Scope, inquiry: &Inquiry) -> miette::Result<OfCommit> {
    let claims = claims(message, text);
    let (mut findings, mut held) = tasks::findings(&claims, text, &scope, inquiry);
    let of_content = claims.iter().filter(|claim| judge::is_of_content(claim)).count();
    // Most messages claim nothing that the commit would have to be read for.
    if !claims.iter().any(asks_the_commit) {
        findings.extend(judge::hold(&claims, &Holding::default(), text, inquiry.engine.policy()));
        return Ok(OfCommit { findings, claims: of_content, held, ..OfCommit::default() });
    }
    let typed = CheckSettings { scope, ..inquiry.settings.clone() };
    let select =
        |settings| vcs::select(&files::request(settings), &files::is_source()).map_err(|error| Failure::of(&error));
    let mut selection = select(&typed)?;
    let under = match policy::of_base(&typed, &selection)? {
        None => None,
        Some(settings) => {
            selection = select(&settings)?;
            Some(Inquiry { engine: engine::build(&settings)?, settings })
        }
    };
    let (settings, engine) = under.as_ref().map_or((&typed, &inquiry.engine), |under| (&under.settings, &under.engine));
    let (holding, files) = of_selection(&selection, settings, engine, &claims).map_err(|error| Failure::of(&error))?;
    findings.extend(judge::hold(&claims, &holding, text, engine.policy()));
    let functions = claims.iter().filter(|claim| matches!(claim.what, Claimed::Function { .. })).count();
    held.extend(judge::held(&claims, &holding));
    Ok(OfCommit { findings, gaps: selection.gaps, files, functions, claims: of_content, held })
}

fn asks_the_commit(claim: &Claim) -> bool {
    !matches!(claim.what, Claimed::Task { .. })
}

fn of_selection(
    selection: &Selection,
    settings: &CheckSettings,
    engine: &Engine,
    claims: &[Claim],
) -> Result<(Holding, usize), SourceError> {
    let changed: Vec<ChangedFile> = selection.changed_where(|_| true)?;
    let touched: Vec<String> = selection.touched();
    let files = Files::new(selection, settings);
    let jobs = files.jobs();
    let today = crate::cli::today::today();
    let check = Check { engine, jobs: &jobs, change: true, around: &files, today: &today, progress: &|| {} };
    let failed = RefCell::new(None);
    let anywhere = |names: &[String]| {
        selection.head.holding(names).unwrap_or_else(|error| {
            failed.replace(Some(error));
            BTreeSet::from_iter(names.iter().cloned())
        })
    };
    let commit = Committed { check: &check, files: &changed, touched: &touched, anywhere: &anywhere };
    let holding = verdict::holding(&commit, claims);
    failed.into_inner().map_or(Ok((holding, touched.len())), Err)
}
