//! A rule: what a rule file says, checked.

use std::collections::BTreeMap;

use super::condition::Condition;
use super::named::{Named, OneOf, named};
use super::spanned::Spanned;
use super::template::Template;
use model::{LanguageId, NameList, RuleInfo, Severity};

/// A rule that was read and found sound.
#[derive(Debug, Clone, PartialEq)]
pub struct Rule {
    /// The name of the problem: `not-implemented`.
    pub id: String,
    /// A few words.
    pub title: String,
    /// The severity before policy.
    pub severity: Severity,
    /// Why it matters, in sentences.
    pub why: String,
    /// What to do about it, in sentences.
    pub help: String,
    /// How it is found.
    pub found_by: FoundBy,
    /// Code that it must flag.
    pub flags: Vec<Example>,
    /// Code that it must spare.
    pub spares: Vec<Example>,
    /// What it flags and spares that is no code of one file.
    pub shown: Vec<Illustration>,
    /// The file it was read from.
    pub path: String,
}

/// How a rule is found.
#[derive(Debug, Clone, PartialEq)]
pub enum FoundBy {
    /// By a condition over the facts of a function.
    Condition(Box<Matcher>),
    /// By a stage of its own accord: what it finds is told by more than the facts of one function.
    Stage(Stage),
}

/// A condition, and what is said of the functions for which it holds.
#[derive(Debug, Clone, PartialEq)]
pub struct Matcher {
    /// Of several matching rules with the same severity the one with the lowest rank is reported.
    pub rank: i64,
    /// What is said of a function.
    pub message: Template,
    /// Which text is shown: the first of these that the function has, else its name.
    pub show: OneOf<Show>,
    /// The rule's own word lists.
    pub words: BTreeMap<String, NameList>,
    /// What a function must be like.
    pub when: Condition,
}

/// A stage that finds something of its own accord.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// `spec`: what is wrong with a task's text.
    Spec,
    /// `evidence`: what tests and coverage tell.
    Evidence,
    /// `judge`: promises, claims, dependencies and suppressions held against what there is.
    Judge,
    /// `prove`: what no test notices.
    Prove,
}

named!(Stage, "a stage", Spec => "spec", Evidence => "evidence", Judge => "judge", Prove => "prove");

/// What of a function is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Show {
    /// The sign that it is not implemented.
    Sign,
    /// The admission.
    Admission,
    /// The function's name.
    Name,
    /// The call that it is as a whole.
    Call,
    /// The marker that hides it from coverage.
    Exclusion,
    /// The branch that does nothing.
    Branch,
    /// The whole body.
    Body,
}

named!(Show, "something to show",
    Sign => "sign", Admission => "admission", Name => "name", Call => "call", Exclusion => "exclusion",
    Branch => "branch", Body => "body");

/// A piece of code and why it is flagged or spared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    /// The language.
    pub language: LanguageId,
    /// The text of a whole file.
    pub code: String,
    /// Why it is flagged or spared.
    pub why: String,
    /// The function that it is about, plain or qualified; `None` where any function counts.
    pub function: Option<String>,
    /// The file before the change; `None` where it is new.
    pub base: Option<String>,
    /// The file's path.
    pub path: String,
    /// For spared code: the rule that flags it instead; `None` where no rule may.
    pub instead: Option<String>,
    /// For flagged code: the rule that flags the same function as well.
    pub beside: Option<String>,
}

/// Something that is flagged or spared and that no run over one file can show: a task's text, a history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Illustration {
    /// Whether it is flagged or spared.
    pub kind: IllustrationKind,
    /// Why it is flagged or spared.
    pub why: String,
    /// The text, as it is shown.
    pub text: String,
}

/// What an illustration shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IllustrationKind {
    /// What the rule flags.
    Flagged,
    /// What it spares.
    Spared,
}

named!(IllustrationKind, "a kind of illustration", Flagged => "flagged", Spared => "spared");

impl Rule {
    /// What an output format needs to know.
    pub fn info(&self) -> RuleInfo {
        RuleInfo {
            id: self.id.clone(),
            title: self.title.clone(),
            severity: self.severity,
            why: self.why.clone(),
            help: self.help.clone(),
        }
    }

    /// How it is held against functions; `None` where a stage finds it.
    pub fn matcher(&self) -> Option<&Matcher> {
        match &self.found_by {
            FoundBy::Condition(matcher) => Some(matcher),
            FoundBy::Stage(_) => None,
        }
    }

    /// The names of the rules whose conditions this one refers to.
    pub fn refers_to(&self) -> impl Iterator<Item = &Spanned<String>> {
        let tree = self.matcher().map(|matcher| matcher.when.tree()).unwrap_or_default();
        tree.into_iter().flat_map(|condition| condition.flagged_by.iter().flatten())
    }
}
