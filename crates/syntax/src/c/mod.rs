//! C: from text to the shared syntax.
//!
//! A file is opened once ([`parsed_file`]): it is scanned into tokens ([`scan`]), these are split into items ([`items`]), an item's tokens tell whether it
//! is a function's definition and what its head says ([`signature`]). Only the bodies that are wanted are parsed
//! ([`body`]). Slots are found in the tokens ([`slots`]).

mod body;
mod candidates;
mod comments;
mod conditionals;
mod definitions;
mod directives;
mod elements;
mod exclusions;
mod hash;
mod items;
mod keywords;
mod landmarks;
mod lines;
mod names;
mod naming;
mod params;
mod parsed_file;
mod prefix;
mod scan;
mod signature;
mod slots;
mod symbols;
mod tests;
mod tokens;
mod types;

pub use body::{Agreement, agreement};

use super::{Language, Opened};
use model::{LanguageId, MemberDeclaration, SourceText, SymbolDefinition, TestFacts, TypeDefinition};
use parsed_file::Sheet;
use scan::Scan;

/// The reader of C.
pub struct C;

impl Language for C {
    fn id(&self) -> LanguageId {
        LanguageId::C
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["c", "h"]
    }

    fn fragment_extensions(&self) -> &'static [&'static str] {
        &["inc", "inl", "def", "tbl", "x"]
    }

    fn open<'t>(&self, text: &'t SourceText) -> Box<dyn Opened + 't> {
        Box::new(Sheet::of(text))
    }

    fn code_hash(&self, text: &SourceText) -> u64 {
        hash::of_all(&Scan::of(text.as_str()))
    }

    fn types(&self, text: &SourceText) -> Vec<TypeDefinition> {
        types::types(&Scan::of(text.as_str()))
    }

    fn members(&self, text: &SourceText) -> Vec<MemberDeclaration> {
        types::members(&Scan::of(text.as_str()))
    }

    fn symbols(&self, text: &SourceText) -> Vec<SymbolDefinition> {
        symbols::symbols(&Scan::of(text.as_str()))
    }

    fn tests(&self, text: &SourceText) -> TestFacts {
        tests::tests(&Scan::of(text.as_str()))
    }
}
