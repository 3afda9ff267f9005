//! The members of the structures that a file defines, by their position.

use super::context::Declared;
use crate::c::keywords::{is_attribute_word, is_declaration_word};
use crate::c::scan::Scan;
use crate::c::tokens::Token;
use std::collections::HashMap;

/// The members of a file's structures.
#[derive(Debug, Default)]
pub(super) struct Members<'t> {
    by_name: HashMap<&'t str, Vec<&'t str>>,
    /// Structures by the index of the brace that closes them.
    by_brace: HashMap<usize, Vec<&'t str>>,
}

impl<'t> Members<'t> {
    /// Reads the structures among `tokens`.
    pub(super) fn of(scan: &Scan<'t>, tokens: &[Token]) -> Self {
        let mut members = Self::default();
        for index in 0..tokens.len() {
            if matches!(word(scan, tokens, index), Some("struct")) {
                members.add(scan, tokens, index);
            }
        }
        members
    }

    /// The name of the member at `position` of the type `declared`.
    pub(super) fn name(&self, declared: &Declared, position: usize) -> Option<&'t str> {
        let known = match declared.braces {
            Some(close) => self.by_brace.get(&close),
            None => self.by_name.get(declared.name),
        };
        known?.get(position).copied().filter(|name| !name.is_empty())
    }

    fn add(&mut self, scan: &Scan<'t>, tokens: &[Token], tag: usize) {
        let words = (tag + 1..tokens.len()).take_while(|&at| tokens[at].is_word()).count();
        let open = tag + 1 + words;
        if !tokens.get(open).is_some_and(|token| token.is(b'{')) {
            return;
        }
        let Some(close) = closing(tokens, open) else { return };
        let names = names(scan, tokens, open, close);
        let tag_name = (words > 0).then(|| word(scan, tokens, open - 1)).flatten();
        let alias =
            (close + 1..tokens.len()).map_while(|at| word(scan, tokens, at)).find(|name| !is_attribute_word(name));
        for name in tag_name.into_iter().chain(alias) {
            self.by_name.insert(name, names.clone());
        }
        self.by_brace.insert(close, names);
    }
}

fn word<'t>(scan: &Scan<'t>, tokens: &[Token], index: usize) -> Option<&'t str> {
    tokens.get(index).filter(|token| token.is_word()).map(|token| scan.text_of(*token))
}

fn closing(tokens: &[Token], open: usize) -> Option<usize> {
    let mut depth = 0usize;
    (open..tokens.len()).find(|&at| {
        match tokens[at].mark() {
            b'{' => depth += 1,
            b'}' => depth -= 1,
            _ => {}
        }
        depth == 0
    })
}

/// The names of the members between the braces at `open` and `close`; an empty one where none can be told.
fn names<'t>(scan: &Scan<'t>, tokens: &[Token], open: usize, close: usize) -> Vec<&'t str> {
    let mut names = Vec::new();
    let (mut start, mut depth) = (open + 1, 0usize);
    for at in open + 1..close {
        match tokens[at].mark() {
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' => depth = depth.saturating_sub(1),
            b',' | b';' if depth == 0 => {
                names.push(declared_name(scan, tokens, start, at));
                start = at + 1;
            }
            _ => {}
        }
    }
    names
}

/// The name that the declarator from `start` to `end` declares: inside of `(*name)(..)`, else the last word outside of
/// all brackets.
fn declared_name<'t>(scan: &Scan<'t>, tokens: &[Token], start: usize, end: usize) -> &'t str {
    let mut depth = 0usize;
    let mut last = "";
    for at in start..end {
        match tokens[at].mark() {
            b'(' if depth == 0 && is_pointer(tokens, at, end) => return pointer_name(scan, tokens, at, end),
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' => depth = depth.saturating_sub(1),
            b':' => break,
            _ if depth == 0 => last = word(scan, tokens, at).filter(|name| !is_declaration_word(name)).unwrap_or(last),
            _ => {}
        }
    }
    last
}

fn is_pointer(tokens: &[Token], open: usize, end: usize) -> bool {
    tokens[open + 1..end].iter().take(2).any(|token| token.is(b'*'))
}

fn pointer_name<'t>(scan: &Scan<'t>, tokens: &[Token], open: usize, end: usize) -> &'t str {
    let star = (open..end).find(|&at| tokens[at].is(b'*')).unwrap_or(open);
    (star..end).find_map(|at| word(scan, tokens, at).filter(|name| !is_declaration_word(name))).unwrap_or("")
}
