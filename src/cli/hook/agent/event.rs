//! The stop event of an agent.

use std::io::{self, IsTerminal, Read};
use std::path::PathBuf;

use miette::Result;
use serde::Deserialize;

use super::Agent;
use crate::cli::failure::{Failure, because};

/// What is taken from an event; all three agents name these fields alike. Fields that are not known are left alone.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Event {
    /// The session, by which refusals are counted.
    pub session_id: Option<String>,
    /// The folder that the agent works in.
    pub cwd: Option<PathBuf>,
    /// Which event it is.
    pub hook_event_name: Option<String>,
    /// Whether the agent goes on because it was refused before.
    #[serde(default)]
    pub stop_hook_active: bool,
    /// What the agent said last.
    #[serde(alias = "prompt_response")]
    pub last_assistant_message: Option<String>,
    /// What still runs for it.
    #[serde(default)]
    pub background_tasks: Option<Vec<serde_json::Value>>,
}

/// Words by which a message says that the work is over.
const OVER: [&str; 7] = ["done", "complete", "finished", "implemented", "ready", "works", "all set"];

impl Event {
    /// Whether the agent is about to stop: else it begins a session or a turn.
    pub fn stops(&self, agent: Agent) -> bool {
        self.hook_event_name.as_deref().is_none_or(|name| agent.events().contains(&name))
    }

    /// Whether the agent only waits: for something that it started, or for an answer to a question, without saying that it is done.
    pub fn waits(&self) -> bool {
        let runs = self.background_tasks.as_ref().is_some_and(|tasks| !tasks.is_empty());
        let text = self.last_assistant_message.as_deref().unwrap_or_default().trim().to_lowercase();
        runs || (text.ends_with('?') && !OVER.iter().any(|word| text.contains(word)))
    }
}

/// More than any event: the answer of the agent itself is in it.
const MOST_BYTES: u64 = 64 * 1024 * 1024;

/// Reads the event from standard input.
///
/// # Errors
/// Where there is none, where it is no JSON, and where it is another event than one of stopping.
pub fn read(agent: Agent) -> Result<Event> {
    let stdin = io::stdin();
    if stdin.is_terminal() {
        return Err(none(agent).into());
    }
    let mut text = Vec::new();
    stdin
        .lock()
        .take(MOST_BYTES)
        .read_to_end(&mut text)
        .map_err(|error| because(error, "cannot read the event from standard input".to_owned()))?;
    if text.trim_ascii().is_empty() {
        return Err(none(agent).into());
    }
    parse(agent, &text)
}

fn parse(agent: Agent, text: &[u8]) -> Result<Event> {
    let event: Event = serde_json::from_slice(text)
        .map_err(|error| because(error, format!("standard input holds no event of {}", agent.name())))?;
    match &event.hook_event_name {
        Some(name) if ![agent.events(), agent.beginnings()].concat().contains(&name.as_str()) => Err(Failure::new(
            format!("the event `{name}` is none at which {} stops", agent.name()),
            format!("configure makegood for the event `{}`, as docs/agents.md shows", agent.events()[0]),
        )
        .into()),
        _ => Ok(event),
    }
}

fn none(agent: Agent) -> Failure {
    Failure::new(
        "there is no event on standard input",
        format!("this command is run by {} itself; docs/agents.md shows how it is configured", agent.name()),
    )
}
