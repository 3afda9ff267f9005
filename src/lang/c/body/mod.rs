//! The bodies of the wanted functions: conditional arms are selected ([`variants`]), the text is fitted to the
//! grammar ([`fit`]), parsed, and lowered to the shared syntax.

mod calls;
mod declarations;
mod errors;
mod expressions;
mod fit;
mod literals;
mod lower;
mod statements;
mod switches;
mod variants;

use super::scan::Scan;
use super::{comments, hash};
use crate::lang::syntax::{Block, Function, Variant};
use crate::model::{FunctionHead, Span, UnreadText};
use tree_sitter::Parser;

/// What the parser is shown before a body, to make a function of it.
const PREFIX: &str = "void f()";

/// Reads the bodies of the functions with these `heads`.
pub(super) fn read<'h>(scan: &Scan, heads: impl Iterator<Item = &'h FunctionHead>) -> Vec<Function> {
    let mut parser = None;
    heads.map(|head| function(scan, head, parser.get_or_insert_with(Parser::new))).collect()
}

fn function(scan: &Scan, head: &FunctionHead, parser: &mut Parser) -> Function {
    let first = scan.tokens.partition_point(|token| (token.start as usize) < head.body.start);
    let end = scan.tokens.partition_point(|token| (token.start as usize) < head.body.end);
    let mut unread = Vec::new();
    let variants = variants::selections(scan, &scan.tokens[first..end], &head.conditions)
        .into_iter()
        .map(|selection| {
            let body = body(scan, head.body, &selection.tokens, parser, &mut unread);
            Variant { conditions: selection.conditions, body }
        })
        .collect();
    unread.extend(scan.unread.iter().filter(|text| head.body.contains(text.span)).cloned());
    unread.sort();
    unread.dedup();
    let start = scan.tokens.partition_point(|token| (token.start as usize) < head.span.start);
    let (token_hash, body_hash) = hash::of_function(scan, start, first, end - 1);
    let head = FunctionHead { token_hash, body_hash, ..head.clone() };
    let comments = comments::within(scan, head.extent, head.body.start);
    Function { head, variants, comments, unread }
}

fn body(
    scan: &Scan,
    span: Span,
    tokens: &[super::tokens::Token],
    parser: &mut Parser,
    unread: &mut Vec<UnreadText>,
) -> Block {
    let fitted = fit::fit(scan, span, tokens);
    let source = [PREFIX.as_bytes(), &fitted.bytes].concat();
    let tree = parser.set_language(&tree_sitter_c::LANGUAGE.into()).ok().and_then(|()| parser.parse(&source, None));
    let Some(tree) = tree else {
        unread.push(UnreadText { span, reason: "a body that the parser gave up on".to_owned() });
        return Block { span, statements: Vec::new() };
    };
    let mut lowering = lower::Lowering::new(scan.text, span, &source, &fitted);
    let block = lowering.function(tree.root_node());
    unread.append(&mut lowering.unread);
    block
}
