//! Expressions with operators between their operands, by how tightly they bind.

use super::{Operand, Reader};
use crate::c::body::shapes::{expr, flow, on_place, value_block};
use crate::ir::{ExprKind, StatementKind};

/// How deep an expression may be nested.
const MOST_HEIGHT: usize = 50;

impl Reader<'_> {
    /// Expressions with commas between them.
    pub(super) fn comma(&mut self) -> Option<Operand> {
        let first = self.assignment()?;
        if self.mark() != b',' {
            return Some(first);
        }
        let (mut outer, mut height) = (first.outer, first.height);
        let mut parts = vec![first.expr];
        while self.accept(b',') {
            let part = self.assignment()?;
            (outer, height) = (outer.cover(part.outer), height.max(part.height));
            parts.push(part.expr);
        }
        let height = height + parts.len();
        checked(Operand::bare(expr(outer, ExprKind::List(parts)), height))
    }

    /// An expression without commas.
    pub(super) fn assignment(&mut self) -> Option<Operand> {
        let place = self.conditional()?;
        let Some((operator, tokens)) = self.assigning() else { return Some(place) };
        if !can_be_assigned(&place) {
            return None;
        }
        self.at += tokens;
        let value = self.deeper(Self::assignment)?;
        let span = place.outer.cover(value.outer);
        let height = place.height.max(value.height) + 1;
        let (place, value) = (place.expr, value.expr);
        let value = if operator.is_empty() { value } else { on_place(span, &place, operator, value) };
        checked(Operand::bare(flow(span, StatementKind::Assign { place, value }), height))
    }

    /// The operator before the `=` of an assignment that is next, and how many tokens it is written with.
    fn assigning(&self) -> Option<(&'static str, usize)> {
        if self.mark() == b'=' {
            return Some(("", 1));
        }
        let adjoins = |at: usize| self.tokens[at].end == self.tokens[at + 1].start && self.mark_at(at + 1) == b'=';
        let operator = match self.shown_at(self.at) {
            "+=" => "+",
            "-=" => "-",
            "*=" => "*",
            "/=" => "/",
            "%=" => "%",
            "&=" => "&",
            "|=" => "|",
            "^=" => "^",
            "<<" if adjoins(self.at) => return Some(("<<", 2)),
            ">>" if adjoins(self.at) => return Some((">>", 2)),
            _ => return None,
        };
        Some((operator, 1))
    }

    /// `a ? b : c`; with GNU's `a ?: c`, `b` is `a`.
    fn conditional(&mut self) -> Option<Operand> {
        let condition = self.binary(1)?;
        if !self.accept(b'?') {
            return Some(condition);
        }
        let then = if self.mark() == b':' { None } else { Some(self.deeper(Self::comma)?) };
        self.expect(b':')?;
        let otherwise = self.deeper(Self::assignment)?;
        let span = condition.outer.cover(otherwise.outer);
        let height = condition.height.max(otherwise.height).max(then.as_ref().map_or(0, |then| then.height)) + 1;
        let condition = condition.expr;
        let then = value_block(then.map_or_else(|| condition.clone(), |then| then.expr));
        let otherwise = Some(value_block(otherwise.expr));
        checked(Operand::bare(flow(span, StatementKind::If { condition, then, otherwise }), height))
    }

    /// Operators that bind at least as tightly as `least` says.
    fn binary(&mut self, least: u8) -> Option<Operand> {
        let mut left = self.operand()?;
        while let Some(tightness) = self.infix().filter(|tightness| *tightness >= least) {
            let operator = self.written(self.span_at(self.at))?.into();
            self.at += 1;
            let right = self.deeper(|inner| inner.binary(tightness + 1))?;
            let (span, height) = (left.outer.cover(right.outer), left.height.max(right.height) + 1);
            let (left_side, right) = (Box::new(left.expr), Box::new(right.expr));
            let kind = ExprKind::Binary { operator, left: left_side, right };
            left = checked(Operand::bare(expr(span, kind), height))?;
        }
        Some(left)
    }

    /// How tightly the infix operator that is next binds.
    fn infix(&self) -> Option<u8> {
        match self.mark() {
            b'*' | b'/' | b'%' => return Some(10),
            b'+' | b'-' => return Some(9),
            b'<' | b'>' => return Some(7),
            b'&' => return Some(5),
            b'^' => return Some(4),
            b'|' => return Some(3),
            0 => {}
            _ => return None,
        }
        match self.shown_at(self.at) {
            "<<" | ">>" if self.assigning().is_none() => Some(8),
            "<=" | ">=" => Some(7),
            "==" | "!=" => Some(6),
            "&&" => Some(2),
            "||" => Some(1),
            _ => None,
        }
    }
}

/// Leaves what is nested too deeply to the grammar.
pub(super) fn checked(operand: Operand) -> Option<Operand> {
    (operand.height <= MOST_HEIGHT).then_some(operand)
}

/// Whether something can be written to `place`, by its form alone.
fn can_be_assigned(place: &Operand) -> bool {
    let formed = match &place.expr.kind {
        ExprKind::Name(_) | ExprKind::Field { .. } | ExprKind::Call(_) => true,
        ExprKind::Binary { operator, .. } => operator == "[]",
        ExprKind::Unary { operator, .. } => matches!(operator.as_str(), "*" | "&"),
        _ => false,
    };
    formed || place.enclosed
}
