//! Words and names that mean something to the analysis, and that a project can add to.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::NameList;

/// Named word lists. A project's `makegood.toml` adds to them under `[vocabulary]`.
#[derive(Debug, Clone, Default)]
pub struct Vocabulary {
    lists: BTreeMap<String, List>,
}

#[derive(Debug, Clone, Default)]
struct List {
    entries: Vec<String>,
    /// Made when it is first asked for.
    names: OnceLock<NameList>,
}

impl Vocabulary {
    /// The words of the list `name`; empty for a list that no one filled.
    pub fn list(&self, name: &str) -> &[String] {
        self.lists.get(name).map_or(&[], |list| list.entries.as_slice())
    }

    /// The list `name`, ready to be held against names; `None` for a list that no one filled.
    pub fn names_of(&self, name: &str) -> Option<&NameList> {
        self.lists.get(name).map(|list| list.names.get_or_init(|| NameList::new(&list.entries)))
    }

    /// Whether the list `name` holds exactly `word`.
    pub fn has(&self, name: &str, word: &str) -> bool {
        self.list(name).iter().any(|entry| entry == word)
    }

    /// Adds `words` to the list `name`, leaving out those it holds.
    pub fn extend(&mut self, name: &str, words: impl IntoIterator<Item = String>) {
        let list = self.lists.entry(name.to_owned()).or_default();
        for word in words {
            if !list.entries.contains(&word) {
                list.entries.push(word);
            }
        }
        list.names = OnceLock::new();
    }

    /// The names of all lists, in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.lists.keys().map(String::as_str)
    }
}
