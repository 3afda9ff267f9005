//! Types: where a declaration begins, and what in parentheses is a type.

use std::ops::Range;

use super::Reader;
use crate::c::keywords::{
    is_attribute_call, is_basic_type, is_declaration_word, is_measure, is_operator, is_qualifier, is_statement, is_tag,
    is_typeof,
};
use crate::c::tokens::Kind;

/// What stands between parentheses before an operand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Parens {
    /// A type, for sure.
    Type,
    /// A word that can name a type as well as a variable.
    Word,
    /// Anything else.
    Other,
}

impl Reader<'_> {
    /// Whether a declaration begins with the next token, a word. `a * b;` is one: as an expression it would do nothing.
    pub(super) fn begins_declaration(&self) -> bool {
        if is_declaration_word(self.word()) || is_standard_type(self.word()) {
            return true;
        }
        let next = self.at + 1;
        if is_keyword(self.word()) || self.mark_at(next) != b'*' {
            return self.is_word(next) && !is_keyword(self.word());
        }
        let name = (next..self.tokens.len()).find(|&at| !(self.mark_at(at) == b'*' || is_qualifier(self.shown_at(at))));
        name.is_some_and(|name| {
            self.is_word(name) && matches!(self.mark_at(name + 1), b';' | b'=' | b',' | b'[' | b'(')
        })
    }

    /// What stands between the `(` at `open` and the `)` at `close`.
    pub(super) fn parens(&self, open: usize, close: usize) -> Parens {
        let stars = (open + 1..close).rev().take_while(|&at| self.mark_at(at) == b'*' || self.is_const(at)).count();
        let words = open + 1..close - stars;
        let all_words = !words.is_empty() && words.clone().all(|at| self.is_word(at));
        let first = self.shown_at(open + 1);
        if !all_words || is_operator(first) || is_typeof(first) {
            return Parens::Other;
        }
        let typed = words.clone().any(|at| is_type_word(self.shown_at(at)) || is_tag(self.shown_at(at)));
        if self.fitted.is_none() && self.has_spare_word(words.clone()) {
            return Parens::Other;
        }
        match words.len() {
            _ if typed || self.is_const(open + 1) => Parens::Type,
            1 if stars > 0 && !is_keyword(first) => Parens::Type,
            1 if !is_keyword(first) => Parens::Word,
            _ => Parens::Other,
        }
    }

    /// Whether more words stand in a type than its own and the qualifiers: macros that want fitting.
    fn has_spare_word(&self, words: Range<usize>) -> bool {
        let is_own = |at: &usize| {
            let word = self.shown_at(*at);
            !(is_type_word(word) || is_tag(word) || is_qualifier(word))
        };
        let named = words.clone().any(|at| is_type_word(self.shown_at(at)));
        words.filter(is_own).count() > usize::from(!named)
    }

    fn is_const(&self, at: usize) -> bool {
        is_qualifier(self.shown_at(at))
    }

    /// Whether the parentheses at `open` cast what follows them; `(a)(b)c` casts twice.
    pub(super) fn casts(&self, mut open: usize) -> bool {
        while let Some(close) = self.closing(open) {
            let after = close + 1;
            match self.parens(open, close) {
                Parens::Type => return self.mark_at(after) != b'{',
                Parens::Word if self.mark_at(after) == b'(' => open = after,
                Parens::Word => return self.begins_operand(after),
                Parens::Other => return false,
            }
        }
        false
    }

    /// Whether the token at `index` can only begin an operand, so that a word in parentheses before it is a type.
    pub(super) fn begins_operand(&self, index: usize) -> bool {
        match self.kind_at(index) {
            Some(Kind::Number | Kind::Char | Kind::Text) => true,
            Some(Kind::Word) => !is_keyword(self.shown_at(index)) || self.shown_at(index) == "sizeof",
            Some(Kind::Mark) => matches!(self.mark_at(index), b'!' | b'~'),
            _ => false,
        }
    }
}

/// Whether `word` is a type of the language or of its standard headers, wherever it stands.
pub(super) fn is_type_word(word: &str) -> bool {
    is_basic_type(word) || is_standard_type(word)
}

fn is_standard_type(word: &str) -> bool {
    matches!(
        word,
        "size_t"
            | "ssize_t"
            | "ptrdiff_t"
            | "intptr_t"
            | "uintptr_t"
            | "charptr_t"
            | "nullptr_t"
            | "max_align_t"
            | "int8_t"
            | "int16_t"
            | "int32_t"
            | "int64_t"
            | "uint8_t"
            | "uint16_t"
            | "uint32_t"
            | "uint64_t"
            | "char8_t"
            | "char16_t"
            | "char32_t"
            | "char64_t"
    )
}

/// Whether `word` cannot name a variable, a function or a label.
pub(super) fn is_keyword(word: &str) -> bool {
    is_reserved(word) || is_declaration_word(word) || is_standard_type(word)
}

/// Whether `word` cannot even name a member or a label.
pub(super) fn is_reserved(word: &str) -> bool {
    is_statement_word(word) || is_tag(word) || is_construct(word)
}

fn is_statement_word(word: &str) -> bool {
    is_statement(word) || matches!(word, "typedef" | "__try" | "__except" | "__finally" | "__leave")
}

/// Whether `word` begins a construct that looks like a call or an attribute.
fn is_construct(word: &str) -> bool {
    is_measure(word) || is_attribute_call(word) || matches!(word, "__extension__" | "_Nonnull")
}
