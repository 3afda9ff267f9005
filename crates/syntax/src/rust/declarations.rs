//! Items without a body that stand under a condition: they can be the other side of a fallback.

use std::ops::Range;

use super::conditional::condition;
use super::items::{Item, ItemKind};
use super::lexer::TokenKind;
use super::predicate::{Predicate, split};
use super::tokens::Tokens;
use model::{Condition, Declaration};

/// What `item` declares under `conditions`.
pub(super) fn declarations(tokens: &Tokens, item: &Item, conditions: &[Condition]) -> Vec<Declaration> {
    match item.kind {
        ItemKind::Named { name } if tokens.is_word(name.wrapping_sub(1), "mod") && is_placed(tokens, item) => {
            files(tokens, item, name, conditions)
        }
        _ if conditions.is_empty() => Vec::new(),
        ItemKind::Named { name } if tokens.is_name(name) => vec![declaration(tokens, name, None, conditions)],
        ItemKind::Use => imported(tokens, item, conditions),
        _ => Vec::new(),
    }
}

fn is_placed(tokens: &Tokens, item: &Item) -> bool {
    item.attributes.iter().any(|attribute| attribute.is(tokens, "path") || attribute.is(tokens, "cfg_attr"))
}

/// A module whose text stands in a file of another name is declared by that file's: `#[path = "windows.rs"] mod imp;`,
/// `#[cfg_attr(windows, path = "windows.rs")] mod imp;`.
fn files(tokens: &Tokens, item: &Item, name: usize, conditions: &[Condition]) -> Vec<Declaration> {
    let mut files = Vec::new();
    for (number, attribute) in item.attributes.iter().enumerate() {
        let mut conditions = conditions.to_vec();
        let placed = match attribute.arguments(tokens, "cfg_attr") {
            None => placed_at(tokens, &attribute.content()),
            Some(arguments) => {
                let parts = split(tokens, arguments, b',');
                let Some((predicate, set)) = parts.split_first() else { continue };
                conditions.push(condition(&Predicate::read(tokens, predicate.clone()), usize::MAX, number));
                set.iter().find_map(|part| placed_at(tokens, part))
            }
        };
        if let Some(file) = placed.filter(|_| !conditions.is_empty()) {
            files.push(Declaration { name: file, ..declaration(tokens, name, None, &conditions) });
        }
    }
    files
}

/// The name of the module's file in `path = "unix/mod.rs"`, as that of a module.
fn placed_at(tokens: &Tokens, range: &Range<usize>) -> Option<String> {
    let placed = tokens.is_word(range.start, "path") && tokens.is_punct(range.start + 1, b'=');
    let path = placed.then(|| tokens.str(range.start + 2).trim_matches('"'))?;
    let path = path.strip_suffix(".rs").unwrap_or(path);
    let path = path.strip_suffix("/mod").unwrap_or(path);
    path.rsplit('/').next().map(str::to_owned)
}

fn declaration(tokens: &Tokens, at: usize, alias_of: Option<usize>, conditions: &[Condition]) -> Declaration {
    Declaration {
        name: tokens.str(at).to_owned(),
        span: tokens.span(at),
        conditions: conditions.to_vec(),
        alias_of: alias_of.map(|alias| tokens.str(alias).to_owned()),
    }
}

/// The names that a `use` brings in.
fn imported(tokens: &Tokens, item: &Item, conditions: &[Condition]) -> Vec<Declaration> {
    let start = item.visibility.end.max(item.tokens.start) + 1;
    let leaf = |&at: &usize| {
        let last = matches!(tokens.kind(at + 1), TokenKind::Punct(b',' | b';') | TokenKind::Close(_));
        last && tokens.is_name(at) && !matches!(tokens.str(at), "_" | "self")
    };
    let alias = |at: usize| (at >= start + 2 && tokens.is_word(at - 1, "as")).then(|| at - 2);
    let leaves = (start..item.tokens.end).filter(leaf);
    leaves.map(|at| declaration(tokens, at, alias(at), conditions)).collect()
}
