//! Items without a body that stand under a condition: they can be the other side of a fallback.

use super::items::{Item, ItemKind};
use super::lexer::TokenKind;
use super::tokens::Tokens;
use crate::model::{Condition, Declaration};

/// What `item` declares under `conditions`.
pub(super) fn declarations(tokens: &Tokens, item: &Item, conditions: &[Condition]) -> Vec<Declaration> {
    match item.kind {
        _ if conditions.is_empty() => Vec::new(),
        ItemKind::Named { name } if tokens.is_name(name) => vec![declaration(tokens, name, None, conditions)],
        ItemKind::Use => imported(tokens, item, conditions),
        _ => Vec::new(),
    }
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
