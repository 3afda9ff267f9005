//! What is typed to ask about tests and coverage.

use std::num::NonZeroU64;
use std::path::PathBuf;

use clap::{Args, ValueEnum, ValueHint};

use super::{OutputArgs, ReadingArgs, SeverityWord};
use verdict::judge::growth::Require;

/// `makegood evidence`.
#[derive(Debug, Args)]
pub struct EvidenceArgs {
    /// Check what changed since this revision [default: the merge base with the default branch]
    #[arg(long, value_name = "REV", help_heading = "Scope")]
    pub base: Option<String>,
    /// Check up to this revision instead of the working tree
    #[arg(long, value_name = "REV", requires = "base", help_heading = "Scope")]
    pub head: Option<String>,
    /// Reports of other tools.
    #[command(flatten)]
    pub reports: ReportArgs,
    /// Tests that are run for it.
    #[command(flatten)]
    pub run: RunArgs,
    /// Save the evidence for later runs: to FILE, or to git notes under refs/notes/makegood
    #[arg(long, value_name = "FILE", num_args = 0..=1, help_heading = "Reports", hide_short_help = true, value_hint = ValueHint::FilePath)]
    pub save: Option<Option<PathBuf>>,
    /// Read the saved evidence of the base from FILE [default: from the notes of its commit]
    #[arg(long, value_name = "FILE", help_heading = "Reports", hide_short_help = true, value_hint = ValueHint::FilePath)]
    pub base_evidence: Option<PathBuf>,
    /// Lowest severity that makes the exit code 1 [default: error]
    #[arg(long, value_name = "SEVERITY", value_enum, help_heading = "Policy")]
    pub fail_on: Option<SeverityWord>,
    /// What has to grow with new or changed functions
    #[arg(long, value_name = "WHAT", value_enum, default_value_t = RequireWord::Either, help_heading = "Policy")]
    pub require: RequireWord,
    /// What is read.
    #[command(flatten)]
    pub reading: ReadingArgs,
    /// How it is said.
    #[command(flatten)]
    pub output: OutputArgs,
}

/// Reports of test runners and coverage tools.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Reports")]
pub struct ReportArgs {
    /// Test results after the change; can be given more than once
    ///
    /// libtest, nextest, JUnit, TAP, Check, cmocka, CTest. The format is recognised by its content; FORMAT: names it where it is not.
    #[arg(long, value_name = "[FORMAT:]PATH")]
    pub results: Vec<String>,
    /// Test results before the change
    #[arg(long, hide_short_help = true, value_name = "[FORMAT:]PATH", requires = "results")]
    pub results_base: Vec<String>,
    /// Coverage after the change; can be given more than once
    ///
    /// lcov, Cobertura, llvm-cov, gcov. The format is recognised by its content; FORMAT: names it where it is not.
    #[arg(long, value_name = "[FORMAT:]PATH")]
    pub coverage: Vec<String>,
    /// Coverage before the change
    #[arg(long, hide_short_help = true, value_name = "[FORMAT:]PATH", requires = "coverage")]
    pub coverage_base: Vec<String>,
    /// Replace FROM by TO at the beginning of paths in reports; can be given more than once
    #[arg(long, hide_short_help = true, value_name = "FROM=TO")]
    pub path_map: Vec<String>,
}

/// Tests that are run for the question.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Running the tests")]
pub struct RunArgs {
    /// Run CMD before and after the change in temporary folders, and count the tests that it reports
    ///
    /// CMD is run by `sh -c`. This runs code of the project. --results and --coverage are then patterns of files that CMD writes,
    /// written as in .gitignore, from the root of the repository. Without --results, what CMD prints is read.
    #[arg(long, value_name = "CMD", conflicts_with_all = ["results_base", "coverage_base"])]
    pub test_cmd: Option<String>,
    /// Stop CMD after this many seconds
    #[arg(long, hide_short_help = true, value_name = "SECONDS", default_value_t = NonZeroU64::new(600).expect("not 0"), requires = "test_cmd")]
    pub test_timeout: NonZeroU64,
    /// Keep what CMD prints and its reports in DIR [default: a temporary folder]
    #[arg(long, hide_short_help = true, value_name = "DIR", value_hint = ValueHint::DirPath, requires = "test_cmd")]
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
    /// Only the text of the tests; reports are refused
    Static,
    /// Reports of test runners or coverage tools; an error without one
    Reports,
    /// Running the tests before and after; needs --test-cmd
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
