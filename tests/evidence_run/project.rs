//! A small C project in a repository whose tests are a shell script, and makegood at hand.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

use tempfile::TempDir;

/// A change that adds the function `g`; what its tests print is up to each test.
pub struct Project {
    folder: TempDir,
}

/// What makegood answered.
pub struct Answer {
    /// Its exit code.
    pub code: i32,
    /// Its standard output.
    pub stdout: String,
    /// Its standard error.
    pub stderr: String,
}

impl Project {
    /// One commit at which `test.sh` is `before`, a second one at which it is `after`.
    pub fn new(before: &str, after: &str) -> Self {
        let project = Self { folder: TempDir::new().expect("a temporary folder") };
        fs::create_dir_all(project.root()).expect("a folder");
        fs::create_dir(project.temporary()).expect("a folder");
        project.git(&["init", "--quiet", "--initial-branch", "main"]);
        project.write("f.c", "int f(int a)\n{\n    return a + 1;\n}\n").write("test.sh", before).commit("Add f");
        project.write("g.c", "int g(int a)\n{\n    return a * 2;\n}\n").write("test.sh", after).commit("Add g");
        project
    }

    /// The repository.
    pub fn root(&self) -> PathBuf {
        self.folder.path().canonicalize().expect("the folder is there").join("project")
    }

    /// Where temporary files go.
    pub fn temporary(&self) -> PathBuf {
        self.folder.path().join("temporary")
    }

    /// Where output is kept.
    pub fn kept(&self, file: &str) -> String {
        let path = self.folder.path().join("kept").join(file);
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }

    /// Writes a file.
    pub fn write(&self, path: &str, text: &str) -> &Self {
        let path = self.root().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
        fs::write(path, text).expect("a file");
        self
    }

    /// Commits all there is.
    pub fn commit(&self, message: &str) {
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--message", message]);
    }

    /// What git answers.
    pub fn git(&self, args: &[&str]) -> String {
        let output = self.command("git").args(args).output().expect("git runs");
        assert!(output.status.success(), "git {args:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8_lossy(&output.stdout).trim().to_owned()
    }

    /// `makegood evidence` on the second commit, with `sh test.sh` for its tests.
    pub fn evidence(&self, more: &[&str]) -> Answer {
        let output = self.evidence_command(more).output().expect("makegood runs");
        answer(&output)
    }

    /// The same, to be started.
    pub fn evidence_command(&self, more: &[&str]) -> Command {
        let kept = self.folder.path().join("kept");
        let mut command = self.command(env!("CARGO_BIN_EXE_makegood"));
        command.args(["evidence", "--base", "HEAD~1", "--test-cmd", "sh test.sh", "--keep"]).arg(kept).args(more);
        command
    }

    /// Everything that a run must leave as it is: files, references, worktrees, and git's own files.
    pub fn state(&self) -> String {
        let mut told: Vec<String> =
            ["status --short --ignored", "for-each-ref", "worktree list", "stash list", "reflog"]
                .iter()
                .map(|words| self.git(&words.split(' ').collect::<Vec<_>>()))
                .collect();
        let walk = ignore::WalkBuilder::new(self.root()).standard_filters(false).build();
        told.extend(walk.map(|entry| entry.expect("a readable entry").path().display().to_string()));
        told.sort();
        told.join("\n")
    }

    /// What is left in the folder for temporary files.
    pub fn left_over(&self) -> Vec<String> {
        let entries = fs::read_dir(self.temporary()).expect("the folder is there");
        entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect()
    }

    fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        for name in ["GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE", "NO_COLOR", "CLICOLOR_FORCE"] {
            command.env_remove(name);
        }
        command.current_dir(self.root()).env("HOME", self.folder.path()).env("TMPDIR", self.temporary());
        command.env("LC_ALL", "C.UTF-8").env("TERM", "xterm").env("GIT_CONFIG_NOSYSTEM", "1");
        for name in ["AUTHOR", "COMMITTER"] {
            command.env(format!("GIT_{name}_NAME"), "A").env(format!("GIT_{name}_EMAIL"), "a@example.org");
        }
        command
    }
}

/// What a process that has ended says.
pub fn answer(output: &Output) -> Answer {
    Answer {
        code: output.status.code().unwrap_or(-1),
        stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
        stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

/// A script that names `count` passing tests in TAP.
pub fn passing(count: usize) -> String {
    let lines: String = (1..=count).map(|number| format!("echo ok {number} - test {number}\n")).collect();
    format!("echo 1..{count}\n{lines}")
}
