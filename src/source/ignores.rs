//! What `.ignore` files and the request's own patterns leave out.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use ignore::Match;
use ignore::gitignore::{Gitignore, GitignoreBuilder};

use super::load::Content;
use super::tree::Tree;
use super::{SourceError, paths};

/// Patterns by the directory that they belong to.
#[derive(Debug, Default)]
pub(super) struct Ignores {
    by_directory: BTreeMap<String, Gitignore>,
}

impl Ignores {
    /// The patterns that `lines` spell, as lines of a file at the root.
    pub fn from_lines(lines: &[String]) -> Result<Self, SourceError> {
        let mut builder = GitignoreBuilder::new("");
        for line in lines {
            let bad =
                |error: ignore::Error| SourceError::BadPattern { pattern: line.clone(), reason: error.to_string() };
            builder.add_line(None, line).map_err(bad)?;
        }
        let whole =
            |error: ignore::Error| SourceError::BadPattern { pattern: lines.join(" "), reason: error.to_string() };
        Ok(Self { by_directory: BTreeMap::from([(String::new(), builder.build().map_err(whole)?)]) })
    }

    /// The `.ignore` files of `tree` that have a say on `of`.
    pub fn around<'a>(tree: &Tree, of: impl Iterator<Item = &'a str>) -> Result<Self, SourceError> {
        let texts = beside(tree, ".ignore", of)?;
        let by_directory = texts.into_iter().map(|(directory, text)| (directory, patterns(&text))).collect();
        Ok(Self { by_directory })
    }

    /// Whether the file `path` is left out: by the nearest file that says something, and there by the last line that does.
    pub fn matches(&self, path: &str) -> bool {
        let mut nearest_first: Vec<_> = paths::ancestors(path).collect();
        nearest_first.reverse();
        let said = nearest_first.into_iter().filter_map(|directory| self.said(directory, path));
        said.into_iter().next().unwrap_or(false)
    }

    fn said(&self, directory: &str, path: &str) -> Option<bool> {
        let patterns = self.by_directory.get(directory)?;
        let inside = path.strip_prefix(directory)?.trim_start_matches('/');
        match patterns.matched_path_or_any_parents(Path::new(inside), false) {
            Match::None => None,
            Match::Ignore(_) => Some(true),
            Match::Whitelist(_) => Some(false),
        }
    }
}

/// A line that is no pattern says nothing, as in git.
fn patterns(text: &str) -> Gitignore {
    let mut builder = GitignoreBuilder::new("");
    for line in text.lines() {
        let _ = builder.add_line(None, line);
    }
    builder.build().unwrap_or_else(|_| Gitignore::empty())
}

/// The texts of the files called `name` in all directories above `of`, by directory.
pub(super) fn beside<'a>(
    tree: &Tree,
    name: &str,
    of: impl Iterator<Item = &'a str>,
) -> Result<BTreeMap<String, String>, SourceError> {
    let parents: BTreeSet<&str> = of.map(paths::directory).collect();
    let directories: BTreeSet<&str> =
        parents.iter().flat_map(|parent| paths::ancestors(parent).chain([*parent])).collect();
    let files: Vec<String> = directories.iter().map(|directory| paths::join(directory, name)).collect();
    let mut texts = BTreeMap::new();
    for (directory, content) in directories.into_iter().zip(tree.contents(&files)?) {
        if let Some(Content::Bytes(bytes)) = content {
            texts.insert(directory.to_owned(), String::from_utf8_lossy(&bytes).into_owned());
        }
    }
    Ok(texts)
}
