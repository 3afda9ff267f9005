//! A look around a repository: what there is that a configuration would name.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use ignore::{DirEntry, WalkBuilder};

use super::codes::Codes;
use model::LanguageId;
use syntax::language_of;

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
    /// Folders with task specs.
    pub tasks: BTreeSet<String>,
    /// Result codes that say "not implemented".
    pub codes: Codes,
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

    fn look_at(&mut self, entry: &DirEntry, root: &Path) {
        let Ok(below) = entry.path().strip_prefix(root) else { return };
        let path = below.to_string_lossy().replace('\\', "/");
        match language_of(&path) {
            Some(language) => self.look_at_source(entry, &path, language.id()),
            None if path.ends_with(".md") || path.ends_with(".json") => self.tasks.extend(folder_named(&path, TASKS)),
            None => {}
        }
    }

    fn look_at_source(&mut self, entry: &DirEntry, path: &str, language: LanguageId) {
        self.vendored.extend(folder_named(path, VENDORED));
        *self.languages.entry(language).or_default() += 1;
        match folder_named(path, TESTS) {
            Some(folder) => drop(self.tests.insert(folder)),
            None if entry.metadata().is_ok_and(|metadata| metadata.len() <= MAX_READ) => {
                self.codes.count(&fs::read(entry.path()).unwrap_or_default());
            }
            None => {}
        }
    }
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
