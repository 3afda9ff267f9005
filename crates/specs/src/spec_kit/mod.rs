//! GitHub spec-kit: `specs/<feature>/tasks.md` with lines such as `- [ ] T012 [P] [US1] Create User model in src/models/user.rs`.
//!
//! The form is that of spec-kit's `templates/tasks-template.md` (<https://github.com/github/spec-kit>).

mod order;

use std::sync::LazyLock;

use regex::Regex;

use super::checklist;
use super::markdown::document::{Block, BlockKind, Document};
use super::{Beside, Format, SpecError};
use model::{SourceText, Task};

/// The format.
pub struct SpecKit;

/// `T012`, also in bold or brackets.
static ID: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^[\[`]*(T\d{2,}[a-z]?)[\]`]*:?\s*").expect("a pattern"));

static LINE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?m)^\s*[-*+] \[.\]\s+[*\[`]*T\d{2,}").expect("a pattern"));

/// `[P]`, `[US1]`, `[Story 2]`: that it can run in parallel, and the user story.
static LABEL: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^\[[A-Z][\w .-]{0,20}\]\s*").expect("a pattern"));

impl Format for SpecKit {
    fn id(&self) -> &'static str {
        "spec-kit"
    }

    fn recognises(&self, spec: &SourceText) -> bool {
        spec.path.ends_with(".md") && LINE.is_match(spec.as_str())
    }

    fn read(&self, spec: &SourceText, _: &Beside) -> Result<Vec<Task>, SpecError> {
        let document = Document::parse(spec);
        let mut list = List::default();
        for (at, block) in document.blocks.iter().enumerate() {
            list.take(spec, &document, at, block)?;
        }
        order::add(&document, &mut list.tasks, &list.phases);
        list.tasks.iter_mut().for_each(checklist::finish);
        checklist::drop_foreign(spec, &mut list.tasks);
        Ok(list.tasks)
    }
}

/// A phase of the list.
struct Phase {
    /// Its heading.
    name: String,
    /// The indices of its tasks.
    tasks: std::ops::Range<usize>,
}

#[derive(Default)]
struct List {
    tasks: Vec<Task>,
    phases: Vec<Phase>,
    /// The block that the last task is.
    item: Option<usize>,
}

impl List {
    fn take(&mut self, spec: &SourceText, document: &Document, at: usize, block: &Block) -> Result<(), SpecError> {
        if let BlockKind::Heading { text, .. } = &block.kind {
            self.item = None;
            self.open_phase(text.plain());
            return Ok(());
        }
        if let Some(task) = task(spec, block) {
            self.tasks.push(task);
            self.item = Some(at);
            if let Some(phase) = self.phases.last_mut() {
                phase.tasks.end = self.tasks.len();
            }
            return Ok(());
        }
        match (self.item, self.tasks.last_mut()) {
            (Some(item), Some(task)) if is_below(document, block, item) => {
                checklist::add_block(task, spec, block, checklist::PROSE)
            }
            _ => Ok(()),
        }
    }

    /// Only headings that say `Phase` begin one; those below belong to it.
    fn open_phase(&mut self, name: String) {
        if name.to_lowercase().contains("phase") {
            self.phases.push(Phase { name, tasks: self.tasks.len()..self.tasks.len() });
        }
    }
}

fn task(spec: &SourceText, block: &Block) -> Option<Task> {
    let BlockKind::Item(item) = &block.kind else { return None };
    item.mark?;
    let words = item.text.marked();
    let id = ID.captures(&words)?;
    let mut rest = &words[id[0].len()..];
    while let Some(label) = LABEL.find(rest) {
        rest = &rest[label.end()..];
    }
    let mut task = Task {
        path: spec.path.clone(),
        id: id[1].to_owned(),
        title: checklist::shown(rest),
        line: block.line,
        state: checklist::state(item.mark),
        ..Task::default()
    };
    checklist::add_checkbox(&mut task, order::without(rest), block.line, item.mark, checklist::TASK);
    task.depends_on = order::named(rest, block.line);
    Some(task)
}

/// Whether `block` stands somewhere in the list item `item`.
fn is_below(document: &Document, block: &Block, item: usize) -> bool {
    std::iter::successors(block.parent, |at| document.blocks[*at].parent).any(|at| at == item)
}
