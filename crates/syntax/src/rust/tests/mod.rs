//! Tests of a Rust file, told from its tokens: by attributes, by macros, in documentation.

mod called_names;
mod cases;
mod commented;
mod doctests;
mod escapes;
mod frameworks;
mod makers;

use std::collections::HashMap;

use super::attributes::Attribute;
use super::items::ItemKind;
use super::tokens::Tokens;
use crate::rust::item_walk::{Noted, Survey, Surveyed, survey_items};
use called_names::plain_text;
use frameworks::{Framework, framework};
use model::{Condition, FilePart, FunctionCalls, FunctionHead, Ignored, Span, TestDefinition, TestFacts, UnreadText};

/// What the file of `tokens` tells of tests.
pub(super) fn tests(tokens: &Tokens) -> TestFacts {
    let survey = survey_items(tokens);
    let by_start = survey.items.iter().map(|noted| (noted.item.tokens.start, noted)).collect();
    let reader = Reader { tokens, survey: &survey, by_start };
    let mut facts = TestFacts {
        functions: survey.functions.iter().map(|surveyed| reader.calls(surveyed)).collect(),
        parts: survey.items.iter().filter_map(|noted| reader.part(noted)).collect(),
        traits: survey.items.iter().filter_map(|noted| reader.declared_trait(noted)).collect(),
        unread: reader.documentation_from_elsewhere(),
        ..TestFacts::default()
    };
    facts.tests = survey.functions.iter().filter_map(|surveyed| reader.test(surveyed)).collect();
    makers::add(&mut facts, tokens, &survey.items);
    facts.tests.extend(doctests::doctests(tokens, &survey));
    facts.tests.extend(commented::commented(tokens));
    facts.tests.sort_by_key(|test| test.span);
    facts
}

struct Reader<'s, 'a> {
    tokens: &'s Tokens<'a>,
    survey: &'s Survey,
    /// The items by their first token.
    by_start: HashMap<usize, &'s Noted>,
}

impl Reader<'_, '_> {
    fn calls(&self, surveyed: &Surveyed) -> FunctionCalls {
        let head = &surveyed.head;
        FunctionCalls::of(head, "()", called_names::of_function(self.tokens, head), head.body_hash)
    }

    fn test(&self, surveyed: &Surveyed) -> Option<TestDefinition> {
        let head = &surveyed.head;
        let attributes = self.attributes(surveyed);
        let framework = self.framework(surveyed, &attributes)?;
        let cases = cases::cases(self.tokens, &attributes, head);
        let mut body = called_names::of_function(self.tokens, head);
        body.failures.extend(framework.failure);
        if attributes.iter().any(|attribute| attribute.is(self.tokens, "should_panic")) {
            body.failures.push(model::FailureWay::ExpectedDeath);
        }
        body.remarks = called_names::remarks(self.tokens, head.extent);
        Some(TestDefinition {
            name: head.qualified.clone(),
            name_span: head.name_span,
            span: head.span,
            framework: framework.name,
            cases: cases.count,
            more_cases: cases.more,
            ignored: self.ignored(&attributes, head).or_else(|| never(&head.conditions, head.name_span)),
            conditions: head.conditions.iter().filter(|condition| !is_for_tests(condition)).cloned().collect(),
            needs_registration: false,
            body,
            body_hash: head.body_hash,
        })
    }

    fn attributes(&self, surveyed: &Surveyed) -> Vec<Attribute> {
        let start = self.tokens.within(surveyed.head.span).start;
        self.by_start.get(&start).map(|noted| noted.item.attributes.clone()).unwrap_or_default()
    }

    /// By whose rules the function is a test: by its attributes, or by the macro around it.
    fn framework(&self, surveyed: &Surveyed, attributes: &[Attribute]) -> Option<Framework> {
        let around = surveyed.in_macro.then(|| self.macro_around(surveyed.head.span)).flatten();
        framework(self.tokens, attributes, around)
    }

    /// The innermost macro invocation around `span`.
    fn macro_around(&self, span: Span) -> Option<&str> {
        let around = self.survey.items.iter().rev().find_map(|noted| match &noted.item.kind {
            ItemKind::Macro { path, body } if self.tokens.extent(body).contains(span) => Some(path.end - 1),
            _ => None,
        });
        around.map(|at| self.tokens.str(at))
    }

    fn ignored(&self, attributes: &[Attribute], head: &FunctionHead) -> Option<Ignored> {
        let attribute = attributes.iter().find(|attribute| attribute.is(self.tokens, "ignore"))?;
        let content = attribute.content();
        let given = content.clone().nth(2).filter(|_| self.tokens.is_punct(content.start + 1, b'='));
        let span = attribute.span(self.tokens);
        let reason = given.map(|at| plain_text(self.tokens.str(at)).to_owned());
        let reason =
            reason.or_else(|| called_names::comment_around(self.tokens, head)).filter(|reason| !reason.is_empty());
        Some(Ignored { reason, span })
    }

    fn declared_trait(&self, noted: &Noted) -> Option<String> {
        let ItemKind::Trait { name, .. } = noted.item.kind else { return None };
        Some(self.tokens.str(name).to_owned())
    }

    /// `mod x;`
    fn part(&self, noted: &Noted) -> Option<FilePart> {
        let ItemKind::Named { name } = noted.item.kind else { return None };
        if !self.tokens.is_word(name.checked_sub(1)?, "mod") {
            return None;
        }
        let path = noted.item.attributes.iter().find(|attribute| attribute.is(self.tokens, "path"));
        let path = path.map(|attribute| plain_text(self.tokens.str(attribute.content().end - 1)).to_owned());
        Some(FilePart {
            name: format!("{}{}", noted.prefix, self.tokens.str(name)),
            path,
            span: self.tokens.span(name),
            conditions: noted.conditions.clone(),
        })
    }

    /// `#![doc = include_str!("../README.md")]`: the tests in there are those of a file that is not read.
    fn documentation_from_elsewhere(&self) -> Vec<UnreadText> {
        let tokens = self.tokens;
        let included = tokens.all().filter(|&at| at > 1 && tokens.is_word(at, "include_str"));
        let documents = included.filter(|&at| tokens.is_word(at - 2, "doc") && tokens.is_punct(at - 1, b'='));
        documents
            .map(|at| UnreadText { span: tokens.span(at), reason: "documentation from another file".to_owned() })
            .collect()
    }
}

/// A condition that never holds leaves a test out: `cfg(any())`.
fn never(conditions: &[Condition], span: Span) -> Option<Ignored> {
    let condition = conditions.iter().find(|condition| condition.never_holds())?;
    let not = if condition.negated { "not " } else { "" };
    Some(Ignored { reason: Some(format!("{not}{} never holds", condition.text)), span })
}

fn is_for_tests(condition: &Condition) -> bool {
    !condition.negated && condition.text == "test"
}
