//! Rust: from text to the shared syntax.
//!
//! The way of a file: [`lexer`] and [`tokens`] give its tokens and comments; [`item_walk`] finds the items and the heads
//! of all functions in them; [`bodies`] has syn parse those that are wanted, and [`lower`] turns syn's tree into the
//! shared syntax. Only `bodies`, `slots` and `lower` know syn: a function that is not wanted is never parsed, so what
//! is wrong inside its body is not told, and one that is broken costs only itself.

mod attributes;
mod bodies;
mod brackets;
mod comments;
mod conditional;
mod constructors;
mod declarations;
mod exclusions;
mod item_walk;
mod items;
mod lexer;
mod literals;
mod lower;
mod names;
mod parse;
mod parsed_file;
mod predicate;
mod scope;
mod selection;
mod signature;
mod slots;
mod statement_depth;
mod symbols;
mod tests;
mod tokens;
mod types;

use super::{ConstructibleType, Language, Opened};
use item_walk::survey_items;
use model::{LanguageId, MemberDeclaration, SourceText, Span, SymbolDefinition, TestFacts, TypeDefinition};
use parsed_file::Sheet;
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

    fn open<'t>(&self, text: &'t SourceText) -> Box<dyn Opened + 't> {
        Box::new(Sheet::of(text))
    }

    fn code_hash(&self, text: &SourceText) -> u64 {
        Tokens::new(text.as_str()).hash(Span::new(0, text.as_str().len()))
    }

    fn types(&self, text: &SourceText) -> Vec<TypeDefinition> {
        let tokens = Tokens::new(text.as_str());
        types::types(&tokens, &survey_items(&tokens).items)
    }

    fn constructible(&self, text: &SourceText) -> Vec<ConstructibleType> {
        let tokens = Tokens::new(text.as_str());
        constructors::constructors(&tokens, &survey_items(&tokens).items)
    }

    fn members(&self, text: &SourceText) -> Vec<MemberDeclaration> {
        let tokens = Tokens::new(text.as_str());
        types::members(&tokens, &survey_items(&tokens).items)
    }

    fn symbols(&self, text: &SourceText) -> Vec<SymbolDefinition> {
        let tokens = Tokens::new(text.as_str());
        symbols::symbols(&tokens, &survey_items(&tokens).items)
    }

    fn tests(&self, text: &SourceText) -> TestFacts {
        tests::tests(&Tokens::new(text.as_str()))
    }
}
