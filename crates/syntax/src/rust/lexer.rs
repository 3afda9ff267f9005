//! Text -> tokens and comments, without a tree: what syn drops (comments), what it cannot give for a broken file
//! (the tokens around the break), and what costs too much to parse just to learn where functions begin and end.
//!
//! The lexical grammar is that of the Rust reference, chapter "Lexical structure". It accepts more than Rust does:
//! whether a piece is Rust is for syn to say.

use model::{Span, UnreadText};

/// What kind of token stands at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TokenKind {
    /// An identifier or keyword, raw identifiers included.
    Word,
    /// `'a`.
    Lifetime,
    /// A string, character, byte or number literal.
    Literal,
    /// One character of punctuation.
    Punct(u8),
    /// `(`, `[` or `{`.
    Open(u8),
    /// `)`, `]` or `}`.
    Close(u8),
    /// A character that begins no Rust token.
    Unknown,
}

/// A token and its byte offsets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: TokenKind,
    pub(super) span: Span,
}

/// How a comment is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CommentKind {
    /// `//`
    Line,
    /// `/* */`
    Block,
    /// `///` or `/** */`
    OuterDoc,
    /// `//!` or `/*! */`
    InnerDoc,
}

/// A comment as it stands in the text, one for each `//` line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct RawComment {
    pub(super) kind: CommentKind,
    pub(super) span: Span,
}

/// All tokens and comments of a text, in order.
#[derive(Debug, Default)]
pub(super) struct Lexed {
    pub(super) tokens: Vec<Token>,
    pub(super) comments: Vec<RawComment>,
    /// Literals and comments that have no end.
    pub(super) unread: Vec<UnreadText>,
}

/// Splits `text` into tokens and comments. A byte order mark and a shebang line are passed over.
pub(super) fn lex(text: &str) -> Lexed {
    let mut lexer = Lexer { text, bytes: text.as_bytes(), at: 0, lexed: Lexed::default() };
    lexer.at = start_of_code(text);
    lexer.lexed.tokens.reserve(text.len() / 4);
    while lexer.at < text.len() {
        lexer.step();
    }
    lexer.lexed
}

/// Where the code begins: after a byte order mark and a shebang line.
fn start_of_code(text: &str) -> usize {
    let mark = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let rest = &text[mark..];
    let shebang = rest.strip_prefix("#!").is_some_and(|after| !after.trim_start().starts_with('['));
    if shebang { mark + rest.find('\n').unwrap_or(rest.len()) } else { mark }
}

/// The state of a run over a text. Literals have a file of their own.
pub(super) struct Lexer<'a> {
    pub(super) text: &'a str,
    pub(super) bytes: &'a [u8],
    pub(super) at: usize,
    lexed: Lexed,
}

impl Lexer<'_> {
    pub(super) fn byte(&self, ahead: usize) -> u8 {
        self.bytes.get(self.at + ahead).copied().unwrap_or(0)
    }

    pub(super) fn char_at(&self, offset: usize) -> Option<char> {
        self.text.get(offset..)?.chars().next()
    }

    pub(super) fn push(&mut self, kind: TokenKind, end: usize) {
        self.lexed.tokens.push(Token { kind, span: Span::new(self.at, end) });
        self.at = end;
    }

    fn step(&mut self) {
        match self.byte(0) {
            b' ' | b'\t' | b'\n' | b'\r' | 0x0b | 0x0c => self.at += 1,
            b'/' if self.byte(1) == b'/' => self.line_comment(),
            b'/' if self.byte(1) == b'*' => self.block_comment(),
            b'"' => self.string(self.at + 1),
            b'\'' => self.quote(),
            b'0'..=b'9' => self.number(),
            byte @ (b'(' | b'[' | b'{') => self.push(TokenKind::Open(byte), self.at + 1),
            byte @ (b')' | b']' | b'}') => self.push(TokenKind::Close(byte), self.at + 1),
            b'_' | b'a'..=b'z' | b'A'..=b'Z' => self.word(),
            byte if byte.is_ascii_punctuation() => self.push(TokenKind::Punct(byte), self.at + 1),
            _ => self.other(),
        }
    }

    /// A character outside of ASCII, or a control character.
    fn other(&mut self) {
        let Some(found) = self.char_at(self.at) else {
            self.at = self.text.len();
            return;
        };
        let end = self.at + found.len_utf8();
        match found {
            _ if found.is_alphabetic() => self.word(),
            _ if found.is_whitespace() || matches!(found, '\u{200e}' | '\u{200f}') => self.at = end,
            _ => self.push(TokenKind::Unknown, end),
        }
    }

    fn line_comment(&mut self) {
        let rest = &self.bytes[self.at..];
        let mut end = self.at + memchr::memchr(b'\n', rest).unwrap_or(rest.len());
        if self.bytes[end - 1] == b'\r' {
            end -= 1;
        }
        let kind = match (self.byte(2), self.byte(3)) {
            (b'/', b'/') => CommentKind::Line,
            (b'/', _) => CommentKind::OuterDoc,
            (b'!', _) => CommentKind::InnerDoc,
            _ => CommentKind::Line,
        };
        self.comment(kind, end);
    }

    fn block_comment(&mut self) {
        let kind = match (self.byte(2), self.byte(3)) {
            (b'*', b'*' | b'/') => CommentKind::Block,
            (b'*', _) => CommentKind::OuterDoc,
            (b'!', _) => CommentKind::InnerDoc,
            _ => CommentKind::Block,
        };
        let end = self.end_of_block_comment().unwrap_or_else(|| self.without_end("the comment has no end"));
        self.comment(kind, end);
    }

    fn comment(&mut self, kind: CommentKind, end: usize) {
        self.lexed.comments.push(RawComment { kind, span: Span::new(self.at, end) });
        self.at = end;
    }

    /// Block comments nest.
    fn end_of_block_comment(&self) -> Option<usize> {
        let mut depth = 1;
        let mut at = self.at + 2;
        loop {
            at += memchr::memchr2(b'*', b'/', &self.bytes[at..])?;
            match (self.bytes[at], self.bytes.get(at + 1)?) {
                (b'*', b'/') => depth -= 1,
                (b'/', b'*') => depth += 1,
                _ => {
                    at += 1;
                    continue;
                }
            }
            at += 2;
            if depth == 0 {
                return Some(at);
            }
        }
    }

    /// Notes that what begins here runs to the end of the text, and answers with that end.
    pub(super) fn without_end(&mut self, reason: &str) -> usize {
        let end = self.text.len();
        self.lexed.unread.push(UnreadText { span: Span::new(self.at, end), reason: reason.to_owned() });
        end
    }
}

pub(super) fn is_word_part(found: char) -> bool {
    found == '_' || found.is_ascii_alphanumeric() || (!found.is_ascii() && found.is_alphanumeric())
}
