//! Switches in Rust.

use std::sync::LazyLock;

use model::{FunctionHead, SourceText, Span};
use regex::Regex;

use super::rust_values::{Made, values};
use super::{Point, Shape, Switch, Unsupported};

/// The module that the root of every rewritten crate gets: needs nothing but the standard library.
pub const RUNTIME: &str = include_str!("runtime.rs.in");

static CONST_FN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"\bconst\s+(?:async\s+)?(?:unsafe\s+)?(?:extern\s*(?:"[^"]*"\s*)?)?fn\b"#).expect("a pattern")
});

pub(super) fn switch(head: &FunctionHead, source: &SourceText) -> Result<Switch, Unsupported> {
    let values = values(&head.return_type)?;
    let signature = source.slice(Span::new(head.span.start, head.name_span.end));
    let names = values.iter().map(|value| value.said.clone()).collect();
    let constant = CONST_FN.is_match(signature);
    let only_replaced = constant || values.iter().any(|value| value.replaces);
    let shapes = match only_replaced {
        false => vec![Shape::Guard],
        true if values.iter().all(|value| value.certain) => vec![Shape::Replaced(1)],
        true => {
            return Err(Unsupported(
                "a `const fn` cannot be given a value that is made while the program runs".to_owned(),
            ));
        }
    };
    Ok(Switch { values: names, shapes })
}

pub(super) fn guard(point: &Point) -> Option<String> {
    let values = values(&point.head.return_type).ok()?;
    let id = point.id;
    let arms: String =
        (1..).zip(&values).map(|(number, value)| format!(" {number} => {{ {} }}", answer(id, value))).collect();
    Some(format!(" match crate::makegood_prove::on({id}) {{{arms} _ => {{}} }}"))
}

fn answer(id: u32, value: &Made) -> String {
    let code = value.code(id);
    match value.certain {
        true => format!("return {code};"),
        false => format!(
            "if let crate::makegood_prove::std::option::Option::Some(makegood_value) = {code} {{ return makegood_value; }} \
             crate::makegood_prove::lacking({id});"
        ),
    }
}

/// What stands for a whole body.
pub(super) fn replacement(head: &FunctionHead, value: usize) -> Option<String> {
    let values = values(&head.return_type).ok()?;
    values.get(value.checked_sub(1)?).filter(|value| value.certain).map(|value| value.code(0))
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
