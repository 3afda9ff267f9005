//! The lines of source shown with a finding, with labels on them, in the form that miette reads.

use std::ops::Range;

use miette::{LabeledSpan, MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};

use super::paragraph;
use crate::source_line::SourceLine;
use crate::window::Window;
use crate::{Style, safe_text};
use model::{Finding, Position, Related, SourceText};

/// Columns that miette takes beside the line number: a space, a space, a bar and a space.
const MARGIN: usize = 4;
/// Columns that miette takes for the arrow beside a label of several lines.
const ARROW: usize = 4;
/// The longest label text in lines, and the narrowest in columns; what does not fit is not drawn.
const LABEL: (usize, usize) = (3, 16);

/// The shown lines of one file, and the labels on them.
#[derive(Debug)]
pub struct Excerpt<'a> {
    /// The file's path, safe to show.
    path: String,
    /// The shown lines, each with a line end.
    text: String,
    /// The number of the first shown line, from 1.
    first_line: usize,
    /// Where the finding is, for the heading.
    position: Position,
    labels: Vec<Label<'a>>,
}

/// A label on a part of an excerpt.
#[derive(Debug)]
pub struct Label<'a> {
    /// The part, in bytes of the excerpt's text.
    range: Range<usize>,
    text: Option<String>,
    /// The related place that it shows; `None` for the finding's own place.
    pub related: Option<&'a Related>,
}

impl<'a> Excerpt<'a> {
    /// What is shown of `source` for `finding`, with `label` at its place; `None` where the place is not in `source`.
    pub fn new(finding: &'a Finding, label: Option<&str>, source: &SourceText, style: &Style) -> Option<Self> {
        let window = Window::around(finding, source)?;
        let mut page = Page::new(&window, source, style);
        page.show(finding, &window);
        let mut labels = vec![page.own_label(finding, &window, label)];
        labels.extend(window.near.iter().filter_map(|related| page.related_label(related)));
        labels.sort_by_key(|label| label.range.start);
        let path = safe_text::visible(&finding.path);
        Some(Self { path, text: page.text, first_line: window.first, position: finding.span.start, labels })
    }

    /// The labels in order of place.
    pub fn labels(&self) -> &[Label<'a>] {
        &self.labels
    }

    /// The labels as miette takes them.
    pub fn spans(&self) -> impl Iterator<Item = LabeledSpan> + '_ {
        self.labels.iter().map(|label| {
            let span = (label.range.start, label.range.len());
            match label.related {
                None => LabeledSpan::new_primary_with_span(label.text.clone(), span),
                Some(_) => LabeledSpan::new_with_span(label.text.clone(), span),
            }
        })
    }
}

impl SourceCode for Excerpt<'_> {
    /// The whole excerpt whatever is asked for, so that it is drawn in one piece, except that a span without context is
    /// a question for its place: the heading shows that of the finding, in characters of the file.
    fn read_span<'b>(
        &'b self,
        span: &SourceSpan,
        lines_before: usize,
        lines_after: usize,
    ) -> Result<Box<dyn SpanContents<'b> + 'b>, MietteError> {
        let (span, line, column) = if lines_before + lines_after == 0 {
            (*span, self.position.line, self.position.column)
        } else {
            ((0, self.text.len()).into(), self.first_line, 1)
        };
        let data = self.text.as_bytes().get(span.offset()..span.offset() + span.len());
        let data = data.ok_or(MietteError::OutOfBounds)?;
        let lines = self.text.lines().count();
        let (line, column) = (line.saturating_sub(1), column.saturating_sub(1));
        Ok(Box::new(MietteSpanContents::new_named(self.path.clone(), data, span, line, column, lines)))
    }
}

/// An excerpt in the making.
struct Page<'s> {
    source: &'s SourceText,
    style: &'s Style,
    /// Columns for the text of a line.
    room: usize,
    /// Columns of white space that are left out of every line, so that less has to be cut off.
    indent: usize,
    first: usize,
    /// The shown lines with the offset at which each begins in `text`.
    lines: Vec<(usize, SourceLine)>,
    text: String,
}

impl<'s> Page<'s> {
    fn new(window: &Window<'_>, source: &'s SourceText, style: &'s Style) -> Self {
        let arrow = if window.start == window.end { 0 } else { ARROW };
        let room = style.width.saturating_sub(window.last.to_string().len() + MARGIN + arrow);
        let indent = spare_indent(window, source, room);
        Self { source, style, room, indent, first: window.first, lines: Vec::new(), text: String::new() }
    }

    fn show(&mut self, finding: &Finding, window: &Window<'_>) {
        for line in window.first..=window.last {
            let source = self.source.line_text(line).unwrap_or("");
            let focus = focus(finding, line, source);
            let shown = SourceLine::dedented(source, self.indent, self.room, focus, self.style.unicode);
            let start = self.text.len();
            self.text.push_str(&shown.text);
            self.text.push('\n');
            self.lines.push((start, shown));
        }
    }

    /// The byte offset in the text of `column` on `line`, both from 1.
    fn offset(&self, line: usize, column: usize) -> usize {
        let (start, shown) = &self.lines[line - self.first];
        start + shown.offset(column)
    }

    fn own_label<'a>(&self, finding: &Finding, window: &Window<'_>, text: Option<&str>) -> Label<'a> {
        let last = self.source.line_text(window.end).unwrap_or("");
        let end_column = match finding.span.end {
            end if end.line == window.end => end.column,
            _ => SourceLine::columns_of_text(last).end,
        };
        let start = self.offset(window.start, finding.span.start.column);
        let end = self.offset(window.end, end_column).max(start);
        let more = if window.shortened { format!("goes on to line {}", finding.span.end.line) } else { String::new() };
        let text = [text.unwrap_or(""), &more].iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>();
        let text = (!text.is_empty()).then(|| text.join("; "));
        let text = text.and_then(|text| self.fit(&text, self.label_column(window.start, window.end, start..end)));
        Label { range: start..end, text, related: None }
    }

    /// A label on the text of a related place's line; `None` where its words find no room.
    fn related_label<'a>(&self, related: &'a Related) -> Option<Label<'a>> {
        let columns = SourceLine::columns_of_text(self.source.line_text(related.line)?);
        let range = self.offset(related.line, columns.start)..self.offset(related.line, columns.end);
        let column = self.label_column(related.line, related.line, range.clone());
        let text = self.fit(&safe_text::one_line(&related.message), column)?;
        Some(Label { range, text: Some(text), related: Some(related) })
    }

    /// The column, from 0, at which miette begins to write the words of a label.
    fn label_column(&self, start_line: usize, end_line: usize, range: Range<usize>) -> usize {
        if start_line != end_line {
            return ARROW;
        }
        let (line_start, _) = self.lines[start_line - self.first];
        let width = |range: Range<usize>| textwrap::core::display_width(&self.text[range]);
        let (left, right) = (width(line_start..range.start), width(line_start..range.end));
        (left + right.max(left + 1)) / 2 + ARROW
    }

    /// `text` in lines that fit between `column` and the right edge, if it does not take too many.
    fn fit(&self, text: &str, column: usize) -> Option<String> {
        let (most, narrowest) = LABEL;
        let width = self.room.saturating_sub(column);
        let lines = paragraph::lines(text, width.max(1));
        let fits = lines.iter().all(|line| textwrap::core::display_width(line) <= width);
        (fits && (lines.len() == 1 || (lines.len() <= most && width >= narrowest))).then(|| lines.join("\n"))
    }
}

/// The white space that all shown lines begin with, where one of them is too wide to be shown whole; else nothing.
fn spare_indent(window: &Window<'_>, source: &SourceText, room: usize) -> usize {
    let lines = || (window.first..=window.last).filter_map(|line| source.line_text(line));
    if lines().all(|line| SourceLine::width(line) <= room) {
        return 0;
    }
    lines().filter_map(SourceLine::indent).min().unwrap_or(0)
}

/// The characters of `line`, from 0, that must stay when it is cut.
fn focus(finding: &Finding, line: usize, source: &str) -> Range<usize> {
    let (start, end) = (finding.span.start, finding.span.end);
    let from = if line == start.line { start.column.saturating_sub(1) } else { 0 };
    let to = match line {
        _ if line == end.line => end.column.saturating_sub(1),
        _ if line == start.line => source.chars().count(),
        _ => 0,
    };
    from..to.max(from)
}
