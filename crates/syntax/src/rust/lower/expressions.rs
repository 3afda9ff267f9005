//! Expressions that compute.

use syn::{Expr as Syn, Lit};

use super::Lower;
use super::spans::path_text;
use crate::ir::{Expr, ExprKind};
use model::Span;

impl Lower<'_, '_> {
    pub(crate) fn expr(&self, expr: &Syn) -> Expr {
        if let Some(statement) = self.flow_statement(expr) {
            return self.flow_of(statement);
        }
        let lowered = self.call(expr).or_else(|| self.operation(expr)).or_else(|| self.value(expr));
        lowered.or_else(|| self.enclosed(expr)).unwrap_or_else(|| self.opaque_expr(expr))
    }

    /// Names, literals, fields, lists and structs.
    fn value(&self, expr: &Syn) -> Option<Expr> {
        Some(match expr {
            Syn::Path(path) => self.name(path),
            Syn::Lit(literal) => self.literal(&literal.lit),
            Syn::Infer(infer) => at(self.at(infer.underscore_token.spans[0]), ExprKind::Name("_".into())),
            Syn::Field(field) => self.field(field),
            Syn::Array(array) => self.list(self.brackets(array.bracket_token.span), array.elems.iter()),
            Syn::Tuple(tuple) => self.list(self.brackets(tuple.paren_token.span), tuple.elems.iter()),
            Syn::Repeat(repeat) => {
                self.list(self.brackets(repeat.bracket_token.span), [&*repeat.expr, &*repeat.len].into_iter())
            }
            Syn::Struct(value) => self.structure(value),
            _ => return None,
        })
    }

    /// Expressions that are blocks or brackets around others.
    fn enclosed(&self, expr: &Syn) -> Option<Expr> {
        Some(match expr {
            Syn::Async(block) => self.block_expr(block.async_token.span, &block.block),
            Syn::Const(block) => self.block_expr(block.const_token.span, &block.block),
            Syn::TryBlock(block) => self.block_expr(block.try_token.span, &block.block),
            Syn::Closure(closure) => self.closure(closure),
            Syn::Paren(paren) => Expr { span: self.brackets(paren.paren_token.span), ..self.expr(&paren.expr) },
            Syn::Group(group) => self.expr(&group.expr),
            Syn::Let(matched) => {
                let value = self.expr(&matched.expr);
                Expr { span: self.at(matched.let_token.span).cover(value.span), kind: value.kind }
            }
            _ => return None,
        })
    }

    fn closure(&self, closure: &syn::ExprClosure) -> Expr {
        let body = self.block_of(&closure.body);
        let first = closure.capture.map_or(closure.inputs_begin.spans[0], |capture| capture.span);
        let first = closure.asyncness.map_or(first, |asyncness| asyncness.span);
        at(self.at(first).cover(body.span), ExprKind::Closure(body))
    }

    pub(super) fn name(&self, path: &syn::ExprPath) -> Expr {
        let span = self.path_span(&path.path);
        match &path.qself {
            None => at(span, ExprKind::Name(path_text(&path.path).into())),
            Some(qself) => {
                let start = self.at(qself.lt_token.spans[0]);
                let of_type = self.text(start.cover(self.at(qself.gt_token.spans[0])));
                let rest = path.path.segments.iter().skip(qself.position);
                let rest: Vec<String> = rest.map(|segment| segment.ident.to_string()).collect();
                at(start.cover(span), ExprKind::Name(format!("{of_type}::{}", rest.join("::")).into()))
            }
        }
    }

    fn literal(&self, literal: &Lit) -> Expr {
        let span = self.at(literal.span());
        let text = self.text(span);
        let kind = match literal {
            Lit::Str(_) | Lit::ByteStr(_) | Lit::CStr(_) => ExprKind::Text(string_content(&text).to_owned()),
            _ => ExprKind::Literal(text.into()),
        };
        at(span, kind)
    }

    fn field(&self, field: &syn::ExprField) -> Expr {
        let base = self.expr(&field.base);
        let member = match &field.member {
            syn::Member::Named(name) => self.at(name.span()),
            syn::Member::Unnamed(index) => self.at(index.span),
        };
        let name = match &field.member {
            syn::Member::Named(name) => name.to_string(),
            syn::Member::Unnamed(index) => index.index.to_string(),
        };
        at(base.span.cover(member), ExprKind::Field { base: Box::new(base), name: name.into() })
    }

    fn list<'e>(&self, span: Span, elements: impl Iterator<Item = &'e Syn>) -> Expr {
        at(span, ExprKind::List(self.all(elements)))
    }

    /// Those of `expressions` that belong to the variant.
    pub(super) fn all<'e>(&self, expressions: impl Iterator<Item = &'e Syn>) -> Vec<Expr> {
        expressions.filter(|expr| self.is_selected_expr(expr)).map(|expr| self.expr(expr)).collect()
    }

    fn structure(&self, value: &syn::ExprStruct) -> Expr {
        let path = self.path_span(&value.path);
        let start = value.qself.as_ref().map_or(path, |qself| self.at(qself.lt_token.spans[0]));
        let selected = value.fields.iter().filter(|field| self.is_selected(&field.attrs));
        let mut fields: Vec<_> = selected.map(|field| (member_name(&field.member), self.expr(&field.expr))).collect();
        fields.extend(value.rest.as_ref().map(|rest| ("..".to_owned(), self.expr(rest))));
        let span = start.cover(self.brackets(value.brace_token.span));
        at(span, ExprKind::Struct { path: path_text(&value.path), fields })
    }

    fn operation(&self, expr: &Syn) -> Option<Expr> {
        Some(match expr {
            Syn::Unary(unary) => self.prefix(&unary.op, &unary.expr),
            Syn::Reference(reference) => {
                let operator = if reference.mutability.is_some() { "&mut" } else { "&" };
                self.unary(operator, self.at(reference.and_token.spans[0]), &reference.expr)
            }
            Syn::RawAddr(address) => self.unary("&", self.at(address.and_token.spans[0]), &address.expr),
            Syn::Try(tried) => self.unary("?", self.at(tried.question_token.spans[0]), &tried.expr),
            Syn::Await(awaited) => self.unary("await", self.at(awaited.await_token.span), &awaited.base),
            Syn::Yield(yielded) => self.yielded(yielded),
            Syn::Cast(cast) => self.cast(cast),
            Syn::Binary(binary) => {
                let operator = self.text(self.whole(&binary.op));
                self.binary(&operator, &binary.left, &binary.right)
            }
            Syn::Index(index) => self.index(index),
            Syn::Range(range) => self.range(range),
            _ => return None,
        })
    }

    fn yielded(&self, yielded: &syn::ExprYield) -> Expr {
        let span = self.at(yielded.yield_token.span);
        match &yielded.expr {
            Some(value) => self.unary("yield", span, value),
            None => at(span, ExprKind::Name("yield".into())),
        }
    }

    fn cast(&self, cast: &syn::ExprCast) -> Expr {
        let value = self.expr(&cast.expr);
        let ty = self.whole(&cast.ty);
        at(value.span.cover(ty), ExprKind::Cast { to: self.text(ty), value: Box::new(value) })
    }

    fn index(&self, index: &syn::ExprIndex) -> Expr {
        let indexed = self.binary("[]", &index.expr, &index.index);
        let span = indexed.span.cover(self.brackets(index.bracket_token.span));
        Expr { span, kind: indexed.kind }
    }

    fn prefix(&self, operator: &syn::UnOp, operand: &Syn) -> Expr {
        let span = self.whole(operator);
        self.unary(&self.text(span), span, operand)
    }

    /// `operator` may stand before or after its operand.
    fn unary(&self, operator: &str, place: Span, operand: &Syn) -> Expr {
        let operand = self.expr(operand);
        let span = place.cover(operand.span);
        at(span, ExprKind::Unary { operator: operator.into(), operand: Box::new(operand) })
    }

    fn binary(&self, operator: &str, left: &Syn, right: &Syn) -> Expr {
        let (left, right) = (Box::new(self.expr(left)), Box::new(self.expr(right)));
        at(left.span.cover(right.span), ExprKind::Binary { operator: operator.into(), left, right })
    }

    /// A range that is open at one side is a prefix or postfix operator.
    fn range(&self, range: &syn::ExprRange) -> Expr {
        let (operator, first, last) = match &range.limits {
            syn::RangeLimits::HalfOpen(dots) => ("..", dots.spans[0], dots.spans[1]),
            syn::RangeLimits::Closed(dots) => ("..=", dots.spans[0], dots.spans[2]),
        };
        let place = self.at(first).cover(self.at(last));
        match (&range.start, &range.end) {
            (Some(start), Some(end)) => self.binary(operator, start, end),
            (Some(side), None) | (None, Some(side)) => self.unary(operator, place, side),
            (None, None) => at(place, ExprKind::Name(operator.into())),
        }
    }
}

fn member_name(member: &syn::Member) -> String {
    match member {
        syn::Member::Named(name) => name.to_string(),
        syn::Member::Unnamed(index) => index.index.to_string(),
    }
}

/// What stands between the quotes of a string literal, escapes as written.
fn string_content(literal: &str) -> &str {
    let (Some(open), Some(close)) = (literal.find('"'), literal.rfind('"')) else { return literal };
    literal.get(open + 1..close).unwrap_or("")
}

pub(super) fn at(span: Span, kind: ExprKind) -> Expr {
    Expr { span, kind }
}
