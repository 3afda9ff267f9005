//! The tokens of a file with their brackets paired: what items are found in, and what text and hashes are made of.

use std::ops::Range;

use super::brackets::{NONE, line_indent, pair};
use super::lexer::{Lexed, RawComment, Token, TokenKind, lex};
use model::{Span, UnreadText};

/// The tokens and comments of one file. Places in it are indices of tokens, ranges are half open.
pub(super) struct Tokens<'a> {
    pub(super) text: &'a str,
    tokens: Vec<Token>,
    partners: Vec<usize>,
    pub(super) comments: Vec<RawComment>,
    pub(super) unread: Vec<UnreadText>,
}

impl<'a> Tokens<'a> {
    /// Reads `text` and pairs its brackets.
    pub(super) fn new(text: &'a str) -> Self {
        let Lexed { tokens, comments, unread } = lex(text);
        let partners = pair(text, &tokens);
        Self { text, tokens, partners, comments, unread }
    }

    /// All of them.
    pub(super) fn all(&self) -> Range<usize> {
        0..self.tokens.len()
    }

    /// What kind of token `at` is; past the end, unknown.
    pub(super) fn kind(&self, at: usize) -> TokenKind {
        self.tokens.get(at).map_or(TokenKind::Unknown, |token| token.kind)
    }

    /// Where the token `at` stands; past the end, the end of the text.
    pub(super) fn span(&self, at: usize) -> Span {
        let end = self.text.len();
        self.tokens.get(at).map_or(Span::new(end, end), |token| token.span)
    }

    /// The text of the token `at`.
    pub(super) fn str(&self, at: usize) -> &'a str {
        let span = self.span(at);
        &self.text[span.start..span.end]
    }

    /// From the first to the last token of `range`; nothing at its place where it is empty.
    pub(super) fn extent(&self, range: &Range<usize>) -> Span {
        let start = self.span(range.start).start;
        if range.is_empty() { Span::new(start, start) } else { Span::new(start, self.span(range.end - 1).end) }
    }

    pub(super) fn is_word(&self, at: usize, word: &str) -> bool {
        self.kind(at) == TokenKind::Word && self.str(at) == word
    }

    pub(super) fn is_name(&self, at: usize) -> bool {
        self.kind(at) == TokenKind::Word
    }

    pub(super) fn is_punct(&self, at: usize, byte: u8) -> bool {
        self.kind(at) == TokenKind::Punct(byte)
    }

    /// Whether `::` stands at `at`.
    pub(super) fn is_path_separator(&self, at: usize) -> bool {
        self.is_punct(at, b':') && self.is_punct(at + 1, b':')
    }

    /// Whether an arrow (`->`, `=>`) ends at `at`: its `>` closes no angle bracket.
    pub(super) fn ends_arrow(&self, at: usize) -> bool {
        let glued = at > 0 && self.span(at - 1).end == self.span(at).start;
        glued && (self.is_punct(at - 1, b'-') || self.is_punct(at - 1, b'='))
    }

    /// The index of the closing bracket of the group that `opening` opens at `at`.
    pub(super) fn group(&self, at: usize, opening: u8) -> Option<usize> {
        (self.kind(at) == TokenKind::Open(opening)).then(|| self.closing(at)).flatten()
    }

    /// The index of the closing bracket of the group that begins at `at`, if one does.
    pub(super) fn any_group(&self, at: usize) -> Option<usize> {
        matches!(self.kind(at), TokenKind::Open(_)).then(|| self.closing(at)).flatten()
    }

    fn closing(&self, at: usize) -> Option<usize> {
        Some(self.partners[at]).filter(|&partner| partner != NONE)
    }

    /// The token after the one at `at`, or after its group.
    pub(super) fn next(&self, at: usize) -> usize {
        self.any_group(at).unwrap_or(at) + 1
    }

    /// How far the token `at` is indented, when it begins its line.
    pub(super) fn indent(&self, at: usize) -> Option<usize> {
        line_indent(self.text, self.span(at).start)
    }

    /// The tokens that lie inside `span`.
    pub(super) fn within(&self, span: Span) -> Range<usize> {
        let start = self.tokens.partition_point(|token| token.span.start < span.start);
        let end = self.tokens.partition_point(|token| token.span.end <= span.end);
        start..end.max(start)
    }

    /// The text of `range` without its comments, white space folded to one space.
    pub(super) fn folded(&self, range: Range<usize>) -> String {
        let mut folded = String::new();
        let mut end = None;
        for at in range {
            let span = self.span(at);
            if end.is_some_and(|end| end < span.start) {
                folded.push(' ');
            }
            folded.push_str(self.str(at));
            end = Some(span.end);
        }
        folded
    }

    /// The text of `span` without its comments, white space folded to one space.
    pub(super) fn folded_span(&self, span: Span) -> String {
        self.folded(self.within(span))
    }

    /// A hash of the tokens in `span` (FNV-1a, 64 bits): the same in every run and on every machine.
    pub(super) fn hash(&self, span: Span) -> u64 {
        let bytes = self.within(span).flat_map(|at| self.str(at).bytes().chain([0xff]));
        bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
    }
}
