//! `makegood hook claude|codex|gemini`: an agent says that it is done, and is told what is not.
//!
//! The agent runs the hook when it is about to stop, with the [`event`] on standard input. The answer is one JSON document
//! on standard output, in the [`protocol`] of that agent, with exit code 0. Exit code 2 is a refusal in all three protocols,
//! so that whatever goes wrong in makegood itself ends in 1, which none of them takes for one.

mod block_limit;
mod event;
mod protocol;
mod reason;

pub use protocol::Agent;

use std::sync::mpsc;
use std::time::Duration;

use miette::Result;
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::git;
use crate::cli::args::{AgentArgs, CheckArgs, Global, OutputArgs, PolicyArgs, ReadingArgs, ScopeArgs};
use crate::cli::check;
use crate::cli::console::Console;
use crate::cli::exit::Exit;
use crate::cli::failure::{Failure, because};
use crate::cli::files;
use crate::cli::settings::{CheckSettings, Scope};
use crate::cli::task_run::Inquiry;
use crate::cli::verify;
use block_limit::{Brake, Decision};
use event::Event;
use model::Finding;
use report::Format;
use vcs::Subject;

/// Answers the event on standard input.
pub fn run(agent: Agent, typed: &AgentArgs, global: &Global, console: &Console) -> Result<Exit> {
    let event = event::read(agent)?;
    if global.directory.is_none() {
        enter(&event)?;
    }
    let settings = CheckSettings::new(&as_check(typed), global)?;
    if !settings.place.in_repository {
        console.tell("makegood: this is no git repository, so there is no change to look at");
        return say(&protocol::nothing(), console);
    }
    let mut brake = Brake::of(&git::own_folder(&settings.place.root)?, &event);
    let answer = match event.stops(agent) {
        false => begin(&mut brake, &settings, console),
        true => stop(agent, &event, &mut brake, &Asked { typed, settings: &settings, global }, console)?,
    };
    if let Err(error) = brake.remember() {
        console.complain(&format!("makegood: cannot remember what was refused: {error}"));
    }
    say(&answer, console)
}

/// What was asked, however it is answered.
struct Asked<'a> {
    typed: &'a AgentArgs,
    settings: &'a CheckSettings,
    global: &'a Global,
}

/// A session or a turn begins: what is there already is not the agent's.
fn begin(brake: &mut Brake, settings: &CheckSettings, console: &Console) -> Value {
    let at = state(settings);
    if brake.base().is_none() {
        let scope = at.as_ref().and_then(|state| state.head.clone());
        let scope = scope.map_or(Scope::SinceDefaultBranch, |base| Scope::Since { base, head: None });
        let known = check::look(&CheckSettings { scope, ..settings.clone() }, console);
        let known = known.map(|looked| looked.report.findings).unwrap_or_default();
        brake.know(known.into_iter().map(|finding| finding.fingerprint).collect());
    }
    brake.begin(at.as_ref().and_then(|state| state.head.clone()), at.map(|state| state.digest));
    protocol::nothing()
}

fn stop(agent: Agent, event: &Event, brake: &mut Brake, asked: &Asked, console: &Console) -> Result<Value> {
    let now = state(asked.settings).map(|state| state.digest);
    if brake.is_unchanged(now.as_deref()) {
        return Ok(protocol::nothing());
    }
    let since = asked.typed.base.clone().or_else(|| brake.base().map(str::to_owned));
    let Some(judged) = in_time(asked, since, *console)? else {
        let limit = asked.typed.time_limit;
        let text = format!("makegood: nothing was judged: it took longer than {limit} seconds (--time-limit)");
        console.complain(&text);
        return Ok(protocol::warning(&text));
    };
    let Judgement { mut findings, base } = judged;
    findings.retain(|finding| !brake.knows(finding));
    brake.begin(base, now);
    Ok(match brake.decide(&findings, event.waits()) {
        Decision::Pass => protocol::nothing(),
        Decision::Refuse => agent.refusal(&reason::refusal(&findings)),
        Decision::LetGo(why) => {
            let text = reason::let_go(&findings, why);
            console.complain(&text);
            protocol::warning(&text)
        }
    })
}

/// What speaks against stopping, and the commit that it was judged since.
struct Judgement {
    findings: Vec<Finding>,
    base: Option<String>,
}

/// More than any body of code nests.
const STACK_BYTES: usize = 64 * 1024 * 1024;

/// The judgement on all that changed since `since`; `None` where it takes too long: an agent that waits longer than its own limit
/// ends the hook, and nobody would be told.
fn in_time(asked: &Asked, since: Option<String>, console: Console) -> Result<Option<Judgement>> {
    let (typed, global) = (asked.typed.clone(), asked.global.clone());
    let mut settings = asked.settings.clone();
    if let Some(base) = since {
        settings.scope = Scope::Since { base, head: None };
    }
    let (tell, told) = mpsc::channel();
    let judge = move || {
        let judged = judgement(&typed, &settings, &global, &console);
        // Nobody listens any more where the time is over.
        drop(tell.send(judged));
    };
    let thread = std::thread::Builder::new().stack_size(STACK_BYTES).spawn(judge);
    thread.map_err(|error| because(error, "cannot start the thread that judges".to_owned()))?;
    match told.recv_timeout(Duration::from_secs(asked.typed.time_limit)) {
        Ok(judged) => judged.map(Some),
        Err(mpsc::RecvTimeoutError::Timeout) => Ok(None),
        Err(mpsc::RecvTimeoutError::Disconnected) => {
            Err(Failure::new("the judgement came to no end", "say so to the authors, with what stands above").into())
        }
    }
}

fn judgement(typed: &AgentArgs, settings: &CheckSettings, global: &Global, console: &Console) -> Result<Judgement> {
    let report = check::look(settings, console)?.report;
    let base = report.base.as_ref().and_then(|base| base.commit.clone());
    let mut findings = report.findings;
    findings.extend(report.gaps.iter().filter(|gap| gap.changed).map(reason::of_gap));
    if let Some(task) = &typed.task {
        findings.extend(promises(task, global)?);
    }
    findings.retain(|finding| finding.severity >= settings.fail_on && !is_suppressed(finding));
    findings.sort();
    findings.dedup_by(|one, other| one.fingerprint == other.fingerprint);
    Ok(Judgement { findings, base })
}

/// Whether somebody else than the agent suppressed it: what it suppressed itself in this session does not count.
fn is_suppressed(finding: &Finding) -> bool {
    finding.suppressed.as_ref().is_some_and(|by| !by.new)
}

/// What is there now.
struct State {
    /// The commit that is checked out; `None` before the first one.
    head: Option<String>,
    /// Tells whether it and the sources in the working tree are still the same.
    digest: String,
}

/// What is there now; `None` where git does not tell.
fn state(settings: &CheckSettings) -> Option<State> {
    let of = |scope| {
        let settings = CheckSettings { scope, ..settings.clone() };
        vcs::select(&files::request(&settings), &files::is_source()).ok()
    };
    let head = Scope::Since { base: "HEAD".to_owned(), head: None };
    let selection = of(head).or_else(|| of(Scope::SinceDefaultBranch))?;
    let mut digest = Sha256::new();
    digest.update(selection.base_commit.as_deref().unwrap_or_default());
    digest.update(selection.touched().join("\n"));
    if let Subject::Change { files, .. } = &selection.subject {
        for file in files {
            digest.update(&file.path);
            digest.update(file.head.as_ref().map_or("", |text| text.as_str()));
        }
    }
    selection.gaps.iter().for_each(|gap| digest.update(&gap.reason));
    let digest = digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    Some(State { head: selection.base_commit, digest })
}

/// Where the agent works is where the change is.
fn enter(event: &Event) -> Result<()> {
    let Some(folder) = &event.cwd else { return Ok(()) };
    std::env::set_current_dir(folder)
        .map_err(|error| because(error, format!("cannot look into {}, where the agent works", folder.display())))
}

fn say(answer: &Value, console: &Console) -> Result<Exit> {
    console.answer(format!("{answer}\n").as_bytes())?;
    Ok(Exit::Clean)
}

/// What `verify` finds of the task that the agent works on.
fn promises(task: &str, global: &Global) -> Result<Vec<Finding>> {
    let inquiry = Inquiry::new(&ReadingArgs::default(), None, global)?;
    Ok(verify::at(task, None, &inquiry)?.findings)
}

fn as_check(typed: &AgentArgs) -> CheckArgs {
    CheckArgs {
        paths: Vec::new(),
        scope: ScopeArgs { base: typed.base.clone(), ..ScopeArgs::default() },
        reading: ReadingArgs::default(),
        policy: PolicyArgs { fail_on: typed.fail_on, ..PolicyArgs::default() },
        output: OutputArgs { format: Format::Human, output: None },
    }
}
