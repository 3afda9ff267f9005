//! Test programs that can be run by themselves, without what runs all tests: a proof needs only those that reach a function.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::ProveError;
use super::command::Ending;
use super::project::{Invocation, Project, Ran};
use super::reach::{Passage, Process, Reach};
use super::results::Results;

/// A test program as it was run.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Program {
    /// The command line.
    pub argv: Vec<String>,
    /// The folder that it runs in.
    pub folder: PathBuf,
    environment: Vec<(String, String)>,
    kind: Kind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    /// Its tests can be picked by name, as Rust's test harness lets.
    Harness,
    /// It names its tests.
    Naming,
    /// It is one test of the runner that started it: its exit code tells.
    ExitCode,
}

/// What is to be run for a function.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Selected {
    /// The program.
    pub program: Program,
    /// The tests in it; empty for all.
    pub tests: BTreeSet<String>,
    /// How long it may take.
    pub limit: Duration,
    /// How many tests the whole program names.
    all: usize,
}

impl Selected {
    /// How many tests have to run.
    pub fn expected(&self) -> usize {
        if self.tests.is_empty() { self.all } else { self.tests.len() }
    }
}

/// A program and what it came to by itself.
type Alone = (Program, Results);

/// The programs that were found so far, with what they came to by themselves.
#[derive(Default)]
pub struct Programs {
    known: BTreeMap<(Vec<String>, PathBuf), Option<Alone>>,
}

/// Programs and scripts that take the exit code of what they start directly as the outcome of a test. `test-driver` is
/// automake's.
const RUNNERS: [&str; 5] = ["make", "gmake", "ctest", "meson", "test-driver"];

/// Programs that run the script which their first argument names.
const INTERPRETERS: [&str; 6] = ["sh", "bash", "dash", "python", "python3", "perl"];

/// Arguments of Rust's test harness that say which tests run at all.
const KEPT_FLAGS: [&str; 2] = ["--ignored", "--include-ignored"];

impl Programs {
    /// What has to be run for a function that was passed at `passages`, and whether that is all that passed it.
    ///
    /// # Errors
    /// If makegood was asked to end.
    pub fn select(
        &mut self,
        project: &Project,
        reach: &Reach,
        passages: &BTreeSet<Passage>,
        limit: Duration,
    ) -> Result<(Vec<Selected>, bool), ProveError> {
        let (mut selected, mut all): (Vec<Selected>, bool) = (Vec::new(), true);
        for passage in passages {
            match self.of(project, reach, passage, limit)? {
                Some(one) => add(&mut selected, one),
                None => all = false,
            }
        }
        let complete = all && selected.iter().all(|one| one.program.kind != Kind::ExitCode);
        Ok((selected, complete))
    }

    /// The nearest test program at or above the process, and the test of it that passed.
    fn of(
        &mut self,
        project: &Project,
        reach: &Reach,
        passage: &Passage,
        limit: Duration,
    ) -> Result<Option<Selected>, ProveError> {
        let chain = reach.chain(passage.process);
        for (level, process) in chain.iter().enumerate() {
            let started_by = chain.get(level + 1).copied();
            let Some((program, alone)) = self.verified(project, process, started_by, limit)? else { continue };
            let (limit, all) = (alone_limit(program.kind, &alone), alone.tests.len());
            if program.kind != Kind::Harness {
                return Ok(Some(Selected { program, tests: BTreeSet::new(), limit, all }));
            }
            let named = named_test(&process.argv).unwrap_or_else(|| passage.thread.clone());
            let is_test = alone.tests.keys().any(|test| test == &named || test.ends_with(&format!("::{named}")));
            let direct = level == 0 || named_test(&process.argv).is_some();
            let tests = (direct && is_test && !named.is_empty()).then_some(named).into_iter().collect();
            return Ok(Some(Selected { program, tests, limit, all }));
        }
        Ok(None)
    }

    /// The program of `process`, if it is a test program that succeeds by itself; it is run once to see.
    fn verified(
        &mut self,
        project: &Project,
        process: &Process,
        started_by: Option<&Process>,
        limit: Duration,
    ) -> Result<Option<Alone>, ProveError> {
        let by_runner = started_by.is_some_and(is_runner) && !is_runner(process);
        let own = process.program.starts_with(project.outside.work) || by_runner;
        if !own || !process.program.is_file() {
            return Ok(None);
        }
        let harness = is_harness(&process.program);
        let argv = if harness { harness_argv(process) } else { own_argv(process) };
        let key = (argv.clone(), process.folder.clone());
        if let Some(known) = self.known.get(&key) {
            return Ok(known.clone());
        }
        let mut program = Program {
            argv,
            folder: process.folder.clone(),
            environment: process.environment.clone(),
            kind: if harness { Kind::Harness } else { Kind::Naming },
        };
        let ran = program.run(project, &BTreeSet::new(), "", limit)?;
        program.kind = match (harness, ran.results.read) {
            (true, true) => Kind::Harness,
            (false, true) => Kind::Naming,
            _ => Kind::ExitCode,
        };
        let usable = ran.results.is_green() && (program.kind != Kind::ExitCode || by_runner);
        let known = usable.then_some((program, ran.results));
        self.known.insert(key, known.clone());
        Ok(known)
    }
}

/// Tests that end themselves where they wait for what does not come take as long as their own limits let them, one after the
/// other; a test harness of Rust has no such limit.
fn alone_limit(kind: Kind, alone: &Results) -> Duration {
    let limited = if kind == Kind::Harness { 0 } else { alone.tests.len() };
    let own = f64::from(u32::try_from(limited).unwrap_or(u32::MAX)) * 3.0;
    Duration::from_secs_f64(alone.seconds * 5.0 + 20.0 + own)
}

fn add(selected: &mut Vec<Selected>, one: Selected) {
    match selected.iter_mut().find(|other| other.program == one.program) {
        None => selected.push(one),
        // Where no test is known, all of them run.
        Some(same) if one.tests.is_empty() || same.tests.is_empty() => same.tests.clear(),
        Some(same) => same.tests.extend(one.tests),
    }
}

/// `deps/NAME-0123456789abcdef`, as cargo calls test programs.
fn is_harness(program: &Path) -> bool {
    let in_deps = program.parent().is_some_and(|folder| folder.ends_with("deps"));
    let hash = program.file_name().and_then(|name| name.to_str()?.rsplit_once('-')).map(|(_, hash)| hash);
    in_deps && hash.is_some_and(|hash| hash.len() == 16 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

fn harness_argv(process: &Process) -> Vec<String> {
    let kept = process.argv.iter().filter(|argument| KEPT_FLAGS.contains(&argument.as_str())).cloned();
    std::iter::once(process.program.display().to_string()).chain(kept).collect()
}

fn own_argv(process: &Process) -> Vec<String> {
    let rest = process.argv.iter().skip(1).cloned();
    std::iter::once(process.program.display().to_string()).chain(rest).collect()
}

/// The test that `--exact` asks for, where there is one alone: how nextest runs each.
fn named_test(argv: &[String]) -> Option<String> {
    let exact = argv.iter().any(|argument| argument == "--exact");
    let mut names = argv.iter().skip(1).filter(|argument| !argument.starts_with("--"));
    let name = names.next().filter(|_| exact)?;
    names.next().is_none().then(|| name.clone())
}

fn is_runner(process: &Process) -> bool {
    RUNNERS.contains(&name(&process.program, &process.argv).as_str())
}

/// The name of a program, or of the script that it runs.
fn name(program: &Path, argv: &[String]) -> String {
    let last = |path: &Path| path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let own = last(program);
    let versioned = own.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
    if !INTERPRETERS.contains(&own.as_str()) && !INTERPRETERS.contains(&versioned) {
        return own;
    }
    match argv.iter().skip(1).find(|argument| !argument.starts_with('-')) {
        Some(script) if !script.contains(char::is_whitespace) => last(Path::new(script)),
        _ => own,
    }
}

impl Program {
    /// Runs `tests` of it, or all of them.
    ///
    /// # Errors
    /// If makegood was asked to end.
    pub fn run(
        &self,
        project: &Project,
        tests: &BTreeSet<String>,
        switch: &str,
        limit: Duration,
    ) -> Result<Ran, ProveError> {
        let mut argv = self.argv.clone();
        if self.kind == Kind::Harness && !tests.is_empty() {
            argv.push("--exact".to_owned());
            argv.extend(tests.iter().cloned());
        }
        let own = Invocation { argv: &argv, folder: &self.folder, environment: &self.environment, bare: true };
        project.run_program(&own, switch, limit)
    }

    /// What it is called where it cannot name a test.
    pub fn name(&self) -> String {
        let program = self.argv.first().map(PathBuf::from).unwrap_or_default();
        name(&program, &self.argv)
    }

    /// Whether nothing but its exit code tells what its tests came to.
    pub fn is_one_test(&self) -> bool {
        self.kind == Kind::ExitCode
    }
}

/// Whether a run of a program says that a test noticed, and how; `before` is the same run with nothing switched off.
pub fn is_noticed(results: &Results) -> bool {
    !matches!(results.ending, Ending::Code(0) | Ending::TimedOut) || results.failed().next().is_some()
}
