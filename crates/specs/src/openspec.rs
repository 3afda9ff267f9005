//! OpenSpec: `openspec/changes/<change>/tasks.md` with lines such as `- [ ] 1.1 Add the parser`, beside it the proposal and, in
//! `specs/<capability>/spec.md`, the requirements that the change adds, modifies and removes.
//!
//! The form is that of <https://github.com/Fission-AI/OpenSpec>.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::Regex;

use super::markdown::document::{Block, BlockKind, Document};
use super::task_line::Context;
use super::{Beside, Format, SpecError, checklist, list, numbered};
use model::{Dependency, Promise, Promised, SourceText, Task, TaskState, Tier};

/// The format.
pub struct OpenSpec;

/// The date before the name of a change in the archive.
static DATE: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^\d{4}-\d{2}-\d{2}-").expect("a pattern"));

impl Format for OpenSpec {
    fn id(&self) -> &'static str {
        "openspec"
    }

    fn recognises(&self, spec: &SourceText) -> bool {
        change(&spec.path).is_some()
    }

    fn read(&self, spec: &SourceText, beside: &Beside) -> Result<Vec<Task>, SpecError> {
        let document = Document::parse(spec);
        let mut list = list::read(spec, &document, &numbered::head)?;
        list.tasks.extend(whole(spec, beside, &list.rest, &list.tasks)?);
        list.tasks.iter_mut().for_each(checklist::finish);
        checklist::drop_foreign(spec, &mut list.tasks);
        Ok(list.tasks)
    }
}

/// The change as a whole: done when its tasks are, with what stands in no numbered line and with its requirements.
fn whole(
    spec: &SourceText,
    beside: &Beside,
    rest: &[(&Block, Context)],
    tasks: &[Task],
) -> Result<Option<Task>, SpecError> {
    let Some(name) = change(&spec.path) else { return Ok(None) };
    let mut task = Task { path: spec.path.clone(), id: name.to_owned(), line: 1, ..Task::default() };
    task.state = state(tasks);
    task.depends_on = tasks.iter().map(|task| Dependency { target: task.id.clone(), line: task.line }).collect();
    for (block, context) in rest {
        let own = matches!(&block.kind, BlockKind::Item(item) if item.mark.is_some());
        if own || matches!(block.kind, BlockKind::Code(_)) {
            checklist::add_block(&mut task, spec, block, checklist::TASK, context)?;
        }
    }
    let folder = spec.path.trim_end_matches("tasks.md");
    let proposal = beside(&format!("{folder}proposal.md"));
    task.title = proposal.as_ref().and_then(|text| Document::parse(text).title()).unwrap_or_else(|| name.to_owned());
    for capability in proposal.iter().flat_map(capabilities) {
        if let Some(delta) = beside(&format!("{folder}specs/{capability}/spec.md")) {
            task.promises.extend(requirements(&delta));
        }
    }
    Ok(Some(task))
}

fn state(tasks: &[Task]) -> TaskState {
    let over = |task: &Task| matches!(task.state, TaskState::Done | TaskState::Dropped);
    match tasks.iter().filter(|task| over(task)).count() {
        0 => TaskState::Open,
        all if all == tasks.len() => TaskState::Done,
        _ => TaskState::Begun,
    }
}

/// The name of the change that `path` belongs to.
fn change(path: &str) -> Option<&str> {
    let mut parts = path.rsplit('/');
    let (file, name, folder) = (parts.next()?, parts.next()?, parts.next()?);
    let folder = if folder == "archive" { parts.next()? } else { folder };
    (file == "tasks.md" && folder == "changes").then(|| DATE.find(name).map_or(name, |date| &name[date.end()..]))
}

/// The words of a proposal that can name a capability: there is no other list of them.
fn capabilities(proposal: &SourceText) -> BTreeSet<String> {
    static NAME: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"\b[a-z][a-z0-9]*(?:-[a-z0-9]+)*\b").expect("a pattern"));
    let lines = proposal.as_str().lines().filter(|line| line.contains('`') || line.to_lowercase().contains("spec"));
    let names: BTreeSet<String> =
        lines.flat_map(|line| NAME.find_iter(line).map(|name| name.as_str().to_owned())).collect();
    names.into_iter().take(200).collect()
}

/// The requirements of a delta: behaviour, to be shown by tests, so that a person must look.
fn requirements(delta: &SourceText) -> Vec<Promise> {
    let mut kind = String::new();
    let mut promises = Vec::new();
    for block in &Document::parse(delta).blocks {
        let BlockKind::Heading { text, .. } = &block.kind else { continue };
        let words = text.plain();
        if let Some(said) = words.strip_suffix("Requirements") {
            kind = said.trim().to_lowercase();
        } else if let Some(name) = words.strip_prefix("Requirement:") {
            promises.push(Promise {
                id: String::new(),
                what: Promised::Statement { mark: None },
                tier: Tier::Mentioned,
                text: checklist::shown(&format!("{} ({kind} by {}:{})", name.trim(), delta.path, block.line)),
                line: 1,
                why: "a requirement: behaviour, not a place in the code".to_owned(),
                again: Vec::new(),
            });
        }
    }
    promises
}
