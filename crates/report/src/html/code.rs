//! Source on the page: numbered lines, what is meant marked, and remarks below their lines.

use std::ops::Range;

use maud::{Markup, html};

use crate::safe_text::one_line;
use crate::source_line::SourceLine;
use crate::window::Window;
use model::{Finding, SourceText};

use super::text::place;

/// Columns of a line that are shown at most: generated text has lines of any length.
const WIDEST: usize = 400;
/// Lines shown before and after a line that is meant.
const AROUND: usize = 3;

/// Lines of a file to show.
struct Excerpt<'a> {
    source: &'a SourceText,
    first: usize,
    last: usize,
    /// The lines that are meant, and the columns (from 1) of the first and of the place after the last marked character.
    marked: Range<usize>,
    columns: Range<usize>,
    /// What is said of a line, in order of line.
    remarks: Vec<(usize, String)>,
}

/// The code of `finding`, with the finding marked and its places nearby explained; `None` where it is not at hand.
pub fn of_finding(finding: &Finding, source: Option<&SourceText>) -> Option<Markup> {
    let source = source?;
    let window = Window::around(finding, source)?;
    let mut remarks: Vec<(usize, String)> =
        window.near.iter().map(|related| (related.line, one_line(&related.message))).collect();
    if window.shortened {
        remarks.push((window.end, format!("continues to line {}", finding.span.end.line)));
    }
    remarks.sort();
    let end = if finding.span.end.line == window.end { finding.span.end.column } else { usize::MAX };
    let excerpt = Excerpt {
        source,
        first: window.first,
        last: window.last,
        marked: window.start..window.end + 1,
        columns: finding.span.start.column..end,
        remarks,
    };
    Some(excerpt.figure())
}

/// `line` of `source` and those around it; `None` where there is no such line.
pub fn around(source: Option<&SourceText>, line: usize) -> Option<Markup> {
    let source = source?;
    let text = source.line_text(line)?;
    let excerpt = Excerpt {
        source,
        first: line.saturating_sub(AROUND).max(1),
        last: (line + AROUND).min(source.line_count()),
        marked: line..line + 1,
        columns: SourceLine::columns_of_text(text),
        remarks: Vec::new(),
    };
    Some(excerpt.figure())
}

impl Excerpt<'_> {
    fn figure(&self) -> Markup {
        html! {
            figure {
                figcaption { (place(&self.source.path, Some(self.marked.start))) }
                pre tabindex="0" { @for line in self.first..=self.last { (self.line(line)) } }
            }
        }
    }

    fn line(&self, line: usize) -> Markup {
        let text = self.source.line_text(line).unwrap_or("");
        let is_marked = self.marked.contains(&line);
        let remarks = self.remarks.iter().filter(|(of, _)| *of == line);
        html! {
            span.line.hit[is_marked] {
                span.number aria-hidden="true" { (line) }
                @if is_marked { (self.marked(line, text)) } @else { (SourceLine::new(text, WIDEST, 0..0, true).text) }
                @for (_, remark) in remarks { span.says { (remark) } }
            }
        }
    }

    /// A line of the place itself: the first and the last are marked from and to their columns, those between as a whole.
    fn marked(&self, line: usize, text: &str) -> Markup {
        let written = SourceLine::columns_of_text(text);
        let start = if line == self.marked.start { self.columns.start } else { written.start };
        let end = if line + 1 == self.marked.end { self.columns.end.min(written.end.max(start)) } else { written.end };
        let shown = SourceLine::new(text, WIDEST, start.max(1) - 1..end.max(1) - 1, true);
        let from = shown.offset(start);
        let to = shown.offset(end).max(from);
        html! { (shown.text[..from]) mark { (shown.text[from..to]) } (shown.text[to..]) }
    }
}
