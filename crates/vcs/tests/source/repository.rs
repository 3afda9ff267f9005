//! A repository in a temporary directory, kept apart from the user's configuration, and what is selected from it as text.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use tempfile::TempDir;
use vcs::{GitProgram, IsSource, Loaded, Request, Scope, Selection, SourceError, Subject, select};

/// A directory with or without a repository in it.
#[derive(Clone)]
pub struct Repository {
    directory: Arc<TempDir>,
    top: PathBuf,
    environment: Vec<(OsString, Option<OsString>)>,
}

impl Repository {
    /// An empty directory that is no repository.
    pub fn none() -> Self {
        let directory = Arc::new(tempfile::tempdir().expect("a temporary directory"));
        let top = directory.path().canonicalize().expect("the directory exists").join("top");
        fs::create_dir(&top).expect("the directory can be made");
        let set = [
            ("GIT_CONFIG_GLOBAL", "/dev/null"),
            ("GIT_CONFIG_NOSYSTEM", "1"),
            ("GIT_CEILING_DIRECTORIES", top.parent().and_then(Path::to_str).expect("UTF-8")),
            ("GIT_AUTHOR_NAME", "A"),
            ("GIT_AUTHOR_EMAIL", "a@example.com"),
            ("GIT_COMMITTER_NAME", "A"),
            ("GIT_COMMITTER_EMAIL", "a@example.com"),
        ];
        let removed = ["GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE"].map(|name| (name.into(), None));
        let set = set.map(|(name, value)| (name.into(), Some(value.into())));
        let environment = removed.into_iter().chain(set).collect();
        Self { directory, top, environment }
    }

    /// A repository without a commit, on the branch `main`.
    pub fn empty() -> Self {
        let repository = Self::none();
        repository.git("init -q -b main");
        repository
    }

    /// A repository with `files`, each a path and a text, in one commit on `main`.
    pub fn with(files: &[(&str, &str)]) -> Self {
        let repository = Self::empty();
        files.iter().for_each(|(path, text)| repository.write(path, text));
        repository.commit("first");
        repository
    }

    /// Its top directory.
    pub fn top(&self) -> &Path {
        &self.top
    }

    /// A path beside it, for clones and worktrees.
    pub fn beside(&self, name: &str) -> PathBuf {
        self.directory.path().canonicalize().expect("the directory exists").join(name)
    }

    /// The same surroundings, with `top` for its top.
    pub fn at(&self, top: PathBuf) -> Self {
        Self { top, ..self.clone() }
    }

    /// A repository in the middle of a merge: `a.c` was changed on both sides, `merged.c` is new on the other side.
    pub fn conflicting() -> Self {
        let repository = Self::with(&[("a.c", "old\n")]);
        repository.git("checkout -q -b theirs");
        repository.write("a.c", "theirs\n");
        repository.write("merged.c", "theirs\n");
        repository.commit("theirs");
        repository.git("checkout -q main");
        repository.write("a.c", "ours\n");
        repository.commit("ours");
        repository.try_run(&["merge", "-q", "theirs"]);
        repository
    }

    /// Sets a variable for every git that runs from now on.
    pub fn set(&mut self, name: &str, value: impl Into<OsString>) {
        self.environment.push((name.into(), Some(value.into())));
    }

    /// Runs git with `words` split at spaces; panics where it fails.
    pub fn git(&self, words: &str) -> String {
        self.run(&words.split(' ').collect::<Vec<_>>())
    }

    /// Runs git with `args`; panics where it fails.
    pub fn run(&self, args: &[&str]) -> String {
        let output = self.command(args).output().expect("git runs");
        assert!(output.status.success(), "git {args:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8_lossy(&output.stdout).trim().to_owned()
    }

    /// Runs git with `args`, whether it fails or not.
    pub fn try_run(&self, args: &[&str]) {
        self.command(args).output().expect("git runs");
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new("git");
        command
            .current_dir(&self.top)
            .args(["-c", "protocol.file.allow=always", "-c", "commit.gpgSign=false"])
            .args(args);
        for (name, value) in &self.environment {
            match value {
                Some(value) => command.env(name, value),
                None => command.env_remove(name),
            };
        }
        command
    }

    /// Writes a file and the directories above it.
    pub fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = self.top.join(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("directories can be made");
        fs::write(path, text).expect("the file can be written");
    }

    /// Removes a file.
    pub fn remove(&self, path: &str) {
        fs::remove_file(self.top.join(path)).expect("the file can be removed");
    }

    /// Commits all there is, ignored files left out.
    pub fn commit(&self, message: &str) {
        self.run(&["add", "--all"]);
        self.run(&["commit", "-q", "--allow-empty", "-m", message]);
    }

    /// Asks for `scope` of the repository, from its top.
    pub fn request(&self, scope: Scope) -> Request {
        let mut request = Request::new(scope, self.top());
        request.git = GitProgram { environment: self.environment.clone(), ..GitProgram::default() };
        request
    }

    /// What `scope` selects.
    pub fn select(&self, scope: Scope) -> Selection {
        selected(&self.request(scope)).unwrap_or_else(|error| panic!("{error}"))
    }

    /// What `scope` selects, as text.
    pub fn told(&self, scope: Scope) -> String {
        told(&self.select(scope))
    }

    /// Why `scope` cannot be selected.
    pub fn refused(&self, scope: Scope) -> String {
        refused(&self.request(scope))
    }
}

/// Compares with `base`, up to the working tree.
pub fn since(base: &str) -> Scope {
    Scope::Range { base: base.to_owned(), head: None }
}

/// Compares `head` with `base`.
pub fn between(base: &str, head: &str) -> Scope {
    Scope::Range { base: base.to_owned(), head: Some(head.to_owned()) }
}

/// What `request` selects; C and Rust are the languages that are known.
pub fn selected(request: &Request) -> Result<Selection, SourceError> {
    let is_source: IsSource = Arc::new(|path: &str| [".c", ".h", ".rs"].iter().any(|end| path.ends_with(end)));
    select(request, &is_source)
}

/// Why `request` cannot be answered.
pub fn refused(request: &Request) -> String {
    match selected(request) {
        Ok(selection) => panic!("it was answered:\n{}", told(&selection)),
        Err(error) => error.to_string(),
    }
}

/// A selection as text: its description with the base commit as `BASE`, a line for each file, what was left out, gaps.
pub fn told(selection: &Selection) -> String {
    let base = selection.base_commit.as_ref().map_or("no base", |commit| &commit[..7]);
    let mut text = format!("{}\n", selection.description.replace(base, "BASE"));
    match &selection.subject {
        Subject::Everything { paths } => paths.iter().for_each(|path| text += &format!("  {path}\n")),
        Subject::Change { files, elsewhere } => {
            files.iter().for_each(|file| text += &line(file));
            elsewhere.iter().for_each(|path| text += &format!("  elsewhere {path}\n"));
        }
    }
    selection.skipped.iter().for_each(|(reason, count)| text += &format!("  skipped {reason}: {count}\n"));
    for gap in &selection.gaps {
        let changed = if gap.changed { " (changed)" } else { "" };
        text += &format!("  gap {}: {}{changed}\n", gap.path, gap.reason);
    }
    text
}

fn line(file: &vcs::ChangedFile) -> String {
    let kind = match (&file.base, &file.head, &file.base_path) {
        (None, _, _) => "added".to_owned(),
        (Some(_), None, _) => "deleted".to_owned(),
        (_, _, Some(base)) if *base != file.path => format!("renamed from {base} to"),
        _ => "modified".to_owned(),
    };
    format!("  {kind} {}\n", file.path)
}

/// The text of `path` in `tree`, or a word for why there is none.
pub fn read(tree: &vcs::Tree, path: &str) -> String {
    match tree.read(path).unwrap_or_else(|error| panic!("{error}")) {
        None => "absent".to_owned(),
        Some(Loaded::Text(text)) => text.as_str().to_owned(),
        Some(Loaded::Skipped(reason)) => reason.to_owned(),
        Some(Loaded::Gap(gap)) => gap.reason,
    }
}
