//! One line of source as it is shown: safe, with spaces for tabs, cut to a width, and still addressed by column.

use std::ops::Range;

use unicode_width::UnicodeWidthChar;

use crate::safe_text::stand_in;

/// Columns from one tab stop to the next.
const TAB: usize = 4;
/// Columns of text that stay before a place of interest when the beginning of its line is cut off.
const LEAD: usize = 12;

/// A line as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceLine {
    /// What is shown: no tabs, no control characters, no line end.
    pub text: String,
    /// For each character of the source line, and for the place after the last, its byte offset in `text`.
    offsets: Vec<usize>,
}

/// A character of the source as it is shown.
struct Cell {
    shown: char,
    repeat: usize,
    width: usize,
}

impl SourceLine {
    /// `source` (one line without its end) in at most `room` columns. Where it has to be cut, the characters in
    /// `focus` (counted from 0) stay, or their beginning where they are wider than `room`.
    pub fn new(source: &str, room: usize, focus: Range<usize>, unicode: bool) -> Self {
        Self::dedented(source, 0, room, focus, unicode)
    }

    /// The same without the first `indent` columns, which must be white space; see [`Self::indent`].
    pub fn dedented(source: &str, indent: usize, room: usize, focus: Range<usize>, unicode: bool) -> Self {
        let (mut cells, ellipsis) = (cells(source), if unicode { "…" } else { "..." });
        dedent(&mut cells, indent);
        let kept = kept(&cells, room, focus, ellipsis.chars().count());
        Self::cut(&cells, kept, ellipsis)
    }

    /// How many columns of white space begin the line; `None` for one that holds nothing else.
    pub fn indent(source: &str) -> Option<usize> {
        let written = source.trim_start_matches([' ', '\t']);
        let white = &source[..source.len() - written.len()];
        (!written.trim().is_empty()).then(|| cells(white).iter().map(|cell| cell.width).sum())
    }

    /// How many columns the whole line takes.
    pub fn width(source: &str) -> usize {
        cells(source.trim_end()).iter().map(|cell| cell.width).sum()
    }

    fn cut(cells: &[Cell], kept: Range<usize>, ellipsis: &str) -> Self {
        let mut text = if kept.start > 0 { ellipsis.to_owned() } else { String::new() };
        let mut offsets = vec![text.len(); kept.start];
        for cell in &cells[kept.clone()] {
            offsets.push(text.len());
            text.extend(std::iter::repeat_n(cell.shown, cell.repeat));
        }
        offsets.resize(cells.len() + 1, text.len());
        if kept.end < cells.len() {
            text.push_str(ellipsis);
        }
        Self { text, offsets }
    }

    /// The byte offset in `text` of the character in `column` (from 1); past the end, that of the last place.
    pub fn offset(&self, column: usize) -> usize {
        self.offsets[(column.max(1) - 1).min(self.offsets.len() - 1)]
    }

    /// The columns of its first character that is no white space and of the place after the last such.
    pub fn columns_of_text(source: &str) -> Range<usize> {
        let indent = source.chars().take_while(|c| c.is_whitespace()).count();
        1 + indent..1 + source.trim_end().chars().count().max(indent)
    }
}

fn cells(source: &str) -> Vec<Cell> {
    let mut column = 0;
    let cell = |c: char| {
        let cell = match c {
            '\t' => {
                let width = TAB - column % TAB;
                Cell { shown: ' ', repeat: width, width }
            }
            c => shown_as(stand_in(c).unwrap_or(c)),
        };
        column += cell.width;
        cell
    };
    source.chars().map(cell).collect()
}

/// Takes `indent` columns from the white space at the beginning.
fn dedent(cells: &mut [Cell], indent: usize) {
    let mut left = indent;
    for cell in cells.iter_mut().take_while(|cell| cell.shown == ' ') {
        let taken = cell.width.min(left);
        left -= taken;
        cell.width -= taken;
        cell.repeat -= taken;
    }
}

fn shown_as(shown: char) -> Cell {
    Cell { shown, repeat: 1, width: shown.width().unwrap_or(0) }
}

/// Which cells stay: all where they fit; else those from the beginning, if `focus` is among them or begins in their
/// first half; else those around `focus`. Each cut end takes the `ellipsis`'s columns.
fn kept(cells: &[Cell], room: usize, focus: Range<usize>, ellipsis: usize) -> Range<usize> {
    let width = |range: Range<usize>| cells[range].iter().map(|cell| cell.width).sum::<usize>();
    if width(0..cells.len()) <= room {
        return 0..cells.len();
    }
    let focus = focus.start.min(cells.len())..focus.end.min(cells.len());
    let from_start = fitting(cells, 0, room.saturating_sub(ellipsis));
    if focus.end.max(focus.start) <= from_start || focus.start <= from_start / 2 {
        return 0..from_start;
    }
    let start = lead_in(cells, focus.start);
    let end = fitting(cells, start, room.saturating_sub(2 * ellipsis));
    start..end
}

/// The end of the longest run of cells from `start` on that is at most `room` columns wide.
fn fitting(cells: &[Cell], start: usize, room: usize) -> usize {
    let mut used = 0;
    let fits = |cell: &&Cell| {
        used += cell.width;
        used <= room
    };
    start + cells[start..].iter().take_while(fits).count()
}

/// Where to begin so that a little text stays before `focus`.
fn lead_in(cells: &[Cell], focus: usize) -> usize {
    let mut used = 0;
    let before = cells[..focus].iter().rev().take_while(|cell| {
        used += cell.width;
        used <= LEAD
    });
    focus - before.count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(source: &str, room: usize, focus: Range<usize>) -> String {
        SourceLine::new(source, room, focus, true).text
    }

    #[test]
    fn a_line_that_fits_is_shown_whole() {
        assert_eq!(shown("\tint a;\t// x", 40, 0..0), "    int a;  // x");
    }

    #[test]
    fn a_long_line_loses_its_end() {
        assert_eq!(shown("abcdefghijklmnopqrstuvwxyz", 10, 0..3), "abcdefghi…");
    }

    #[test]
    fn a_long_line_loses_its_beginning_when_the_focus_is_far_to_the_right() {
        let source = format!("{}todo!(){}", "x".repeat(500), "y".repeat(500));
        let line = SourceLine::new(&source, 30, 500..507, true);
        assert_eq!(line.text, "…xxxxxxxxxxxxtodo!()yyyyyyyyy…");
        assert_eq!(&line.text[line.offset(501)..line.offset(508)], "todo!()");
    }

    #[test]
    fn columns_count_characters_whatever_their_width() {
        let line = SourceLine::new("漢字\te\u{301}\x1b[0m", 40, 0..0, true);
        assert_eq!(line.text, "漢字    e\u{301}␛[0m");
        assert_eq!(&line.text[line.offset(4)..line.offset(7)], "e\u{301}␛");
        assert_eq!(line.offset(99), line.text.len());
    }

    #[test]
    fn a_common_indent_can_be_left_out_and_columns_stay() {
        let source = "\t\t  todo!();";
        assert_eq!((SourceLine::indent(source), SourceLine::width(source)), (Some(10), 18));
        let line = SourceLine::dedented(source, 6, 40, 0..0, true);
        assert_eq!(line.text, "    todo!();");
        assert_eq!(&line.text[line.offset(5)..line.offset(12)], "todo!()");
        assert_eq!(SourceLine::indent(" \t\r"), None);
    }

    #[test]
    fn ascii_terminals_get_dots() {
        assert_eq!(SourceLine::new("abcdefgh", 7, 0..0, false).text, "abcd...");
    }

    #[test]
    fn hardly_any_room_is_no_trouble() {
        for room in 0..4 {
            assert!(shown("漢字漢字漢字", room, 2..4).chars().count() < 5);
        }
    }
}
