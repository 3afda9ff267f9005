//! What was typed: the command line as `clap` reads it. What is meant by it is told in [`super::settings`].

use std::num::NonZeroUsize;
use std::path::PathBuf;

use bytesize::ByteSize;
use clap::{Args, Parser, Subcommand, ValueEnum, ValueHint};

use super::console::ColorWish;
use model::Severity;
use report::Format;

mod agents;
mod evidence;
mod messages;
mod tasks;

use agents::AGENT_CODES;
pub use agents::{AgentArgs, is_typed_by_agent};
pub use evidence::{EvidenceArgs, EvidenceWord, ReportArgs, RequireWord, RunArgs};
pub use messages::CommitMsgArgs;
pub use tasks::{PromisesArgs, RangeArgs, ReadyArgs, TasksArgs, TasksFormat, VerifyArgs};

const EXIT_CODES: &str = "\
Exit codes:
  0  clean, delivered, ready
  1  not delivered, or findings at or above --fail-on
  2  the command line, the configuration or the environment is wrong, or makegood failed
  3  blocked by a dependency
  4  nothing could be verified";

/// Tells whether work marked done was really delivered: finds stubs in the Rust and C that a change touches.
#[derive(Debug, Parser)]
#[command(name = "makegood", version, after_help = EXIT_CODES, max_term_width = 100)]
pub struct Typed {
    /// What every command takes.
    #[command(flatten)]
    pub global: Global,
    /// Which command.
    #[command(subcommand)]
    pub command: Command,
}

/// What every command takes.
#[derive(Debug, Args)]
#[command(next_help_heading = "Global options")]
pub struct Global {
    /// Say only what is wrong
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub quiet: bool,
    /// Say also what was skipped, suppressed and not read
    #[arg(short, long, global = true)]
    pub verbose: bool,
    /// When to use colours; `auto` honours NO_COLOR, CLICOLOR_FORCE and TERM=dumb
    #[arg(long, global = true, value_name = "WHEN", value_enum, default_value_t = ColorWish::Auto)]
    pub color: ColorWish,
    /// Run as if started in DIR
    #[arg(short = 'C', global = true, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub directory: Option<PathBuf>,
    /// Read this configuration instead of the nearest makegood.toml
    #[arg(long, global = true, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub config: Option<PathBuf>,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Look for stubs in the functions that a change added, modified or wired up
    #[command(after_help = EXIT_CODES)]
    Check(Box<CheckArgs>),
    /// Tell whether a task delivered what its spec promised
    #[command(after_help = EXIT_CODES)]
    Verify(Box<VerifyArgs>),
    /// Tell whether everything that a task depends on was really delivered
    #[command(after_help = EXIT_CODES)]
    Ready(Box<ReadyArgs>),
    /// Show what was read out of a task's spec, line by line, and what was not taken for a promise
    #[command(after_help = EXIT_CODES)]
    Promises(Box<PromisesArgs>),
    /// Tell whether a set of tasks is workable: cycles, missing dependencies, deferrals to nowhere, nothing verifiable
    #[command(after_help = EXIT_CODES)]
    Tasks(Box<TasksArgs>),
    /// Hold a commit message against what its commit holds
    #[command(after_help = EXIT_CODES)]
    CommitMsg(Box<CommitMsgArgs>),
    /// Tell whether tests and coverage grew with a change, and whether its tests test anything
    #[command(after_help = EXIT_CODES)]
    Evidence(Box<EvidenceArgs>),
    /// List what is looked for, the project's own rules included
    Rules(RulesArgs),
    /// Show the manual page of a rule: why it matters, what to do, what is flagged and what is spared
    Explain(ExplainArgs),
    /// Put makegood into git's hooks, take it out, or tell whether it is there; answer an agent that wants to stop
    #[command(subcommand)]
    Hook(HookCommand),
    /// Write a commented makegood.toml fitted to this repository
    Init(InitArgs),
    /// Serve an editor: a language server on standard input and output
    Lsp,
    /// Print the JSON Schema of `--format json`
    Schema,
    /// Print the completion script of a shell
    Completions(CompletionsArgs),
    /// Print the manual page, or write one for each command
    Man(ManArgs),
}

/// `makegood check`.
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// Files and folders to look at [default: the whole repository]
    #[arg(value_name = "PATHS", value_hint = ValueHint::AnyPath)]
    pub paths: Vec<PathBuf>,
    /// What is judged.
    #[command(flatten)]
    pub scope: ScopeArgs,
    /// What is read.
    #[command(flatten)]
    pub reading: ReadingArgs,
    /// What counts.
    #[command(flatten)]
    pub policy: PolicyArgs,
    /// How it is said.
    #[command(flatten)]
    pub output: OutputArgs,
}

/// What `check` judges. By default, everything since the merge base with the default branch.
#[derive(Debug, Args)]
#[command(next_help_heading = "What is judged (default: all since the merge base with the default branch)")]
pub struct ScopeArgs {
    /// Judge what is staged for the next commit, as it is staged
    #[arg(long, conflicts_with_all = ["base", "head", "all"])]
    pub staged: bool,
    /// Judge what changed since this revision
    #[arg(long, value_name = "REV", conflicts_with = "all")]
    pub base: Option<String>,
    /// Judge up to this revision instead of up to the working tree
    #[arg(long, value_name = "REV", requires = "base", conflicts_with = "all")]
    pub head: Option<String>,
    /// Judge every function, changed or not; works outside of git, too
    #[arg(long)]
    pub all: bool,
}

/// What `check` reads.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "What is read")]
pub struct ReadingArgs {
    /// Leave out files that match; can be given more than once, adds to the configured ones
    #[arg(long, value_name = "GLOB")]
    pub exclude: Vec<String>,
    /// Read vendored and generated files, too
    #[arg(long)]
    pub include_vendored: bool,
    /// Report larger files as gaps instead of reading them (`4MiB`, `500kB`, or bytes) [default: 4MiB]
    #[arg(long, value_name = "SIZE")]
    pub max_file_size: Option<ByteSize>,
    /// Read every function, also those that cannot hold a finding: shows that leaving them out loses nothing
    #[arg(long, hide = true)]
    pub no_prefilter: bool,
    /// How many threads read [default: one for each core]
    #[arg(short = 'j', long, value_name = "N")]
    pub threads: Option<NonZeroUsize>,
}

/// What counts for `check`.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "What counts")]
pub struct PolicyArgs {
    /// From which severity on findings make the exit code 1 [default: error]
    #[arg(long, value_name = "SEVERITY", value_enum)]
    pub fail_on: Option<SeverityWord>,
    /// Give a rule another severity for this run, or turn it `off`; can be given more than once
    #[arg(long = "severity", value_name = "RULE=SEVERITY", value_parser = rule_severity)]
    pub severities: Vec<(String, Option<Severity>)>,
    /// Do not count the findings listed in this file [default: makegood-baseline.json, where there is one]
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, conflicts_with = "no_baseline")]
    pub baseline: Option<PathBuf>,
    /// Count all findings, also those in the baseline
    #[arg(long)]
    pub no_baseline: bool,
    /// List today's findings of the whole repository in the baseline file, so that only new ones count
    #[arg(long, conflicts_with_all = ["no_baseline", "staged", "base", "head", "paths"])]
    pub write_baseline: bool,
}

/// `RULE=error`, `RULE=off`. Whether there is such a rule is known only once the project's own are read.
fn rule_severity(text: &str) -> Result<(String, Option<Severity>), String> {
    let (rule, word) = text.split_once('=').ok_or("expected RULE=SEVERITY, for example hollow-body=off")?;
    let severity = match word {
        "off" => None,
        word => Some(SeverityWord::from_str(word, false).map_err(|_| "the severity is error, warning, note or off")?),
    };
    Ok((rule.to_owned(), severity.map(Severity::from)))
}

/// How `check` says it.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Output")]
pub struct OutputArgs {
    /// The format of the report
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = Format::Human)]
    pub format: Format,
    /// Write the report to FILE instead of standard output
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub output: Option<PathBuf>,
}

/// A severity as it is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SeverityWord {
    /// Not delivered
    Error,
    /// Probably wrong
    Warning,
    /// Worth knowing
    Note,
}

impl From<SeverityWord> for Severity {
    fn from(word: SeverityWord) -> Self {
        match word {
            SeverityWord::Error => Self::Error,
            SeverityWord::Warning => Self::Warning,
            SeverityWord::Note => Self::Note,
        }
    }
}

/// `makegood rules`.
#[derive(Debug, Args)]
pub struct RulesArgs {
    /// Run the examples that the rules carry: exit code 1 if one is not judged as it should be
    #[arg(long, conflicts_with = "format")]
    pub test: bool,
    /// How the list is written
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = RulesFormat::Human)]
    pub format: RulesFormat,
}

/// How the list of rules is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum RulesFormat {
    /// A line for each rule
    Human,
    /// A JSON array
    Json,
}

/// `makegood explain`.
#[derive(Debug, Args)]
pub struct ExplainArgs {
    /// The rule's id, as `makegood rules` lists it
    #[arg(value_name = "RULE")]
    pub rule: String,
}

/// `makegood hook`.
#[derive(Debug, Subcommand)]
pub enum HookCommand {
    /// Run `makegood check --staged` before each commit, or `makegood commit-msg` on each message
    Install {
        /// Which hook.
        #[command(flatten)]
        which: HookArgs,
        /// Chain with the hook that is there instead of refusing to touch it
        #[arg(long)]
        append: bool,
    },
    /// Take makegood out of the hook, leaving what others put into it
    Uninstall {
        /// Which hook.
        #[command(flatten)]
        which: HookArgs,
    },
    /// Tell whether the hook is installed: exit code 0 if it is, 1 if not
    Status {
        /// Which hook.
        #[command(flatten)]
        which: HookArgs,
    },
    /// Answer the stop event of Claude Code, read from standard input
    #[command(after_help = AGENT_CODES)]
    Claude(AgentArgs),
    /// Answer the stop event of Codex CLI, read from standard input
    #[command(after_help = AGENT_CODES)]
    Codex(AgentArgs),
    /// Answer the stop event of Gemini CLI, read from standard input
    #[command(after_help = AGENT_CODES)]
    Gemini(AgentArgs),
}

/// Which of git's hooks.
#[derive(Debug, Args)]
pub struct HookArgs {
    /// Which of git's hooks
    #[arg(long, value_enum, default_value_t = HookKind::PreCommit)]
    pub kind: HookKind,
}

/// The hooks of git that makegood can be put into.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum HookKind {
    /// Before a commit
    PreCommit,
    /// Before a merge commit, for which git does not run pre-commit
    PreMergeCommit,
    /// When the message is written: `makegood commit-msg`
    CommitMsg,
}

/// `makegood init`.
#[derive(Debug, Args)]
pub struct InitArgs {
    /// Print it instead of writing the file
    #[arg(long)]
    pub print: bool,
}

/// `makegood completions`.
#[derive(Debug, Args)]
pub struct CompletionsArgs {
    /// Which shell
    #[arg(value_enum)]
    pub shell: clap_complete::Shell,
}

/// `makegood man`.
#[derive(Debug, Args)]
pub struct ManArgs {
    /// Write makegood.1 and a page for each command into DIR
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub output_dir: Option<PathBuf>,
}
