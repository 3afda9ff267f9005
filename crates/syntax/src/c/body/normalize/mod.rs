//! Fits a body to the grammar: what C as it is written has and tree-sitter's grammar has not is overwritten, byte for
//! byte, so that no offset moves. Names are read from the file's own text afterwards; only the structure is changed.

mod arguments;
mod assembly;
mod known_macros;
mod statements;

pub(super) use known_macros::is_number;
pub(super) use statements::is_iteration;

use crate::c::scan::Scan;
use crate::c::tokens::{Kind, Token};
use model::Span;
use std::collections::BTreeSet;

/// A body's text for the parser, and what was overwritten in it.
pub(super) struct Fitted {
    /// As long as the body; comments, directives and arms that were not selected are blank.
    pub(super) bytes: Vec<u8>,
    /// Offsets of macros with a block (`list_for_each(..) {`) that the parser is shown as `if`.
    pub(super) blocks: BTreeSet<usize>,
    /// Offsets of arguments that a blanked `return` stands before.
    pub(super) returned: BTreeSet<usize>,
}

/// Fits the body at `span`, of which `tokens` were selected.
pub(super) fn fit(scan: &Scan, span: Span, tokens: &[Token]) -> Fitted {
    let mut fitter = Fitter::new(scan, span, tokens);
    for index in 0..tokens.len() {
        fitter.arguments(index);
    }
    for index in 0..tokens.len() {
        if !fitter.taken[index] {
            fitter.words(index);
        }
        if !fitter.taken[index] {
            fitter.statements(index);
        }
    }
    fitter.fitted
}

struct Fitter<'s, 't> {
    scan: &'s Scan<'t>,
    base: usize,
    tokens: &'s [Token],
    /// For each bracket the index of the one that belongs to it.
    partners: Vec<Option<usize>>,
    /// For each token the index of the bracket that it stands directly in.
    enclosing: Vec<Option<usize>>,
    /// For each token whether it stands directly in the braces of a block, and not in an initializer's.
    in_block: Vec<bool>,
    /// Which tokens were overwritten.
    taken: Vec<bool>,
    /// Which of them were taken out.
    blanked: Vec<bool>,
    fitted: Fitted,
}

impl<'s, 't> Fitter<'s, 't> {
    fn new(scan: &'s Scan<'t>, span: Span, tokens: &'s [Token]) -> Self {
        let bytes = shown(scan, span, tokens);
        let fitted = Fitted { bytes, blocks: BTreeSet::new(), returned: BTreeSet::new() };
        let partners = partners(tokens);
        let enclosing = enclosing(&partners);
        let in_block = in_block(scan, tokens, &partners, &enclosing);
        Self {
            scan,
            base: span.start,
            tokens,
            partners,
            enclosing,
            in_block,
            taken: vec![false; tokens.len()],
            blanked: vec![false; tokens.len()],
            fitted,
        }
    }

    fn get(&self, index: usize) -> Option<Token> {
        self.tokens.get(index).copied()
    }

    fn before(&self, index: usize) -> Option<Token> {
        index.checked_sub(1).and_then(|before| self.get(before))
    }

    /// The index of the last token before `index` that was not taken out.
    fn left_of(&self, index: usize) -> Option<usize> {
        (0..index).rev().find(|&before| !self.blanked[before])
    }

    fn text(&self, index: usize) -> &'t str {
        self.get(index).map_or("", |token| self.scan.text_of(token))
    }

    fn text_before(&self, index: usize) -> &'t str {
        self.before(index).map_or("", |token| self.scan.text_of(token))
    }

    fn is(&self, index: usize, mark: u8) -> bool {
        self.get(index).is_some_and(|token| token.is(mark))
    }

    fn is_word(&self, index: usize) -> bool {
        self.get(index).is_some_and(Token::is_word)
    }

    /// The index of the `)` that closes the group opening at `open`; `None` where that is no `(`.
    fn group_end(&self, open: usize) -> Option<usize> {
        self.is(open, b'(').then(|| self.partners[open]).flatten()
    }

    /// Whether a line break stands between the token at `index` and the one before it.
    fn begins_line(&self, index: usize) -> bool {
        let (Some(before), Some(token)) = (self.before(index), self.get(index)) else { return false };
        self.scan.text.as_bytes()[before.end as usize..token.start as usize].contains(&b'\n')
    }

    fn overwrite(&mut self, first: usize, last: usize, byte: u8) {
        self.taken[first..=last].fill(true);
        let place = self.tokens[first].start as usize - self.base..self.tokens[last].end as usize - self.base;
        for old in &mut self.fitted.bytes[place] {
            *old = if *old == b'\n' && byte == b' ' { b'\n' } else { byte };
        }
    }

    /// Takes the tokens from `first` to `last` out.
    fn blank(&mut self, first: usize, last: usize) {
        self.blanked[first..=last].fill(true);
        self.overwrite(first, last, b' ');
    }

    /// Makes one identifier of the tokens from `first` to `last`.
    fn name(&mut self, first: usize, last: usize) {
        self.overwrite(first, last, b'_');
    }

    /// Writes `text` over the begin of the token at `index`, which is not shorter, and blanks the rest of it.
    fn replace(&mut self, index: usize, text: &str) {
        self.overwrite(index, index, b' ');
        self.replace_from(index, text);
    }

    /// Writes `text` from the begin of the token at `index` on.
    fn replace_from(&mut self, index: usize, text: &str) {
        let start = self.tokens[index].start as usize - self.base;
        for (old, new) in self.fitted.bytes[start..].iter_mut().zip(text.bytes()) {
            *old = new;
        }
    }

    /// Puts a `;` after the token at `index`, where there is room for it.
    fn end_statement(&mut self, index: usize) -> bool {
        self.put_after(index, b';')
    }

    /// Puts `mark` after the token at `index`, where there is room for it.
    fn put_after(&mut self, index: usize, mark: u8) -> bool {
        let end = self.tokens[index].end as usize - self.base;
        let has_room = self.fitted.bytes.get(end).is_some_and(u8::is_ascii_whitespace);
        if has_room {
            self.fitted.bytes[end] = mark;
        }
        has_room
    }
}

/// The text of `tokens` at their places in the body at `span`, blanks and line breaks between them.
fn shown(scan: &Scan, span: Span, tokens: &[Token]) -> Vec<u8> {
    let text = &scan.text.as_bytes()[span.start..span.end];
    let mut bytes: Vec<u8> = text.iter().map(|&byte| if byte == b'\n' { b'\n' } else { b' ' }).collect();
    for token in tokens {
        let place = token.start as usize - span.start..token.end as usize - span.start;
        bytes[place.clone()].copy_from_slice(scan.text_of(*token).as_bytes());
        if token.kind == Kind::Text {
            blank_splices(&mut bytes[place]);
        }
    }
    bytes
}

/// Blanks the line breaks inside of a literal, and the backslashes before them.
fn blank_splices(literal: &mut [u8]) {
    for at in 1..literal.len() {
        if literal[at] == b'\n' {
            let start = at - if at > 1 && literal[at - 1] == b'\r' { 2 } else { 1 };
            literal[start..=at].fill(b' ');
        }
    }
}

fn partners(tokens: &[Token]) -> Vec<Option<usize>> {
    let mut partners = vec![None; tokens.len()];
    let mut open: Vec<(usize, u8)> = Vec::new();
    let mut braces = 0usize;
    for (index, token) in tokens.iter().enumerate() {
        match token.mark() {
            b'(' => open.push((index, b')')),
            b'[' => open.push((index, b']')),
            b'{' => {
                braces += 1;
                open.push((index, b'}'));
            }
            b'}' if braces > 0 => {
                braces -= 1;
                // A brace closes what was left open inside of it.
                while let Some((opener, closing)) = open.pop() {
                    if closing == b'}' {
                        (partners[index], partners[opener]) = (Some(opener), Some(index));
                        break;
                    }
                }
            }
            mark @ (b')' | b']') => {
                if let Some((opener, _)) = open.pop_if(|(_, closing)| *closing == mark) {
                    (partners[index], partners[opener]) = (Some(opener), Some(index));
                }
            }
            _ => {}
        }
    }
    partners
}

fn enclosing(partners: &[Option<usize>]) -> Vec<Option<usize>> {
    let mut enclosing = vec![None; partners.len()];
    let mut open: Vec<usize> = Vec::new();
    for (index, partner) in partners.iter().enumerate() {
        if partner.is_some_and(|partner| partner < index) {
            open.pop();
        }
        enclosing[index] = open.last().copied();
        if partner.is_some_and(|partner| partner > index) {
            open.push(index);
        }
    }
    enclosing
}

fn in_block(scan: &Scan, tokens: &[Token], partners: &[Option<usize>], enclosing: &[Option<usize>]) -> Vec<bool> {
    let mut in_block = vec![false; tokens.len()];
    for index in 0..tokens.len() {
        in_block[index] = enclosing[index].is_some_and(|open| {
            tokens[open].is(b'{') && (open == 0 || opens_block(scan, tokens, partners, &in_block, open))
        });
    }
    in_block
}

/// Whether the brace at `open`, which is not the first token, opens a block and not an initializer.
fn opens_block(scan: &Scan, tokens: &[Token], partners: &[Option<usize>], in_block: &[bool], open: usize) -> bool {
    let before = open - 1;
    match tokens[before].mark() {
        b'{' => in_block[open],
        b')' => partners[before].is_some_and(|group| group > 0 && tokens[group - 1].is_word()) && in_block[open],
        b'=' | b',' | b'[' | b']' => false,
        _ => scan.text_of(tokens[before]) != "return",
    }
}
