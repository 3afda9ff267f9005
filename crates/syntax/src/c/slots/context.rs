//! Which brackets a token stands in, and what the outermost of an initializer belongs to.

use crate::c::keywords::{is_declaration_word, is_tag};
use crate::c::scan::Scan;
use crate::c::tokens::Token;

/// An open bracket.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bracket {
    /// The index of its token.
    pub(super) open: usize,
    /// `(`, `[` or `{`.
    pub(super) mark: u8,
    /// How many commas stand directly in it so far.
    pub(super) commas: usize,
    /// Whether it is a brace of an initializer.
    pub(super) initializer: bool,
}

/// The brackets that are open.
#[derive(Debug, Default)]
pub(super) struct Context {
    open: Vec<Bracket>,
}

impl Context {
    /// Takes note of the token at `index`.
    pub(super) fn step(&mut self, scan: &Scan, tokens: &[Token], index: usize) {
        match tokens[index].mark() {
            mark @ (b'(' | b'[') => self.open.push(Bracket { open: index, mark, commas: 0, initializer: false }),
            b'{' => {
                let initializer = self.opens_initializer(scan, tokens, index);
                self.open.push(Bracket { open: index, mark: b'{', commas: 0, initializer });
            }
            mark @ (b')' | b']' | b'}') => self.close(mark),
            b',' => self.open.iter_mut().last().into_iter().for_each(|bracket| bracket.commas += 1),
            _ => {}
        }
    }

    fn close(&mut self, mark: u8) {
        let opening = match mark {
            b')' => b'(',
            b']' => b'[',
            _ => b'{',
        };
        let depth = self.open.iter().rposition(|bracket| bracket.mark == opening);
        // A stray parenthesis must not close a brace.
        let braces_between = |depth: usize| self.open[depth + 1..].iter().any(|bracket| bracket.mark == b'{');
        if let Some(depth) = depth.filter(|&depth| mark == b'}' || !braces_between(depth)) {
            self.open.truncate(depth);
        }
    }

    fn opens_initializer(&self, scan: &Scan, tokens: &[Token], index: usize) -> bool {
        let Some(before) = index.checked_sub(1) else { return false };
        let inside = self.open.last().is_some_and(|bracket| bracket.initializer);
        match tokens[before].mark() {
            b'=' => true,
            b',' | b'{' | b':' => inside,
            b')' => is_compound_literal(scan, tokens, before),
            _ => false,
        }
    }

    /// The bracket that the last token stands directly in.
    pub(super) fn innermost(&self) -> Option<Bracket> {
        self.open.last().copied()
    }

    /// Where the outermost brace of the initializer opens that the last token stands directly in.
    pub(super) fn initializer(&self) -> Option<usize> {
        let nested = self.open.iter().rev().take_while(|bracket| bracket.initializer);
        nested.last().map(|bracket| bracket.open)
    }

    /// How many braces deep the last token stands in the initializer that opens at `open`.
    pub(super) fn depth_in(&self, open: usize) -> usize {
        self.open.iter().filter(|bracket| bracket.open >= open && bracket.mark == b'{').count()
    }
}

/// Whether the `)` at `close` ends the type of a compound literal: nothing but a type stands in the parentheses, and
/// no name before them.
fn is_compound_literal(scan: &Scan, tokens: &[Token], close: usize) -> bool {
    let Some(open) = opening(tokens, close) else { return false };
    let is_type = |token: &Token| token.is_word() || matches!(token.mark(), b'*' | b'[' | b']');
    let before = open.checked_sub(1).map(|before| tokens[before]);
    let called = before.is_some_and(|token| token.is_word() && scan.text_of(token) != "return");
    open + 1 < close && !called && tokens[open + 1..close].iter().all(is_type)
}

fn opening(tokens: &[Token], close: usize) -> Option<usize> {
    let from = close.saturating_sub(12);
    (from..close).rev().find(|&at| tokens[at].is(b'('))
}

/// The type that a variable or compound literal is declared with.
#[derive(Debug, Clone, Copy)]
pub(super) struct Declared<'t> {
    /// The tag or the type's name; empty for a structure without one.
    pub(super) name: &'t str,
    /// For a structure without a name, the index of the brace that closes its members.
    pub(super) braces: Option<usize>,
    /// How many dimensions it has as an array.
    pub(super) arrays: usize,
}

/// The type of what the initializer that opens at `open` belongs to.
pub(super) fn declared_type<'t>(scan: &Scan<'t>, tokens: &[Token], open: usize) -> Option<Declared<'t>> {
    let before = open.checked_sub(1)?;
    if tokens[before].is(b')') {
        let (last, arrays) = before_arrays(tokens, before.checked_sub(1)?)?;
        return named(scan, tokens, last, arrays);
    }
    let (variable, arrays) = before_arrays(tokens, before.checked_sub(1)?)?;
    let last = variable.checked_sub(1)?;
    if tokens[last].is(b'}') {
        return Some(Declared { name: "", braces: Some(last), arrays });
    }
    named(scan, tokens, last, arrays)
}

fn named<'t>(scan: &Scan<'t>, tokens: &[Token], last: usize, arrays: usize) -> Option<Declared<'t>> {
    let name = tokens[last].is_word().then(|| scan.text_of(tokens[last]))?;
    let own = !is_declaration_word(name) || is_tag(name);
    own.then_some(Declared { name, braces: None, arrays })
}

/// The place before the array brackets that end at `last`, and how many of them there are.
fn before_arrays(tokens: &[Token], last: usize) -> Option<(usize, usize)> {
    let (mut at, mut arrays) = (last, 0);
    while tokens[at].is(b']') {
        at = (at.saturating_sub(40)..at).rev().find(|&open| tokens[open].is(b'['))?.checked_sub(1)?;
        arrays += 1;
    }
    Some((at, arrays))
}

/// The variable, or the compound literal's type, that the initializer opening at `open` belongs to.
pub(super) fn variable(scan: &Scan, tokens: &[Token], open: usize) -> String {
    let Some(before) = open.checked_sub(1) else { return String::new() };
    if tokens[before].is(b')') {
        let begin = opening(tokens, before).map_or(before, |open| open + 1);
        let words: Vec<&str> = tokens[begin..before].iter().map(|token| scan.text_of(*token)).collect();
        return words.join(" ");
    }
    let place = before.checked_sub(1).and_then(|last| before_arrays(tokens, last));
    let name = place.map(|(at, _)| tokens[at]).filter(|token| token.is_word());
    name.map_or(String::new(), |name| scan.text_of(name).to_owned())
}
