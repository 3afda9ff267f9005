//! Runs the git command so that neither the user's configuration nor a calling hook changes what it answers.

use std::ffi::{OsStr, OsString};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::thread;

use super::{GitProgram, SourceError};

/// Settings that would change the answers or run something, put back to a known state.
const SETTINGS: [&str; 12] = [
    "core.fsmonitor=false",
    "core.hooksPath=/dev/null",
    "core.trustctime=true",
    "core.checkStat=default",
    "log.showSignature=false",
    "core.quotePath=false",
    "color.ui=false",
    "diff.orderFile=/dev/null",
    "diff.relative=false",
    "diff.renames=true",
    "status.renames=true",
    "submodule.recurse=false",
];

/// Variables that keep git from writing, asking, translating, going to the network, and putting other objects and parents in
/// the place of those that there are.
/// git before 2.44 knows no `GIT_NO_LAZY_FETCH`; without a protocol that is allowed it fetches nothing, either.
const SET: [(&str, &str); 7] = [
    ("GIT_NO_REPLACE_OBJECTS", "1"),
    ("GIT_GRAFT_FILE", "/dev/null"),
    ("GIT_OPTIONAL_LOCKS", "0"),
    ("GIT_TERMINAL_PROMPT", "0"),
    ("GIT_NO_LAZY_FETCH", "1"),
    ("GIT_ALLOW_PROTOCOL", "none"),
    ("LC_ALL", "C"),
];

/// The git command, run in one directory.
#[derive(Debug, Clone)]
pub(super) struct Git {
    program: GitProgram,
    directory: PathBuf,
    ignored: &'static [&'static str],
    /// Settings beside those that always hold.
    settings: Vec<String>,
}

impl Git {
    /// git as `program` says, run in `directory`.
    ///
    /// A hook runs with `GIT_DIR` set, by which git takes the current directory for the root of the working tree. Where the
    /// variable names the repository that `directory` is in anyway, it is left out, so that subdirectories work.
    pub fn at(program: &GitProgram, directory: &Path) -> Self {
        let plain =
            Self { program: program.clone(), directory: directory.to_owned(), ignored: &[], settings: Vec::new() };
        if plain.variable("GIT_DIR").is_none() || plain.variable("GIT_WORK_TREE").is_some() {
            return plain;
        }
        let without = Self { ignored: &["GIT_DIR"], ..plain.clone() };
        if without.git_dir().is_some_and(|found| Some(found) == plain.git_dir()) { without } else { plain }
    }

    /// The same git, run in `directory`.
    pub fn moved_to(&self, directory: &Path) -> Self {
        Self { directory: directory.to_owned(), ..self.clone() }
    }

    /// The same git, with `index` for its index.
    pub fn with_index(&self, index: &Path) -> Self {
        let mut git = self.clone();
        git.program.environment.push(("GIT_INDEX_FILE".into(), Some(index.into())));
        git
    }

    /// The same git, with `settings` of the form `key=value` beside those that always hold.
    pub fn with_settings(&self, settings: Vec<String>) -> Self {
        Self { settings, ..self.clone() }
    }

    /// The directory that it runs in.
    pub fn directory(&self) -> &Path {
        &self.directory
    }

    /// What it answers on its standard output; an error where it fails.
    pub fn run(&self, args: &[&str]) -> Result<Vec<u8>, SourceError> {
        let output = self.output(args)?;
        if output.status.success() { Ok(output.stdout) } else { Err(self.failure(args, &output.stderr)) }
    }

    /// What it answers and how it ended.
    pub fn output(&self, args: &[&str]) -> Result<Output, SourceError> {
        self.command(args).stdin(Stdio::null()).output().map_err(|source| self.missing(source))
    }

    /// What it answers to `input` on its standard input; an error where it fails.
    pub fn answer(&self, args: &[&str], input: &[u8]) -> Result<Vec<u8>, SourceError> {
        let mut child = self.start(args, Stdio::piped())?;
        let stdin = child.stdin.take();
        let output = thread::scope(|scope| {
            scope.spawn(move || stdin.map(|mut stdin| stdin.write_all(input)));
            child.wait_with_output()
        });
        let output = output.map_err(|source| self.missing(source))?;
        if output.status.success() { Ok(output.stdout) } else { Err(self.failure(args, &output.stderr)) }
    }

    /// Starts it and lets it go on while something else is done.
    pub fn begin(&self, args: &'static [&'static str]) -> Result<Running, SourceError> {
        let mut command = self.command(args);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let child = command.spawn().map_err(|source| self.missing(source))?;
        Ok(Running { git: self.clone(), args, child: Some(child) })
    }

    /// Starts it with pipes to its standard input and output; what it complains about goes to `stderr`.
    pub fn start(&self, args: &[&str], stderr: Stdio) -> Result<Child, SourceError> {
        let mut command = self.command(args);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(stderr);
        command.spawn().map_err(|source| self.missing(source))
    }

    /// The error for a run of `args` that failed and said `stderr`.
    pub fn failure(&self, args: &[&str], stderr: &[u8]) -> SourceError {
        let message = String::from_utf8_lossy(stderr).trim().to_owned();
        let directory = self.directory.clone();
        if message.contains("dubious ownership") {
            SourceError::UnsafeRepository { message }
        } else if message.contains("not a git repository") {
            SourceError::NotARepository { directory }
        } else if message.contains("must be run in a work tree") {
            SourceError::NoWorkingTree { directory }
        } else {
            SourceError::Git { command: format!("git {}", args.join(" ")), message }
        }
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(&self.program.program);
        command.current_dir(&self.directory);
        for (name, value) in &self.program.environment {
            match value {
                Some(value) => command.env(name, value),
                None => command.env_remove(name),
            };
        }
        self.ignored.iter().for_each(|name| {
            command.env_remove(name);
        });
        command.envs(SET);
        SETTINGS.iter().for_each(|setting| {
            command.args(["-c", setting]);
        });
        self.settings.iter().for_each(|setting| {
            command.args(["-c", setting]);
        });
        command.args(args);
        command
    }

    fn missing(&self, source: std::io::Error) -> SourceError {
        if self.directory.is_dir() {
            SourceError::GitMissing { program: self.program.program.to_string_lossy().into_owned(), source }
        } else {
            SourceError::Unreadable { path: self.directory.clone(), source }
        }
    }

    /// What the variable `name` is set to for it.
    pub fn variable(&self, name: &str) -> Option<OsString> {
        let own = self.program.environment.iter().rfind(|(key, _)| key == OsStr::new(name));
        let value = own.map_or_else(|| std::env::var_os(name), |(_, value)| value.clone());
        value.filter(|_| !self.ignored.contains(&name))
    }

    fn git_dir(&self) -> Option<PathBuf> {
        let output = self.output(&["rev-parse", "--absolute-git-dir"]).ok()?;
        let text = String::from_utf8(output.stdout).ok()?;
        Path::new(text.strip_suffix('\n')?).canonicalize().ok()
    }
}

/// A run of git that goes on while something else is done. Where nobody waits for its answer, it is ended.
#[derive(Debug)]
pub(super) struct Running {
    git: Git,
    args: &'static [&'static str],
    child: Option<Child>,
}

impl Running {
    /// What it answers on its standard output; an error where it fails.
    pub fn finish(self) -> Result<Vec<u8>, SourceError> {
        let (git, args) = (self.git.clone(), self.args);
        let output = self.output()?;
        if output.status.success() { Ok(output.stdout) } else { Err(git.failure(args, &output.stderr)) }
    }

    /// What it answers and how it ended.
    pub fn output(mut self) -> Result<Output, SourceError> {
        let ended = || std::io::Error::from(std::io::ErrorKind::BrokenPipe);
        let output = self.child.take().map_or_else(|| Err(ended()), Child::wait_with_output);
        output.map_err(|source| self.git.missing(source))
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if let Some(child) = &mut self.child {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}
