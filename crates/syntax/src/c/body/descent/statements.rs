//! Statements.

use super::types::is_reserved;
use super::{Operand, Reader};
use crate::c::body::shapes::{expr, flow, macro_block, statement};
use crate::c::keywords::is_tag;
use crate::ir::{Block, ExprKind, Statement, StatementKind};
use model::Span;

impl Reader<'_> {
    /// `{ .. }`
    pub(super) fn block(&mut self) -> Option<Block> {
        let first = self.at;
        let mut statements = Vec::new();
        self.expect(b'{')?;
        self.deeper(|inner| {
            while !inner.accept(b'}') {
                inner.statement(&mut statements)?;
            }
            Some(())
        })?;
        Some(Block { span: self.since(first), statements })
    }

    /// A block, or a statement in the place of one.
    fn body(&mut self) -> Option<Block> {
        if self.mark() == b'{' {
            return self.block();
        }
        let first = self.at;
        let mut statements = Vec::new();
        self.deeper(|inner| inner.statement(&mut statements))?;
        Some(Block { span: self.since(first), statements })
    }

    pub(super) fn statement(&mut self, out: &mut Vec<Statement>) -> Option<()> {
        let first = self.at;
        let kind = match self.mark() {
            b'{' => StatementKind::Block(self.block()?),
            b';' => {
                self.at += 1;
                return Some(());
            }
            _ => match self.word() {
                "if" => self.if_statement()?,
                "while" => self.while_statement()?,
                "do" => self.do_statement()?,
                "for" => self.for_statement()?,
                "switch" => self.switch_statement()?,
                "return" => self.return_statement()?,
                "break" | "continue" => self.jump()?,
                "goto" => self.goto_statement()?,
                word if is_reserved(word) && !is_tag(word) && word != "sizeof" => return None,
                "" => return self.expression_statement(out),
                _ if self.mark_at(first + 1) == b':' => return self.label(out),
                _ if self.begins_declaration() => return self.declaration(out),
                _ => return self.expression_statement(out),
            },
        };
        out.push(statement(self.since(first), kind));
        Some(())
    }

    fn expression_statement(&mut self, out: &mut Vec<Statement>) -> Option<()> {
        let first = self.at;
        let value = self.comma()?.expr;
        self.expect(b';')?;
        let kind = match value.kind {
            ExprKind::Flow(inner) if matches!(inner.kind, StatementKind::Assign { .. } | StatementKind::Return(_)) => {
                inner.kind
            }
            kind => StatementKind::Expr(expr(value.span, kind)),
        };
        out.push(statement(self.since(first), kind));
        Some(())
    }

    /// `( .. )` after a keyword.
    pub(super) fn condition(&mut self) -> Option<Operand> {
        if self.mark() != b'(' || self.mark_at(self.at + 1) == b'{' {
            return None;
        }
        let first = self.at;
        self.at += 1;
        let inner = self.comma()?;
        self.expect(b')')?;
        Some(Operand { outer: self.since(first), enclosed: true, ..inner })
    }

    fn if_statement(&mut self) -> Option<StatementKind> {
        let start = self.span_at(self.at).start;
        self.at += 1;
        let condition = self.condition()?;
        let then = self.body()?;
        let otherwise = if self.word() == "else" {
            self.at += 1;
            Some(self.body()?)
        } else {
            None
        };
        if self.fitted.is_some_and(|fitted| fitted.blocks.contains(&start)) {
            return Some(macro_block(self.text, start, Some((condition.outer, condition.expr)), then, otherwise));
        }
        Some(StatementKind::If { condition: condition.expr, then, otherwise })
    }

    fn while_statement(&mut self) -> Option<StatementKind> {
        self.at += 1;
        let head = vec![self.condition()?.expr];
        Some(StatementKind::Loop { head, body: self.body()? })
    }

    fn do_statement(&mut self) -> Option<StatementKind> {
        self.at += 1;
        let body = self.body()?;
        if self.word() != "while" {
            return None;
        }
        self.at += 1;
        let head = vec![self.condition()?.expr];
        self.expect(b';')?;
        Some(StatementKind::Loop { head, body })
    }

    fn for_statement(&mut self) -> Option<StatementKind> {
        self.at += 1;
        self.expect(b'(')?;
        let mut head = Vec::new();
        if self.is_word(self.at) && self.begins_declaration() {
            let mut variables = Vec::new();
            self.declaration(&mut variables)?;
            head.extend(variables.into_iter().map(|variable| flow(variable.span, variable.kind)));
        } else {
            head.extend(self.part_until(b';')?.map(|part| part.expr));
        }
        head.extend(self.part_until(b';')?.map(|part| part.expr));
        head.extend(self.part_until(b')')?.map(|part| part.expr));
        Some(StatementKind::Loop { head, body: self.body()? })
    }

    /// The expression before `mark`, if there is one.
    fn part_until(&mut self, mark: u8) -> Option<Option<Operand>> {
        if self.accept(mark) {
            return Some(None);
        }
        let part = self.comma()?;
        self.expect(mark)?;
        Some(Some(part))
    }

    fn return_statement(&mut self) -> Option<StatementKind> {
        self.at += 1;
        let value = self.part_until(b';')?;
        Some(StatementKind::Return(value.map(|value| value.expr)))
    }

    fn jump(&mut self) -> Option<StatementKind> {
        self.at += 1;
        self.expect(b';')?;
        Some(StatementKind::Jump(None))
    }

    fn goto_statement(&mut self) -> Option<StatementKind> {
        self.at += 1;
        let label = self.plain_word()?;
        self.expect(b';')?;
        Some(StatementKind::Goto(self.written(label)?.into()))
    }

    /// `label:` and what it labels.
    fn label(&mut self, out: &mut Vec<Statement>) -> Option<()> {
        let label = self.plain_word()?;
        self.expect(b':')?;
        out.push(statement(label, StatementKind::Label(self.written(label)?.into())));
        self.deeper(|inner| inner.statement(out))
    }

    /// Passes over a word that is a name and tells where it stands.
    pub(super) fn plain_word(&mut self) -> Option<Span> {
        let word = self.word();
        (!word.is_empty() && !is_reserved(word)).then(|| {
            self.at += 1;
            self.span_at(self.at - 1)
        })
    }
}
