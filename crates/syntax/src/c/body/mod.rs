//! The bodies of the wanted functions: conditional arms are selected ([`variants`]), the rest is read to the
//! shared syntax: straight from its tokens where it is plain ([`descent`]), else fitted to the grammar ([`normalize`]) and read
//! again, if need be with the grammar itself ([`tree_sitter`]).

mod agreement;
mod arms;
mod descent;
mod normalize;
mod shapes;
mod tree_sitter;
mod variants;

pub use agreement::{Agreement, agreement};

use super::scan::Scan;
use super::{comments, hash};
use crate::ir::{Block, Function, StatementKind, Variant};
use model::{FunctionHead, Span, UnreadText};
use tree_sitter::Grammar;

/// How deep brackets of a body may nest. Fitting it takes time for each token and level.
const MOST_BRACKETS: usize = 200;

/// Reads the bodies of the functions with these `heads`.
pub(super) fn read(scan: &Scan, heads: impl Iterator<Item = FunctionHead>) -> Vec<Function> {
    let mut grammar = Grammar::default();
    heads.map(|head| function(scan, head, &mut grammar)).collect()
}

fn function(scan: &Scan, head: FunctionHead, grammar: &mut Grammar) -> Function {
    let first = scan.tokens.partition_point(|token| (token.start as usize) < head.body.start);
    let end = scan.tokens.partition_point(|token| (token.start as usize) < head.body.end);
    let mut unread = Vec::new();
    let variants = variants::selections(scan, &scan.tokens[first..end], &head.conditions)
        .into_iter()
        .map(|selection| {
            let body = body(scan, head.body, &selection.tokens, grammar, &mut unread);
            Variant { conditions: selection.conditions, body }
        })
        .collect();
    unread.extend(scan.unread.iter().filter(|text| head.body.contains(text.span)).cloned());
    unread.sort();
    unread.dedup();
    let (token_hash, body_hash) = hash::of_function(scan, &head);
    let head = FunctionHead { token_hash, body_hash, ..head };
    let comments = comments::within(scan, head.extent, head.body.start);
    Function { head, variants, comments, unread }
}

fn body(
    scan: &Scan,
    span: Span,
    tokens: &[super::tokens::Token],
    grammar: &mut Grammar,
    unread: &mut Vec<UnreadText>,
) -> Block {
    if deepest_bracket(tokens) > MOST_BRACKETS {
        unread.push(UnreadText { span, reason: "code that is nested too deeply".to_owned() });
        return Block { span, statements: vec![shapes::statement(span, StatementKind::Unread)] };
    }
    descent::read(scan.text, span, tokens).unwrap_or_else(|| {
        let fitted = normalize::fit(scan, span, tokens);
        let plain = descent::read_fitted(scan.text, span, &fitted);
        plain.unwrap_or_else(|| grammar.read(scan.text, span, &fitted, unread))
    })
}

fn deepest_bracket(tokens: &[super::tokens::Token]) -> usize {
    let (mut depth, mut deepest) = (0usize, 0);
    for token in tokens {
        match token.mark() {
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest
}
