//! Walks over expressions: the names they read and the calls they make.

use super::words::last_part;
use model::{CallFact, Span};
use syntax::ir::{Block, Call, CallForm, Expr, ExprKind, Statement, StatementKind};

/// Something that is met on a walk.
pub(super) enum Met<'a> {
    /// An expression, before its parts.
    Expr(&'a Expr),
    /// A statement, before its parts.
    Statement(&'a Statement),
}

/// Calls `meet` for `expr` and everything inside it, in order of place.
pub(super) fn each_in_expr<'a>(expr: &'a Expr, meet: &mut dyn FnMut(Met<'a>)) {
    Reach::Closures.expr(expr, meet);
}

/// Calls `meet` for everything in `block`.
pub(super) fn each_in_block<'a>(block: &'a Block, meet: &mut dyn FnMut(Met<'a>)) {
    Reach::Closures.block(block, meet);
}

/// How far a walk goes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reach {
    /// Not into closures, whose bodies run elsewhere.
    Here,
    /// Into closures, too.
    Closures,
}

impl Reach {
    fn expr<'a>(self, expr: &'a Expr, meet: &mut dyn FnMut(Met<'a>)) {
        meet(Met::Expr(expr));
        match &expr.kind {
            ExprKind::Name(_) | ExprKind::Text(_) | ExprKind::Literal(_) | ExprKind::Tokens(_) => {}
            ExprKind::Call(call) => call.arguments.iter().for_each(|argument| self.expr(argument, meet)),
            ExprKind::Field { base, .. } => self.expr(base, meet),
            ExprKind::Struct { fields, .. } => fields.iter().for_each(|(_, value)| self.expr(value, meet)),
            ExprKind::Unary { operand: value, .. } | ExprKind::Cast { value, .. } => self.expr(value, meet),
            ExprKind::Binary { left, right, .. } => {
                self.expr(left, meet);
                self.expr(right, meet);
            }
            ExprKind::List(items) => items.iter().for_each(|item| self.expr(item, meet)),
            ExprKind::Flow(statement) => self.statement(statement, meet),
            ExprKind::Closure(block) if self == Self::Closures => self.block(block, meet),
            ExprKind::Closure(_) => {}
        }
    }

    fn block<'a>(self, block: &'a Block, meet: &mut dyn FnMut(Met<'a>)) {
        block.statements.iter().for_each(|statement| self.statement(statement, meet));
    }

    fn statement<'a>(self, statement: &'a Statement, meet: &mut dyn FnMut(Met<'a>)) {
        meet(Met::Statement(statement));
        match &statement.kind {
            StatementKind::Let { value, otherwise, .. } => {
                value.iter().for_each(|value| self.expr(value, meet));
                otherwise.iter().for_each(|block| self.block(block, meet));
            }
            StatementKind::Assign { place, value } => {
                self.expr(place, meet);
                self.expr(value, meet);
            }
            StatementKind::Expr(value) | StatementKind::Value(value) => self.expr(value, meet),
            StatementKind::Return(value) | StatementKind::Jump(value) => {
                value.iter().for_each(|value| self.expr(value, meet));
            }
            StatementKind::If { condition, then, otherwise } => {
                self.expr(condition, meet);
                self.block(then, meet);
                otherwise.iter().for_each(|block| self.block(block, meet));
            }
            StatementKind::Match { on, arms } => {
                self.expr(on, meet);
                arms.iter().for_each(|arm| self.block(&arm.body, meet));
            }
            StatementKind::Loop { head, body } => {
                head.iter().for_each(|part| self.expr(part, meet));
                self.block(body, meet);
            }
            StatementKind::Block(block) => self.block(block, meet),
            StatementKind::Goto(_) | StatementKind::Label(_) | StatementKind::Item | StatementKind::Unread => {}
        }
    }
}

/// The plain names that `expr` reads.
pub(super) fn names_in(expr: &Expr) -> Vec<&str> {
    let mut names = Vec::new();
    each_name_in(expr, &mut |name| names.push(name));
    names
}

/// Calls `meet` for each of [`names_in`] `expr`.
pub(super) fn each_name_in<'a>(expr: &'a Expr, meet: &mut dyn FnMut(&'a str)) {
    each_in_expr(expr, &mut |met| match met {
        Met::Expr(Expr { kind: ExprKind::Name(name), .. }) => meet(name),
        Met::Expr(Expr { kind: ExprKind::Tokens(tokens), .. }) => {
            let words = tokens.split(|letter: char| !letter.is_alphanumeric() && letter != '_');
            words.filter(|word| !word.is_empty()).for_each(&mut *meet);
        }
        _ => {}
    });
}

/// The calls inside `expr`, closures left out: they run elsewhere.
pub(super) fn calls_in(expr: &Expr) -> Vec<&Call> {
    let mut calls = Vec::new();
    each_call_in(expr, &mut |call| calls.push(call));
    calls
}

/// Calls `meet` for each of [`calls_in`] `expr`.
pub(super) fn each_call_in<'a>(expr: &'a Expr, meet: &mut dyn FnMut(&'a Call)) {
    Reach::Here.expr(expr, &mut |met| {
        if let Met::Expr(Expr { kind: ExprKind::Call(call), .. }) = met {
            meet(call);
        }
    });
}

/// All calls in `block`, closures included, in order of place.
pub(super) fn all_calls(block: &Block) -> Vec<CallFact> {
    let mut calls = Vec::new();
    each_in_block(block, &mut |met| {
        if let Met::Expr(Expr { kind: ExprKind::Call(call), .. }) = met {
            calls.push(call_fact(call));
        }
    });
    calls
}

/// `call` as a fact.
pub(crate) fn call_fact(call: &Call) -> CallFact {
    CallFact {
        callee: call.callee.clone(),
        name: last_part(&call.callee).into(),
        span: call.callee_span,
        method: call.form == CallForm::Method,
        on_self: call.form == CallForm::Method
            && matches!(call.arguments.first(), Some(Expr { kind: ExprKind::Name(name), .. }) if name == "self"),
    }
}

/// The texts inside `expr`, with the place of each.
pub(super) fn texts_in(expr: &Expr) -> Vec<(&str, Span)> {
    let mut texts = Vec::new();
    collect_texts(expr, &mut texts);
    texts
}

/// The texts inside the arguments of `call`, with the place of each.
pub(super) fn texts_of(call: &Call) -> Vec<(&str, Span)> {
    let mut texts = Vec::new();
    call.arguments.iter().for_each(|argument| collect_texts(argument, &mut texts));
    texts
}

fn collect_texts<'a>(expr: &'a Expr, texts: &mut Vec<(&'a str, Span)>) {
    each_in_expr(expr, &mut |met| {
        if let Met::Expr(Expr { kind: ExprKind::Text(text), span }) = met {
            texts.push((text.as_str(), *span));
        }
    });
}

/// The texts of `expr` itself: not those of structs that it makes, nor of closures in it, which are about something else.
pub(super) fn spoken_in(expr: &Expr) -> Vec<&str> {
    match &expr.kind {
        ExprKind::Text(text) => vec![text],
        ExprKind::Call(call) => call.arguments.iter().flat_map(spoken_in).collect(),
        ExprKind::Unary { operand: value, .. } | ExprKind::Cast { value, .. } | ExprKind::Field { base: value, .. } => {
            spoken_in(value)
        }
        ExprKind::Binary { left, right, .. } => [spoken_in(left), spoken_in(right)].concat(),
        ExprKind::List(items) => items.iter().flat_map(spoken_in).collect(),
        ExprKind::Flow(_) => texts_in(expr).into_iter().map(|(text, _)| text).collect(),
        _ => Vec::new(),
    }
}

/// The name at the root of a place or value: `a` of `*a->b[1].c`.
pub(crate) fn root_name(expr: &Expr) -> Option<&str> {
    match &expr.kind {
        ExprKind::Name(name) => Some(name),
        ExprKind::Field { base, .. } => root_name(base),
        ExprKind::Unary { operand: value, .. } | ExprKind::Cast { value, .. } => root_name(value),
        ExprKind::Binary { operator, left, .. } if operator == "[]" => root_name(left),
        _ => None,
    }
}
