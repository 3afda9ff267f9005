//! Specs in Markdown as people write it.
//!
//! A text becomes blocks (`parse`), each block stands under a heading or label that means something (`sections`,
//! `meaning`), and is read by that meaning and the shapes of what stands in it (`tables`, `lists`, `code`, `prose`).

mod calls;
mod code;
mod conditions;
mod counts;
pub mod document;
mod files;
mod head;
mod lines;
mod lists;
mod markers;
mod meaning;
mod names;
mod parse;
mod paths;
mod prose;
mod reading;
mod rows;
mod sections;
mod shape;
mod surroundings;
mod tables;
pub(crate) mod tree;

pub use paths::{expanded, has_known_extension};
pub use shape::{Shape, shape};
pub(crate) use surroundings::Surroundings;

use document::{Block, BlockKind, Document, Item, Text};
use meaning::Meaning;
use reading::{Evidence, Reading};
use sections::Place;

use super::contract::{self, Contract};
use super::{Beside, Format, SpecError};
use model::{SourceText, Task, Tier};

/// Markdown in which a file is a task.
pub struct Markdown;

impl Format for Markdown {
    fn id(&self) -> &'static str {
        "markdown"
    }

    fn recognises(&self, spec: &SourceText) -> bool {
        let path = spec.path.to_lowercase();
        path.ends_with(".md") || path.ends_with(".markdown")
    }

    fn read(&self, spec: &SourceText, _beside: &Beside) -> Result<Vec<Task>, SpecError> {
        let document = Document::parse(spec);
        let mut task = read_task(spec, &document);
        add_contracts(&document, spec, &mut task)?;
        calls::add(spec, &document, &mut task);
        Ok(vec![task])
    }
}

/// Adds what the contract blocks of `document` say, and the key of its front matter.
///
/// # Errors
/// Where a contract cannot be read in full.
pub fn add_contracts(document: &Document, spec: &SourceText, task: &mut Task) -> Result<(), SpecError> {
    let front = document.front_matter().map(|front| Contract::read_front_matter(spec, front.span)).transpose()?;
    if let Some(contract) = front.flatten() {
        contract.add_to(task);
    }
    for block in &document.blocks {
        let BlockKind::Code(code) = &block.kind else { continue };
        if code.language() == contract::NAME {
            Contract::read(spec, code.body.span)?.add_to(task);
        }
    }
    Ok(())
}

/// The task that `document`, the structure of `source`, tells of.
pub fn read_task(source: &SourceText, document: &Document) -> Task {
    read_parts(source, document, &[]).swap_remove(0)
}

/// The tasks of a text of which each of `parts`, ranges of its blocks, is a task; the first is what stands in none of them.
/// Headings hold across the parts.
pub fn read_parts(source: &SourceText, document: &Document, parts: &[std::ops::Range<usize>]) -> Vec<Task> {
    let mut readings: Vec<Reading> = (0..=parts.len()).map(|_| Reading::new(source)).collect();
    head::read(document, &mut readings[0]);
    let mut around = Surroundings::default();
    let mut part = 0;
    for (index, block) in document.blocks.iter().enumerate() {
        let surrounded = around.enter(document, index, block);
        part = (part..parts.len()).find(|&at| index < parts[at].end).unwrap_or(parts.len());
        let inside = parts.get(part).is_some_and(|range| range.contains(&index));
        let reading = &mut readings[if inside { part + 1 } else { 0 }];
        read_block(document, index, block, &surrounded.place, reading);
        lines::read_rest(document, index, &surrounded, inside, reading);
    }
    readings.into_iter().map(Reading::finish).collect()
}

fn read_block(document: &Document, index: usize, block: &Block, place: &Place, reading: &mut Reading) {
    clean_tree(block, place, reading);
    match &block.kind {
        BlockKind::Heading { text, .. } if index > 0 => heading(text, block.line, place, reading),
        BlockKind::Paragraph(text) if block.quoted => {
            lists::not_taken(text, &quoted(), &evidence(text, block.line), reading);
        }
        BlockKind::Paragraph(text) => paragraph(text, place, reading),
        BlockKind::Item(item) => read_item(document, block, item, place, reading),
        BlockKind::Table(table) => tables::read_table(table, place, reading),
        BlockKind::Code(code) => code::read_code(block, code, place, &text_before(document, index), reading),
        _ => {}
    }
}

fn quoted() -> Place {
    Place::told(Meaning::Example, "a quotation".to_owned())
}

fn evidence(text: &Text, line: usize) -> Evidence {
    Evidence { text: markers::shortened(&text.marked()), line, why: String::new(), tier: Tier::Mentioned }
}

fn read_item(document: &Document, block: &Block, item: &Item, place: &Place, reading: &mut Reading) {
    if head::labelled(&item.text, reading) {
        return;
    }
    let outer = block.parent.and_then(|parent| document.blocks[parent].kind.text());
    let nested = outer.is_some_and(|outer| outer.code_spans().next().is_some());
    if let Some(rest) = behind_label(&item.text, place) {
        let from = Evidence {
            tier: Tier::Declared,
            why: format!("behind the label \"{}\"", place.title),
            ..evidence(&item.text, block.line)
        };
        if files::fate(place.meaning).is_some_and(|fate| files::take(&rest, fate, &from, reading)) {
            return;
        }
    }
    lists::read_item(item, block.line, nested, place, reading);
}

/// What stands behind the label that gives `place` its meaning, on the same line: `**Files to create:** \`a.c\``.
fn behind_label(text: &Text, place: &Place) -> Option<Text> {
    let label = sections::label_words(text)?;
    let pieces = text.pieces.iter().skip(usize::from(text.pieces.first()?.look.strong));
    (label == place.title && files::fate(place.meaning).is_some())
        .then(|| Text { pieces: without_colon(pieces.cloned().collect(), &label) })
}

fn without_colon(mut pieces: Vec<document::Piece>, label: &str) -> Vec<document::Piece> {
    if let Some(first) = pieces.first_mut().filter(|first| !first.look.code) {
        let rest = first.text.trim_start();
        let rest = rest.strip_prefix(label).unwrap_or(rest).trim_start();
        first.text = rest.strip_prefix(':').unwrap_or(rest).to_owned();
    }
    pieces
}

/// Lines with labels of their own are read one by one; the rest is prose.
fn paragraph(text: &Text, place: &Place, reading: &mut Reading) {
    let mut rest = Text::default();
    let mut holds = place.clone();
    for part in text.lines() {
        let label = sections::label_of(&part);
        if label.is_some() || head::labelled(&part, reading) {
            passage(&std::mem::take(&mut rest), &holds, reading);
        }
        if head::labelled(&part, reading) {
            continue;
        }
        if let Some(label) = label {
            holds = label.meaning.unwrap_or_else(|| place.clone());
        }
        rest.pieces.extend(part.pieces);
        rest.pieces.push(document::Piece { text: "\n".to_owned(), ..document::Piece::default() });
    }
    passage(&rest, &holds, reading);
}

/// Words of a paragraph that stand under one label.
fn passage(text: &Text, place: &Place, reading: &mut Reading) {
    let Some(line) = text.line() else { return };
    if let Some(behind) = behind_label(text, place) {
        let why = format!("behind the label \"{}\"", place.title);
        let from = Evidence { tier: Tier::Declared, why, ..evidence(text, line) };
        if files::fate(place.meaning).is_some_and(|fate| files::take(&behind, fate, &from, reading)) {
            return;
        }
    }
    if place.meaning == Meaning::Dependencies {
        return head::targets(text, line, reading);
    }
    prose::read_prose(text, place, line, reading);
}

/// A heading may be a declaration itself: `### \`f(a, b)\`` under "Functions to implement".
fn heading(text: &Text, line: usize, place: &Place, reading: &mut Reading) {
    let declaring = matches!(place.meaning, Meaning::Interface | Meaning::Functions | Meaning::Types);
    let first = text.code_spans().next().and_then(|piece| shape(&piece.text));
    match first.filter(|found| declaring && matches!(found, Shape::Function { .. } | Shape::Type(_))) {
        Some(found) => {
            let why = format!("heading under \"{}\"", place.title);
            let from = Evidence { tier: Tier::Declared, why, ..evidence(text, line) };
            names::declare(found, names::Hint::Nothing, None, None, &from, reading);
        }
        None => prose::read_prose(text, place, line, reading),
    }
}

fn text_before(document: &Document, index: usize) -> String {
    let before = index.checked_sub(1).map(|before| &document.blocks[before].kind);
    before.and_then(BlockKind::text).map(Text::plain).unwrap_or_default()
}

/// A precondition that asks for a clean working tree.
fn clean_tree(block: &Block, place: &Place, reading: &mut Reading) {
    let demanded = matches!(place.meaning, Meaning::Preconditions | Meaning::Dependencies);
    let asks = block.kind.text().is_some_and(prose::asks_for_clean_tree);
    if demanded && asks && reading.task.clean_tree.is_none() {
        reading.task.clean_tree = Some(block.line);
    }
}
