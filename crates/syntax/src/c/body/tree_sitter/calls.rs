//! Calls.

use super::lower::{Lowering, children};
use crate::c::body::shapes::{expr, flow, word_at};
use crate::ir::{Call, CallForm, Expr, ExprKind, StatementKind};
use model::Span;
use smol_str::SmolStr;
use tree_sitter::Node;

impl Lowering<'_> {
    pub(super) fn call(&mut self, node: Node) -> Expr {
        let callee = node.child_by_field_name("function").map(pointed_at);
        let mut arguments = Vec::new();
        let (form, callee, callee_span) = match callee {
            Some(access) if access.kind() == "field_expression" => {
                arguments.push(self.field(access, "argument"));
                let name = access.child_by_field_name("field").unwrap_or(access);
                (CallForm::Method, self.written(name).into(), self.span(name))
            }
            Some(name) => (CallForm::Function, self.folded(name).into(), self.span(name)),
            None => (CallForm::Function, SmolStr::default(), self.span(node)),
        };
        if let Some(list) = node.child_by_field_name("arguments") {
            self.arguments(list, &mut arguments);
        }
        expr(self.span(node), ExprKind::Call(Call { form, callee, callee_span, arguments }))
    }

    fn arguments(&mut self, list: Node, out: &mut Vec<Expr>) {
        for argument in children(list).into_iter().filter(|child| child.kind() != "comment") {
            let value = self.expression(argument);
            let span = value.span;
            out.push(match self.fitted.returned.contains(&span.start) {
                true => flow(span, StatementKind::Return(Some(value))),
                false => value,
            });
        }
    }

    /// Constructs of the language that look like calls: `offsetof`, `_Generic`, assembly.
    pub(super) fn builtin(&mut self, node: Node) -> Expr {
        let span = self.span(node);
        let name = word_at(self.text, span.start);
        let callee_span = Span::new(span.start, span.start + name.len());
        let mut arguments = Vec::new();
        if node.kind() == "generic_expression" {
            self.arguments(node, &mut arguments);
        }
        expr(span, ExprKind::Call(Call { form: CallForm::Function, callee: name.into(), callee_span, arguments }))
    }
}

/// The callee of `(f)(..)`, `(*f)(..)` and `(*p->f)(..)` without parentheses and star.
fn pointed_at(callee: Node) -> Node {
    let mut inner = callee;
    loop {
        let next = match inner.kind() {
            "parenthesized_expression" => children(inner).into_iter().find(|child| child.kind() != "comment"),
            "pointer_expression" if inner != callee => inner.child_by_field_name("argument"),
            _ => None,
        };
        match next {
            Some(next) => inner = next,
            None if matches!(inner.kind(), "identifier" | "field_expression") => return inner,
            None => return callee,
        }
    }
}
