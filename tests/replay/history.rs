//! A fixture's history as a repository of its own, with git and makegood at hand.

use std::path::{Path, PathBuf};

use serde_json::Value;
use snapbox::cmd::{Command, OutputAssert, cargo_bin};
use snapbox::{Data, assert_data_eq};
use tempfile::TempDir;

/// Variables that would lead git to another repository, or carry the developer's own setup into a test.
const FOREIGN: &[&str] = &[
    "GIT_DIR",
    "GIT_COMMON_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_NAMESPACE",
    "GIT_PREFIX",
    "XDG_CONFIG_HOME",
    "GITHUB_STEP_SUMMARY",
    "CLICOLOR_FORCE",
];

/// A repository with a tag for each state that a project went through; it goes away with the test.
pub struct History {
    folder: TempDir,
    fixture: PathBuf,
}

impl History {
    /// Lays down the history of the fixture `name`.
    pub fn of(name: &str) -> Self {
        Self::laid_down(name, &[])
    }

    /// The history of the fixture `name` in which the stub comes two commits before the one that is to deliver it.
    pub fn stub_first(name: &str) -> Self {
        Self::laid_down(name, &["--stub-first"])
    }

    fn laid_down(name: &str, options: &[&str]) -> Self {
        let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(name);
        let history = Self { folder: TempDir::new().expect("a temporary folder"), fixture };
        let script = history.fixture.join("history/replay.sh");
        history.command("sh").arg(script).args(options).arg(history.root()).assert().success();
        history
    }

    /// What `check` says of the step from the state `from` to the state `to`, for people.
    pub fn check_step(&self, from: &str, to: &str) -> OutputAssert {
        self.check(&["--base", from, "--head", to])
    }

    /// What `check` with `args` says, for people.
    pub fn check(&self, args: &[&str]) -> OutputAssert {
        self.makegood(args).assert().stderr_eq("")
    }

    /// What `check` with `args` says, for programs.
    pub fn check_json(&self, args: &[&str]) -> Value {
        let output = self.makegood(args).args(["--format", "json"]).output().expect("makegood runs");
        serde_json::from_slice(&output.stdout).expect("one JSON document on standard output")
    }

    /// What `command` says of `task` in each state: exit code, verdict, what to do next, and why.
    pub fn answers(&self, command: &str, task: &str, states: &[&str]) -> String {
        states.iter().map(|state| self.answer(command, task, state)).collect()
    }

    fn answer(&self, command: &str, task: &str, state: &str) -> String {
        self.git(&["checkout", "--quiet", "--detach", state]);
        let output = self.report(command, task);
        let report: Value = serde_json::from_slice(&output.stdout).expect("one JSON document on standard output");
        let code = output.status.code().expect("an exit code");
        let [verdict, next, reason] = ["verdict", "next", "reason"].map(|key| report[key].as_str().expect("a text"));
        format!("{state}: {code} {verdict}, {next}: {reason}\n")
    }

    /// The report of `command` on `task` in the state that is checked out, for programs.
    pub fn task_json(&self, command: &str, task: &str) -> Value {
        serde_json::from_slice(&self.report(command, task).stdout).expect("one JSON document on standard output")
    }

    /// The report of `prove` on `task` in the state that is checked out, where `command` runs the tests.
    pub fn proofs(&self, task: &str, command: &[&str]) -> Value {
        let home = std::env::var_os("HOME").unwrap_or_default();
        let makegood = self.command(&cargo_bin!("makegood").to_string_lossy()).env("HOME", home);
        let makegood = makegood.args(["prove", task, "--no-cache", "--format", "json", "--"]).args(command);
        let output = makegood.output().expect("makegood runs");
        serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{output:?}"))
    }

    fn report(&self, command: &str, task: &str) -> std::process::Output {
        let makegood = self.command(&cargo_bin!("makegood").to_string_lossy());
        makegood.args([command, task, "--format", "json"]).output().expect("makegood runs")
    }

    /// What `commit-msg` says of the messages of `range`: a line for each, commits by the names of their states.
    pub fn messages(&self, range: &str) -> String {
        let binary = cargo_bin!("makegood");
        let command = self.command(&binary.to_string_lossy()).args(["commit-msg", "--format", "json", "--rev", range]);
        let output = command.output().expect("makegood runs");
        assert_eq!(String::from_utf8_lossy(&output.stderr), "");
        let report: Value = serde_json::from_slice(&output.stdout).expect("one JSON document on standard output");
        let word = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let line = |finding: &Value| {
            let commit = word(&finding["path"]).replace("commit ", "");
            let state = self.git(&["tag", "--points-at", &commit]);
            let place = &finding["span"]["start"]["line"];
            format!("{}:{place}: {}: {}\n", state.trim(), word(&finding["severity"]), word(&finding["message"]))
        };
        report["findings"].as_array().expect("findings").iter().map(line).collect()
    }

    /// Compares the report with what the fixture expects of `state`.
    pub fn assert_expected(&self, report: &OutputAssert, state: &str) {
        let path = self.fixture.join("expected").join(format!("{state}.txt"));
        let expected = std::fs::read_to_string(&path).expect("the expected report");
        let text = String::from_utf8(report.get_output().stdout.clone()).expect("UTF-8");
        assert_data_eq!(Data::text(without_base(&text)).raw(), Data::text(without_base(&expected)).raw());
    }

    /// Line `number`, from 1, of the file at `path` as it is in `state`.
    pub fn line(&self, state: &str, path: &str, number: usize) -> String {
        let text = self.git(&["show", &format!("{state}:{path}")]);
        text.lines().nth(number - 1).unwrap_or_else(|| panic!("{path} has no line {number}")).to_owned()
    }

    /// Runs git, wants it to succeed, and gives back what it says.
    pub fn git(&self, args: &[&str]) -> String {
        let done = self.command("git").args(args).assert().success();
        String::from_utf8(done.get_output().stdout.clone()).expect("UTF-8")
    }

    fn makegood(&self, args: &[&str]) -> Command {
        self.command(&cargo_bin!("makegood").to_string_lossy()).arg("check").args(args)
    }

    /// A program with nothing of the developer's own setup. No stream is a terminal, so the width is the usual 80.
    fn command(&self, program: &str) -> Command {
        let command = FOREIGN.iter().fold(Command::new(program), |command, name| command.env_remove(name));
        command
            .current_dir(self.root())
            .stdin("")
            .env("HOME", self.root())
            .env("LC_ALL", "C.UTF-8")
            .env("TERM", "xterm")
            .env("NO_COLOR", "1")
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
    }

    fn root(&self) -> &Path {
        self.folder.path()
    }
}

/// A report without what it was compared with: a state is reached by a range and by what is staged.
fn without_base(report: &str) -> String {
    let is_base = |line: &str| line.starts_with("since ") || line.starts_with("staged since ");
    let rest = |line: &str| line.split_once(" · ").map_or("(base)", |(_, rest)| rest).to_owned();
    report.lines().map(|line| if is_base(line) { rest(line) } else { line.to_owned() } + "\n").collect()
}
