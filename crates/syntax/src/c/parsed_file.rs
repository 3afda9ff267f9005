//! An opened file: its tokens and the heads of its functions; everything else when it is asked for.

use std::cell::OnceCell;
use std::collections::HashSet;

use super::items::Definition;
use super::scan::Scan;
use super::{body, comments, definitions, exclusions, hash, items, names, slots};
use crate::ir::NameDefinition;
use crate::{Bodies, LAST_STATEMENTS, Opened, Wanted};
use model::{Comment, CoverageExclusion, Declaration, FunctionHead, LanguageId, SlotFill, SourceText, UnreadText};

/// A file of C.
pub(super) struct Sheet<'t> {
    source: &'t SourceText,
    scan: Scan<'t>,
    definitions: Vec<Definition>,
    /// The outlines of the heads of `definitions`, in the same order.
    heads: Vec<FunctionHead>,
    /// The names of prototypes in conditional arms, as indices of tokens.
    prototypes: Vec<usize>,
    unread: Vec<UnreadText>,
    declarations: OnceCell<Vec<Declaration>>,
    exclusions: OnceCell<Vec<CoverageExclusion>>,
    /// Names that stand for variables somewhere.
    variables: OnceCell<HashSet<&'t str>>,
}

impl<'t> Sheet<'t> {
    /// Opens `source`.
    pub(super) fn of(source: &'t SourceText) -> Self {
        let scan = Scan::of(source.as_str());
        let items = items::split(&scan);
        let heads = items.definitions.iter().map(|found| definitions::outline(&scan, found)).collect();
        let unread = [scan.unread.as_slice(), &items.unread].concat();
        Self {
            source,
            scan,
            definitions: items.definitions,
            heads,
            prototypes: items.prototypes,
            unread,
            declarations: OnceCell::new(),
            exclusions: OnceCell::new(),
            variables: OnceCell::new(),
        }
    }
}

impl Opened for Sheet<'_> {
    fn source(&self) -> &SourceText {
        self.source
    }

    fn language(&self) -> LanguageId {
        LanguageId::C
    }

    fn heads(&self) -> &[FunctionHead] {
        &self.heads
    }

    fn declarations(&self) -> &[Declaration] {
        self.declarations.get_or_init(|| definitions::declarations(&self.scan, &self.prototypes))
    }

    fn exclusions(&self) -> &[CoverageExclusion] {
        self.exclusions.get_or_init(|| exclusions::exclusions(&self.scan, &self.heads))
    }

    fn comments(&self, head: &FunctionHead) -> Vec<Comment> {
        comments::within(&self.scan, head.extent, head.body.start)
    }

    fn token_hash(&self, head: &FunctionHead) -> u64 {
        hash::of_function(&self.scan, head).0
    }

    fn bodies(&self, wanted: &Wanted) -> Bodies {
        let chosen = self.definitions.iter().zip(&self.heads);
        let chosen = chosen.filter(|(_, head)| wanted(head, self.source.slice(head.extent)));
        let complete =
            |(definition, head): (&_, &FunctionHead)| definitions::completed(&self.scan, definition, head.clone());
        let functions = body::read(&self.scan, chosen.map(complete));
        let mut unread = self.unread.clone();
        unread.retain(|text| !functions.iter().any(|function| function.head.body.contains(text.span)));
        unread.sort();
        Bodies { functions, unread }
    }

    fn definitions(&self) -> Vec<NameDefinition> {
        names::definitions(&self.scan)
    }

    fn slots(&self, of: &dyn Fn(&str) -> bool) -> Vec<SlotFill> {
        slots::slots(&self.scan, of)
    }

    fn names_function(&self, name: &str) -> bool {
        !self.variables.get_or_init(|| slots::variables(&self.scan)).contains(name)
    }

    fn ties(&self, each: &mut dyn FnMut(&str)) {
        for (definition, head) in self.definitions.iter().zip(&self.heads) {
            each(&head.name);
            last_words(&self.scan, definition).for_each(&mut *each);
        }
        slots::values(&self.scan, each);
    }
}

/// The words of the statements that the function `definition` ends with.
fn last_words<'s>(scan: &'s Scan, definition: &Definition) -> impl Iterator<Item = &'s str> {
    let close = definition.close.unwrap_or(definition.open);
    let tokens = &scan.tokens[definition.open..=close];
    let ends = tokens.iter().enumerate().rev().filter(|(_, token)| token.is(b';'));
    let from = ends.map(|(at, _)| at).nth(LAST_STATEMENTS).unwrap_or(0);
    tokens[from..].iter().filter(|token| token.is_word()).map(|token| scan.text_of(*token))
}
