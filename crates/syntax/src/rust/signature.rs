//! A function's parameters and return type, and the names in the headers of implementations.

use std::ops::Range;

use super::lexer::TokenKind;
use super::tokens::Tokens;
use model::Param;

/// What stands between a function's name and its body.
pub(super) struct Signature {
    pub(super) params: Vec<Param>,
    pub(super) return_type: String,
}

/// Reads the tokens from after a function's name up to its body.
pub(super) fn signature(tokens: &Tokens, range: Range<usize>) -> Signature {
    let open = after_generics(tokens, range.start, range.end);
    let Some(close) = tokens.group(open, b'(') else {
        return Signature { params: Vec::new(), return_type: String::new() };
    };
    let params = split_outside_angles(tokens, open + 1..close).into_iter().filter_map(|part| param(tokens, part));
    Signature { params: params.collect(), return_type: return_type(tokens, close + 1..range.end) }
}

fn return_type(tokens: &Tokens, range: Range<usize>) -> String {
    if !tokens.is_punct(range.start, b'-') {
        return String::new();
    }
    let end = first_word(tokens, &range, "where").unwrap_or(range.end);
    let text = tokens.folded(range.start + 2..end);
    if text == "()" { String::new() } else { text }
}

fn param(tokens: &Tokens, part: Range<usize>) -> Option<Param> {
    let (_, start) = super::attributes::Attribute::read_all(tokens, part.start, false);
    let part = start..part.end;
    if part.is_empty() {
        return None;
    }
    let colon = colon_of(tokens, &part);
    let pattern = part.start..colon.unwrap_or(part.end);
    let type_text = match colon {
        Some(colon) => tokens.folded(colon + 1..part.end),
        None => tokens.folded(pattern.clone()).replace("self", "Self"),
    };
    Some(Param { name: binding(tokens, &pattern), span: tokens.extent(&part), type_text })
}

/// The place of the `:` between pattern and type.
fn colon_of(tokens: &Tokens, part: &Range<usize>) -> Option<usize> {
    let mut at = part.start;
    while at < part.end {
        if tokens.is_path_separator(at) {
            at += 2;
        } else if tokens.is_punct(at, b':') {
            return Some(at);
        } else {
            at = tokens.next(at);
        }
    }
    None
}

/// The name that a pattern binds, or the pattern's text where it is no plain name.
fn binding(tokens: &Tokens, pattern: &Range<usize>) -> String {
    let last = pattern.end - 1;
    let qualified = (pattern.start..last).all(|at| {
        let form = matches!(tokens.str(at), "mut" | "ref" | "&");
        form || matches!(tokens.kind(at), TokenKind::Lifetime)
    });
    if qualified && tokens.is_name(last) { tokens.str(last).to_owned() } else { tokens.folded(pattern.clone()) }
}

/// What `impl` implements: the trait, if there is one, and the type, both without generic arguments and lifetimes.
pub(super) fn implemented(tokens: &Tokens, header: &Range<usize>) -> (Option<String>, String) {
    let mut start = after_generics(tokens, header.start, header.end);
    while tokens.is_word(start, "const") || tokens.is_punct(start, b'!') {
        start += 1;
    }
    let end = first_word(tokens, &(start..header.end), "where").unwrap_or(header.end);
    match for_keyword(tokens, &(start..end)) {
        Some(at) => (Some(without_generics(tokens, start..at)), without_generics(tokens, at + 1..end)),
        None => (None, without_generics(tokens, start..end)),
    }
}

/// The `for` between trait and type; the `for<'a>` of a bound is another.
fn for_keyword(tokens: &Tokens, range: &Range<usize>) -> Option<usize> {
    let mut from = range.start;
    loop {
        let at = first_word(tokens, &(from..range.end), "for")?;
        if !tokens.is_punct(at + 1, b'<') {
            return Some(at);
        }
        from = after_generics(tokens, at + 1, range.end);
    }
}

/// The first `word` in `range` outside of brackets of any kind.
fn first_word(tokens: &Tokens, range: &Range<usize>, word: &str) -> Option<usize> {
    let mut found = None;
    outside_angles(tokens, range.clone(), |at| {
        if found.is_none() && tokens.is_word(at, word) {
            found = Some(at);
        }
    });
    found
}

/// The text of a path or type without its generic arguments, white space folded.
pub(super) fn without_generics(tokens: &Tokens, range: Range<usize>) -> String {
    if tokens.is_punct(range.start, b'<') {
        return tokens.folded(range);
    }
    let mut text = String::new();
    let mut end = None;
    outside_angles(tokens, range, |at| {
        if tokens.kind(at) == TokenKind::Lifetime {
            end = None;
            return;
        }
        let span = tokens.span(at);
        if end.is_some_and(|end| end < span.start) {
            text.push(' ');
        }
        let group = tokens.any_group(at).map(|close| tokens.folded(at..close + 1));
        text.push_str(group.as_deref().unwrap_or(tokens.str(at)));
        end = Some(tokens.span(tokens.next(at) - 1).end);
    });
    text.trim_end_matches(':').trim().to_owned()
}

/// Calls `visit` for each token of `range` that is in no bracket and between no angle brackets.
fn outside_angles(tokens: &Tokens, range: Range<usize>, mut visit: impl FnMut(usize)) {
    let mut angles = 0usize;
    let mut at = range.start;
    while at < range.end {
        if tokens.is_punct(at, b'<') {
            angles += 1;
        } else if tokens.is_punct(at, b'>') && !tokens.ends_arrow(at) {
            angles = angles.saturating_sub(1);
        } else if angles == 0 {
            visit(at);
        }
        at = tokens.next(at);
    }
}

/// The parts between commas that stand outside of angle brackets.
fn split_outside_angles(tokens: &Tokens, range: Range<usize>) -> Vec<Range<usize>> {
    let mut commas = Vec::new();
    outside_angles(tokens, range.clone(), |at| {
        if tokens.is_punct(at, b',') {
            commas.push(at);
        }
    });
    let starts = std::iter::once(range.start).chain(commas.iter().map(|at| at + 1));
    let ends = commas.iter().copied().chain([range.end]);
    starts.zip(ends).map(|(start, end)| start..end).filter(|part| !part.is_empty()).collect()
}

/// The token after `<..>`, when that is what stands at `at`.
fn after_generics(tokens: &Tokens, at: usize, end: usize) -> usize {
    if !tokens.is_punct(at, b'<') {
        return at;
    }
    let mut first = None;
    outside_angles(tokens, at..end, |outside| {
        first.get_or_insert(outside);
    });
    first.unwrap_or(end)
}
