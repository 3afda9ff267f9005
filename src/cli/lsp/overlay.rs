//! The files around a document: as they are on disk, but for those that are open.

use std::collections::{HashMap, HashSet};
use std::sync::Mutex;

use super::workspace::OpenTexts;
use crate::cli::files::Files;
use model::{SourceText, Target};
use verdict::check::Surroundings;

/// How far is looked beyond a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reach {
    /// Open documents, and what was found when one was last saved: while typing, when there is no time to search.
    Known,
    /// All files of the repository are searched for the names in question: when a document is opened or saved.
    Repository,
}

/// The files on disk with the open ones in their place.
pub struct Overlay<'a> {
    /// The files on disk.
    pub files: &'a Files<'a>,
    /// The open documents.
    pub open: &'a OpenTexts,
    /// What was found by earlier searches, by the names in question.
    pub mentions: &'a Mutex<HashMap<Vec<String>, Vec<String>>>,
    /// How far is looked.
    pub reach: Reach,
}

impl Overlay<'_> {
    /// The open documents that hold one of `names`.
    fn open_with<'o>(&'o self, names: &'o [String]) -> impl Iterator<Item = &'o String> {
        let holds = |text: &SourceText| names.iter().any(|name| text.as_str().contains(name.as_str()));
        self.open.iter().filter(move |(_, text)| holds(text)).map(|(path, _)| path)
    }

    fn on_disk(&self, known: &HashSet<String>, names: &[String], near: &[String]) -> Vec<String> {
        let mut key = names.to_vec();
        key.sort();
        let Ok(mut mentions) = self.mentions.lock() else { return Vec::new() };
        match self.reach {
            Reach::Known => mentions.get(&key).cloned().unwrap_or_default(),
            Reach::Repository => {
                let found = self.files.mentioning_beyond(known, names, near);
                mentions.insert(key, found.clone());
                found
            }
        }
    }
}

impl Surroundings for Overlay<'_> {
    fn text(&self, path: &str) -> Option<SourceText> {
        self.open.get(path).cloned().or_else(|| self.files.text(path))
    }

    fn mentioning(&self, names: &[String], near: &[String]) -> Vec<String> {
        self.mentioning_beyond(&HashSet::new(), names, near)
    }

    fn mentioning_beyond(&self, known: &HashSet<String>, names: &[String], near: &[String]) -> Vec<String> {
        let mut paths = self.on_disk(known, names, near);
        for path in self.open_with(names) {
            if !paths.contains(path) {
                paths.push(path.clone());
            }
        }
        paths.retain(|path| !known.contains(path));
        paths
    }

    fn is_test(&self, path: &str) -> bool {
        self.files.is_test(path)
    }

    fn target(&self, name: &str) -> Target {
        self.files.target(name)
    }
}
