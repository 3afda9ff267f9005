//! Text -> tokens and comments, without a tree: what syn drops (comments), what it cannot give for a broken file
//! (the tokens around the break), and what costs too much to parse just to learn where functions begin and end.
//!
//! The lexical grammar is that of the Rust reference, chapter "Lexical structure". It accepts more than Rust does:
//! whether a piece is Rust is for syn to say.

use crate::model::{Span, UnreadText};

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

struct Lexer<'a> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
    lexed: Lexed,
}

impl Lexer<'_> {
    fn byte(&self, ahead: usize) -> u8 {
        self.bytes.get(self.at + ahead).copied().unwrap_or(0)
    }

    fn char_at(&self, offset: usize) -> Option<char> {
        self.text.get(offset..)?.chars().next()
    }

    fn push(&mut self, kind: TokenKind, end: usize) {
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
    fn without_end(&mut self, reason: &str) -> usize {
        let end = self.text.len();
        self.lexed.unread.push(UnreadText { span: Span::new(self.at, end), reason: reason.to_owned() });
        end
    }

    /// A string with escapes whose content begins at `content`.
    fn string(&mut self, content: usize) {
        let end = end_of_quoted(self.bytes, content, b'"')
            .unwrap_or_else(|| self.without_end("the string literal has no end"));
        self.push_literal(end);
    }

    /// A literal and the suffix glued to it.
    fn push_literal(&mut self, end: usize) {
        let suffix = self.text[end..].find(|found| !is_word_part(found)).unwrap_or(self.text.len() - end);
        self.push(TokenKind::Literal, end + suffix);
    }

    /// `'a'`, `'\n'` or `'a`.
    fn quote(&mut self) {
        let Some(first) = self.char_at(self.at + 1) else {
            return self.push(TokenKind::Unknown, self.at + 1);
        };
        let after = self.at + 1 + first.len_utf8();
        if first == '\\' {
            self.escaped_char();
        } else if self.bytes.get(after) == Some(&b'\'') {
            self.push_literal(after + 1);
        } else if first == '_' || first.is_alphabetic() {
            let end = self.end_of_word(after);
            self.push(TokenKind::Lifetime, end);
        } else {
            self.push(TokenKind::Unknown, self.at + 1);
        }
    }

    /// A character literal never spans lines, so a stray quote costs at most its own line.
    fn escaped_char(&mut self) {
        match end_of_quoted(self.bytes, self.at + 1, b'\'') {
            Some(end) if !self.bytes[self.at..end].contains(&b'\n') => self.push_literal(end),
            _ => self.push(TokenKind::Unknown, self.at + 1),
        }
    }

    fn number(&mut self) {
        let radix = self.byte(0) == b'0' && matches!(self.byte(1), b'x' | b'o' | b'b');
        let mut end = self.end_of_digits(self.at, radix);
        let fraction = self.bytes.get(end) == Some(&b'.');
        if fraction && self.bytes.get(end + 1).is_some_and(u8::is_ascii_digit) {
            end = self.end_of_digits(end + 1, radix);
        } else if fraction && !self.char_at(end + 1).is_some_and(|next| next == '.' || is_word_part(next)) {
            end += 1;
        }
        self.push(TokenKind::Literal, end);
    }

    /// Digits, suffix and exponent with its sign.
    fn end_of_digits(&self, from: usize, radix: bool) -> usize {
        let mut end = self.end_of_word(from);
        let exponent = !radix && matches!(self.bytes[end - 1], b'e' | b'E');
        if exponent && matches!(self.bytes.get(end), Some(b'+' | b'-')) {
            end = self.end_of_word(end + 1);
        }
        end
    }

    fn end_of_word(&self, from: usize) -> usize {
        let rest = &self.text[from..];
        from + rest.find(|found| !is_word_part(found)).unwrap_or(rest.len())
    }

    /// A word, or a literal with a prefix such as `r#"`, `b'`, `cr"`.
    fn word(&mut self) {
        let end = self.end_of_word(self.at);
        match (&self.text[self.at..end], self.bytes.get(end)) {
            ("b" | "c", Some(b'"')) => self.string(end + 1),
            ("b", Some(b'\'')) => self.byte_char(end),
            ("r" | "br" | "cr", Some(b'"' | b'#')) => self.raw(end),
            _ => self.push(TokenKind::Word, end),
        }
    }

    fn byte_char(&mut self, quote: usize) {
        match end_of_quoted(self.bytes, quote + 1, b'\'') {
            Some(end) if !self.bytes[self.at..end].contains(&b'\n') => self.push_literal(end),
            _ => self.push(TokenKind::Word, quote),
        }
    }

    /// `r"..."`, `r#"..."#`, or the raw identifier `r#word`.
    fn raw(&mut self, end: usize) {
        let hashes = self.bytes[end..].iter().take_while(|&&byte| byte == b'#').count();
        let content = end + hashes;
        if self.bytes.get(content) == Some(&b'"') {
            self.raw_string(content + 1, hashes);
        } else if hashes == 1 && self.char_at(content).is_some_and(|next| next == '_' || next.is_alphabetic()) {
            self.push(TokenKind::Word, self.end_of_word(content));
        } else {
            self.push(TokenKind::Word, end);
        }
    }

    fn raw_string(&mut self, content: usize, hashes: usize) {
        let closing =
            |at: &usize| self.bytes[at + 1..].iter().take(hashes).filter(|&&byte| byte == b'#').count() == hashes;
        let end = memchr::memchr_iter(b'"', &self.bytes[content..])
            .map(|at| content + at)
            .find(closing)
            .map(|at| at + 1 + hashes)
            .unwrap_or_else(|| self.without_end("the raw string literal has no end"));
        self.push_literal(end);
    }
}

/// One past the closing `quote` of a literal with escapes whose content begins at `content`.
fn end_of_quoted(bytes: &[u8], content: usize, quote: u8) -> Option<usize> {
    let mut at = content;
    loop {
        at += memchr::memchr2(quote, b'\\', bytes.get(at..)?)?;
        if bytes[at] == quote {
            return Some(at + 1);
        }
        at += 2;
    }
}

fn is_word_part(found: char) -> bool {
    found == '_' || found.is_ascii_alphanumeric() || (!found.is_ascii() && found.is_alphanumeric())
}
