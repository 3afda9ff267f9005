//! What is typed to ask about tasks.

use std::path::PathBuf;

use clap::{Args, ValueEnum, ValueHint};

use super::{EvidenceWord, OutputArgs, ReadingArgs, ReportArgs, RequireWord, RunArgs, SeverityWord};

/// `makegood verify`.
#[derive(Debug, Args)]
pub struct VerifyArgs {
    /// The task: its spec's path, `path#id` in a list of tasks, or what it is called in the tasks folder
    #[arg(value_name = "TASK", value_hint = ValueHint::FilePath)]
    pub task: String,
    /// What is judged.
    #[command(flatten)]
    pub range: RangeArgs,
    /// Read the spec as it is at this revision [default: as it was at the base, where it was there]
    #[arg(long, value_name = "REV")]
    pub spec_rev: Option<String>,
    /// Let promises count that are only mentioned in prose
    #[arg(long)]
    pub strict: bool,
    /// From which severity on a finding in the change keeps the task from being delivered [default: error]
    #[arg(long, value_name = "SEVERITY", value_enum)]
    pub fail_on: Option<SeverityWord>,
    /// By what new or changed functions have to be accompanied
    #[arg(long, value_name = "WHAT", value_enum, default_value_t = RequireWord::Either)]
    pub require: RequireWord,
    /// Where evidence has to come from [default: from reports where there are any, else from the text of the tests]
    #[arg(long, value_name = "SOURCE", value_enum)]
    pub evidence: Option<EvidenceWord>,
    /// Reports of other tools.
    #[command(flatten)]
    pub reports: ReportArgs,
    /// Running the tests.
    #[command(flatten)]
    pub run: RunArgs,
    /// What is read.
    #[command(flatten)]
    pub reading: ReadingArgs,
    /// How it is said.
    #[command(flatten)]
    pub output: OutputArgs,
}

/// Which work is judged.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "What is judged")]
pub struct RangeArgs {
    /// Judge what changed since this revision [default: the commit before the first that names the task or moves its spec,
    /// else the merge base with the default branch]
    #[arg(long, value_name = "REV")]
    pub base: Option<String>,
    /// Judge up to this revision instead of up to the working tree
    #[arg(long, value_name = "REV")]
    pub head: Option<String>,
}

/// `makegood ready`.
#[derive(Debug, Args)]
pub struct ReadyArgs {
    /// The task: its spec's path, `path#id` in a list of tasks, or what it is called in the tasks folder
    #[arg(value_name = "TASK", value_hint = ValueHint::FilePath)]
    pub task: String,
    /// Look at this revision instead of at the working tree
    #[arg(long, value_name = "REV")]
    pub head: Option<String>,
    /// Let promises count that are only mentioned in prose
    #[arg(long)]
    pub strict: bool,
    /// What is read.
    #[command(flatten)]
    pub reading: ReadingArgs,
    /// How it is said.
    #[command(flatten)]
    pub output: OutputArgs,
}

/// `makegood promises`.
#[derive(Debug, Args)]
pub struct PromisesArgs {
    /// The task: its spec's path, `path#id` in a list of tasks, or what it is called in the tasks folder
    #[arg(value_name = "TASK", value_hint = ValueHint::FilePath)]
    pub task: String,
    /// Print a contract that says what was read, to be pasted into the spec
    #[arg(long, conflicts_with_all = ["format", "output"])]
    pub write_contract: bool,
    /// What is read.
    #[command(flatten)]
    pub reading: ReadingArgs,
    /// How it is said.
    #[command(flatten)]
    pub output: OutputArgs,
}

/// `makegood tasks`.
#[derive(Debug, Args)]
pub struct TasksArgs {
    /// The folder of the specs [default: `dir` under `[tasks]` in makegood.toml, else the usual folders]
    #[arg(value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub dir: Option<PathBuf>,
    /// From which severity on findings make the exit code 1 [default: error]
    #[arg(long, value_name = "SEVERITY", value_enum)]
    pub fail_on: Option<SeverityWord>,
    /// The format of the report
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = TasksFormat::Human)]
    pub format: TasksFormat,
    /// Write the report to FILE instead of standard output
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub output: Option<PathBuf>,
    /// What is read.
    #[command(flatten)]
    pub reading: ReadingArgs,
}

/// How a set of tasks is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum TasksFormat {
    /// For people: what is wrong, and the tasks in their order
    Human,
    /// One JSON document
    Json,
    /// SARIF 2.1.0
    Sarif,
    /// Workflow commands of GitHub Actions
    Github,
    /// Code Quality of GitLab
    Gitlab,
    /// Reviewdog's Diagnostic Format
    Rdjson,
    /// The graph in the language of Graphviz
    Dot,
    /// The graph in the language of Mermaid
    Mermaid,
}
