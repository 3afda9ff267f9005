//! That every place in a reading is a place in its text.

use model::{SourceText, Span};
use syntax::ir::{Block, Expr, ExprKind, Function, Statement, StatementKind};
use syntax::language_of;

/// Reads `text` in every way and tells the first place that is none.
pub fn check(text: &SourceText) -> Result<(), String> {
    let language = language_of(&text.path).ok_or("no language")?;
    let reading = language.read(text, &|_, _| true);
    let checker = Checker { text };
    for head in &reading.heads {
        checker.all("head", [head.extent, head.span, head.body, head.name_span])?;
        checker.inside("span", head.span, head.extent)?;
        checker.inside("body", head.body, head.span)?;
        if text.slice(head.name_span) != head.name {
            return Err(format!("the name of {} stands elsewhere", head.name));
        }
    }
    for function in &reading.functions {
        checker.function(function)?;
    }
    checker.all("declaration", reading.declarations.iter().map(|found| found.span))?;
    checker.all("exclusion", reading.exclusions.iter().flat_map(|found| [found.span, found.marker_span]))?;
    checker.all("unread", reading.unread.iter().map(|found| found.span))?;
    checker.all("slot", language.slots(text, &|_| true).iter().map(|slot| slot.span))
}

struct Checker<'t> {
    text: &'t SourceText,
}

impl Checker<'_> {
    fn all(&self, what: &str, spans: impl IntoIterator<Item = Span>) -> Result<(), String> {
        spans.into_iter().try_for_each(|span| self.one(what, span))
    }

    fn one(&self, what: &str, span: Span) -> Result<(), String> {
        let is_place = span.start <= span.end && self.text.as_str().get(span.start..span.end).is_some();
        is_place.then_some(()).ok_or_else(|| format!("{what} at {span:?} is no place"))
    }

    fn inside(&self, what: &str, inner: Span, outer: Span) -> Result<(), String> {
        outer.contains(inner).then_some(()).ok_or_else(|| format!("{what} at {inner:?} is not inside of {outer:?}"))
    }

    fn function(&self, function: &Function) -> Result<(), String> {
        self.all("param", function.head.params.iter().map(|param| param.span))?;
        self.all("comment", function.comments.iter().map(|comment| comment.span))?;
        self.all("unread", function.unread.iter().map(|unread| unread.span))?;
        for comment in &function.comments {
            self.inside("comment", comment.span, function.head.extent)?;
        }
        if function.variants.is_empty() || function.variants.len() > 4 {
            return Err(format!("{} variants of {}", function.variants.len(), function.head.name));
        }
        for variant in &function.variants {
            self.inside("block", variant.body.span, function.head.body)?;
            self.block(&variant.body)?;
        }
        Ok(())
    }

    fn block(&self, block: &Block) -> Result<(), String> {
        self.one("block", block.span)?;
        block.statements.iter().try_for_each(|statement| self.statement(statement))
    }

    fn statement(&self, statement: &Statement) -> Result<(), String> {
        self.one("statement", statement.span)?;
        let (exprs, blocks): (Vec<&Expr>, Vec<&Block>) = match &statement.kind {
            StatementKind::Let { value, otherwise, .. } => (value.iter().collect(), otherwise.iter().collect()),
            StatementKind::Assign { place, value } => (vec![place, value], Vec::new()),
            StatementKind::Expr(value) | StatementKind::Value(value) => (vec![value], Vec::new()),
            StatementKind::Return(value) | StatementKind::Jump(value) => (value.iter().collect(), Vec::new()),
            StatementKind::If { condition, then, otherwise } => {
                (vec![condition], std::iter::once(then).chain(otherwise).collect())
            }
            StatementKind::Match { on, arms } => {
                self.all("arm", arms.iter().map(|arm| arm.span))?;
                (vec![on], arms.iter().map(|arm| &arm.body).collect())
            }
            StatementKind::Loop { head, body } => (head.iter().collect(), vec![body]),
            StatementKind::Block(block) => (Vec::new(), vec![block]),
            _ => (Vec::new(), Vec::new()),
        };
        exprs.into_iter().try_for_each(|expr| self.expr(expr))?;
        blocks.into_iter().try_for_each(|block| self.block(block))
    }

    fn expr(&self, expr: &Expr) -> Result<(), String> {
        self.one("expression", expr.span)?;
        match &expr.kind {
            ExprKind::Call(call) => {
                self.one("callee", call.callee_span)?;
                call.arguments.iter().try_for_each(|argument| self.expr(argument))
            }
            ExprKind::Field { base, .. } => self.expr(base),
            ExprKind::Struct { fields, .. } => fields.iter().try_for_each(|(_, value)| self.expr(value)),
            ExprKind::Unary { operand: value, .. } | ExprKind::Cast { value, .. } => self.expr(value),
            ExprKind::Binary { left, right, .. } => self.expr(left).and_then(|()| self.expr(right)),
            ExprKind::List(items) => items.iter().try_for_each(|item| self.expr(item)),
            ExprKind::Flow(statement) => self.statement(statement),
            ExprKind::Closure(block) => self.block(block),
            _ => Ok(()),
        }
    }
}
