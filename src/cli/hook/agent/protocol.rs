//! How each agent is answered.
//!
//! - Claude Code, "Hooks reference" (code.claude.com/docs/en/hooks), events `Stop` and `SubagentStop`: with exit code 0,
//!   `{"decision": "block", "reason": …}` on standard output keeps the agent from stopping and is what it goes on with;
//!   exit code 2 blocks, too, with standard error as the reason; any other code is an error that does not block.
//! - Codex CLI, "Hooks" (learn.chatgpt.com/docs/hooks) and `codex-rs/hooks/src/events/stop.rs`, events `Stop` and
//!   `SubagentStop`: the same, and the reason must not be empty; with exit code 0 any text on standard output that is no
//!   JSON is a failure of the hook.
//! - Gemini CLI, "Hooks reference" (geminicli.com/docs/hooks/reference), event `AfterAgent`: with exit code 0,
//!   `{"decision": "deny", "reason": …}` rejects the answer, and the reason is the next prompt; exit code 2 does so with
//!   standard error; any other code is a warning. Nothing but JSON may stand on standard output.
//!
//! `systemMessage` is shown to the user by all three.

use serde_json::{Value, json};

/// An agent that makegood answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Agent {
    /// Claude Code.
    Claude,
    /// Codex CLI.
    Codex,
    /// Gemini CLI.
    Gemini,
}

impl Agent {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Claude => "Claude Code",
            Self::Codex => "Codex CLI",
            Self::Gemini => "Gemini CLI",
        }
    }

    /// The events at which it stops, the usual one first.
    pub fn events(self) -> &'static [&'static str] {
        match self {
            Self::Claude | Self::Codex => &["Stop", "SubagentStop"],
            Self::Gemini => &["AfterAgent"],
        }
    }

    /// The events at which it begins a session or a turn.
    pub fn beginnings(self) -> &'static [&'static str] {
        match self {
            Self::Claude | Self::Codex => &["SessionStart", "UserPromptSubmit"],
            Self::Gemini => &["SessionStart", "BeforeAgent"],
        }
    }

    /// The answer by which it goes on with `reason`.
    pub fn refusal(self, reason: &str) -> Value {
        let decision = match self {
            Self::Claude | Self::Codex => "block",
            Self::Gemini => "deny",
        };
        json!({"decision": decision, "reason": reason})
    }
}

/// The answer by which it stops, and the user is shown `text`.
pub fn warning(text: &str) -> Value {
    json!({"systemMessage": text})
}

/// The answer by which it stops.
pub fn nothing() -> Value {
    json!({})
}
