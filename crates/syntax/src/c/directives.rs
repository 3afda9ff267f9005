//! What a preprocessor directive says.

use super::lines::directive_name;
use super::tokens::{Kind, Lexer, Token};
use model::Span;

/// What kind of directive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DirectiveKind {
    /// `#if`, `#ifdef`, `#ifndef`.
    If,
    /// `#elif` and kin.
    Elif,
    /// `#else`.
    Else,
    /// `#endif`.
    Endif,
    /// `#define`.
    Define,
    /// Anything else.
    Other,
}

/// What kind of directive begins at `span`.
pub(super) fn kind_of(text: &str, span: Span) -> DirectiveKind {
    match directive_name(text.as_bytes(), span.start) {
        b"if" | b"ifdef" | b"ifndef" => DirectiveKind::If,
        b"elif" | b"elifdef" | b"elifndef" => DirectiveKind::Elif,
        b"else" => DirectiveKind::Else,
        b"endif" => DirectiveKind::Endif,
        b"define" => DirectiveKind::Define,
        _ => DirectiveKind::Other,
    }
}

/// The condition of an `#if` or `#elif` and whether it is negated (`#ifndef`).
pub(super) fn condition_of(text: &str, span: Span) -> (String, bool) {
    let name = directive_name(text.as_bytes(), span.start);
    let tested = folded(text, tokens_of(text, span).skip(1));
    match name {
        b"ifdef" | b"elifdef" => (format!("defined({tested})"), false),
        b"ifndef" | b"elifndef" => (format!("defined({tested})"), true),
        _ => plain_negation(&tested),
    }
}

/// `!defined(X)` and `defined X` in the form that `#ifndef X` and `#ifdef X` have, and `!X` as a negated `X`.
fn plain_negation(tested: &str) -> (String, bool) {
    let is_name = |text: &str| !text.is_empty() && text.bytes().all(super::tokens::in_word);
    let (rest, negated) = tested.strip_prefix('!').map_or((tested, false), |rest| (rest.trim_start(), true));
    match rest.strip_prefix("defined").map(|name| name.trim_matches(|c: char| c == '(' || c == ')' || c == ' ')) {
        Some(name) if is_name(name) => (format!("defined({name})"), negated),
        _ if is_name(rest) => (rest.to_owned(), negated),
        _ => (tested.to_owned(), false),
    }
}

/// What a `#define` says.
pub(super) struct Define {
    /// The macro's name.
    pub(super) name: String,
    /// Where the name stands.
    pub(super) span: Span,
    /// Its parameters and replacement.
    pub(super) rest: Vec<(Token, String)>,
}

/// Reads the `#define` at `span`; `None` where it has no name.
pub(super) fn define_of(text: &str, span: Span) -> Option<Define> {
    let mut tokens = tokens_of(text, span).skip(1);
    let name = tokens.next().filter(|token| token.is_word())?;
    let rest = tokens.map(|token| (token, text[token.span().start..token.span().end].to_owned())).collect();
    Some(Define { name: text[name.span().start..name.span().end].to_owned(), span: name.span(), rest })
}

/// The tokens of the directive at `span`, its name first, comments left out.
pub(super) fn tokens_of(text: &str, span: Span) -> impl Iterator<Item = Token> + '_ {
    let start = span.start + 1;
    let shift = start as u32;
    Lexer::within_line(&text[start..span.end])
        .filter(|token| token.kind != Kind::Comment)
        .map(move |token| token.shifted(shift))
}

/// The text of `tokens` with one blank wherever there was white space.
pub(super) fn folded(text: &str, tokens: impl Iterator<Item = Token>) -> String {
    let mut out = String::new();
    let mut last = None;
    for token in tokens {
        if last.is_some_and(|end| end != token.start) {
            out.push(' ');
        }
        out.push_str(&text[token.span().start..token.span().end]);
        last = Some(token.end);
    }
    out
}
