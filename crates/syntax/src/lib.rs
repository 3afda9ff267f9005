//! Text -> facts. One folder per language behind one trait; no parser type leaves this room.
//!
//! A language reads text into [`syntax`], which both languages share; `facts` judges nothing, it tells what each
//! function does: what it yields on which path, what of it is inert, what it admits.

mod c;
mod constructible;
pub mod ir;
mod rust;

pub use c::{Agreement, agreement};
pub use constructible::{ConstructibleField, ConstructibleType, ConstructibleVariant};

use ir::{Function, NameDefinition};
use model::{
    Comment, CoverageExclusion, Declaration, FunctionHead, LanguageId, MemberDeclaration, SlotFill, SourceText,
    SymbolDefinition, TestFacts, TypeDefinition, UnreadText,
};

/// Which functions of a file a reader wants with their bodies: asked for each with its head, as far as [`Opened::heads`] tells
/// it, and the text of its extent.
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

/// The bodies that were wanted of an opened file.
#[derive(Debug, Clone, Default)]
pub struct Bodies {
    /// The functions with their bodies, in order of their place.
    pub functions: Vec<Function>,
    /// Text outside of these bodies that could not be read.
    pub unread: Vec<UnreadText>,
}

/// A file that was opened: it is taken apart once, whatever is asked of it.
pub trait Opened {
    /// Its text.
    fn source(&self) -> &SourceText;

    /// Its language.
    fn language(&self) -> LanguageId;

    /// The heads of all functions with a body, in order of their place. Nested functions are listed too. They leave out what
    /// [`FunctionHead`] lets them; those in [`Bodies`] are complete.
    fn heads(&self) -> &[FunctionHead];

    /// Declarations and macros that stand in conditional arms.
    fn declarations(&self) -> &[Declaration];

    /// Regions hidden from coverage.
    fn exclusions(&self) -> &[CoverageExclusion];

    /// The comments of the function with `head`, which is one of [`Opened::heads`]: those that its body comes with.
    fn comments(&self, head: &FunctionHead) -> Vec<Comment>;

    /// The hash of the tokens of the function with `head`, which is one of [`Opened::heads`] and may leave it out.
    fn token_hash(&self, head: &FunctionHead) -> u64;

    /// The bodies of the functions for which `wanted` answers yes.
    /// Never panics, whatever the text; what cannot be read is in the answer.
    fn bodies(&self, wanted: &Wanted) -> Bodies;

    /// The names that the file gives to other things: macros, aliases, constants that hold a truth value.
    fn definitions(&self) -> Vec<NameDefinition>;

    /// The slots that are filled with a function whose plain name passes `of`.
    fn slots(&self, of: &dyn Fn(&str) -> bool) -> Vec<SlotFill>;

    /// Whether `name` stands for a function wherever this file names it, as far as can be told: nothing declares it as a
    /// variable or uses it as one.
    fn names_function(&self, name: &str) -> bool;

    /// Hands every name to `each` by which a function of this file can be tied to one of another: the names of those that it
    /// defines, those in the statements that a function ends with, those of values that are put somewhere. It may hand over
    /// others too, and the same one many times.
    fn ties(&self, each: &mut dyn FnMut(&str));
}

/// How many statements at the end of a function are searched for the call that it is as a whole: the call, what cleans
/// up or logs behind it, and the return of a variable.
pub const LAST_STATEMENTS: usize = 4;

/// A language that can be read.
pub trait Language: Sync {
    /// Which one.
    fn id(&self) -> LanguageId;

    /// The file name endings it is known by, without the dot.
    fn extensions(&self) -> &'static [&'static str];

    /// The file name endings, without the dot, of parts that its files include and that cannot be told by their name alone.
    fn fragment_extensions(&self) -> &'static [&'static str] {
        &[]
    }

    /// Opens `text`: finds its functions.
    fn open<'t>(&self, text: &'t SourceText) -> Box<dyn Opened + 't>;

    /// Reads the functions of `text`; the bodies of those for which `wanted` answers yes.
    fn read(&self, text: &SourceText, wanted: &Wanted) -> Reading {
        let opened = self.open(text);
        let Bodies { functions, unread } = opened.bodies(wanted);
        Reading {
            heads: opened.heads().to_vec(),
            functions,
            declarations: opened.declarations().to_vec(),
            exclusions: opened.exclusions().to_vec(),
            unread,
        }
    }

    /// A hash of all tokens of `text`: it stays the same where only comments and white space differ.
    fn code_hash(&self, text: &SourceText) -> u64;

    /// The slots of `text` that are filled with a function whose plain name passes `of`.
    fn slots(&self, text: &SourceText, of: &dyn Fn(&str) -> bool) -> Vec<SlotFill> {
        self.open(text).slots(of)
    }

    /// The types that `text` defines, under every condition, in order of their place.
    fn types(&self, text: &SourceText) -> Vec<TypeDefinition>;

    /// The types of `text` whose values can be made from values of their fields; in C every type has zeros.
    fn constructible(&self, _text: &SourceText) -> Vec<ConstructibleType> {
        Vec::new()
    }

    /// The slots that `text` declares: members that hold functions, methods of traits.
    fn members(&self, text: &SourceText) -> Vec<MemberDeclaration>;

    /// The fields, variants, constants, macros and modules that `text` defines, under every condition, in order of their place.
    fn symbols(&self, text: &SourceText) -> Vec<SymbolDefinition>;

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

/// The language of the file at `path`, which is read: by its ending, also that of a fragment which another file includes.
pub fn language_of_read(path: &str) -> Option<&'static dyn Language> {
    language_of(path).or_else(|| fragment_language(path))
}

/// Whether the file at `path` is read where a file of a language includes it.
pub fn is_fragment(path: &str) -> bool {
    fragment_language(path).is_some()
}

fn fragment_language(path: &str) -> Option<&'static dyn Language> {
    let ending = path.rsplit_once('.')?.1;
    LANGUAGES.iter().copied().find(|language| language.fragment_extensions().contains(&ending))
}
