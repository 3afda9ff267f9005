//! Word lists as a rule sees them: its own, and the vocabulary, held against names and texts by whole words.

use std::collections::BTreeMap;

use crate::model::{NameList, Vocabulary};

/// The lists that one rule can refer to by name.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lists<'a> {
    own: &'a BTreeMap<String, NameList>,
    vocabulary: &'a Vocabulary,
}

impl<'a> Lists<'a> {
    pub(super) fn new(own: &'a BTreeMap<String, NameList>, vocabulary: &'a Vocabulary) -> Self {
        Self { own, vocabulary }
    }

    /// The vocabulary alone.
    pub(super) fn none(vocabulary: &'a Vocabulary) -> Self {
        Self { own: const { &BTreeMap::new() }, vocabulary }
    }

    /// Whether an entry of the list `name` is among the words of `text`; an entry that begins with `=` is all of it.
    pub(super) fn match_words(&self, name: &str, text: &str) -> bool {
        let lists = self.own.get(name).into_iter().chain(self.vocabulary.names_of(name));
        lists.into_iter().any(|list| list.in_name(text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_vocabulary_adds_to_a_rules_own_list() {
        let mut vocabulary = Vocabulary::default();
        vocabulary.extend("list", ["extra".to_owned()]);
        let own = BTreeMap::from([("list".to_owned(), NameList::new(&["own".to_owned()]))]);
        let lists = Lists::new(&own, &vocabulary);
        assert!(lists.match_words("list", "an_own_name"));
        assert!(lists.match_words("list", "extra!"));
        assert!(!lists.match_words("other", "extra"));
    }
}
