//! Constants: names and conditions that no input decides.

use crate::function_facts::says_no_error;
use syntax::ir::{Expr, ExprKind};

/// A name of a constant, by the spelling that both languages use: `EINVAL`, `Kind::None`, `NULL`, `noErr`.
pub(super) fn is_constant_name(name: &str) -> bool {
    let last = name.rsplit("::").next().unwrap_or(name);
    last.starts_with(|letter: char| letter.is_uppercase())
        || matches!(last, "true" | "false" | "nullptr")
        || says_no_error(last)
}

/// The value of a condition that no input decides.
pub(crate) fn constant_condition(condition: &Expr) -> Option<bool> {
    match &condition.kind {
        ExprKind::Literal(literal) => match literal.as_str() {
            "0" | "false" | "FALSE" => Some(false),
            "1" | "true" | "TRUE" => Some(true),
            _ => None,
        },
        ExprKind::Unary { operator, operand } if operator == "!" => constant_condition(operand).map(|value| !value),
        _ => None,
    }
}

/// A constant as written, to tell two of them apart.
pub(super) fn constant_text(expr: &Expr) -> String {
    match &expr.kind {
        ExprKind::Name(name) | ExprKind::Literal(name) => name.to_string(),
        ExprKind::Text(text) => format!("{text:?}"),
        ExprKind::Cast { value, .. } => constant_text(value),
        ExprKind::Unary { operator, operand } => format!("{operator}{}", constant_text(operand)),
        ExprKind::Call(call) => {
            format!("{}({})", call.callee, call.arguments.iter().map(constant_text).collect::<Vec<_>>().join(","))
        }
        ExprKind::List(items) => items.iter().map(constant_text).collect::<Vec<_>>().join(","),
        ExprKind::Struct { path, fields } => {
            let fields: Vec<String> =
                fields.iter().map(|(name, value)| format!("{name}:{}", constant_text(value))).collect();
            format!("{path}{{{}}}", fields.join(","))
        }
        _ => "..".to_owned(),
    }
}
