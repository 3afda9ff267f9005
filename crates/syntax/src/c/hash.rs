//! A hash of tokens that is the same on every machine: white space and comments do not count.

use super::scan::Scan;
use super::tokens::{Kind, Token};
use model::{FunctionHead, Span};
use std::ops::RangeInclusive;

const SEED: u64 = 0x243f_6a88_85a3_08d3;
const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;

/// Folds one word into `hash`: both halves of the wide product, as wyhash does.
fn mix(hash: u64, word: u64) -> u64 {
    let product = u128::from(hash ^ word) * u128::from(FACTOR);
    (product as u64) ^ ((product >> 64) as u64)
}

/// Up to eight bytes as one word; with their number, no two texts give the same.
fn word(bytes: &[u8]) -> u64 {
    let four = |at: usize| bytes.get(at..at + 4).and_then(|four| four.try_into().ok()).map_or(0, u32::from_le_bytes);
    match bytes.len() {
        0 => 0,
        length @ 1..=3 => u64::from_le_bytes([bytes[0], bytes[length / 2], bytes[length - 1], 0, 0, 0, 0, 0]),
        length => u64::from(four(0)) | u64::from(four(length - 4)) << 32,
    }
}

fn bytes(hash: u64, bytes: &[u8]) -> u64 {
    let long = bytes.len().saturating_sub(1) / 8 * 8;
    let hash = bytes[..long].as_chunks().0.iter().fold(hash, |hash, chunk| mix(hash, u64::from_le_bytes(*chunk)));
    mix(hash.wrapping_add(bytes.len() as u64), word(&bytes[long..]))
}

/// The hash of the tokens at `range`, going on from `hash`.
fn tokens(scan: &Scan, range: RangeInclusive<usize>, hash: u64) -> u64 {
    scan.tokens[range].iter().fold(hash, |hash, &token| match token.kind {
        Kind::Directive => directive(scan, token, hash),
        _ => bytes(hash, scan.text_of(token).as_bytes()),
    })
}

fn directive(scan: &Scan, token: Token, hash: u64) -> u64 {
    let inside = super::directives::tokens_of(scan.text, token.span());
    inside.fold(bytes(hash, b"#"), |hash, token| bytes(hash, scan.text_of(token).as_bytes()))
}

/// The hashes of the function with `head`: of all of it, and of its body alone.
pub(super) fn of_function(scan: &Scan, head: &FunctionHead) -> (u64, u64) {
    let body = of_body(scan, head.body);
    (mix(of_span(scan, Span::new(head.span.start, head.body.start)), body), body)
}

/// The hash of the tokens of a body that stands at `span`, braces included: the same as that of its function.
pub(super) fn of_body(scan: &Scan, span: Span) -> u64 {
    of_span(scan, span)
}

fn of_span(scan: &Scan, span: Span) -> u64 {
    let first = scan.tokens.partition_point(|token| (token.start as usize) < span.start);
    let end = scan.tokens.partition_point(|token| (token.start as usize) < span.end);
    if first < end { tokens(scan, first..=end - 1, SEED) } else { SEED }
}

/// The hash of all tokens of a file.
pub(super) fn of_all(scan: &Scan) -> u64 {
    match scan.tokens.len().checked_sub(1) {
        Some(last) => tokens(scan, 0..=last, SEED),
        None => SEED,
    }
}
