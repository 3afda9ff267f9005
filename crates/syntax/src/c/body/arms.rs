//! The arms of a `switch`, put together from its labels and what stands between them.

use crate::ir::{Arm, Block, Statement, StatementKind};
use model::Span;

/// What a label takes.
pub(super) enum Label {
    /// `case`, with its value as written.
    Value(String),
    /// `default`.
    Default,
}

/// The arms so far, and the labels that no statement was met for yet.
#[derive(Default)]
pub(super) struct Arms {
    arms: Vec<Arm>,
    labels: Labels,
}

#[derive(Default)]
struct Labels {
    span: Option<Span>,
    patterns: Vec<String>,
    catch_all: bool,
}

impl Labels {
    fn add(&mut self, label: Label, span: Span) {
        self.span = Some(self.span.map_or(span, |before| before.cover(span)));
        self.catch_all |= matches!(label, Label::Default);
        self.patterns.push(label.pattern());
    }

    fn arm(self, span: Span, statements: Vec<Statement>) -> Arm {
        let span = self.span.map_or(span, |labels| labels.cover(span));
        let inside = statements.first().zip(statements.last()).map(|(first, last)| first.span.cover(last.span));
        let body = Block { span: inside.unwrap_or(Span::new(span.end, span.end)), statements };
        Arm { span, pattern: self.patterns.join(" | "), catch_all: self.catch_all, body, falls_through: false }
    }
}

impl Label {
    /// What it takes, as text.
    pub(super) fn pattern(self) -> String {
        match self {
            Self::Value(value) => value,
            Self::Default => "default".to_owned(),
        }
    }
}

impl Arms {
    /// Adds what stands at `span`: a label with the statements up to the next one, or statements without a label.
    pub(super) fn add(&mut self, label: Option<Label>, span: Span, mut statements: Vec<Statement>) {
        let is_case = label.is_some();
        if let Some(label) = label {
            self.labels.add(label, span);
        }
        match self.arms.last_mut().filter(|_| !is_case) {
            Some(last) => last.body.statements.append(&mut statements),
            None if statements.is_empty() => {}
            None => self.arms.push(std::mem::take(&mut self.labels).arm(span, statements)),
        }
    }

    /// All arms, without their closing `break`. `text` is the file's.
    pub(super) fn finish(mut self, text: &str) -> Vec<Arm> {
        if let Some(span) = self.labels.span {
            self.arms.push(self.labels.arm(span, Vec::new()));
        }
        let last = self.arms.len().saturating_sub(1);
        for (index, arm) in self.arms.iter_mut().enumerate() {
            arm.falls_through = !without_break(text, arm) && index < last;
        }
        self.arms
    }
}

/// Takes the closing `break` off, and the braces where the arm is nothing but a block. Whether there was one.
fn without_break(text: &str, arm: &mut Arm) -> bool {
    let mut closed = drop_break(text, &mut arm.body.statements);
    if let [Statement { kind: StatementKind::Block(block), .. }] = arm.body.statements.as_mut_slice() {
        closed |= drop_break(text, &mut block.statements);
        arm.body = std::mem::take(block);
    }
    closed
}

fn drop_break(text: &str, statements: &mut Vec<Statement>) -> bool {
    let is_break = |last: &mut Statement| {
        matches!(last.kind, StatementKind::Jump(None)) && text[last.span.start..].starts_with("break")
    };
    statements.pop_if(is_break).is_some()
}
