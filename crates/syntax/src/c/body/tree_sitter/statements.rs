//! Statements.

use super::lower::{Lowering, children};
use crate::c::body::shapes::{expr, flow, macro_block, statement};
use crate::ir::{Block, Expr, ExprKind, Statement, StatementKind};
use model::Span;
use smol_str::SmolStr;
use tree_sitter::Node;

impl Lowering<'_> {
    /// The statements inside the block `node`.
    pub(super) fn statements(&mut self, node: Node, out: &mut Vec<Statement>) {
        for child in children(node) {
            self.statement(child, out);
        }
    }

    /// The block that `node`, a block or a statement of its own, makes.
    pub(super) fn block(&mut self, node: Node) -> Block {
        let span = self.span(node);
        let mut statements = Vec::new();
        let _ = self.deeper(span, |inner| match node.kind() {
            "compound_statement" => inner.statements(node, &mut statements),
            _ => inner.statement(node, &mut statements),
        });
        Block { span, statements }
    }

    /// The block of the field `name`; an empty one where there is none.
    pub(super) fn block_field(&mut self, node: Node, name: &str) -> Block {
        let end = self.span(node).end;
        match node.child_by_field_name(name) {
            Some(body) => self.block(body),
            None => Block { span: Span::new(end, end), statements: Vec::new() },
        }
    }

    /// Lowers one statement.
    pub(super) fn statement(&mut self, node: Node, out: &mut Vec<Statement>) {
        let span = self.span(node);
        let kind = match node.kind() {
            "compound_statement" => StatementKind::Block(self.block(node)),
            "expression_statement" => return self.expression_statement(node, out),
            "declaration" => return self.declaration(node, out),
            "if_statement" => self.if_statement(node),
            "switch_statement" => self.switch_statement(node),
            "while_statement" | "do_statement" | "for_statement" => self.loop_statement(node),
            "return_statement" => StatementKind::Return(self.only_child(node)),
            "break_statement" | "continue_statement" | "seh_leave_statement" => StatementKind::Jump(None),
            "goto_statement" => StatementKind::Goto(self.label(node)),
            "labeled_statement" => return self.labeled_statement(node, out),
            "attributed_statement" | "else_clause" => return self.statements(node, out),
            "case_statement" => return self.stray_case(node, out),
            "seh_try_statement" => return self.try_statement(node, out),
            "type_definition" | "function_definition" | "linkage_specification" => StatementKind::Item,
            kind if kind.ends_with("_specifier") || kind.ends_with("_type") || kind == "type_identifier" => {
                return self.type_alone(node, out);
            }
            "comment" | "attribute_declaration" => return,
            _ if node.is_error() => return self.unread_statement(node, out),
            _ => StatementKind::Expr(self.expression(node)),
        };
        out.push(statement(span, kind));
    }

    /// A type with nothing but a `;`. A lone word is a macro.
    fn type_alone(&mut self, node: Node, out: &mut Vec<Statement>) {
        let kind = match node.kind() {
            "type_identifier" => StatementKind::Expr(self.expression(node)),
            _ => StatementKind::Item,
        };
        out.push(statement(self.span(node), kind));
    }

    fn only_child(&mut self, node: Node) -> Option<Expr> {
        children(node).first().map(|child| self.expression(*child))
    }

    fn expression_statement(&mut self, node: Node, out: &mut Vec<Statement>) {
        let Some(value) = self.only_child(node) else { return };
        let span = self.span(node);
        let kind = match value.kind {
            ExprKind::Flow(inner) if matches!(inner.kind, StatementKind::Assign { .. } | StatementKind::Return(_)) => {
                inner.kind
            }
            kind => StatementKind::Expr(expr(value.span, kind)),
        };
        out.push(statement(span, kind));
    }

    fn if_statement(&mut self, node: Node) -> StatementKind {
        if self.fitted.blocks.contains(&self.span(node).start) {
            return self.macro_block(node);
        }
        let condition = self.field(node, "condition");
        let then = self.block_field(node, "consequence");
        let otherwise = self.otherwise(node);
        StatementKind::If { condition, then, otherwise }
    }

    fn otherwise(&mut self, node: Node) -> Option<Block> {
        let clause = node.child_by_field_name("alternative")?;
        children(clause).into_iter().find(|child| child.kind() != "comment").map(|body| self.block(body))
    }

    /// A macro with a block after it.
    fn macro_block(&mut self, node: Node) -> StatementKind {
        let start = self.span(node).start;
        let then = self.block_field(node, "consequence");
        let condition = node.child_by_field_name("condition");
        let shown = condition.map(|condition| (self.span(condition), self.expression(condition)));
        macro_block(self.text, start, shown, then, self.otherwise(node))
    }

    fn loop_statement(&mut self, node: Node) -> StatementKind {
        let mut head = Vec::new();
        for name in ["initializer", "condition", "update"] {
            match node.child_by_field_name(name) {
                Some(part) if part.kind() == "declaration" => self.loop_variables(part, &mut head),
                Some(part) => head.push(self.expression(part)),
                None => {}
            }
        }
        let body = self.block_field(node, "body");
        StatementKind::Loop { head, body }
    }

    fn loop_variables(&mut self, node: Node, head: &mut Vec<Expr>) {
        let mut variables = Vec::new();
        self.declaration(node, &mut variables);
        head.extend(variables.into_iter().map(|variable| flow(variable.span, variable.kind)));
    }

    fn label(&self, node: Node) -> SmolStr {
        node.child_by_field_name("label").map_or(SmolStr::default(), |label| self.written(label).into())
    }

    fn labeled_statement(&mut self, node: Node, out: &mut Vec<Statement>) {
        let Some(label) = node.child_by_field_name("label") else { return self.salvage(node, out) };
        out.push(statement(self.span(label), StatementKind::Label(self.label(node))));
        let span = self.span(node);
        let _ = self.deeper(span, |inner| {
            for child in children(node).into_iter().filter(|child| *child != label) {
                inner.statement(child, out);
            }
        });
    }

    /// `__try { } __except (filter) { }`: a block, and one that may run.
    fn try_statement(&mut self, node: Node, out: &mut Vec<Statement>) {
        let body = self.block_field(node, "body");
        out.push(statement(body.span, StatementKind::Block(body)));
        for clause in children(node).into_iter().filter(|child| child.kind().ends_with("_clause")) {
            let body = self.block_field(clause, "body");
            let kind = match clause.child_by_field_name("filter") {
                Some(filter) => StatementKind::If { condition: self.expression(filter), then: body, otherwise: None },
                None => StatementKind::Block(body),
            };
            out.push(statement(self.span(clause), kind));
        }
    }
}
