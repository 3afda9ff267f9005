//! Switches in C.

use model::{FunctionHead, SourceText, Span};

use super::{Point, Shape, Switch, Unsupported};

/// The header that every rewritten file includes: needs no library beyond the system's, and no change to how the project is built.
pub const RUNTIME: &str = include_str!("runtime.h");

/// Words in a head by which its function has no place for a guard.
const NO_GUARD: &[&str] = &["naked", "__naked__"];

/// Words in a head by which its function never returns.
const NEVER_RETURNS: &[&str] = &["noreturn", "_Noreturn", "__noreturn__"];

pub(super) fn switch(head: &FunctionHead, source: &SourceText) -> Result<Switch, Unsupported> {
    let signature = source.slice(Span::new(head.span.start, head.body.start));
    let words = || words(signature).chain(head.attributes.iter().flat_map(|attribute| self::words(attribute)));
    let has = |of: &[&str]| words().any(|word| of.contains(&word));
    if has(NO_GUARD) {
        return Err(Unsupported("it has no prologue".to_owned()));
    }
    let switch = |values: &[&str], shapes: &[Shape], lacking: &str| Switch {
        values: values.iter().map(|value| (*value).to_owned()).collect(),
        shapes: shapes.to_vec(),
        alone: false,
        lacking: lacking.to_owned(),
    };
    if has(NEVER_RETURNS) {
        return Ok(switch(&[], &[Shape::Noted], "it never returns"));
    }
    if is_void(head) {
        return Ok(switch(&["no value"], &[Shape::GuardWithoutValue], ""));
    }
    let whole = self::words(&head.return_type).any(|word| matches!(word, "struct" | "union" | "float" | "double"));
    let pointer = head.return_type.contains('*');
    let values: &[&str] = match (pointer, whole) {
        (true, _) => &["NULL", "a pointer to zeros"],
        (false, true) => &["zeros"],
        (false, false) => &["0", "1"],
    };
    Ok(switch(values, &[Shape::Guard, Shape::GuardWithoutValue], ""))
}

fn is_void(head: &FunctionHead) -> bool {
    !head.return_type.contains('*') && words(&head.return_type).any(|word| word == "void")
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty())
}

/// The call is never made, it only tells the type: `typeof` needs no look at macros and typedefs in the head.
pub(super) fn guard(point: &Point) -> String {
    let (id, head) = (point.id, point.head);
    match point.shape {
        Shape::Noted => return format!(" MAKEGOOD_NOTED({id})"),
        Shape::GuardWithoutValue => return format!(" MAKEGOOD_VOID({id})"),
        _ => {}
    }
    let named = |param: &&model::Param| !param.name.is_empty() && param.name != "...";
    let arguments: Vec<&str> = head.params.iter().filter(named).map(|param| param.name.as_str()).collect();
    format!(" MAKEGOOD_VALUE({id}, ({})({}))", head.name, arguments.join(", "))
}

/// The text behind an include of the runtime; lines count as before.
pub(super) fn with_runtime(text: &str, runtime: &str) -> String {
    let (mark, rest) = text.strip_prefix('\u{feff}').map_or(("", text), |rest| ("\u{feff}", rest));
    format!("{mark}#include \"{runtime}\"\n#line 1\n{rest}")
}
