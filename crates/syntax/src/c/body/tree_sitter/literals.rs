//! Strings and initializers.

use super::lower::{Lowering, children, fields};
use crate::c::body::shapes::{content, initializer};
use crate::ir::{Expr, ExprKind};
use tree_sitter::Node;

impl Lowering<'_> {
    /// A string's content; adjacent ones are joined, macros between them left out.
    pub(super) fn string(&self, node: Node) -> String {
        if node.kind() == "string_literal" {
            return content(self.written(node));
        }
        children(node)
            .into_iter()
            .filter(|part| part.kind() == "string_literal")
            .map(|part| content(self.written(part)))
            .collect()
    }

    pub(super) fn initializer(&mut self, list: Node, path: String) -> ExprKind {
        initializer(path, self.initializer_fields(list))
    }

    pub(super) fn initializer_fields(&mut self, list: Node) -> Vec<(String, Expr)> {
        let members = children(list).into_iter().filter(|child| child.kind() != "comment");
        members.map(|member| self.initializer_field(member)).collect()
    }

    fn initializer_field(&mut self, member: Node) -> (String, Expr) {
        if member.kind() != "initializer_pair" {
            return (String::new(), self.expression(member));
        }
        let designators: String = fields(member, "designator").into_iter().map(|part| self.folded(part)).collect();
        let value = self.field(member, "value");
        (designators.trim_start_matches('.').to_owned(), value)
    }
}
