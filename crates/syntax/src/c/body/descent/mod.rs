//! Reads a body straight from its tokens to the shared syntax, by recursive descent. It knows the C that most bodies are
//! written in and takes a body as a whole or not at all: whatever it does not know, down to one token, it leaves to the
//! grammar ([`tree_sitter`](crate::c::body::tree_sitter)), which recovers from errors and is an order of magnitude slower. Where both read a
//! body, they read the same.

mod declarations;
mod expressions;
mod initializers;
mod operands;
mod statements;
mod switches;
mod types;

use super::shapes::{fold, folded};
use crate::c::body::normalize::Fitted;
use crate::c::tokens::{Kind, Lexer, Token};
use crate::ir::{Block, Expr};
use model::Span;

/// How deep statements and expressions may nest; what is deeper is the grammar's.
const MOST_DEPTH: usize = 50;

/// Reads the body at `span` of the file's `text`, of which `tokens` were selected, as it is written; `None` where that is not plain.
pub(super) fn read(text: &str, span: Span, tokens: &[Token]) -> Option<Block> {
    Reader { text, shown: text, base: 0, tokens, fitted: None, at: 0, depth: 0 }.whole(span)
}

/// Reads the body at `span` of the file's `text` as `fitted` shows it; `None` where the grammar is needed.
pub(super) fn read_fitted(text: &str, span: Span, fitted: &Fitted) -> Option<Block> {
    let shown = str::from_utf8(&fitted.bytes).ok()?;
    let base = u32::try_from(span.start).ok()?;
    let mut lexer = Lexer::new(shown);
    let tokens: Vec<Token> = lexer.by_ref().map(|token| token.shifted(base)).collect();
    let reader = Reader { text, shown, base: span.start, tokens: &tokens, fitted: Some(fitted), at: 0, depth: 0 };
    reader.whole(span).filter(|_| lexer.unread.is_empty())
}

/// Goes through the tokens of a body.
struct Reader<'t> {
    /// The file's text.
    text: &'t str,
    /// The text that the tokens stand in: the file's own, or the body as it was fitted.
    shown: &'t str,
    /// Where that begins in the file.
    base: usize,
    /// The body's tokens, at their places in the file.
    tokens: &'t [Token],
    /// What was fitted, if anything was.
    fitted: Option<&'t Fitted>,
    /// The index of the next token.
    at: usize,
    depth: usize,
}

/// An expression that was read, and what its surroundings need to know of it.
struct Operand {
    expr: Expr,
    /// Where it stands, its parentheses included.
    outer: Span,
    /// How deep it is nested, which repeated operators do as well as parentheses.
    height: usize,
    /// Whether it stands in parentheses.
    enclosed: bool,
}

impl Operand {
    fn bare(expr: Expr, height: usize) -> Self {
        Self { outer: expr.span, expr, height, enclosed: false }
    }
}

impl<'t> Reader<'t> {
    fn whole(mut self, span: Span) -> Option<Block> {
        let block = self.block()?;
        (self.at == self.tokens.len()).then_some(Block { span, ..block })
    }

    fn get(&self, index: usize) -> Option<Token> {
        self.tokens.get(index).copied()
    }

    /// The mark of one byte at the token `index`; 0 for everything else.
    fn mark_at(&self, index: usize) -> u8 {
        self.tokens.get(index).map_or(0, |token| token.mark())
    }

    /// The next token's mark of one byte; 0 for everything else.
    fn mark(&self) -> u8 {
        self.mark_at(self.at)
    }

    /// The text of the token at `index` as it was fitted.
    fn shown_at(&self, index: usize) -> &'t str {
        self.get(index)
            .map_or("", |token| &self.shown[token.start as usize - self.base..token.end as usize - self.base])
    }

    fn is_word(&self, index: usize) -> bool {
        self.get(index).is_some_and(Token::is_word)
    }

    /// The next token's word; empty for everything else.
    fn word(&self) -> &'t str {
        if self.is_word(self.at) { self.shown_at(self.at) } else { "" }
    }

    fn kind_at(&self, index: usize) -> Option<Kind> {
        self.get(index).map(|token| token.kind)
    }

    /// Passes over `mark`, which has to be next.
    fn expect(&mut self, mark: u8) -> Option<()> {
        (self.mark() == mark).then(|| self.at += 1)
    }

    /// Passes over `mark` if it is next.
    fn accept(&mut self, mark: u8) -> bool {
        self.expect(mark).is_some()
    }

    /// Where the token at `index` stands in the file.
    fn span_at(&self, index: usize) -> Span {
        self.tokens[index.min(self.tokens.len() - 1)].span()
    }

    /// Where the tokens from `first` to the one before the next stand in the file.
    fn since(&self, first: usize) -> Span {
        self.span_at(first).cover(self.span_at(self.at - 1))
    }

    /// The file's own text at `span`.
    fn written(&self, span: Span) -> Option<&'t str> {
        self.text.get(span.start..span.end)
    }

    /// The same, white space folded and comments left out. Where nothing was fitted, comments and directives between the
    /// tokens are not plain.
    fn folded(&self, span: Span) -> Option<String> {
        let written = self.written(span)?;
        if self.fitted.is_none() {
            return (!written.bytes().any(|byte| matches!(byte, b'/' | b'#' | b'\\'))).then(|| fold(written));
        }
        let shown = self.shown.as_bytes().get(span.start - self.base..span.end - self.base)?;
        Some(folded(shown, written))
    }

    /// Whether a line that was not fitted begins with the token at `index`: what stands before it may be a macro that
    /// wants fitting.
    fn may_begin_afresh(&self, index: usize) -> bool {
        let (Some(before), Some(token)) = (index.checked_sub(1).and_then(|at| self.get(at)), self.get(index)) else {
            return false;
        };
        self.fitted.is_none() && self.text.as_bytes()[before.end as usize..token.start as usize].contains(&b'\n')
    }

    /// Goes one level deeper, as far as that is allowed.
    fn deeper<T>(&mut self, go: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        self.depth += 1;
        let result = if self.depth > MOST_DEPTH { None } else { go(self) };
        self.depth -= 1;
        result
    }

    /// The index of the bracket that closes the one at `open`; `None` where another kind closes first.
    fn closing(&self, open: usize) -> Option<usize> {
        let mut expected: Vec<u8> = Vec::new();
        for index in open..self.tokens.len() {
            match self.mark_at(index) {
                b'(' => expected.push(b')'),
                b'[' => expected.push(b']'),
                b'{' => expected.push(b'}'),
                mark @ (b')' | b']' | b'}') => {
                    if expected.pop() != Some(mark) {
                        return None;
                    }
                    if expected.is_empty() {
                        return Some(index);
                    }
                }
                _ => {}
            }
        }
        None
    }
}
