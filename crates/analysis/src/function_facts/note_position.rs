//! What a note says by where it stands: in the place of work, behind the last thing that is done, over a call that is all that a
//! function does.

use super::walk::is_zero;
use crate::data_flow::{constant_condition, makes_value};
use model::{LanguageId, SourceText, Span};
use syntax::ir::{Arm, Block, Call, CallForm, Expr, ExprKind, Function, Statement, StatementKind};

/// Whether the note at `comment` stands where code is missing: at the end of what a block does, above commented-out code, or in
/// a body that otherwise only forwards. `says_code` tells whether its own text holds lines of code.
pub(super) fn stands_for_code(
    comment: Span,
    function: &Function,
    source: &SourceText,
    says_code: bool,
    language: LanguageId,
) -> bool {
    let in_variant = |block: &Block| match innermost(block, comment) {
        Some(block) => {
            !trails(comment, block, source) && (says_code || ends(block, comment) || forwards(block, comment, language))
        }
        None => false,
    };
    function.variants.iter().any(|variant| in_variant(&variant.body))
}

/// Whether the note is all that a block inside the body holds: the arm of a `match`, the side of a decision.
pub(super) fn fills_a_block(comment: Span, function: &Function) -> bool {
    function.variants.iter().any(|variant| match innermost(&variant.body, comment) {
        Some(block) => block.statements.is_empty() && block.span != variant.body.span,
        None => false,
    })
}

/// Whether the note is behind a statement on its line.
fn trails(comment: Span, block: &Block, source: &SourceText) -> bool {
    let before = block.statements.iter().rfind(|statement| statement.span.end <= comment.start);
    before.is_some_and(|statement| source.line(statement.span.end) == source.line(comment.start))
}

/// Whether something is done before the note, and behind it nothing but to leave.
fn ends(block: &Block, comment: Span) -> bool {
    let (before, behind): (Vec<&Statement>, Vec<&Statement>) =
        block.statements.iter().partition(|statement| statement.span.end <= comment.start);
    before.iter().any(|statement| does_something(statement)) && behind.iter().all(|statement| only_leaves(statement))
}

/// Whether all that the block does is one call behind the note.
fn forwards(block: &Block, comment: Span, language: LanguageId) -> bool {
    let [only] = block.statements.as_slice() else { return false };
    let value = match &only.kind {
        StatementKind::Return(Some(value)) | StatementKind::Value(value) => value,
        _ => return false,
    };
    let forwards =
        matches!(&value.kind, ExprKind::Call(call) if call.form != CallForm::Macro && !makes_value(call, language));
    comment.end <= only.span.start && forwards
}

fn does_something(statement: &Statement) -> bool {
    !matches!(statement.kind, StatementKind::Item | StatementKind::Label(_) | StatementKind::Let { value: None, .. })
}

/// `return;`, `return 0;`, `break;`, `Ok(())`, `return total;`.
fn only_leaves(statement: &Statement) -> bool {
    match &statement.kind {
        StatementKind::Return(None) | StatementKind::Jump(None) => true,
        StatementKind::Loop { head, .. } => head.iter().all(|part| constant_condition(part) == Some(true)),
        StatementKind::Expr(Expr { kind: ExprKind::Call(call), .. }) => reports_only(call),
        StatementKind::Return(Some(value)) | StatementKind::Value(value) => is_ready(value),
        _ => false,
    }
}

fn is_success(value: &Expr) -> bool {
    match &value.kind {
        ExprKind::Call(call) => call.callee == "Ok" && call.arguments.iter().all(is_success),
        ExprKind::List(items) => items.is_empty(),
        ExprKind::Literal(literal) => matches!(literal.as_str(), "true" | "1") || is_zero(value),
        ExprKind::Name(name) => name.contains("OK") || name.contains("SUCCESS"),
        _ => is_zero(value),
    }
}

/// A call that is given nothing but a sentence.
fn reports_only(call: &Call) -> bool {
    matches!(call.arguments.as_slice(), [Expr { kind: ExprKind::Text(text), .. }] if text.contains(' '))
}

/// Whether nothing is called to make `value`: it was computed before and is only returned.
fn is_ready(value: &Expr) -> bool {
    match &value.kind {
        ExprKind::Name(_) => true,
        ExprKind::Field { base, .. } => is_ready(base),
        ExprKind::Unary { operand: inner, .. } | ExprKind::Cast { value: inner, .. } => is_ready(inner),
        ExprKind::Binary { left, right, .. } => is_ready(left) && is_ready(right),
        ExprKind::Call(call) if call.callee == "Ok" || call.form == CallForm::Method => {
            call.arguments.iter().all(is_ready)
        }
        _ => is_success(value),
    }
}

/// The innermost block around `comment`.
fn innermost(block: &Block, comment: Span) -> Option<&Block> {
    if !block.span.contains(comment) && !block.statements.iter().any(|statement| statement.span.contains(comment)) {
        return None;
    }
    let inner = block.statements.iter().filter(|statement| statement.span.contains(comment));
    inner.flat_map(blocks_of).find_map(|block| innermost(block, comment)).or(Some(block))
}

fn blocks_of(statement: &Statement) -> Vec<&Block> {
    match &statement.kind {
        StatementKind::If { then, otherwise, .. } => std::iter::once(then).chain(otherwise).collect(),
        StatementKind::Match { arms, .. } => arms.iter().map(|arm: &Arm| &arm.body).collect(),
        StatementKind::Loop { body, .. } | StatementKind::Block(body) => vec![body],
        StatementKind::Let { otherwise: Some(block), .. } => vec![block],
        StatementKind::Expr(value) | StatementKind::Value(value) => blocks_in(value),
        StatementKind::Let { value: Some(value), .. } | StatementKind::Assign { value, .. } => blocks_in(value),
        _ => Vec::new(),
    }
}

fn blocks_in(value: &Expr) -> Vec<&Block> {
    match &value.kind {
        ExprKind::Flow(statement) => blocks_of(statement),
        ExprKind::Closure(block) => vec![block],
        ExprKind::Call(call) => call.arguments.iter().flat_map(blocks_in).collect(),
        ExprKind::Unary { operand, .. } => blocks_in(operand),
        _ => Vec::new(),
    }
}
