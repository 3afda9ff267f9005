//! The body of a function that is wanted: parsed, lowered, or told as a gap.

use std::ops::Range;

use super::comments::comments_of;
use super::lower::Lower;
use super::parse::{parse, with_enough_stack};
use super::selection::{Chooser, Selection};
use super::tokens::Tokens;
use crate::ir::{Block, Function, Statement, StatementKind, Variant};
use crate::rust::item_walk::Surveyed;
use model::{Span, UnreadText};

/// What reading one function gives.
pub(super) struct Body {
    pub(super) function: Function,
    /// Its signature, where that is no Rust.
    pub(super) unread: Option<UnreadText>,
    /// How many groups of conditional arms were numbered in it.
    pub(super) groups: usize,
}

/// Reads the body of `surveyed`; `nested` are the extents of the functions inside it. The groups of conditional arms
/// are numbered from `group` on.
pub(super) fn read(tokens: &Tokens, surveyed: &Surveyed, nested: &[Span], group: usize) -> Body {
    let head = &surveyed.head;
    let range = tokens.within(head.span);
    let read = with_enough_stack(tokens.longest_way(range), || {
        let lowered = variants(tokens, head.body, group);
        let unread = if surveyed.in_macro { None } else { signature_gap(tokens, head.span, head.body) };
        proc_macro2::extra::invalidate_current_thread_spans();
        (lowered, unread)
    });
    let (lowered, unread) = read.unwrap_or_else(|reason| (unreadable(head.body, reason), None));
    let comments = comments_of(tokens, head.extent, head.body, nested);
    let function = Function { head: head.clone(), variants: lowered.variants, comments, unread: lowered.unread };
    Body { function, unread, groups: lowered.groups }
}

struct Lowered {
    variants: Vec<Variant>,
    unread: Vec<UnreadText>,
    groups: usize,
}

/// A body of which nothing could be read.
fn unreadable(span: Span, reason: String) -> Lowered {
    let body = Block { span, statements: vec![Statement { span, kind: StatementKind::Unread }] };
    let variants = vec![Variant { conditions: Vec::new(), body }];
    Lowered { variants, unread: vec![UnreadText { span, reason }], groups: 0 }
}

fn variants(tokens: &Tokens, span: Span, group: usize) -> Lowered {
    let BodyBlock(block) = match parse(&tokens.text[span.start..span.end]) {
        Ok(block) => block,
        Err(reason) => return statement_by_statement(tokens, span, reason),
    };
    let lower = |chooser: &Chooser| Lower::new(tokens, span.start, chooser).block(&block);
    let chooser = Chooser::default();
    let body = lower(&chooser);
    let seen = chooser.into_seen();
    if seen.is_empty() {
        return Lowered { variants: vec![Variant { conditions: Vec::new(), body }], unread: Vec::new(), groups: 0 };
    }
    let variant = |selection: Selection| Variant {
        conditions: selection.conditions(&seen, group),
        body: lower(&Chooser::of(selection)),
    };
    let variants = Selection::covering(&seen).into_iter().map(variant).collect();
    Lowered { variants, unread: Vec::new(), groups: seen.len() }
}

/// Reads what can be read of a body that does not parse as a whole.
fn statement_by_statement(tokens: &Tokens, span: Span, reason: String) -> Lowered {
    let range = tokens.within(span);
    let mut body = Block { span, statements: Vec::new() };
    let mut unread = Vec::new();
    for part in tokens.statements(range.start + 1..range.end.saturating_sub(1)) {
        match statements(tokens, &part) {
            Ok(statements) => body.statements.extend(statements),
            Err(reason) => {
                let span = tokens.extent(&part);
                unread.push(UnreadText { span, reason });
                body.statements.push(Statement { span, kind: StatementKind::Unread });
            }
        }
    }
    if unread.is_empty() {
        return unreadable(span, reason);
    }
    Lowered { variants: vec![Variant { conditions: Vec::new(), body }], unread, groups: 0 }
}

fn statements(tokens: &Tokens, part: &Range<usize>) -> Result<Vec<Statement>, String> {
    let span = tokens.extent(part);
    let parsed = parse::<Statements>(&tokens.text[span.start..span.end])?;
    Ok(Lower::new(tokens, span.start, &Chooser::default()).statements(&parsed.0))
}

/// A block that may begin with inner attributes, as a function's may.
pub(super) struct BodyBlock(pub(super) syn::Block);

impl syn::parse::Parse for BodyBlock {
    fn parse(input: syn::parse::ParseStream) -> syn::Result<Self> {
        let content;
        let brace_token = syn::braced!(content in input);
        syn::Attribute::parse_inner(&content)?;
        let stmts = content.call(syn::Block::parse_within)?;
        Ok(Self(syn::Block { brace_token, stmts }))
    }
}

struct Statements(Vec<syn::Stmt>);

impl syn::parse::Parse for Statements {
    fn parse(input: syn::parse::ParseStream) -> syn::Result<Self> {
        syn::Block::parse_within(input).map(Self)
    }
}

/// Why the signature before `body` is no Rust, if it is none.
fn signature_gap(tokens: &Tokens, function: Span, body: Span) -> Option<UnreadText> {
    let signature = Span::new(function.start, body.start);
    let text = format!("{}{{}}", &tokens.text[signature.start..signature.end]);
    let reason = parse::<syn::ImplItemFn>(&text).err()?;
    Some(UnreadText { span: tokens.extent(&tokens.within(signature)), reason })
}
