//! The words of names, and word lists held against them.

use std::collections::BTreeSet;

/// The words of a name or text, in lower case, each with a blank before and after it: ` log info ` for `log_info`, `LogInfo`,
/// `LOG-INFO2`. Digits at a word's end do not count.
pub fn name_words(name: &str) -> String {
    let words = if name.is_ascii() { words_of_ascii(name.as_bytes()) } else { words_of_any(name) };
    String::from_utf8(words).expect("whole letters were put together")
}

/// The plain name at the end of a path: `f` of `a::b::f`.
pub fn plain_name(path: &str) -> &str {
    // Most names are no paths, and to look for one letter is cheaper than to begin a search for two.
    if path.contains(':') { path.rsplit("::").next().unwrap_or(path) } else { path }
}

/// The short way, which nearly all names go.
fn words_of_ascii(name: &[u8]) -> Vec<u8> {
    let mut words = Vec::with_capacity(name.len() + 8);
    words.push(b' ');
    let mut before = b' ';
    for (at, &current) in name.iter().enumerate() {
        let ends_capitals = || before.is_ascii_uppercase() && name.get(at + 1).is_some_and(u8::is_ascii_lowercase);
        let starts_hump = current.is_ascii_uppercase() && (before.is_ascii_lowercase() || ends_capitals());
        if starts_hump || !current.is_ascii_alphanumeric() {
            close_word(&mut words);
        }
        if current.is_ascii_alphanumeric() {
            words.push(current.to_ascii_lowercase());
        }
        before = current;
    }
    close_word(&mut words);
    words
}

fn words_of_any(name: &str) -> Vec<u8> {
    let mut words = Vec::with_capacity(name.len() + 8);
    words.push(b' ');
    let mut before = ' ';
    let mut rest = name.chars().peekable();
    while let Some(current) = rest.next() {
        if !current.is_alphanumeric() || starts_hump(before, current, rest.peek().copied()) {
            close_word(&mut words);
        }
        if current.is_alphanumeric() {
            let lower = current.to_lowercase();
            words.extend_from_slice(lower.to_string().as_bytes());
        }
        before = current;
    }
    close_word(&mut words);
    words
}

/// Whether `current` begins a new word of a camel-case name; the last capital of a run begins one too (`HTTPServer`).
fn starts_hump(before: char, current: char, next: Option<char>) -> bool {
    let ends_capitals = before.is_uppercase() && next.is_some_and(char::is_lowercase);
    current.is_uppercase() && (before.is_lowercase() || ends_capitals)
}

fn close_word(words: &mut Vec<u8>) {
    while words.last().is_some_and(u8::is_ascii_digit) {
        words.pop();
    }
    if words.last() != Some(&b' ') {
        words.push(b' ');
    }
}

/// A word list, made ready to be held against names and texts by whole words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NameList {
    /// Entries of one word.
    words: BTreeSet<String>,
    /// Entries of several words, as [`name_words`] gives them.
    phrases: Vec<String>,
    /// Entries that stand for a whole name.
    wholes: Vec<String>,
}

impl NameList {
    /// Makes `entries` ready; one that begins with `=` stands for the whole name.
    pub fn new(entries: &[String]) -> Self {
        let mut list = Self::default();
        for entry in entries {
            if let Some(whole) = entry.strip_prefix('=') {
                list.wholes.push(whole.to_owned());
                continue;
            }
            let words = name_words(entry);
            match words.trim() {
                "" => {}
                several if several.contains(' ') => list.phrases.push(words),
                word => drop(list.words.insert(word.to_owned())),
            }
        }
        list
    }

    /// Whether an entry is `name`, or is among the words of it.
    pub fn in_name(&self, name: &str) -> bool {
        self.wholes.iter().any(|whole| whole == name) || (!self.is_plain_empty() && self.in_words(&name_words(name)))
    }

    /// Whether an entry is among `words`, as [`name_words`] gives them.
    pub fn in_words(&self, words: &str) -> bool {
        words.split(' ').any(|word| self.words.contains(word))
            || self.phrases.iter().any(|phrase| words.contains(phrase.as_str()))
    }

    fn is_plain_empty(&self) -> bool {
        self.words.is_empty() && self.phrases.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matches(entry: &str, name: &str) -> bool {
        NameList::new(&[entry.to_owned()]).in_name(name)
    }

    #[test]
    fn names_are_split_into_words() {
        let words = |name: &str| name_words(name).trim().to_owned();
        for (name, wanted) in [
            ("log_info", "log info"),
            ("LogInfo", "log info"),
            ("LOG-INFO2", "log info"),
            ("HTTPServer", "http server"),
            ("Win32Error", "win32error"),
            ("I2C_READ", "i2c read"),
            ("f_2", "f"),
            ("", ""),
        ] {
            assert_eq!(words(name), wanted, "{name}");
            assert_eq!(words_of_any(name).trim_ascii(), wanted.as_bytes(), "{name}");
        }
    }

    #[test]
    fn a_path_ends_in_a_plain_name() {
        for (path, plain) in [("f", "f"), ("a::b::f", "f"), ("a:b", "a:b"), ("a::", ""), ("", "")] {
            assert_eq!(plain_name(path), plain, "{path}");
        }
    }

    #[test]
    fn whole_words_match_in_every_spelling() {
        for name in ["log_info", "LogInfo", "LOG_INFO", "my::logInfo", "x.log-info", "HTTPLogInfo"] {
            assert!(matches("log info", name), "{name}");
        }
        for name in ["catalog_info", "login_fo", "info_log", "log"] {
            assert!(!matches("log info", name), "{name}");
        }
        assert!(matches("log", "log_info") && !matches("log", "catalog"));
    }

    #[test]
    fn an_entry_with_an_equals_sign_is_a_whole_name() {
        assert!(matches("=_open", "_open") && !matches("=_open", "file_open"));
    }

    #[test]
    fn an_empty_entry_matches_nothing() {
        assert!(!matches("", "log") && !matches("_", ""));
    }
}
