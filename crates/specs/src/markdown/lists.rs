//! Items of lists, read by the heading or label that they stand under.

use super::document::{Item, Text};
use super::meaning::Meaning;
use super::names::{self, Hint};
use super::reading::{Evidence, Reading};
use super::sections::Place;
use super::shape::{Shape, shape};
use super::{code, conditions, files, head, prose};
use crate::markdown::markers::{has_any, shortened, words, words_of};
use model::{Exclusion, Promised, Tier, Used};

/// Reads the item that begins at `line`. `nested` says that it explains an item around it that is a promise itself.
pub(super) fn read_item(item: &Item, line: usize, nested: bool, place: &Place, reading: &mut Reading) {
    let why = format!("item under \"{}\"", place.title);
    let from = Evidence { text: shortened(&item.text.marked()), line, why, tier: Tier::Declared };
    if is_struck(&item.text) {
        return reading.pass(line, &from.text, "struck through");
    }
    let taken = match place.meaning {
        Meaning::Create | Meaning::Modify | Meaning::Delete | Meaning::Files | Meaning::Untouched => {
            files::fate(place.meaning).is_some_and(|fate| files::take(&item.text, fate, &from, reading))
        }
        Meaning::Interface | Meaning::Functions | Meaning::Types if !nested => {
            declared(&item.text, place, &from, reading)
        }
        Meaning::Tests => test(&item.text, &from, reading),
        Meaning::Conditions => return conditions::read_condition(item, &from, nested, reading),
        Meaning::Dependencies => {
            head::targets(&item.text, line, reading);
            true
        }
        _ => false,
    };
    if !taken {
        prose::read_prose(&item.text, place, line, reading);
    }
    if item.mark.is_some() && !taken && allows_statements(place.meaning) {
        statement(item, &from, reading);
    }
}

fn allows_statements(meaning: Meaning) -> bool {
    matches!(meaning, Meaning::Plain | Meaning::Tests | Meaning::Interface | Meaning::Functions)
}

/// What a checkbox says that nothing here can look up.
pub(super) fn statement(item: &Item, from: &Evidence, reading: &mut Reading) {
    // What was just taken from the same line stands among the last.
    let promised = reading.task.promises.iter().rev().take(8).any(|promise| promise.line == from.line);
    if !promised && !item.text.is_empty() {
        let from = Evidence { tier: Tier::Mentioned, ..from.clone() };
        reading.promise(Promised::Statement { mark: item.mark }, &from);
    }
}

pub(super) fn is_struck(text: &Text) -> bool {
    text.pieces.iter().find(|piece| !piece.text.trim().is_empty()).is_some_and(|piece| piece.look.struck)
}

/// A function, slot or type that the item begins with.
fn declared(text: &Text, place: &Place, from: &Evidence, reading: &mut Reading) -> bool {
    let Some(first) = text.pieces.iter().position(|piece| piece.look.code) else { return false };
    if !is_front(&words_of(&text.pieces[..first])) || says_existing(text) || prose::is_negated(&words_of(&text.pieces))
    {
        return false;
    }
    let hint = match place.meaning {
        Meaning::Functions => Hint::Function,
        Meaning::Types => Hint::Type,
        _ => Hint::Nothing,
    };
    let file = prose::file_behind(&text.pieces[first + 1..]);
    shape(&text.pieces[first].text).is_some_and(|found| names::declare(found, hint, None, file, from, reading))
}

/// Words that may stand before the name of what is declared.
fn is_front(words: &[String]) -> bool {
    const FRONT: &[&str] = &[
        "a",
        "an",
        "the",
        "new",
        "add",
        "implement",
        "create",
        "define",
        "function",
        "method",
        "struct",
        "enum",
        "trait",
        "type",
        "pub",
        "public",
        "static",
        "slot",
        "callback",
        "helper",
    ];
    words.iter().all(|word| FRONT.contains(&word.as_str()))
}

fn says_existing(text: &Text) -> bool {
    let words = words(&text.plain());
    has_any(
        &words,
        &["existing", "already exists", "unchanged", "already exist", "already implemented", "already there"],
    )
}

/// A test's name, or a file that is to hold tests; counts are read with the prose.
fn test(text: &Text, from: &Evidence, reading: &mut Reading) -> bool {
    let counted = prose::take_counts(text, Meaning::Tests, from, reading);
    let entry = files::entry(text);
    let is_suite = |path: &&String| path.contains("test") && (path.ends_with(".rs") || path.ends_with(".c"));
    let path = entry.paths.first().filter(|_| !counted && !entry.spared).filter(is_suite);
    if let Some(Ok(path)) = path.map(|path| super::paths::normalised(path)) {
        reading.promise(Promised::Tests { at_least: 1, added: false, files: vec![path] }, from);
        return true;
    }
    let first = text.pieces.iter().find(|piece| !piece.text.trim().is_empty());
    let found = first.filter(|piece| piece.look.code).and_then(|piece| shape(&piece.text));
    found.is_some_and(|found| names::declare_test(&found, false, None, from, reading)) || counted
}

/// Notes why what has the shape of a promise in `text` is none, and what it is instead.
pub(super) fn not_taken(text: &Text, place: &Place, from: &Evidence, reading: &mut Reading) {
    let line = text.line().unwrap_or(from.line);
    let mut shaped = false;
    for piece in text.code_spans() {
        let Some(found) = shape(&piece.text) else {
            code::span_uses(&piece.text, piece.line, reading);
            continue;
        };
        shaped |= is_promise_shaped(&found) || (place.meaning == Meaning::Excluded && matches!(found, Shape::Name(_)));
        instead(found, place, piece.line, &from.text, reading);
    }
    for path in files::entry(text).paths.iter().filter(|_| place.meaning == Meaning::References) {
        shaped = true;
        instead(Shape::Path(path.clone()), place, line, &from.text, reading);
    }
    if shaped {
        reading.pass(line, &from.text, &why(place));
    }
}

fn is_promise_shaped(shape: &Shape) -> bool {
    matches!(shape, Shape::Function { .. } | Shape::Slot { .. } | Shape::Type(_) | Shape::Path(_))
}

/// In a list to read first a path is what the task uses; out of scope, a symbol is what it leaves out.
fn instead(found: Shape, place: &Place, line: usize, text: &str, reading: &mut Reading) {
    match (place.meaning, found) {
        (Meaning::References, Shape::Path(path)) => {
            if let Ok(path) = super::paths::normalised(&path) {
                reading.uses(Used::File(path), text, line);
            }
        }
        (
            Meaning::Excluded,
            Shape::Function { name: what, .. } | Shape::Slot { name: what, .. } | Shape::Type(what) | Shape::Path(what),
        ) => {
            reading.task.excludes.push(Exclusion { what, line });
        }
        (Meaning::Excluded, Shape::Name(what)) if what.contains('_') || names::is_type_name(&what) => {
            reading.task.excludes.push(Exclusion { what, line });
        }
        _ => {}
    }
}

fn why(place: &Place) -> String {
    match place.meaning {
        Meaning::References => format!("to be read first, under \"{}\"", place.title),
        Meaning::Example => format!("an example, under \"{}\"", place.title),
        Meaning::Excluded => format!("no part of the task, under \"{}\"", place.title),
        _ if place.title.is_empty() => "only spoken of".to_owned(),
        _ => format!("only spoken of, under \"{}\"", place.title),
    }
}
