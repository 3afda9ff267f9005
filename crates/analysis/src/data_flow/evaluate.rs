//! Statements and expressions: what locals hold, what is written, what is returned.

use super::constants::{constant_condition, constant_text, is_constant_name};
use super::sources::Sources;
use super::{Analysis, ReturnedValue};
use crate::function_facts::root_name;
use model::LanguageId;
use syntax::ir::{Arm, Block, Expr, ExprKind, Statement, StatementKind};

/// Whether control goes on behind a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Next {
    Continues,
    Ends,
}

impl<'a> Analysis<'a> {
    /// Goes through a block; with `is_result` its value is what the function returns.
    pub(super) fn block(&mut self, block: &'a Block, is_result: bool) -> Next {
        let next = self.statements(block, is_result).0;
        if next == Next::Continues && is_result && !ends_in_value(block) {
            self.returns(Sources::NONE, "()".to_owned());
        }
        next
    }

    /// Goes through the statements of a block; what lies behind one that ends control is dead. The second part is the block's
    /// value.
    fn statements(&mut self, block: &'a Block, is_result: bool) -> (Next, Sources) {
        let last = block.statements.len().saturating_sub(1);
        let (mut next, mut value) = (Next::Continues, Sources::NONE);
        for (index, statement) in block.statements.iter().enumerate() {
            if matches!(statement.kind, StatementKind::Label(_)) {
                next = Next::Continues;
            }
            if next == Next::Continues {
                (next, value) = self.statement(statement, is_result && index == last);
            }
        }
        (next, value)
    }

    fn statement(&mut self, statement: &'a Statement, is_result: bool) -> (Next, Sources) {
        let goes_on = |value| (Next::Continues, value);
        match &statement.kind {
            StatementKind::Let { names, value, otherwise } => {
                let made = value.as_ref().map_or(Sources::NONE, |value| self.initial(names.first(), value));
                let is_fresh = value.as_ref().is_none_or(|value| self.makes_object(value));
                for name in names {
                    self.define(name, made, is_fresh);
                }
                if let Some(block) = otherwise {
                    self.under(made, |analysis| analysis.statements(block, false));
                }
                goes_on(Sources::NONE)
            }
            StatementKind::Assign { place, value } => {
                let value_sources = self.evaluate(value);
                self.assign(place, value, value_sources);
                goes_on(value_sources)
            }
            StatementKind::Expr(value) => {
                let ends = self.ends_control(value);
                self.discard(value);
                (if ends { Next::Ends } else { Next::Continues }, Sources::NONE)
            }
            StatementKind::Value(value) if is_result => (self.result_value(value), Sources::NONE),
            StatementKind::Value(value) => {
                let ends = self.ends_control(value);
                let sources = self.evaluate(value);
                (if ends { Next::Ends } else { Next::Continues }, sources)
            }
            StatementKind::Return(value) => {
                match value {
                    Some(value) => self.result_value(value),
                    None => {
                        self.returns_at(Sources::NONE, "()".to_owned(), statement.span);
                        Next::Ends
                    }
                };
                (Next::Ends, Sources::NONE)
            }
            StatementKind::If { condition, then, otherwise } => {
                self.decision(condition, then, otherwise.as_ref(), is_result)
            }
            StatementKind::Match { on, arms } => self.selection(on, arms, is_result),
            StatementKind::Loop { head, body } => self.repetition(head, body),
            StatementKind::Block(block) => self.statements(block, is_result),
            StatementKind::Jump(value) => {
                let sources = value.as_ref().map_or(Sources::NONE, |value| self.evaluate(value));
                (Next::Ends, sources)
            }
            StatementKind::Goto(_) => (Next::Ends, Sources::NONE),
            StatementKind::Label(_) | StatementKind::Item => goes_on(Sources::NONE),
            StatementKind::Unread => {
                self.effect(statement.span, Sources::OUTSIDE);
                goes_on(Sources::NONE)
            }
        }
    }

    fn decision(
        &mut self,
        condition: &'a Expr,
        then: &'a Block,
        otherwise: Option<&'a Block>,
        is_result: bool,
    ) -> (Next, Sources) {
        match constant_condition(condition) {
            Some(true) => return self.statements(then, is_result),
            Some(false) => {
                let none = (Next::Continues, Sources::NONE);
                return otherwise.map_or(none, |block| self.statements(block, is_result));
            }
            None => {}
        }
        let decides = self.evaluate(condition);
        let (first, one) = self.under(decides, |analysis| analysis.statements(then, is_result));
        let (second, other) = match otherwise {
            Some(block) => self.under(decides, |analysis| analysis.statements(block, is_result)),
            None => (Next::Continues, Sources::NONE),
        };
        let next = if first == Next::Ends && second == Next::Ends { Next::Ends } else { Next::Continues };
        (next, one.union(other).union(decides))
    }

    fn selection(&mut self, on: &'a Expr, arms: &'a [Arm], is_result: bool) -> (Next, Sources) {
        let decides = self.evaluate(on);
        let mut value = decides;
        let mut ends = !arms.is_empty() && (self.language == LanguageId::Rust || arms.iter().any(|arm| arm.catch_all));
        for arm in arms {
            let (next, of_arm) = self.under(decides, |analysis| analysis.statements(&arm.body, is_result));
            ends &= next == Next::Ends && self.language == LanguageId::Rust;
            value = value.union(of_arm);
        }
        (if ends { Next::Ends } else { Next::Continues }, value)
    }

    fn repetition(&mut self, head: &'a [Expr], body: &'a Block) -> (Next, Sources) {
        let mut decides = Sources::NONE;
        for part in head {
            decides = decides.union(self.evaluate(part));
        }
        let forever = head.is_empty() && self.language == LanguageId::Rust;
        let (_, value) = self.under(decides, |analysis| analysis.statements(body, false));
        let leaves = body.statements.iter().any(may_break);
        (if forever && !leaves { Next::Ends } else { Next::Continues }, value.union(decides))
    }

    /// Does `work` with everything in it depending on `decides`.
    fn under<T>(&mut self, decides: Sources, work: impl FnOnce(&mut Self) -> T) -> T {
        let outer = self.control;
        self.control = outer.union(decides);
        let done = work(self);
        self.control = outer;
        done
    }

    /// The value that the function returns.
    fn result_value(&mut self, value: &'a Expr) -> Next {
        if let ExprKind::Flow(inner) = &value.kind
            && !matches!(inner.kind, StatementKind::Assign { .. } | StatementKind::Loop { .. })
        {
            let before = self.results.len();
            let (next, sources) = self.statement(inner, true);
            if next == Next::Continues && self.results.len() == before {
                self.returns(sources, String::new());
            }
            return Next::Ends;
        }
        if self.ends_control(value) {
            self.discard(value);
            return Next::Ends;
        }
        let sources = self.evaluate(value);
        let constant = if sources.is_empty() { constant_text(value) } else { String::new() };
        self.returns_at(sources, constant, value.span);
        Next::Ends
    }

    fn returns(&mut self, value: Sources, constant: String) {
        let control = self.control;
        self.results.push(ReturnedValue { value, control, constant });
    }

    /// Notes a way out at `span`, unless it is one that only refuses arguments.
    fn returns_at(&mut self, value: Sources, constant: String, span: model::Span) {
        if !self.guards.iter().any(|guard| guard.overlaps(span)) {
            self.returns(value, constant);
        }
    }

    fn define(&mut self, name: &'a str, value: Sources, is_fresh: bool) {
        let value = value.union(self.control);
        let known = self.locals.entry(name).or_insert(Sources::NONE);
        let joined = known.union(value);
        if joined != *known {
            *known = joined;
            self.changed = true;
        }
        let fresh = self.fresh.entry(name).or_insert(true);
        *fresh &= is_fresh;
    }

    fn assign(&mut self, place: &'a Expr, value: &'a Expr, sources: Sources) {
        let index = self.index_sources(place);
        let sources = sources.union(index);
        match root_name(place) {
            Some(name) if matches!(place.kind, ExprKind::Name(_)) && self.is_own(name) => {
                let is_fresh = self.makes_object(value);
                self.define(name, sources, is_fresh);
            }
            Some(name) if self.is_own_object(name) => self.define(name, sources, true),
            Some(name) if sources.union(self.control).is_empty() && self.is_output(place, name) => {
                self.constant_outputs = true;
            }
            _ => self.effect(place.span, sources.union(self.control)),
        }
    }

    /// Notes something that outlives the call, and depends on `sources`.
    pub(super) fn effect(&mut self, span: model::Span, sources: Sources) {
        self.effects.push(span);
        self.effect_sources = self.effect_sources.union(sources);
    }

    /// Whether `place` is what a parameter named `name` points at as a whole: `*out`, `out[0]`.
    fn is_output(&self, place: &Expr, name: &str) -> bool {
        let points = match &place.kind {
            ExprKind::Unary { operator, operand } => operator == "*" && matches!(operand.kind, ExprKind::Name(_)),
            ExprKind::Binary { operator, left, right } => {
                operator == "[]" && matches!(left.kind, ExprKind::Name(_)) && matches!(right.kind, ExprKind::Literal(_))
            }
            _ => false,
        };
        points && self.param_index(name).is_some()
    }

    fn index_sources(&mut self, place: &'a Expr) -> Sources {
        match &place.kind {
            ExprKind::Binary { operator, left, right } if operator == "[]" => {
                let index = self.evaluate(right);
                index.union(self.index_sources(left))
            }
            ExprKind::Field { base, .. }
            | ExprKind::Unary { operand: base, .. }
            | ExprKind::Cast { value: base, .. } => self.index_sources(base),
            _ => Sources::NONE,
        }
    }

    pub(super) fn param_index(&self, name: &str) -> Option<usize> {
        self.head.params.iter().position(|param| param.name == name)
    }

    /// Whether `name` is a local, or a parameter that can be assigned to like one.
    fn is_own(&self, name: &str) -> bool {
        self.locals.contains_key(name) || (self.param_index(name).is_some() && name != "self")
    }

    /// Whether `name` is a local whose object was made here.
    pub(super) fn is_own_object(&self, name: &str) -> bool {
        self.fresh.get(name).copied().unwrap_or(false)
    }

    /// What the value of a name depends on.
    fn name(&mut self, name: &'a str) -> Sources {
        self.used.push(name);
        if name == "self" {
            return Sources::RECEIVER;
        }
        let local = self.locals.get(name).copied();
        match (local, self.param_index(name)) {
            (Some(local), Some(index)) => local.union(Sources::param(index)),
            (Some(local), None) => local,
            (None, Some(index)) => Sources::param(index),
            (None, None) if is_constant_name(name) => Sources::NONE,
            (None, None) => Sources::OUTSIDE,
        }
    }

    /// What the value of `expr` depends on. Effects inside it are noted.
    pub(super) fn evaluate(&mut self, expr: &'a Expr) -> Sources {
        match &expr.kind {
            ExprKind::Name(name) => self.name(name),
            ExprKind::Text(_) | ExprKind::Literal(_) => Sources::NONE,
            ExprKind::Call(call) => self.call(call, expr.span, None),
            ExprKind::Field { base, .. } => self.evaluate(base),
            ExprKind::Struct { fields, .. } => self.all(fields.iter().map(|(_, value)| value)),
            ExprKind::Unary { operator, .. } if operator == "sizeof" => Sources::NONE,
            ExprKind::Unary { operand, .. } => self.evaluate(operand),
            ExprKind::Cast { value, .. } => self.evaluate(value),
            ExprKind::Binary { left, right, .. } => {
                let left = self.evaluate(left);
                left.union(self.evaluate(right))
            }
            ExprKind::List(items) => self.all(items.iter()),
            ExprKind::Flow(statement) => self.statement(statement, false).1,
            ExprKind::Closure(block) => self.closure(block),
            ExprKind::Tokens(text) => {
                if text.contains(char::is_alphabetic) {
                    Sources::OUTSIDE
                } else {
                    Sources::NONE
                }
            }
        }
    }

    /// An expression whose value is dropped.
    fn discard(&mut self, expr: &'a Expr) {
        match &expr.kind {
            ExprKind::Flow(statement) => {
                self.statement(statement, false);
            }
            // `(void)x;` reads nothing that matters.
            ExprKind::Cast { value, .. } if matches!(value.kind, ExprKind::Name(_)) => {}
            _ => {
                self.evaluate(expr);
            }
        }
    }

    fn all(&mut self, parts: impl Iterator<Item = &'a Expr>) -> Sources {
        parts.fold(Sources::NONE, |all, part| all.union(self.evaluate(part)))
    }

    /// A closure's body runs wherever the closure is called; what it returns is no result of the function.
    fn closure(&mut self, block: &'a Block) -> Sources {
        let results = std::mem::take(&mut self.results);
        let (_, value) = self.statements(block, false);
        let inner = std::mem::replace(&mut self.results, results);
        inner.iter().fold(value, |all, returned| all.union(returned.value).union(returned.control))
    }

    /// Whether the value of `expr` is an object that is made here, or no object at all.
    fn makes_object(&self, expr: &Expr) -> bool {
        match &expr.kind {
            ExprKind::Text(_) | ExprKind::Literal(_) | ExprKind::Struct { .. } | ExprKind::List(_) => true,
            ExprKind::Name(name) => self.is_own_object(name) || is_constant_name(name),
            ExprKind::Cast { value, .. } => self.makes_object(value),
            ExprKind::Unary { operator, operand } => operator != "*" && self.makes_object(operand),
            ExprKind::Binary { operator, .. } => operator != "[]",
            ExprKind::Call(call) => self.call_makes_object(call),
            _ => false,
        }
    }
}

/// Whether the last expression of a block is its value.
fn ends_in_value(block: &Block) -> bool {
    matches!(block.statements.last(), Some(Statement { kind: StatementKind::Value(_), .. }))
}

fn may_break(statement: &Statement) -> bool {
    let in_block = |block: &Block| block.statements.iter().any(may_break);
    match &statement.kind {
        StatementKind::Jump(_) | StatementKind::Return(_) | StatementKind::Goto(_) => true,
        StatementKind::If { then, otherwise, .. } => in_block(then) || otherwise.as_ref().is_some_and(in_block),
        StatementKind::Match { arms, .. } => arms.iter().any(|arm| in_block(&arm.body)),
        StatementKind::Block(block) | StatementKind::Loop { body: block, .. } => in_block(block),
        StatementKind::Value(Expr { kind: ExprKind::Flow(inner), .. })
        | StatementKind::Expr(Expr { kind: ExprKind::Flow(inner), .. }) => may_break(inner),
        StatementKind::Let { value: Some(Expr { kind: ExprKind::Flow(inner), .. }), .. } => may_break(inner),
        _ => false,
    }
}
