//! Switches in C.

use model::{FunctionHead, SourceText, Span};

use super::{Point, Shape, Switch, Unsupported};

/// The header that every rewritten file includes: needs no library beyond the system's, and no change to how the project is built.
pub const RUNTIME: &str = include_str!("runtime.h");

/// Words in a head by which its function never returns, or has no place for a guard.
const NO_GUARD: &[(&str, &str)] = &[
    ("noreturn", "it never returns"),
    ("_Noreturn", "it never returns"),
    ("__noreturn__", "it never returns"),
    ("naked", "it has no prologue"),
    ("__naked__", "it has no prologue"),
];

pub(super) fn switch(head: &FunctionHead, source: &SourceText) -> Result<Switch, Unsupported> {
    let signature = source.slice(Span::new(head.span.start, head.body.start));
    let words = || words(signature).chain(head.attributes.iter().flat_map(|attribute| self::words(attribute)));
    if let Some((_, why)) = NO_GUARD.iter().find(|(word, _)| words().any(|other| other == *word)) {
        return Err(Unsupported((*why).to_owned()));
    }
    if is_void(head) {
        return Ok(Switch { values: vec!["no value".to_owned()], shapes: vec![Shape::GuardWithoutValue] });
    }
    let whole = self::words(&head.return_type).any(|word| matches!(word, "struct" | "union" | "float" | "double"));
    let pointer = head.return_type.contains('*');
    let values: &[&str] = match (pointer, whole) {
        (true, _) => &["NULL", "a pointer to zeros"],
        (false, true) => &["zeros"],
        (false, false) => &["0", "1"],
    };
    let shapes = vec![Shape::Guard, Shape::GuardWithoutValue];
    Ok(Switch { values: values.iter().map(|value| (*value).to_owned()).collect(), shapes })
}

fn is_void(head: &FunctionHead) -> bool {
    !head.return_type.contains('*') && words(&head.return_type).any(|word| word == "void")
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty())
}

/// The call is never made, it only tells the type: `typeof` needs no look at macros and typedefs in the head.
pub(super) fn guard(point: &Point) -> Option<String> {
    let (id, head) = (point.id, point.head);
    if point.shape == Shape::GuardWithoutValue {
        return Some(format!(" MAKEGOOD_VOID({id})"));
    }
    let named = |param: &&model::Param| !param.name.is_empty() && param.name != "...";
    let arguments: Vec<&str> = head.params.iter().filter(named).map(|param| param.name.as_str()).collect();
    Some(format!(" MAKEGOOD_VALUE({id}, ({})({}))", head.name, arguments.join(", ")))
}

/// The text behind an include of the runtime; lines count as before.
pub(super) fn with_runtime(text: &str, runtime: &str) -> String {
    let (mark, rest) = text.strip_prefix('\u{feff}').map_or(("", text), |rest| ("\u{feff}", rest));
    format!("{mark}#include \"{runtime}\"\n#line 1\n{rest}")
}
