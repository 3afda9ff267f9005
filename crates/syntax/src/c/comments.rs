//! Comments: which belong to a function, and their text without markers.

use super::scan::Scan;
use model::{Comment, Span};

/// Where the comments directly above the byte `start` begin: nothing but single line breaks stands between them and
/// it. `start` itself where there are none.
pub(super) fn begin_above(scan: &Scan, start: usize) -> usize {
    let before = scan.comments.partition_point(|comment| comment.end <= start);
    let mut begin = start;
    for comment in scan.comments[..before].iter().rev() {
        let alone = begins_line(scan.text, comment.start) || comment.end > start;
        if !alone || !is_adjoining(scan.text, comment.end, begin) {
            break;
        }
        begin = comment.start;
    }
    begin
}

/// Whether nothing but white space with at most one line break stands between `end` and `start`.
fn is_adjoining(text: &str, end: usize, start: usize) -> bool {
    let between = &text.as_bytes()[end..start];
    between.iter().all(u8::is_ascii_whitespace) && between.iter().filter(|&&byte| byte == b'\n').count() <= 1
}

fn begins_line(text: &str, start: usize) -> bool {
    let line = text[..start].rfind('\n').map_or(0, |at| at + 1);
    text[line..start].trim_start_matches('\u{feff}').trim().is_empty()
}

/// The comments in `extent`, consecutive line comments as one; those before `body` count as above.
pub(super) fn within(scan: &Scan, extent: Span, body: usize) -> Vec<Comment> {
    let first = scan.comments.partition_point(|comment| comment.start < extent.start);
    let mut found: Vec<Comment> = Vec::new();
    let mut last_is_line = false;
    for &span in scan.comments[first..].iter().take_while(|comment| comment.end <= extent.end) {
        let is_line = scan.text[span.start..].starts_with("//");
        let text = stripped(&scan.text[span.start..span.end]);
        match found
            .last_mut()
            .filter(|last| is_line && last_is_line && is_adjoining(scan.text, last.span.end, span.start))
        {
            Some(last) => join(last, &text, span),
            None => found.push(Comment { text, span, above: span.start < body }),
        }
        last_is_line = is_line;
    }
    let said = scan.directives.iter().filter(|directive| extent.contains(directive.span));
    let said = said
        .filter_map(|directive| message(&scan.text[directive.span.start..directive.span.end], directive.span, body));
    let before = found.len();
    found.extend(said);
    if found.len() > before {
        found.sort_by_key(|comment| comment.span);
    }
    found
}

/// `#warning "to be done"`, `#pragma message("to be done")`: said to who builds it, as a comment is to who reads it.
fn message(directive: &str, span: Span, body: usize) -> Option<Comment> {
    let rest = directive.trim_start_matches(['#', ' ', '\t']);
    let said =
        rest.strip_prefix("warning").or_else(|| rest.strip_prefix("pragma")?.trim_start().strip_prefix("message"))?;
    let text = said.trim_matches(|letter: char| !letter.is_alphanumeric()).to_owned();
    Some(Comment { text, span, above: span.start < body })
}

fn join(comment: &mut Comment, text: &str, span: Span) {
    if !comment.text.is_empty() {
        comment.text.push('\n');
    }
    comment.text.push_str(text);
    comment.span.end = span.end;
}

/// A comment's text: markers, leading asterisks and lines of decoration taken off.
fn stripped(comment: &str) -> String {
    let is_line = comment.starts_with("//");
    let inside = if is_line { &comment[2..] } else { block_inside(comment) };
    let lines: Vec<&str> = inside.lines().map(|line| line_text(line, is_line)).collect();
    lines.join("\n").trim_matches('\n').trim_end().to_owned()
}

fn block_inside(comment: &str) -> &str {
    let inside = comment.strip_prefix("/*").unwrap_or(comment);
    inside.strip_suffix("*/").unwrap_or(inside)
}

fn line_text(line: &str, is_line: bool) -> &str {
    let line = line.trim();
    let line = if is_line { line.trim_start_matches(['/', '!']) } else { line.trim_start_matches(['*', '!']) };
    let line = line.strip_suffix('\\').filter(|_| is_line).unwrap_or(line);
    let line = line.trim_start_matches('<').trim();
    let decoration = line.chars().all(|c| matches!(c, '*' | '-' | '=' | '/' | '#' | '~' | '+' | '_' | '<' | '>'));
    if decoration { "" } else { line.trim_end_matches('*').trim_end() }
}
