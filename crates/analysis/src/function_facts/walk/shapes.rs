//! Shapes of expressions that the walk asks for.

use crate::function_facts::reads::{Met, each_in_expr, root_name};
use crate::function_facts::words::last_part;
use crate::function_facts::yields::makes_value;
use model::{LanguageId, Span, name_words};
use syntax::ir::{Block, Call, CallForm, Expr, ExprKind, Statement, StatementKind};

pub(crate) fn block_span(block: &Block) -> Span {
    block.statements.iter().map(|statement| statement.span).reduce(Span::cover).unwrap_or(block.span)
}

/// Methods that hand on how a call went, and do nothing else.
const ADAPTERS: &[&str] =
    &["map_err", "inspect_err", "context", "with_context", "wrap_err", "wrap_err_with", "unwrap", "expect", "ok"];

/// The call that `expr` is, through casts, `?`, `.await` and wrappers of the result.
pub(crate) fn as_call(expr: &Expr) -> Option<&Call> {
    match &expr.kind {
        ExprKind::Call(call) if call.form == CallForm::Method && ADAPTERS.contains(&call.callee.as_str()) => {
            call.arguments.first().and_then(as_call).or(Some(call))
        }
        ExprKind::Call(call) => Some(call),
        ExprKind::Cast { value, .. } => as_call(value),
        ExprKind::Unary { operator, operand } if operator == "?" || operator == "await" => as_call(operand),
        _ => None,
    }
}

/// `Ok(match ..)`, `Some(if ..)`, `Box::pin(async ..)`: the statement that makes the wrapped value.
pub(crate) fn wrapped_flow(expr: &Expr) -> Option<&Statement> {
    let ExprKind::Call(call) = &expr.kind else { return None };
    let wraps = matches!(last_part(&call.callee), "Ok" | "Some" | "pin" | "new" | "into" | "Ready" | "await")
        && call.arguments.len() == 1;
    match &call.arguments.first()?.kind {
        ExprKind::Flow(inner) if wraps && !matches!(inner.kind, StatementKind::Assign { .. }) => Some(inner),
        _ => None,
    }
}

/// The statements in the place of expressions inside `expr`, outermost first.
pub(crate) fn flows_in<'a>(expr: &'a Expr, flows: &mut Vec<&'a Statement>) {
    match &expr.kind {
        ExprKind::Flow(statement) if !matches!(statement.kind, StatementKind::Assign { .. }) => flows.push(statement),
        ExprKind::Call(call) => call.arguments.iter().for_each(|argument| flows_in(argument, flows)),
        ExprKind::Field { base, .. } => flows_in(base, flows),
        ExprKind::Struct { fields, .. } => fields.iter().for_each(|(_, value)| flows_in(value, flows)),
        ExprKind::Unary { operand: value, .. } | ExprKind::Cast { value, .. } => flows_in(value, flows),
        ExprKind::Binary { left, right, .. } => {
            flows_in(left, flows);
            flows_in(right, flows);
        }
        ExprKind::List(items) => items.iter().for_each(|item| flows_in(item, flows)),
        _ => {}
    }
}

pub(crate) fn inside_flow(expr: &Expr, span: Span) -> bool {
    let mut flows = Vec::new();
    flows_in(expr, &mut flows);
    flows.iter().any(|flow| flow.span.contains(span))
}

pub(crate) fn is_zero(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Literal(literal) => {
            matches!(literal.as_str(), "0" | "NULL" | "nullptr" | "false" | "FALSE" | "0L" | "0U" | "0UL" | "0.0")
        }
        ExprKind::Name(name) => name == "None",
        ExprKind::Text(text) => text.is_empty(),
        ExprKind::Cast { value, .. } => is_zero(value),
        _ => false,
    }
}

pub(crate) fn constant(expr: &Expr) -> Option<bool> {
    match &expr.kind {
        ExprKind::Literal(literal) => match literal.as_str() {
            "0" | "false" | "FALSE" => Some(false),
            "1" | "true" | "TRUE" => Some(true),
            _ => None,
        },
        _ => None,
    }
}

/// A call that only makes a value: a type's constructor, a formatter, a conversion.
pub(crate) fn is_constructor(call: &Call) -> bool {
    let name = last_part(&call.callee);
    let typed = name.starts_with(char::is_uppercase)
        && name.contains(char::is_lowercase)
        && call.form == CallForm::Function
        && call.callee.contains("::");
    typed
        || matches!(
            name,
            "Ok" | "Some"
                | "Err"
                | "vec"
                | "format"
                | "to_string"
                | "to_owned"
                | "into"
                | "as_ref"
                | "clone"
                | "to_vec"
                | "String"
                | "matches"
                | "concat"
                | "stringify"
                | "sizeof"
                | "offsetof"
        )
        || (call.arguments.is_empty() && matches!(name, "new" | "default"))
        || name == "CONTAINING_RECORD"
        || name == "container_of"
}

/// `Vec::with_capacity(4)`, `Error::new(..)`: a call that by its name only makes a value of its type.
pub(crate) fn is_maker(call: &Call) -> bool {
    let made = matches!(last_part(&call.callee), "new" | "default" | "with_capacity" | "from" | "empty" | "from_str");
    made && call.callee.contains("::")
}

/// Whether a call by its name only asks for something: `is_open`, `contains`, `get`.
pub(crate) fn asks(call: &Call) -> bool {
    const QUESTIONS: &[&str] = &[
        "is",
        "has",
        "contains",
        "matches",
        "get",
        "starts",
        "ends",
        "eq",
        "ne",
        "any",
        "all",
        "find",
        "exists",
        "supports",
        "should",
        "can",
        "needs",
        "does",
        "as",
        "peek",
        "lookup",
        "cmp",
        "intersects",
    ];
    let words = name_words(last_part(&call.callee));
    words.split(' ').any(|word| QUESTIONS.contains(&word))
}

/// The name that a chain of method calls begins with.
pub(crate) fn receiver(call: &Call) -> Option<&str> {
    match call.arguments.first() {
        Some(first) if call.form == CallForm::Method => match &first.kind {
            ExprKind::Call(inner) => receiver(inner),
            _ => root_name(first),
        },
        _ => None,
    }
}

/// The locals that `value` hands to a call so that it may change them.
pub(crate) fn lent(value: &Expr, language: LanguageId) -> Vec<&str> {
    let lends = if language == LanguageId::C { "&" } else { "&mut" };
    let mut names = Vec::new();
    each_in_expr(value, &mut |met| {
        if let Met::Expr(Expr { kind: ExprKind::Unary { operator, operand }, .. }) = met
            && operator == lends
        {
            names.extend(root_name(operand));
        }
    });
    names
}

pub(crate) fn has_assignment(expr: &Expr) -> bool {
    let mut found = false;
    each_in_expr(expr, &mut |met| {
        found |= matches!(met, Met::Statement(Statement { kind: StatementKind::Assign { .. }, .. }));
    });
    found
}

/// The plain names that are assigned to inside an expression.
pub(crate) fn assigned_in(expr: &Expr) -> Vec<&str> {
    let mut names = Vec::new();
    each_in_expr(expr, &mut |met| {
        if let Met::Statement(Statement { kind: StatementKind::Assign { place, .. }, .. }) = met {
            names.push(root_name(place).unwrap_or_default());
        }
    });
    names
}

pub(crate) fn breaks(block: &Block) -> bool {
    block.statements.iter().any(|statement| match &statement.kind {
        StatementKind::Jump(_) => true,
        StatementKind::If { then, otherwise, .. } => breaks(then) || otherwise.as_ref().is_some_and(breaks),
        StatementKind::Block(inner) => breaks(inner),
        StatementKind::Match { arms, .. } => arms.iter().any(|arm| breaks(&arm.body)),
        _ => false,
    })
}

/// Whether a loop of `block` is broken with a value.
pub(crate) fn breaks_with_value(block: &Block) -> bool {
    block.statements.iter().any(|statement| match &statement.kind {
        StatementKind::Jump(value) => value.is_some(),
        StatementKind::Let { otherwise, .. } => otherwise.as_ref().is_some_and(breaks_with_value),
        StatementKind::If { then, otherwise, .. } => {
            breaks_with_value(then) || otherwise.as_ref().is_some_and(breaks_with_value)
        }
        StatementKind::Block(inner) => breaks_with_value(inner),
        StatementKind::Match { arms, .. } => arms.iter().any(|arm| breaks_with_value(&arm.body)),
        _ => false,
    })
}

/// Whether a part of `expr` is made only if another part of it says so.
pub(crate) fn short_circuits(expr: &Expr) -> bool {
    let mut found = false;
    each_in_expr(expr, &mut |met| {
        found |= matches!(met, Met::Expr(Expr { kind: ExprKind::Binary { operator, .. }, .. }) if operator == "&&" || operator == "||");
    });
    found
}

/// A result in a few words, by which it is told from others.
pub(crate) fn result_text(expr: &Expr) -> String {
    match &expr.kind {
        ExprKind::Call(call) if makes_value(call) => {
            format!("{}({})", call.callee, call.arguments.iter().map(result_text).collect::<Vec<_>>().join(", "))
        }
        _ => describe(expr),
    }
}

/// A condition in a few words for a label.
pub(crate) fn describe(expr: &Expr) -> String {
    match &expr.kind {
        ExprKind::Name(name) | ExprKind::Literal(name) => name.to_string(),
        ExprKind::Text(text) => text.clone(),
        ExprKind::Call(call) => format!("{}(..)", call.callee),
        ExprKind::Field { base, name } => format!("{}.{name}", describe(base)),
        ExprKind::Unary { operator, operand } => format!("{operator}{}", describe(operand)),
        ExprKind::Binary { operator, left, right } => format!("{} {operator} {}", describe(left), describe(right)),
        ExprKind::List(items) => format!("({})", items.iter().map(describe).collect::<Vec<_>>().join(", ")),
        _ => "..".to_owned(),
    }
}
