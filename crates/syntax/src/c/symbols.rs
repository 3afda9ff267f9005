//! The names that a file defines beside functions and types: members, values of enums, macros, global variables.

use std::ops::Range;

use super::directives::{DirectiveKind, define_of};
use super::keywords::is_tag;
use super::scan::Scan;
use super::types::Code;
use model::SymbolDefinition;

/// The names of a file.
pub(super) fn symbols(scan: &Scan) -> Vec<SymbolDefinition> {
    let code = Code::of(scan);
    let tags = (0..code.tokens.len()).filter(|&at| code.word(at).is_some_and(is_tag));
    let mut found: Vec<SymbolDefinition> = tags.flat_map(|at| parts(&code, at)).collect();
    found.extend(macros(scan));
    found.extend(globals(&code));
    found.sort_by_key(|symbol| symbol.span);
    found
}

fn macros(scan: &Scan) -> Vec<SymbolDefinition> {
    let defines = scan.directives.iter().filter(|directive| directive.kind == DirectiveKind::Define);
    let named = defines.filter_map(|directive| define_of(scan.text, directive.span));
    named
        .map(|define| SymbolDefinition { name: define.name, span: define.span, kind: "macro", holders: Vec::new() })
        .collect()
}

/// The members or values of the type whose keyword stands at `tag`.
fn parts(code: &Code, tag: usize) -> Vec<SymbolDefinition> {
    let Some((name, open)) = code.body_of(tag) else { return Vec::new() };
    let Some(end) = code.after_group(open) else { return Vec::new() };
    let holders = code.holders(tag, name, end);
    if code.word(tag) == Some("enum") {
        let values = (open + 1..end).filter(|&at| at == open + 1 || code.mark(at - 1) == b',');
        return values.filter_map(|at| symbol(code, at, "variant", &holders)).collect();
    }
    let mut found = Vec::new();
    let mut at = open + 1;
    while at < end - 1 {
        let stop = code.end_of_declaration(at).min(end - 1);
        let names = code.declarators(at..stop).into_iter().map(|declarator| declarator.name);
        found.extend(names.filter_map(|name| symbol(code, name, "field", &holders)));
        at = stop + 1;
    }
    found
}

/// The variables that are declared outside of all braces.
fn globals(code: &Code) -> Vec<SymbolDefinition> {
    let variables = statements(code).into_iter().filter(|places| code.word(places.start) != Some("typedef"));
    let declared = variables.flat_map(|places| code.declarators(places));
    declared
        .filter(|declarator| declarator.arity.is_none())
        .filter_map(|declarator| symbol(code, declarator.name, "constant", &[]))
        .collect()
}

/// The declarations of a file that end in a semicolon: a function's body ends what stands before it.
fn statements(code: &Code) -> Vec<Range<usize>> {
    let (mut found, mut start, mut at) = (Vec::new(), 0, 0);
    while at < code.tokens.len() {
        let body = code.mark(at) == b'{' && at > 0 && code.mark(at - 1) == b')';
        let next = match code.mark(at) {
            b'(' | b'[' | b'{' => code.after_group(at).unwrap_or(at + 1),
            _ => at + 1,
        };
        if code.mark(at) == b';' {
            found.push(start..at);
        }
        if code.mark(at) == b';' || body {
            start = next;
        }
        at = next;
    }
    found
}

fn symbol(code: &Code, at: usize, kind: &'static str, holders: &[String]) -> Option<SymbolDefinition> {
    let name = code.word(at)?.to_owned();
    Some(SymbolDefinition { name, span: code.tokens[at].span(), kind, holders: holders.to_vec() })
}
