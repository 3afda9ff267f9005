//! A rule: what a rule file says, checked.

use std::collections::BTreeMap;

use toml::Spanned;

use super::condition::Condition;
use super::named::{Named, OneOf, named};
use super::template::Template;
use crate::model::{LanguageId, RuleInfo, Severity};

/// A rule that was read and found sound.
#[derive(Debug, Clone, PartialEq)]
pub struct Rule {
    /// The name of the problem: `not-implemented`.
    pub id: String,
    /// A few words.
    pub title: String,
    /// The severity before policy.
    pub severity: Severity,
    /// Of several matching rules with the same severity the one with the lowest rank is reported.
    pub rank: i64,
    /// What is said of a function.
    pub message: Template,
    /// Which text is shown: the first of these that the function has, else its name.
    pub show: OneOf<Show>,
    /// Why it matters, in sentences.
    pub why: String,
    /// What to do about it, in sentences.
    pub help: String,
    /// The rule's own word lists.
    pub words: BTreeMap<String, Vec<String>>,
    /// What a function must be like.
    pub when: Condition,
    /// Code that it must flag.
    pub flags: Vec<Example>,
    /// Code that it must spare.
    pub spares: Vec<Example>,
    /// The file it was read from.
    pub path: String,
}

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
}

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

    /// The names of the rules whose conditions this one refers to.
    pub fn refers_to(&self) -> impl Iterator<Item = &Spanned<String>> {
        self.when.tree().into_iter().flat_map(|condition| condition.flagged_by.iter().flatten())
    }
}
