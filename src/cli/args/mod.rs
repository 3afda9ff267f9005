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
mod prove;
mod tasks;

use agents::AGENT_CODES;
pub use agents::{AgentArgs, is_typed_by_agent};
pub use evidence::{EvidenceArgs, EvidenceWord, ReportArgs, RequireWord, RunArgs};
pub use messages::CommitMsgArgs;
pub use prove::{ProveArgs, ProvingArgs, SubjectArgs};
pub use tasks::{PromisesArgs, RangeArgs, ReadyArgs, TasksArgs, TasksFormat, VerifyArgs};

const EXIT_CODES: &str = "\
Exit codes:
  0  clean, delivered, ready, proven
  1  not delivered, or findings at or above --fail-on, or not proven
  2  the command line, the configuration or the environment is wrong, or makegood failed
  3  blocked by a dependency: trying this task again cannot help
  4  nothing could be verified";

const EXIT_CODES_IN_SHORT: &str = "\
Exit codes: 0 clean or delivered, 1 not delivered, 2 error, 3 blocked, 4 nothing verified";

/// Checks whether coding work that was marked done was really delivered, in Rust and C.
#[derive(Debug, Parser)]
#[command(
    name = "makegood",
    version,
    after_help = EXIT_CODES_IN_SHORT,
    after_long_help = EXIT_CODES,
    max_term_width = 100
)]
pub struct Typed {
    /// What every command takes.
    #[command(flatten)]
    pub global: Global,
    /// Which command.
    #[command(subcommand)]
    pub command: Command,
}

/// What every command takes.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Global options")]
pub struct Global {
    /// Print a line for each finding, and nothing else
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub quiet: bool,
    /// Also print what was skipped, suppressed and not read
    #[arg(short, long, global = true)]
    pub verbose: bool,
    /// When to use colours; `auto` honours NO_COLOR, CLICOLOR_FORCE and TERM=dumb
    #[arg(long, global = true, hide_short_help = true, value_name = "WHEN", value_enum, default_value_t = ColorWish::Auto)]
    pub color: ColorWish,
    /// Run as if started in DIR
    #[arg(short = 'C', global = true, hide_short_help = true, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub directory: Option<PathBuf>,
    /// Read this configuration instead of the nearest makegood.toml
    #[arg(long, global = true, hide_short_help = true, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub config: Option<PathBuf>,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Find unfinished work in the functions that a change added, modified or put to use
    #[command(after_help = EXIT_CODES_IN_SHORT, after_long_help = EXIT_CODES)]
    Check(Box<CheckArgs>),
    /// Check whether a task delivered what its spec promises
    #[command(after_help = EXIT_CODES_IN_SHORT, after_long_help = EXIT_CODES)]
    Verify(Box<VerifyArgs>),
    /// Check whether everything that a task depends on was delivered
    #[command(after_help = EXIT_CODES_IN_SHORT, after_long_help = EXIT_CODES)]
    Ready(Box<ReadyArgs>),
    /// Show what was read from a spec, line by line
    #[command(after_help = EXIT_CODES_IN_SHORT, after_long_help = EXIT_CODES)]
    Promises(Box<PromisesArgs>),
    /// Check a set of specs: missing or circular dependencies, nothing that can be verified
    #[command(after_help = EXIT_CODES_IN_SHORT, after_long_help = EXIT_CODES)]
    Tasks(Box<TasksArgs>),
    /// Check a commit message against its commit
    #[command(after_help = EXIT_CODES_IN_SHORT, after_long_help = EXIT_CODES)]
    CommitMsg(Box<CommitMsgArgs>),
    /// Check whether tests and coverage grew with a change
    #[command(after_help = EXIT_CODES_IN_SHORT, after_long_help = EXIT_CODES)]
    Evidence(Box<EvidenceArgs>),
    /// Tell whether a test would notice if functions were hollow: runs code of the project
    #[command(after_help = EXIT_CODES)]
    Prove(Box<ProveArgs>),
    /// List all rules, including the project's own
    Rules(RulesArgs),
    /// Print the page of a rule: why it matters, what to do, examples
    Explain(ExplainArgs),
    /// Install a git hook, or answer the stop event of an agent
    #[command(subcommand)]
    Hook(HookCommand),
    /// Write a commented makegood.toml that fits this repository
    Init(InitArgs),
    /// Serve an editor: a language server on standard input and output
    Lsp,
    /// Serve an agent: read-only tools on standard input and output, by the Model Context Protocol
    Mcp,
    /// Print the JSON Schema of `--format json`, of makegood.toml or of rule files
    Schema(SchemaArgs),
    /// Print the completion script of a shell
    Completions(CompletionsArgs),
    /// Print the manual page, or write one for each command
    Man(ManArgs),
}

/// `makegood check`.
#[derive(Debug, Clone, Args)]
pub struct CheckArgs {
    /// Files and folders to check [default: the whole repository]
    #[arg(value_name = "PATHS", value_hint = ValueHint::AnyPath)]
    pub paths: Vec<PathBuf>,
    /// What is judged.
    #[command(flatten)]
    pub scope: ScopeArgs,
    /// What counts.
    #[command(flatten)]
    pub policy: PolicyArgs,
    /// What is read.
    #[command(flatten)]
    pub reading: ReadingArgs,
    /// How it is said.
    #[command(flatten)]
    pub output: OutputArgs,
}

/// What `check` judges. By default, everything since the merge base with the default branch.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Scope (default: everything since the merge base with the default branch)")]
pub struct ScopeArgs {
    /// Check what is staged for the next commit
    #[arg(long, conflicts_with_all = ["base", "head", "all"])]
    pub staged: bool,
    /// Check what changed since this revision
    #[arg(long, value_name = "REV", conflicts_with = "all")]
    pub base: Option<String>,
    /// Check up to this revision instead of the working tree
    #[arg(long, value_name = "REV", requires = "base", conflicts_with = "all")]
    pub head: Option<String>,
    /// Check every function, changed or not; also works outside of git
    #[arg(long)]
    pub all: bool,
    /// Also check what this task promised, whichever change delivered it
    ///
    /// A change can be clean and its task undelivered: what the task promised may have been put in by an earlier commit.
    #[arg(long, value_name = "TASK", value_hint = ValueHint::FilePath, conflicts_with = "write_baseline")]
    pub task: Option<String>,
}

/// What `check` reads.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Input")]
pub struct ReadingArgs {
    /// Leave out matching files; can be given more than once
    ///
    /// Added to the patterns in makegood.toml, and written like those.
    #[arg(long, value_name = "GLOB")]
    pub exclude: Vec<String>,
    /// Also read vendored and generated files
    #[arg(long, hide_short_help = true)]
    pub include_vendored: bool,
    /// Report larger files as not read (`4MiB`, `500kB`, or bytes) [default: 4MiB]
    #[arg(long, hide_short_help = true, value_name = "SIZE")]
    pub max_file_size: Option<ByteSize>,
    /// Read every function, also those that cannot hold a finding: shows that leaving them out loses nothing
    #[arg(long, hide = true)]
    pub no_prefilter: bool,
    /// Use the configuration, baseline, rules and ignore files of the change itself [default: those of its base]
    #[arg(long, hide_short_help = true)]
    pub accept_policy_change: bool,
    /// Number of threads [default: one for each core]
    #[arg(short = 'j', long, hide_short_help = true, value_name = "N")]
    pub threads: Option<NonZeroUsize>,
}

/// What counts for `check`.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Policy")]
pub struct PolicyArgs {
    /// Lowest severity that makes the exit code 1 [default: error]
    #[arg(long, value_name = "SEVERITY", value_enum)]
    pub fail_on: Option<SeverityWord>,
    /// Change the severity of a rule, or turn it `off`; can be given more than once
    #[arg(long = "severity", value_name = "RULE=SEVERITY", value_parser = rule_severity)]
    pub severities: Vec<(String, Option<Severity>)>,
    /// Exit with code 4 if there is no Rust or C to look at
    #[arg(long, hide_short_help = true)]
    pub fail_on_nothing: bool,
    /// Do not count the findings listed in this file [default: makegood-baseline.json, if it exists]
    #[arg(
        long,
        value_name = "FILE",
        value_hint = ValueHint::FilePath,
        conflicts_with = "no_baseline",
        hide_short_help = true
    )]
    pub baseline: Option<PathBuf>,
    /// Count all findings, including those in the baseline
    #[arg(long, hide_short_help = true)]
    pub no_baseline: bool,
    /// Write all current findings to the baseline; then only new ones count
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
    /// Format of the report
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = Format::Human)]
    pub format: Format,
    /// Write the report to FILE
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
    /// Run the examples of all rules; exit code 1 if one is not judged as it says
    #[arg(long, conflicts_with = "format")]
    pub test: bool,
    /// Format of the list
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
    /// Id of the rule, as listed by `makegood rules`
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
        /// Chain with an existing hook instead of refusing to change it
        #[arg(long)]
        append: bool,
    },
    /// Remove makegood from the hook, and leave what others wrote
    Uninstall {
        /// Which hook.
        #[command(flatten)]
        which: HookArgs,
    },
    /// Report whether the hook is installed: exit code 0 if it is, 1 if not
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
    /// Print the file instead of writing it
    #[arg(long)]
    pub print: bool,
}

/// `makegood schema`.
#[derive(Debug, Args)]
pub struct SchemaArgs {
    /// Of what
    #[arg(value_name = "OF", value_enum, default_value_t = SchemaWord::Report)]
    pub of: SchemaWord,
}

/// What has a published schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SchemaWord {
    /// The report of `--format json`
    Report,
    /// The configuration, makegood.toml
    Config,
    /// A rule file, .makegood/rules/<id>.toml
    Rule,
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
