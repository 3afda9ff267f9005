//! What agents are configured to run.

use std::ffi::OsString;

use clap::Args;

use super::{Command, HookCommand, SeverityWord};

/// The exit codes that an agent is answered with.
pub(super) const AGENT_CODES: &str = "\
Exit codes:
  0  the answer is the JSON document on standard output; an empty one lets the agent stop
  1  nothing was checked; standard error says why, and the agent may stop";

/// `makegood hook claude` and the others.
#[derive(Debug, Clone, Args)]
pub struct AgentArgs {
    /// Check what changed since this revision [default: the merge base with the default branch]
    #[arg(long, value_name = "REV")]
    pub base: Option<String>,
    /// Also verify this task
    #[arg(long, value_name = "TASK")]
    pub task: Option<String>,
    /// Lowest severity that keeps the agent from stopping [default: error]
    #[arg(long, value_name = "SEVERITY", value_enum)]
    pub fail_on: Option<SeverityWord>,
    /// Seconds after which the agent may stop unjudged, and the user is told; below the limit of the agent itself
    #[arg(long, value_name = "SECONDS", default_value_t = 45)]
    pub time_limit: u64,
}

impl Command {
    /// Whether an agent waits for the answer.
    pub fn answers_agent(&self) -> bool {
        use HookCommand::{Claude, Codex, Gemini};
        matches!(self, Self::Hook(Claude(_) | Codex(_) | Gemini(_)))
    }
}

/// Whether a command line that cannot be read is one that agents are configured with: `hook` and what is none of git's.
pub fn is_typed_by_agent(words: impl Iterator<Item = OsString>) -> bool {
    let words: Vec<OsString> = words.collect();
    let after =
        words.iter().skip_while(|word| *word != "hook").skip(1).find(|word| !word.to_string_lossy().starts_with('-'));
    after.is_some_and(|word| !["install", "uninstall", "status", "help"].iter().any(|of_git| word == of_git))
}
