//! The vocabulary, made ready for matching: once for a run, used for every function.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use regex::Regex;
use regex::bytes::{Regex as BytesRegex, RegexBuilder as BytesRegexBuilder};

use super::words::{NameParts, PhraseList, last_part, squeezed};
use crate::model::{NameList, Vocabulary, name_words};

/// What a call does, as far as its name tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CallKind {
    /// It reports.
    Log,
    /// It checks an assumption.
    Assert,
    /// It only checks arguments or state.
    Check,
    /// It marks a parameter as unused.
    Unused,
    /// It takes or gives back a lock.
    Lock,
    /// It gives back what was made for the moment.
    Cleanup,
    /// Anything else: it may do a part of the job.
    Work,
}

/// The lists of calls by what they do; the first that a name is in tells.
const KINDS: &[(&str, CallKind)] = &[
    ("unused-calls", CallKind::Unused),
    ("assert-calls", CallKind::Assert),
    ("log-calls", CallKind::Log),
    ("check-calls", CallKind::Check),
    ("lock-calls", CallKind::Lock),
    ("cleanup-calls", CallKind::Cleanup),
];

/// The names of calls, so that one look at each word of a name is enough.
#[derive(Debug, Clone, Default)]
struct CallNames {
    /// For each entry of one word, which of [`KINDS`] it belongs to first.
    words: BTreeMap<String, usize>,
    /// The other entries, as [`name_words`] gives them.
    phrases: Vec<(String, usize)>,
}

impl CallNames {
    fn new(vocabulary: &Vocabulary) -> Self {
        let mut names = Self::default();
        for (rank, (list, _)) in KINDS.iter().enumerate() {
            for words in vocabulary.list(list).iter().map(|entry| name_words(entry)) {
                match words.trim() {
                    "" => {}
                    several if several.contains(' ') => names.phrases.push((words, rank)),
                    word => drop(names.words.entry(word.to_owned()).or_insert(rank)),
                }
            }
        }
        names
    }

    fn of(&self, name: &str) -> CallKind {
        let words = name_words(name);
        let by_word = words.split(' ').filter_map(|word| self.words.get(word).copied());
        let by_phrase =
            self.phrases.iter().filter(|(phrase, _)| words.contains(phrase.as_str())).map(|(_, rank)| *rank);
        by_word.chain(by_phrase).min().map_or(CallKind::Work, |rank| KINDS[rank].1)
    }
}

/// The words of a [`Vocabulary`], compiled.
#[derive(Debug, Clone)]
pub struct Lexicon {
    not_implemented: NameParts,
    absent_here: Vec<String>,
    placeholder_macros: Vec<String>,
    stub_macros: Vec<String>,
    admitting_calls: Vec<String>,
    pub(super) markers: Vec<String>,
    marker: OnceLock<Regex>,
    pub(super) stub_phrases: PhraseList,
    pub(super) stub_words: PhraseList,
    pub(super) excuses: PhraseList,
    pub(super) missing_piece: PhraseList,
    pub(super) improvement: PhraseList,
    pub(super) refusal: PhraseList,
    pub(super) intended: PhraseList,
    limit: PhraseList,
    admitting: String,
    admits: OnceLock<Option<BytesRegex>>,
    kinds: CallNames,
    assert: NameList,
    panic: NameList,
    error: NameList,
}

impl Lexicon {
    /// Compiles `vocabulary`; lists that it lacks are empty.
    pub fn new(vocabulary: &Vocabulary) -> Self {
        let names = |list: &str| NameList::new(vocabulary.list(list));
        let phrases = |list: &str| PhraseList::new(vocabulary.list(list));
        let plain = |list: &str| vocabulary.list(list).to_vec();
        let squeeze = |list: &str| vocabulary.list(list).iter().map(|name| squeezed(name)).collect();
        Self {
            not_implemented: NameParts::new(vocabulary.list("not-implemented-names")),
            absent_here: squeeze("absent-here-names"),
            placeholder_macros: plain("placeholder-macros"),
            stub_macros: plain("stub-macros"),
            admitting_calls: plain("admitting-calls"),
            marker: OnceLock::new(),
            markers: plain("markers"),
            stub_phrases: phrases("stub-phrases"),
            stub_words: phrases("stub-words"),
            excuses: phrases("excuse-phrases"),
            missing_piece: phrases("missing-piece-heads"),
            improvement: phrases("improvement-words"),
            refusal: phrases("refusal-phrases"),
            intended: phrases("intended-phrases"),
            limit: phrases("limit-phrases"),
            admitting: admitting(vocabulary),
            admits: OnceLock::new(),
            kinds: CallNames::new(vocabulary),
            assert: names("assert-calls"),
            panic: names("panic-calls"),
            error: names("error-calls"),
        }
    }

    /// Whether a result, error or exception of this name says "not implemented".
    pub fn says_not_implemented(&self, name: &str) -> bool {
        self.not_implemented.in_name(last_part(name))
    }

    /// Whether a result code of this name says that something is absent here and now.
    pub(super) fn says_absent_here(&self, name: &str) -> bool {
        let name = squeezed(last_part(name));
        self.absent_here.iter().any(|code| name.ends_with(code.as_str()))
    }

    /// Whether `name` is a macro that stands for code still to be written.
    pub(super) fn is_placeholder_macro(&self, name: &str) -> bool {
        let name = last_part(name);
        self.placeholder_macros.iter().any(|placeholder| placeholder == name)
    }

    /// Whether `name` is a macro by which the project marks its stubs.
    pub(super) fn is_stub_macro(&self, name: &str) -> bool {
        let name = last_part(name);
        self.stub_macros.iter().any(|stub| stub.trim_end_matches('!') == name)
    }

    /// Whether a call of `name` is an admission by its very name.
    pub(super) fn is_admitting_call(&self, name: &str) -> bool {
        let name = last_part(name);
        self.admitting_calls.iter().any(|call| call == name)
    }

    /// Whether a call of `name` ends the program or the thread of control.
    pub(super) fn is_panic(&self, name: &str) -> bool {
        self.panic.in_name(last_part(name))
    }

    /// Whether a call of `name` makes, raises or records an error.
    pub(super) fn is_error_call(&self, name: &str) -> bool {
        self.error.in_name(name) || self.says_not_implemented(name)
    }

    /// Whether a call of `name` makes an error by a word of its own for it.
    pub(super) fn names_error(&self, name: &str) -> bool {
        self.error.in_name(name)
    }

    /// Whether a call of `name` asserts.
    pub(super) fn is_assert(&self, name: &str) -> bool {
        self.assert.in_name(last_part(name))
    }

    /// The markers as whole words, whatever the case.
    pub(super) fn marker(&self) -> &Regex {
        self.marker.get_or_init(|| marker(&self.markers))
    }

    /// Whether a text speaks of a limit that was reached (`too many locals`): a refusal, whatever the error's name.
    pub(super) fn limit_of(&self, text: &str) -> bool {
        self.limit.within(text)
    }

    /// What a call of `name` does, as far as the name tells.
    pub(super) fn call_kind(&self, name: &str) -> CallKind {
        let name = last_part(name);
        if self.is_admitting_call(name) || self.is_stub_macro(name) {
            return CallKind::Log;
        }
        self.kinds.of(name)
    }

    /// Whether `text` can admit anything: it holds a phrase for a stub, or a marker. A quick look that lets more pass.
    pub(super) fn may_admit(&self, text: &str) -> bool {
        let compile = || BytesRegexBuilder::new(&self.admitting).case_insensitive(true).unicode(false).build().ok();
        self.admits.get_or_init(compile).as_ref().is_none_or(|admits| admits.is_match(text.as_bytes()))
    }

    /// A pattern (of the `regex` crate, whatever the case) that is found in every function which can be wanting by what
    /// stands in it: in its extent or its comments. A scan may pass over every function in which it is not found.
    pub fn trigger(&self, vocabulary: &Vocabulary) -> String {
        let phrases = ["stub-phrases", "stub-words", "excuse-phrases"];
        let names = ["not-implemented-names", "absent-here-names"];
        let plain = ["placeholder-macros", "stub-macros", "admitting-calls", "markers"];
        let said = phrases.iter().flat_map(|list| vocabulary.list(list)).map(|phrase| spread(phrase, GAP));
        let named = names.iter().flat_map(|list| vocabulary.list(list)).map(|name| spread(name, r"[\W_]*"));
        let called =
            plain.iter().flat_map(|list| vocabulary.list(list)).map(|name| regex::escape(name.trim_end_matches('!')));
        let own = std::iter::once("makegood:".to_owned());
        own.chain(said).chain(named).chain(called).collect::<Vec<_>>().join("|")
    }
}

/// What may stand between two words of a phrase in a source text: also a line end that is written out, which counts as a
/// blank where the text is read.
const GAP: &str = r"(?:[\s\W_]|\\[nrt])+";

/// A pattern that is found in every text which admits something, and in some others.
fn admitting(vocabulary: &Vocabulary) -> String {
    let said = ["stub-phrases", "stub-words", "markers"].iter().flat_map(|list| vocabulary.list(list));
    said.map(|phrase| spread(phrase, GAP)).collect::<Vec<_>>().join("|")
}

fn marker(markers: &[String]) -> Regex {
    let any = markers.iter().map(|marker| regex::escape(marker)).collect::<Vec<_>>().join("|");
    let pattern = if any.is_empty() { "$^".to_owned() } else { format!(r"(?i-u)\b(?:{any})\b") };
    Regex::new(&pattern).expect("escaped words make a pattern")
}

/// The words of `phrase` with `gap` between them: more than the phrase itself allows, so that what a comment puts between
/// two words does not hide them.
fn spread(phrase: &str, gap: &str) -> String {
    let words = phrase.split(|letter: char| letter.is_whitespace() || letter == '-' || letter == '_');
    words.filter(|word| !word.is_empty()).map(regex::escape).collect::<Vec<_>>().join(gap)
}
