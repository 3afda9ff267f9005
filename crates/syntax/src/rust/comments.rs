//! The comments of a function: those directly above it and those inside its body.

use super::brackets::line_indent;
use super::lexer::{CommentKind, RawComment};
use super::tokens::Tokens;
use model::{Comment, Span};

/// Where the comments begin that stand directly above the item whose first token is `first`: doc comments, and other
/// comments with no blank line before what follows them. The item's own start where there are none.
pub(super) fn start_with_comments(tokens: &Tokens, first: usize) -> usize {
    let mut start = tokens.span(first).start;
    let before = if first == 0 { 0 } else { tokens.span(first - 1).end };
    let upto = tokens.comments.partition_point(|comment| comment.span.end <= start);
    for comment in tokens.comments[..upto].iter().rev() {
        if comment.span.start < before || !belongs_to(tokens.text, comment, start) {
            break;
        }
        start = comment.span.start;
    }
    start
}

/// Whether `comment` belongs to what begins at `start`, the nearest thing after it.
fn belongs_to(text: &str, comment: &RawComment, start: usize) -> bool {
    let adjacent = newlines(text, comment.span.end, start) <= 1;
    let begins_line = line_indent(text, comment.span.start).is_some();
    match comment.kind {
        CommentKind::OuterDoc => true,
        CommentKind::InnerDoc => false,
        CommentKind::Line | CommentKind::Block => adjacent && begins_line,
    }
}

fn newlines(text: &str, start: usize, end: usize) -> usize {
    memchr::memchr_iter(b'\n', &text.as_bytes()[start..end]).count()
}

/// The comments inside `extent`, those of the functions `nested` in it left out; those before `body` are above.
pub(super) fn comments_of(tokens: &Tokens, extent: Span, body: Span, nested: &[Span]) -> Vec<Comment> {
    let from = tokens.comments.partition_point(|comment| comment.span.start < extent.start);
    let upto = tokens.comments.partition_point(|comment| comment.span.end <= extent.end);
    let own = |comment: &&RawComment| !nested.iter().any(|nested| nested.contains(comment.span));
    let mut comments: Vec<Comment> = Vec::new();
    let mut last: Option<RawComment> = None;
    for comment in tokens.comments[from..upto.max(from)].iter().filter(own) {
        let above = comment.span.start < body.start;
        match comments.last_mut() {
            Some(merged) if merged.above == above && last.is_some_and(|last| continues(tokens.text, last, comment)) => {
                merged.text.push('\n');
                merged.text.push_str(&content(tokens.text, comment));
                merged.span.end = comment.span.end;
            }
            _ => comments.push(Comment { text: content(tokens.text, comment), span: comment.span, above }),
        }
        last = Some(*comment);
    }
    comments
}

/// Whether `comment` goes on where the line comment `last` stopped: on the next line, in the same column.
fn continues(text: &str, last: RawComment, comment: &RawComment) -> bool {
    let between = &text[last.span.end..comment.span.start];
    let line = |kind| matches!(kind, CommentKind::Line | CommentKind::OuterDoc | CommentKind::InnerDoc);
    last.kind == comment.kind
        && line(last.kind)
        && text[last.span.start..].starts_with("//")
        && text[comment.span.start..].starts_with("//")
        && between.trim().is_empty()
        && newlines(text, last.span.end, comment.span.start) == 1
        && column(text, last.span.start) == column(text, comment.span.start)
}

fn column(text: &str, offset: usize) -> usize {
    offset - memchr::memrchr(b'\n', &text.as_bytes()[..offset]).map_or(0, |newline| newline + 1)
}

/// The text of a comment without its markers, each line trimmed.
fn content(text: &str, comment: &RawComment) -> String {
    let raw = &text[comment.span.start..comment.span.end];
    if let Some(line) = raw.strip_prefix("//") {
        return line.trim_start_matches('/').trim_start_matches('!').trim().to_owned();
    }
    let inside = raw.strip_prefix("/*").unwrap_or(raw);
    let inside = inside.strip_suffix("*/").unwrap_or(inside).trim_start_matches(['*', '!']);
    let lines: Vec<&str> = inside.lines().map(|line| line.trim().trim_start_matches('*').trim()).collect();
    lines.join("\n").trim().to_owned()
}
