//! Patterns: what they bind, and whether they take everything.

use smol_str::SmolStr;
use syn::Pat;
use syn::visit::{Visit, visit_pat_ident};

/// The names that a pattern binds, in order.
pub(crate) fn names(pattern: &Pat) -> Vec<SmolStr> {
    let mut names = Names(Vec::new());
    names.visit_pat(pattern);
    names.0
}

struct Names(Vec<SmolStr>);

impl<'ast> Visit<'ast> for Names {
    fn visit_pat_ident(&mut self, pattern: &'ast syn::PatIdent) {
        let name = pattern.ident.to_string();
        if binds(&name) {
            self.0.push(name.into());
        }
        visit_pat_ident(self, pattern);
    }

    /// A guard binds nothing.
    fn visit_expr(&mut self, _: &'ast syn::Expr) {}
}

/// A lone name in a pattern is a constant or variant (`None`, `MAX`) when it begins with a capital letter.
fn binds(name: &str) -> bool {
    !name.trim_start_matches("r#").trim_start_matches('_').starts_with(char::is_uppercase)
}

/// Whether a pattern takes every value: `_`, a plain binding, a tuple of such.
pub(super) fn takes_everything(pattern: &Pat) -> bool {
    match pattern {
        Pat::Wild(_) | Pat::Rest(_) => true,
        Pat::Ident(ident) => match &ident.subpat {
            Some((_, inner)) => takes_everything(inner),
            None => binds(&ident.ident.to_string()),
        },
        Pat::Paren(paren) => takes_everything(&paren.pat),
        Pat::Reference(reference) => takes_everything(&reference.pat),
        Pat::Type(typed) => takes_everything(&typed.pat),
        Pat::Tuple(tuple) => tuple.elems.iter().all(takes_everything),
        Pat::Or(or) => or.cases.iter().any(takes_everything),
        _ => false,
    }
}
