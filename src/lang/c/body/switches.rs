//! `switch` and its arms.

use super::lower::{Lowering, children, fields, statement};
use crate::lang::syntax::{Arm, Block, Statement, StatementKind};
use crate::model::Span;
use tree_sitter::Node;

/// Labels that no statement was met for yet.
#[derive(Default)]
struct Labels {
    span: Option<Span>,
    patterns: Vec<String>,
    catch_all: bool,
}

impl Lowering<'_> {
    pub(super) fn switch_statement(&mut self, node: Node) -> StatementKind {
        let on = self.field(node, "condition");
        let mut arms = Vec::new();
        if let Some(body) = node.child_by_field_name("body") {
            let span = self.span(body);
            let _ = self.deeper(span, |inner| inner.arms(body, &mut arms));
        }
        StatementKind::Match { on, arms }
    }

    fn arms(&mut self, body: Node, arms: &mut Vec<Arm>) {
        let mut labels = Labels::default();
        for child in children(body) {
            let is_case = child.kind() == "case_statement";
            if is_case {
                self.add_label(child, &mut labels);
            }
            let mut statements = Vec::new();
            if is_case {
                self.case_body(child, &mut statements);
            } else {
                self.statement(child, &mut statements);
            }
            match arms.last_mut().filter(|_| !is_case) {
                Some(last) => last.body.statements.append(&mut statements),
                None if statements.is_empty() => {}
                None => arms.push(arm(&std::mem::take(&mut labels), self.span(child), statements)),
            }
        }
        if let Some(span) = labels.span {
            arms.push(arm(&labels, span, Vec::new()));
        }
        arms.iter_mut().for_each(|arm| self.without_break(arm));
    }

    fn add_label(&self, case: Node, labels: &mut Labels) {
        let span = self.span(case);
        labels.span = Some(labels.span.map_or(span, |before| before.cover(span)));
        match case.child_by_field_name("value") {
            Some(value) => labels.patterns.push(self.folded(value)),
            None => {
                labels.patterns.push("default".to_owned());
                labels.catch_all = true;
            }
        }
    }

    fn case_body(&mut self, case: Node, out: &mut Vec<Statement>) {
        let values = fields(case, "value");
        for child in children(case).into_iter().filter(|child| !values.contains(child)) {
            self.statement(child, out);
        }
    }

    /// A `case` that stands in no `switch` directly: a label.
    pub(super) fn stray_case(&mut self, case: Node, out: &mut Vec<Statement>) {
        let mut labels = Labels::default();
        self.add_label(case, &mut labels);
        out.push(statement(self.span(case), StatementKind::Label(labels.patterns.join(" | "))));
        let span = self.span(case);
        let _ = self.deeper(span, |inner| inner.case_body(case, out));
    }
}

fn arm(labels: &Labels, span: Span, statements: Vec<Statement>) -> Arm {
    let span = labels.span.map_or(span, |labels| labels.cover(span));
    let inside = statements.first().zip(statements.last()).map(|(first, last)| first.span.cover(last.span));
    let body = Block { span: inside.unwrap_or(Span::new(span.end, span.end)), statements };
    Arm { span, pattern: labels.patterns.join(" | "), catch_all: labels.catch_all, body }
}

impl Lowering<'_> {
    /// Takes the closing `break` off, and the braces where the arm is nothing but a block.
    fn without_break(&self, arm: &mut Arm) {
        self.drop_break(&mut arm.body.statements);
        if let [Statement { kind: StatementKind::Block(block), .. }] = arm.body.statements.as_mut_slice() {
            self.drop_break(&mut block.statements);
            arm.body = std::mem::take(block);
        }
    }

    fn drop_break(&self, statements: &mut Vec<Statement>) {
        let is_break = |last: &Statement| {
            matches!(last.kind, StatementKind::Jump(None)) && self.text[last.span.start..].starts_with("break")
        };
        if statements.last().is_some_and(is_break) {
            statements.pop();
        }
    }
}
