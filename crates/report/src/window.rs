//! Which lines of a file are shown with a finding.

use model::{Finding, Related, SourceText};

/// Functions of up to this many lines are shown whole.
const SHORT_FUNCTION: usize = 12;
/// Lines shown before and after the place itself in longer functions.
const CONTEXT: usize = 3;
/// Lines of the place itself that are shown at most.
const LONGEST_PLACE: usize = 8;
/// How many lines away from those shown a related place may stand and still be shown.
const NEAR: usize = 4;
/// Lines shown at most, unless the function is shown whole.
const MOST: usize = 24;

/// The lines shown with a finding, all counted from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Window<'a> {
    /// The first line shown.
    pub first: usize,
    /// The last line shown.
    pub last: usize,
    /// The first line of the finding's place.
    pub start: usize,
    /// The last line of it that is shown.
    pub end: usize,
    /// Whether the place goes on after `end`.
    pub shortened: bool,
    /// Related places among the lines shown, at most one for each line, none on a line of the place's ends.
    pub near: Vec<&'a Related>,
}

impl<'a> Window<'a> {
    /// The lines to show of `source`; `None` where the finding's place is not in it.
    pub fn around(finding: &'a Finding, source: &SourceText) -> Option<Self> {
        let start = finding.span.start.line;
        if start == 0 || start > last_line(source) {
            return None;
        }
        let whole_end = place_end(finding).clamp(start, last_line(source));
        let end = whole_end.min(start + LONGEST_PLACE - 1);
        let (first, last) = context(finding, start, end, last_line(source));
        let mut window = Self { first, last, start, end, shortened: end < whole_end, near: Vec::new() };
        window.take_in_related(finding, source);
        Some(window)
    }

    /// Widens the window to the related places near it, the nearest first.
    fn take_in_related(&mut self, finding: &'a Finding, source: &SourceText) {
        let here = finding.related.iter().filter(|related| related.path == finding.path);
        let mut here: Vec<_> = here.filter(|related| (1..=last_line(source)).contains(&related.line)).collect();
        here.sort_by_key(|related| related.line.abs_diff(self.start));
        for related in here {
            if self.is_near(related.line) && self.is_free(related.line) {
                self.first = self.first.min(related.line);
                self.last = self.last.max(related.line);
                self.near.push(related);
            }
        }
    }

    fn is_near(&self, line: usize) -> bool {
        let (first, last) = (self.first.min(line), self.last.max(line));
        let inside = (first, last) == (self.first, self.last);
        inside || (first + NEAR >= self.first && last <= self.last + NEAR && last - first < MOST)
    }

    /// Whether no other label stands on `line`, so that one can be drawn there.
    fn is_free(&self, line: usize) -> bool {
        line != self.start && line != self.end && self.near.iter().all(|related| related.line != line)
    }
}

/// The last line that holds text: what follows the last line end is no line to show.
fn last_line(source: &SourceText) -> usize {
    let count = source.line_count();
    if count > 1 && source.line_text(count).is_some_and(str::is_empty) { count - 1 } else { count }
}

/// The last line on which the place holds a character.
fn place_end(finding: &Finding) -> usize {
    let end = finding.span.end;
    if end.column <= 1 && end.line > finding.span.start.line { end.line - 1 } else { end.line }
}

/// The first and last line to show around `start..=end`: the whole function if it is short, else a few lines of it.
fn context(finding: &Finding, start: usize, end: usize, last_line: usize) -> (usize, usize) {
    let around = |lines: usize| (start.saturating_sub(lines).max(1), (end + lines).min(last_line));
    let (first, last) = around(CONTEXT);
    match &finding.function {
        Some(function) if function.line > start || end > function.end_line => (first, last),
        Some(function) if function.end_line - function.line < SHORT_FUNCTION => {
            (function.line.max(1), function.end_line.min(last_line))
        }
        Some(function) => (first.max(function.line), last.min(function.end_line)),
        None => (first, last),
    }
}
