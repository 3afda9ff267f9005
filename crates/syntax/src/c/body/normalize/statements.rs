//! Macros that stand as statements: without a `;`, with a block, or both.

use super::Fitter;
use super::assembly::is_assembly;
use crate::c::keywords::{
    has_part, is_attribute_call, is_basic_type, is_declaration_word, is_operator, is_shouted, is_statement, is_storage,
    is_tag,
};
use crate::c::tokens::Kind;

impl Fitter<'_, '_> {
    /// Fits the statement that begins with the word at `index`, where it is a macro's.
    pub(super) fn statements(&mut self, index: usize) {
        if self.is_word(index) && self.in_block[index] && self.begins_statement(index) && self.is_macro_name(index) {
            if self.is_prefix(index) {
                return self.blank(index, index);
            }
            match self.group_end(index + 1) {
                Some(close) => self.call_statement(index, close),
                None => self.word_statement(index),
            }
        }
    }

    fn begins_statement(&self, index: usize) -> bool {
        let bound = |before: usize| matches!(self.text(before), ";" | "{" | "}" | ":" | ")" | "else" | "do");
        self.left_of(index).is_none_or(bound) || self.ended_before(index)
    }

    /// Whether a `;` was put in before the token at `index`.
    fn ended_before(&self, index: usize) -> bool {
        let end = self.before(index).map(|token| token.end as usize - self.base);
        end.is_some_and(|end| self.fitted.bytes.get(end) == Some(&b';'))
    }

    fn is_macro_name(&self, index: usize) -> bool {
        let word = self.text(index);
        let known = is_statement(word) || is_declaration_word(word) || is_operator(word) || is_attribute_call(word);
        !(known || is_assembly(word) || matches!(word, "__try" | "__except" | "__finally" | "__leave"))
    }

    /// `EXPECTED check(x == 1, "text");`, `PRIVATE static int x;`, `UNUSED size_t x;`: a macro before a whole statement.
    fn is_prefix(&self, index: usize) -> bool {
        let next = self.text(index + 1);
        if !self.is_word(index + 1) || (self.begins_line(index + 1) && is_loud(self.text(index))) {
            return false;
        }
        let declares = is_storage(next) || is_tag(next) || is_basic_type(next);
        let declared = |at: usize| self.is_word(at) && !is_declaration_word(self.text(at));
        let named = declared(index + 2) || (self.is(index + 2, b'*') && declared(index + 3));
        let variable = declared(index + 1) && named;
        declares || is_statement(next) && !self.begins_line(index + 1) || variable || self.is_call_of_values(index + 1)
    }

    /// Whether a call, and no prototype, begins at `index`.
    fn is_call_of_values(&self, index: usize) -> bool {
        let Some(close) = self.group_end(index + 1) else { return false };
        self.is(close + 1, b'(') || is_shouted(self.text(index)) || self.are_values(index + 2..close)
    }

    /// Whether the tokens between parentheses are rather values than parameters.
    fn are_values(&self, mut tokens: std::ops::Range<usize>) -> bool {
        tokens.any(|at| {
            self.get(at).is_some_and(|token| {
                token.kind != Kind::Word && !matches!(token.mark(), b'*' | b',' | b'[' | b']' | b'.')
            })
        })
    }

    /// `NAME ( … )` and what follows it.
    fn call_statement(&mut self, index: usize, close: usize) {
        if self.is_wrapped_statement(index + 2, close) {
            return self.unwrap(index, close);
        }
        let block = self.is(close + 1, b'{');
        if self.is(close + 1, b':') {
            return self.label_macro(index, close);
        }
        if is_declaration_word(self.text(close + 1)) && !self.begins_line(close + 1) {
            return self.blank(index, close);
        }
        let single = !block && self.is_word(close + 1) && self.takes_statement(index, close + 1);
        if block || single {
            self.block_statement(index, close);
        } else if self.goes_on_afresh(index, close + 1) {
            self.end_statement(close);
        }
    }

    /// `DEBUG(int calls = 0);`, `DEBUG(f(); g();)`: a macro around a declaration or around statements.
    fn is_wrapped_statement(&self, first: usize, close: usize) -> bool {
        let begin = self.text(first);
        let typed = is_declaration_word(begin) || (self.is_word(first) && self.is_word(first + 1));
        let declares = typed && self.is(close + 1, b';') && !self.taken[first] && !is_operator(begin);
        let open = first - 1;
        let several = (first..close).any(|at| self.is(at, b';') && self.enclosing[at] == Some(open));
        (declares && first + 1 < close) || several
    }

    /// Takes the macro's name and parentheses off.
    fn unwrap(&mut self, index: usize, close: usize) {
        for at in index + 3..close {
            let ends = self.enclosing[at] == Some(index + 1) && matches!(self.text_before(at), ";" | "}");
            if ends && self.is(at, b',') {
                self.replace(at, ";");
            }
        }
        self.blank(index, index + 1);
        self.replace(close, if self.is(close - 1, b';') { " " } else { ";" });
        self.in_block[index + 2] = true;
    }

    /// Whether the statement that begins at `next` belongs to the macro at `index`: by its name, its line or its indent.
    fn takes_statement(&self, index: usize, next: usize) -> bool {
        let deeper = self.begins_line(index) && self.column(next) > self.column(index);
        let declares = self.is_word(next + 1) && !is_statement(self.text(next)) && !self.is_call_of_values(next + 1);
        !declares && (!self.begins_line(next) || is_iteration(self.text(index)) || deeper)
    }

    fn column(&self, index: usize) -> usize {
        let start = self.tokens[index].start as usize;
        start - self.scan.text[..start].rfind('\n').map_or(0, |at| at + 1)
    }

    /// `ENTRY(op):`, a label that a macro makes.
    fn label_macro(&mut self, index: usize, close: usize) {
        if self.text(index).len() >= "case".len() && close > index + 2 {
            self.replace(index, "case");
        } else {
            self.name(index, close);
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
            (Kind::Word, _) => self.begins_line(next) || is_statement(self.text(next)),
            (Kind::Mark, b'*' | b'(') => self.begins_line(next) && is_shouted(self.text(name)),
            (Kind::Mark, 0) => self.begins_line(next) && matches!(self.text(next), "++" | "--"),
            _ => false,
        }
    }

    /// `NAME` alone on its line, or before a block.
    fn word_statement(&mut self, index: usize) {
        let loud = is_loud(self.text(index));
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

/// Whether `word` is written as no variable and no type of most projects is.
fn is_loud(word: &str) -> bool {
    word.bytes().any(|byte| byte.is_ascii_uppercase()) || word.starts_with("__")
}

/// Whether a macro of this name repeats the statement after it.
pub(crate) fn is_iteration(word: &str) -> bool {
    let small = word.to_ascii_lowercase();
    ["for", "foreach", "each", "loop", "while", "forall"].iter().any(|part| has_part(word, part))
        || small.contains("foreach")
        || small.contains("for_each")
}
