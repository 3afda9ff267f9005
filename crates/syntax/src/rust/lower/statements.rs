//! Blocks and statements.

use syn::Stmt;

use super::Lower;
use super::patterns::names;
use crate::ir::{Block, Expr, ExprKind, Statement, StatementKind};
use model::Span;

impl Lower<'_, '_> {
    pub(crate) fn block(&self, block: &syn::Block) -> Block {
        Block { span: self.brackets(block.brace_token.span), statements: self.statements(&block.stmts) }
    }

    /// The statements that belong to the variant. The last one is the block's value when it has no semicolon.
    pub(crate) fn statements(&self, statements: &[Stmt]) -> Vec<Statement> {
        let selected: Vec<&Stmt> =
            statements.iter().filter(|statement| self.is_selected_statement(statement)).collect();
        let last = selected.len().saturating_sub(1);
        let mut lowered = Vec::with_capacity(selected.len());
        for (at, statement) in selected.into_iter().enumerate() {
            self.statement(statement, at == last, &mut lowered);
        }
        lowered
    }

    fn is_selected_statement(&self, statement: &Stmt) -> bool {
        match statement {
            Stmt::Local(local) => self.is_selected(&local.attrs),
            Stmt::Macro(invocation) => self.is_selected(&invocation.attrs),
            Stmt::Expr(expr, _) => self.is_selected_expr(expr),
            Stmt::Item(_) => true,
        }
    }

    fn statement(&self, statement: &Stmt, last: bool, lowered: &mut Vec<Statement>) {
        match statement {
            Stmt::Local(local) => lowered.push(self.local(local)),
            Stmt::Item(item) => lowered.push(Statement { span: self.whole(item), kind: StatementKind::Item }),
            Stmt::Expr(syn::Expr::Verbatim(tokens), _) if tokens.is_empty() => {}
            Stmt::Expr(syn::Expr::Macro(expr), semi) => self.invocation(&expr.mac, *semi, last, lowered),
            Stmt::Expr(expr, semi) => lowered.push(self.expression_statement(expr, *semi, last)),
            Stmt::Macro(invocation) => self.invocation(&invocation.mac, invocation.semi_token, last, lowered),
        }
    }

    fn local(&self, local: &syn::Local) -> Statement {
        let init = local.init.as_ref();
        let otherwise = init.and_then(|init| init.diverge.as_ref()).map(|(_, expr)| self.block_of(expr));
        let kind =
            StatementKind::Let { names: names(&local.pat), value: init.map(|init| self.expr(&init.expr)), otherwise };
        Statement { span: self.at(local.let_token.span).cover(self.at(local.semi_token.spans[0])), kind }
    }

    fn expression_statement(&self, expr: &syn::Expr, semi: Option<syn::Token![;]>, last: bool) -> Statement {
        let is_value = last && semi.is_none();
        let statement = self.flow_statement(expr).unwrap_or_else(|| as_statement(self.expr(expr), is_value));
        self.up_to(statement, semi)
    }

    /// A macro in the place of a statement. A choice by `cfg` is replaced by the arm that is taken.
    fn invocation(&self, mac: &syn::Macro, semi: Option<syn::Token![;]>, last: bool, lowered: &mut Vec<Statement>) {
        if let Some(statements) = self.chosen_arm(mac) {
            return lowered.extend(statements);
        }
        let is_value = last && semi.is_none();
        let statement = self.selection(mac).unwrap_or_else(|| as_statement(self.macro_call(mac), is_value));
        lowered.push(self.up_to(statement, semi));
    }

    fn up_to(&self, mut statement: Statement, semi: Option<syn::Token![;]>) -> Statement {
        if let Some(semi) = semi {
            statement.span = statement.span.cover(self.at(semi.spans[0]));
        }
        statement
    }

    /// What an expression is as a block of its own: an arm's body, an `else`.
    pub(super) fn block_of(&self, expr: &syn::Expr) -> Block {
        match expr {
            syn::Expr::Block(block) if block.label.is_none() => self.block(&block.block),
            _ => {
                let statement = self.flow_statement(expr).unwrap_or_else(|| as_statement(self.expr(expr), true));
                Block { span: statement.span, statements: vec![statement] }
            }
        }
    }

    /// The statement `kind` at `span` in the place of an expression.
    pub(super) fn flow_of(&self, statement: Statement) -> Expr {
        Expr { span: statement.span, kind: ExprKind::Flow(Box::new(statement)) }
    }

    /// Statements that stand between brackets of another kind than braces.
    pub(super) fn bare_block(&self, span: Span, statements: &[Stmt]) -> Block {
        Block { span, statements: self.statements(statements) }
    }
}

fn as_statement(expr: Expr, is_value: bool) -> Statement {
    let span = expr.span;
    Statement { span, kind: if is_value { StatementKind::Value(expr) } else { StatementKind::Expr(expr) } }
}
