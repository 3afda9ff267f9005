//! Bodies whose braces do not balance: where they are taken to end.

use super::state::State;
use super::{Splitter, definition};
use crate::c::tokens::Kind;
use model::{Span, UnreadText};

impl Splitter<'_, '_> {
    /// A `{` inside of braces. Where a definition's head at the begin of a line stands before it, the body that it
    /// seems to stand in was not closed.
    pub(super) fn open_inside(&mut self, index: usize) {
        if !self.state.functions.is_empty()
            && let Some(head) = self.head_at_line_start(index)
        {
            self.end_unclosed(head[0]);
            self.state = State { heads: vec![head], blocks: self.state.blocks, ..State::new() };
            for frame in &mut self.frames {
                frame.before = State::new();
                frame.after = None;
            }
            return self.open(index);
        }
        self.state.braces += 1;
    }

    fn head_at_line_start(&self, open: usize) -> Option<Vec<usize>> {
        let tokens = &self.scan.tokens;
        let line = self.scan.text[..tokens[open].start as usize].rfind('\n').map_or(0, |at| at + 1);
        let begins = self.scan.text.as_bytes()[line];
        if !(begins == b'{' || crate::c::tokens::in_word(begins)) {
            return None;
        }
        let is_bound =
            |at: &usize| matches!(tokens[*at].mark(), b';' | b'{' | b'}') || tokens[*at].kind == Kind::Directive;
        let start = (0..open).rev().take(200).find(is_bound)? + 1;
        let head: Vec<usize> = (start..open).collect();
        let found = self.begins_line(*head.first()?).then(|| definition(self.scan, &head, None, open))??;
        found.typed.then_some(head)
    }

    /// Ends the open bodies at the last brace before the token at `next`.
    fn end_unclosed(&mut self, next: usize) {
        let open = self.items.definitions[self.state.functions[0]].open;
        let brace = (open..next).rev().find(|&index| self.scan.tokens[index].is(b'}'));
        self.end_at(brace.unwrap_or(next - 1));
    }

    fn end_at(&mut self, close: usize) {
        let functions = std::mem::take(&mut self.state.functions);
        let Some(&first) = functions.first() else { return };
        for &function in &functions {
            self.items.definitions[function].close = Some(close);
        }
        let start = self.scan.tokens[self.items.definitions[first].first].start as usize;
        let span = Span::new(start, self.scan.tokens[close].end as usize);
        self.items.unread.push(UnreadText { span, reason: "braces that do not balance".to_owned() });
    }

    /// Ends bodies that are open at the end of the file at the first `}` that begins a line. Returns the token to go
    /// on from.
    pub(super) fn recover(&mut self) -> Option<usize> {
        let open = self.items.definitions[*self.state.functions.first()?].open;
        let tokens = &self.scan.tokens;
        let close = (open + 1..tokens.len()).find(|&index| tokens[index].is(b'}') && self.begins_line(index));
        self.end_at(close.unwrap_or(tokens.len() - 1));
        self.state = State::new();
        self.frames.clear();
        close.map(|close| close + 1)
    }
}
