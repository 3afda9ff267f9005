//! Bytes -> tokens. A lexer of C that never fails: what is not closed ends with its line and is noted.

use super::lines::{close_of, comment_end, directive_end, directive_name, line_end, next_line, skip_blanks, word_end};
use model::{Span, UnreadText};

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// An identifier or keyword.
    Word,
    /// A number.
    Number,
    /// A string literal with its prefix and quotes.
    Text,
    /// A character literal.
    Char,
    /// An operator or bracket.
    Mark,
    /// A comment.
    Comment,
    /// A preprocessor directive from its `#` to the end of its last line.
    Directive,
}

/// A token and where it stands (byte offsets).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) kind: Kind,
    /// The byte of a [`Kind::Mark`] of one byte; 0 for everything else.
    mark: u8,
}

impl Token {
    /// Whether this is the operator or bracket `mark`, and not a longer one that begins with it.
    pub(super) fn is(self, mark: u8) -> bool {
        self.mark == mark
    }

    /// The operator or bracket of one byte that this is; 0 for everything else.
    pub(super) fn mark(self) -> u8 {
        self.mark
    }

    /// Whether this is an identifier or keyword.
    pub(super) fn is_word(self) -> bool {
        self.kind == Kind::Word
    }

    /// The same token in a text that `by` bytes stand before.
    pub(super) fn shifted(self, by: u32) -> Self {
        Self { start: self.start + by, end: self.end + by, ..self }
    }

    /// Where it stands.
    pub(super) fn span(self) -> Span {
        Span::new(self.start as usize, self.end as usize)
    }
}

/// What a byte can begin.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Space,
    Line,
    Word,
    Digit,
    /// A mark that is part of no longer one.
    Alone,
    Mark,
}

const CLASSES: [Class; 256] = classes();

const fn classes() -> [Class; 256] {
    let mut table = [Class::Mark; 256];
    let mut byte = 0;
    while byte < 256 {
        let b = byte as u8;
        table[byte] = match b {
            b'\n' => Class::Line,
            b' ' | 0..=31 | 127 => Class::Space,
            b'a'..=b'z' | b'A'..=b'Z' | b'_' | b'$' | 128..=255 => Class::Word,
            b'0'..=b'9' => Class::Digit,
            b'(' | b')' | b'[' | b']' | b'{' | b'}' | b';' | b',' | b'?' | b'~' => Class::Alone,
            _ => Class::Mark,
        };
        byte += 1;
    }
    table
}

const IN_WORD: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = matches!(CLASSES[byte], Class::Word | Class::Digit);
        byte += 1;
    }
    table
};

/// Whether `byte` can stand inside an identifier.
pub(super) fn in_word(byte: u8) -> bool {
    IN_WORD[byte as usize]
}

/// Reads tokens one after the other. White space and line splices are skipped.
pub(super) struct Lexer<'t> {
    bytes: &'t [u8],
    at: usize,
    /// Whether no token stands on the line before `at`.
    fresh: bool,
    /// What was not closed.
    pub(super) unread: Vec<UnreadText>,
}

impl<'t> Lexer<'t> {
    /// A lexer for `text`, whose byte order mark is passed over.
    pub(super) fn new(text: &'t str) -> Self {
        let at = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        Self { bytes: text.as_bytes(), at, fresh: true, unread: Vec::new() }
    }

    /// A lexer for a part of a line, in which `#` begins no directive.
    pub(super) fn within_line(text: &'t str) -> Self {
        Self { bytes: text.as_bytes(), at: 0, fresh: false, unread: Vec::new() }
    }

    fn byte(&self, at: usize) -> u8 {
        self.bytes.get(at).copied().unwrap_or(0)
    }

    fn token(&mut self, kind: Kind, end: usize) -> Token {
        let start = self.at as u32;
        // A blank follows every other token: it is passed over here, without asking what it is.
        self.at = end + usize::from(self.byte(end) == b' ');
        self.fresh = false;
        Token { start, end: end as u32, kind, mark: 0 }
    }

    #[inline(always)]
    fn word(&mut self) -> Token {
        let end = word_end(self.bytes, self.at + 1);
        match self.byte(end) {
            quote @ (b'"' | b'\'') if is_encoding(&self.bytes[self.at..end]) => self.quoted(end, quote),
            _ => self.token(Kind::Word, end),
        }
    }

    fn number(&mut self) -> Token {
        let mut end = word_end(self.bytes, self.at + 1);
        while self.goes_on(end) {
            end = word_end(self.bytes, end + 1);
        }
        self.token(Kind::Number, end)
    }

    /// Whether a number goes on with the byte at `at`, which can stand in no word.
    fn goes_on(&self, at: usize) -> bool {
        match self.byte(at) {
            b'.' => true,
            b'+' | b'-' => matches!(self.bytes[at - 1] | 32, b'e' | b'p'),
            b'\'' => self.byte(at + 1).is_ascii_alphanumeric(),
            _ => false,
        }
    }

    /// A literal whose opening quote stands at `open`.
    fn quoted(&mut self, open: usize, quote: u8) -> Token {
        let kind = if quote == b'"' { Kind::Text } else { Kind::Char };
        match close_of(self.bytes, open, quote) {
            Ok(end) => self.token(kind, end),
            Err(end) => {
                // What follows may close braces: only the quote itself is lost.
                self.note(self.at, end, "a quote that is not closed on its line");
                self.token(kind, open + 1)
            }
        }
    }

    #[inline(always)]
    fn mark(&mut self, byte: u8) -> Token {
        let next = self.byte(self.at + 1);
        let long = (next == byte && b"+-&|<>=:#".contains(&byte))
            || (next == b'=' && b"=!<>+-*/%&|^".contains(&byte))
            || (byte == b'-' && next == b'>');
        if long { self.token(Kind::Mark, self.at + 2) } else { self.alone(byte) }
    }

    fn alone(&mut self, byte: u8) -> Token {
        Token { mark: byte, ..self.token(Kind::Mark, self.at + 1) }
    }

    fn block_comment(&mut self) -> Token {
        match comment_end(self.bytes, self.at) {
            Some(end) => self.comment(end),
            None => {
                self.note(self.at, self.bytes.len(), "a comment that is not closed");
                self.comment(line_end(self.bytes, self.at))
            }
        }
    }

    /// A comment does not make the line stale: a directive may follow it.
    fn comment(&mut self, end: usize) -> Token {
        let fresh = self.fresh;
        let token = self.token(Kind::Comment, end);
        self.fresh = fresh;
        token
    }

    fn note(&mut self, start: usize, end: usize, reason: &str) {
        self.unread.push(UnreadText { span: Span::new(start, end), reason: reason.to_owned() });
    }

    /// Passes over a conditional arm that is never compiled, up to the directive that ends it.
    pub(super) fn skip_arm(&mut self) {
        let mut depth = 0usize;
        while self.at < self.bytes.len() {
            let begin = skip_blanks(self.bytes, self.at);
            if self.byte(begin) == b'#' {
                match directive_name(self.bytes, begin) {
                    b"if" | b"ifdef" | b"ifndef" => depth += 1,
                    b"endif" | b"else" | b"elif" | b"elifdef" | b"elifndef" if depth == 0 => break,
                    b"endif" => depth -= 1,
                    _ => {}
                }
            }
            self.at = next_line(self.bytes, begin);
        }
        self.fresh = true;
    }
}

impl Iterator for Lexer<'_> {
    type Item = Token;

    // This and the most common kinds are inlined, so that a scan takes its tokens from registers and not through memory.
    #[inline(always)]
    fn next(&mut self) -> Option<Token> {
        loop {
            let byte = *self.bytes.get(self.at)?;
            match CLASSES[byte as usize] {
                Class::Space => self.at += 1,
                Class::Line => {
                    self.fresh = true;
                    self.at = skip_blanks(self.bytes, self.at + 1);
                }
                Class::Word => return Some(self.word()),
                Class::Digit => return Some(self.number()),
                Class::Alone => return Some(self.alone(byte)),
                Class::Mark => match (byte, self.byte(self.at + 1)) {
                    (b'"' | b'\'', _) => return Some(self.quoted(self.at, byte)),
                    (b'/', b'*') => return Some(self.block_comment()),
                    (b'/', b'/') => return Some(self.comment(line_end(self.bytes, self.at))),
                    (b'#', _) if self.fresh => {
                        return Some(self.token(Kind::Directive, directive_end(self.bytes, self.at)));
                    }
                    (b'\\', b'\n') => self.at += 2,
                    (b'\\', b'\r') if self.byte(self.at + 2) == b'\n' => self.at += 3,
                    (b'.', b'0'..=b'9') => return Some(self.number()),
                    _ => return Some(self.mark(byte)),
                },
            }
        }
    }
}

fn is_encoding(word: &[u8]) -> bool {
    matches!(word, b"L" | b"u" | b"U" | b"u8")
}
