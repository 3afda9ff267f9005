//! Names and phrases: how a word list is held against identifiers and against running text.

use regex::{Regex, RegexBuilder};

/// The words of an identifier, in lower case, each with a blank before and after it: ` log info ` for `log_info`,
/// `LogInfo` and `LOG_INFO2`. Digits at a word's end do not count.
pub(super) fn name_words(name: &str) -> String {
    let mut words = String::with_capacity(name.len() + 8);
    words.push(' ');
    let mut before = ' ';
    let mut rest = name.chars().peekable();
    while let Some(current) = rest.next() {
        let hump = current.is_uppercase()
            && (before.is_lowercase()
                || (before.is_uppercase() && rest.peek().is_some_and(|next| next.is_lowercase())));
        if hump || !current.is_alphanumeric() {
            close_word(&mut words);
        }
        if current.is_ascii_alphanumeric() {
            words.push(current.to_ascii_lowercase());
        } else if current.is_alphanumeric() {
            words.extend(current.to_lowercase());
        }
        before = current;
    }
    close_word(&mut words);
    words
}

fn close_word(words: &mut String) {
    let kept = words.trim_end_matches(|digit: char| digit.is_ascii_digit()).len();
    if !words[..kept].ends_with(' ') {
        words.truncate(kept);
    }
    if !words.ends_with(' ') {
        words.push(' ');
    }
}

/// A name without anything but its letters and digits, in lower case.
pub(super) fn squeezed(name: &str) -> String {
    name.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The plain name at the end of a path: `f` of `a::b::f`.
pub(super) fn last_part(path: &str) -> &str {
    path.rsplit("::").next().unwrap_or(path).trim()
}

/// Phrases that a name is matched against by its words.
#[derive(Debug, Clone, Default)]
pub(super) struct NameList {
    phrases: Vec<String>,
}

impl NameList {
    pub(super) fn new(phrases: &[String]) -> Self {
        Self { phrases: phrases.iter().map(|phrase| name_words(phrase)).collect() }
    }

    /// Whether one of the phrases is among the words of `name`.
    pub(super) fn in_name(&self, name: &str) -> bool {
        self.in_words(&name_words(name))
    }

    /// Whether one of the phrases is among `words`, as [`name_words`] gives them.
    pub(super) fn in_words(&self, words: &str) -> bool {
        self.phrases.iter().any(|phrase| words.contains(phrase.as_str()))
    }
}

/// Phrases that running text is searched for.
#[derive(Debug, Clone)]
pub(super) struct PhraseList {
    anywhere: Option<Regex>,
    at_start: Option<Regex>,
    at_edge: Option<Regex>,
    whole: Option<Regex>,
}

impl PhraseList {
    pub(super) fn new(phrases: &[String]) -> Self {
        let all = phrases.iter().map(|phrase| pattern(phrase)).collect::<Vec<_>>().join("|");
        if all.is_empty() {
            return Self { anywhere: None, at_start: None, at_edge: None, whole: None };
        }
        let compile = |pattern: String| RegexBuilder::new(&pattern).case_insensitive(true).build().ok();
        let lead = r#"^[\s\W_]*"#;
        let trail = r#"(?:\\n|[\s\W_])*$"#;
        Self {
            anywhere: compile(format!("(?:{all})")),
            at_start: compile(format!("{lead}(?:{all})")),
            whole: compile(format!("{lead}(?:{all}){trail}")),
            at_edge: compile(format!("(?:{lead}(?:{all})|(?:{all}){trail})")),
        }
    }

    /// Where in `text` one of the phrases stands (bytes).
    pub(super) fn find(&self, text: &str) -> Option<std::ops::Range<usize>> {
        self.anywhere.as_ref()?.find(text).map(|found| found.range())
    }

    /// Whether one of the phrases stands anywhere in `text`.
    pub(super) fn within(&self, text: &str) -> bool {
        self.anywhere.as_ref().is_some_and(|regex| regex.is_match(text))
    }

    /// Whether `text` begins with one of the phrases, punctuation aside.
    pub(super) fn opens(&self, text: &str) -> bool {
        self.at_start.as_ref().is_some_and(|regex| regex.is_match(text))
    }

    /// Whether `text` is one of the phrases and nothing else, punctuation aside.
    pub(super) fn is_all_of(&self, text: &str) -> bool {
        self.whole.as_ref().is_some_and(|regex| regex.is_match(text))
    }

    /// Whether `text` begins or ends with one of the phrases, punctuation aside.
    pub(super) fn edges(&self, text: &str) -> bool {
        self.at_edge.as_ref().is_some_and(|regex| regex.is_match(text))
    }
}

/// The regular expression of a phrase: blanks stand for any run of white space, `_` and `-`; it begins and ends at the
/// edge of a word, unless it begins with the rest of one (`n't`).
fn pattern(phrase: &str) -> String {
    let body = phrase.split_whitespace().map(regex::escape).collect::<Vec<_>>().join(r"[\s_\-]+");
    let lead = if phrase.starts_with("n't") { "" } else { r"\b" };
    let trail = if phrase.ends_with(|letter: char| letter.is_alphanumeric()) { r"\b" } else { "" };
    format!("{lead}{body}{trail}")
}
