//! Word lists as a rule sees them: its own, and the vocabulary, held against names and texts by whole words.

use std::collections::BTreeMap;

use crate::model::Vocabulary;

/// The lists that one rule can refer to by name.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lists<'a> {
    own: &'a BTreeMap<String, Vec<String>>,
    vocabulary: &'a Vocabulary,
}

impl<'a> Lists<'a> {
    pub(super) fn new(own: &'a BTreeMap<String, Vec<String>>, vocabulary: &'a Vocabulary) -> Self {
        Self { own, vocabulary }
    }

    /// The vocabulary alone.
    pub(super) fn none(vocabulary: &'a Vocabulary) -> Self {
        Self { own: const { &BTreeMap::new() }, vocabulary }
    }

    /// Whether an entry of the list `name` is among the words of `text`; an entry that begins with `=` is all of it.
    pub(super) fn match_words(&self, name: &str, text: &str) -> bool {
        let words = split(text);
        let own = self.own.get(name).map_or(&[][..], Vec::as_slice);
        own.iter().chain(self.vocabulary.list(name)).any(|entry| match entry.strip_prefix('=') {
            Some(whole) => whole == text,
            None => holds_run(&words, &split(entry)),
        })
    }
}

fn holds_run(words: &[String], entry: &[String]) -> bool {
    !entry.is_empty() && words.windows(entry.len()).any(|window| window == entry)
}

/// The words of a name or text in lower case: `["log", "info"]` for `log_info`, `LogInfo` and `LOG-INFO2`. Digits at a
/// word's end do not count.
fn split(text: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut rest = text.chars().peekable();
    let mut before = ' ';
    while let Some(current) = rest.next() {
        if !current.is_alphanumeric() || starts_hump(before, current, rest.peek().copied()) {
            words.push(String::new());
        }
        if current.is_alphanumeric() {
            words.last_mut().expect("never empty").extend(current.to_lowercase());
        }
        before = current;
    }
    let stems = words.iter().map(|word| word.trim_end_matches(|digit: char| digit.is_ascii_digit()));
    stems.filter(|stem| !stem.is_empty()).map(str::to_owned).collect()
}

/// Whether `current` begins a new word of a camel-case name; the last capital of a run begins one too (`HTTPServer`).
fn starts_hump(before: char, current: char, next: Option<char>) -> bool {
    let after_small = before.is_alphanumeric() && !before.is_uppercase();
    current.is_uppercase() && (after_small || before.is_uppercase() && next.is_some_and(char::is_lowercase))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matches(entry: &str, text: &str) -> bool {
        let own = BTreeMap::from([("list".to_owned(), vec![entry.to_owned()])]);
        Lists::new(&own, &Vocabulary::default()).match_words("list", text)
    }

    #[test]
    fn whole_words_match_in_every_spelling() {
        for name in ["log_info", "LogInfo", "LOG_INFO", "my::logInfo", "x.log-info", "HTTPLogInfo"] {
            assert!(matches("log info", name), "{name}");
        }
        for name in ["catalog_info", "login_fo", "info_log", "log"] {
            assert!(!matches("log info", name), "{name}");
        }
    }

    #[test]
    fn the_vocabulary_adds_to_a_rules_own_list() {
        let mut vocabulary = Vocabulary::default();
        vocabulary.extend("list", ["extra".to_owned()]);
        let own = BTreeMap::from([("list".to_owned(), vec!["own".to_owned()])]);
        let lists = Lists::new(&own, &vocabulary);
        assert!(lists.match_words("list", "an_own_name"));
        assert!(lists.match_words("list", "extra!"));
        assert!(!lists.match_words("other", "extra"));
    }
}
