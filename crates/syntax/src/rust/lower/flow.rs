//! Expressions that steer: branches, loops, blocks, jumps, assignments.

use syn::Expr as Syn;

use super::Lower;
use super::patterns::takes_everything;
use crate::ir::{Arm, Expr, ExprKind, Statement, StatementKind};
use model::Span;

impl Lower<'_, '_> {
    /// `expr` as a statement, when it is one in the shared syntax.
    pub(super) fn flow_statement(&self, expr: &Syn) -> Option<Statement> {
        Some(match expr {
            Syn::If(branch) => self.branch(branch),
            Syn::Match(choice) => self.choice(choice),
            Syn::Loop(_) | Syn::While(_) | Syn::ForLoop(_) => return self.repetition(expr),
            Syn::Block(block) => self.block_statement(self.brackets(block.block.brace_token.span), &block.block),
            Syn::Unsafe(block) => self.block_statement(self.at(block.unsafe_token.span), &block.block),
            Syn::Return(_) | Syn::Break(_) | Syn::Continue(_) => return self.jump(expr),
            Syn::Assign(assign) => {
                let (place, value) = (self.expr(&assign.left), self.expr(&assign.right));
                assignment(place, value)
            }
            Syn::Binary(binary) => return self.compound_assignment(binary),
            Syn::Paren(paren) => self.flow_statement(&paren.expr)?,
            Syn::Group(group) => self.flow_statement(&group.expr)?,
            Syn::Macro(invocation) => self.selection(&invocation.mac)?,
            _ => return None,
        })
    }

    fn block_statement(&self, first: Span, block: &syn::Block) -> Statement {
        let block = self.block(block);
        Statement { span: first.cover(block.span), kind: StatementKind::Block(block) }
    }

    /// A block whose value is the value of the expression: `async {}`, `const {}`, `try {}`.
    pub(super) fn block_expr(&self, first: proc_macro2::Span, block: &syn::Block) -> Expr {
        self.flow_of(self.block_statement(self.at(first), block))
    }

    fn branch(&self, branch: &syn::ExprIf) -> Statement {
        let then = self.block(&branch.then_branch);
        let otherwise = branch.else_branch.as_ref().map(|(_, expr)| self.block_of(expr));
        let end = otherwise.as_ref().map_or(then.span, |block| block.span);
        let kind = StatementKind::If { condition: self.expr(&branch.cond), then, otherwise };
        Statement { span: self.at(branch.if_token.span).cover(end), kind }
    }

    fn choice(&self, choice: &syn::ExprMatch) -> Statement {
        let arms = choice.arms.iter().filter(|arm| self.is_selected(&arm.attrs)).map(|arm| self.arm(arm)).collect();
        let span = self.at(choice.match_token.span).cover(self.brackets(choice.brace_token.span));
        Statement { span, kind: StatementKind::Match { on: self.expr(&choice.expr), arms } }
    }

    fn arm(&self, arm: &syn::Arm) -> Arm {
        let pattern = self.whole(&arm.pat);
        let body = self.block_of(&arm.body);
        let span = pattern.cover(body.span);
        Arm { span, pattern: self.text(pattern), catch_all: takes_everything(&arm.pat), body, falls_through: false }
    }

    fn repetition(&self, expr: &Syn) -> Option<Statement> {
        let (first, head, body) = match expr {
            Syn::Loop(repeated) => (repeated.loop_token.span, None, &repeated.body),
            Syn::While(repeated) => (repeated.while_token.span, Some(&repeated.cond), &repeated.body),
            Syn::ForLoop(repeated) => (repeated.for_token.span, Some(&repeated.expr), &repeated.body),
            _ => return None,
        };
        let body = self.block(body);
        let span = self.at(first).cover(body.span);
        Some(Statement {
            span,
            kind: StatementKind::Loop { head: head.map(|head| self.expr(head)).into_iter().collect(), body },
        })
    }

    fn jump(&self, expr: &Syn) -> Option<Statement> {
        let (first, value) = match expr {
            Syn::Return(jump) => (jump.return_token.span, &jump.expr),
            Syn::Break(jump) => (jump.break_token.span, &jump.expr),
            Syn::Continue(jump) => (jump.continue_token.span, &None),
            _ => return None,
        };
        let value = value.as_ref().map(|value| self.expr(value));
        let span = value.as_ref().map_or(self.at(first), |value| self.at(first).cover(value.span));
        let kind =
            if matches!(expr, Syn::Return(_)) { StatementKind::Return(value) } else { StatementKind::Jump(value) };
        Some(Statement { span: self.with_label(span, expr), kind })
    }

    /// A jump without a value ends with its label, if it has one.
    fn with_label(&self, span: Span, expr: &Syn) -> Span {
        let label = match expr {
            Syn::Break(jump) => jump.label.as_ref(),
            Syn::Continue(jump) => jump.label.as_ref(),
            _ => None,
        };
        label.map_or(span, |label| span.cover(self.at(label.ident.span())))
    }

    /// `place += value` assigns `place + value`.
    fn compound_assignment(&self, binary: &syn::ExprBinary) -> Option<Statement> {
        let place = self.expr_if_compound(binary)?;
        let (left, right) = (Box::new(place.clone()), Box::new(self.expr(&binary.right)));
        let span = left.span.cover(right.span);
        let operator = self.text(self.whole(&binary.op)).trim_end_matches('=').to_owned();
        Some(assignment(place, Expr { span, kind: ExprKind::Binary { operator: operator.into(), left, right } }))
    }

    fn expr_if_compound(&self, binary: &syn::ExprBinary) -> Option<Expr> {
        use syn::BinOp::*;
        matches!(
            binary.op,
            AddAssign(_)
                | SubAssign(_)
                | MulAssign(_)
                | DivAssign(_)
                | RemAssign(_)
                | BitXorAssign(_)
                | BitAndAssign(_)
                | BitOrAssign(_)
                | ShlAssign(_)
                | ShrAssign(_)
        )
        .then(|| self.expr(&binary.left))
    }
}

fn assignment(place: Expr, value: Expr) -> Statement {
    Statement { span: place.span.cover(value.span), kind: StatementKind::Assign { place, value } }
}
