//! Tests of a C file, told from its tokens: by the macros that define them and the calls that hand them to a runner.

mod called_names;
mod commented;
mod frameworks;
mod registrations;

use super::comments;
use super::definitions;
use super::directives::{DirectiveKind, define_of, tokens_of};
use super::hash;
use super::items::{self, Definition};
use super::scan::Scan;
use super::tokens::{Kind, Token};
use frameworks::Defined;
use model::{
    BodyWords, FilePart, FunctionCalls, FunctionHead, Ignored, Linkage, Role, Span, TestDefinition, TestFacts,
};
use std::collections::HashSet;

/// What the file of `scan` tells of tests.
pub(super) fn tests(scan: &Scan) -> TestFacts {
    let definitions = items::split(scan).definitions;
    let reader = Reader { scan, uses_fixtures: includes(scan, "unity_fixture.h") };
    let heads: Vec<(FunctionHead, &Definition)> =
        definitions.iter().map(|definition| (definitions::head(scan, definition), definition)).collect();
    let mut facts = TestFacts {
        functions: heads.iter().map(|(head, definition)| reader.calls(head, definition)).collect(),
        tests: heads.iter().filter_map(|(head, definition)| reader.test(head, definition)).collect(),
        registered: registrations::registrations(scan, &definitions),
        mentions: registrations::mentions(scan, &definitions),
        parts: reader.parts(),
        ..TestFacts::default()
    };
    facts.tests.extend(commented::commented(scan));
    facts.tests.sort_by_key(|test| test.span);
    facts.functions.extend(reader.macros());
    facts.functions.sort_by_key(|function| function.span);
    facts
}

struct Reader<'s, 't> {
    scan: &'s Scan<'t>,
    /// Whether the file's tests are those of Unity's fixtures.
    uses_fixtures: bool,
}

impl Reader<'_, '_> {
    fn words(&self, head: &FunctionHead, definition: &Definition) -> BodyWords {
        let close = definition.close.unwrap_or(definition.open);
        let params: HashSet<&str> = head.params.iter().map(|param| param.name.as_str()).collect();
        let mut found = called_names::of_tokens(self.scan, &self.code(definition.open, close), params);
        let hands_out = !matches!(head.return_type.as_str(), "void" | "");
        found.failures.retain(|failure| hands_out || *failure != model::FailureWay::Status);
        found
    }

    /// The tokens from `first` to `last` without directives.
    fn code(&self, first: usize, last: usize) -> Vec<Token> {
        let tokens = self.scan.tokens[first..=last].iter();
        tokens.copied().filter(|token| token.kind != Kind::Directive).collect()
    }

    fn calls(&self, head: &FunctionHead, definition: &Definition) -> FunctionCalls {
        let body_hash = hash::of_body(self.scan, head.body);
        FunctionCalls::of(head, "void", self.words(head, definition), body_hash)
    }

    fn test(&self, head: &FunctionHead, definition: &Definition) -> Option<TestDefinition> {
        let defined = frameworks::defined(self.scan, head, definition, self.uses_fixtures)?;
        let mut body = self.words(head, definition);
        body.failures.extend(defined.failure);
        body.remarks = self.remarks(head.extent, head.body.start);
        Some(TestDefinition {
            name: defined.name.clone(),
            name_span: head.name_span,
            span: head.span,
            framework: defined.framework,
            cases: 1,
            more_cases: defined.more_cases,
            ignored: self.ignored(&defined, definition),
            conditions: head.conditions.clone(),
            needs_registration: defined.needs_registration,
            body,
            body_hash: hash::of_body(self.scan, head.body),
        })
    }

    fn remarks(&self, extent: Span, body: usize) -> String {
        let comments = comments::within(self.scan, extent, body);
        comments.into_iter().map(|comment| comment.text).collect::<Vec<_>>().join("\n")
    }

    /// Whether the test is turned off where it is defined, or skips itself before anything else.
    fn ignored(&self, defined: &Defined, definition: &Definition) -> Option<Ignored> {
        let text = |at: usize| self.scan.tokens.get(at).map_or("", |token| self.scan.text_of(*token));
        if let Some(span) = defined.disabled {
            let reason = self.comment_on_line(span);
            return Some(Ignored { reason, span });
        }
        let first = definition.open + 1;
        if !frameworks::is_skip(text(first)) {
            return None;
        }
        let end = (first..self.scan.tokens.len()).find(|&at| self.scan.tokens[at].is(b';'))?;
        let given = (first..end).find(|&at| self.scan.tokens[at].kind == Kind::Text);
        let span = self.scan.tokens[first].span().cover(self.scan.tokens[end].span());
        let reason = given.map(|at| text(at).trim_matches('"').to_owned());
        let reason = reason.or_else(|| self.comment_on_line(span)).filter(|reason| !reason.is_empty());
        Some(Ignored { reason, span })
    }

    /// The comment that stands behind `span` on its line, or directly above it.
    fn comment_on_line(&self, span: Span) -> Option<String> {
        let start = self.scan.text[..span.start].rfind('\n').map_or(0, |at| at + 1);
        let end = self.scan.text[span.end..].find('\n').map_or(self.scan.text.len(), |at| span.end + at);
        let begin = comments::begin_above(self.scan, start);
        let found = comments::within(self.scan, Span::new(begin, end), span.start);
        found.into_iter().map(|comment| comment.text).find(|text| !text.is_empty())
    }

    /// `#include "x.c"`
    fn parts(&self) -> Vec<FilePart> {
        let other = self.scan.directives.iter().filter(|directive| directive.kind == DirectiveKind::Other);
        other.filter_map(|directive| self.part(directive.span)).collect()
    }

    fn part(&self, span: Span) -> Option<FilePart> {
        let path = included(self.scan, span)?;
        (path.ends_with(".c") || path.ends_with(".inc")).then(|| FilePart {
            name: path.to_owned(),
            path: Some(path.to_owned()),
            span,
            conditions: self.scan.conditions_at(span.start),
        })
    }

    /// Macros that call something: test helpers are written as macros as often as functions.
    fn macros(&self) -> Vec<FunctionCalls> {
        let defines = self.scan.directives.iter().filter(|directive| directive.kind == DirectiveKind::Define);
        defines.filter_map(|directive| self.macro_calls(directive.span)).collect()
    }

    fn macro_calls(&self, span: Span) -> Option<FunctionCalls> {
        let define = define_of(self.scan.text, span)?;
        let tokens: Vec<Token> = tokens_of(self.scan.text, span).skip(2).collect();
        let body = called_names::of_tokens(self.scan, &tokens, HashSet::new());
        (!body.calls.is_empty()).then(|| FunctionCalls {
            qualified: define.name.clone(),
            name: define.name,
            name_span: define.span,
            span,
            role: Role::Free,
            linkage: Linkage::External,
            is_macro: true,
            is_test: false,
            returns_value: true,
            body,
            body_hash: 0,
        })
    }
}

/// The path that the directive at `span` includes between quotes.
fn included<'t>(scan: &Scan<'t>, span: Span) -> Option<&'t str> {
    let text = scan.text[span.start..span.end].trim_start_matches('#').trim_start();
    let rest = text.strip_prefix("include")?.trim_start();
    rest.strip_prefix('"')?.split('"').next()
}

fn includes(scan: &Scan, header: &str) -> bool {
    scan.directives.iter().any(|directive| included(scan, directive.span).is_some_and(|path| path.ends_with(header)))
}
