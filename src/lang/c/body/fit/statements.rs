//! Macros that stand as statements: without a `;`, with a block, or both.

use super::Fitter;
use super::assembly::is_assembly;
use crate::lang::c::tokens::Kind;
use crate::lang::c::words::{has_part, is_attribute_call, is_control, is_declaration_word, is_operator, is_shouted};

impl Fitter<'_, '_> {
    /// Fits the statement that begins with the word at `index`, where it is a macro's.
    pub(super) fn statements(&mut self, index: usize) {
        if self.is_word(index) && self.begins_statement(index) && self.is_macro_name(index) {
            match self.group_end(index + 1) {
                Some(close) => self.call_statement(index, close),
                None => self.word_statement(index),
            }
        }
    }

    fn begins_statement(&self, index: usize) -> bool {
        matches!(self.text_before(index), ";" | "{" | "}" | ":" | ")" | "else" | "do") || self.ended_before(index)
    }

    /// Whether a `;` was put in before the token at `index`.
    fn ended_before(&self, index: usize) -> bool {
        let end = self.before(index).map(|token| token.end as usize - self.base);
        end.is_some_and(|end| self.fitted.bytes.get(end) == Some(&b';'))
    }

    fn is_macro_name(&self, index: usize) -> bool {
        let word = self.text(index);
        let known = is_control(word) || is_declaration_word(word) || is_operator(word) || is_attribute_call(word);
        !(known || is_assembly(word) || matches!(word, "__try" | "__except" | "__finally" | "__leave"))
    }

    /// `NAME ( … )` and what follows it.
    fn call_statement(&mut self, index: usize, close: usize) {
        let block = self.is(close + 1, b'{');
        let single = is_iteration(self.text(index)) && !block && self.is_word(close + 1);
        if block || single {
            self.block_statement(index, close);
        } else if self.goes_on_afresh(index, close + 1) {
            self.end_statement(close);
        }
    }

    /// The parser is shown an `if`, so that the macro's arguments and its block keep their places.
    fn block_statement(&mut self, index: usize, close: usize) {
        let empty = close == index + 2;
        let length = self.text(index).len();
        if length < 2 || (empty && length < 3) {
            self.end_statement(close);
            return;
        }
        if empty {
            self.blank(index, close);
            self.replace_from(index, "if(1)");
        } else {
            self.replace(index, "if");
        }
        self.fitted.blocks.insert(self.tokens[index].start as usize);
    }

    /// Whether the token at `next` begins a statement although none was ended before it.
    fn goes_on_afresh(&self, name: usize, next: usize) -> bool {
        let Some(token) = self.get(next) else { return false };
        match (token.kind, token.mark()) {
            (_, b'}') => true,
            (Kind::Word, _) => self.begins_line(next) || is_control(self.text(next)),
            (Kind::Mark, b'*' | b'(') => self.begins_line(next) && is_shouted(self.text(name)),
            (Kind::Mark, 0) => self.begins_line(next) && matches!(self.text(next), "++" | "--"),
            _ => false,
        }
    }

    /// `NAME` alone on its line, or before a block.
    fn word_statement(&mut self, index: usize) {
        let word = self.text(index);
        let loud = word.bytes().any(|byte| byte.is_ascii_uppercase()) || word.starts_with("__");
        let next = index + 1;
        if self.is(next, b'{') && !self.end_statement(index) {
            self.blank(index, index);
        } else if self.is(next, b'}') || (self.is_word(next) && self.begins_line(next) && loud) {
            self.end_statement(index);
        } else if self.is(next, b':') && self.is(next + 1, b'}') {
            self.end_statement(next);
        }
    }
}

/// Whether a macro of this name repeats the statement after it.
pub(in crate::lang::c::body) fn is_iteration(word: &str) -> bool {
    let small = word.to_ascii_lowercase();
    ["for", "foreach", "each", "loop", "while", "forall"].iter().any(|part| has_part(word, part))
        || small.contains("foreach")
        || small.contains("for_each")
}
