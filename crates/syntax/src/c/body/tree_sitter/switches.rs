//! `switch` and its arms.

use super::lower::{Lowering, children, fields};
use crate::c::body::arms::{Arms, Label};
use crate::c::body::shapes::statement;
use crate::ir::{Statement, StatementKind};
use tree_sitter::Node;

impl Lowering<'_> {
    pub(super) fn switch_statement(&mut self, node: Node) -> StatementKind {
        let on = self.field(node, "condition");
        let mut arms = Arms::default();
        if let Some(body) = node.child_by_field_name("body") {
            let span = self.span(body);
            let _ = self.deeper(span, |inner| inner.arms(body, &mut arms));
        }
        StatementKind::Match { on, arms: arms.finish(self.text) }
    }

    fn arms(&mut self, body: Node, arms: &mut Arms) {
        for child in children(body) {
            let is_case = child.kind() == "case_statement";
            let mut statements = Vec::new();
            if is_case {
                self.case_body(child, &mut statements);
            } else {
                self.statement(child, &mut statements);
            }
            arms.add(is_case.then(|| self.case_label(child)), self.span(child), statements);
        }
    }

    fn case_label(&self, case: Node) -> Label {
        case.child_by_field_name("value").map_or(Label::Default, |value| Label::Value(self.folded(value)))
    }

    fn case_body(&mut self, case: Node, out: &mut Vec<Statement>) {
        let values = fields(case, "value");
        for child in children(case).into_iter().filter(|child| !values.contains(child)) {
            self.statement(child, out);
        }
    }

    /// A `case` that stands in no `switch` directly: a label.
    pub(super) fn stray_case(&mut self, case: Node, out: &mut Vec<Statement>) {
        let label = self.case_label(case).pattern();
        out.push(statement(self.span(case), StatementKind::Label(label.into())));
        let span = self.span(case);
        let _ = self.deeper(span, |inner| inner.case_body(case, out));
    }
}
