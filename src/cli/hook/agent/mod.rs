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

use std::path::Path;

use miette::Result;
use serde_json::Value;

use super::git;
use crate::cli::args::{AgentArgs, CheckArgs, Global, OutputArgs, PolicyArgs, ReadingArgs, ScopeArgs};
use crate::cli::check;
use crate::cli::console::Console;
use crate::cli::exit::Exit;
use crate::cli::failure::because;
use crate::cli::settings::CheckSettings;
use crate::cli::task_run::Inquiry;
use crate::cli::verify;
use block_limit::{Brake, Decision};
use event::Event;
use model::Finding;
use report::Format;

/// Answers the stop event on standard input.
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
    let mut findings = stubs(&settings, console)?;
    if let Some(task) = &typed.task {
        findings.extend(promises(task, global)?);
    }
    findings.retain(|finding| finding.severity >= settings.fail_on && finding.suppressed.is_none());
    findings.sort();
    findings.dedup_by(|one, other| one.fingerprint == other.fingerprint);
    let answer = decide(agent, &event, &findings, &settings.place.root, console)?;
    say(&answer, console)
}

fn decide(agent: Agent, event: &Event, findings: &[Finding], root: &Path, console: &Console) -> Result<Value> {
    let mut brake = Brake::of(&git::own_folder(root)?, event);
    let decision = brake.decide(findings);
    if let Err(error) = brake.remember() {
        console.complain(&format!("makegood: cannot remember what was refused: {error}"));
    }
    Ok(match decision {
        Decision::Pass => protocol::nothing(),
        Decision::Refuse => agent.refusal(&reason::refusal(findings)),
        Decision::LetGo(why) => {
            let text = reason::let_go(findings, why);
            console.complain(&text);
            protocol::warning(&text)
        }
    })
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

/// What `check` finds in the change since the default branch.
fn stubs(settings: &CheckSettings, console: &Console) -> Result<Vec<Finding>> {
    Ok(check::look(settings, console)?.report.findings)
}

/// What `verify` finds of the task that the agent works on.
fn promises(task: &str, global: &Global) -> Result<Vec<Finding>> {
    let inquiry = Inquiry::new(&ReadingArgs::default(), None, global)?;
    Ok(verify::at(task, None, &inquiry)?.findings)
}

fn as_check(typed: &AgentArgs) -> CheckArgs {
    CheckArgs {
        paths: Vec::new(),
        scope: ScopeArgs { staged: false, base: typed.base.clone(), head: None, all: false },
        reading: ReadingArgs::default(),
        policy: PolicyArgs { fail_on: typed.fail_on, ..PolicyArgs::default() },
        output: OutputArgs { format: Format::Human, output: None },
    }
}
