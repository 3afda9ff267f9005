//! Operands: names, literals, calls, members, and the operators before and after them.

use super::expressions::checked;
use super::types::{Parens, is_keyword};
use super::{Operand, Reader};
use crate::c::body::normalize::is_number;
use crate::c::body::shapes::{content, expr, flow, on_place, statement_expression, word};
use crate::c::tokens::Kind;
use crate::ir::{Call, CallForm, Expr, ExprKind, StatementKind};
use model::Span;
use smol_str::SmolStr;

impl Reader<'_> {
    /// An operand with the operators before and after it.
    pub(super) fn operand(&mut self) -> Option<Operand> {
        let first = self.at;
        match self.mark() {
            b'-' | b'+' if self.is_signed_number() => self.signed_number(),
            b'!' | b'~' | b'-' | b'+' | b'*' | b'&' => {
                self.at += 1;
                let operand = self.deeper(Self::operand)?;
                self.unary(first, operand)
            }
            b'(' => self.opened(),
            _ => match self.shown_at(first) {
                "++" | "--" => self.stepped_first(),
                "sizeof" => self.size(),
                _ => {
                    let primary = self.primary()?;
                    self.followed(primary)
                }
            },
        }
    }

    fn unary(&mut self, first: usize, operand: Operand) -> Option<Operand> {
        let span = self.span_at(first).cover(operand.outer);
        let operator = self.written(self.span_at(first))?.into();
        let kind = ExprKind::Unary { operator, operand: Box::new(operand.expr) };
        checked(Operand::bare(expr(span, kind), operand.height + 1))
    }

    /// A sign directly before a number belongs to it.
    fn is_signed_number(&self) -> bool {
        let next = self.at + 1;
        self.kind_at(next) == Some(Kind::Number) && self.tokens[self.at].end == self.tokens[next].start
    }

    fn signed_number(&mut self) -> Option<Operand> {
        let first = self.at;
        self.at += 2;
        let span = self.since(first);
        let number = expr(span, ExprKind::Literal(self.written(span)?.into()));
        self.followed(Operand::bare(number, 1))
    }

    /// `++place`
    fn stepped_first(&mut self) -> Option<Operand> {
        let operator = self.at;
        self.at += 1;
        let place = self.deeper(Self::operand)?;
        let span = self.span_at(operator).cover(place.outer);
        self.stepped(span, operator, place)
    }

    /// `place++` and `++place` at `span`, with the operator at the token `operator`.
    fn stepped(&mut self, span: Span, operator: usize, place: Operand) -> Option<Operand> {
        let one = expr(self.span_at(operator), ExprKind::Literal("1".into()));
        let value = on_place(span, &place.expr, &self.shown_at(operator)[..1], one);
        let height = place.height + 1;
        checked(Operand::bare(flow(span, StatementKind::Assign { place: place.expr, value }), height))
    }

    /// `sizeof (type)`, `sizeof value`
    fn size(&mut self) -> Option<Operand> {
        let first = self.at;
        self.at += 1;
        let close = if self.mark() == b'(' { self.closing(self.at) } else { None };
        let operand = match close.map(|close| (close, self.parens(self.at, close))) {
            Some((close, Parens::Type)) => self.sized_type(close)?,
            Some((close, _)) if self.goes_on(close + 1) => return None,
            _ => self.deeper(Self::operand)?,
        };
        let span = self.since(first);
        let kind = ExprKind::Unary { operator: "sizeof".into(), operand: Box::new(operand.expr) };
        checked(Operand::bare(expr(span, kind), operand.height + 1))
    }

    fn sized_type(&mut self, close: usize) -> Option<Operand> {
        let span = self.span_at(self.at + 1).cover(self.span_at(close - 1));
        self.at = close + 1;
        let folded = expr(span, ExprKind::Tokens(self.folded(span)?));
        (!self.goes_on(self.at) && !self.begins_operand(self.at)).then(|| Operand::bare(folded, 1))
    }

    /// Whether the token at `index` goes on with the operand before it.
    fn goes_on(&self, index: usize) -> bool {
        matches!(self.mark_at(index), b'(' | b'[' | b'.' | b'{') || matches!(self.shown_at(index), "->" | "++" | "--")
    }

    /// What begins with a `(`: a cast, a literal of a type, an expression in parentheses.
    fn opened(&mut self) -> Option<Operand> {
        let close = self.closing(self.at)?;
        let after = close + 1;
        match self.parens(self.at, close) {
            Parens::Type | Parens::Word if self.mark_at(after) == b'{' => {
                let first = self.at;
                let path = self.folded(self.span_at(first + 1).cover(self.span_at(close - 1)))?;
                self.at = after;
                let literal = self.compound_literal(first, path)?;
                self.followed(literal)
            }
            Parens::Type => self.cast(close),
            Parens::Word if self.casts(self.at) => self.cast(close),
            Parens::Word if matches!(self.shown_at(after), "++" | "--") && self.begins_operand(after + 1) => None,
            _ => {
                let inner = self.enclosed()?;
                self.followed(inner)
            }
        }
    }

    fn cast(&mut self, close: usize) -> Option<Operand> {
        let first = self.at;
        let to = self.folded(self.span_at(first + 1).cover(self.span_at(close - 1)))?;
        self.at = close + 1;
        let value = self.deeper(Self::operand)?;
        let span = self.span_at(first).cover(value.outer);
        checked(Operand::bare(expr(span, ExprKind::Cast { to, value: Box::new(value.expr) }), value.height + 1))
    }

    /// `( .. )`
    fn enclosed(&mut self) -> Option<Operand> {
        let first = self.at;
        if self.mark_at(first + 1) == b'{' {
            return self.enclosed_block();
        }
        self.at += 1;
        let inner = self.deeper(Self::comma)?;
        self.expect(b')')?;
        checked(Operand { outer: self.since(first), enclosed: true, height: inner.height + 1, ..inner })
    }

    /// `({ .. })`
    fn enclosed_block(&mut self) -> Option<Operand> {
        let first = self.at;
        self.at += 1;
        let block = self.deeper(Self::block)?;
        self.expect(b')')?;
        let value = statement_expression(block.span, block);
        Some(Operand { outer: self.since(first), expr: value, height: 2, enclosed: true })
    }

    fn primary(&mut self) -> Option<Operand> {
        let first = self.at;
        let kind = self.kind_at(first)?;
        let span = self.span_at(first);
        let primary = match kind {
            Kind::Text => self.string()?,
            Kind::Word if self.kind_at(first + 1) == Some(Kind::Text) => self.string()?,
            Kind::Word if !is_keyword(self.word()) => {
                self.at += 1;
                let written = self.written(span)?;
                match word(span, written) {
                    Some(word) => word,
                    None => expr(span, ExprKind::Tokens(self.folded(span)?)),
                }
            }
            Kind::Number if !is_number(self.shown_at(first)) => return None,
            Kind::Number | Kind::Char => {
                self.at += 1;
                expr(span, ExprKind::Literal(self.written(span)?.into()))
            }
            _ => return None,
        };
        Some(Operand::bare(primary, 1))
    }

    /// Adjacent strings; macros between them are left out.
    fn string(&mut self) -> Option<Expr> {
        let first = self.at;
        let mut text = String::new();
        while let Some(kind @ (Kind::Text | Kind::Word)) = self.kind_at(self.at) {
            match kind {
                Kind::Text => text.push_str(&content(self.written(self.span_at(self.at))?)),
                _ if is_keyword(self.word()) => return None,
                _ => {}
            }
            self.at += 1;
        }
        (self.mark() != b'(').then(|| expr(self.since(first), ExprKind::Text(text)))
    }

    /// What follows an operand: calls, indices, members, `++`.
    fn followed(&mut self, mut operand: Operand) -> Option<Operand> {
        loop {
            operand = match (self.mark(), self.shown_at(self.at)) {
                (b'(', _) if self.may_begin_afresh(self.at) => return None,
                (b'(', _) => self.call(operand)?,
                (b'[', _) => self.index(operand)?,
                (b'.', _) | (_, "->") => self.member(operand)?,
                (_, "++" | "--") => {
                    self.at += 1;
                    let span = operand.outer.cover(self.span_at(self.at - 1));
                    self.stepped(span, self.at - 1, operand)?
                }
                _ => return Some(operand),
            };
        }
    }

    fn index(&mut self, base: Operand) -> Option<Operand> {
        self.at += 1;
        let index = self.deeper(Self::assignment)?;
        self.expect(b']')?;
        let span = base.outer.cover(self.span_at(self.at - 1));
        let (left, right) = (Box::new(base.expr), Box::new(index.expr));
        let kind = ExprKind::Binary { operator: "[]".into(), left, right };
        checked(Operand::bare(expr(span, kind), base.height.max(index.height) + 1))
    }

    fn member(&mut self, base: Operand) -> Option<Operand> {
        self.at += 1;
        let field = self.plain_word()?;
        let name = self.written(field)?.into();
        let kind = ExprKind::Field { base: Box::new(base.expr), name };
        checked(Operand::bare(expr(base.outer.cover(field), kind), base.height + 1))
    }

    fn call(&mut self, callee: Operand) -> Option<Operand> {
        let start = callee.outer;
        let mut height = callee.height;
        let (form, callee, callee_span, mut arguments) = self.callee(callee)?;
        self.at += 1;
        while !self.accept(b')') {
            let argument = self.deeper(Self::assignment)?;
            height = height.max(argument.height);
            let span = argument.expr.span;
            arguments.push(match self.fitted.is_some_and(|fitted| fitted.returned.contains(&span.start)) {
                true => flow(span, StatementKind::Return(Some(argument.expr))),
                false => argument.expr,
            });
            if self.mark() != b')' {
                self.expect(b',')?;
                (self.mark() != b')').then_some(())?;
            }
        }
        let span = start.cover(self.span_at(self.at - 1));
        let call = Call { form, callee, callee_span, arguments };
        checked(Operand::bare(expr(span, ExprKind::Call(call)), height + 1))
    }

    /// How the call of `callee` is written, its name, where that stands, and the receiver as first argument.
    fn callee(&self, callee: Operand) -> Option<(CallForm, SmolStr, Span, Vec<Expr>)> {
        let outer = callee.outer;
        let pointed = if callee.enclosed { pointed_at(callee.expr) } else { callee.expr };
        match pointed.kind {
            ExprKind::Field { base, name } => {
                let span = Span::new(pointed.span.end - name.len(), pointed.span.end);
                Some((CallForm::Method, name, span, vec![*base]))
            }
            ExprKind::Name(_) => {
                Some((CallForm::Function, self.folded(pointed.span)?.into(), pointed.span, Vec::new()))
            }
            ExprKind::Literal(_) | ExprKind::Tokens(_) => None,
            _ => Some((CallForm::Function, self.folded(outer)?.into(), outer, Vec::new())),
        }
    }
}

/// What is called by `(f)(..)`, `(*f)(..)` and `(*p->f)(..)`, without the star.
fn pointed_at(callee: Expr) -> Expr {
    match callee.kind {
        ExprKind::Unary { operator, operand } if operator == "*" || operator == "&" => pointed_at(*operand),
        kind => Expr { span: callee.span, kind },
    }
}
