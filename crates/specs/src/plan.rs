//! Plans that agents write: `### Task 3: …` with the files that it creates and modifies, and steps with their code.

use std::sync::LazyLock;

use regex::Regex;

use super::markdown::document::{BlockKind, Document};
use super::markdown::{add_contracts, read_parts};
use super::{Beside, Format, SpecError};
use model::{SourceText, Task, TaskState};

/// The format.
pub struct AgentPlan;

/// `Task 3: Title`, `Task 2.1 — Title`, `3. Task: Title`.
static TASK: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^[\W_]*Task\s+#?([A-Z]?\d+(?:[.-]\d+)*[a-z]?)\b\W*(.*)$").expect("a pattern"));

static HEADING: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?m)^#{2,4}\s+[\W_]*Task\s+#?[A-Z]?\d").expect("a pattern"));

impl Format for AgentPlan {
    fn id(&self) -> &'static str {
        "plan"
    }

    fn recognises(&self, spec: &SourceText) -> bool {
        let path = spec.path.to_lowercase();
        path.ends_with(".md") && HEADING.find_iter(spec.as_str()).take(2).count() > 1
    }

    fn read(&self, spec: &SourceText, _: &Beside) -> Result<Vec<Task>, SpecError> {
        let document = Document::parse(spec);
        let heads = heads(&document);
        let mut tasks = read_parts(spec, &document, &heads.iter().map(|head| head.at.clone()).collect::<Vec<_>>());
        add_contracts(&document, spec, &mut tasks[0])?;
        for (task, head) in tasks[1..].iter_mut().zip(&heads) {
            task.id.clone_from(&head.id);
            task.title.clone_from(&head.title);
            task.line = head.line;
            task.state = head.state;
        }
        tasks[0].state = whole(&heads).max_done(tasks[0].state);
        Ok(tasks)
    }
}

/// Where a task begins, and what its heading and its boxes say.
struct Head {
    at: std::ops::Range<usize>,
    id: String,
    title: String,
    line: usize,
    state: TaskState,
}

fn heads(document: &Document) -> Vec<Head> {
    let mut heads: Vec<(Head, usize)> = Vec::new();
    for (at, block) in document.blocks.iter().enumerate() {
        let BlockKind::Heading { level, text } = &block.kind else { continue };
        if let Some((open, _)) = heads.last_mut().filter(|(open, outer)| open.at.end == usize::MAX && level <= outer) {
            open.at.end = at;
        }
        let plain = text.plain();
        if let Some(found) = TASK.captures(&plain) {
            let (id, title) = (found[1].to_owned(), found[2].to_owned());
            let state = TaskState::Open;
            heads.push((Head { at: at..usize::MAX, id, title, line: block.line, state }, *level));
        }
    }
    let mut heads: Vec<Head> = heads.into_iter().map(|(head, _)| head).collect();
    for head in &mut heads {
        head.at.end = head.at.end.min(document.blocks.len());
        head.state = state(document, &head.at);
    }
    heads
}

/// A task whose boxes are all ticked is done.
fn state(document: &Document, at: &std::ops::Range<usize>) -> TaskState {
    let marks: Vec<char> = document.blocks[at.clone()]
        .iter()
        .filter_map(|block| match &block.kind {
            BlockKind::Item(item) => item.mark,
            BlockKind::Heading { text, .. } if text.plain().contains('✅') => Some('x'),
            _ => None,
        })
        .collect();
    let ticked = marks.iter().filter(|mark| matches!(mark, 'x' | 'X')).count();
    match ticked {
        0 => TaskState::Open,
        all if all == marks.len() => TaskState::Done,
        _ => TaskState::Begun,
    }
}

/// What the states of all tasks say of the plan.
struct Whole(TaskState);

impl Whole {
    /// What the plan itself says of its state counts where it says more.
    fn max_done(self, own: TaskState) -> TaskState {
        if own == TaskState::Open { self.0 } else { own }
    }
}

fn whole(heads: &[Head]) -> Whole {
    let done = heads.iter().filter(|head| head.state == TaskState::Done).count();
    Whole(match done {
        0 => TaskState::Open,
        all if all == heads.len() => TaskState::Done,
        _ => TaskState::Begun,
    })
}
