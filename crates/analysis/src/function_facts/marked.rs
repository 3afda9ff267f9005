//! What a bare marker says by the statement that it stands behind.

use super::reads::{Met, each_in_block};
use super::walk::is_zero;
use model::{FunctionHead, SourceText, Span};
use syntax::ir::{Expr, ExprKind, Function, Statement, StatementKind};

/// Whether the marker at `comment` is behind a statement on its line, or right above one, that leaves a value empty or lets a parameter
/// go: the value and the parameter are what is missing.
pub(super) fn marks_a_gap(comment: Span, function: &Function, source: &SourceText) -> bool {
    if source.slice(comment).contains("XXX") {
        return false;
    }
    let mut found = false;
    for variant in &function.variants {
        each_in_block(&variant.body, &mut |met| {
            if let Met::Statement(statement) = met {
                found |= leaves_out(statement, &function.head) && stands_behind(comment, statement.span, source);
            }
        });
    }
    found
}

fn stands_behind(comment: Span, statement: Span, source: &SourceText) -> bool {
    let above = comment.end <= statement.start && source.line(statement.start) == source.line(comment.end) + 1;
    let near = statement.end <= comment.start && source.line(statement.start) == source.line(comment.start);
    above
        || near
            && source
                .slice(Span::new(statement.end, comment.start))
                .chars()
                .all(|letter| matches!(letter, ';' | ' ' | '\t'))
}

/// `entry->size = 0;`, `(void)flags;`.
fn leaves_out(statement: &Statement, head: &FunctionHead) -> bool {
    match &statement.kind {
        StatementKind::Assign { place, value } => is_member(place) && is_zero(value),
        StatementKind::Return(Some(value)) => matches!(value.kind, ExprKind::Literal(_)),
        StatementKind::Expr(Expr { kind: ExprKind::Cast { value, .. }, .. }) => is_param(value, head),
        StatementKind::Expr(Expr { kind: ExprKind::Call(call), .. }) => match call.arguments.as_slice() {
            [only] => call.callee.to_ascii_lowercase().contains("unused") && is_param(only, head),
            _ => false,
        },
        _ => false,
    }
}

/// Something that outlives the statement: a member, what a pointer points at.
fn is_member(place: &Expr) -> bool {
    match &place.kind {
        ExprKind::Field { .. } => true,
        ExprKind::Unary { operator, .. } => operator == "*",
        _ => false,
    }
}

fn is_param(value: &Expr, head: &FunctionHead) -> bool {
    matches!(&value.kind, ExprKind::Name(name) if head.params.iter().any(|param| param.name == name.as_str()))
}
