//! `select!` of tokio, futures and crossbeam: arms with a body each, as in a `match`.

use proc_macro2::{TokenStream, TokenTree};
use syn::parse::{Parse, ParseStream};
use syn::{Token, custom_keyword};

use super::Lower;
use super::expressions::at;
use super::spans::{last_name, path_text};
use crate::ir::{Arm, Call, CallForm, Expr, ExprKind, Statement, StatementKind};

custom_keyword!(biased);

impl Lower<'_, '_> {
    /// The `match` that stands for `mac`, when it is a `select!` whose arms can be read.
    pub(super) fn selection(&self, mac: &syn::Macro) -> Option<Statement> {
        if !matches!(last_name(&mac.path).as_str(), "select" | "select_biased") {
            return None;
        }
        let Arms(arms) = syn::parse2(mac.tokens.clone()).ok()?;
        let callee_span = self.path_span(&mac.path);
        let arguments = arms.iter().flat_map(|arm| self.awaited(arm)).collect();
        let callee = path_text(&mac.path);
        let call = Call { form: CallForm::Macro, callee: callee.into(), callee_span, arguments };
        let span = self.macro_span(mac);
        let on = at(span, ExprKind::Call(call));
        let arms = arms.iter().filter_map(|arm| self.select_arm(arm)).collect();
        Some(Statement { span, kind: StatementKind::Match { on, arms } })
    }

    /// What the arm waits for.
    fn awaited(&self, arm: &SelectArm) -> Vec<Expr> {
        let waits = arm.awaited();
        self.listed_arguments(&waits).unwrap_or_else(|| self.opaque(&waits))
    }

    fn select_arm(&self, arm: &SelectArm) -> Option<Arm> {
        let head = self.tokens_expr(&arm.head)?;
        let body = self.block_of(&arm.body);
        let pattern = self.text(head.span);
        let catch_all = matches!(pattern.as_str(), "else" | "default" | "_");
        Some(Arm { span: head.span.cover(body.span), pattern, catch_all, body, falls_through: false })
    }
}

/// `pattern = future, if guard => body`, `else => body`, `recv(channel) -> value => body`.
struct SelectArm {
    head: TokenStream,
    body: syn::Expr,
}

impl SelectArm {
    /// The head without the pattern, and without a guard's `if`.
    fn awaited(&self) -> TokenStream {
        let trees: Vec<TokenTree> = self.head.clone().into_iter().collect();
        let assigns = trees.iter().position(|tree| is_punct(tree, '='));
        let waits = &trees[assigns.map_or(0, |at| at + 1)..];
        let plain = assigns.is_none() && waits.len() == 1;
        let is_if = |tree: &TokenTree| matches!(tree, TokenTree::Ident(ident) if ident == "if");
        if plain { TokenStream::new() } else { waits.iter().filter(|tree| !is_if(tree)).cloned().collect() }
    }
}

struct Arms(Vec<SelectArm>);

impl Parse for Arms {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        if input.peek(biased) && input.peek2(Token![;]) {
            input.parse::<biased>()?;
            input.parse::<Token![;]>()?;
        }
        let mut arms = Vec::new();
        while !input.is_empty() {
            arms.push(input.parse()?);
        }
        Ok(Self(arms))
    }
}

impl Parse for SelectArm {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        let mut head = TokenStream::new();
        while !input.peek(Token![=>]) {
            head.extend([input.parse::<TokenTree>()?]);
        }
        input.parse::<Token![=>]>()?;
        let body = syn::Expr::parse_with_earlier_boundary_rule(input)?;
        input.parse::<Option<Token![,]>>()?;
        Ok(Self { head, body })
    }
}

fn is_punct(tree: &TokenTree, wanted: char) -> bool {
    matches!(tree, TokenTree::Punct(punct) if punct.as_char() == wanted)
}
