//! A look around a repository: what there is that a configuration would name.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use ignore::{DirEntry, WalkBuilder};

use super::codes::Codes;
use super::macros::StubMacros;
use model::{LanguageId, SourceText, Task};
use syntax::language_of;
use verdict::is_spec_path;

/// Names of folders that often hold the code of others, beside those that `check` skips on its own.
const VENDORED: &[&str] = &["deps", "extern", "external", "subprojects", "vendored"];

/// Names of folders that by custom hold tests.
const TESTS: &[&str] = &["t", "test", "testing", "tests", "testsuite", "unittest", "unittests"];

/// Names of folders that by custom hold task specs.
const TASKS: &[&str] = &["tasks", ".tasks", "backlog", "specs", "openspec", ".taskmaster", ".beads"];

/// Larger files are data, whatever their ending.
const MAX_READ: u64 = 4 << 20;

/// What was found; paths are from the root, with `/`.
#[derive(Debug, Default)]
pub struct Survey {
    /// How many files of each language.
    pub languages: BTreeMap<LanguageId, usize>,
    /// Folders that could hold the code of others.
    pub vendored: BTreeSet<String>,
    /// Folders with tests.
    pub tests: BTreeSet<String>,
    /// Folders with task specs, and how many tasks in them promise something or depend on another.
    pub tasks: BTreeMap<String, usize>,
    /// Result codes that say "not implemented".
    pub codes: Codes,
    /// Macros that mark stubs.
    pub macros: StubMacros,
}

impl Survey {
    /// Looks around below `root`, leaving out what git ignores. What cannot be read is left out: this is a draft.
    pub fn of(root: &Path) -> Self {
        let mut survey = Self::default();
        let walk = WalkBuilder::new(root).hidden(false).filter_entry(|entry| entry.file_name() != ".git").build();
        for entry in walk.flatten().filter(|entry| entry.file_type().is_some_and(|kind| kind.is_file())) {
            survey.look_at(&entry, root);
        }
        survey
    }

    /// What was found, in a line for each kind.
    pub fn told(&self) -> String {
        let languages = self.languages.iter().map(|(language, files)| files_of(*language, *files)).collect::<Vec<_>>();
        let languages = if languages.is_empty() { "no Rust and no C".to_owned() } else { languages.join(" and ") };
        let times =
            |found: Vec<(&str, usize)>| found.iter().map(|(name, uses)| format!("{name} ({uses})")).collect::<Vec<_>>();
        let tasks = self.tasks.iter().map(|(folder, tasks)| format!("{folder} ({tasks})")).collect::<Vec<_>>();
        [
            format!("found {languages}\n"),
            kind("error codes for \"not implemented\", and how often they are returned", &times(self.codes.frequent())),
            kind("macros that mark stubs, and how often they are used", &times(self.macros.frequent())),
            kind("folders of tests", &self.tests.iter().cloned().collect::<Vec<_>>()),
            kind("folders of task specs, and how many tasks", &tasks),
            kind("folders that could hold code of others", &self.vendored.iter().cloned().collect::<Vec<_>>()),
        ]
        .concat()
    }

    fn look_at(&mut self, entry: &DirEntry, root: &Path) {
        let Ok(below) = entry.path().strip_prefix(root) else { return };
        let path = below.to_string_lossy().replace('\\', "/");
        match language_of(&path) {
            Some(language) => self.look_at_source(entry, &path, language.id()),
            None => self.look_at_text(entry, &path),
        }
    }

    /// A folder holds tasks where one of its files reads as one: `tasks/` and `specs/` are names of other things, too.
    fn look_at_text(&mut self, entry: &DirEntry, path: &str) {
        let Some(folder) = folder_named(path, TASKS).filter(|folder| is_spec_path(path, std::slice::from_ref(folder)))
        else {
            return;
        };
        let Ok(bytes) = fs::read(entry.path()) else { return };
        let tasks = specs::read(&SourceText::new(path, bytes), &|_| None).and_then(Result::ok).unwrap_or_default();
        let says_something = |task: &&Task| {
            !task.depends_on.is_empty() || task.promises.iter().any(|promise| promise.what.is_checkable())
        };
        let found = tasks.iter().filter(says_something).count();
        if found > 0 {
            *self.tasks.entry(folder).or_default() += found;
        }
    }

    fn look_at_source(&mut self, entry: &DirEntry, path: &str, language: LanguageId) {
        *self.languages.entry(language).or_default() += 1;
        match (folder_named(path, VENDORED), folder_named(path, TESTS)) {
            (Some(folder), _) => drop(self.vendored.insert(folder)),
            (None, Some(folder)) => drop(self.tests.insert(folder)),
            (None, None) if entry.metadata().is_ok_and(|metadata| metadata.len() <= MAX_READ) => {
                let text = fs::read(entry.path()).unwrap_or_default();
                self.codes.count(&text);
                self.macros.count(&text);
            }
            (None, None) => {}
        }
    }
}

/// `1 file of C`.
pub fn files_of(language: LanguageId, files: usize) -> String {
    let language = match language {
        LanguageId::C => "C",
        LanguageId::Rust => "Rust",
    };
    format!("{files} {} of {language}", if files == 1 { "file" } else { "files" })
}

/// A line on what was found of one kind.
fn kind(what: &str, found: &[String]) -> String {
    let found = if found.is_empty() { "none".to_owned() } else { found.join(", ") };
    format!("  {what}: {found}\n")
}

/// The outermost folder on `path` that has one of `names`.
fn folder_named(path: &str, names: &[&str]) -> Option<String> {
    let folders = path.rsplit_once('/')?.0;
    let end = folders.split('/').scan(0, |end, part| {
        *end += part.len() + 1;
        Some((*end - 1, part))
    });
    let (end, _) = { end }.find(|(_, part)| names.contains(part))?;
    Some(folders[..end].to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_outermost_folder_of_a_name_is_told() {
        assert_eq!(folder_named("lib/deps/x/deps/a.c", VENDORED).as_deref(), Some("lib/deps"));
        assert_eq!(folder_named("deps.c", VENDORED), None);
        assert_eq!(folder_named("deps/a.c", VENDORED).as_deref(), Some("deps"));
    }
}
