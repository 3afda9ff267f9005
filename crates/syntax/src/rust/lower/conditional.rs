//! `cfg_if!` and `cfg_select!` inside a body.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use syn::Stmt;
use syn::parse::Parser;

use super::Lower;
use crate::ir::Statement;
use crate::rust::conditional::arms;
use crate::rust::predicate::Predicate;

impl Lower<'_, '_> {
    /// The statements of the arm that is taken, when `mac` is a choice by `cfg`.
    pub(super) fn chosen_arm(&self, mac: &syn::Macro) -> Option<Vec<Statement>> {
        let path = self.tokens.within(self.path_span(&mac.path));
        let inside = self.tokens.within(self.brackets(*mac.delimiter.span()));
        let arms = arms(self.tokens, &path, &(inside.start + 1..inside.end.saturating_sub(1)))?;
        let mut taken = Vec::new();
        let mut before: Vec<Predicate> = Vec::new();
        for (arm, stream) in arms.iter().zip(blocks(&mac.tokens)) {
            let statements: Vec<Stmt> = syn::Block::parse_within.parse2(stream).ok()?;
            if self.chooser.takes(&after(&before, &arm.predicate)) {
                taken.extend(self.statements(&statements));
            }
            before.push(arm.predicate.clone());
        }
        Some(taken)
    }
}

/// `predicate` where none of those before it holds.
fn after(before: &[Predicate], predicate: &Predicate) -> Predicate {
    let is_else = matches!(predicate, Predicate::Not(_)) && !before.is_empty();
    if before.is_empty() || is_else {
        return predicate.clone();
    }
    let refused = before.iter().map(|predicate| Predicate::Not(Box::new(predicate.clone())));
    Predicate::All(std::iter::once(predicate.clone()).chain(refused).collect())
}

/// The contents of the braces at the top of `tokens`.
fn blocks(tokens: &TokenStream) -> impl Iterator<Item = TokenStream> {
    tokens.clone().into_iter().filter_map(|tree| match tree {
        TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => Some(group.stream()),
        _ => None,
    })
}
