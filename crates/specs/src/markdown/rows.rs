//! Rows of tables that no heading gives a meaning to: a file and what becomes of it, or what is new.

use super::document::{Row, Table, Text};
use super::lines::read_words;
use super::reading::{Evidence, Reading};
use super::shape::{Shape, shape};
use super::surroundings::Surrounded;
use crate::markdown::markers::words;
use crate::task_line::{Context, Manner, Sort, lead_of};
use model::{Promised, Tier};

/// Reads the rows of `table`.
pub(super) fn read_rows(table: &Table, at: &Surrounded, reading: &mut Reading) {
    let context = &at.context;
    let new = words(&at.place.title).iter().any(|word| word == "new");
    if matches!(context.sort, Sort::Told(_)) {
        return;
    }
    for row in &table.rows {
        if !reading.took(row.line) {
            read_row(row, context, reading);
            if (new || is_signed(row)) && !reading.took(row.line) {
                read_name(row, reading);
            }
        }
    }
}

/// `| \`open\` | \`open(path: string): File\` |`: a name, and beside it how it is called.
fn is_signed(row: &Row) -> bool {
    let name = row.cells.first().filter(|cell| cell.pieces.len() == 1).and_then(|cell| cell.code_spans().next());
    let name = name.map(|piece| piece.text.trim_end_matches("()")).filter(|name| !name.contains('('));
    let calls = |cell: &Text, name: &str| {
        cell.code_spans().any(|piece| piece.text.strip_prefix(name).is_some_and(|rest| rest.starts_with('(')))
    };
    name.is_some_and(|name| row.cells[1..].iter().any(|cell| calls(cell, name)))
}

/// `| \`faccessat\` | 269 | …` under "New system calls": a row that begins with a function's name.
fn read_name(row: &Row, reading: &mut Reading) {
    let first = row.cells.first().filter(|cell| cell.pieces.len() == 1).and_then(|cell| cell.code_spans().next());
    let Some(Shape::Name(name) | Shape::Function { name, .. }) = first.and_then(|piece| shape(&piece.text)) else {
        return;
    };
    if name.starts_with(|c: char| c.is_ascii_lowercase()) {
        let why = "a row that begins with the name of a function".to_owned();
        let from = Evidence { text: name.clone(), line: row.line, why, tier: Tier::Mentioned };
        reading.promise(Promised::Function { name, file: None, arity: None, slot: None }, &from);
    }
}

/// `| src/a.rs | New: Ring, RingError |`: what stands beside a path says what becomes of the file, and what is to be in it.
fn read_row(row: &Row, context: &Context, reading: &mut Reading) {
    let Some((at, path)) = row.cells.iter().enumerate().find_map(|(at, cell)| Some((at, lone_path(cell)?))) else {
        return;
    };
    let others = row.cells.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, cell)| cell.marked());
    let others: Vec<String> = others.collect();
    let Some(verb) = others.iter().find_map(|cell| verb(cell)) else { return };
    let words = format!("{verb} `{path}`");
    read_words(&words, Manner::Task, context, &|_| row.line, row.line, reading);
    let inside = Context { files: vec![path], direct: true, act: None, of: None, sort: context.sort.clone() };
    for cell in &others {
        let words = cell
            .split_once(':')
            .filter(|(front, _)| self::verb(front).is_some())
            .map_or(cell.as_str(), |(_, rest)| rest);
        read_words(words, Manner::Task, &inside, &|_| row.line, row.line, reading);
    }
}

/// The path that a cell is, without other words.
fn lone_path(cell: &Text) -> Option<String> {
    let plain = cell.plain();
    lead_of(&cell.marked())
        .files
        .into_iter()
        .next()
        .filter(|path| plain.trim().trim_start_matches("./").ends_with(path.as_str()) && !plain.trim().contains(' '))
}

/// The verb by which a cell says what becomes of a file.
fn verb(cell: &str) -> Option<&'static str> {
    let first = cell.split(|c: char| !c.is_alphabetic()).find(|word| !word.is_empty())?.to_lowercase();
    match first.as_str() {
        "new" | "create" | "creates" | "created" => Some("create"),
        "modify" | "modified" | "update" | "add" | "edit" | "extend" | "change" | "changes" | "adds" | "updates"
        | "refactor" | "wire" | "register" | "export" | "fix" | "replace" | "rewrite" | "move" | "all" => {
            Some("modify")
        }
        "delete" | "remove" | "deleted" | "removed" => Some("delete"),
        _ => None,
    }
}
