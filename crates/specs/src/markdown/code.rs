//! Blocks of code: what they declare under a heading that says so, what their callers use.

use super::document::{Block, Code};
use super::meaning::Meaning;
use super::reading::{Evidence, Reading};
use super::sections::Place;
use crate::markdown::markers::{has_any, words};
use crate::shown_code::{self, CodeLines};
use crate::signature::{Declaration, Declared, Snippet, language, read};
use model::{Promised, Tier, Used};

/// Methods of the standard library that every caller uses; they are no slots of a project.
const STANDARD: &[&str] = &[
    "unwrap",
    "expect",
    "clone",
    "iter",
    "into_iter",
    "collect",
    "map",
    "push",
    "len",
    "is_empty",
    "to_string",
    "to_owned",
    "into",
    "as_str",
    "as_ref",
    "unwrap_or",
    "unwrap_or_default",
    "unwrap_or_else",
    "ok",
    "err",
    "is_ok",
    "is_err",
    "is_some",
    "is_none",
    "await",
    "filter",
    "get",
    "insert",
    "contains",
    "next",
    "and_then",
    "map_err",
    "ok_or",
    "ok_or_else",
    "lock",
    "join",
    "to_vec",
    "as_bytes",
    "iter_mut",
    "extend",
    "push_str",
    "unwrap_err",
    "any",
    "all",
    "find",
    "starts_with",
    "ends_with",
    "trim",
    "split",
];

/// Reads the block `code`. `before` is the text of the paragraph before it.
pub(super) fn read_code(block: &Block, code: &Code, place: &Place, before: &str, reading: &mut Reading) {
    if code.language() == "makegood" {
        return;
    }
    if !code.closed {
        reading.pass(block.line, &code.info, "a block of code that is never closed takes the rest of the text");
    }
    if place.meaning == Meaning::Conditions && code.is_shell() {
        return commands(code, place, reading);
    }
    let Some(language) = language(&code.language(), &code.body.text) else { return };
    let snippet = read(&code.body.text, language);
    let lines = CodeLines::of(code);
    if place.meaning != Meaning::Excluded {
        uses(&snippet, &lines, reading);
    }
    for declaration in &snippet.declarations {
        declared(declaration, &lines, place, before, reading);
    }
}

fn commands(code: &Code, place: &Place, reading: &mut Reading) {
    for (index, line) in code.body.text.lines().enumerate() {
        let command = shown_code::command(line).to_owned();
        if matches!(super::shape::shape(&command), Some(super::shape::Shape::Command(_))) {
            let why = format!("command in a block under \"{}\"", place.title);
            let from = Evidence { text: command.clone(), line: code.body.line + index, why, tier: Tier::Declared };
            reading.promise(Promised::Command { command }, &from);
        }
    }
}

/// Calls through members, outside of what the block itself declares.
fn uses(snippet: &Snippet, lines: &CodeLines, reading: &mut Reading) {
    for (name, offset) in &snippet.member_calls {
        if !STANDARD.contains(&name.as_str()) {
            let (line, text) = lines.at(*offset);
            reading.uses(Used::Slot(name.clone()), &text, line);
        }
    }
}

fn declared(declaration: &Declaration, lines: &CodeLines, place: &Place, before: &str, reading: &mut Reading) {
    let (line, text) = lines.at(declaration.offset);
    let declaring = match place.meaning {
        // A body below a heading that says nothing itself shows how, and promises nothing.
        Meaning::Interface | Meaning::Functions | Meaning::Types => {
            !(place.inherited && matches!(declaration.what, Declared::Function { body: true, .. }))
        }
        Meaning::Tests => matches!(declaration.what, Declared::Function { test: true, .. }),
        _ => false,
    };
    if !declaring {
        return reading.pass(line, &text, &why_not(place));
    }
    let why = format!("declaration in a block of code under \"{}\"", place.title);
    let tier = if matches!(declaration.what, Declared::Symbol { .. }) { Tier::Mentioned } else { Tier::Declared };
    let from = Evidence { text, line, why, tier };
    reading.promise(promised(&declaration.what, before, place), &from);
}

fn why_not(place: &Place) -> String {
    if place.title.is_empty() {
        return "code that no heading declares".to_owned();
    }
    format!("code under \"{}\"", place.title)
}

fn promised(what: &Declared, before: &str, place: &Place) -> Promised {
    match what.clone() {
        Declared::Function { name, arity, lone_method: true, body: false, test: false }
            if speaks_of_slots(before, place) =>
        {
            Promised::Slot { name, of: None, arity }
        }
        what => shown_code::promise(&what, None),
    }
}

/// Whether the words around a lone method say that it belongs to a trait.
fn speaks_of_slots(before: &str, place: &Place) -> bool {
    let words = words(&format!("{before} {}", place.title));
    has_any(&words, &["trait", "traits", "slot", "override", "overrides", "vtable"])
}

/// Calls through members in code spans of prose: `provider->vt->perform()`.
pub(super) fn span_uses(code: &str, line: usize, reading: &mut Reading) {
    let snippet = read(code, crate::signature::CodeLanguage::C);
    if code.contains("->") {
        for (name, _) in snippet.member_calls {
            reading.uses(Used::Slot(name), code, line);
        }
    }
}
