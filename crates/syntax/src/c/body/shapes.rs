//! Shapes of the shared syntax that C comes in, whoever read it.

use crate::c::body::normalize::is_iteration;
use crate::c::tokens::in_word;
use crate::ir::{Block, Call, CallForm, Expr, ExprKind, Statement, StatementKind};
use model::Span;

pub(super) fn statement(span: Span, kind: StatementKind) -> Statement {
    Statement { span, kind }
}

pub(super) fn expr(span: Span, kind: ExprKind) -> Expr {
    Expr { span, kind }
}

/// `statement` in the place of an expression.
pub(super) fn flow(span: Span, kind: StatementKind) -> Expr {
    expr(span, ExprKind::Flow(Box::new(statement(span, kind))))
}

/// A block with the value of `value` and nothing else.
pub(super) fn value_block(value: Expr) -> Block {
    let span = value.span;
    Block { span, statements: vec![statement(span, StatementKind::Value(value))] }
}

/// The value of `place operator= value`. A place that assigns something itself is not repeated: nested in one another, such
/// places would grow with each level to twice their size.
pub(super) fn on_place(span: Span, place: &Expr, operator: &str, value: Expr) -> Expr {
    let place = if acts(place) { expr(place.span, ExprKind::Tokens(String::new())) } else { place.clone() };
    let (left, right) = (Box::new(place), Box::new(value));
    expr(span, ExprKind::Binary { operator: operator.into(), left, right })
}

/// Whether a statement stands in the expression `value`.
fn acts(value: &Expr) -> bool {
    match &value.kind {
        ExprKind::Flow(_) | ExprKind::Closure(_) => true,
        ExprKind::Field { base: inner, .. }
        | ExprKind::Unary { operand: inner, .. }
        | ExprKind::Cast { value: inner, .. } => acts(inner),
        ExprKind::Binary { left, right, .. } => acts(left) || acts(right),
        ExprKind::Call(call) => call.arguments.iter().any(acts),
        ExprKind::Struct { fields, .. } => fields.iter().any(|(_, value)| acts(value)),
        ExprKind::List(values) => values.iter().any(acts),
        ExprKind::Name(_) | ExprKind::Text(_) | ExprKind::Literal(_) | ExprKind::Tokens(_) => false,
    }
}

/// What a word in the place of an expression is, `written` as in the file; `None` where something else was fitted into its
/// place that is more than a word.
pub(super) fn word(span: Span, written: &str) -> Option<Expr> {
    let kind = match written {
        "NULL" | "nullptr" | "TRUE" | "FALSE" | "true" | "false" => ExprKind::Literal(written.into()),
        "return" => return Some(flow(span, StatementKind::Return(None))),
        "break" | "continue" => return Some(flow(span, StatementKind::Jump(None))),
        _ if written.bytes().all(in_word) => ExprKind::Name(written.into()),
        _ => {
            let label = written.strip_prefix("goto ")?;
            return Some(flow(span, StatementKind::Goto(label.trim().into())));
        }
    };
    Some(expr(span, kind))
}

/// `({ .. })`: its last expression is its value.
pub(super) fn statement_expression(span: Span, mut block: Block) -> Expr {
    let is_value = |last: &mut Statement| matches!(last.kind, StatementKind::Expr(_));
    if let Some(Statement { span, kind: StatementKind::Expr(value) }) = block.statements.pop_if(is_value) {
        block.statements.push(statement(span, StatementKind::Value(value)));
    }
    flow(span, StatementKind::Block(block))
}

/// `{ .. }` of a variable of the type `path`: named fields make it a structure, else it is a list.
pub(super) fn initializer(path: String, fields: Vec<(String, Expr)>) -> ExprKind {
    if fields.iter().any(|(name, _)| !name.is_empty()) {
        return ExprKind::Struct { path, fields };
    }
    ExprKind::List(fields.into_iter().map(|(_, value)| value).collect())
}

/// What stands between the quotes of a literal, its prefix and joined lines' backslashes left out.
pub(super) fn content(literal: &str) -> String {
    let inside = literal.find('"').map_or(literal, |at| &literal[at + 1..]);
    let inside = inside.strip_suffix('"').unwrap_or(inside);
    if inside.contains('\n') { inside.replace("\\\r\n", "").replace("\\\n", "") } else { inside.to_owned() }
}

/// A text as the file has it, `written`, white space folded and comments left out as in the text that was `shown` to the
/// reader; where that was fitted, as written.
pub(super) fn folded(shown: &[u8], written: &str) -> String {
    let is_fitted = shown.contains(&b'_') || shown.len() != written.len();
    match str::from_utf8(shown) {
        Ok(shown) if !is_fitted => fold(shown),
        _ => fold(written),
    }
}

/// `text` with white space folded.
pub(super) fn fold(text: &str) -> String {
    if text.bytes().all(|byte| byte > b' ') {
        return text.to_owned();
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A macro at the byte `start` of the file's `text` that was shown as an `if`, since a statement follows it: a loop where
/// its name says so, else something that may run the statement. `shown` is the condition and where it stands with its
/// parentheses.
pub(super) fn macro_block(
    text: &str,
    start: usize,
    shown: Option<(Span, Expr)>,
    then: Block,
    otherwise: Option<Block>,
) -> StatementKind {
    let name = word_at(text, start);
    let call = macro_call(text, start, name, shown);
    if is_iteration(name) {
        return StatementKind::Loop { head: vec![call], body: then };
    }
    StatementKind::If { condition: call, then, otherwise }
}

fn macro_call(text: &str, start: usize, name: &str, shown: Option<(Span, Expr)>) -> Expr {
    let callee_span = Span::new(start, start + name.len());
    let end = shown.as_ref().map_or(callee_span.end, |(span, _)| span.end);
    let arguments = match shown.filter(|_| !is_empty_macro(text, callee_span.end)) {
        Some((_, Expr { kind: ExprKind::List(arguments), .. })) => arguments,
        Some((_, only)) => vec![only],
        None => Vec::new(),
    };
    let call = Call { form: CallForm::Function, callee: name.into(), callee_span, arguments };
    expr(Span::new(start, end.max(callee_span.end)), ExprKind::Call(call))
}

/// The word that begins at the byte `start`.
pub(super) fn word_at(text: &str, start: usize) -> &str {
    let rest = &text[start..];
    &rest[..rest.bytes().position(|byte| !in_word(byte)).unwrap_or(rest.len())]
}

/// Whether nothing stands between the parentheses of the macro whose name ends at `end`.
fn is_empty_macro(text: &str, end: usize) -> bool {
    let rest = text[end..].trim_start();
    rest.strip_prefix('(').is_some_and(|rest| rest.trim_start().starts_with(')'))
}
