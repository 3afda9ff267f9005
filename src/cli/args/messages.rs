//! What is typed to ask about commit messages.

use std::path::PathBuf;

use clap::{Args, ValueHint};

use super::{OutputArgs, SeverityWord};

/// `makegood commit-msg`.
#[derive(Debug, Args)]
pub struct CommitMsgArgs {
    /// The file that holds the message, as git hands it to a commit-msg hook; it is held against what is staged
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath, required_unless_present = "rev")]
    pub file: Option<PathBuf>,
    /// Hold the messages of these commits (`main..topic`, or one commit) against what each did to its first parent
    #[arg(long, value_name = "RANGE", conflicts_with = "file")]
    pub rev: Option<String>,
    /// From which severity on findings make the exit code 1 [default: error]
    #[arg(long, value_name = "SEVERITY", value_enum)]
    pub fail_on: Option<SeverityWord>,
    /// How it is said.
    #[command(flatten)]
    pub output: OutputArgs,
}
