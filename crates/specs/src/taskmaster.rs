//! Taskmaster: `.taskmaster/tasks/tasks.json`, tasks by tag or, in old files, one list of them.
//!
//! The form is that of <https://github.com/eyaltoledano/claude-task-master>.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use regex::Regex;
use serde::Deserialize;
use serde_json::value::RawValue;

use super::checklist;
use super::record::{Field, add_text, missing, place, syntax_error};
use super::{Beside, Format, SpecError};
use model::{Dependency, SourceText, Task, TaskState};

/// The format.
pub struct Taskmaster;

/// The tag whose tasks go by their number alone.
const MAIN: &str = "master";

#[derive(Deserialize)]
struct Tagged<'a> {
    #[serde(borrow)]
    tasks: Option<Vec<Entry<'a>>>,
}

/// A task or subtask, its values with their places.
#[derive(Deserialize)]
#[serde(expecting = "a task")]
struct Entry<'a> {
    #[serde(borrow)]
    id: Option<&'a RawValue>,
    #[serde(borrow)]
    title: Option<&'a RawValue>,
    #[serde(borrow)]
    description: Option<&'a RawValue>,
    #[serde(borrow)]
    details: Option<&'a RawValue>,
    #[serde(borrow, rename = "testStrategy")]
    test_strategy: Option<&'a RawValue>,
    #[serde(borrow)]
    status: Option<&'a RawValue>,
    #[serde(borrow)]
    dependencies: Option<&'a RawValue>,
    #[serde(borrow)]
    subtasks: Option<Vec<Entry<'a>>>,
}

impl Format for Taskmaster {
    fn id(&self) -> &'static str {
        "taskmaster"
    }

    fn recognises(&self, spec: &SourceText) -> bool {
        let named = spec.path == "tasks.json" || spec.path.ends_with("/tasks.json");
        // An editor's tasks are in a file of this name, too.
        named && !spec.path.contains(".vscode/") && spec.as_str().contains("\"tasks\"")
    }

    fn read(&self, spec: &SourceText, _: &Beside) -> Result<Vec<Task>, SpecError> {
        let text = spec.as_str().trim_start_matches('\u{feff}');
        let offset = spec.as_str().len() - text.len();
        let broken = |error| syntax_error(spec, offset, text, &error);
        let root: BTreeMap<&str, &RawValue> = serde_json::from_str(text).map_err(broken)?;
        let flat = root.get("tasks").is_some_and(|tasks| tasks.get().starts_with('['));
        let tags = if flat { vec![(MAIN, tagged(spec, text)?)] } else { by_tag(spec, &root)? };
        let only = tags.len() == 1;
        let mut tasks = Vec::new();
        for (tag, tagged) in &tags {
            let prefix = if *tag == MAIN || only { String::new() } else { format!("{tag}/") };
            for entry in tagged.tasks.iter().flatten() {
                add(spec, entry, &prefix, &mut tasks)?;
            }
        }
        checklist::drop_foreign(spec, &mut tasks);
        Ok(tasks)
    }
}

fn by_tag<'a>(
    spec: &'a SourceText,
    root: &BTreeMap<&'a str, &'a RawValue>,
) -> Result<Vec<(&'a str, Tagged<'a>)>, SpecError> {
    let lists = root.iter().filter(|(_, value)| value.get().starts_with('{') && value.get().contains("\"tasks\""));
    lists.map(|(tag, value)| Ok((*tag, tagged(spec, value.get())?))).collect()
}

fn tagged<'a>(spec: &SourceText, text: &'a str) -> Result<Tagged<'a>, SpecError> {
    let offset = (text.as_ptr() as usize).saturating_sub(spec.as_str().as_ptr() as usize);
    serde_json::from_str(text).map_err(|error| syntax_error(spec, offset, text, &error))
}

/// Adds a task and its subtasks.
fn add(spec: &SourceText, entry: &Entry, prefix: &str, tasks: &mut Vec<Task>) -> Result<(), SpecError> {
    let task = task(spec, entry, prefix, &[])?;
    let parent = format!("{}.", task.id);
    tasks.push(task);
    let subtasks: Vec<&Entry> = entry.subtasks.iter().flatten().collect();
    let ids = subtasks.iter().map(|entry| number(spec, entry)).collect::<Result<Vec<_>, _>>()?;
    for entry in subtasks {
        tasks.push(self::task(spec, entry, &parent, &ids)?);
    }
    Ok(())
}

/// `siblings` are the numbers of the subtasks beside it: a number alone means one of them.
fn task(spec: &SourceText, entry: &Entry, prefix: &str, siblings: &[String]) -> Result<Task, SpecError> {
    let field =
        |raw: Option<&RawValue>, name: &str| raw.map(|raw| Field::of(spec, raw, name)).transpose().map(Option::flatten);
    let id = number(spec, entry)?;
    let title = field(entry.title, "title")?.map(|field| field.text).unwrap_or_default();
    let line = entry.id.map_or(1, |raw| spec.line(place(spec, raw).start));
    let mut task = Task {
        path: spec.path.clone(),
        id: format!("{prefix}{id}"),
        title: checklist::shown(&title),
        line,
        ..Task::default()
    };
    task.state = field(entry.status, "status")?.map_or(TaskState::Open, |status| state(&status.text));
    let dependencies = entry.dependencies.map(|raw| Field::list(spec, raw, "dependencies")).transpose()?;
    let dependency =
        |field: Field| Dependency { target: target(&field.text, prefix, siblings), line: spec.line(field.span.start) };
    task.depends_on = dependencies.unwrap_or_default().into_iter().map(dependency).collect();
    for (raw, name, weight) in [
        (entry.title, "title", checklist::TASK),
        (entry.description, "description", checklist::PROSE),
        (entry.details, "details", checklist::PROSE),
        (entry.test_strategy, "testStrategy", checklist::PROSE),
    ] {
        if let Some(field) = field(raw, name)? {
            let field = Field { text: without_journal(&field.text), ..field };
            add_text(&mut task, spec, &field, weight)?;
        }
    }
    checklist::finish(&mut task);
    Ok(task)
}

/// `text` without what was noted while the task was worked on.
fn without_journal(text: &str) -> String {
    static NOTE: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"(?s)<info added on [^>]*>.*?(?:</info added on [^>]*>|$)").expect("a pattern"));
    NOTE.replace_all(text, "").into_owned()
}

/// The task's own number; a subtask that has `5.2` for one has `2`.
fn number(spec: &SourceText, entry: &Entry) -> Result<String, SpecError> {
    let field = entry.id.map(|raw| Field::of(spec, raw, "id")).transpose()?.flatten();
    match field {
        Some(field) => Ok(field.text.rsplit('.').next().unwrap_or_default().to_owned()),
        None => {
            let span = entry.title.map_or(model::Span::new(0, 1), |raw| place(spec, raw));
            Err(missing(spec, span, "task"))
        }
    }
}

fn target(said: &str, prefix: &str, siblings: &[String]) -> String {
    let tag = prefix.rsplit_once('/').map_or("", |(tag, _)| tag);
    match said {
        _ if siblings.iter().any(|sibling| sibling == said) => format!("{prefix}{said}"),
        _ if tag.is_empty() => said.to_owned(),
        _ => format!("{tag}/{said}"),
    }
}

fn state(status: &str) -> TaskState {
    match status {
        "done" | "completed" => TaskState::Done,
        "pending" | "todo" | "deferred" | "" => TaskState::Open,
        "cancelled" | "canceled" => TaskState::Dropped,
        _ => TaskState::Begun,
    }
}
