//! An opened file: its tokens and the functions in it; everything else when it is asked for.

use std::cell::OnceCell;
use std::collections::HashSet;

use super::comments::comments_of;
use super::tokens::Tokens;
use super::{bodies, exclusions, names, slots};
use crate::ir::NameDefinition;
use crate::rust::item_walk::{Survey, Surveyed, survey};
use crate::{Bodies, Opened, Wanted};
use model::{
    Comment, CoverageExclusion, Declaration, FunctionHead, LanguageId, SlotFill, SourceText, Span, UnreadText,
};

/// A file of Rust.
pub(super) struct Sheet<'t> {
    source: &'t SourceText,
    tokens: Tokens<'t>,
    survey: Survey,
    heads: Vec<FunctionHead>,
    exclusions: OnceCell<Vec<CoverageExclusion>>,
    /// Words that stand behind a `:`, the ends of paths among them.
    paths: OnceCell<HashSet<&'t str>>,
}

impl<'t> Sheet<'t> {
    /// Opens `source`.
    pub(super) fn of(source: &'t SourceText) -> Self {
        let tokens = Tokens::new(source.as_str());
        let survey = survey(&tokens);
        let heads = survey.functions.iter().map(|surveyed| surveyed.head.clone()).collect();
        Self { source, tokens, survey, heads, exclusions: OnceCell::new(), paths: OnceCell::new() }
    }
}

impl Opened for Sheet<'_> {
    fn source(&self) -> &SourceText {
        self.source
    }

    fn language(&self) -> LanguageId {
        LanguageId::Rust
    }

    fn heads(&self) -> &[FunctionHead] {
        &self.heads
    }

    fn declarations(&self) -> &[Declaration] {
        &self.survey.declarations
    }

    fn exclusions(&self) -> &[CoverageExclusion] {
        self.exclusions.get_or_init(|| exclusions::exclusions(&self.tokens))
    }

    fn comments(&self, head: &FunctionHead) -> Vec<Comment> {
        let functions = &self.survey.functions;
        let at = functions.partition_point(|surveyed| surveyed.head.span.start < head.span.start);
        comments_of(&self.tokens, head.extent, head.body, &nested(&functions[at..]))
    }

    fn token_hash(&self, head: &FunctionHead) -> u64 {
        head.token_hash
    }

    fn bodies(&self, wanted: &Wanted) -> Bodies {
        let functions = &self.survey.functions;
        let (mut unread, mut next_group) = (self.survey.unread.clone(), self.survey.next_group);
        let mut read = Vec::new();
        for (at, surveyed) in functions.iter().enumerate() {
            if wanted(&surveyed.head, self.source.slice(surveyed.head.extent)) {
                let body = bodies::read(&self.tokens, surveyed, &nested(&functions[at..]), next_group);
                next_group += body.groups;
                unread.extend(body.unread);
                read.push(body.function);
            }
        }
        tell_cause(&mut unread, &self.tokens.unread);
        Bodies { functions: read, unread }
    }

    fn definitions(&self) -> Vec<NameDefinition> {
        names::definitions(&self.tokens)
    }

    fn slots(&self, of: &dyn Fn(&str) -> bool) -> Vec<SlotFill> {
        slots::slots(&self.tokens, &self.survey, of)
    }

    /// What comes from elsewhere is named by its path, here or in a `use`.
    fn names_function(&self, name: &str) -> bool {
        let follows_path = |at: &usize| *at > 0 && self.tokens.str(at - 1) == ":";
        let paths = || self.tokens.all().filter(follows_path).map(|at| self.tokens.str(at)).collect();
        self.paths.get_or_init(paths).contains(name.rsplit("::").next().unwrap_or(name))
    }

    fn ties(&self, each: &mut dyn FnMut(&str)) {
        let inside = |letter: char| letter.is_alphanumeric() || letter == '_';
        self.source.as_str().split(|letter| !inside(letter)).filter(|word| !word.is_empty()).for_each(each);
    }
}

/// A literal or comment without an end is the cause of the gap it stands in, or a gap of its own.
fn tell_cause(unread: &mut Vec<UnreadText>, causes: &[UnreadText]) {
    for cause in causes {
        match unread.iter_mut().find(|gap| gap.span.contains(cause.span)) {
            Some(gap) => gap.reason = cause.reason.clone(),
            None => unread.push(cause.clone()),
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
