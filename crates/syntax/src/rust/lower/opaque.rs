//! Tokens that are no Rust: only the macro calls inside them are looked at.

use proc_macro2::{TokenStream, TokenTree};

use super::Lower;
use super::expressions::at;
use crate::ir::{Expr, ExprKind};

impl Lower<'_, '_> {
    /// The tokens as they stand, and after them each macro call inside them at its own place.
    pub(super) fn opaque(&self, tokens: &TokenStream) -> Vec<Expr> {
        let mut found: Vec<Expr> = self.tokens_expr(tokens).into_iter().collect();
        self.nested_calls(tokens, &mut found);
        found
    }

    pub(super) fn opaque_expr(&self, expr: &syn::Expr) -> Expr {
        let span = self.whole(expr);
        at(span, ExprKind::Tokens(self.text(span)))
    }

    fn nested_calls(&self, tokens: &TokenStream, found: &mut Vec<Expr>) {
        let trees: Vec<TokenTree> = tokens.clone().into_iter().collect();
        for (place, tree) in trees.iter().enumerate() {
            let TokenTree::Group(group) = tree else { continue };
            match invocation(&trees[..=place]) {
                Some(mac) => found.push(self.macro_call(&mac)),
                None => self.nested_calls(&group.stream(), found),
            }
        }
    }
}

/// The macro invocation that ends with the last of `trees`, a group.
fn invocation(trees: &[TokenTree]) -> Option<syn::Macro> {
    let bang = trees.len().checked_sub(2)?;
    let is_bang = matches!(&trees[bang], TokenTree::Punct(punct) if punct.as_char() == '!');
    let mut start = bang.checked_sub(1).filter(|_| is_bang)?;
    while start >= 3 && is_colon(&trees[start - 1]) && is_colon(&trees[start - 2]) && is_name(&trees[start - 3]) {
        start -= 3;
    }
    syn::parse2(trees[start..].iter().cloned().collect()).ok()
}

fn is_colon(tree: &TokenTree) -> bool {
    matches!(tree, TokenTree::Punct(punct) if punct.as_char() == ':')
}

fn is_name(tree: &TokenTree) -> bool {
    matches!(tree, TokenTree::Ident(_))
}
