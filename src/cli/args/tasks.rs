//! What is typed to ask about tasks.

use std::path::PathBuf;

use clap::{Args, ValueEnum, ValueHint};

use super::{EvidenceWord, OutputArgs, ProvingArgs, ReadingArgs, ReportArgs, RequireWord, RunArgs, SeverityWord};

/// `makegood verify`.
#[derive(Debug, Args)]
pub struct VerifyArgs {
    /// Path of a spec, `path#id` in a list of tasks, or the name of a task in the tasks folder
    #[arg(value_name = "TASK", value_hint = ValueHint::FilePath)]
    pub task: String,
    /// Of a list, judge the tasks that are open, too
    #[arg(long, help_heading = "Scope", hide_short_help = true)]
    pub all_tasks: bool,
    /// Of a list, judge the tasks that were not yet marked as done at this revision, by what changed since
    #[arg(long, value_name = "REV", help_heading = "Scope", hide_short_help = true)]
    pub since: Option<String>,
    /// What is judged.
    #[command(flatten)]
    pub range: RangeArgs,
    /// Read the spec at this revision [default: at the base, if it was there]
    #[arg(long, value_name = "REV", help_heading = "Scope", hide_short_help = true)]
    pub spec_rev: Option<String>,
    /// Reports of other tools.
    #[command(flatten)]
    pub reports: ReportArgs,
    /// Running the tests.
    #[command(flatten)]
    pub run: RunArgs,
    /// Switch off what keeps the promises, function by function, and run TEST-COMMAND: does a test notice?
    #[arg(long, help_heading = "Running the tests", requires = "command")]
    pub prove: bool,
    /// How functions are tried.
    #[command(flatten)]
    pub proving: ProvingArgs,
    /// Lowest severity that makes the task incomplete [default: error]
    #[arg(long, value_name = "SEVERITY", value_enum, help_heading = "Policy")]
    pub fail_on: Option<SeverityWord>,
    /// Also count promises that are only mentioned in running text
    #[arg(long, help_heading = "Policy")]
    pub strict: bool,
    /// What has to grow with new or changed functions
    #[arg(long, value_name = "WHAT", value_enum, default_value_t = RequireWord::Either, help_heading = "Policy")]
    pub require: RequireWord,
    /// Where evidence has to come from [default: from reports if there are any, else from the text of the tests]
    #[arg(long, value_name = "SOURCE", value_enum, help_heading = "Policy", hide_short_help = true)]
    pub evidence: Option<EvidenceWord>,
    /// What is read.
    #[command(flatten)]
    pub reading: ReadingArgs,
    /// How it is said.
    #[command(flatten)]
    pub output: OutputArgs,
    /// With --prove: the command that builds the project and runs its tests; a single word is read by a shell
    #[arg(last = true, value_name = "TEST-COMMAND", requires = "prove", hide_short_help = true)]
    pub command: Vec<String>,
}

/// Which work is judged.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Scope")]
pub struct RangeArgs {
    /// Check what changed since this revision [default: since the work on the task began]
    ///
    /// The default is the commit before the first one that names the task or moves its spec. If there is none, it is the merge
    /// base with the default branch.
    #[arg(long, value_name = "REV")]
    pub base: Option<String>,
    /// Check up to this revision instead of the working tree
    #[arg(long, value_name = "REV")]
    pub head: Option<String>,
}

/// `makegood ready`.
#[derive(Debug, Args)]
pub struct ReadyArgs {
    /// Path of a spec, `path#id` in a list of tasks, or the name of a task in the tasks folder
    #[arg(value_name = "TASK", value_hint = ValueHint::FilePath)]
    pub task: String,
    /// Check this revision instead of the working tree
    #[arg(long, value_name = "REV", help_heading = "Scope")]
    pub head: Option<String>,
    /// Also count promises that are only mentioned in running text
    #[arg(long, help_heading = "Policy")]
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
    /// Path of a spec, `path#id` in a list of tasks, or the name of a task in the tasks folder
    #[arg(value_name = "TASK", value_hint = ValueHint::FilePath)]
    pub task: String,
    /// Print a contract made of what was read, to paste into the spec
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
    /// Folder of the specs [default: `dir` under `[tasks]` in makegood.toml, or the usual folders]
    #[arg(value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub dir: Option<PathBuf>,
    /// Lowest severity that makes the exit code 1 [default: error]
    #[arg(long, value_name = "SEVERITY", value_enum, help_heading = "Policy")]
    pub fail_on: Option<SeverityWord>,
    /// What is read.
    #[command(flatten)]
    pub reading: ReadingArgs,
    /// Format of the report
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = TasksFormat::Human, help_heading = "Output")]
    pub format: TasksFormat,
    /// Write the report to FILE
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath, help_heading = "Output")]
    pub output: Option<PathBuf>,
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
