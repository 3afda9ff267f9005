//! Declarations inside bodies.

use super::lower::{Lowering, fields};
use crate::c::body::shapes::statement;
use crate::ir::{Expr, Statement, StatementKind};
use tree_sitter::Node;

impl Lowering<'_> {
    /// One `Let` for each variable that `node` declares; functions and types that it declares do nothing.
    pub(super) fn declaration(&mut self, node: Node, out: &mut Vec<Statement>) {
        let path = node.child_by_field_name("type").map_or(String::new(), |kind| self.folded(kind));
        let declarators = fields(node, "declarator");
        for &declarator in &declarators {
            let span = if declarators.len() == 1 { self.span(node) } else { self.span(declarator) };
            let kind = self.variable(declarator, &path);
            out.push(statement(span, kind));
        }
        if declarators.is_empty() {
            out.push(statement(self.span(node), StatementKind::Item));
        }
    }

    fn variable(&mut self, declarator: Node, path: &str) -> StatementKind {
        let value = declarator.child_by_field_name("value").map(|value| self.initial_value(value, path));
        match declared_name(declarator) {
            Some(name) => StatementKind::Let { names: vec![self.written(name).into()], value, otherwise: None },
            None => StatementKind::Item,
        }
    }

    fn initial_value(&mut self, value: Node, path: &str) -> Expr {
        if value.kind() != "initializer_list" {
            return self.expression(value);
        }
        let span = self.span(value);
        let kind = self.deeper(span, |inner| inner.initializer(value, path.to_owned()));
        kind.map_or_else(|| self.tokens(value), |kind| Expr { span, kind })
    }
}

/// The node with the variable's name; `None` for a function.
fn declared_name(declarator: Node) -> Option<Node> {
    let mut inner = declarator;
    loop {
        match inner.kind() {
            "identifier" => return Some(inner),
            "function_declarator" if !is_pointer(inner) => return None,
            _ => inner = inner.child_by_field_name("declarator").or_else(|| inner.named_child(0))?,
        }
    }
}

/// Whether a function's declarator is that of a pointer to one: `(*f)(void)`.
fn is_pointer(function: Node) -> bool {
    function.child_by_field_name("declarator").is_some_and(|inner| inner.kind() == "parenthesized_declarator")
}
