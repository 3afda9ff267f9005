//! A Markdown text that is a list of tasks: each begins at a line of its own, and what is nested below it belongs to it.

use super::SpecError;
use super::checklist::{self, add_block, add_checkbox};
use super::markdown::Surroundings;
use super::markdown::document::{Block, BlockKind, Document};
use super::task_line::Context;
use model::{SourceText, Task, TaskState};

/// How a task begins.
pub struct Head {
    /// What it is called.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The words of its line that can promise something.
    pub said: String,
    /// Whether it is done.
    pub state: TaskState,
}

/// The tasks of a list, and what belongs to none of them.
#[derive(Default)]
pub struct List<'a> {
    /// The tasks in order of place, their promises not yet numbered.
    pub tasks: Vec<Task>,
    /// The blocks outside of all tasks, and where they stand.
    pub rest: Vec<(&'a Block, Context)>,
    /// The headings, each with the number of tasks before it.
    pub headings: Vec<(String, usize)>,
}

/// Reads `document`, the structure of `spec`. `head` says which blocks begin a task.
///
/// # Errors
/// For a contract that breaks the rules.
pub fn read<'a>(
    spec: &SourceText,
    document: &'a Document,
    head: &dyn Fn(&Block) -> Option<Head>,
) -> Result<List<'a>, SpecError> {
    let mut list = List::default();
    let mut around = Surroundings::default();
    let mut item = None;
    for (at, block) in document.blocks.iter().enumerate() {
        let context = around.enter(document, at, block).context;
        if let BlockKind::Heading { text, .. } = &block.kind {
            item = None;
            list.headings.push((text.plain(), list.tasks.len()));
        } else if let Some(head) = head(block) {
            list.tasks.push(begun(spec, block, head, &context));
            item = Some(at);
            continue;
        }
        match (item, list.tasks.last_mut()) {
            (Some(item), Some(task)) if is_below(document, block, item) => {
                add_block(task, spec, block, checklist::DETAIL, &context)?;
            }
            // A block of code right behind a task shows what it is about, wherever its fence begins.
            (Some(_), Some(task)) if matches!(block.kind, BlockKind::Code(_)) => {
                add_block(task, spec, block, checklist::DETAIL, &context)?;
            }
            _ => list.rest.push((block, context)),
        }
    }
    Ok(list)
}

fn begun(spec: &SourceText, block: &Block, head: Head, context: &Context) -> Task {
    let mark = match &block.kind {
        BlockKind::Item(item) => item.mark,
        _ => None,
    };
    let mut task = Task {
        path: spec.path.clone(),
        id: head.id,
        title: checklist::shown(&head.title),
        line: block.line,
        state: head.state,
        ..Task::default()
    };
    add_checkbox(&mut task, &head.said, block.line, mark, checklist::TASK, context);
    task
}

/// Whether `block` stands somewhere in the list item `item`.
fn is_below(document: &Document, block: &Block, item: usize) -> bool {
    std::iter::successors(block.parent, |at| document.blocks[*at].parent).any(|at| at == item)
}
