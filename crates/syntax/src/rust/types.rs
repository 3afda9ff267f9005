//! The types that a file defines, and the methods that its traits declare.

use super::items::{Item, ItemKind};
use super::signature::signature;
use super::tokens::Tokens;
use crate::rust::item_walk::Noted;
use model::{MemberDeclaration, TypeDefinition};

/// The types among `items`.
pub(super) fn types(tokens: &Tokens, items: &[Noted]) -> Vec<TypeDefinition> {
    let mut found: Vec<TypeDefinition> = {
        let free = items.iter().filter(|noted| !noted.is_member);
        free.filter_map(|noted| definition(tokens, &noted.item)).collect()
    };
    found.sort_by_key(|definition| definition.span);
    found
}

fn definition(tokens: &Tokens, item: &Item) -> Option<TypeDefinition> {
    let (ItemKind::Named { name } | ItemKind::Trait { name, .. }) = item.kind else { return None };
    let kind = match tokens.str(name.checked_sub(1)?) {
        "struct" => "struct",
        "enum" => "enum",
        "union" => "union",
        "trait" => "trait",
        "type" => "type",
        _ => return None,
    };
    Some(TypeDefinition { name: tokens.str(name).to_owned(), span: tokens.span(name), kind })
}

/// The methods that the traits among `items` declare.
pub(super) fn members(tokens: &Tokens, items: &[Noted]) -> Vec<MemberDeclaration> {
    let mut found: Vec<MemberDeclaration> = items.iter().filter_map(|noted| member(tokens, noted)).collect();
    found.sort_by_key(|member| member.span);
    found
}

fn member(tokens: &Tokens, noted: &Noted) -> Option<MemberDeclaration> {
    let holder = noted.trait_name.clone()?;
    let (name, has_default) = match noted.item.kind {
        ItemKind::Function { name, .. } => (name, true),
        ItemKind::Named { name } if tokens.is_word(name - 1, "fn") => (name, false),
        _ => return None,
    };
    let params = signature(tokens, name + 1..noted.item.tokens.end).params;
    Some(MemberDeclaration {
        name: tokens.str(name).to_owned(),
        span: tokens.span(name),
        holders: vec![holder],
        arity: Some(params.iter().filter(|param| param.name != "self").count()),
        through: None,
        has_default,
    })
}
