//! From the parser's places, in characters of the block, to bytes of the whole spec.

use saphyr_parser::{Marker, Span as Marked};

use model::{SourceText, Span};

/// Where the characters of a block begin.
pub struct Places<'a> {
    text: &'a str,
    start: usize,
    /// The offset of each character; `None` where each is one byte.
    offsets: Option<Vec<usize>>,
}

impl<'a> Places<'a> {
    /// The places of the bytes `block` of `spec`. White space before the block on its first line belongs to it: a block
    /// inside a list is indented on every line.
    pub fn new(spec: &'a SourceText, block: Span) -> Self {
        let before = &spec.as_str()[..block.start.min(spec.as_str().len())];
        let start = block.start - (before.len() - before.trim_end_matches(' ').len());
        let start = if before[..start].is_empty() || before[..start].ends_with('\n') { start } else { block.start };
        let text = spec.slice(Span::new(start, block.end));
        let offsets = (!text.is_ascii()).then(|| text.char_indices().map(|(at, _)| at).collect());
        Self { text, start, offsets }
    }

    /// The block.
    pub fn text(&self) -> &'a str {
        self.text
    }

    /// Where the byte at `offset` of the block stands in the spec.
    pub fn at(&self, offset: usize) -> usize {
        self.start + offset.min(self.text.len())
    }

    /// The range of a value, without white space at its end.
    pub fn span(&self, from: Marked, to: Marked) -> Span {
        let (start, end) = (self.offset(from.start), self.offset(to.end));
        let text = self.text.get(start..end).unwrap_or("");
        let end = start + text.trim_end().len();
        Span::new(self.at(start), self.at(end))
    }

    /// The character at `marker`; at the end, the last one.
    pub fn point(&self, marker: &Marker) -> Span {
        let start = self.offset_of(marker);
        let start = if start < self.text.len() { start } else { self.text.trim_end().len().saturating_sub(1) };
        let start = (0..=start).rev().find(|&at| self.text.is_char_boundary(at)).unwrap_or(0);
        let length = self.text[start..].chars().next().map_or(0, char::len_utf8);
        Span::new(self.at(start), self.at(start + length))
    }

    fn offset(&self, marker: Marker) -> usize {
        self.offset_of(&marker)
    }

    fn offset_of(&self, marker: &Marker) -> usize {
        match &self.offsets {
            Some(offsets) => offsets.get(marker.index()).copied().unwrap_or(self.text.len()),
            None => marker.index().min(self.text.len()),
        }
    }
}
