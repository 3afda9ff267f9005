//! `switch` and its arms.

use super::Reader;
use crate::c::body::arms::{Arms, Label};
use crate::ir::StatementKind;

impl Reader<'_> {
    pub(super) fn switch_statement(&mut self) -> Option<StatementKind> {
        self.at += 1;
        let on = self.condition()?.expr;
        self.expect(b'{')?;
        let mut arms = Arms::default();
        self.deeper(|inner| {
            while !inner.accept(b'}') {
                inner.part(&mut arms)?;
            }
            Some(())
        })?;
        Some(StatementKind::Match { on, arms: arms.finish(self.text) })
    }

    /// A label with the statements up to the next one, or a statement before the first.
    fn part(&mut self, arms: &mut Arms) -> Option<()> {
        let first = self.at;
        let label = self.case_label()?;
        let mut statements = Vec::new();
        while label.is_some() && !self.ends_part() {
            self.statement(&mut statements)?;
        }
        if label.is_none() {
            self.statement(&mut statements)?;
        }
        arms.add(label, self.since(first), statements);
        Some(())
    }

    fn ends_part(&self) -> bool {
        self.at >= self.tokens.len() || self.mark() == b'}' || matches!(self.word(), "case" | "default")
    }

    /// `case value:` or `default:`, if one is next.
    fn case_label(&mut self) -> Option<Option<Label>> {
        let label = match self.word() {
            "case" => {
                self.at += 1;
                let value = self.assignment()?.outer;
                Label::Value(self.folded(value)?)
            }
            "default" => {
                self.at += 1;
                Label::Default
            }
            _ => return Some(None),
        };
        self.expect(b':')?;
        Some(Some(label))
    }
}
