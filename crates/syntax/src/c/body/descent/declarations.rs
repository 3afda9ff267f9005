//! Declarations of variables.

use super::types::{is_keyword, is_type_word};
use super::{Operand, Reader};
use crate::c::body::shapes::statement;
use crate::c::keywords::{is_qualifier, is_tag};
use crate::ir::{Statement, StatementKind};
use model::Span;

impl Reader<'_> {
    /// One `Let` for each variable; functions and types that are declared do nothing.
    pub(super) fn declaration(&mut self, out: &mut Vec<Statement>) -> Option<()> {
        let first = self.at;
        let begin = out.len();
        if self.may_begin_afresh(self.at + 1) {
            return None;
        }
        let is_tagged = is_tag(self.word());
        let path = self.specifiers()?;
        if is_tagged && self.mark() == b';' {
            out.push(statement(self.since(first), StatementKind::Item));
            return self.expect(b';');
        }
        loop {
            let declarator = self.at;
            let kind = self.variable(path)?;
            out.push(statement(self.since(declarator), kind));
            if !self.accept(b',') {
                break;
            }
        }
        self.expect(b';')?;
        if let [only] = &mut out[begin..] {
            only.span = self.since(first);
        }
        Some(())
    }

    /// Storage classes, qualifiers and the type; where the type stands.
    fn specifiers(&mut self) -> Option<Span> {
        while is_storage(self.word()) || is_qualifier(self.word()) {
            self.at += 1;
        }
        let first = self.at;
        self.type_name()?;
        let path = self.since(first);
        while is_qualifier(self.word()) {
            self.at += 1;
        }
        Some(path)
    }

    fn type_name(&mut self) -> Option<()> {
        if is_tag(self.word()) {
            return self.tagged();
        }
        let first = self.at;
        while is_size(self.word()) {
            self.at += 1;
        }
        let sized = self.at > first;
        if is_type_word(self.word()) && !is_size(self.word()) {
            self.at += 1;
        } else if !sized {
            self.plain_word().filter(|_| !is_keyword(self.shown_at(first)))?;
        }
        while sized && is_size(self.word()) {
            self.at += 1;
        }
        Some(())
    }

    /// `struct name`, `union { .. }`
    fn tagged(&mut self) -> Option<()> {
        self.at += 1;
        let named = self.plain_word().is_some();
        if self.mark() == b'{' {
            self.at = self.closing(self.at)? + 1;
            return Some(());
        }
        named.then_some(())
    }

    /// A declarator with its initial value.
    fn variable(&mut self, path: Span) -> Option<StatementKind> {
        while self.mark() == b'*' || is_qualifier(self.word()) {
            self.at += 1;
        }
        if is_keyword(self.word()) {
            return None;
        }
        let name = self.plain_word()?;
        if self.mark() == b'(' {
            return self.prototype();
        }
        while self.mark() == b'[' {
            self.length()?;
        }
        let value = if self.accept(b'=') { Some(self.initial_value(path)?.expr) } else { None };
        Some(StatementKind::Let { names: vec![self.written(name)?.into()], value, otherwise: None })
    }

    /// The parameters of a function that is declared.
    fn prototype(&mut self) -> Option<StatementKind> {
        let close = self.fitted.and_then(|_| self.closing(self.at))?;
        let is_type = |at: usize| self.is_word(at) || matches!(self.mark_at(at), b'*' | b',');
        let plain = (self.at + 1..close).all(is_type) && matches!(self.mark_at(close + 1), b';' | b',');
        plain.then(|| self.at = close + 1)?;
        Some(StatementKind::Item)
    }

    /// `[]`, `[length]`
    fn length(&mut self) -> Option<()> {
        self.expect(b'[')?;
        if !self.accept(b']') {
            self.assignment()?;
            self.expect(b']')?;
        }
        Some(())
    }

    fn initial_value(&mut self, path: Span) -> Option<Operand> {
        if self.mark() != b'{' {
            return self.assignment();
        }
        let path = self.folded(path)?;
        self.initializer(path)
    }
}

/// Whether `word` tells where a variable is kept.
fn is_storage(word: &str) -> bool {
    matches!(word, "static" | "extern" | "register" | "auto" | "inline")
}

/// Whether `word` is a part of a type that others of its kind may follow.
fn is_size(word: &str) -> bool {
    matches!(word, "unsigned" | "signed" | "long" | "short")
}
