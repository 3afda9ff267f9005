//! C: from text to the shared syntax.
//!
//! A file is scanned into tokens ([`scan`]), these are split into items ([`items`]), an item's tokens tell whether it
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
mod lines;
mod naming;
mod params;
mod prefix;
mod scan;
mod signature;
mod slots;
mod tests;
mod tokens;
mod types;
mod words;

use super::{Language, Reading, Wanted};
use crate::model::{FunctionHead, LanguageId, MemberDeclaration, SlotFill, SourceText, TestFacts, TypeDefinition};
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

    fn read(&self, text: &SourceText, wanted: &Wanted) -> Reading {
        let scan = Scan::of(text.as_str());
        let items = items::split(&scan);
        let heads: Vec<FunctionHead> = items.definitions.iter().map(|found| definitions::head(&scan, found)).collect();
        let chosen = heads.iter().filter(|head| wanted(head, text.slice(head.extent)));
        let functions = body::read(&scan, chosen);
        let declarations = definitions::declarations(&scan, &items.prototypes);
        let exclusions = exclusions::exclusions(&scan, &heads);
        let mut unread = [scan.unread, items.unread].concat();
        unread.retain(|text| !functions.iter().any(|function| function.head.body.contains(text.span)));
        unread.sort();
        Reading { heads, functions, declarations, exclusions, unread }
    }

    fn slots(&self, text: &SourceText, of: &dyn Fn(&str) -> bool) -> Vec<SlotFill> {
        slots::slots(&Scan::of(text.as_str()), of)
    }

    fn types(&self, text: &SourceText) -> Vec<TypeDefinition> {
        types::types(&Scan::of(text.as_str()))
    }

    fn members(&self, text: &SourceText) -> Vec<MemberDeclaration> {
        types::members(&Scan::of(text.as_str()))
    }

    fn tests(&self, text: &SourceText) -> TestFacts {
        tests::tests(&Scan::of(text.as_str()))
    }
}
