//! The vocabulary, made ready for matching: once for a run, used for every function.

use std::sync::OnceLock;

use regex::Regex;
use regex::bytes::{Regex as BytesRegex, RegexBuilder as BytesRegexBuilder};

use super::admission_text::in_text;
use super::hints;
use super::reads::texts_of;
use super::senses::{CallKind, SenseTable, Senses};
use super::shortfall;
use super::words::{NameParts, PhraseList, last_part, squeezed};
use model::{Vocabulary, name_words};
use syntax::ir::{Call, CallForm, Expr, ExprKind};

/// The words of a [`Vocabulary`], compiled.
#[derive(Debug, Clone)]
pub struct Lexicon {
    not_implemented: NameParts,
    absent_here: Vec<String>,
    pub(super) markers: Vec<String>,
    marker: OnceLock<Regex>,
    pub(super) stub_phrases: PhraseList,
    pub(super) stub_words: PhraseList,
    pub(super) orders: PhraseList,
    pub(super) excuses: PhraseList,
    put_off: PhraseList,
    omission: PhraseList,
    pub(super) reserved: PhraseList,
    pub(super) missing_piece: PhraseList,
    pub(super) improvement: PhraseList,
    pub(super) removal: PhraseList,
    pub(super) explanation: PhraseList,
    so_far: PhraseList,
    pub(super) note_asides: PhraseList,
    note_leads: Vec<String>,
    never: PhraseList,
    pub(super) refusal: PhraseList,
    pub(super) intended: PhraseList,
    limit: PhraseList,
    unsupported: PhraseList,
    pub(super) pretence: PhraseList,
    pretending: Vec<String>,
    provisional: Vec<String>,
    pub(super) delay: PhraseList,
    deeds: Vec<String>,
    admitting: String,
    admits: OnceLock<Option<BytesRegex>>,
    senses: SenseTable,
}

impl Lexicon {
    /// Compiles `vocabulary`; lists that it lacks are empty.
    pub fn new(vocabulary: &Vocabulary) -> Self {
        let phrases = |list: &str| PhraseList::new(vocabulary.list(list));
        let squeeze = |list: &str| vocabulary.list(list).iter().map(|name| squeezed(name)).collect();
        Self {
            not_implemented: NameParts::new(vocabulary.list("not-implemented-names")),
            absent_here: squeeze("absent-here-names"),
            marker: OnceLock::new(),
            markers: vocabulary.list("markers").to_vec(),
            stub_phrases: phrases("stub-phrases"),
            stub_words: phrases("stub-words"),
            orders: phrases("stub-orders"),
            excuses: phrases("excuse-phrases"),
            put_off: phrases("put-off-phrases"),
            omission: phrases("omission-words"),
            reserved: phrases("reserved-phrases"),
            missing_piece: phrases("missing-piece-heads"),
            improvement: phrases("improvement-words"),
            removal: phrases("removal-heads"),
            explanation: phrases("explanation-heads"),
            so_far: phrases("so-far-phrases"),
            note_asides: phrases("note-asides"),
            note_leads: vocabulary.list("note-leads").to_vec(),
            never: phrases("never-phrases"),
            refusal: phrases("refusal-phrases"),
            intended: phrases("intended-phrases"),
            limit: phrases("limit-phrases"),
            unsupported: phrases("unsupported-phrases"),
            pretence: PhraseList::of_stems(vocabulary.list("pretence-stems")),
            delay: PhraseList::of_stems(vocabulary.list("delay-stems")),
            provisional: vocabulary.list("provisional-stems").to_vec(),
            pretending: vocabulary.list("pretence-stems").to_vec(),
            deeds: vocabulary.list("deed-stems").to_vec(),
            admitting: admitting(vocabulary),
            admits: OnceLock::new(),
            senses: SenseTable::new(vocabulary),
        }
    }

    /// Whether a result, error or exception of this name says "not implemented".
    pub fn says_not_implemented(&self, name: &str) -> bool {
        self.not_implemented.in_name(last_part(name))
    }

    /// Whether a statement of this name says "not implemented" and nothing else: `NOT_IMPLEMENTED();`, `PANIC_UNIMPLEMENTED;`.
    pub(super) fn announces_missing(&self, name: &str) -> bool {
        let plain = |word: &str| PHRASE.contains(&word) || ANNOUNCING.contains(&word);
        let may = name.as_bytes().windows(4).any(|part| part.eq_ignore_ascii_case(b"impl"));
        may && self.says_not_implemented(name) && name_words(last_part(name)).split_ascii_whitespace().all(plain)
    }

    /// Whether a call of this name makes an error for what is still to be written: `error_todo()`.
    pub(super) fn makes_placeholder_error(&self, name: &str) -> bool {
        let name = last_part(name);
        let whole = self.senses_of_whole(name).say(Senses::PLACEHOLDER);
        whole || (self.senses(name).say(Senses::ERRS) && name_words(name).contains(" todo "))
    }

    /// Whether a result code of this name says that something is absent here and now.
    pub(super) fn says_absent_here(&self, name: &str) -> bool {
        let name = squeezed(last_part(name));
        self.absent_here.iter().any(|code| name.ends_with(code.as_str()))
    }

    /// What a call of `name`, the plain name at the end of a path, does as far as its words tell.
    pub(crate) fn senses(&self, name: &str) -> Senses {
        self.senses.of(name)
    }

    /// What `call` does, `senses` being those of its plain name: by the words of the name, or by its end where it is handed
    /// a sentence (`lcdinfo("..")`, `berr("..")`).
    pub(crate) fn kind(&self, call: &Call, senses: Senses) -> CallKind {
        match senses.kind() {
            CallKind::Work if reports_by_end(call) => CallKind::Log,
            CallKind::Work if waves_aside(call) => CallKind::Unused,
            kind => kind,
        }
    }

    /// Whether `call` is a macro of C, in capitals, whose text admits something: whatever it does, it says so.
    pub(super) fn is_report(&self, call: &Call) -> bool {
        let capitals = !call.callee.contains(char::is_lowercase) && call.callee.contains(char::is_uppercase);
        call.form == CallForm::Function
            && capitals
            && texts_of(call).iter().any(|(text, _)| in_text(text, self).is_some())
    }

    /// What `name` says as a whole, its words aside: whether a project marks its stubs by it.
    pub(super) fn senses_of_whole(&self, name: &str) -> Senses {
        self.senses.of_whole(name)
    }

    /// Whether `call` marks a stub: by a macro that the vocabulary names, or one whose own name says so: `todo_skip!`,
    /// `stub!`, `api_stub_method!`. `senses` are those of its plain name.
    pub(super) fn marks_stub(&self, call: &Call, senses: Senses) -> bool {
        senses.say(Senses::MARKS_STUB)
            || (call.form == CallForm::Macro && self.is_named_placeholder(&call.callee))
            || (call.form == CallForm::Function && is_stub_macro(&call.callee))
    }

    fn is_named_placeholder(&self, callee: &str) -> bool {
        let name = last_part(callee);
        let begins = |first: &str| self.senses_of_whole(first).say(Senses::PLACEHOLDER);
        name.split('_').any(|word| word == "stub") || name.split_once('_').is_some_and(|(first, _)| begins(first))
    }

    /// Whether `name` is a macro for code that is still to be written.
    pub(crate) fn is_placeholder_macro(&self, name: &str) -> bool {
        self.senses_of_whole(name).say(Senses::PLACEHOLDER)
    }

    /// Whether the macro `name` of a file, which is replaced by `text`, is a placeholder for unwritten code: it holds such a
    /// macro, returns a code or a text that says so, or returns a constant and says so by its name.
    pub(crate) fn expands_to_placeholder(&self, name: &str, text: &str) -> bool {
        let words =
            text.split(|letter: char| !letter.is_alphanumeric() && letter != '_').filter(|word| !word.is_empty());
        let called = |word: &str| self.is_placeholder_macro(word) && text.contains(&format!("{word}!"));
        let coded = |word: &str| self.says_not_implemented(word) || self.says_absent_here(word);
        let leaves = words.clone().any(|word| word == "return");
        let plain = words.clone().all(|word| {
            matches!(word, "return" | "do" | "while")
                || word.chars().all(|digit| digit.is_ascii_digit())
                || is_null(word)
        });
        let named = name_words(name);
        let says = self.pretence.within(&named) || self.delay.within(&named);
        words.clone().any(called) || leaves && (words.clone().any(coded) || plain && says)
    }

    /// Whether `name` as a whole says "not implemented", and nothing else: `not_implemented!`.
    pub(super) fn is_not_implemented(&self, name: &str) -> bool {
        self.not_implemented.is_name(name)
    }

    /// Whether a call of `name`, which may be a path, makes, raises or records an error.
    pub(super) fn is_error_call(&self, name: &str) -> bool {
        self.senses(name).say(Senses::ERRS) || self.says_not_implemented(name)
    }

    /// The markers as whole words, whatever the case.
    pub(super) fn marker(&self) -> &Regex {
        self.marker.get_or_init(|| marker(&self.markers))
    }

    /// Whether a text speaks of a limit that was reached (`too many locals`): a refusal, whatever the error's name.
    pub(super) fn limit_of(&self, text: &str) -> bool {
        self.limit.within(text)
    }

    /// Whether a note may begin with `word` before it says what is to be done.
    pub(super) fn leads_note(&self, word: &str) -> bool {
        self.note_leads.iter().any(|lead| lead.eq_ignore_ascii_case(word))
    }

    /// Whether a comment says that the place where it stands is never reached.
    pub(super) fn says_never(&self, text: &str) -> bool {
        self.never.within(text)
    }

    /// Whether a remark says that something is left out for the time being: "skip these for now"; not where it is an idea
    /// for later ("may be of use in the future").
    pub(super) fn is_put_off(&self, text: &str) -> bool {
        self.put_off.within(text) && self.omission.within(text) && !self.reserved.within(text)
    }

    /// Whether a text speaks of what is so for the time being.
    pub(super) fn is_for_now(&self, text: &str) -> bool {
        self.so_far.within(text)
    }

    /// Whether a text holds a word of delay or pretence.
    pub fn may_put_off(&self, text: &str) -> bool {
        self.delay.within(text) || self.pretence.within(text)
    }

    /// Whether `word`, in lower case, is one of pretence.
    pub(super) fn is_pretence(&self, word: &str) -> bool {
        self.pretending.iter().any(|stem| word.starts_with(stem.as_str()))
    }

    /// Whether `word`, in lower case, is one for what is good enough for a while.
    pub(super) fn is_provisional(&self, word: &str) -> bool {
        self.provisional.iter().any(|stem| word.starts_with(stem.as_str()))
    }

    /// Whether `word`, in lower case, is one for a deed that code does or lacks.
    pub(super) fn is_deed(&self, word: &str) -> bool {
        self.deeds.iter().any(|stem| word.starts_with(stem.as_str()))
    }

    /// Whether a text says that something is not supported, by design.
    pub(super) fn declines(&self, text: &str) -> bool {
        self.unsupported.within(text)
    }

    /// Whether a text or comment can admit anything: it holds a phrase for a stub, an excuse, or a marker. A quick look
    /// that lets more pass.
    pub(super) fn may_admit(&self, text: &str) -> bool {
        let compile = || BytesRegexBuilder::new(&self.admitting).case_insensitive(true).unicode(false).build().ok();
        self.admits.get_or_init(compile).as_ref().is_none_or(|admits| admits.is_match(text.as_bytes()))
    }

    /// A pattern (of the `regex` crate, whatever the case) that is found in every function which can be wanting by what
    /// stands in it: in its extent or its comments. A scan may pass over every function in which it is not found.
    pub fn trigger(&self, vocabulary: &Vocabulary) -> String {
        let phrases = ["stub-phrases", "stub-words", "stub-orders", "excuse-phrases", "put-off-phrases"];
        let names = ["not-implemented-names", "absent-here-names"];
        let plain = ["placeholder-macros", "stub-macros", "admitting-calls", "markers"];
        let said = phrases.iter().flat_map(|list| vocabulary.list(list)).map(|phrase| spread(phrase, GAP));
        let named = names.iter().flat_map(|list| vocabulary.list(list)).map(|name| spread(name, r"[\W_]*"));
        let called =
            plain.iter().flat_map(|list| vocabulary.list(list)).map(|name| regex::escape(name.trim_end_matches('!')));
        let own = std::iter::once("makegood:".to_owned());
        let short = shortfall::TRIGGERS.iter().map(|words| spread(words, GAP));
        own.chain(said).chain(short).chain(named).chain(called).collect::<Vec<_>>().join("|")
    }
}

/// A pattern that is found in every text which holds a hint ([`hints`]); it is asked of short functions with comments only.
pub fn hint_trigger(vocabulary: &Vocabulary) -> String {
    let stems = ["pretence-stems", "provisional-stems", "delay-stems"]
        .into_iter()
        .flat_map(|list| vocabulary.list(list))
        .map(String::as_str);
    let words = hints::TRIGGERS.iter().copied().chain(stems).map(|word| spread(word, GAP));
    words.chain([PLACED.to_owned()]).collect::<Vec<_>>().join("|")
}

/// "here" at the end of a sentence or a line.
const PLACED: &str = r"\bhere\W*?(?:[.!]|\n|\*/|$)";

fn is_null(word: &str) -> bool {
    matches!(word, "NULL" | "false" | "true" | "None")
}

/// The words of "not implemented" in names.
const PHRASE: &[&str] =
    &["not", "yet", "implemented", "impl", "unimplemented", "notimplemented", "notimpl", "implement"];

/// What may stand beside them in the name of what only says so.
const ANNOUNCING: &[&str] = &[
    "panic", "fatal", "abort", "die", "trap", "bug", "error", "err", "warn", "warning", "log", "print", "report",
    "debug", "trace", "function", "func", "fn", "feature", "method", "code", "path", "case", "this", "is", "here",
];

/// `VIDEO_STUB();`: a macro of C, in capitals, that has the word in its name.
fn is_stub_macro(name: &str) -> bool {
    !name.contains(char::is_lowercase) && name.split('_').any(|word| word == "STUB")
}

/// What may stand between two words of a phrase in a source text: also a line end that is written out, which counts as a
/// blank where the text is read.
const GAP: &str = r"(?:[\s\W_]|\\[nrt])+";

/// A pattern that is found in every text and comment which admits something, and in some others.
fn admitting(vocabulary: &Vocabulary) -> String {
    let lists = ["stub-phrases", "stub-words", "stub-orders", "excuse-phrases", "put-off-phrases", "markers"];
    let said = lists.iter().flat_map(|list| vocabulary.list(list));
    let said = said.map(|phrase| spread(phrase, GAP));
    said.chain(shortfall::TRIGGERS.iter().map(|words| spread(words, GAP))).collect::<Vec<_>>().join("|")
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

/// How names of log macros end that a subsystem's letters are put before; `LOGD` and its kin end in the letter of a level.
const LOG_ENDS: &[&str] = &["info", "warn", "err", "dbg", "debug", "error", "trace", "printf"];

/// The most letters of a subsystem before such an end.
const SUBSYSTEM: usize = 6;

fn reports_by_end(call: &Call) -> bool {
    let says =
        matches!(call.arguments.first().map(|first| &first.kind), Some(ExprKind::Text(text)) if text.contains(' '));
    if !says {
        return false;
    }
    let name = last_part(&call.callee).to_ascii_lowercase();
    let level = name.strip_suffix(['d', 'e', 'i', 'w', 'v']).and_then(|name| name.strip_suffix("log"));
    let before = LOG_ENDS.iter().find_map(|end| name.strip_suffix(end)).or(level);
    before.is_some_and(|before| before.len() <= SUBSYSTEM && before.chars().all(char::is_alphanumeric))
}

/// `MAYUSE(x);`: a macro that by its name says of one thing that it is used or not.
fn waves_aside(call: &Call) -> bool {
    let [Expr { kind: ExprKind::Name(_), .. }] = call.arguments.as_slice() else { return false };
    call.callee.contains("USE") && !call.callee.contains(char::is_lowercase)
}
