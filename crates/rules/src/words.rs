//! Word lists as a rule sees them: its own, and the vocabulary, held against names and texts by whole words.

use std::collections::BTreeMap;

use model::{NameList, Vocabulary};

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
        let parted = parted_at_digits(text);
        lists.into_iter().any(|list| list.in_name(text) || parted.as_ref().is_some_and(|parted| list.in_name(parted)))
    }
}

/// `Probe2 One` of `Probe2One`: for a rule a number ends a word, while in a result's name (`Win32Error`) it is a part of one.
/// `None` where no capital follows a digit.
fn parted_at_digits(text: &str) -> Option<String> {
    let ends =
        |(at, pair): (usize, &[u8])| (pair[0].is_ascii_digit() && pair[1].is_ascii_uppercase()).then_some(at + 1);
    let cuts: Vec<usize> = text.as_bytes().windows(2).enumerate().filter_map(ends).collect();
    if cuts.is_empty() {
        return None;
    }
    let mut parted = text.to_owned();
    cuts.iter().rev().for_each(|at| parted.insert(*at, ' '));
    Some(parted)
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
