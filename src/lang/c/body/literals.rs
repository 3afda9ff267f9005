//! Strings and initializers.

use super::lower::{Lowering, children, fields};
use crate::lang::syntax::{Expr, ExprKind};
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

    /// `{ .. }` of a variable of the type `path`: named fields make it a structure, else it is a list.
    pub(super) fn initializer(&mut self, list: Node, path: String) -> ExprKind {
        let fields = self.initializer_fields(list);
        if fields.iter().any(|(name, _)| !name.is_empty()) {
            return ExprKind::Struct { path, fields };
        }
        ExprKind::List(fields.into_iter().map(|(_, value)| value).collect())
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

/// What stands between the quotes of a literal, its prefix and joined lines' backslashes left out.
fn content(literal: &str) -> String {
    let inside = literal.find('"').map_or(literal, |at| &literal[at + 1..]);
    inside.strip_suffix('"').unwrap_or(inside).replace("\\\r\n", "").replace("\\\n", "")
}
