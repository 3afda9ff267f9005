//! The names that a file defines beside functions and types: fields, variants, constants, macros, modules.

use std::ops::Range;

use super::items::{Item, ItemKind};
use super::tokens::Tokens;
use crate::rust::item_walk::Noted;
use model::SymbolDefinition;

/// The names among `items` and in the bodies of their types.
pub(super) fn symbols(tokens: &Tokens, items: &[Noted]) -> Vec<SymbolDefinition> {
    let mut found: Vec<SymbolDefinition> = items.iter().flat_map(|noted| of_item(tokens, &noted.item)).collect();
    found.sort_by_key(|symbol| symbol.span);
    found
}

fn of_item(tokens: &Tokens, item: &Item) -> Vec<SymbolDefinition> {
    let alone = |name: usize, kind: &'static str| vec![symbol(tokens, name, kind, None)];
    let name = match item.kind {
        ItemKind::Named { name } => name,
        ItemKind::Module { name, .. } => return alone(name, "module"),
        _ => return Vec::new(),
    };
    match name.checked_sub(1).map_or("", |before| tokens.str(before)) {
        "const" | "static" | "mut" => alone(name, "constant"),
        "macro" | "!" => alone(name, "macro"),
        "mod" => alone(name, "module"),
        "struct" | "union" => parts(tokens, item, name, "field"),
        "enum" => parts(tokens, item, name, "variant"),
        _ => Vec::new(),
    }
}

fn parts(tokens: &Tokens, item: &Item, of: usize, kind: &'static str) -> Vec<SymbolDefinition> {
    let Some(body) = body(tokens, of + 1..item.tokens.end) else { return Vec::new() };
    let mut found = Vec::new();
    let (mut at, mut first) = (body.start, true);
    while at < body.end {
        if tokens.is_punct(at, b'#') {
            at = tokens.next(at + 1);
        } else if tokens.is_word(at, "pub") {
            at = if tokens.group(at + 1, b'(').is_some() { tokens.next(at + 1) } else { at + 1 };
        } else {
            let typed = tokens.is_punct(at + 1, b':') && !tokens.is_path_separator(at + 1);
            if first && tokens.is_name(at) && (typed || kind == "variant") {
                found.push(symbol(tokens, at, kind, Some(of)));
            }
            first = tokens.is_punct(at, b',');
            at = tokens.next(at);
        }
    }
    found
}

/// What stands between the braces of the type whose head is `head`.
fn body(tokens: &Tokens, head: Range<usize>) -> Option<Range<usize>> {
    let mut at = head.start;
    while at < head.end {
        if let Some(close) = tokens.group(at, b'{') {
            return Some(at + 1..close);
        }
        at = tokens.next(at);
    }
    None
}

fn symbol(tokens: &Tokens, name: usize, kind: &'static str, of: Option<usize>) -> SymbolDefinition {
    let holders = of.map(|of| tokens.str(of).to_owned()).into_iter().collect();
    SymbolDefinition { name: tokens.str(name).to_owned(), span: tokens.span(name), kind, holders }
}
