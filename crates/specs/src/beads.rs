//! beads: `.beads/issues.jsonl`, an issue on each line.
//!
//! The form is that of <https://github.com/steveyegge/beads>.

use serde::Deserialize;
use serde_json::value::RawValue;

use super::checklist;
use super::record::{Field, add_text, missing, syntax_error};
use super::{Beside, Format, SpecError};
use model::{Dependency, SourceText, Span, Task, TaskState};

/// The format.
pub struct Beads;

/// The kinds of dependency by which an issue waits for another.
const WAITS: &[&str] = &["blocks", "conditional-blocks", "waits-for", ""];

#[derive(Deserialize)]
struct Issue<'a> {
    #[serde(borrow)]
    id: Option<&'a RawValue>,
    #[serde(borrow)]
    title: Option<&'a RawValue>,
    #[serde(borrow)]
    description: Option<&'a RawValue>,
    #[serde(borrow)]
    design: Option<&'a RawValue>,
    #[serde(borrow)]
    acceptance_criteria: Option<&'a RawValue>,
    #[serde(default)]
    status: Option<String>,
    #[serde(default)]
    dependencies: Option<Vec<Link>>,
}

/// What an issue has to do with another one.
#[derive(Deserialize)]
struct Link {
    #[serde(default)]
    issue_id: Option<String>,
    #[serde(default)]
    depends_on_id: Option<String>,
    #[serde(default, rename = "type")]
    kind: Option<String>,
}

impl Format for Beads {
    fn id(&self) -> &'static str {
        "beads"
    }

    fn recognises(&self, spec: &SourceText) -> bool {
        let name = spec.path.rsplit('/').next().unwrap_or_default();
        let copy = spec.path.contains(".beads/backup/") || spec.path.contains(".beads/export-state");
        matches!(name, "issues.jsonl" | "beads.jsonl") && !copy
    }

    fn read(&self, spec: &SourceText, _: &Beside) -> Result<Vec<Task>, SpecError> {
        let mut tasks = Vec::new();
        let mut offset = 0;
        for line in spec.as_str().split_inclusive('\n') {
            let text = line.trim_start_matches('\u{feff}');
            if !text.trim().is_empty() {
                tasks.extend(task(spec, offset + line.len() - text.len(), text)?);
            }
            offset += line.len();
        }
        checklist::drop_foreign(spec, &mut tasks);
        Ok(tasks)
    }
}

/// The task of one line; `None` for an issue that was deleted.
fn task(spec: &SourceText, offset: usize, text: &str) -> Result<Option<Task>, SpecError> {
    let issue: Issue = serde_json::from_str(text).map_err(|error| syntax_error(spec, offset, text, &error))?;
    let status = issue.status.as_deref().unwrap_or("open");
    if status == "tombstone" {
        return Ok(None);
    }
    let field =
        |raw: Option<&RawValue>, name: &str| raw.map(|raw| Field::of(spec, raw, name)).transpose().map(Option::flatten);
    let line = spec.line(offset);
    let id = field(issue.id, "id")?.map(|field| field.text).filter(|id| !id.is_empty());
    let id = id.ok_or_else(|| missing(spec, Span::new(offset, offset + text.trim_end().len()), "issue"))?;
    let title = field(issue.title, "title")?.map(|field| field.text).unwrap_or_default();
    let mut task = Task {
        path: spec.path.clone(),
        title: checklist::shown(&title),
        line,
        state: state(status),
        ..Task::default()
    };
    task.depends_on = waits_for(&id, issue.dependencies.unwrap_or_default(), line);
    task.id = id;
    for (raw, name, weight) in [
        (issue.title, "title", checklist::TASK),
        (issue.description, "description", checklist::PROSE),
        (issue.design, "design", checklist::PROSE),
        (issue.acceptance_criteria, "acceptance_criteria", checklist::CRITERION),
    ] {
        if let Some(field) = field(raw, name)? {
            add_text(&mut task, spec, &field, weight)?;
        }
    }
    checklist::finish(&mut task);
    Ok(Some(task))
}

/// A parent is an epic that ends with its children, not before them.
fn waits_for(id: &str, links: Vec<Link>, line: usize) -> Vec<Dependency> {
    let own = |link: &Link| link.issue_id.as_deref().is_none_or(|of| of == id);
    let waits = links.into_iter().filter(|link| own(link) && WAITS.contains(&link.kind.as_deref().unwrap_or_default()));
    waits.filter_map(|link| Some(Dependency { target: link.depends_on_id?, line })).collect()
}

fn state(status: &str) -> TaskState {
    match status {
        "closed" | "done" => TaskState::Done,
        "open" | "deferred" | "blocked" | "pinned" => TaskState::Open,
        _ => TaskState::Begun,
    }
}
