//! Words and names that mean something to the analysis, and that a project can add to.

use std::collections::BTreeMap;

/// Named word lists. A project's `makegood.toml` adds to them under `[vocabulary]`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Vocabulary {
    lists: BTreeMap<String, Vec<String>>,
}

impl Vocabulary {
    /// The words of the list `name`; empty for a list that no one filled.
    pub fn list(&self, name: &str) -> &[String] {
        self.lists.get(name).map_or(&[], Vec::as_slice)
    }

    /// Whether the list `name` holds exactly `word`.
    pub fn has(&self, name: &str, word: &str) -> bool {
        self.list(name).iter().any(|entry| entry == word)
    }

    /// Adds `words` to the list `name`, leaving out those it holds.
    pub fn extend(&mut self, name: &str, words: impl IntoIterator<Item = String>) {
        let list = self.lists.entry(name.to_owned()).or_default();
        for word in words {
            if !list.contains(&word) {
                list.push(word);
            }
        }
    }

    /// The names of all lists, in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.lists.keys().map(String::as_str)
    }
}
