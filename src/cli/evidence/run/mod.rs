//! `--test-cmd`: a revision is laid out apart, the command is run there, and what its tests say is read. Only here and in
//! `prove` is code of the project run.

mod output;
mod readings;
mod reports;

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use miette::Report;

use super::super::console::Console;
use super::super::failure::{Failure, because};
use super::super::process::{self, ChildCommand, Ended, Interrupts, Scratch};
use evidence::{COVERAGE_FORMATS, EvidenceError, OUTCOME_FORMATS};
use model::{Coverage, TestOutcomes};
use reports::{Before, Wanted};
use vcs::{GitProgram, Revision, check_out};

pub use output::Output;

/// What is to be run, and where it leaves its reports.
#[derive(Debug)]
pub struct TestRun {
    root: PathBuf,
    command: String,
    limit: Duration,
    results: Vec<Wanted>,
    coverage: Vec<Wanted>,
    keep: Option<PathBuf>,
}

/// A command that was run at a revision.
#[derive(Debug)]
pub struct Ran {
    /// The revision, for people: `at 1a2b3c4`, `in the working tree`.
    pub revision: String,
    /// How the command ended. An exit code that is not 0 says that a test failed, or that there was none to run.
    pub ended: Ended,
    /// How long it took.
    pub seconds: f64,
    /// The tests that it named, by report; the reason why none can be counted, which is never a pass.
    pub outcomes: Result<Vec<TestOutcomes>, EvidenceError>,
    /// The coverage reports that it wrote, with their own paths; none where none was asked for.
    pub coverage: Result<Vec<Coverage>, EvidenceError>,
    /// The folder that it ran in, by which paths in reports begin; it is gone by now.
    pub folder: PathBuf,
    /// What it printed, and copies of its reports.
    pub output: Output,
    /// What could not be laid out, and what about its end does not fit its tests; a sentence without a full stop each.
    pub warnings: Vec<String>,
}

impl TestRun {
    /// `command` for the repository whose root is `root`, as long as `limit`. `results` and `coverage` are patterns from the
    /// root, with or without a format before them; without `results`, what the command prints is read. What it prints is
    /// kept in `keep`, or else in a new temporary folder.
    ///
    /// # Errors
    /// If one of the patterns is none.
    pub fn new(
        root: &Path,
        command: &str,
        limit: Duration,
        results: &[String],
        coverage: &[String],
    ) -> miette::Result<Self> {
        let outcome_formats: Vec<&str> = OUTCOME_FORMATS.iter().map(|format| format.id()).collect();
        let coverage_formats: Vec<&str> = COVERAGE_FORMATS.iter().map(|format| format.id()).collect();
        Ok(Self {
            root: root.to_owned(),
            command: command.to_owned(),
            limit,
            results: wanted(results, &outcome_formats)?,
            coverage: wanted(coverage, &coverage_formats)?,
            keep: None,
        })
    }

    /// The same, but what the command prints is kept in `folder`.
    pub fn keeping_output_in(self, folder: Option<PathBuf>) -> Self {
        Self { keep: folder, ..self }
    }

    /// Lays out `revision` in a temporary folder, runs the command there, and reads its reports. `side` names a folder for
    /// its output: `base`, `head`. The repository is not written to; the temporary folder goes away.
    ///
    /// # Errors
    /// If the revision cannot be laid out, the command cannot be started, or makegood was told to end. A command that fails
    /// or takes too long is no error here: [`Ran`] says so.
    pub fn run(&self, side: &str, revision: &Revision, console: &Console) -> miette::Result<Ran> {
        let interrupts =
            Interrupts::watch().map_err(|error| because(error, "cannot watch for interrupts".to_owned()))?;
        let apart = Scratch::new()
            .map_err(|error| because(error, format!("cannot make a folder in {}", std::env::temp_dir().display())))?;
        let ran = self.run_in(&apart, side, revision, console, &interrupts);
        remove(apart, console);
        ran
    }

    fn run_in(
        &self,
        scratch: &Scratch,
        side: &str,
        revision: &Revision,
        console: &Console,
        interrupts: &Interrupts,
    ) -> miette::Result<Ran> {
        let name = name(revision);
        let folder = &scratch.path().join("project");
        let laid_out = check_out(&GitProgram::default(), &self.root, revision, folder);
        self.go_on(interrupts, &name)?;
        let mut warnings = laid_out.map_err(|error| Failure::of(&error))?;
        let output = Output::new(self.keep.as_deref(), side)?;
        let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
        let before = Before::of(&folder, &self.results.iter().chain(&self.coverage).collect::<Vec<_>>());
        console.tell(&format!("makegood runs `{}` {name}; what it prints is kept in {output}", self.command));
        let began = Instant::now();
        let ended = self.start(scratch, &folder, &output, interrupts)?;
        let seconds = began.elapsed().as_secs_f64();
        self.go_on(interrupts, &name)?;
        let read = self.read(&name, ended, &folder, &before, &output)?;
        warnings.extend(read.warnings);
        let (outcomes, coverage) = (read.outcomes, read.coverage);
        Ok(Ran { revision: name, ended, seconds, outcomes, coverage, folder, output, warnings })
    }

    fn start(
        &self,
        scratch: &Scratch,
        folder: &Path,
        output: &Output,
        interrupts: &Interrupts,
    ) -> miette::Result<Ended> {
        let (stdout, stderr) = output.open()?;
        let argv = ["sh", "-c", &self.command].map(OsString::from);
        let command = ChildCommand { argv: &argv, folder, scratch, limit: self.limit, stdout, stderr };
        process::run(&command, interrupts)
            .map_err(|error| because(error, format!("cannot start `sh -c '{}'`", self.command)))
    }

    /// An error where makegood was told to end.
    fn go_on(&self, interrupts: &Interrupts, at: &str) -> miette::Result<()> {
        let stopped = || -> Report {
            let what = format!("interrupted while `{}` was to be run {at}; it was ended", self.command);
            Failure::new(what, "nothing was judged, and the repository is as it was; run makegood again").into()
        };
        if interrupts.asked() { Err(stopped()) } else { Ok(()) }
    }
}

fn wanted(typed: &[String], known: &[&str]) -> miette::Result<Vec<Wanted>> {
    typed.iter().map(|typed| Wanted::parse(typed, known)).collect()
}

/// The revision for people.
fn name(revision: &Revision) -> String {
    match revision {
        Revision::WorkingTree => "in the working tree".to_owned(),
        Revision::Commit(name) if name.len() >= 40 && name.bytes().all(|byte| byte.is_ascii_hexdigit()) => {
            format!("at {}", &name[..7])
        }
        Revision::Commit(name) => format!("at {name}"),
    }
}

/// Some tests leave folders that nothing may be removed from; they are told of and no reason to fail.
fn remove(apart: Scratch, console: &Console) {
    let path = apart.path().to_owned();
    if let Err(error) = apart.remove() {
        console.complain(&format!("cannot remove {}: {error}; remove it by hand", path.display()));
    }
}
