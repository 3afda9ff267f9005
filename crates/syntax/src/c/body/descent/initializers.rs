//! Lists in braces.

use super::{Operand, Reader};
use crate::c::body::shapes::{expr, initializer};
use crate::ir::{Expr, ExprKind};

impl Reader<'_> {
    /// `{ .. }` of something of the type `path`.
    pub(super) fn initializer(&mut self, path: String) -> Option<Operand> {
        let first = self.at;
        let (fields, height) = self.fields()?;
        Some(Operand::bare(expr(self.since(first), initializer(path, fields)), height))
    }

    /// `(path){ .. }` whose `(` is the token at `first`, with the list next.
    pub(super) fn compound_literal(&mut self, first: usize, path: String) -> Option<Operand> {
        let (fields, height) = self.fields()?;
        Some(Operand::bare(expr(self.since(first), ExprKind::Struct { path, fields }), height))
    }

    fn fields(&mut self) -> Option<(Vec<(String, Expr)>, usize)> {
        let (mut fields, mut height) = (Vec::new(), 0);
        self.expect(b'{')?;
        self.deeper(|inner| {
            while inner.mark() != b'}' {
                let name = inner.designators()?;
                let value = inner.field_value()?;
                height = value.height.max(height);
                fields.push((name, value.expr));
                if !inner.accept(b',') {
                    break;
                }
            }
            inner.expect(b'}')
        })?;
        Some((fields, height + 1))
    }

    fn field_value(&mut self) -> Option<Operand> {
        if self.mark() == b'{' { self.initializer(String::new()) } else { self.assignment() }
    }

    /// `.a.b =`, `[1] =`; empty where there are none.
    fn designators(&mut self) -> Option<String> {
        let mut name = String::new();
        loop {
            let first = self.at;
            match self.mark() {
                b'.' => {
                    self.at += 1;
                    self.plain_word()?;
                }
                b'[' => {
                    self.at += 1;
                    self.assignment()?;
                    self.expect(b']')?;
                }
                _ => break,
            }
            name.push_str(&self.folded(self.since(first))?);
        }
        if !name.is_empty() {
            self.expect(b'=')?;
        }
        Some(name.trim_start_matches('.').to_owned())
    }
}
