//! Fields that are filled with a constant for want of something better, by a note at them.

use super::reads::{Met, each_in_block};
use model::{AdmissionKind, Place, SourceText, Span};
use syntax::ir::{Expr, ExprKind, Function};

/// What a bare marker at `comment` means where it stands at a field of a struct that is made: the piece is missing if
/// the other fields are worked out. Among constants it is a remark on one of them, unless all of them have one.
pub(super) fn marked_field(
    comment: Span,
    function: &Function,
    markers: &[Span],
    source: &SourceText,
) -> Option<(AdmissionKind, Place)> {
    let fields = innermost_fields(comment, function)?;
    let marked = |field: &Expr| markers.iter().any(|marker| stands_at(*marker, field, fields, source));
    let own = fields.iter().find(|(_, field)| stands_at(comment, field, fields, source))?;
    let constants = fields.iter().filter(|(_, field)| is_constant(field)).count();
    match constants {
        _ if !is_constant(&own.1) => None,
        all if all == fields.len() && fields.iter().all(|(_, field)| marked(field)) => None,
        all if all == fields.len() => Some((AdmissionKind::Marker, Place::Branch)),
        _ => Some((AdmissionKind::MissingPiece, Place::Branch)),
    }
}

/// The fields of the innermost struct that is made around `comment`.
fn innermost_fields(comment: Span, function: &Function) -> Option<&[(String, Expr)]> {
    let mut innermost: Option<(Span, &[(String, Expr)])> = None;
    for variant in &function.variants {
        each_in_block(&variant.body, &mut |met| {
            if let Met::Expr(Expr { span, kind: ExprKind::Struct { fields, .. } }) = met
                && span.contains(comment)
                && innermost.is_none_or(|(outer, _)| outer.contains(*span))
            {
                innermost = Some((*span, fields));
            }
        });
    }
    innermost.map(|(_, fields)| fields).filter(|fields| !fields.is_empty())
}

/// Whether `comment` stands behind `field` on its line, or on the lines before it.
fn stands_at(comment: Span, field: &Expr, fields: &[(String, Expr)], source: &SourceText) -> bool {
    let before = fields.iter().rev().find(|(_, other)| other.span.end <= comment.start);
    let trails = before.filter(|(_, other)| source.line(other.span.end) == source.line(comment.start));
    let next = || fields.iter().find(|(_, other)| other.span.start >= comment.end);
    trails.or_else(next).is_some_and(|(_, other)| other.span == field.span)
}

/// A value that is the same at every call: a literal, a constant, an empty value.
fn is_constant(value: &Expr) -> bool {
    match &value.kind {
        ExprKind::Literal(_) | ExprKind::Text(_) => true,
        ExprKind::Name(name) => name.rsplit("::").next().is_some_and(|last| last.starts_with(char::is_uppercase)),
        ExprKind::Unary { operand, .. } => is_constant(operand),
        ExprKind::Cast { value, .. } => is_constant(value),
        ExprKind::Call(call) => call.arguments.iter().all(is_constant) && makes_nothing(&call.callee),
        ExprKind::List(items) => items.iter().all(is_constant),
        ExprKind::Struct { fields, .. } => fields.iter().all(|(_, field)| is_constant(field)),
        _ => false,
    }
}

fn makes_nothing(callee: &str) -> bool {
    let name = callee.rsplit("::").next().unwrap_or(callee);
    matches!(name, "new" | "default" | "empty" | "null" | "null_mut" | "vec" | "Some" | "Ok" | "zeroed" | "into")
}
