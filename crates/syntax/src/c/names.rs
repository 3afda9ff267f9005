//! Names that a file gives to other things: its macros, and those that stand for a truth value.

use super::directives::{DirectiveKind, define_of};
use super::scan::Scan;
use super::tokens::Kind;
use crate::ir::{NameDefinition, NameKind};

/// The definitions of `scan`, in order of their place.
pub(super) fn definitions(scan: &Scan) -> Vec<NameDefinition> {
    let defines = scan.directives.iter().filter(|directive| directive.kind == DirectiveKind::Define);
    defines.filter_map(|directive| defined(scan, directive.span)).collect()
}

fn defined(scan: &Scan, span: model::Span) -> Option<NameDefinition> {
    let define = define_of(scan.text, span)?;
    let mut rest = define.rest.as_slice();
    let glued = rest.first().is_some_and(|(token, text)| text == "(" && token.span().start == define.span.end);
    if glued {
        let close = rest.iter().position(|(_, text)| text == ")")?;
        rest = &rest[close + 1..];
    }
    let texts: Vec<&str> =
        rest.iter().filter(|(token, _)| token.kind != Kind::Comment).map(|(_, text)| text.as_str()).collect();
    let kind = match texts.as_slice() {
        ["0" | "1" | "true" | "false"] if !glued => NameKind::Constant,
        [] => return None,
        _ => NameKind::Macro,
    };
    Some(NameDefinition { name: define.name.into(), kind, text: texts.join(" ") })
}
