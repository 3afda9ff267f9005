//! The tokens before a body or a `;`, with their brackets paired.

use super::scan::Scan;
use super::tokens::{Kind, Token};
use crate::c::keywords::{is_attribute_call, is_control};
use std::ops::Range;

/// One element of a head. Numbers are places in [`Head::tokens`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Element {
    /// A word.
    Word(usize),
    /// What stands between brackets, these included; `round` for parentheses.
    Group { open: usize, close: usize, round: bool },
    /// A `*` or `&` of a declarator, a string literal.
    Light(usize),
    /// The place of a braced part that was left out: a structure's members, an initializer.
    Brace(usize),
    /// Anything else: nothing before it belongs to a function's head.
    Foreign(usize),
}

impl Element {
    /// The place of its first token.
    pub(super) fn start(self) -> usize {
        match self {
            Self::Word(at) | Self::Light(at) | Self::Brace(at) | Self::Foreign(at) | Self::Group { open: at, .. } => at,
        }
    }

    /// The place after its last token.
    pub(super) fn end(self) -> usize {
        match self {
            Self::Group { close, .. } => close + 1,
            other => other.start() + 1,
        }
    }

    /// Whether this is a pair of parentheses.
    pub(super) fn is_round(self) -> bool {
        matches!(self, Self::Group { round: true, .. })
    }
}

/// The tokens of a head and the text they come from.
pub(super) struct Head<'s, 't> {
    pub(super) scan: &'s Scan<'t>,
    /// Indices into the scan's tokens.
    pub(super) tokens: &'s [usize],
}

impl<'s, 't> Head<'s, 't> {
    /// The token at `place`.
    pub(super) fn token(&self, place: usize) -> Token {
        self.scan.tokens[self.tokens[place]]
    }

    /// The text of the token at `place`.
    pub(super) fn text(&self, place: usize) -> &'t str {
        self.scan.text_of(self.token(place))
    }

    /// The text of the tokens at `places`, white space folded.
    pub(super) fn folded(&self, places: Range<usize>) -> String {
        let mut out = String::new();
        let mut last: Option<Token> = None;
        for token in places.map(|place| self.token(place)) {
            if last.is_some_and(|last| last.end != token.start) {
                out.push(' ');
            }
            out.push_str(self.scan.text_of(token));
            last = Some(token);
        }
        out
    }

    /// The word at `place`, where it is one.
    pub(super) fn word(&self, place: usize) -> Option<&'t str> {
        (place < self.tokens.len() && self.token(place).is_word()).then(|| self.text(place))
    }

    /// The elements of the tokens at `places`.
    pub(super) fn elements(&self, places: Range<usize>) -> Vec<Element> {
        let mut elements = Vec::with_capacity(8);
        elements.extend(self.each_element(places));
        elements
    }

    /// The same, one after the other.
    pub(super) fn each_element(&self, places: Range<usize>) -> impl Iterator<Item = Element> {
        let element_at = move |at: usize| (at < places.end).then(|| self.element(at, places.end));
        std::iter::successors(element_at(places.start), move |element| element_at(element.end()))
    }

    fn element(&self, at: usize, end: usize) -> Element {
        let token = self.token(at);
        match (token.kind, token.mark()) {
            (Kind::Word, _) => Element::Word(at),
            (_, mark @ (b'(' | b'[')) => match self.closing(at, end) {
                Some(close) => Element::Group { open: at, close, round: mark == b'(' },
                None => Element::Foreign(at),
            },
            (_, b'*' | b'&') | (Kind::Text, _) => Element::Light(at),
            (_, b'{') => Element::Brace(at),
            _ => Element::Foreign(at),
        }
    }

    fn closing(&self, open: usize, end: usize) -> Option<usize> {
        let mut depth = 0usize;
        for at in open..end {
            match self.token(at).mark() {
                b'(' | b'[' => depth += 1,
                b')' | b']' if depth == 1 => return Some(at),
                b')' | b']' => depth -= 1,
                _ => {}
            }
        }
        None
    }

    /// The parts of the tokens at `places` between commas.
    pub(super) fn split(&self, places: Range<usize>) -> Vec<Range<usize>> {
        let mut parts = Vec::new();
        let (mut start, mut depth) = (places.start, 0usize);
        for at in places.clone() {
            match self.token(at).mark() {
                b'(' | b'[' | b'{' => depth += 1,
                b')' | b']' | b'}' => depth = depth.saturating_sub(1),
                b',' if depth == 0 => {
                    parts.push(start..at);
                    start = at + 1;
                }
                _ => {}
            }
        }
        if start < places.end || !parts.is_empty() {
            parts.push(start..places.end);
        }
        parts
    }

    /// Whether the elements hold a word that only statements have.
    pub(super) fn has_control(&self, elements: &[Element]) -> bool {
        elements.iter().any(|element| matches!(element, Element::Word(at) if is_control(self.text(*at))))
    }

    /// Whether the element at `index` is a word whose parentheses belong to an attribute or a type.
    pub(super) fn is_attribute_at(&self, elements: &[Element], index: usize) -> bool {
        matches!(elements.get(index), Some(Element::Word(at)) if is_attribute_call(self.text(*at)))
    }
}
