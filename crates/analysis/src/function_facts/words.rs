//! Parts of names, and phrases: how a word list is held against identifiers and against running text.

use std::sync::OnceLock;

use memchr::memmem;
use regex::bytes::{Regex, RegexBuilder};

use model::plain_name;

/// A name without anything but its letters and digits, in lower case.
pub(super) fn squeezed(name: &str) -> String {
    if name.is_ascii() {
        let letters = name.bytes().filter(u8::is_ascii_alphanumeric);
        return letters.map(|letter| char::from(letter.to_ascii_lowercase())).collect();
    }
    name.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The plain name at the end of a path: `f` of `a::b::f`.
pub(crate) fn last_part(path: &str) -> &str {
    plain_name(path).trim()
}

/// Parts of names, made ready to be looked for.
#[derive(Debug, Clone, Default)]
pub(super) struct NameParts {
    parts: Vec<memmem::Finder<'static>>,
    whole: Vec<String>,
}

impl NameParts {
    /// The parts that `names` come to when they are squeezed. One that holds another one is left out: whatever it is a part
    /// of, the other is, too.
    pub(super) fn new(names: &[String]) -> Self {
        let whole: Vec<String> = names.iter().map(|name| squeezed(name)).collect();
        let mut parts = whole.clone();
        parts.sort_by_key(String::len);
        let mut needed: Vec<String> = Vec::new();
        for part in parts {
            if !needed.iter().any(|shorter| part.contains(shorter.as_str())) {
                needed.push(part);
            }
        }
        Self { parts: needed.iter().map(|part| memmem::Finder::new(part).into_owned()).collect(), whole }
    }

    /// Whether `name` is one of them, whatever stands between its letters.
    pub(super) fn is_name(&self, name: &str) -> bool {
        self.whole.contains(&squeezed(name))
    }

    /// Whether one of them is a part of `name`, whatever stands between its letters.
    pub(super) fn in_name(&self, name: &str) -> bool {
        let name = squeezed(name);
        self.parts.iter().any(|part| part.find(name.as_bytes()).is_some())
    }
}

/// Phrases that running text is searched for. Each way of searching is compiled when it is first asked for: most runs look
/// at few functions, and ask for few of them.
#[derive(Debug, Clone)]
pub(super) struct PhraseList {
    phrases: Vec<String>,
    /// Whether a phrase may be the beginning of a longer word.
    stems: bool,
    anywhere: OnceLock<Option<Regex>>,
    at_start: OnceLock<Option<Regex>>,
    whole: OnceLock<Option<Regex>>,
}

/// What may stand before a phrase at the start of a text.
const LEAD: &str = r"^[^a-z0-9]*";

/// What may stand behind a phrase at the end of a text; line ends of literals are written out.
const TRAIL: &str = r"(?:\\n|[^a-z0-9])*$";

impl PhraseList {
    pub(super) fn new(phrases: &[String]) -> Self {
        let phrases = phrases.to_vec();
        Self { phrases, stems: false, anywhere: OnceLock::new(), at_start: OnceLock::new(), whole: OnceLock::new() }
    }

    /// The same for stems: each stands for all words that begin with it.
    pub(super) fn of_stems(stems: &[String]) -> Self {
        Self { stems: true, ..Self::new(stems) }
    }

    fn compiled<'c>(&self, cell: &'c OnceLock<Option<Regex>>, lead: &str, trail: &str) -> Option<&'c Regex> {
        let compile = || {
            let any = self.phrases.iter().map(|phrase| pattern(phrase, self.stems)).collect::<Vec<_>>().join("|");
            let pattern = format!("{lead}(?:{any}){trail}");
            RegexBuilder::new(&pattern).case_insensitive(true).unicode(false).build().ok()
        };
        cell.get_or_init(|| if self.phrases.is_empty() { None } else { compile() }).as_ref()
    }

    /// Where in `text` one of the phrases stands (bytes).
    pub(super) fn find(&self, text: &str) -> Option<std::ops::Range<usize>> {
        self.compiled(&self.anywhere, "", "")?.find(text.as_bytes()).map(|found| found.range())
    }

    /// Whether one of the phrases stands anywhere in `text`.
    pub(super) fn within(&self, text: &str) -> bool {
        self.find(text).is_some()
    }

    /// Whether `text` begins with one of the phrases, punctuation aside.
    pub(super) fn opens(&self, text: &str) -> bool {
        self.compiled(&self.at_start, LEAD, "").is_some_and(|regex| regex.is_match(text.as_bytes()))
    }

    /// Whether `text` is one of the phrases and nothing else, punctuation aside.
    pub(super) fn is_all_of(&self, text: &str) -> bool {
        self.compiled(&self.whole, LEAD, TRAIL).is_some_and(|regex| regex.is_match(text.as_bytes()))
    }

    /// Whether `text` begins or ends with one of the phrases, punctuation aside.
    pub(super) fn edges(&self, text: &str) -> bool {
        self.opens(text) || self.find_last(text).is_some_and(|end| is_trail(&text[end..]))
    }

    /// Where the last of the phrases in `text` ends (bytes).
    fn find_last(&self, text: &str) -> Option<usize> {
        let found = self.compiled(&self.anywhere, "", "")?.find_iter(text.as_bytes()).last()?;
        text.is_char_boundary(found.end()).then_some(found.end())
    }
}

/// Whether nothing but punctuation and written-out line ends is left.
fn is_trail(rest: &str) -> bool {
    !rest.replace("\\n", "").contains(|letter: char| letter.is_alphanumeric())
}

/// The regular expression of a phrase: blanks stand for any run of white space, `_` and `-`, a comma before it; it begins and ends at the
/// edge of a word, unless it begins with the rest of one (`n't`) or `is_stem` lets it end inside one.
fn pattern(phrase: &str, is_stem: bool) -> String {
    let body = phrase.split_whitespace().map(regex::escape).collect::<Vec<_>>().join(r",?[\s_\-]+");
    let lead = if phrase.starts_with("n't") { "" } else { r"\b" };
    let trail = if !is_stem && phrase.ends_with(|letter: char| letter.is_alphanumeric()) { r"\b" } else { "" };
    format!("{lead}{body}{trail}")
}
