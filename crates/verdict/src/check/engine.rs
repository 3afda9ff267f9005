//! What every file is read and judged with: made once for a run.

use std::sync::OnceLock;

use regex::bytes::{Regex, RegexBuilder};

use analysis::{FileNames, HINT_REACH, Lexicon, facts, header_admission, hint_trigger, is_telling};
use model::{
    Admission, Comment, Complaint, Finding, FunctionFacts, Match, Outcome, RuleInfo, Severity, SourceText, Subject,
    UnreadText, Vocabulary,
};
use rules::{Catalogue, evaluate};
use rules::{Policy, weigh_complaint};
use syntax::{Bodies, Opened, Wanted};

/// Rules, words and policy of a run.
#[derive(Debug)]
pub struct Engine {
    pub(crate) catalogue: Catalogue,
    pub(crate) policy: Policy,
    vocabulary: Vocabulary,
    lexicon: Lexicon,
    prefilter: bool,
    /// Compiled when a whole scan first asks; a change is read without it.
    trigger: OnceLock<Option<Regex>>,
    /// The same for short functions with comments.
    hint_trigger: OnceLock<Option<Regex>>,
}

impl Engine {
    /// Puts together what a run needs. Without `prefilter` every function is read, also those that hold no word by which
    /// a rule could flag them.
    pub fn new(catalogue: Catalogue, vocabulary: Vocabulary, policy: Policy, prefilter: bool) -> Self {
        let lexicon = Lexicon::new(&vocabulary);
        Self {
            catalogue,
            policy,
            vocabulary,
            lexicon,
            prefilter,
            trigger: OnceLock::new(),
            hint_trigger: OnceLock::new(),
        }
    }

    /// What the project says about weights.
    pub fn policy(&self) -> &Policy {
        &self.policy
    }

    /// What output formats need to know of the rules.
    pub fn rule_infos(&self) -> Vec<RuleInfo> {
        self.catalogue.rule_infos()
    }

    /// The finding for what a stage found of its own accord; `None` where policy turns the rule off.
    ///
    /// # Panics
    /// When the catalogue has no file for the rule, which is a mistake of the stage.
    pub fn weigh(&self, complaint: Complaint) -> Option<Finding> {
        let rule = self.catalogue.get(complaint.rule);
        let rule = rule.unwrap_or_else(|| panic!("there is no rules/{}.toml", complaint.rule));
        weigh_complaint(complaint, rule.severity, &rule.help, &self.policy)
    }

    /// Makes what only a scan of whole files asks for, so that no thread has to wait for it at the first file.
    pub fn prepare(&self) {
        self.may_matter("");
    }

    /// Whether a function with this text can be flagged by what stands in it.
    pub(crate) fn may_matter(&self, text: &str) -> bool {
        !self.prefilter || self.holds_trigger(text)
    }

    /// Whether a word stands in `text` by which a built-in rule could flag it; always, where there are rules of the project.
    pub(crate) fn holds_trigger(&self, text: &str) -> bool {
        let compile = || compiled(&self.lexicon.trigger(&self.vocabulary));
        let trigger = || self.trigger.get_or_init(compile).as_ref();
        !self.catalogue.is_builtin()
            || trigger().is_none_or(|trigger| trigger.is_match(text.as_bytes()))
            || self.may_hint(text)
    }

    /// Whether there is a rule with this id.
    pub fn has_rule(&self, id: &str) -> bool {
        self.catalogue.get(id).is_some()
    }

    /// Whether a function with this text is short, and a comment or text in it may hint at lack.
    fn may_hint(&self, text: &str) -> bool {
        let compile = || compiled(&hint_trigger(&self.vocabulary));
        let trigger = || self.hint_trigger.get_or_init(compile).as_ref();
        let comments = || {
            memchr::memmem::find(text.as_bytes(), b"//").is_some()
                || memchr::memmem::find(text.as_bytes(), b"/*").is_some()
                || memchr::memmem::find(text.as_bytes(), b"#warning").is_some()
                || memchr::memmem::find(text.as_bytes(), b"#pragma message").is_some()
        };
        let texts = || memchr::memchr(b'"', text.as_bytes()).is_some() && self.lexicon.may_put_off(text);
        text.len() <= HINT_REACH
            && (texts() || comments() && trigger().is_none_or(|trigger| trigger.is_match(text.as_bytes())))
    }

    /// Whether one of a function's `comments` can admit or suppress anything.
    pub(crate) fn may_tell(&self, comments: &[Comment], source: &SourceText) -> bool {
        comments.iter().any(|comment| is_telling(comment, source, &self.lexicon))
    }

    /// What the comment at the top of a file admits for the functions in it.
    pub(crate) fn header_admission(&self, source: &SourceText) -> Option<Admission> {
        header_admission(source, &self.lexicon)
    }

    /// What the names that a file defines stand for.
    pub(crate) fn file_names(&self, opened: &dyn Opened) -> FileNames {
        FileNames::new(&opened.definitions(), &self.lexicon)
    }

    /// The facts of those functions of `opened` that `wanted` asks for, and the text outside of them that could not be read.
    pub(crate) fn read(&self, opened: &dyn Opened, wanted: &Wanted) -> (Vec<FunctionFacts>, Vec<UnreadText>) {
        let Bodies { mut functions, unread } = opened.bodies(wanted);
        if !functions.is_empty() {
            let names = self.file_names(opened);
            functions.iter_mut().for_each(|function| names.expand(function));
        }
        let of = |function| facts(function, opened.source(), opened.language(), opened.exclusions(), &self.lexicon);
        (functions.into_iter().map(of).collect(), unread)
    }

    /// The one thing that rules find in `subject`.
    pub(crate) fn find(&self, subject: &Subject) -> Option<Match> {
        evaluate(&self.catalogue, subject, &self.vocabulary)
    }

    /// Whether what was found says that the function as a whole is not there.
    pub(crate) fn is_stub(&self, found: &Match) -> bool {
        found.severity == Severity::Error
    }

    /// Whether a function only makes the answer "not implemented", as its name says: not it is a stub, but who answers so.
    pub(crate) fn answers_for_stubs(&self, facts: &FunctionFacts) -> bool {
        facts.outcome == Outcome::NotImplemented && self.lexicon.says_not_implemented(&facts.head.name)
    }
}

fn compiled(pattern: &str) -> Option<Regex> {
    RegexBuilder::new(pattern).case_insensitive(true).unicode(false).build().ok()
}
