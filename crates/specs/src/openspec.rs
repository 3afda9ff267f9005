//! OpenSpec: `openspec/changes/<change>/tasks.md` with lines such as `- [ ] 1.1 Add the parser`, beside it the proposal and, in
//! `specs/<capability>/spec.md`, the requirements that the change adds, modifies and removes.
//!
//! The form is that of <https://github.com/Fission-AI/OpenSpec>.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::Regex;

use super::checklist;
use super::markdown::document::{Block, BlockKind, Document};
use super::{Beside, Format, SpecError};
use model::{Dependency, Promise, Promised, SourceText, Task, TaskState, Tier};

/// The format.
pub struct OpenSpec;

/// `1.1`, `2.10.3`, with what some write around it.
static ID: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^(\d+(?:\.\d+)+)[.):]?\s+").expect("a pattern"));

static LINE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?m)^\s*[-*+] \[.\]\s+\**\d+(?:\.\d+)+\b").expect("a pattern"));

/// The date before the name of a change in the archive.
static DATE: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^\d{4}-\d{2}-\d{2}-").expect("a pattern"));

impl Format for OpenSpec {
    fn id(&self) -> &'static str {
        "openspec"
    }

    fn recognises(&self, spec: &SourceText) -> bool {
        let named = spec.path == "tasks.md" || spec.path.ends_with("/tasks.md");
        named && (change(&spec.path).is_some() || LINE.is_match(spec.as_str()))
    }

    fn read(&self, spec: &SourceText, beside: &Beside) -> Result<Vec<Task>, SpecError> {
        let document = Document::parse(spec);
        let mut tasks = Vec::new();
        let mut rest = Vec::new();
        let mut item = None;
        for (at, block) in document.blocks.iter().enumerate() {
            match (numbered(spec, block), item, tasks.last_mut()) {
                (Some(task), ..) => {
                    tasks.push(task);
                    item = Some(at);
                }
                (None, Some(item), Some(task)) if is_below(&document, block, item) => {
                    checklist::add_block(task, spec, block, checklist::PROSE)?;
                }
                _ => rest.push(block),
            }
        }
        tasks.extend(whole(spec, beside, &rest, &tasks)?);
        tasks.iter_mut().for_each(checklist::finish);
        checklist::drop_foreign(spec, &mut tasks);
        Ok(tasks)
    }
}

fn numbered(spec: &SourceText, block: &Block) -> Option<Task> {
    let BlockKind::Item(item) = &block.kind else { return None };
    item.mark?;
    let words = item.text.marked();
    let id = ID.captures(&words)?;
    let rest = &words[id[0].len()..];
    let mut task = Task {
        path: spec.path.clone(),
        id: id[1].to_owned(),
        title: checklist::shown(rest),
        line: block.line,
        state: checklist::state(item.mark),
        ..Task::default()
    };
    checklist::add_checkbox(&mut task, rest, block.line, item.mark, checklist::TASK);
    Some(task)
}

fn is_below(document: &Document, block: &Block, item: usize) -> bool {
    std::iter::successors(block.parent, |at| document.blocks[*at].parent).any(|at| at == item)
}

/// The change as a whole: done when its tasks are, with what stands in no numbered line and with its requirements.
fn whole(spec: &SourceText, beside: &Beside, rest: &[&Block], tasks: &[Task]) -> Result<Option<Task>, SpecError> {
    let Some(name) = change(&spec.path) else { return Ok(None) };
    let mut task = Task { path: spec.path.clone(), id: name.to_owned(), line: 1, ..Task::default() };
    task.state = state(tasks);
    task.depends_on = tasks.iter().map(|task| Dependency { target: task.id.clone(), line: task.line }).collect();
    for block in rest {
        let own = matches!(&block.kind, BlockKind::Item(item) if item.mark.is_some());
        if own || matches!(block.kind, BlockKind::Code(_)) {
            checklist::add_block(&mut task, spec, block, checklist::TASK)?;
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
            });
        }
    }
    promises
}
