//! `#[cfg]` on parts of a body.

use super::Lower;
use crate::rust::attributes::Attribute;
use crate::rust::predicate::Predicate;

impl Lower<'_, '_> {
    /// Whether what stands under `attributes` is part of the variant that is looked at.
    pub(super) fn is_selected(&self, attributes: &[syn::Attribute]) -> bool {
        // Every attribute is asked, so that all of them are noted.
        let refused = attributes.iter().filter_map(|attribute| self.cfg(attribute));
        refused.filter(|predicate| !self.chooser.takes(predicate)).count() == 0
    }

    fn cfg(&self, attribute: &syn::Attribute) -> Option<Predicate> {
        if !attribute.path().is_ident("cfg") {
            return None;
        }
        let span = self.at(attribute.pound_token.spans[0]);
        Attribute::read(self.tokens, self.tokens.within(span).start, false)?.cfg(self.tokens)
    }

    /// Whether `expr` is part of the variant, by the attributes that stand before it.
    pub(super) fn is_selected_expr(&self, expr: &syn::Expr) -> bool {
        self.is_selected(attributes_of(expr))
    }
}

/// The attributes before an expression: syn gives those of a statement to its leftmost part.
fn attributes_of(expr: &syn::Expr) -> &[syn::Attribute] {
    use syn::Expr;
    match expr {
        Expr::Assign(assign) => or(&assign.attrs, &assign.left),
        Expr::Binary(binary) => or(&binary.attrs, &binary.left),
        Expr::Cast(cast) => or(&cast.attrs, &cast.expr),
        Expr::Array(e) => &e.attrs,
        Expr::Async(e) => &e.attrs,
        Expr::Await(e) => &e.attrs,
        Expr::Block(e) => &e.attrs,
        Expr::Break(e) => &e.attrs,
        Expr::Call(e) => &e.attrs,
        Expr::Closure(e) => &e.attrs,
        Expr::Const(e) => &e.attrs,
        Expr::Continue(e) => &e.attrs,
        Expr::Field(e) => &e.attrs,
        Expr::ForLoop(e) => &e.attrs,
        Expr::If(e) => &e.attrs,
        Expr::Index(e) => &e.attrs,
        Expr::Lit(e) => &e.attrs,
        Expr::Loop(e) => &e.attrs,
        Expr::Macro(e) => &e.attrs,
        Expr::Match(e) => &e.attrs,
        Expr::MethodCall(e) => &e.attrs,
        Expr::Paren(e) => &e.attrs,
        Expr::Path(e) => &e.attrs,
        Expr::Reference(e) => &e.attrs,
        Expr::Return(e) => &e.attrs,
        Expr::Struct(e) => &e.attrs,
        Expr::Try(e) => &e.attrs,
        Expr::Tuple(e) => &e.attrs,
        Expr::Unary(e) => &e.attrs,
        Expr::Unsafe(e) => &e.attrs,
        Expr::While(e) => &e.attrs,
        _ => &[],
    }
}

fn or<'e>(own: &'e [syn::Attribute], left: &'e syn::Expr) -> &'e [syn::Attribute] {
    if own.is_empty() { attributes_of(left) } else { own }
}
