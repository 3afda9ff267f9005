//! Text -> facts. One folder per language behind one trait; no parser type leaves this room.
//!
//! A language reads text into [`syntax`], which both languages share; `facts` judges nothing, it tells what each
//! function does: what it yields on which path, what of it is inert, what it admits.

mod c;
mod facts;
mod rust;
pub mod syntax;

pub use facts::{Lexicon, facts};

use crate::model::{
    CoverageExclusion, Declaration, FunctionHead, LanguageId, MemberDeclaration, SlotFill, SourceText, TestFacts,
    TypeDefinition, UnreadText,
};
use syntax::Function;

/// Which functions of a file a reader wants with their bodies: asked for each with the text of its extent.
pub type Wanted<'a> = dyn Fn(&FunctionHead, &str) -> bool + Sync + 'a;

/// What one reading of a file gives.
#[derive(Debug, Clone, Default)]
pub struct Reading {
    /// The heads of all functions with a body, in order of their place. Nested functions are listed too.
    pub heads: Vec<FunctionHead>,
    /// Those that were wanted, with their bodies.
    pub functions: Vec<Function>,
    /// Declarations and macros that stand in conditional arms.
    pub declarations: Vec<Declaration>,
    /// Regions hidden from coverage.
    pub exclusions: Vec<CoverageExclusion>,
    /// Text outside of the wanted functions' bodies that could not be read.
    pub unread: Vec<UnreadText>,
}

/// A language that can be read.
pub trait Language: Sync {
    /// Which one.
    fn id(&self) -> LanguageId;

    /// The file name endings it is known by, without the dot.
    fn extensions(&self) -> &'static [&'static str];

    /// Reads the functions of `text`; the bodies of those for which `wanted` answers yes.
    /// Never panics, whatever the text; what cannot be read is in the answer.
    fn read(&self, text: &SourceText, wanted: &Wanted) -> Reading;

    /// The slots of `text` that are filled with a function whose plain name passes `of`.
    fn slots(&self, text: &SourceText, of: &dyn Fn(&str) -> bool) -> Vec<SlotFill>;

    /// The types that `text` defines, under every condition, in order of their place.
    fn types(&self, text: &SourceText) -> Vec<TypeDefinition>;

    /// The slots that `text` declares: members that hold functions, methods of traits.
    fn members(&self, text: &SourceText) -> Vec<MemberDeclaration>;

    /// What `text` tells of tests: those that it defines, and what its functions call.
    fn tests(&self, text: &SourceText) -> TestFacts;
}

/// All languages, one line each.
pub const LANGUAGES: &[&dyn Language] = &[&c::C, &rust::Rust];

/// The language of the file at `path`, by its ending.
pub fn language_of(path: &str) -> Option<&'static dyn Language> {
    let ending = path.rsplit_once('.')?.1;
    LANGUAGES.iter().copied().find(|language| language.extensions().contains(&ending))
}
