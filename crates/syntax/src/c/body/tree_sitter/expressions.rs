//! Expressions.

use super::lower::{Lowering, children};
use crate::c::body::shapes::{self, expr, flow, on_place, value_block};
use crate::ir::{Expr, ExprKind, StatementKind};
use model::Span;
use tree_sitter::Node;

impl Lowering<'_> {
    /// The expression in the field `name`; empty tokens where there is none.
    pub(super) fn field(&mut self, node: Node, name: &str) -> Expr {
        match node.child_by_field_name(name) {
            Some(child) => self.expression(child),
            None => expr(Span::new(self.span(node).end, self.span(node).end), ExprKind::Tokens(String::new())),
        }
    }

    /// Lowers one expression.
    pub(super) fn expression(&mut self, node: Node) -> Expr {
        let span = self.span(node);
        self.deeper(span, |inner| inner.shallow(node)).unwrap_or_else(|| self.tokens(node))
    }

    /// `node` as nothing more than its text.
    pub(super) fn tokens(&self, node: Node) -> Expr {
        expr(self.span(node), ExprKind::Tokens(self.folded(node)))
    }

    fn shallow(&mut self, node: Node) -> Expr {
        let span = self.span(node);
        let kind = match node.kind() {
            "parenthesized_expression" => return self.parenthesized(node),
            "identifier" | "field_identifier" | "type_identifier" | "primitive_type" => return self.name(node),
            "number_literal" | "char_literal" | "true" | "false" | "null" => {
                ExprKind::Literal(self.written(node).into())
            }
            "string_literal" | "concatenated_string" => ExprKind::Text(self.string(node)),
            "call_expression" => return self.call(node),
            "gnu_asm_expression" | "offsetof_expression" | "generic_expression" => return self.builtin(node),
            "field_expression" => self.field_access(node),
            "subscript_expression" => self.binary("[]", node, "argument", "index"),
            "assignment_expression" => return self.assignment(node),
            "update_expression" => return self.update(node),
            "binary_expression" => {
                let operator = self.operator(node);
                self.binary(&operator, node, "left", "right")
            }
            "unary_expression" | "pointer_expression" => ExprKind::Unary {
                operator: self.operator(node).into(),
                operand: Box::new(self.field(node, "argument")),
            },
            "sizeof_expression" | "alignof_expression" => self.size(node),
            "cast_expression" => {
                let to = node.child_by_field_name("type").map_or(String::new(), |kind| self.folded(kind));
                ExprKind::Cast { to, value: Box::new(self.field(node, "value")) }
            }
            "conditional_expression" => return self.conditional(node),
            "comma_expression" => ExprKind::List(self.comma_parts(node)),
            "compound_literal_expression" => self.compound_literal(node),
            "initializer_list" => self.initializer(node, String::new()),
            "compound_statement" => return self.statement_expression(node),
            "extension_expression" => return self.inside(node),
            _ => ExprKind::Tokens(self.folded(node)),
        };
        expr(span, kind)
    }

    /// What `node` is nothing but a shell of.
    fn inside(&mut self, node: Node) -> Expr {
        let child = children(node).into_iter().find(|child| child.kind() != "comment" && !child.is_error());
        match child {
            Some(child) => self.expression(child),
            None => self.tokens(node),
        }
    }

    fn parenthesized(&mut self, node: Node) -> Expr {
        self.inside(node)
    }

    fn name(&mut self, node: Node) -> Expr {
        shapes::word(self.span(node), self.written(node)).unwrap_or_else(|| self.tokens(node))
    }

    pub(super) fn operator(&self, node: Node) -> String {
        node.child_by_field_name("operator").map_or(String::new(), |operator| self.written(operator).to_owned())
    }

    fn binary(&mut self, operator: &str, node: Node, left: &str, right: &str) -> ExprKind {
        let left = Box::new(self.field(node, left));
        let right = Box::new(self.field(node, right));
        ExprKind::Binary { operator: operator.into(), left, right }
    }

    fn field_access(&mut self, node: Node) -> ExprKind {
        let name = node.child_by_field_name("field").map_or("", |field| self.written(field));
        ExprKind::Field { base: Box::new(self.field(node, "argument")), name: name.into() }
    }

    fn size(&mut self, node: Node) -> ExprKind {
        let operand = match node.child_by_field_name("type") {
            Some(kind) => self.tokens(kind),
            None => self.field(node, "value"),
        };
        let operator = if node.kind() == "sizeof_expression" { "sizeof" } else { "alignof" };
        ExprKind::Unary { operator: operator.into(), operand: Box::new(operand) }
    }

    /// `place = value` and `place += value`.
    fn assignment(&mut self, node: Node) -> Expr {
        let span = self.span(node);
        let place = self.field(node, "left");
        let value = self.field(node, "right");
        let operator = self.operator(node);
        let value = match operator.strip_suffix('=') {
            Some("") | None => value,
            Some(operator) => on_place(span, &place, operator, value),
        };
        flow(span, StatementKind::Assign { place, value })
    }

    /// `place++` and the like.
    fn update(&mut self, node: Node) -> Expr {
        let span = self.span(node);
        let place = self.field(node, "argument");
        let operator = self.operator(node);
        let step = node.child_by_field_name("operator").map_or(span, |operator| self.span(operator));
        let one = expr(step, ExprKind::Literal("1".into()));
        let value = on_place(span, &place, &operator[..operator.len().min(1)], one);
        flow(span, StatementKind::Assign { place, value })
    }

    /// `a ? b : c`; with GNU's `a ?: c`, `b` is `a`.
    fn conditional(&mut self, node: Node) -> Expr {
        let condition = self.field(node, "condition");
        let then = match node.child_by_field_name("consequence") {
            Some(value) => self.expression(value),
            None => condition.clone(),
        };
        let otherwise = Some(value_block(self.field(node, "alternative")));
        flow(self.span(node), StatementKind::If { condition, then: value_block(then), otherwise })
    }

    fn comma_parts(&mut self, node: Node) -> Vec<Expr> {
        let mut parts = Vec::new();
        let mut rest = Some(node);
        while let Some(pair) = rest.filter(|node| node.kind() == "comma_expression") {
            parts.push(self.field(pair, "left"));
            rest = pair.child_by_field_name("right");
        }
        parts.extend(rest.map(|last| self.expression(last)));
        parts
    }

    fn compound_literal(&mut self, node: Node) -> ExprKind {
        let path = node.child_by_field_name("type").map_or(String::new(), |kind| self.folded(kind));
        match node.child_by_field_name("value") {
            Some(list) => ExprKind::Struct { path, fields: self.initializer_fields(list) },
            None => ExprKind::Struct { path, fields: Vec::new() },
        }
    }

    fn statement_expression(&mut self, node: Node) -> Expr {
        let block = self.block(node);
        shapes::statement_expression(self.span(node), block)
    }
}
