//! Bodies whose braces do not balance: where they are taken to end.

use super::state::State;
use super::{Splitter, UNBALANCED, definition};
use crate::c::tokens::Kind;
use model::{Span, UnreadText};

/// How far back the begin of a line is searched for; in bytes.
const LONGEST_LINE: usize = 4096;

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
        let end = tokens[open].start as usize;
        let near = &self.scan.text.as_bytes()[end.saturating_sub(LONGEST_LINE)..=end];
        let begins = memchr::memrchr(b'\n', near).map_or(near[0], |newline| near[newline + 1]);
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
        let open = self.last_open().unwrap_or(next);
        let brace = (open..next).rev().find(|&index| self.scan.tokens[index].is(b'}'));
        self.end_at(brace.unwrap_or(next - 1));
    }

    /// The brace that opens the open body; the last one, where arms open several.
    fn last_open(&self) -> Option<usize> {
        self.state.functions.iter().map(|&function| self.items.definitions[function].open).max()
    }

    fn end_at(&mut self, close: usize) {
        let functions = std::mem::take(&mut self.state.functions);
        let Some(&first) = functions.first() else { return };
        for &function in &functions {
            self.items.definitions[function].close = Some(close);
        }
        let start = self.scan.tokens[self.items.definitions[first].first].start as usize;
        let span = Span::new(start, self.scan.tokens[close].end as usize);
        self.items.unread.push(UnreadText { span, reason: UNBALANCED.to_owned() });
    }

    /// Ends bodies that are open at the end of the file at the first `}` that begins a line, and takes other braces that are
    /// open there for stray ones. Returns the token to go on from.
    pub(super) fn recover(&mut self) -> Option<usize> {
        if self.state.functions.is_empty() && self.state.braces > 0 {
            return self.pass_stray_brace();
        }
        let open = self.last_open()?;
        let tokens = &self.scan.tokens;
        let close = (open + 1..tokens.len()).find(|&index| tokens[index].is(b'}') && self.begins_line(index));
        self.end_at(close.unwrap_or(tokens.len() - 1));
        self.state = State::new();
        self.frames.clear();
        close.map(|close| close + 1)
    }

    /// Notes the item that has the last brace that opened outside of all others.
    fn pass_stray_brace(&mut self) -> Option<usize> {
        let open = self.state.heads[0].iter().copied().rev().find(|index| self.scan.tokens[*index].is(b'{'))?;
        self.note_item(open, UNBALANCED);
        self.state = State::new();
        self.frames.clear();
        Some(open + 1)
    }
}
