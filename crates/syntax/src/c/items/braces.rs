//! Braces: which open a body, a block of declarations or part of a declaration, and what their end means.

use super::{Definition, Splitter, definition};
use crate::c::keywords::is_tag;

impl Splitter<'_, '_> {
    /// A `{` outside of all braces.
    pub(super) fn open(&mut self, index: usize) {
        if self.state.parens > 0 && self.begins_line(index) {
            self.note_item(self.closing(index), "parentheses that do not balance");
            self.state.parens = 0;
        }
        if self.state.parens == 0 && self.opens_block() {
            self.state.blocks += 1;
            return self.state.begin_item();
        }
        if self.state.parens == 0 {
            self.state.functions = self.define(index);
        }
        self.state.braces = 1;
        if self.state.functions.is_empty() {
            self.push(index);
        }
    }

    /// `extern "C" {` and `namespace x {`
    fn opens_block(&self) -> bool {
        let head = &self.state.heads[0];
        let text = |place: usize| head.get(place).map_or("", |&index| self.scan.text_of(self.scan.tokens[index]));
        let language = head.len() >= 2 && text(head.len() - 1).starts_with('"') && text(head.len() - 2) == "extern";
        language || (text(0) == "namespace" && head.len() <= 4)
    }

    /// Files the definitions whose body opens at `index`: more than one where arms give the function several names.
    fn define(&mut self, index: usize) -> Vec<usize> {
        let mut defined: Vec<usize> = Vec::new();
        for (nth, tokens) in self.state.heads.iter().enumerate() {
            let old_style = self.state.below.filter(|_| nth == 0);
            let Some(definition) = definition(self.scan, tokens, old_style, index) else { continue };
            let name = |known: &Definition| self.scan.text_of(self.scan.tokens[known.name]);
            if defined.iter().all(|&known| name(&self.items.definitions[known]) != name(&definition)) {
                defined.push(self.items.definitions.len());
                self.items.definitions.push(definition);
            }
        }
        defined
    }

    /// A `}` inside of braces.
    pub(super) fn close(&mut self, index: usize) {
        self.state.braces -= 1;
        if self.state.braces > 0 {
            return;
        }
        let functions = std::mem::take(&mut self.state.functions);
        for &function in &functions {
            let close = &mut self.items.definitions[function].close;
            *close = (*close).max(Some(index));
        }
        if !functions.is_empty() || (self.state.parens == 0 && !self.goes_on_after_braces()) {
            self.state.begin_item();
        }
    }

    /// Whether braces that are no body are followed by the rest of a declaration.
    fn goes_on_after_braces(&self) -> bool {
        self.state.heads[0].iter().any(|&index| {
            let token = self.scan.tokens[index];
            token.is(b'=') || token.is_word() && is_type_word(self.scan.text_of(token))
        })
    }

    /// A `}` outside of all braces.
    pub(super) fn close_block(&mut self, index: usize) {
        if self.state.blocks > 0 {
            self.state.blocks -= 1;
        } else if self.frames.iter().all(|frame| frame.arm == frame.way) {
            self.note(index, "a closing brace without its opening");
        }
        self.state.begin_item();
    }
}

fn is_type_word(word: &str) -> bool {
    is_tag(word) || word == "typedef"
}
