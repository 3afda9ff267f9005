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
        if lines.is_empty() {
            return Ok(Self::default());
        }
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

    /// What the `.ignore` files with these texts, by directory, say.
    pub fn from_texts(texts: Texts) -> Self {
        Self { by_directory: texts.into_iter().map(|(directory, text)| (directory, patterns(&text))).collect() }
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

/// Texts of files by the directory that they are in.
pub(super) type Texts = BTreeMap<String, String>;

/// The texts of the files called by each of `names` in all directories above `of`.
pub(super) fn beside<const N: usize>(tree: &Tree, names: [&str; N], of: &[&str]) -> Result<[Texts; N], SourceError> {
    let parents: BTreeSet<&str> = of.iter().map(|path| paths::directory(path)).collect();
    let directories: BTreeSet<&str> =
        parents.iter().flat_map(|parent| paths::ancestors(parent).chain([*parent])).collect();
    let called = |name: &str| directories.iter().map(|directory| paths::join(directory, name)).collect::<Vec<_>>();
    let files: Vec<String> = names.iter().flat_map(|name| called(name)).collect();
    let mut contents = tree.contents(&files)?.into_iter();
    Ok(names.map(|_| {
        let found = directories.iter().zip(contents.by_ref());
        found.filter_map(|(directory, content)| Some(((*directory).to_owned(), text(content?)?))).collect()
    }))
}

fn text(content: Content) -> Option<String> {
    match content {
        Content::Bytes(bytes) => Some(String::from_utf8_lossy(&bytes).into_owned()),
        _ => None,
    }
}
