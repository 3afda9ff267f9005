//! Tests that stand in comments: a whole function with its attribute.

use crate::rust::lexer::{CommentKind, RawComment};
use crate::rust::tokens::Tokens;
use model::{Span, TestDefinition};

/// The tests in the comments of the file. Their spans are those of the comment around.
pub(super) fn commented(tokens: &Tokens) -> Vec<TestDefinition> {
    blocks(tokens).into_iter().flat_map(|(text, span)| tests_in(&text, span)).collect()
}

fn tests_in(text: &str, span: Span) -> Vec<TestDefinition> {
    let plausible = text.contains("test") && text.contains("#[") && text.contains("fn ");
    if !plausible {
        return Vec::new();
    }
    let inside = super::tests(&Tokens::new(text)).tests;
    let whole = inside.into_iter().filter(|test| !test.framework.starts_with("doctest"));
    whole.map(|test| TestDefinition { framework: "comment", name_span: span, span, ..test }).collect()
}

/// The plain comments of the file, consecutive lines as one, without their markers.
fn blocks(tokens: &Tokens) -> Vec<(String, Span)> {
    let mut found: Vec<(String, Span, bool)> = Vec::new();
    for comment in &tokens.comments {
        let Some(text) = content(tokens, comment) else { continue };
        let line = comment.kind == CommentKind::Line;
        match found.last_mut().filter(|last| line && last.2 && adjoins(tokens, last.1, comment.span)) {
            Some((all, span, _)) => {
                all.push('\n');
                all.push_str(text);
                span.end = comment.span.end;
            }
            None => found.push((text.to_owned(), comment.span, line)),
        }
    }
    found.into_iter().map(|(text, span, _)| (text, span)).collect()
}

fn content<'a>(tokens: &Tokens<'a>, comment: &RawComment) -> Option<&'a str> {
    let text = &tokens.text[comment.span.start..comment.span.end];
    match comment.kind {
        CommentKind::Line => Some(text.trim_start_matches('/')),
        CommentKind::Block => Some(text.trim_start_matches("/*").trim_end_matches("*/")),
        CommentKind::OuterDoc | CommentKind::InnerDoc => None,
    }
}

fn adjoins(tokens: &Tokens, last: Span, next: Span) -> bool {
    let between = &tokens.text[last.end..next.start];
    between.trim().is_empty() && between.matches('\n').count() == 1
}
