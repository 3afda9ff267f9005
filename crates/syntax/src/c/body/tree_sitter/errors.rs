//! What the parser could not read, and what can be saved of it.

use super::lower::{Lowering, children};
use crate::c::body::shapes::statement;
use crate::ir::{Statement, StatementKind};
use tree_sitter::Node;

/// How much of a text that could not be read its reason shows, in characters.
const SHOWN: usize = 40;

impl Lowering<'_> {
    /// Notes the outermost errors below `node`.
    pub(super) fn note_errors(&mut self, node: Node) {
        let mut pending = vec![node];
        while let Some(node) = pending.pop() {
            if node.is_error() {
                let reason = format!("`{}` is not understood here", self.shown(node));
                self.note(self.span(node), reason);
            } else if node.is_missing() {
                self.note(self.span(node), format!("`{}` is missing", node.kind()));
            } else if node.has_error() {
                let mut cursor = node.walk();
                pending.extend(node.children(&mut cursor));
            }
        }
    }

    fn shown(&self, node: Node) -> String {
        let text = self.folded(node);
        match text.char_indices().nth(SHOWN) {
            Some((end, _)) => format!("{}…", &text[..end]),
            None => text,
        }
    }

    /// An error in the place of a statement: what it holds of statements and expressions follows it.
    pub(super) fn unread_statement(&mut self, node: Node, out: &mut Vec<Statement>) {
        out.push(statement(self.span(node), StatementKind::Unread));
        self.salvage(node, out);
    }

    /// Lowers the statements and expressions inside of a node that is neither.
    pub(super) fn salvage(&mut self, node: Node, out: &mut Vec<Statement>) {
        for child in children(node) {
            let kind = child.kind();
            if kind.ends_with("_statement") || kind == "declaration" || child.is_error() {
                self.nested_statement(child, out);
            } else if matches!(kind, "call_expression" | "assignment_expression") {
                let value = self.expression(child);
                out.push(statement(value.span, StatementKind::Expr(value)));
            } else if matches!(kind, "function_declarator" | "parameter_list" | "init_declarator") {
                self.nested_salvage(child, out);
            }
        }
    }

    fn nested_statement(&mut self, node: Node, out: &mut Vec<Statement>) {
        let span = self.span(node);
        let _ = self.deeper(span, |inner| inner.statement(node, out));
    }

    fn nested_salvage(&mut self, node: Node, out: &mut Vec<Statement>) {
        let span = self.span(node);
        let _ = self.deeper(span, |inner| inner.salvage(node, out));
    }
}
