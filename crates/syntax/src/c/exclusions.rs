//! Regions that comments hide from coverage: the markers of LCOV, GCOV and GCOVR.

use super::scan::Scan;
use memchr::memmem;
use model::{CoverageExclusion, FunctionHead, Span};

/// The exclusions of a file, in order of their markers. `heads` are its functions.
pub(super) fn exclusions(scan: &Scan, heads: &[FunctionHead]) -> Vec<CoverageExclusion> {
    let mut found = Vec::new();
    let mut open: Vec<(Span, &str)> = Vec::new();
    for (span, marker) in markers(scan) {
        let Some((family, action)) = marker.rsplit_once('_') else { continue };
        match action {
            "START" => open.push((span, marker)),
            "STOP" => close(scan, &mut open, family, span, &mut found),
            "LINE" => found.push(exclusion(marker, span, lines(scan.text, span))),
            "FUNCTION" => found.extend(function(scan, heads, span).map(|hidden| exclusion(marker, span, hidden))),
            _ => {}
        }
    }
    let end = Span::new(scan.text.len(), scan.text.len());
    found.extend(open.into_iter().map(|(span, marker)| exclusion(marker, span, lines(scan.text, span.cover(end)))));
    found.sort_by_key(|exclusion| exclusion.marker_span);
    found
}

fn exclusion(marker: &str, marker_span: Span, span: Span) -> CoverageExclusion {
    CoverageExclusion { marker: marker.to_owned(), marker_span, span }
}

fn close(scan: &Scan, open: &mut Vec<(Span, &str)>, family: &str, stop: Span, found: &mut Vec<CoverageExclusion>) {
    let begun = open.iter().rposition(|(_, marker)| marker.rsplit_once('_').is_some_and(|(start, _)| start == family));
    if let Some(index) = begun {
        let (span, marker) = open.remove(index);
        found.push(exclusion(marker, span, lines(scan.text, span.cover(stop))));
    }
}

/// The markers that stand in comments, in order.
fn markers<'t>(scan: &Scan<'t>) -> Vec<(Span, &'t str)> {
    let text = scan.text;
    memmem::find_iter(text.as_bytes(), "_EXCL_")
        .map(|at| word_around(text, at))
        .filter(|span| is_marker(&text[span.start..span.end]) && in_comment(scan, span.start))
        .map(|span| (span, &text[span.start..span.end]))
        .collect()
}

fn is_marker(word: &str) -> bool {
    ["LCOV_EXCL_", "GCOV_EXCL_", "GCOVR_EXCL_"].iter().any(|prefix| word.starts_with(prefix))
}

fn in_comment(scan: &Scan, offset: usize) -> bool {
    let after = scan.comments.partition_point(|comment| comment.start <= offset);
    scan.comments[..after].last().is_some_and(|comment| comment.holds(offset))
}

fn word_around(text: &str, at: usize) -> Span {
    let inside = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
    let before = text.as_bytes()[..at].iter().rev().take_while(|byte| inside(byte)).count();
    let after = text.as_bytes()[at..].iter().take_while(|byte| inside(byte)).count();
    Span::new(at - before, at + after)
}

/// The whole lines that `span` touches.
fn lines(text: &str, span: Span) -> Span {
    let start = text[..span.start].rfind('\n').map_or(0, |at| at + 1);
    let end = text[span.end..].find('\n').map_or(text.len(), |length| span.end + length);
    Span::new(start, end)
}

/// The function that the marker at `span` stands in or on; else the next one.
fn function(scan: &Scan, heads: &[FunctionHead], span: Span) -> Option<Span> {
    let line = lines(scan.text, span);
    let reaches = |head: &&FunctionHead| head.extent.end > line.start;
    heads.iter().find(reaches).map(|head| lines(scan.text, head.span))
}
