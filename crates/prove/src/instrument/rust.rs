//! Switches in Rust.

use std::sync::LazyLock;

use model::{FunctionHead, SourceText, Span};
use regex::Regex;

use super::rust_values::{Made, values};
use super::{Point, Shape, Switch, Unsupported};

/// The modules that the root of every rewritten crate gets: they need nothing but the standard library.
pub const RUNTIME: &str = concat!(include_str!("runtime.rs.in"), include_str!("values.rs.in"));

/// Before code that is made here: a project that makes errors of warnings still compiles.
pub(super) const ALLOWED: &str = include_str!("allowed.rs.in");

static CONST_FN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"\bconst\s+(?:async\s+)?(?:unsafe\s+)?(?:extern\s*(?:"[^"]*"\s*)?)?fn\b"#).expect("a pattern")
});

pub(super) fn switch(head: &FunctionHead, source: &SourceText) -> Switch {
    let guard = if constant(head, source).is_some() { Shape::GuardNotConst } else { Shape::Guard };
    let values = match values_of(head) {
        Ok(values) => values,
        Err(Unsupported(why)) => return Switch { values: Vec::new(), shapes: vec![guard], alone: false, lacking: why },
    };
    let certain = values.iter().all(|value| value.certain);
    let replaced = (guard == Shape::GuardNotConst && certain).then_some(Shape::Replaced(1));
    Switch {
        shapes: std::iter::once(guard).chain(replaced).collect(),
        alone: values.iter().any(|value| value.replaces),
        values: values.into_iter().map(|value| value.said).collect(),
        lacking: String::new(),
    }
}

/// The word `const` before the function.
pub(super) fn constant(head: &FunctionHead, source: &SourceText) -> Option<Span> {
    let signature = source.slice(Span::new(head.span.start, head.name_span.end));
    let start = head.span.start + CONST_FN.find(signature)?.start();
    Some(Span::new(start, start + "const".len()))
}

pub(super) fn guard(point: &Point) -> String {
    let values = values_of(point.head).unwrap_or_default();
    let id = point.id;
    if values.iter().any(|value| value.replaces) || values.is_empty() {
        return format!(" let _ = crate::makegood_prove::on({id});");
    }
    let arms: String =
        (1..).zip(&values).map(|(number, value)| format!(" {number} => {{ {} }}", answer(id, value))).collect();
    format!(" match crate::makegood_prove::on({id}) {{{arms} _ => {{}} }}")
}

fn answer(id: u32, value: &Made) -> String {
    let code = value.code(&id.to_string());
    match value.certain {
        true => format!("return {code};"),
        false => format!(
            "if let crate::makegood_prove::std::option::Option::Some(makegood_value) = {code} {{ return makegood_value; }} \
             crate::makegood_prove::lacking({id});"
        ),
    }
}

/// The values of the function's type. Where it is not sure that there is one, an argument of that type is tried before: what a
/// step of a builder answers with that does nothing.
fn values_of(head: &FunctionHead) -> Result<Vec<Made>, Unsupported> {
    let of_type = values(&head.return_type);
    let certain = of_type.as_ref().is_ok_and(|values| values.iter().all(|value| value.certain));
    match own_argument(head).filter(|_| !certain) {
        Some(own) => Ok(std::iter::once(own).chain(of_type.unwrap_or_default().into_iter().take(1)).collect()),
        None => of_type,
    }
}

fn own_argument(head: &FunctionHead) -> Option<Made> {
    let plain = |text: &str| text.trim_start_matches("mut ").replace(' ', "");
    let wanted = plain(&head.return_type);
    // Without a name a lifetime is the receiver's.
    let borrowed = wanted.starts_with('&') && !wanted.starts_with("&'");
    let fits = |param: &&model::Param| plain(&param.type_text) == wanted && (!borrowed || param.name == "self");
    let name = head.params.iter().find(fits)?.name.trim_start_matches("mut ").to_owned();
    let is_name = name.chars().all(|c| c.is_alphanumeric() || c == '_') && !name.is_empty();
    is_name.then(|| Made::certain("its own argument", name))
}

/// What stands for a whole body; with `kept`, the body stands behind it and is never run, so that what it names stays in use.
pub(super) fn replacement(head: &FunctionHead, value: usize, kept: Option<&str>) -> Option<String> {
    let value = whole_body(head, value)?;
    Some(kept.map_or_else(|| format!(" {value}"), |kept| format!(" let _ = || {{{kept}}}; {value}")))
}

fn whole_body(head: &FunctionHead, value: usize) -> Option<String> {
    let values = values_of(head).ok()?;
    values.get(value.checked_sub(1)?).filter(|value| value.certain).map(|value| value.code("0"))
}

/// The length of the attributes (`#![…]`) that a body begins with.
pub(super) fn inner_attributes(inside: &str) -> usize {
    let mut at = 0;
    loop {
        let rest = &inside[at..];
        let begin = rest.trim_start();
        if !begin.starts_with("#![") {
            return at;
        }
        let Some(length) = closing_bracket(begin) else { return at };
        at += rest.len() - begin.len() + length;
    }
}

/// Where the brackets of an attribute are closed.
fn closing_bracket(attribute: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, c) in attribute.char_indices() {
        match c {
            '[' => depth += 1,
            ']' if depth == 1 => return Some(at + 1),
            ']' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// The text before the runtime; lines count as before.
pub(super) fn with_runtime(mut text: String) -> String {
    if !text.ends_with('\n') {
        text.push('\n');
    }
    text + RUNTIME
}
