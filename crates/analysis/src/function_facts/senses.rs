//! What the words of a name say of a call. Each call is held against many lists of words, again and again: one look at its
//! name answers for all of them.

use model::{NameMap, Vocabulary, name_words};

/// What a call does, as far as its name tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CallKind {
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

/// The lists of calls by what they do; the first that a name is in tells. The n-th is bit n of [`Senses`].
const KINDS: &[(&str, CallKind)] = &[
    ("unused-calls", CallKind::Unused),
    ("assert-calls", CallKind::Assert),
    ("log-calls", CallKind::Log),
    ("check-calls", CallKind::Check),
    ("lock-calls", CallKind::Lock),
    ("cleanup-calls", CallKind::Cleanup),
];

/// What a name says, a bit for each thing that can be asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Senses(u32);

impl Senses {
    /// It asserts.
    pub(crate) const ASSERTS: Self = Self(1 << 8);
    /// It ends the program or the thread of control.
    pub(crate) const PANICS: Self = Self(1 << 9);
    /// It makes, raises or records an error.
    pub(crate) const ERRS: Self = Self(1 << 10);
    /// It does not come back: it raises or throws.
    pub(crate) const RAISES: Self = Self(1 << 11);
    /// It ends something, but a function may well call it as its job (`exit`).
    pub(crate) const ENDS: Self = Self(1 << 12);
    /// It makes a result of a code.
    pub(crate) const MAKES_RESULT: Self = Self(1 << 13);
    /// It leaves an error behind for the caller.
    pub(crate) const RECORDS: Self = Self(1 << 14);
    /// It is the name of a place for results.
    pub(crate) const IS_RESULT: Self = Self(1 << 15);
    /// It reports: for a function of this name, to print is its job.
    pub(crate) const REPORTS: Self = Self(1 << 16);
    /// It is a macro that stands for code still to be written.
    pub(crate) const PLACEHOLDER: Self = Self(1 << 17);
    /// It is a macro by which the project marks its stubs.
    pub(crate) const MARKS_STUB: Self = Self(1 << 18);
    /// To call it is an admission.
    pub(crate) const ADMITS: Self = Self(1 << 19);
    /// One of its words begins a phrase of several.
    const OPENS_PHRASE: Self = Self(1 << 20);

    /// Whether it says what is asked.
    pub(crate) fn say(self, asked: Self) -> bool {
        self.0 & asked.0 != 0
    }

    /// What a call of this name does.
    pub(super) fn kind(self) -> CallKind {
        if self.say(Self::ADMITS) || self.say(Self::MARKS_STUB) {
            return CallKind::Log;
        }
        let first = self.0.trailing_zeros() as usize;
        KINDS.get(first).map_or(CallKind::Work, |(_, kind)| *kind)
    }

    fn add(&mut self, other: Self) {
        self.0 |= other.0;
    }
}

/// Words that say the same in every project.
const WORDS: &[(Senses, &[&str])] = &[
    (Senses::RAISES, &["raise", "throw", "longjmp", "noreturn"]),
    (Senses::ENDS, &["exit", "die", "trap", "fatal"]),
    (Senses::MAKES_RESULT, &["result", "reply", "response", "return", "set", "status", "hresult", "code", "ret"]),
    (Senses::RECORDS, &["set", "err", "error", "errno", "status", "reply", "respond", "report"]),
    (Senses::IS_RESULT, &["errno", "err", "error", "status", "code", "ret", "result", "rc"]),
    (
        Senses::REPORTS,
        &[
            "print", "show", "dump", "display", "help", "usage", "report", "write", "banner", "version", "log", "warn",
            "error", "debug", "trace", "emit", "message", "puts", "output", "main", "fmt",
        ],
    ),
];

/// Lists of words that names are held against.
const LISTS: &[(Senses, &str)] =
    &[(Senses::ASSERTS, "assert-calls"), (Senses::PANICS, "panic-calls"), (Senses::ERRS, "error-calls")];

/// Lists of whole names.
const NAMES: &[(Senses, &str)] = &[
    (Senses::PLACEHOLDER, "placeholder-macros"),
    (Senses::MARKS_STUB, "stub-macros"),
    (Senses::ADMITS, "admitting-calls"),
];

/// What words and names say.
#[derive(Debug, Clone, Default)]
pub(super) struct SenseTable {
    words: NameMap<String, Senses>,
    /// Several words in a row, as [`name_words`] gives them.
    phrases: Vec<(String, Senses)>,
    /// Whole names.
    names: NameMap<String, Senses>,
}

impl SenseTable {
    /// What the lists of `vocabulary` say.
    pub(super) fn new(vocabulary: &Vocabulary) -> Self {
        let mut table = Self::default();
        for (bit, (list, _)) in KINDS.iter().enumerate() {
            vocabulary.list(list).iter().for_each(|entry| table.add_words(entry, Senses(1 << bit)));
        }
        for (senses, list) in LISTS {
            vocabulary.list(list).iter().for_each(|entry| table.add_entry(entry, *senses));
        }
        for (senses, words) in WORDS {
            words.iter().for_each(|word| table.add_words(word, *senses));
        }
        for (senses, list) in NAMES {
            let marks = *senses == Senses::MARKS_STUB;
            let plain = |name: &String| if marks { name.trim_end_matches('!').to_owned() } else { name.clone() };
            vocabulary.list(list).iter().for_each(|name| table.names.entry(plain(name)).or_default().add(*senses));
        }
        table
    }

    /// Adds an entry of a list; one that begins with `=` stands for the whole name.
    fn add_entry(&mut self, entry: &str, senses: Senses) {
        match entry.strip_prefix('=') {
            Some(whole) => self.names.entry(whole.to_owned()).or_default().add(senses),
            None => self.add_words(entry, senses),
        }
    }

    fn add_words(&mut self, entry: &str, senses: Senses) {
        let phrase = name_words(entry);
        let mut words = phrase.split_ascii_whitespace();
        let Some(first) = words.next() else { return };
        let several = words.next().is_some();
        let said = if several { Senses::OPENS_PHRASE } else { senses };
        self.words.entry(first.to_owned()).or_default().add(said);
        if several {
            self.phrases.push((phrase, senses));
        }
    }

    /// What `name` says as a whole, its words aside.
    pub(super) fn of_whole(&self, name: &str) -> Senses {
        self.names.get(name).copied().unwrap_or_default()
    }

    /// What `name` says.
    pub(super) fn of(&self, name: &str) -> Senses {
        let words = name_words(name);
        let mut senses = self.of_whole(name);
        let known = words.split_ascii_whitespace().filter_map(|word| self.words.get(word));
        known.for_each(|said| senses.add(*said));
        if senses.say(Senses::OPENS_PHRASE) {
            let phrases = self.phrases.iter().filter(|(phrase, _)| words.contains(phrase.as_str()));
            phrases.for_each(|(_, said)| senses.add(*said));
        }
        senses
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn senses(name: &str) -> Senses {
        let mut vocabulary = Vocabulary::default();
        for (list, entry) in [
            ("log-calls", "log"),
            ("assert-calls", "return if fail"),
            ("error-calls", "=_fail"),
            ("admitting-calls", "LOG_STUB"),
            ("stub-macros", "skip!"),
        ] {
            vocabulary.extend(list, [entry.to_owned()]);
        }
        SenseTable::new(&vocabulary).of(name)
    }

    #[test]
    fn a_kind_is_told_by_words_and_phrases() {
        assert_eq!(senses("my_log").kind(), CallKind::Log);
        assert_eq!(senses("g_return_if_fail").kind(), CallKind::Assert);
        assert!(senses("g_return_if_fail").say(Senses::ASSERTS));
        assert_eq!(senses("return_fail").kind(), CallKind::Work);
        assert_eq!(senses("skip").kind(), CallKind::Log);
    }

    #[test]
    fn whole_names_are_told_by_no_part() {
        assert!(senses("_fail").say(Senses::ERRS) && !senses("my_fail").say(Senses::ERRS));
        assert!(senses("LOG_STUB").say(Senses::ADMITS) && !senses("log_stub").say(Senses::ADMITS));
    }

    #[test]
    fn a_name_says_several_things() {
        let raised = senses("raise_error");
        assert!(raised.say(Senses::RAISES) && raised.say(Senses::RECORDS) && raised.say(Senses::REPORTS));
    }
}
