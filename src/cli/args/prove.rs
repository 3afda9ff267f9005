//! What is typed to ask whether a test would notice if a function were hollow.

use std::num::{NonZeroU64, NonZeroUsize};
use std::path::PathBuf;
use std::str::FromStr;

use clap::{Args, ValueHint};

use super::{OutputArgs, ReadingArgs, SeverityWord};

/// `makegood prove`.
#[derive(Debug, Clone, Args)]
pub struct ProveArgs {
    /// Try what keeps the promises of this task: its spec's path, `path#id` in a list of tasks, or what it is called in the
    /// tasks folder
    #[arg(value_name = "TASK", value_hint = ValueHint::FilePath, conflicts_with_all = ["all", "functions"])]
    pub task: Option<String>,
    /// Which functions are tried.
    #[command(flatten)]
    pub subject: SubjectArgs,
    /// How they are tried.
    #[command(flatten)]
    pub running: ProvingArgs,
    /// Try the K-th of N parts of the functions; `--merge` puts the parts together
    #[arg(long, help_heading = "How it is tried", value_name = "K/N", default_value = "1/1")]
    pub shard: Shard,
    /// Put together what the parts of a run said, as JSON, instead of running anything
    #[arg(long, value_name = "FILE", num_args = 1.., value_hint = ValueHint::FilePath,
          conflicts_with_all = ["task", "base", "all", "functions", "command"])]
    pub merge: Vec<PathBuf>,
    /// From which severity on findings make the exit code 1; with TASK, promised functions always do [default: error]
    #[arg(long, value_name = "SEVERITY", value_enum)]
    pub fail_on: Option<SeverityWord>,
    /// What is read.
    #[command(flatten)]
    pub reading: ReadingArgs,
    /// How it is said.
    #[command(flatten)]
    pub output: OutputArgs,
    /// The command that builds the project and runs its tests; a single word is read by a shell
    #[arg(last = true, value_name = "TEST-COMMAND")]
    pub command: Vec<String>,
}

/// Which functions are tried.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "What is tried (default: what changed since the merge base with the default branch)")]
pub struct SubjectArgs {
    /// Try what was added or modified since this revision
    #[arg(long, value_name = "REV", conflicts_with_all = ["all", "functions"])]
    pub base: Option<String>,
    /// Try the functions of this revision instead of those in the working tree
    #[arg(long, value_name = "REV", requires = "base")]
    pub head: Option<String>,
    /// Try every function of PATHS; without one, of the whole repository
    #[arg(long, value_name = "PATHS", num_args = 0.., value_hint = ValueHint::AnyPath, conflicts_with = "functions")]
    pub all: Option<Vec<PathBuf>>,
    /// Try the functions of these names, plain or qualified
    #[arg(long, value_name = "NAME", value_delimiter = ',', num_args = 1..)]
    pub functions: Vec<String>,
}

/// How functions are tried.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "How it is tried")]
pub struct ProvingArgs {
    /// Run so many tests at once; each kill is then confirmed by a run of its own
    #[arg(long, hide_short_help = true, value_name = "N", default_value_t = NonZeroUsize::MIN)]
    pub jobs: NonZeroUsize,
    /// End a run after so many seconds [default: 1800 for those that build, else 20 more than five times what the tests take]
    #[arg(long, hide_short_help = true, value_name = "SECONDS")]
    pub timeout: Option<NonZeroU64>,
    /// Neither use nor keep what earlier runs found
    #[arg(long, hide_short_help = true)]
    pub no_cache: bool,
}

impl ProvingArgs {
    /// As if nothing was typed.
    pub fn none() -> Self {
        Self { jobs: NonZeroUsize::MIN, timeout: None, no_cache: false }
    }

    /// Whether anything was typed.
    pub fn is_none(&self) -> bool {
        self.jobs == NonZeroUsize::MIN && self.timeout.is_none() && !self.no_cache
    }
}

/// A part of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shard {
    /// Which, from 1.
    pub part: usize,
    /// Of how many.
    pub of: usize,
}

impl FromStr for Shard {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || "write it as K/N, with K from 1 to N: 2/8".to_owned();
        let (part, of) = text.split_once('/').ok_or_else(wrong)?;
        let (part, of) = (part.parse().map_err(|_| wrong())?, of.parse().map_err(|_| wrong())?);
        if part == 0 || part > of { Err(wrong()) } else { Ok(Self { part, of }) }
    }
}
