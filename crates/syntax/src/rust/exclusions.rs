//! Regions hidden from coverage, by attributes and by marker comments.

use super::attributes::Attribute;
use super::lexer::TokenKind;
use super::tokens::Tokens;
use model::{CoverageExclusion, Span};

/// The tools whose marker comments are known: lcov, grcov, gcovr.
const TOOLS: &[&str] = &["LCOV_EXCL_", "GRCOV_EXCL_", "GCOVR_EXCL_"];

/// All regions of the file that are hidden from coverage, in order of their markers.
pub(super) fn exclusions(tokens: &Tokens) -> Vec<CoverageExclusion> {
    let mut found = by_attributes(tokens);
    found.extend(by_comments(tokens));
    found.sort_by_key(|exclusion| exclusion.marker_span);
    found
}

fn by_attributes(tokens: &Tokens) -> Vec<CoverageExclusion> {
    let signs = tokens.all().filter(|&at| tokens.is_punct(at, b'#'));
    let read = |at| Attribute::read(tokens, at, false).or_else(|| Attribute::read(tokens, at, true));
    let hiding = signs.filter_map(read).filter(|attribute| attribute.hides_from_coverage(tokens));
    hiding.map(|attribute| by_attribute(tokens, &attribute)).collect()
}

fn by_attribute(tokens: &Tokens, attribute: &Attribute) -> CoverageExclusion {
    let marker_span = attribute.span(tokens);
    let inner = tokens.is_punct(attribute.tokens.start + 1, b'!');
    let end = if inner {
        end_of_enclosing(tokens, attribute.tokens.end)
    } else {
        end_of_target(tokens, attribute.tokens.end)
    };
    let span = Span::new(marker_span.start, end.max(marker_span.end));
    CoverageExclusion { marker: attribute.text(tokens), marker_span, span }
}

/// The end of the block that the token `at` stands in.
fn end_of_enclosing(tokens: &Tokens, mut at: usize) -> usize {
    while at < tokens.all().end && !matches!(tokens.kind(at), TokenKind::Close(_)) {
        at = tokens.next(at);
    }
    tokens.span(at).start
}

/// The end of the item or statement whose attributes end at `at`: its first block or semicolon.
fn end_of_target(tokens: &Tokens, at: usize) -> usize {
    let (_, mut at) = Attribute::read_all(tokens, at, false);
    while at < tokens.all().end {
        let next = tokens.next(at);
        match tokens.kind(at) {
            TokenKind::Punct(b';' | b',') => return tokens.span(at).end,
            TokenKind::Open(b'{') if !tokens.is_word(next, "else") => return tokens.span(next - 1).end,
            TokenKind::Close(_) => return tokens.span(at).start,
            _ => at = next,
        }
    }
    tokens.text.len()
}

fn by_comments(tokens: &Tokens) -> Vec<CoverageExclusion> {
    let mut found: Vec<CoverageExclusion> = Vec::new();
    let mut open: Option<usize> = None;
    for (marker, marker_span) in markers(tokens) {
        if marker.contains("_EXCL_STOP") {
            if let Some(region) = open.take() {
                found[region].span.end = marker_span.end;
            }
        } else if marker.contains("_EXCL_START") {
            open = Some(found.len());
            found.push(CoverageExclusion {
                marker,
                marker_span,
                span: Span::new(marker_span.start, tokens.text.len()),
            });
        } else if marker.contains("_EXCL_LINE") {
            found.push(CoverageExclusion { marker, marker_span, span: line_of(tokens.text, marker_span) });
        }
    }
    found
}

/// The markers in the comments, with their places.
fn markers(tokens: &Tokens) -> Vec<(String, Span)> {
    let mut markers = Vec::new();
    for comment in &tokens.comments {
        let text = &tokens.text[comment.span.start..comment.span.end];
        let places = TOOLS.iter().filter_map(|tool| text.find(tool));
        markers.extend(places.map(|at| {
            let length = text[at..].find(|c: char| c != '_' && !c.is_ascii_alphanumeric()).unwrap_or(text.len() - at);
            let start = comment.span.start + at;
            (text[at..at + length].to_owned(), Span::new(start, start + length))
        }));
    }
    markers
}

fn line_of(text: &str, marker: Span) -> Span {
    let start = memchr::memrchr(b'\n', &text.as_bytes()[..marker.start]).map_or(0, |newline| newline + 1);
    let end = memchr::memchr(b'\n', &text.as_bytes()[marker.end..]).map_or(text.len(), |newline| marker.end + newline);
    Span::new(start, end)
}
