//! Words that the grammar does not know: attributes, `typeof`, macros between strings, GNU's labels as values.

use super::Fitter;
use super::assembly::is_assembly;
use crate::lang::c::tokens::Kind;
use crate::lang::c::words::{
    has_part, is_attribute_call, is_attribute_word, is_basic_type, is_control, is_declaration_word, is_qualifier,
    is_tag, is_typeof,
};

impl Fitter<'_, '_> {
    /// Fits the token at `index` where it is such a word, or the operator before one.
    pub(super) fn words(&mut self, index: usize) {
        if !self.is_word(index) {
            return self.operators(index);
        }
        match self.text(index) {
            word if is_assembly(word) => self.assembly(index),
            word if is_typeof(word) && self.is(index + 1, b'(') => self.with_group(index, Self::name),
            word if is_attribute_call(word) && self.is(index + 1, b'(') => self.with_group(index, Self::blank),
            "offsetof" => self.name(index, index),
            "__extension__" | "__restrict" | "__restrict__" | "__const" | "_Complex" => self.blank(index, index),
            "default" if self.is(index + 1, b':') && (self.is(index - 1, b',') || self.is(index - 1, b'(')) => {
                self.name(index, index);
            }
            "goto" if self.is(index + 1, b'*') => self.blank(index, index + 1),
            "if" | "while" if self.is_word(index + 1) && self.is(index + 2, b'(') => self.blank(index + 1, index + 1),
            _ if self.is_between_strings(index) => self.with_group(index, Self::name),
            _ if self.is_attribute(index) => self.blank(index, index),
            _ => {}
        }
    }

    fn with_group(&mut self, index: usize, change: fn(&mut Self, usize, usize)) {
        if let Some(close) = self.group_end(index + 1) {
            change(self, index, close);
        }
    }

    /// `"a" FORMAT(x) "b"`: a macro call with a string on one side.
    fn is_between_strings(&self, index: usize) -> bool {
        let is_text = |at: usize| self.get(at).is_some_and(|token| token.kind == Kind::Text);
        let Some(close) = self.group_end(index + 1) else { return false };
        !is_control(self.text(index)) && ((index > 0 && is_text(index - 1)) || is_text(close + 1))
    }

    /// An attribute-like word of a declaration: `int x __unused;`, `char __user *p`, `int (WINAPI *f)(void)`.
    fn is_attribute(&self, index: usize) -> bool {
        let word = self.text(index);
        let call = self.is(index + 1, b'(');
        let convention = self.is(index + 1, b'*') && index > 0 && self.is(index - 1, b'(');
        if !is_attribute_word(word) || call {
            return has_part(word, "unused") && !call && self.follows_name(index);
        }
        if convention && !word.starts_with("__") {
            return true;
        }
        word.starts_with("__") && (self.follows_name(index) || convention || self.begins_declaration(index))
    }

    fn follows_name(&self, index: usize) -> bool {
        let before = self.text_before(index);
        let named = self.before(index).is_some_and(|token| token.is_word());
        let opens =
            is_control(before) || is_tag(before) || is_assembly(before) || matches!(before, "sizeof" | "typedef");
        named && !opens && (is_basic_type(before) || !is_declaration_word(before))
    }

    /// Whether a declaration goes on after the word at `index`.
    fn begins_declaration(&self, index: usize) -> bool {
        let next = self.text(index + 1);
        let sure = is_basic_type(next) || is_tag(next) || is_qualifier(next);
        let bound =
            self.before(index).is_none_or(|token| !token.is_word()) || is_declaration_word(self.text_before(index));
        let in_cast = index > 0 && self.is(index - 1, b'(') && self.is_word(index + 1);
        bound && (sure || in_cast || (self.is_word(index + 1) && self.is_word(index + 2)))
    }

    fn operators(&mut self, index: usize) {
        match self.text(index) {
            "&&" if self.begins_operand(index) && self.is_word(index + 1) => self.replace(index, "&"),
            "." if self.is_case_range(index) => {
                self.blank(index, index + 2);
                self.replace(index, "|");
            }
            _ => {}
        }
    }

    /// Whether an operand is due at `index`, so that an operator there has none to its left.
    fn begins_operand(&self, index: usize) -> bool {
        let before = self.text_before(index);
        matches!(before, "=" | "(" | "," | "{" | "[" | "return" | "?" | ":")
    }

    /// `case 1 ... 5:`
    fn is_case_range(&self, index: usize) -> bool {
        let dots = (index..index + 3).all(|at| self.is(at, b'.'));
        let open = |at: &usize| matches!(self.text(*at), "case" | "[" | "{" | ";");
        dots && (0..index).rev().find(open).is_some_and(|at| self.text(at) == "case")
    }
}
