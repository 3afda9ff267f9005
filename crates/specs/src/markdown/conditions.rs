//! Postconditions: what of them can be looked up, and what a person must look at.

use super::document::{Item, Text};
use super::lists::statement;
use super::meaning::Meaning;
use super::names::is_type_name;
use super::prose::{is_negated, take_counts};
use super::reading::{Evidence, Reading};
use super::shape::{Shape, shape};
use crate::markdown::markers::{has_any, words_of};
use model::{FileFate, Promised};

/// Reads an item under a heading such as "Postconditions".
pub(super) fn read_condition(item: &Item, from: &Evidence, nested: bool, reading: &mut Reading) {
    let words = words_of(&item.text.pieces);
    let counted = take_counts(&item.text, Meaning::Conditions, from, reading);
    let taken = counted || commands(&item.text, &words, from, reading) || exists(&item.text, &words, from, reading);
    all_in_file(&item.text, &words, reading);
    if !taken && (item.mark.is_some() || !nested) {
        statement(item, from, reading);
    }
}

/// "`make check` passes", or a command alone.
fn commands(text: &Text, words: &[String], from: &Evidence, reading: &mut Reading) -> bool {
    const PASSES: &[&str] = &[
        "pass", "passes", "passing", "succeed", "succeeds", "green", "clean", "exits", "compiles", "builds", "works",
        "ok", "run", "runs",
    ];
    let alone = words.iter().all(|word| word == crate::markdown::markers::CODE || word == "and" || word == "run");
    if !(alone || has_any(words, PASSES)) {
        return false;
    }
    let commands = text.code_spans().filter_map(|piece| match shape(&piece.text) {
        // What git tells of the tree is no command that fails.
        Some(Shape::Command(command)) if !command.starts_with("git ") => Some(command),
        _ => None,
    });
    let commands: Vec<String> = commands.collect();
    commands.iter().for_each(|command| reading.promise(Promised::Command { command: command.clone() }, from));
    !commands.is_empty()
}

/// "`f()` exists", "`src/a.c` is created", "`old.c` is removed".
fn exists(text: &Text, words: &[String], from: &Evidence, reading: &mut Reading) -> bool {
    let first = text.pieces.iter().position(|piece| piece.look.code);
    let Some(at) = first.filter(|at| words_of(&text.pieces[..*at]).len() <= 2) else { return false };
    // What is said must be said of the span itself: "`f()` is implemented", not "`f()` returns what exists".
    let behind: Vec<String> = words_of(&text.pieces[at + 1..]).into_iter().take(3).collect();
    let before = words_of(&text.pieces[..at]);
    let found = shape(&text.pieces[at].text);
    let gone = has_any(&behind, &["deleted", "removed", "gone", "no longer exists"]);
    let elsewhere = has_any(&behind, &["added to", "created in", "created by"]);
    let there = !elsewhere
        && has_any(
            &behind,
            &["exists", "exist", "implemented", "defined", "created", "added", "is present", "declared"],
        );
    let changed = has_any(&behind, &["updated", "modified", "changed", "extended"]);
    if has_any(&before, &["all", "no", "every", "each"]) || (is_negated(words) && !gone) {
        return false;
    }
    let file = super::prose::file_behind(&text.pieces[at + 1..]);
    match found {
        Some(Shape::Path(path)) if gone => reading.file(&path, FileFate::Deleted, from),
        Some(Shape::Path(path)) if there && path.contains('/') => reading.file(&path, FileFate::Created, from),
        Some(Shape::Path(path)) if changed && path.contains('/') => reading.file(&path, FileFate::Modified, from),
        Some(Shape::Function { name, arity }) if there => {
            reading.promise(Promised::Function { name, file, arity, slot: None }, from);
        }
        Some(Shape::Type(name)) if there => reading.promise(Promised::Type { name, file }, from),
        Some(Shape::Name(name)) if there && has_any(&before, &["function", "method"]) => {
            reading.promise(Promised::Function { name, file, arity: None, slot: None }, from);
        }
        Some(Shape::Name(name))
            if there
                && is_type_name(&name)
                && has_any(&[before, behind].concat(), &["struct", "enum", "type", "trait"]) =>
        {
            reading.promise(Promised::Type { name, file }, from);
        }
        _ => return false,
    }
    true
}

/// "All functions of the interface exist in `src/a.c`" says where those are that were named without a file.
fn all_in_file(text: &Text, words: &[String], reading: &mut Reading) {
    let all = has_any(words, &["all functions", "all the functions", "all methods"])
        && has_any(words, &["exist", "implemented", "defined"]);
    let paths: Vec<String> = text
        .code_spans()
        .filter_map(|piece| match shape(&piece.text) {
            Some(Shape::Path(path)) => super::paths::normalised(&path).ok(),
            _ => None,
        })
        .collect();
    let ([path], true) = (paths.as_slice(), all) else { return };
    if std::mem::replace(&mut reading.told_file, true) {
        return;
    }
    for promise in &mut reading.task.promises {
        if let Promised::Function { file: file @ None, .. } = &mut promise.what {
            *file = Some(path.clone());
        }
    }
}
