//! Assembly: shown to the parser as a call whose arguments are the operands.

use super::Fitter;
use crate::c::tokens::Kind;

/// Whether `word` begins a piece of assembly.
pub(super) fn is_assembly(word: &str) -> bool {
    word.trim_matches('_').eq_ignore_ascii_case("asm")
}

impl Fitter<'_, '_> {
    /// Fits the assembly that begins with the word at `index`.
    pub(super) fn assembly(&mut self, index: usize) {
        let open = (index + 1..index + 5).find(|&at| !self.is_word(at));
        let Some(open) = open.filter(|&open| self.is(open, b'(') || self.is(open, b'{')) else { return };
        let Some(close) = self.partners[open] else { return };
        if self.is_register(index) {
            return self.blank(index, close);
        }
        self.name(index, index);
        if open > index + 1 {
            self.blank(index + 1, open - 1);
        }
        if self.is(open, b'(') {
            self.operands(open, close);
        } else {
            self.assembly_block(index, close);
        }
    }

    /// `register int x asm("r0");`
    fn is_register(&self, index: usize) -> bool {
        let before = self.text_before(index);
        index > 1 && self.is_word(index - 1) && !matches!(before, "else" | "do" | "return")
    }

    /// The index of the first `:` between `open` and `close`, behind the template; of `close` where there is none.
    fn template_end(&self, open: usize, close: usize) -> usize {
        let mut at = open + 1;
        while at < close && !matches!(self.text(at), ":" | "::") {
            at = self.group_end(at).unwrap_or(at) + 1;
        }
        at.min(close)
    }

    /// Leaves the operands in parentheses, with one comma between each two.
    fn operands(&mut self, open: usize, close: usize) {
        let mut last: Option<usize> = None;
        let mut at = self.template_end(open, close);
        if at > open + 1 {
            self.blank(open + 1, at - 1);
        }
        while at < close {
            match self.group_end(at) {
                Some(end) => {
                    let comma = last
                        .and_then(|last| (last + 1..at).find(|&at| self.get(at).is_some_and(|t| t.kind == Kind::Mark)));
                    comma.into_iter().for_each(|comma| self.replace(comma, ","));
                    last = Some(end);
                    at = end + 1;
                }
                None => {
                    self.blank(at, at);
                    at += 1;
                }
            }
        }
    }

    /// `__asm { … }` becomes a call without arguments.
    fn assembly_block(&mut self, index: usize, close: usize) {
        self.blank(index, close);
        self.replace_from(index, "a();");
    }
}
