//! Every place that a reading tells lies inside the text, on character boundaries, and inside of what holds it.

use model::{SlotFill, SourceText, Span};
use syntax::Reading;
use syntax::ir::{Block, Expr, ExprKind, Statement, StatementKind};

use crate::fixtures::{folders, input};

/// Panics where a place is wrong.
pub fn check(text: &SourceText, reading: &Reading, slots: &[SlotFill]) {
    let check = Check { text };
    for head in &reading.heads {
        check.inside(Span::new(0, text.as_str().len()), head.extent);
        check.inside(head.extent, head.span);
        check.inside(head.span, head.body);
        check.inside(head.span, head.name_span);
        assert_eq!(text.slice(head.name_span), head.name);
        head.params.iter().for_each(|param| check.inside(head.span, param.span));
    }
    for function in &reading.functions {
        function.comments.iter().for_each(|comment| check.inside(function.head.extent, comment.span));
        function.unread.iter().for_each(|gap| check.inside(function.head.body, gap.span));
        function.variants.iter().for_each(|variant| check.block(function.head.body, &variant.body));
    }
    let whole = Span::new(0, text.as_str().len());
    reading.unread.iter().for_each(|gap| check.inside(whole, gap.span));
    reading.declarations.iter().for_each(|declared| check.inside(whole, declared.span));
    reading.exclusions.iter().for_each(|hidden| check.inside(hidden.span, hidden.marker_span));
    slots.iter().for_each(|slot| check.inside(whole, slot.span));
}

struct Check<'a> {
    text: &'a SourceText,
}

impl Check<'_> {
    fn inside(&self, outer: Span, inner: Span) {
        assert!(inner.start <= inner.end, "{inner:?} runs backwards");
        assert!(self.text.as_str().get(inner.start..inner.end).is_some(), "{inner:?} is no place in the text");
        assert!(outer.contains(inner), "{inner:?} is not inside {outer:?}: {:?}", self.text.slice(outer));
    }

    fn block(&self, outer: Span, block: &Block) {
        self.inside(outer, block.span);
        block.statements.iter().for_each(|statement| self.statement(block.span, statement));
    }

    fn statement(&self, outer: Span, statement: &Statement) {
        let span = statement.span;
        self.inside(outer, span);
        match &statement.kind {
            StatementKind::Let { value, otherwise, .. } => {
                value.iter().for_each(|value| self.expr(span, value));
                otherwise.iter().for_each(|block| self.block(span, block));
            }
            StatementKind::Assign { place, value } => {
                self.expr(span, place);
                self.expr(span, value);
            }
            StatementKind::Expr(value) | StatementKind::Value(value) => self.expr(span, value),
            StatementKind::Return(value) | StatementKind::Jump(value) => {
                value.iter().for_each(|value| self.expr(span, value));
            }
            StatementKind::If { condition, then, otherwise } => {
                self.expr(span, condition);
                self.block(span, then);
                otherwise.iter().for_each(|block| self.block(span, block));
            }
            StatementKind::Match { on, arms } => {
                self.expr(span, on);
                for arm in arms {
                    self.inside(span, arm.span);
                    self.block(arm.span, &arm.body);
                }
            }
            StatementKind::Loop { head, body } => {
                head.iter().for_each(|value| self.expr(span, value));
                self.block(span, body);
            }
            StatementKind::Block(block) => self.block(span, block),
            _ => {}
        }
    }

    fn expr(&self, outer: Span, value: &Expr) {
        let span = value.span;
        self.inside(outer, span);
        match &value.kind {
            ExprKind::Call(call) => {
                self.inside(span, call.callee_span);
                call.arguments.iter().for_each(|argument| self.expr(span, argument));
            }
            ExprKind::Field { base: inner, .. }
            | ExprKind::Unary { operand: inner, .. }
            | ExprKind::Cast { value: inner, .. } => self.expr(span, inner),
            ExprKind::Struct { fields, .. } => fields.iter().for_each(|(_, value)| self.expr(span, value)),
            ExprKind::Binary { left, right, .. } => {
                self.expr(span, left);
                self.expr(span, right);
            }
            ExprKind::List(values) => values.iter().for_each(|value| self.expr(span, value)),
            ExprKind::Flow(statement) => self.statement(span, statement),
            ExprKind::Closure(block) => self.block(span, block),
            ExprKind::Name(_) | ExprKind::Text(_) | ExprKind::Literal(_) | ExprKind::Tokens(_) => {}
        }
    }
}

#[test]
fn places_are_right_in_every_fixture() {
    for folder in folders() {
        let text = input(&folder);
        let rust = syntax::language_of("input.rs").expect("Rust is read");
        check(&text, &rust.read(&text, &|_, _| true), &rust.slots(&text, &|_| true));
    }
}
