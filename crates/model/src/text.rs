//! Source text and places in it.

use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

/// A half-open range of byte offsets into one [`SourceText`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// Offset of the first byte.
    pub start: usize,
    /// Offset one past the last byte.
    pub end: usize,
}

impl Span {
    /// The range from `start` up to, not including, `end` (bytes).
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// Whether `other` lies wholly inside this range.
    pub const fn contains(&self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether some byte lies inside both ranges.
    pub const fn overlaps(&self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether the byte at `offset` lies inside this range.
    pub const fn holds(&self, offset: usize) -> bool {
        self.start <= offset && offset < self.end
    }

    /// The smallest range that covers both.
    pub fn cover(self, other: Span) -> Span {
        Span::new(self.start.min(other.start), self.end.max(other.end))
    }

    /// The length in bytes.
    pub const fn len(&self) -> usize {
        self.end - self.start
    }

    /// Whether the range holds no byte.
    pub const fn is_empty(&self) -> bool {
        self.end <= self.start
    }
}

/// A place for people: line and column, both counted from 1, columns in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Position {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
}

/// A range for people, in lines and columns; `end` is one past the last character.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Region {
    /// Where it begins.
    pub start: Position,
    /// Where it ends: the place after the last character.
    pub end: Position,
}

impl Region {
    /// The line `line`, from 1, as a place without extent at its beginning: for texts that are not at hand.
    pub const fn line(line: usize) -> Self {
        let start = Position { line, column: 1 };
        Self { start, end: start }
    }
}

/// The text of one file at one revision, with the index that turns byte offsets into lines and columns.
#[derive(Debug, Clone)]
pub struct SourceText {
    /// The path from the repository's root, with `/` between its parts.
    pub path: String,
    text: String,
    /// How many line breaks stand before each block of [`BLOCK`] bytes, and at last in the whole text. Counted when a line is
    /// first asked for: of most files of a scan, none is, and of the others few. To count breaks takes a fraction of the time
    /// that it takes to note where each of them is.
    breaks_before: OnceLock<Vec<usize>>,
    lossy: bool,
}

/// How many bytes are searched when a line or a place is asked for.
const BLOCK: usize = 1024;

impl PartialEq for SourceText {
    fn eq(&self, other: &Self) -> bool {
        (&self.path, &self.text, self.lossy) == (&other.path, &other.text, other.lossy)
    }
}

impl Eq for SourceText {}

impl SourceText {
    /// Reads `bytes` as UTF-8. Invalid sequences become U+FFFD and [`SourceText::is_lossy`] tells so;
    /// a byte order mark and CRLF line ends stay as they are, so that offsets are those of the text.
    pub fn new(path: impl Into<String>, bytes: Vec<u8>) -> Self {
        let (text, lossy) = match String::from_utf8(bytes) {
            Ok(text) => (text, false),
            Err(error) => (String::from_utf8_lossy(error.as_bytes()).into_owned(), true),
        };
        Self { path: path.into(), text, breaks_before: OnceLock::new(), lossy }
    }

    fn breaks_before(&self) -> &[usize] {
        self.breaks_before.get_or_init(|| {
            let blocks = self.text.as_bytes().chunks(BLOCK).map(breaks_in);
            let sums = blocks.scan(0, |sum, breaks| {
                *sum += breaks;
                Some(*sum)
            });
            std::iter::once(0).chain(sums).collect()
        })
    }

    /// The offset of the first byte of `line` (from 1); `None` where there is no such line.
    fn line_start(&self, line: usize) -> Option<usize> {
        let breaks = line.checked_sub(1)?;
        if breaks == 0 {
            return Some(0);
        }
        let before = self.breaks_before();
        let block = before.partition_point(|&count| count < breaks).checked_sub(1)?;
        let first = block * BLOCK;
        let within = memchr::memchr_iter(b'\n', self.text.as_bytes().get(first..)?).nth(breaks - before[block] - 1)?;
        Some(first + within + 1)
    }

    /// The whole text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The text inside `span`, or the empty string where the span does not fall on this text.
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.start..span.end).unwrap_or("")
    }

    /// Whether the bytes held invalid UTF-8, which the text shows as U+FFFD.
    pub fn is_lossy(&self) -> bool {
        self.lossy
    }

    /// The line (from 1) that the byte at `offset` stands on; past the end, the last line.
    pub fn line(&self, offset: usize) -> usize {
        let before = &self.text.as_bytes()[..offset.min(self.text.len())];
        let block = before.len() / BLOCK;
        1 + self.breaks_before()[block] + breaks_in(&before[block * BLOCK..])
    }

    /// How many lines the text has; text after the last line end counts as a line, even where it is empty.
    pub fn line_count(&self) -> usize {
        1 + self.breaks_before().last().copied().unwrap_or_default()
    }

    /// The text of `line` (from 1) without its line end and without a byte order mark, so that its first character
    /// stands in column 1; `None` where there is no such line.
    pub fn line_text(&self, line: usize) -> Option<&str> {
        let start = self.line_start(line)?;
        let end =
            memchr::memchr(b'\n', &self.text.as_bytes()[start..]).map_or(self.text.len(), |length| start + length);
        let text = &self.text[start..end];
        let text = text.strip_suffix('\r').unwrap_or(text);
        Some(if start == 0 { text.strip_prefix('\u{feff}').unwrap_or(text) } else { text })
    }

    /// Line and column of the byte at `offset`; past the end, the end of the text.
    pub fn position(&self, offset: usize) -> Position {
        let offset = offset.min(self.text.len());
        let line = self.line(offset);
        let start = memchr::memrchr(b'\n', &self.text.as_bytes()[..offset]).map_or(0, |at| at + 1);
        let mut column = self.text[start..].char_indices().take_while(|(at, _)| start + at < offset).count() + 1;
        if start == 0 && self.text.starts_with('\u{feff}') && column > 1 {
            column -= 1;
        }
        Position { line, column }
    }

    /// `span` in lines and columns.
    pub fn region(&self, span: Span) -> Region {
        Region { start: self.position(span.start), end: self.position(span.end) }
    }
}

fn breaks_in(bytes: &[u8]) -> usize {
    memchr::memchr_iter(b'\n', bytes).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_come_without_their_ends_and_without_a_byte_order_mark() {
        let text = SourceText::new("a.c", b"\xef\xbb\xbfone\r\ntwo\n\nfour".to_vec());
        let lines: Vec<_> = (0..6).map(|line| text.line_text(line)).collect();
        assert_eq!(lines, [None, Some("one"), Some("two"), Some(""), Some("four"), None]);
        assert_eq!(text.line_count(), 4);
    }

    #[test]
    fn the_end_of_a_text_is_a_line_even_where_it_is_empty() {
        assert_eq!(SourceText::new("a.c", b"one\n".to_vec()).line_text(2), Some(""));
        assert_eq!(SourceText::new("a.c", Vec::new()).line_text(1), Some(""));
    }

    #[test]
    fn lines_are_told_wherever_they_stand_in_a_long_text() {
        let lines: Vec<String> = (0..700).map(|number| "x".repeat(number % 9)).collect();
        let text = SourceText::new("a.c", lines.join("\n").into_bytes());
        let mut start = 0;
        for (index, line) in lines.iter().enumerate() {
            assert_eq!(text.line_text(index + 1), Some(line.as_str()));
            assert_eq!((text.line(start), text.line(start + line.len())), (index + 1, index + 1));
            assert_eq!(text.position(start + line.len()), Position { line: index + 1, column: line.len() + 1 });
            start += line.len() + 1;
        }
        assert_eq!((text.line_count(), text.line_text(701), text.line(usize::MAX)), (700, None, 700));
    }

    #[test]
    fn a_text_of_whole_blocks_has_all_its_lines() {
        let text = SourceText::new("a.c", "\n".repeat(2 * BLOCK).into_bytes());
        assert_eq!(
            (text.line_count(), text.line(2 * BLOCK), text.line(BLOCK)),
            (2 * BLOCK + 1, 2 * BLOCK + 1, BLOCK + 1)
        );
        assert_eq!((text.line_start(BLOCK + 1), text.line_start(2 * BLOCK + 2)), (Some(BLOCK), None));
    }
}
