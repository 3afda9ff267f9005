//! The slots that functions are put into: trait methods, fields, tables, registrations.
//!
//! Only pieces of the file that name one of the functions asked for are parsed.

mod fills;
mod plain;

use std::collections::HashSet;

use super::bodies::BodyBlock;
use super::lower::Lower;
use super::parse::{parse, with_enough_stack};
use super::selection::Chooser;
use super::tokens::Tokens;
use crate::rust::item_walk::Survey;
use fills::Fills;
use model::{FunctionHead, Role, SlotFill, SlotKind, Span};

/// The slots of the file with `tokens` and `survey` that are filled with a function whose plain name passes `of`, in order of their place.
pub(super) fn slots(tokens: &Tokens, survey: &Survey, of: &dyn Fn(&str) -> bool) -> Vec<SlotFill> {
    let Survey { functions, initializers, invocations, .. } = survey;
    let heads: Vec<&FunctionHead> = functions.iter().map(|surveyed| &surveyed.head).collect();
    let asked = heads.iter().filter(|head| of(&head.name));
    let mut found: Vec<SlotFill> = asked.filter_map(|head| trait_slot(head)).collect();
    for head in outermost(&heads) {
        let params = head.params.iter().map(|param| param.name.as_str()).collect::<Vec<_>>();
        let read = |fills: &mut Fills, text: &str| parse(text).map(|BodyBlock(block)| fills.body(&params, &block));
        found.extend(in_piece(tokens, head.body, of, read));
    }
    for (name, value) in initializers {
        let name = tokens.str(*name);
        let read = |fills: &mut Fills, text: &str| parse(text).map(|value| fills.initializer(name, &value));
        found.extend(in_piece(tokens, tokens.extent(value), of, read));
    }
    for invocation in invocations {
        let read = |fills: &mut Fills, text: &str| parse(text).map(|mac| fills.invocation(&mac));
        found.extend(in_piece(tokens, tokens.extent(invocation), of, read));
    }
    found.sort_by_key(|fill| fill.span);
    found
}

/// A trait implementation's method fills the slot of its name.
fn trait_slot(head: &FunctionHead) -> Option<SlotFill> {
    let Role::TraitImpl { trait_name, of } = &head.role else { return None };
    Some(SlotFill {
        slot: head.name.clone(),
        holder: format!("{of} as {trait_name}"),
        function: head.name.clone(),
        span: head.name_span,
        kind: SlotKind::TraitImpl,
    })
}

/// Those functions that stand in no other one.
fn outermost<'h>(heads: &[&'h FunctionHead]) -> Vec<&'h FunctionHead> {
    let mut outermost: Vec<&FunctionHead> = Vec::new();
    for head in heads {
        if !outermost.last().is_some_and(|last| last.span.contains(head.span)) {
            outermost.push(head);
        }
    }
    outermost
}

/// The slots inside of one piece. What does not parse has none; that it does not is told where it is read.
fn in_piece(
    tokens: &Tokens,
    span: Span,
    of: &dyn Fn(&str) -> bool,
    read: impl FnOnce(&mut Fills, &str) -> Result<(), String> + Send,
) -> Vec<SlotFill> {
    let range = tokens.within(span);
    let names: HashSet<&str> = range.clone().filter(|&at| tokens.is_name(at)).map(|at| tokens.str(at)).collect();
    let asked: HashSet<&str> = names.into_iter().filter(|name| of(name)).collect();
    if asked.is_empty() {
        return Vec::new();
    }
    let found = with_enough_stack(tokens.longest_way(range), || {
        let chooser = Chooser::default();
        let mut fills = Fills::new(Lower::new(tokens, span.start, &chooser), &asked);
        let read = read(&mut fills, &tokens.text[span.start..span.end]);
        let found = fills.into_found();
        proc_macro2::extra::invalidate_current_thread_spans();
        read.map(|()| found).unwrap_or_default()
    });
    found.unwrap_or_default()
}
