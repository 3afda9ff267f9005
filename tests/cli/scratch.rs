//! A folder of its own for each test, with git and makegood at hand.

use std::fs;
use std::path::{Path, PathBuf};

use snapbox::cmd::{Command, cargo_bin};
use tempfile::TempDir;

/// The environment variables that would carry the developer's own setup into a test.
const FOREIGN: &[&str] = &["GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE", "NO_COLOR", "CLICOLOR_FORCE", "CARGO_HOME"];

/// A folder that goes away with the test.
pub struct Scratch {
    folder: TempDir,
    /// Where makegood and what it runs put temporary files.
    temporary: TempDir,
}

impl Scratch {
    /// An empty folder outside of git.
    pub fn plain() -> Self {
        let folder = || TempDir::new().expect("a temporary folder");
        Self { folder: folder(), temporary: folder() }
    }

    /// A repository without a commit.
    pub fn repository() -> Self {
        let scratch = Self::plain();
        scratch.git(&["init", "--quiet", "--initial-branch", "main"]);
        scratch
    }

    /// The folder, without symlinks.
    pub fn root(&self) -> PathBuf {
        self.folder.path().canonicalize().expect("the folder is there")
    }

    /// A folder outside of it that goes away with the test, too.
    pub fn outside(&self) -> PathBuf {
        self.temporary.path().to_owned()
    }

    /// Writes a file, with the folders around it.
    pub fn write(&self, path: &str, text: &str) -> &Self {
        let path = self.root().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
        fs::write(path, text).expect("a file");
        self
    }

    /// The text of a file.
    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.root().join(path)).expect("a file")
    }

    /// Runs git and wants it to succeed.
    pub fn git(&self, args: &[&str]) {
        self.command(Path::new("git")).args(args).assert().success();
    }

    /// makegood, to be run in this folder.
    pub fn makegood(&self, args: &[&str]) -> Command {
        self.command(cargo_bin!("makegood")).args(args)
    }

    /// A program, to be run in this folder with nothing of the developer's own setup.
    pub fn command(&self, program: &Path) -> Command {
        let nowhere = self.root().join("no-such-configuration");
        let command = FOREIGN.iter().fold(Command::new(program), |command, name| command.env_remove(name));
        command
            .current_dir(self.root())
            .env("HOME", self.root())
            .env("TMPDIR", self.temporary.path())
            .env("LC_ALL", "C.UTF-8")
            .env("TERM", "xterm")
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env("GIT_CONFIG_GLOBAL", nowhere)
            .env("GIT_AUTHOR_NAME", "A")
            .env("GIT_AUTHOR_EMAIL", "a@example.org")
            .env("GIT_COMMITTER_NAME", "A")
            .env("GIT_COMMITTER_EMAIL", "a@example.org")
    }
}
