//! The arguments of macros: expressions or statements where they parse as such.

use proc_macro2::TokenStream;
use syn::parse::{Parse, ParseStream, Parser};
use syn::{Block, Ident, MacroDelimiter, Stmt, Token};

use super::Lower;
use super::expressions::at;
use super::spans::last_name;
use crate::ir::{Expr, ExprKind, Statement, StatementKind};
use crate::rust::item_walk::TEMPLATES;

impl Lower<'_, '_> {
    pub(super) fn macro_arguments(&self, mac: &syn::Macro) -> Vec<Expr> {
        let name = last_name(&mac.path);
        if TEMPLATES.contains(&name.as_str()) {
            return self.tokens_expr(&mac.tokens).into_iter().collect();
        }
        let parsed = if matches!(mac.delimiter, MacroDelimiter::Brace(_)) {
            self.statement_arguments(mac).or_else(|| self.listed_arguments(&mac.tokens))
        } else {
            self.listed_arguments(&mac.tokens).or_else(|| self.statement_arguments(mac))
        };
        let mut arguments =
            parsed.or_else(|| self.matched_arguments(&mac.tokens)).unwrap_or_else(|| self.opaque(&mac.tokens));
        arguments.extend(captured(&arguments));
        arguments
    }

    /// `a, b => c; d`: expressions with any separator.
    pub(super) fn listed_arguments(&self, tokens: &TokenStream) -> Option<Vec<Expr>> {
        Some(self.all(argument_list(tokens)?.iter()))
    }

    /// Statements are one argument: a block.
    fn statement_arguments(&self, mac: &syn::Macro) -> Option<Vec<Expr>> {
        let statements: Vec<Stmt> = Block::parse_within.parse2(mac.tokens.clone()).ok()?;
        if statements.is_empty() {
            return Some(Vec::new());
        }
        let block = self.bare_block(self.brackets(*mac.delimiter.span()), &statements);
        Some(vec![self.flow_of(Statement { span: block.span, kind: StatementKind::Block(block) })])
    }

    /// `expr, pattern if guard`: what `matches!` and its kin take.
    fn matched_arguments(&self, tokens: &TokenStream) -> Option<Vec<Expr>> {
        let Matched(value, pattern) = syn::parse2(tokens.clone()).ok()?;
        let mut arguments = self.all(std::iter::once(&value));
        arguments.extend(self.opaque(&pattern));
        Some(arguments)
    }

    /// The tokens as they stand, if there are any.
    pub(super) fn tokens_expr(&self, tokens: &TokenStream) -> Option<Expr> {
        let mut trees = tokens.clone().into_iter();
        let first = trees.next()?.span();
        let span = self.at(first).cover(trees.last().map_or(self.at(first), |last| self.at(last.span())));
        Some(at(span, ExprKind::Tokens(self.text(span))))
    }
}

/// The names that the texts among `arguments` take from around them: `x` of `"{x:?}"`.
fn captured(arguments: &[Expr]) -> Vec<Expr> {
    let texts = arguments.iter().filter_map(|argument| match &argument.kind {
        ExprKind::Text(text) => Some((text, argument.span)),
        _ => None,
    });
    texts.flat_map(|(text, span)| placeholders(text).map(move |name| at(span, ExprKind::Name(name.into())))).collect()
}

/// The names between the braces of a text that is formatted.
fn placeholders(text: &str) -> impl Iterator<Item = &str> {
    let parts = text.split('{').skip(1).filter_map(|part| part.find(['}', ':']).map(|end| &part[..end]));
    let is_name = |name: &str| {
        name.starts_with(|letter: char| letter.is_ascii_lowercase() || letter == '_')
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
    };
    parts.filter(move |name| is_name(name))
}

/// The expressions of a macro's arguments, where they are such.
pub(crate) fn argument_list(tokens: &TokenStream) -> Option<Vec<syn::Expr>> {
    syn::parse2(tokens.clone()).ok().map(|Arguments(arguments)| arguments)
}

/// A list of expressions as macros take it, wider than that of a call: named arguments (`name = value`,
/// `target: value`), the sigils of `tracing` (`%value`, `?value`), and `;` or `=>` as separators.
struct Arguments(Vec<syn::Expr>);

impl Parse for Arguments {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        let mut arguments = Vec::new();
        while !input.is_empty() {
            skip_name(input)?;
            skip_sigil(input)?;
            arguments.push(input.parse()?);
            skip_separator(input)?;
        }
        Ok(Self(arguments))
    }
}

/// Passes over `name:` and `a.b =`.
fn skip_name(input: ParseStream) -> syn::Result<()> {
    let ahead = input.fork();
    while ahead.peek(Ident) && ahead.peek2(Token![.]) {
        ahead.parse::<Ident>()?;
        ahead.parse::<Token![.]>()?;
    }
    if ahead.parse::<Ident>().is_err() {
        return Ok(());
    }
    let named = ahead.peek(Token![:]) && !ahead.peek(Token![::]);
    let assigned = ahead.peek(Token![=]) && !ahead.peek(Token![==]) && !ahead.peek(Token![=>]);
    if named || assigned {
        while !(input.peek(Token![:]) || input.peek(Token![=])) {
            input.parse::<proc_macro2::TokenTree>()?;
        }
        input.parse::<proc_macro2::TokenTree>()?;
    }
    Ok(())
}

fn skip_sigil(input: ParseStream) -> syn::Result<()> {
    if input.peek(Token![%]) || input.peek(Token![?]) {
        input.parse::<proc_macro2::TokenTree>()?;
    }
    Ok(())
}

fn skip_separator(input: ParseStream) -> syn::Result<()> {
    if input.is_empty() {
        return Ok(());
    }
    if input.peek(Token![=>]) {
        return input.parse::<Token![=>]>().map(drop);
    }
    if input.peek(Token![;]) { input.parse::<Token![;]>().map(drop) } else { input.parse::<Token![,]>().map(drop) }
}

/// An expression, a comma, and a pattern that is kept as tokens.
struct Matched(syn::Expr, TokenStream);

impl Parse for Matched {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        let value = input.parse()?;
        input.parse::<Token![,]>()?;
        Ok(Self(value, input.parse()?))
    }
}
