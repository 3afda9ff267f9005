//! Parts of a body in which nothing that is checked can make it fail.

use std::ops::Range;

use crate::rust::tokens::Tokens;
use model::Escape;

/// The parts of `range` whose checks cannot make the function fail, and why.
pub(super) fn escapes(tokens: &Tokens, range: &Range<usize>) -> Vec<(Range<usize>, Escape)> {
    let names = || range.clone().filter(|&at| tokens.is_name(at));
    let left = names().filter(|&at| asks_the_environment(tokens, at)).find_map(|at| returns_behind(tokens, at, range));
    let caught = names().filter(|&at| tokens.is_word(at, "catch_unwind")).filter_map(|at| dropped_group(tokens, at));
    let left = left.map(|after| (after..range.end, Escape::Environment));
    caught.map(|inside| (inside, Escape::CaughtPanic)).chain(left).collect()
}

/// `env::var(..)`, `env::var_os(..)`.
fn asks_the_environment(tokens: &Tokens, at: usize) -> bool {
    matches!(tokens.str(at), "var" | "var_os")
        && at >= 3
        && tokens.is_path_separator(at - 2)
        && tokens.is_word(at - 3, "env")
        && tokens.group(at + 1, b'(').is_some()
}

/// The end of the block behind `at` in the same statement, where that block returns.
fn returns_behind(tokens: &Tokens, at: usize, range: &Range<usize>) -> Option<usize> {
    let mut place = at;
    while place < range.end && !tokens.is_punct(place, b';') {
        if let Some(close) = tokens.group(place, b'{') {
            let returns = (place..close).any(|inside| tokens.is_word(inside, "return"));
            return returns.then_some(close);
        }
        place = tokens.next(place);
    }
    None
}

/// The arguments of the call at `at`, where what comes of it is dropped.
fn dropped_group(tokens: &Tokens, at: usize) -> Option<Range<usize>> {
    let close = tokens.group(at + 1, b'(')?;
    let is_dropped_behind = tokens.is_punct(close + 1, b';')
        || (tokens.is_punct(close + 1, b'.') && tokens.is_word(close + 2, "ok") && tokens.is_punct(close + 5, b';'));
    let mut first = at;
    while first >= 3 && tokens.is_path_separator(first - 2) {
        first -= 3;
    }
    let before = tokens.str(first.checked_sub(1)?);
    let is_dropped_before = matches!(before, ";" | "{" | "}") || (before == "=" && tokens.is_word(first - 2, "_"));
    (is_dropped_behind && is_dropped_before).then_some(at + 1..close)
}
