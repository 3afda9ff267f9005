//! The text of a report as it came out of a pipe: byte order marks, UTF-16 and colours are taken off it.

use std::borrow::Cow;

use super::{EvidenceError, Flaw};

/// A report as text, and its name.
#[derive(Debug)]
pub struct ReportText<'a> {
    /// The name as it was given, for messages.
    pub name: &'a str,
    text: Cow<'a, str>,
}

impl<'a> ReportText<'a> {
    /// Reads `bytes` as UTF-8, or as UTF-16 behind a byte order mark, which is what a Windows shell writes to a file.
    /// Invalid sequences become U+FFFD. Escape sequences of terminals are left out; lines stay where they are.
    pub fn new(name: &'a str, bytes: &'a [u8]) -> Self {
        Self { name, text: plain(decoded(bytes)) }
    }

    /// The whole text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The lines with their numbers (from 1), without line ends.
    pub fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text.lines().enumerate().map(|(index, line)| (index + 1, line.strip_suffix('\r').unwrap_or(line)))
    }

    /// The number (from 1) of the last line.
    pub fn last_line(&self) -> usize {
        self.text.lines().count().max(1)
    }

    /// The line (from 1) of the byte at `offset`.
    pub fn line_of(&self, offset: usize) -> usize {
        let before = &self.text.as_bytes()[..offset.min(self.text.len())];
        memchr::memchr_iter(b'\n', before).count() + 1
    }

    /// An error of this report.
    pub fn error(&self, flaw: Flaw, what: impl Into<String>, next: impl Into<String>) -> EvidenceError {
        EvidenceError::new(flaw, self.name, what, next)
    }

    /// The error that the report ends in the middle of something that began at `line`.
    pub fn cut_off(&self, line: usize, what: impl Into<String>) -> EvidenceError {
        self.error(Flaw::Truncated, what, "make the report again, and keep all of it").at_line(line)
    }

    /// The error that the parts of the report contradict one another at `line`.
    pub fn contradiction(&self, line: usize, what: impl Into<String>) -> EvidenceError {
        self.error(Flaw::Inconsistent, what, "make the report again from one complete run").at_line(line)
    }
}

fn decoded(bytes: &[u8]) -> Cow<'_, str> {
    match bytes {
        [0xef, 0xbb, 0xbf, text @ ..] => String::from_utf8_lossy(text),
        [0xff, 0xfe, text @ ..] => utf16(text, u16::from_le_bytes),
        [0xfe, 0xff, text @ ..] => utf16(text, u16::from_be_bytes),
        text => String::from_utf8_lossy(text),
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Cow<'static, str> {
    let units = bytes.as_chunks::<2>().0.iter().map(|pair| unit(*pair));
    char::decode_utf16(units).map(|read| read.unwrap_or(char::REPLACEMENT_CHARACTER)).collect::<String>().into()
}

/// The text without escape sequences.
fn plain(text: Cow<'_, str>) -> Cow<'_, str> {
    if memchr::memchr(0x1b, text.as_bytes()).is_none() {
        return text;
    }
    let mut parts = text.split('\u{1b}');
    let mut plain = parts.next().unwrap_or_default().to_owned();
    parts.for_each(|part| plain.push_str(behind_sequence(part)));
    plain.into()
}

/// What follows the escape sequence that `text` begins with; ECMA-48 has the grammar.
fn behind_sequence(text: &str) -> &str {
    let ends = |terminates: fn(char) -> bool| text.find(terminates).map_or("", |end| rest(text, end));
    match text.chars().next() {
        Some('[') => text[1..].find(|c: char| ('@'..='~').contains(&c)).map_or("", |end| rest(text, end + 1)),
        Some(']') => ends(|c| c == '\u{7}'),
        Some('(' | ')') => ends(|c| c.is_ascii_alphanumeric()),
        Some('\\') | None => text.get(1..).unwrap_or_default(),
        Some(first) => &text[first.len_utf8()..],
    }
}

fn rest(text: &str, end: usize) -> &str {
    let length = text[end..].chars().next().map_or(0, char::len_utf8);
    &text[end + length..]
}
