//! What can be handed to a macro but not to a function: types, operators, statements, nothing at all.

use super::Fitter;
use crate::c::keywords::{is_attribute_call, is_basic_type, is_operator, is_qualifier, is_statement, is_tag};
use crate::c::tokens::Kind;
use std::ops::RangeInclusive;

impl Fitter<'_, '_> {
    /// Fits the arguments of the call whose name is the word at `index`.
    pub(super) fn arguments(&mut self, index: usize) {
        let Some(close) = self.call_end(index) else { return };
        let mut start = index + 2;
        for at in index + 2..=close {
            let inner = self.enclosing_open(at) == Some(index + 1);
            if at == close || (inner && self.is(at, b',')) {
                self.argument(start, at, close);
                start = at + 1;
            }
        }
    }

    fn call_end(&self, index: usize) -> Option<usize> {
        let word = self.text(index);
        let is_name = self.is_word(index) && !is_statement(word) && !is_attribute_call(word);
        let is_name = is_name && (!is_operator(word) || word == "offsetof");
        let close = is_name.then(|| self.group_end(index + 1)).flatten()?;
        let holds_statements =
            (index + 2..close).any(|at| self.is(at, b';') && self.enclosing_open(at) == Some(index + 1));
        (!holds_statements).then_some(close)
    }

    /// The index of the bracket that the token at `index` stands directly in.
    fn enclosing_open(&self, index: usize) -> Option<usize> {
        self.enclosing[index]
    }

    /// Fits the argument from `start` up to, not including, `end`; `close` ends the call.
    fn argument(&mut self, start: usize, end: usize, close: usize) {
        if start == end {
            return self.nothing(start, close);
        }
        let tokens = start..=end - 1;
        if self.is(start, b'.') && self.is_word(start + 1) && self.is(start + 2, b'=') {
            self.blank(start, start);
        } else if self.is(start, b'{') && self.partners[start] == Some(end - 1) {
            self.braced_argument(start, end - 1);
        } else if self.is_statement_word(start) {
            self.statement_argument(start, end);
        } else if self.is_operator_argument(&tokens) || self.is_type_argument(&tokens) || self.is_phrase(&tokens) {
            self.name(start, end - 1);
        }
    }

    /// `f({a, b})`: a list of values in braces.
    fn braced_argument(&mut self, open: usize, close: usize) {
        let empty = open + 1 == close;
        if !empty && !(open..close).any(|at| self.is(at, b';') || self.is(at, b'=')) {
            self.replace(open, "(");
            self.replace(close, ")");
        }
    }

    /// An empty argument: the comma beside it is taken out.
    fn nothing(&mut self, at: usize, close: usize) {
        if self.is(at, b',') {
            self.blank(at, at);
        } else if at == close && self.is(at - 1, b',') {
            self.blank(at - 1, at - 1);
        }
    }

    fn is_operator_argument(&self, tokens: &RangeInclusive<usize>) -> bool {
        let only = tokens.start() == tokens.end();
        only && self.get(*tokens.start()).is_some_and(|token| token.kind == Kind::Mark && !token.is(b'}'))
    }

    /// `struct x *`, `unsigned int`, `x_t **`: only words and stars, that begin as a type does or end with a star.
    fn is_type_argument(&self, tokens: &RangeInclusive<usize>) -> bool {
        let first = self.text(*tokens.start());
        let begins = is_basic_type(first) || is_tag(first) || is_qualifier(first);
        let ends = self.is(*tokens.end(), b'*') && self.is_word(*tokens.start());
        (begins || ends) && tokens.clone().all(|at| self.is_word(at) || self.is(at, b'*'))
    }

    /// `macOS 10.9`, `HANDLE file`: words and numbers without an operator between two of them.
    fn is_phrase(&self, tokens: &RangeInclusive<usize>) -> bool {
        let is_piece = |at: usize| self.get(at).is_some_and(|token| matches!(token.kind, Kind::Word | Kind::Number));
        let adjacent = tokens.clone().skip(1).any(|at| is_piece(at) && is_piece(at - 1));
        let plain = |at: usize| (is_piece(at) || self.is(at, b'*')) && !is_operator(self.text(at));
        adjacent && tokens.clone().all(plain)
    }

    fn is_statement_word(&self, index: usize) -> bool {
        matches!(self.text(index), "return" | "break" | "continue" | "goto")
    }

    /// `return x`, `break`, `goto out` as an argument.
    fn statement_argument(&mut self, start: usize, end: usize) {
        if self.text(start) == "return" && end > start + 1 {
            self.blank(start, start);
            self.fitted.returned.insert(self.tokens[start + 1].start as usize);
        } else {
            self.name(start, end - 1);
        }
    }
}
