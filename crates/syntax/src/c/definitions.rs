//! Definitions -> the heads that readers are shown, and declarations that stand in conditional arms.

use super::comments;
use super::directives::{DirectiveKind, define_of};
use super::elements::Head;
use super::items::Definition;
use super::prefix::Surroundings;
use super::scan::Scan;
use super::signature::{self, Details};
use model::{Declaration, FunctionHead, Linkage, Role, Span};

/// The head of `definition`, without its hashes: only those of functions that are read are asked for.
pub(super) fn head(scan: &Scan, definition: &Definition) -> FunctionHead {
    completed(scan, definition, outline(scan, definition))
}

/// The head of `definition` without what [`FunctionHead`] lets heads leave out.
pub(super) fn outline(scan: &Scan, definition: &Definition) -> FunctionHead {
    let span_of = |index: usize| scan.tokens[index].span();
    let close = definition.close.unwrap_or(definition.open);
    let body = span_of(definition.open).cover(span_of(close));
    let span = Span::new(span_of(definition.first).start, body.end);
    let name_span = span_of(definition.name);
    let name = scan.text[name_span.start..name_span.end].to_owned();
    FunctionHead {
        qualified: name.clone(),
        name,
        name_span,
        extent: Span::new(extent_start(scan, definition), body.end),
        span,
        body,
        role: Role::Free,
        linkage: Linkage::External,
        is_test: definition.is_test,
        attributes: Vec::new(),
        conditions: scan.conditions_at(name_span.start),
        params: Vec::new(),
        return_type: String::new(),
        token_hash: 0,
        body_hash: 0,
    }
}

/// `outline`, the one of `definition`, with what it leaves out.
pub(super) fn completed(scan: &Scan, definition: &Definition, outline: FunctionHead) -> FunctionHead {
    let tokens = &definition.head;
    let Some(Details { params, surroundings }) = signature::details(&Head { scan, tokens }, definition.below) else {
        return outline;
    };
    let Surroundings { return_type, attributes, linkage } = surroundings;
    FunctionHead { params, return_type, attributes, linkage, ..outline }
}

/// Where the function begins with the comments above it and the macros that stand before its signature.
fn extent_start(scan: &Scan, definition: &Definition) -> usize {
    let first = scan.tokens[definition.first].span().start;
    let leading = scan.tokens[definition.leading].span().start;
    let above = comments::begin_above(scan, first);
    let between = &scan.text[leading.min(first)..first];
    let adjoins = above == first && !between.lines().any(|line| line.trim().is_empty());
    if adjoins && leading < first { comments::begin_above(scan, leading) } else { above }
}

/// The prototypes at `prototypes` and the macros of conditional arms, in order of their place.
pub(super) fn declarations(scan: &Scan, prototypes: &[usize]) -> Vec<Declaration> {
    let mut found: Vec<Declaration> = prototypes.iter().map(|&name| prototype(scan, name)).collect();
    let defines = scan.directives.iter().filter(|directive| directive.kind == DirectiveKind::Define);
    found.extend(defines.filter_map(|directive| macro_declaration(scan, directive.span)));
    found.sort_by_key(|declaration| declaration.span);
    found
}

fn prototype(scan: &Scan, name: usize) -> Declaration {
    let span = scan.tokens[name].span();
    let name = scan.text[span.start..span.end].to_owned();
    Declaration { name, span, conditions: scan.conditions_at(span.start), alias_of: None }
}

fn macro_declaration(scan: &Scan, directive: Span) -> Option<Declaration> {
    let conditions = scan.conditions_at(directive.start);
    if conditions.is_empty() {
        return None;
    }
    let define = define_of(scan.text, directive)?;
    let alias_of = match define.rest.as_slice() {
        [(token, text)] if token.is_word() => Some(text.clone()),
        _ => None,
    };
    Some(Declaration { name: define.name, span: define.span, conditions, alias_of })
}
