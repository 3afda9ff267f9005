//! The copy of the project that is built and run.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::fs::{self, File};
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use model::{LanguageId, SourceText};
use syntax::ConstructibleType;

use super::command::Order;
use super::results::Results;
use super::{Outside, ProveError};
use crate::Candidate;
use crate::instrument::{C_RUNTIME, Point, Rewriting, Shape, rewritten};

/// The environment variable that switches functions.
pub const SWITCH: &str = "MAKEGOOD_PROVE";

/// Variables that would let cargo build elsewhere than in the copy.
const OWN_TARGET: [&str; 2] = ["CARGO_TARGET_DIR", "CARGO_BUILD_TARGET_DIR"];

/// A program and how it is started.
#[derive(Debug, Clone, Copy)]
pub struct Invocation<'a> {
    /// The program and its arguments.
    pub argv: &'a [String],
    /// The folder that it runs in.
    pub folder: &'a Path,
    /// Variables that are set for it.
    pub environment: &'a [(String, String)],
    /// Whether it gets none of makegood's variables.
    pub bare: bool,
}

impl<'a> Invocation<'a> {
    /// With the environment of makegood.
    pub fn of(argv: &'a [String], folder: &'a Path) -> Self {
        Self { argv, folder, environment: &[], bare: false }
    }
}

/// The copy, and how its tests are run.
pub struct Project<'a> {
    /// The outside world.
    pub outside: &'a Outside<'a>,
    /// What runs the tests, as a shell reads it.
    pub command: String,
    /// The copy's folder.
    pub folder: PathBuf,
    /// The roots of Rust's crates, from the copy's folder.
    pub roots: BTreeSet<String>,
    /// The files as they were.
    sources: BTreeMap<String, SourceText>,
    runtime: String,
    runs: AtomicU64,
    /// The types whose values are made of their fields, by file.
    types: Mutex<BTreeMap<String, Vec<ConstructibleType>>>,
}

/// A command and its results.
#[derive(Debug)]
pub struct Ran {
    /// What its tests came to.
    pub results: Results,
    /// What it printed on standard output, then on standard error.
    pub printed: String,
}

impl<'a> Project<'a> {
    /// The copy in `folder`, whose files at `paths` can be rewritten.
    ///
    /// # Errors
    /// If a file cannot be read, or if the folder cannot be written to.
    pub fn new(
        outside: &'a Outside<'a>,
        command: &str,
        folder: PathBuf,
        paths: impl Iterator<Item = String>,
    ) -> Result<Self, ProveError> {
        let work = outside.work;
        let runtime = work.join("makegood_prove.h");
        fs::write(&runtime, C_RUNTIME).map_err(|error| ProveError::file(&runtime, error))?;
        fs::create_dir_all(work.join("tmp")).map_err(|error| ProveError::file(work, error))?;
        let mut project = Self {
            outside,
            command: command.to_owned(),
            folder,
            roots: BTreeSet::new(),
            sources: BTreeMap::new(),
            runtime: runtime.display().to_string(),
            runs: AtomicU64::new(0),
            types: Mutex::default(),
        };
        for path in paths {
            project.remember(&path)?;
        }
        Ok(project)
    }

    /// Lets the file at `path` be rewritten.
    ///
    /// # Errors
    /// If it cannot be read.
    pub fn remember(&mut self, path: &str) -> Result<(), ProveError> {
        if !self.sources.contains_key(path) {
            let bytes = fs::read(self.folder.join(path)).map_err(|error| ProveError::file(Path::new(path), error))?;
            self.sources.insert(path.to_owned(), SourceText::new(path, bytes));
        }
        Ok(())
    }

    /// Lets values of the types that the file at `path` defines be made of their fields.
    ///
    /// # Errors
    /// If it cannot be read.
    pub fn make_types_of(&mut self, path: &str) -> Result<(), ProveError> {
        let Some(language) = syntax::language_of(path) else { return Ok(()) };
        self.remember(path)?;
        let found = self.sources.get(path).map(|source| language.constructible(source)).unwrap_or_default();
        if let Ok(types) = self.types.get_mut() {
            types.insert(path.to_owned(), found);
        }
        Ok(())
    }

    /// Gives up the values of types for which `is_wrong` answers yes, told their file and lines; whether there were any.
    pub fn forget_types(&self, is_wrong: &dyn Fn(&str, RangeInclusive<usize>) -> bool) -> bool {
        let Ok(mut types) = self.types.lock() else { return false };
        let before: usize = types.values().map(Vec::len).sum();
        for (path, own) in types.iter_mut() {
            let Some(source) = self.sources.get(path) else { continue };
            own.retain(|one| !is_wrong(path, source.line(one.span.start)..=source.line(one.span.end)));
        }
        types.values().map(Vec::len).sum::<usize>() < before
    }

    /// Rewrites the files so that those of `candidates` have switches that `shape` names one for. Files that stay as they are
    /// are not touched.
    ///
    /// # Errors
    /// If a file cannot be written.
    pub fn rewrite(&self, candidates: &[Candidate], shape: &dyn Fn(usize) -> Vec<Shape>) -> Result<(), ProveError> {
        let mut points: BTreeMap<&str, Vec<Point>> = BTreeMap::new();
        for (index, candidate) in candidates.iter().enumerate() {
            let own = shape(index).into_iter().map(|shape| Point { id: id(index), head: &candidate.head, shape });
            points.entry(&candidate.path).or_default().extend(own);
        }
        let any_rust = candidates.iter().enumerate().any(|(index, candidate)| {
            candidate.language == LanguageId::Rust && shape(index).iter().any(|shape| *shape != Shape::Error)
        });
        for (path, source) in &self.sources {
            let points = points.remove(path.as_str()).unwrap_or_default();
            let is_root = any_rust && self.roots.contains(path);
            let types = self.types.lock().map(|types| types.get(path).cloned().unwrap_or_default()).unwrap_or_default();
            let types = if any_rust { types } else { Vec::new() };
            self.write(path, &self.text(source, &points, is_root, &types))?;
        }
        Ok(())
    }

    fn text(&self, source: &SourceText, points: &[Point], is_root: bool, types: &[ConstructibleType]) -> String {
        let language = syntax::language_of(&source.path).map(syntax::Language::id);
        match language {
            Some(language) if is_root || !points.is_empty() || !types.is_empty() => {
                rewritten(&Rewriting { language, source, points, runtime: &self.runtime, is_root, types })
            }
            _ => source.as_str().to_owned(),
        }
    }

    fn write(&self, path: &str, text: &str) -> Result<(), ProveError> {
        let place = self.folder.join(path);
        if fs::read(&place).is_ok_and(|bytes| bytes == text.as_bytes()) {
            return Ok(());
        }
        fs::write(&place, text).map_err(|error| ProveError::file(&place, error))
    }

    /// Runs the command, with `switch` for the switches.
    ///
    /// # Errors
    /// If makegood was asked to end.
    pub fn run(&self, switch: &str, limit: Duration) -> Result<Ran, ProveError> {
        let argv = ["sh", "-c", &self.command].map(str::to_owned);
        self.run_program(&Invocation::of(&argv, &self.folder), switch, limit)
    }

    /// Runs a program of the project; with `bare`, `environment` is all that it gets of an environment.
    ///
    /// # Errors
    /// If makegood was asked to end, or the program cannot be started.
    pub fn run_program(&self, program: &Invocation, switch: &str, limit: Duration) -> Result<Ran, ProveError> {
        let number = self.runs.fetch_add(1, Ordering::Relaxed);
        let file = |stream: &str| self.outside.work.join(format!("{number}.{stream}"));
        let open = |path: &Path| File::create(path).map_err(|error| ProveError::file(path, error));
        let (stdout, stderr, log) = (file("stdout"), file("stderr"), file("check"));
        let order = Order {
            argv: &self.argv(program, switch, &log),
            folder: program.folder,
            limit,
            stdout: open(&stdout)?,
            stderr: open(&stderr)?,
        };
        let began = Instant::now();
        let ending = (self.outside.run)(&order)?;
        let seconds = began.elapsed().as_secs_f64();
        let (out, err) = (fs::read(&stdout).unwrap_or_default(), fs::read(&stderr).unwrap_or_default());
        let logged = fs::read(&log).ok().and_then(|log| (self.outside.read)(program.folder, &log, b""));
        let named = logged.or_else(|| (self.outside.read)(program.folder, &out, &err));
        for file in [stdout, stderr, log] {
            // Not all of them are there.
            let _ = fs::remove_file(file);
        }
        let printed = format!("{}{}", String::from_utf8_lossy(&out), String::from_utf8_lossy(&err));
        Ok(Ran { results: Results::new(ending, seconds, named), printed })
    }

    /// The command line, with `env` to set the environment.
    fn argv(&self, program: &Invocation, switch: &str, log: &Path) -> Vec<OsString> {
        let mut argv = vec!["env".to_owned()];
        let own = || program.environment.iter().map(|(name, value)| format!("{name}={value}"));
        if program.bare {
            argv.push("-i".to_owned());
            argv.extend(own());
            // Check names its tests there whatever it prints; a test that hangs without its function is not waited for long.
            argv.push(format!("CK_LOG_FILE_NAME={}", log.display()));
            argv.push("CK_DEFAULT_TIMEOUT=2".to_owned());
        } else {
            argv.extend(OWN_TARGET.iter().flat_map(|name| ["-u".to_owned(), (*name).to_owned()]));
        }
        let temporary = self.outside.work.join("tmp");
        argv.push(format!("TMPDIR={}", temporary.display()));
        argv.push("CK_VERBOSITY=verbose".to_owned());
        argv.push(format!("{SWITCH}={switch}"));
        argv.push(format!("MAKEGOOD_PROVE_LACKING={}", self.lacking().display()));
        argv.extend(program.argv.iter().cloned());
        argv.into_iter().map(OsString::from).collect()
    }

    /// The folder where functions without a value are noted.
    pub fn lacking(&self) -> PathBuf {
        self.outside.work.join("lacking")
    }

    /// The text of the file at `path` as it was.
    pub fn source(&self, path: &str) -> Option<&SourceText> {
        self.sources.get(path)
    }
}

/// The number that the candidate at `index` is known by.
pub fn id(index: usize) -> u32 {
    u32::try_from(index + 1).unwrap_or(u32::MAX)
}
