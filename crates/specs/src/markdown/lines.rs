//! Lines that no section gives a meaning to: read by their own words and by what stands around them.

use super::document::{Block, BlockKind, Document, Item, Text};
use super::lists::is_struck;
use super::meaning::Meaning;
use super::reading::{Evidence, Reading};
use super::rows;
use super::surroundings::{Surrounded, is_file_title};
use crate::checklist::{line_of, subject};
use crate::markdown::markers::{shortened, words};
use crate::shown_code;
use crate::task_line::{Context, Manner, Sort, lead_of, read_in};
use model::{FileFate, Promised, Tier};

/// Reads the lines of `block` from which nothing was taken yet. `task` says that it is part of a task of a plan, where what
/// is said is what is to be done.
pub(super) fn read_rest(document: &Document, index: usize, at: &Surrounded, task: bool, reading: &mut Reading) {
    let (block, context) = (&document.blocks[index], &at.context);
    if block.quoted || block.kind.text().is_some_and(is_struck) {
        return;
    }
    match &block.kind {
        BlockKind::Item(item) => read_item(item, block, at, task, reading),
        BlockKind::Heading { text, .. } => title(text, task, context, reading),
        BlockKind::Paragraph(text) if must_fail(document, index) => {
            let command = text.lines().iter().any(|line| line.plain().starts_with("Run"));
            if command {
                reading.pass(block.line, &shortened(&text.marked()), "a command that is expected to fail");
            }
        }
        BlockKind::Paragraph(text) => paragraph(text, task, context, reading),
        BlockKind::Table(table) => rows::read_rows(table, at, reading),
        BlockKind::Code(code) if !must_fail(document, index) => read_code(code, context, reading),
        _ => {}
    }
}

fn read_item(item: &Item, block: &Block, at: &Surrounded, task: bool, reading: &mut Reading) {
    let (context, criteria) = (&at.context, at.place.meaning == Meaning::Conditions);
    let below = context.direct || block.parent.is_some() && context.act.is_some();
    let listed = item.mark.is_some() || below || task;
    let manner = if listed && !criteria { Manner::Task } else { Manner::Criterion };
    read_text(&item.text, manner, context, reading);
}

/// Whether what the block at `index` runs is expected to fail, by its own words or by those right behind it.
fn must_fail(document: &Document, index: usize) -> bool {
    let fails = |text: &Text| {
        let words = words(&text.plain());
        let expected = words.iter().position(|word| word == "expected" || word == "expect");
        let fail = |word: &String| {
            matches!(word.as_str(), "fail" | "fails" | "failure" | "failing" | "red" | "error" | "errors")
        };
        expected.is_some_and(|at| words[at..].iter().take(6).any(fail))
    };
    let texts = document.blocks[index..].iter().take(2).filter_map(|block| block.kind.text());
    let own = document.blocks[index]
        .kind
        .text()
        .is_some_and(|text| words(&text.plain()).first().is_some_and(|word| word == "run"));
    texts.enumerate().any(|(at, text)| (at == 0 || own) && fails(text))
}

/// A heading of a task says what the task is about; one that is a file's path, that the file is to be there.
fn title(text: &Text, task: bool, context: &Context, reading: &mut Reading) {
    if !file_title(text, context, reading) {
        read_text(text, if task { Manner::Task } else { Manner::Prose }, context, reading);
    }
}

/// The files that a title or a label names, where it says nothing else.
fn file_title(text: &Text, context: &Context, reading: &mut Reading) -> bool {
    let line = text.line().unwrap_or(1);
    if !is_file_title(text) || matches!(context.sort, Sort::Told(_)) || reading.took(line) {
        return false;
    }
    let why = "a title or label that is a file's path".to_owned();
    let from = Evidence { text: shortened(&text.marked()), line, why, tier: Tier::Mentioned };
    for path in lead_of(&text.marked()).files {
        reading.file(&path, FileFate::Modified, &from);
    }
    true
}

/// The words of a paragraph of a task are what is to be done; those of another text mostly tell how things are.
fn paragraph(text: &Text, task: bool, context: &Context, reading: &mut Reading) {
    let manner = if task { Manner::Criterion } else { Manner::Prose };
    for line in text.lines() {
        let at = line.line().unwrap_or(1);
        let label =
            line.marked().trim_end().ends_with(':') || line.pieces.first().is_some_and(|piece| piece.look.strong);
        if label && file_title(&line, context, reading) {
            continue;
        }
        read_words(&line.marked(), manner, context, &|_| at, at, reading);
    }
}

fn read_text(text: &Text, manner: Manner, context: &Context, reading: &mut Reading) {
    let line = text.line().unwrap_or(1);
    read_words(&text.marked(), manner, context, &|name| line_of(text, name).unwrap_or(line), line, reading);
}

/// What is taken from a line that an earlier, surer reading took from already, would be the same in other words.
pub(super) fn read_words(
    words: &str,
    manner: Manner,
    context: &Context,
    place: &dyn Fn(&str) -> usize,
    line: usize,
    reading: &mut Reading,
) {
    let read = read_in(words, manner, context);
    let taken: Vec<_> = read.promised.into_iter().filter(|(what, ..)| !reading.took(place(subject(what)))).collect();
    for (what, tier, why) in taken {
        let tier = if manner == Manner::Prose { Tier::Mentioned } else { tier };
        let from = Evidence { text: shortened(words), line: place(subject(&what)), why, tier };
        reading.drop_statement(from.line);
        match what {
            Promised::File { path, fate } => reading.file(&path, fate, &from),
            what => reading.promise(what, &from),
        }
    }
    // What a section rules out is noted where the section is read.
    let noted = matches!(context.sort, Sort::Told(_));
    for (what, why) in read.passed.into_iter().filter(|_| !noted) {
        reading.pass(line, &what, &why);
    }
}

fn read_code(code: &super::document::Code, context: &Context, reading: &mut Reading) {
    for shown in shown_code::promised(code, context) {
        let (what, tier, why) = shown.taken;
        if !reading.took(shown.line) {
            let from = Evidence { text: shown.text, line: shown.line, why, tier };
            match what {
                Promised::File { path, fate } => reading.file(&path, fate, &from),
                what => reading.promise(what, &from),
            }
        }
    }
}
