//! Rust: from text to the shared syntax.
//!
//! The way of a file: [`lexer`] and [`tokens`] give its tokens and comments; [`survey`] finds the items and the heads
//! of all functions in them; [`bodies`] has syn parse those that are wanted, and [`lower`] turns syn's tree into the
//! shared syntax. Only `bodies`, `slots` and `lower` know syn: a function that is not wanted is never parsed, so what
//! is wrong inside its body is not told, and one that is broken costs only itself.

mod attributes;
mod bodies;
mod brackets;
mod comments;
mod conditional;
mod declarations;
mod exclusions;
mod items;
mod lexer;
mod literals;
mod lower;
mod parse;
mod predicate;
mod scope;
mod selection;
mod signature;
mod slots;
mod survey;
mod tests;
mod tokens;
mod types;
mod ways;

use super::{Language, Reading, Wanted};
use crate::model::{LanguageId, MemberDeclaration, SlotFill, SourceText, Span, TestFacts, TypeDefinition, UnreadText};
use survey::{Survey, Surveyed, survey_items};
use tokens::Tokens;

/// The reader of Rust.
pub struct Rust;

impl Language for Rust {
    fn id(&self) -> LanguageId {
        LanguageId::Rust
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["rs"]
    }

    fn read(&self, text: &SourceText, wanted: &Wanted) -> Reading {
        let tokens = Tokens::new(text.as_str());
        let Survey { functions, declarations, mut unread, mut next_group, .. } = survey::survey(&tokens);
        let mut reading = Reading { declarations, exclusions: exclusions::exclusions(&tokens), ..Reading::default() };
        for (at, surveyed) in functions.iter().enumerate() {
            if wanted(&surveyed.head, text.slice(surveyed.head.extent)) {
                let body = bodies::read(&tokens, surveyed, &nested(&functions[at..]), next_group);
                next_group += body.groups;
                unread.extend(body.unread);
                reading.functions.push(body.function);
            }
        }
        tell_cause(&mut unread, tokens.unread);
        Reading { heads: functions.into_iter().map(|surveyed| surveyed.head).collect(), unread, ..reading }
    }

    fn slots(&self, text: &SourceText, of: &dyn Fn(&str) -> bool) -> Vec<SlotFill> {
        slots::slots(&Tokens::new(text.as_str()), of)
    }

    fn types(&self, text: &SourceText) -> Vec<TypeDefinition> {
        let tokens = Tokens::new(text.as_str());
        types::types(&tokens, &survey_items(&tokens).items)
    }

    fn members(&self, text: &SourceText) -> Vec<MemberDeclaration> {
        let tokens = Tokens::new(text.as_str());
        types::members(&tokens, &survey_items(&tokens).items)
    }

    fn tests(&self, text: &SourceText) -> TestFacts {
        tests::tests(&Tokens::new(text.as_str()))
    }
}

/// A literal or comment without an end is the cause of the gap it stands in, or a gap of its own.
fn tell_cause(unread: &mut Vec<UnreadText>, causes: Vec<UnreadText>) {
    for cause in causes {
        match unread.iter_mut().find(|gap| gap.span.contains(cause.span)) {
            Some(gap) => gap.reason = cause.reason,
            None => unread.push(cause),
        }
    }
    unread.sort();
}

/// The extents of the functions inside the first of `functions`, which are in order of their place.
fn nested(functions: &[Surveyed]) -> Vec<Span> {
    let Some((first, rest)) = functions.split_first() else { return Vec::new() };
    let inside = rest.iter().take_while(|other| first.head.body.contains(other.head.span));
    inside.map(|other| other.head.extent).collect()
}
