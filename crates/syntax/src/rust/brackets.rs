//! Which bracket closes which, also in a file where one is missing.

use super::lexer::{Token, TokenKind};

/// The partner of a bracket that has none, and of all other tokens.
pub(super) const NONE: usize = usize::MAX;

/// For each token the index of the bracket it pairs with, or [`NONE`].
///
/// Where the brackets of a text do not balance, a second pass trusts the indentation: a `}` that begins its line
/// closes the block whose line is indented alike, so that a missing brace costs the function it is missing in.
pub(super) fn pair(text: &str, tokens: &[Token]) -> Vec<usize> {
    let (partners, balanced) = Pairing::new(tokens, None).run();
    if balanced { partners } else { Pairing::new(tokens, Some(text)).run().0 }
}

struct Pairing<'a> {
    tokens: &'a [Token],
    /// The text, when its indentation decides.
    layout: Option<&'a str>,
    partners: Vec<usize>,
    open: Vec<usize>,
    balanced: bool,
}

impl<'a> Pairing<'a> {
    fn new(tokens: &'a [Token], layout: Option<&'a str>) -> Self {
        Self { tokens, layout, partners: vec![NONE; tokens.len()], open: Vec::new(), balanced: true }
    }

    fn run(mut self) -> (Vec<usize>, bool) {
        for at in 0..self.tokens.len() {
            match self.tokens[at].kind {
                TokenKind::Open(_) => self.open.push(at),
                TokenKind::Close(byte) => self.close(at, byte),
                _ => {}
            }
        }
        let balanced = self.balanced && self.open.is_empty();
        (self.partners, balanced)
    }

    fn close(&mut self, at: usize, byte: u8) {
        match self.opener(at, byte) {
            Some(depth) => {
                let opener = self.open[depth];
                self.balanced &= depth + 1 == self.open.len();
                self.open.truncate(depth);
                self.partners[opener] = at;
                self.partners[at] = opener;
            }
            None => self.balanced = false,
        }
    }

    /// Where in the stack of open brackets the one stands that the bracket at `at` closes.
    fn opener(&self, at: usize, byte: u8) -> Option<usize> {
        let nearest = self.open.iter().rposition(|&opener| self.matches(opener, byte))?;
        let Some(indent) = self.layout.and_then(|text| line_indent(text, self.tokens[at].span.start)) else {
            return Some(nearest);
        };
        if byte != b'}' {
            return Some(nearest);
        }
        let alike = |&opener: &usize| self.matches(opener, byte) && self.indent_of_line(opener) == indent;
        match self.open.iter().rposition(alike) {
            Some(depth) => Some(depth),
            None if self.indent_of_line(self.open[nearest]) < indent => None,
            None => Some(nearest),
        }
    }

    fn matches(&self, opener: usize, closing: u8) -> bool {
        let opening = match closing {
            b')' => b'(',
            b']' => b'[',
            _ => b'{',
        };
        self.tokens[opener].kind == TokenKind::Open(opening)
    }

    /// How far the line is indented on which the token `at` stands.
    fn indent_of_line(&self, at: usize) -> usize {
        let Some(text) = self.layout else { return 0 };
        let start = line_start(text, self.tokens[at].span.start);
        text[start..].bytes().take_while(|byte| matches!(byte, b' ' | b'\t')).count()
    }
}

/// The width of the white space before `offset`, when nothing else stands before it on its line.
pub(super) fn line_indent(text: &str, offset: usize) -> Option<usize> {
    let before = &text[line_start(text, offset)..offset];
    before.bytes().all(|byte| matches!(byte, b' ' | b'\t')).then_some(before.len())
}

fn line_start(text: &str, offset: usize) -> usize {
    memchr::memrchr(b'\n', &text.as_bytes()[..offset]).map_or(0, |newline| newline + 1)
}
