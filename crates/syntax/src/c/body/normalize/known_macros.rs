//! Words that the grammar does not know: attributes, `typeof`, macros between strings, GNU's labels as values.

use super::Fitter;
use super::assembly::is_assembly;
use crate::c::keywords::{
    has_part, is_attribute_call, is_attribute_word, is_basic_type, is_declaration_word, is_qualifier, is_shouted,
    is_statement, is_storage, is_tag, is_typeof,
};
use crate::c::tokens::Kind;

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
            word if is_storage(word) && self.is_declaring_macro(index + 1) => self.blank(index, index),
            _ if self.is_attribute_macro(index) => self.with_group(index, Self::blank),
            _ if self.is_attribute(index) || self.is_qualifier_macro(index) => self.blank(index, index),
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
        !is_statement(self.text(index)) && ((index > 0 && is_text(index - 1)) || is_text(close + 1))
    }

    /// An attribute-like word of a declaration: `int x __unused;`, `char __user *p`, `int (WINAPI *f)(void)`.
    fn is_attribute(&self, index: usize) -> bool {
        let word = self.text(index);
        let reserved = word.starts_with("__") && is_attribute_word(word);
        if self.is(index + 1, b'(') {
            return false;
        }
        match (self.is_word(index + 1), self.is(index + 1, b'*')) {
            (true, _) if index > 0 && self.is(index - 1, b'}') => reserved,
            (true, _) => reserved && (self.follows_type(index) || self.begins_declaration(index)),
            (_, true) if reserved && self.is(index - 1, b'*') => true,
            (_, true) => (reserved || is_shouted(word)) && (self.follows_type(index) || self.is_convention(index)),
            _ if self.is(index + 1, b')') => reserved && self.follows_type(index),
            _ if self.is(index + 1, b'[') => false,
            _ => {
                let loud = is_shouted(word) && (has_part(word, "unused") || is_attribute_word(word));
                (reserved || loud) && self.follows_declarator(index)
            }
        }
    }

    /// `int (WINAPI *f)(void)`, `(void (__cdecl *)(int))f`
    fn is_convention(&self, index: usize) -> bool {
        let typed = index > 1 && (self.is(index - 2, b'*') || self.follows_type(index - 1));
        typed && self.is(index - 1, b'(') && is_attribute_word(self.text(index))
    }

    /// Whether a type's name, or a part of a type, stands before the token at `index`.
    fn follows_type(&self, index: usize) -> bool {
        let Some(left) = self.left_of(index).filter(|&left| self.is_word(left)) else { return false };
        let before = self.text(left);
        let opens =
            is_statement(before) || is_tag(before) || is_assembly(before) || matches!(before, "sizeof" | "typedef");
        !opens && (is_basic_type(before) || !is_declaration_word(before))
    }

    /// Whether a name with its type, or array brackets, stand before the token at `index`.
    fn follows_declarator(&self, index: usize) -> bool {
        let Some(left) = self.left_of(index).filter(|&left| left > 0) else { return false };
        let named = self.follows_type(index) && !is_basic_type(self.text(left));
        let typed = self.is(left - 1, b'*') || self.follows_type(left);
        self.is(left, b']') || (named && typed)
    }

    /// `DECLARE_WORK(work, run);`: what looks like a call and declares something.
    fn is_declaring_macro(&self, index: usize) -> bool {
        let close = self.group_end(index + 1).filter(|_| self.is_word(index) && is_shouted(self.text(index)));
        close.is_some_and(|close| self.is(close + 1, b';'))
    }

    /// Whether a declaration goes on after the word at `index`.
    fn begins_declaration(&self, index: usize) -> bool {
        let next = self.text(index + 1);
        let sure = is_basic_type(next) || is_tag(next) || is_qualifier(next);
        let bound =
            self.before(index).is_none_or(|token| !token.is_word()) || is_declaration_word(self.text_before(index));
        let in_cast = index > 0 && self.is(index - 1, b'(');
        bound && (sure || in_cast || self.is_word(index + 2) || (self.is(index + 2, b'*') && self.is_word(index + 3)))
    }

    /// An attribute with arguments: `char ALIGN(8) x[4];`, `int x ATTR(unused);`
    fn is_attribute_macro(&self, index: usize) -> bool {
        let Some(close) = self.group_end(index + 1).filter(|_| is_shouted(self.text(index))) else { return false };
        let declares_next = self.is_word(close + 1) && self.follows_type(index);
        let ends = matches!(self.text(close + 1), ";" | "=" | ",") && self.follows_declarator(index);
        (declares_next && !self.begins_line(index)) || ends
    }

    /// A macro that qualifies a type or casts: `char *NOT_NULL p`, `(z_const Bytef *)p`, `return AS_TEXT f(x);`.
    fn is_qualifier_macro(&self, index: usize) -> bool {
        let plain = |at: usize| self.is_word(at) && !is_declaration_word(self.text(at)) && !is_statement(self.text(at));
        let cast_of = |at: usize| is_basic_type(self.text(at)) || is_tag(self.text(at)) || plain(at);
        let named = plain(index) && self.text(index) != "sizeof" && index > 0;
        let pointer = self.is(index + 2, b'*') || is_basic_type(self.text(index + 1));
        let in_cast = index > 1 && self.is(index - 1, b'(') && !self.is_word(index - 2) && pointer;
        let value = matches!(self.text_before(index), "=" | "return" | "?");
        let text = self.get(index + 2).is_some_and(|token| token.kind == Kind::Text);
        let accessed = text || matches!(self.text(index + 2), "(" | "->" | "." | "[");
        let argument = matches!(self.text_before(index), "(" | ",") && accessed;
        let pointed = index > 0 && self.is(index - 1, b'*');
        named && ((in_cast && cast_of(index + 1)) || (plain(index + 1) && (pointed || value || argument)))
    }

    fn operators(&mut self, index: usize) {
        if self.get(index).is_some_and(|token| token.kind == Kind::Number) && !is_number(self.text(index)) {
            return self.name(index, index);
        }
        match self.text(index) {
            "&&" if self.begins_operand(index) && self.is_word(index + 1) => self.replace(index, "&"),
            "]" if self.is_old_designator(index) => drop(self.put_after(index, b'=')),
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

    /// GNU's old `[index] { .. }` in an initializer.
    fn is_old_designator(&self, index: usize) -> bool {
        let before = self.partners[index].map_or("", |open| self.text_before(open));
        self.is(index + 1, b'{') && !self.in_block[index] && matches!(before, "{" | ",")
    }

    /// `case 1 ... 5:`
    fn is_case_range(&self, index: usize) -> bool {
        let dots = (index..index + 3).all(|at| self.is(at, b'.'));
        let open = |at: &usize| matches!(self.text(*at), "case" | "[" | "{" | ";");
        dots && (0..index).rev().find(open).is_some_and(|at| self.text(at) == "case")
    }
}

/// Whether `text`, which begins as a number does, is one: `100baseT_Full` is a piece that a macro pastes.
pub(crate) fn is_number(text: &str) -> bool {
    let suffix = |byte: u8| b"eEfFuUlLdDwWiIzZbBpPxX.+-'".contains(&byte) || byte.is_ascii_digit();
    text.starts_with("0x") || text.starts_with("0X") || text.bytes().all(suffix)
}
