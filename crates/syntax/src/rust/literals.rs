//! Literals, and the words that look like the beginning of one: strings, characters, numbers, lifetimes.

use super::lexer::{Lexer, TokenKind, is_word_part};

impl Lexer<'_> {
    /// A string with escapes whose content begins at `content`.
    pub(super) fn string(&mut self, content: usize) {
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
    pub(super) fn quote(&mut self) {
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

    pub(super) fn number(&mut self) {
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
    pub(super) fn word(&mut self) {
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
