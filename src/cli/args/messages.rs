//! What is typed to ask about commit messages.

use std::path::PathBuf;

use clap::{Args, ValueHint};

use super::{OutputArgs, SeverityWord};

/// `makegood commit-msg`.
#[derive(Debug, Args)]
pub struct CommitMsgArgs {
    /// File with the message, as passed to a commit-msg hook; checked against what is staged
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath, required_unless_present = "rev")]
    pub file: Option<PathBuf>,
    /// Check the messages of these commits (`main..topic`, or one commit) against their changes
    #[arg(long, value_name = "RANGE", conflicts_with = "file")]
    pub rev: Option<String>,
    /// Lowest severity that makes the exit code 1 [default: error]
    #[arg(long, value_name = "SEVERITY", value_enum, help_heading = "Policy")]
    pub fail_on: Option<SeverityWord>,
    /// How it is said.
    #[command(flatten)]
    pub output: OutputArgs,
}
