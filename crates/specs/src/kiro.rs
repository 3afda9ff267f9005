//! Kiro: `.kiro/specs/<feature>/tasks.md` with nested lines such as `- [x] 2. Lexer` and `- [ ]* 2.1 Write property tests`.
//!
//! The form is that of <https://kiro.dev/docs/specs/>. Order alone says what comes before what.

use std::sync::LazyLock;

use regex::Regex;

use super::markdown::document::{Block, Document};
use super::{Beside, Format, SpecError, checklist, list, numbered};
use model::{SourceText, Task, TaskState};

/// The format.
pub struct Kiro;

static LINE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?m)^\s*[-*+] \[.\]\\?\*?\s+\**\d+(?:\.\d+|\.\s)").expect("a pattern"));

impl Format for Kiro {
    fn id(&self) -> &'static str {
        "kiro"
    }

    fn recognises(&self, spec: &SourceText) -> bool {
        let named = spec.path == "tasks.md" || spec.path.ends_with("/tasks.md");
        named && (LINE.is_match(spec.as_str()) || is_feature(&spec.path))
    }

    fn read(&self, spec: &SourceText, _: &Beside) -> Result<Vec<Task>, SpecError> {
        let document = Document::parse(spec);
        let mut list = list::read(spec, &document, &head)?;
        let unnumbered = list.tasks.is_empty();
        if unnumbered {
            return super::markdown::Markdown.read(spec, &|_| None);
        }
        let mut rest = Task { path: spec.path.clone(), id: "tasks.md".to_owned(), line: 1, ..Task::default() };
        for (block, context) in &list.rest {
            checklist::add_block(&mut rest, spec, block, checklist::PROSE, context)?;
        }
        rest.title = document.title().unwrap_or_default();
        rest.promises.retain(|promise| promise.what.is_checkable());
        rest.state = whole_state(&list.tasks);
        if !rest.promises.is_empty() {
            list.tasks.push(rest);
        }
        list.tasks.iter_mut().for_each(checklist::finish);
        checklist::drop_foreign(spec, &mut list.tasks);
        Ok(list.tasks)
    }
}

fn whole_state(tasks: &[Task]) -> TaskState {
    let done = tasks.iter().filter(|task| task.state == TaskState::Done).count();
    match done {
        0 => TaskState::Open,
        all if all == tasks.len() => TaskState::Done,
        _ => TaskState::Begun,
    }
}

fn is_feature(path: &str) -> bool {
    path.starts_with(".kiro/specs/") || path.contains("/.kiro/specs/")
}

/// A parent whose optional parts are left out is marked `[-]`: it is begun, not given up.
fn head(block: &Block) -> Option<list::Head> {
    let head = numbered::head(block)?;
    let state = if head.state == TaskState::Dropped { TaskState::Begun } else { head.state };
    Some(list::Head { state, ..head })
}
