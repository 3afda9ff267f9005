//! The stop event of an agent.

use std::io::{self, IsTerminal, Read};
use std::path::PathBuf;

use miette::Result;
use serde::Deserialize;

use super::Agent;
use crate::cli::failure::{Failure, because};

/// What is taken from an event; all three agents name these fields alike. Fields that are not known are left alone.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
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
        Some(name) if !agent.events().contains(&name.as_str()) => Err(Failure::new(
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
