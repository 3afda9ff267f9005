//! Which bracket closes which, also in a file where one is missing.

use std::collections::HashMap;

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

/// How far back the begin of a line is searched for; in bytes.
const LONGEST_LINE: usize = 4096;

struct Pairing<'a> {
    tokens: &'a [Token],
    /// The text, when its indentation decides.
    layout: Option<&'a str>,
    partners: Vec<usize>,
    open: Vec<usize>,
    /// How many of them there are of each kind: without a match, the stack is not searched.
    kinds: [usize; 3],
    /// The same by the indentation of their line, where that decides.
    indents: HashMap<(u8, usize), usize>,
    balanced: bool,
}

impl<'a> Pairing<'a> {
    fn new(tokens: &'a [Token], layout: Option<&'a str>) -> Self {
        Self {
            tokens,
            layout,
            partners: vec![NONE; tokens.len()],
            open: Vec::new(),
            kinds: [0; 3],
            indents: HashMap::new(),
            balanced: true,
        }
    }

    fn run(mut self) -> (Vec<usize>, bool) {
        for at in 0..self.tokens.len() {
            match self.tokens[at].kind {
                TokenKind::Open(byte) => {
                    self.open.push(at);
                    self.count(at, byte, 1);
                }
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
                for inner in self.open.split_off(depth) {
                    if let TokenKind::Open(byte) = self.tokens[inner].kind {
                        self.count(inner, byte, -1);
                    }
                }
                self.partners[opener] = at;
                self.partners[at] = opener;
            }
            None => self.balanced = false,
        }
    }

    /// Where in the stack of open brackets the one stands that the bracket at `at` closes.
    fn opener(&self, at: usize, byte: u8) -> Option<usize> {
        if self.kinds[kind(opening(byte))] == 0 {
            return None;
        }
        let nearest = self.open.iter().rposition(|&opener| self.matches(opener, byte))?;
        let Some(indent) = self.layout.and_then(|text| line_indent(text, self.tokens[at].span.start)) else {
            return Some(nearest);
        };
        if byte != b'}' {
            return Some(nearest);
        }
        let alike = |&opener: &usize| self.matches(opener, byte) && self.indent_of_line(opener) == indent;
        let found = if self.is_open_at(byte, indent) { self.open.iter().rposition(alike) } else { None };
        match found {
            Some(depth) => Some(depth),
            None if self.indent_of_line(self.open[nearest]) < indent => None,
            None => Some(nearest),
        }
    }

    /// Counts the bracket `opening` at the token `at` in, or out.
    fn count(&mut self, at: usize, opening: u8, by: isize) {
        let count = &mut self.kinds[kind(opening)];
        *count = count.saturating_add_signed(by);
        if self.layout.is_some() {
            let count = self.indents.entry((opening, self.indent_of_line(at))).or_default();
            *count = count.saturating_add_signed(by);
        }
    }

    /// Whether a bracket is open that `closing` closes, on a line that is indented so.
    fn is_open_at(&self, closing: u8, indent: usize) -> bool {
        self.indents.get(&(opening(closing), indent)).is_some_and(|count| *count > 0)
    }

    fn matches(&self, opener: usize, closing: u8) -> bool {
        self.tokens[opener].kind == TokenKind::Open(opening(closing))
    }

    /// How far the line is indented on which the token `at` stands.
    fn indent_of_line(&self, at: usize) -> usize {
        let Some(text) = self.layout else { return 0 };
        let start = line_start(text, self.tokens[at].span.start);
        text.as_bytes()[start..].iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count()
    }
}

fn kind(opening: u8) -> usize {
    match opening {
        b'(' => 0,
        b'[' => 1,
        _ => 2,
    }
}

fn opening(closing: u8) -> u8 {
    match closing {
        b')' => b'(',
        b']' => b'[',
        _ => b'{',
    }
}

/// The width of the white space before `offset`, when nothing else stands before it on its line.
pub(super) fn line_indent(text: &str, offset: usize) -> Option<usize> {
    let before = &text.as_bytes()[line_start(text, offset)..offset];
    before.iter().all(|byte| matches!(byte, b' ' | b'\t')).then_some(before.len())
}

fn line_start(text: &str, offset: usize) -> usize {
    let from = offset.saturating_sub(LONGEST_LINE);
    memchr::memrchr(b'\n', &text.as_bytes()[from..offset]).map_or(from, |newline| from + newline + 1)
}
