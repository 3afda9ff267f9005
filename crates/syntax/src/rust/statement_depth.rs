//! How deep a parser gets into a text, and where statements end, told from the tokens alone.

use std::ops::Range;

use super::lexer::TokenKind;
use super::tokens::Tokens;

impl Tokens<'_> {
    /// The number of tokens on the longest way into `range`: at each level of brackets those since the last
    /// separator. No recursive parser goes deeper, whether by brackets, operators, methods or `else if`.
    pub(super) fn longest_way(&self, range: Range<usize>) -> usize {
        let mut outer: Vec<usize> = Vec::new();
        let (mut way, mut longest) = (0, 0);
        for at in range {
            way += 1;
            longest = longest.max(way);
            match self.kind(at) {
                TokenKind::Open(_) => outer.push(way),
                TokenKind::Close(byte) => {
                    way = outer.pop().unwrap_or(0);
                    if byte == b'}' && !self.goes_on(at + 1) {
                        way = outer.last().copied().unwrap_or(0);
                    }
                }
                TokenKind::Punct(b',' | b';') => way = outer.last().copied().unwrap_or(0),
                _ => {}
            }
        }
        longest
    }

    /// Whether the token `at`, which follows a `}`, goes on with the same statement.
    fn goes_on(&self, at: usize) -> bool {
        match self.kind(at) {
            TokenKind::Punct(byte) => !matches!(byte, b'#' | b'*' | b'&' | b'\''),
            TokenKind::Word => matches!(self.str(at), "else" | "as"),
            _ => false,
        }
    }

    /// `range` cut into what looks like one statement each.
    pub(super) fn statements(&self, range: Range<usize>) -> Vec<Range<usize>> {
        let mut parts = Vec::new();
        let mut start = range.start;
        let mut at = range.start;
        while at < range.end {
            let next = self.next(at);
            let closes = self.kind(next - 1) == TokenKind::Close(b'}') && !self.goes_on(next);
            if self.is_punct(at, b';') || closes {
                parts.push(start..next);
                start = next;
            }
            at = next;
        }
        parts.push(start..range.end);
        parts.retain(|part| !part.is_empty());
        parts
    }
}
