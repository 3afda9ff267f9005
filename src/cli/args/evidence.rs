//! What is typed to ask about tests and coverage.

use std::num::NonZeroU64;
use std::path::PathBuf;

use clap::{Args, ValueEnum, ValueHint};

use super::{OutputArgs, ReadingArgs, SeverityWord};
use verdict::judge::growth::Require;

/// `makegood evidence`.
#[derive(Debug, Args)]
pub struct EvidenceArgs {
    /// Judge what changed since this revision [default: the merge base with the default branch]
    #[arg(long, value_name = "REV")]
    pub base: Option<String>,
    /// Judge up to this revision instead of up to the working tree
    #[arg(long, value_name = "REV", requires = "base")]
    pub head: Option<String>,
    /// By what new or changed functions have to be accompanied
    #[arg(long, value_name = "WHAT", value_enum, default_value_t = RequireWord::Either)]
    pub require: RequireWord,
    /// Reports of other tools.
    #[command(flatten)]
    pub reports: ReportArgs,
    /// Tests that are run for it.
    #[command(flatten)]
    pub run: RunArgs,
    /// Keep the evidence of head, to be found again as that of a base: in FILE, or without it in git notes under
    /// refs/notes/makegood
    #[arg(long, value_name = "FILE", num_args = 0..=1, value_hint = ValueHint::FilePath)]
    pub save: Option<Option<PathBuf>>,
    /// Take what was kept of the base from FILE [default: the notes of its commit, where there are some]
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub base_evidence: Option<PathBuf>,
    /// From which severity on findings make the exit code 1 [default: error]
    #[arg(long, value_name = "SEVERITY", value_enum)]
    pub fail_on: Option<SeverityWord>,
    /// What is read.
    #[command(flatten)]
    pub reading: ReadingArgs,
    /// How it is said.
    #[command(flatten)]
    pub output: OutputArgs,
}

/// Reports of test runners and coverage tools.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Reports (FORMAT:PATH, or PATH where the format shows; can be given more than once)")]
pub struct ReportArgs {
    /// What tests came to, after the change: libtest, nextest, JUnit, TAP, Check, cmocka, CTest
    #[arg(long, value_name = "[FORMAT:]PATH")]
    pub results: Vec<String>,
    /// What tests came to, before the change
    #[arg(long, value_name = "[FORMAT:]PATH", requires = "results")]
    pub results_base: Vec<String>,
    /// What tests reached, after the change: lcov, Cobertura, llvm-cov, gcov
    #[arg(long, value_name = "[FORMAT:]PATH")]
    pub coverage: Vec<String>,
    /// What tests reached, before the change
    #[arg(long, value_name = "[FORMAT:]PATH", requires = "coverage")]
    pub coverage_base: Vec<String>,
    /// Paths in reports that begin with FROM mean those that begin with TO; can be given more than once
    #[arg(long, value_name = "FROM=TO")]
    pub path_map: Vec<String>,
}

/// Tests that are run for the question.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Running the tests")]
pub struct RunArgs {
    /// Run CMD by `sh -c` at both ends of the change, each laid out in a temporary folder, and count the tests that it names.
    /// This runs code of the project. --results and --coverage are then patterns of the files that CMD writes, as in
    /// .gitignore, from the root; without --results, what CMD prints is read
    #[arg(long, value_name = "CMD", conflicts_with_all = ["results_base", "coverage_base"])]
    pub test_cmd: Option<String>,
    /// End CMD after so many seconds
    #[arg(long, value_name = "SECONDS", default_value_t = NonZeroU64::new(600).expect("not 0"), requires = "test_cmd")]
    pub test_timeout: NonZeroU64,
    /// Keep what CMD prints and its reports in DIR [default: a temporary folder]
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath, requires = "test_cmd")]
    pub keep: Option<PathBuf>,
}

impl RunArgs {
    /// Nothing is run.
    pub fn none() -> Self {
        Self { test_cmd: None, test_timeout: NonZeroU64::MIN, keep: None }
    }
}

impl ReportArgs {
    /// Whether there is one of the base.
    pub fn of_base(&self) -> bool {
        !self.results_base.is_empty() || !self.coverage_base.is_empty()
    }

    /// Whether there is any.
    pub fn is_empty(&self) -> bool {
        [&self.results, &self.results_base, &self.coverage, &self.coverage_base].into_iter().all(Vec::is_empty)
    }
}

/// Where evidence has to come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum EvidenceWord {
    /// The text of the tests alone; no report is taken
    Static,
    /// Reports of test runners or coverage tools; without one the run fails
    Reports,
    /// Running the tests at both ends; needs --test-cmd
    Run,
}

/// By what new or changed functions have to be accompanied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum RequireWord {
    /// More tests
    Tests,
    /// More coverage
    Coverage,
    /// One of both
    Either,
    /// Both
    Both,
}

impl From<RequireWord> for Require {
    fn from(word: RequireWord) -> Self {
        match word {
            RequireWord::Tests => Self::Tests,
            RequireWord::Coverage => Self::Coverage,
            RequireWord::Either => Self::Either,
            RequireWord::Both => Self::Both,
        }
    }
}
