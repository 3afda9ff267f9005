//! Files that an entry of a list or a cell of a table names at its front, and what is to become of them.

use super::document::{Piece, Text};
use super::meaning::Meaning;
use super::paths::{expanded, is_path};
use super::reading::{Evidence, Reading};
use super::shape::{Shape, shape};
use crate::markdown::markers::{has_any, words};
use model::FileFate;

/// The paths at the front of an entry.
pub(super) struct Entry {
    /// The paths.
    pub(super) paths: Vec<String>,
    /// What the words around them say of their fate.
    pub(super) fate: Option<FileFate>,
    /// Whether the words say that nothing becomes of them.
    pub(super) spared: bool,
    /// Whether the words behind them name something else that would do as well.
    pub(super) left_open: bool,
}

/// The fate of a file that stands below a heading of this meaning.
pub(super) fn fate(meaning: Meaning) -> Option<FileFate> {
    match meaning {
        Meaning::Create => Some(FileFate::Created),
        Meaning::Modify | Meaning::Files => Some(FileFate::Modified),
        Meaning::Delete => Some(FileFate::Deleted),
        Meaning::Untouched => Some(FileFate::Untouched),
        _ => None,
    }
}

/// Takes the files of an entry; tells whether there were any.
pub(super) fn take(text: &Text, fate: FileFate, from: &Evidence, reading: &mut Reading) -> bool {
    let entry = entry(text);
    if entry.spared && fate != FileFate::Untouched && !entry.paths.is_empty() {
        reading.pass(from.line, &from.text, "a file that is there already, by its own words");
        return true;
    }
    if entry.left_open && !entry.paths.is_empty() {
        reading.pass(from.line, &from.text, "one of several, and which is left open");
        return true;
    }
    // Under a heading that forbids changes no other word counts.
    let fate = if fate == FileFate::Untouched { fate } else { entry.fate.unwrap_or(fate) };
    let paths: Vec<String> = if fate == FileFate::Untouched { globs(text) } else { entry.paths };
    paths.iter().for_each(|path| reading.file(path, fate, from));
    !paths.is_empty()
}

/// All paths and patterns of an entry: where nothing may be touched, each of them counts.
fn globs(text: &Text) -> Vec<String> {
    let spans = text.code_spans().filter_map(|piece| match shape(&piece.text) {
        Some(Shape::Path(path)) => Some(path),
        Some(Shape::Glob(glob)) if glob.ends_with('/') => Some(format!("{glob}**")),
        Some(Shape::Glob(glob)) => Some(glob),
        _ => None,
    });
    let spans: Vec<String> = spans.collect();
    if spans.is_empty() { entry(text).paths } else { spans }
}

/// The paths that an entry begins with, a label of few words before them allowed.
pub(super) fn entry(text: &Text) -> Entry {
    let mut paths: Vec<String> = Vec::new();
    let mut front = String::new();
    let mut rest = String::new();
    for (index, piece) in text.pieces.iter().enumerate() {
        let found = if rest.is_empty() { paths_of(piece, &paths) } else { Vec::new() };
        if !found.is_empty() && is_front(&front, paths.is_empty()) {
            paths.extend(found);
            let own = if piece.look.code { "" } else { after_path(&piece.text) };
            rest.push_str(if is_connection(own) { "" } else { own });
        } else if paths.is_empty() {
            front.push_str(&piece.text);
        } else if !(rest.is_empty() && is_connection(&piece.text) && index + 1 < text.pieces.len()) {
            rest.push_str(&piece.text);
        }
    }
    let around = [words(&front), words(&rest).into_iter().take(2).collect()].concat();
    let spared = [
        "existing",
        "unchanged",
        "no change",
        "no changes",
        "read only",
        "reference",
        "already",
        "read",
        "for reference",
        "verify",
        "not",
    ];
    let left_open = words(&rest).first().is_some_and(|word| word == "or");
    Entry {
        left_open,
        fate: fate_told(&words(&front)).or_else(|| fate_behind(&rest)),
        spared: has_any(&around, &spared),
        paths,
    }
}

/// Few words, or a label with a colon, may stand before the first path, and nothing between paths.
fn is_front(front: &str, first: bool) -> bool {
    const LONGEST: usize = 200;
    let front = front.trim_end();
    let short = front.len() < LONGEST;
    !first || short && (words(front).len() <= 2 || (front.ends_with(':') && words(front).len() <= 6))
}

fn is_connection(text: &str) -> bool {
    let text = text.trim();
    ["", ",", "and", "/", "&", "+", ", and", "or", "\n", "(", "→", "->"].contains(&text)
}

/// The path that a code span is, or that the first word of plain text is.
fn paths_of(piece: &Piece, before: &[String]) -> Vec<String> {
    if piece.look.code {
        return match shape(&piece.text) {
            Some(Shape::Path(path)) => vec![path],
            Some(Shape::Extension(extension)) => companion(before, &extension).into_iter().collect(),
            _ if piece.text.contains('{') => expanded(&piece.text).into_iter().filter(|path| is_path(path)).collect(),
            _ => Vec::new(),
        };
    }
    let word = piece.text.split_whitespace().next().unwrap_or_default().trim_end_matches([':', ',', ';', ')']);
    let path = is_path(word) && (word.contains('/') || piece.look.strong || piece.look.link.is_some());
    if path { vec![word.to_owned()] } else { Vec::new() }
}

/// "`X.h` and `.c`": the path before, with another extension.
fn companion(before: &[String], extension: &str) -> Option<String> {
    let (stem, _) = before.last()?.rsplit_once('.')?;
    Some(format!("{stem}{extension}"))
}

fn after_path(text: &str) -> &str {
    text.trim_start().split_once(char::is_whitespace).map_or("", |(_, rest)| rest)
}

/// What the first word that says anything says of a file's fate: `MODIFY: remove the old branch` is a change.
pub(super) fn fate_told(words: &[String]) -> Option<FileFate> {
    words.iter().find_map(|word| match word.as_str() {
        "delete" | "remove" | "deleted" | "removed" => Some(FileFate::Deleted),
        "modify" | "update" | "edit" | "extend" | "change" | "modified" | "updated" | "changed" | "refactor" => {
            Some(FileFate::Modified)
        }
        "create" | "new" | "add" | "write" | "created" | "added" => Some(FileFate::Created),
        _ => None,
    })
}

/// Words behind a path that tell its state wherever they stand.
const STATES: &[&str] = &["new", "deleted", "removed", "created"];
/// Words that tell it at the front of a bracket.
const MARKS: &[&str] = &["create", "modify", "modified", "update", "updated", "delete"];

/// What stands behind a path says of its fate: `(new)`, `[MODIFY - adds a field]`, `— deleted`. A sentence such as
/// `— add a field` speaks of what is in the file.
fn fate_behind(rest: &str) -> Option<FileFate> {
    let rest = rest.trim_start();
    let words = words(rest);
    let first = words.first()?;
    let alone = words.len() == 1 || STATES.contains(&first.as_str());
    let marked = rest.starts_with(['(', '[']) && MARKS.contains(&first.as_str());
    let whole = ["delete", "remove"].contains(&first.as_str())
        && words.get(1).is_some_and(|word| ["file", "entirely", "this", "whole"].contains(&word.as_str()));
    (marked || alone || whole).then(|| fate_told(&words[..1])).flatten()
}
