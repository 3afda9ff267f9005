//! Backlog.md: `backlog/tasks/task-12 - Title.md`, front matter and a few sections.
//!
//! The form is that of <https://github.com/MrLesk/Backlog.md>.

use super::checklist::{self, CRITERION, PROSE, Weight};
use super::markdown::Surroundings;
use super::markdown::document::{BlockKind, Document};
use super::yaml::{self, Node};
use super::{Beside, Format, SpecError};
use model::{Dependency, SourceText, Span, Task, TaskState};

/// The format.
pub struct Backlog;

/// Sections that tell what was done, not what is to be done.
const JOURNAL: &[&str] = &["implementation notes", "notes", "final summary", "comments", "references", "documentation"];

/// Sections whose lines say what there will be.
const CRITERIA: &[&str] = &["acceptance criteria", "definition of done"];

impl Format for Backlog {
    fn id(&self) -> &'static str {
        "backlog"
    }

    fn recognises(&self, spec: &SourceText) -> bool {
        let text = spec.as_str().trim_start_matches('\u{feff}');
        let Some(front) = text.strip_prefix("---") else { return false };
        let keys: Vec<&str> = front
            .lines()
            .skip(1)
            .take_while(|line| line.trim_end() != "---")
            .filter_map(|line| line.split(':').next())
            .collect();
        let has = |key: &str| keys.contains(&key);
        spec.path.ends_with(".md")
            && has("id")
            && has("title")
            && has("status")
            && (has("assignee") || has("created_date"))
    }

    fn read(&self, spec: &SourceText, _: &Beside) -> Result<Vec<Task>, SpecError> {
        let document = Document::parse(spec);
        let span = document.front_matter().map_or(Span::default(), |front| front.span);
        let Some(front) = front_matter(spec, span)? else { return Ok(Vec::new()) };
        let mut task = headed(spec, &front);
        let mut section = String::new();
        let mut around = Surroundings::default();
        for (index, block) in document.blocks.iter().enumerate() {
            let context = around.enter(&document, index, block).context;
            match &block.kind {
                BlockKind::Heading { level: 1 | 2, text } => section = text.plain().to_lowercase(),
                _ if JOURNAL.contains(&section.as_str()) => {}
                _ => checklist::add_block(&mut task, spec, block, weight(&section), &context)?,
            }
        }
        if let Some(contract) = super::contract::Contract::read_front_matter(spec, span)? {
            contract.add_to(&mut task);
        }
        checklist::finish(&mut task);
        let mut tasks = vec![task];
        checklist::drop_foreign(spec, &mut tasks);
        Ok(tasks)
    }
}

fn weight(section: &str) -> Weight {
    if CRITERIA.contains(&section) { CRITERION } else { PROSE }
}

/// The front matter. Old files have `assignee: @name`, which is no YAML: a mark that no key or value needs is put there
/// instead, so that places stay.
fn front_matter(spec: &SourceText, span: Span) -> Result<Option<Node>, SpecError> {
    let strict = yaml::parse(spec, span);
    match &strict {
        Err(_) if spec.slice(span).contains('@') => {
            let text = spec.as_str();
            let mended = [&text[..span.start], &spec.slice(span).replace('@', "_"), &text[span.end..]].concat();
            yaml::parse(&SourceText::new(spec.path.clone(), mended.into_bytes()), span).or(strict)
        }
        _ => strict,
    }
}

fn headed(spec: &SourceText, front: &Node) -> Task {
    let text = |key: &str| front.get(key).and_then(Node::text).unwrap_or("").trim().to_owned();
    let dependencies = front.get("dependencies").map(Node::texts).unwrap_or_default();
    let dependency = |(target, at): (&str, Span)| Dependency { target: target.to_owned(), line: spec.line(at.start) };
    Task {
        path: spec.path.clone(),
        id: text("id"),
        title: text("title"),
        line: 1,
        state: state(&text("status")),
        depends_on: dependencies.into_iter().map(dependency).collect(),
        ..Task::default()
    }
}

fn state(status: &str) -> TaskState {
    match status.to_lowercase().as_str() {
        "done" | "completed" | "complete" | "closed" => TaskState::Done,
        "to do" | "todo" | "draft" | "backlog" | "open" | "" => TaskState::Open,
        "cancelled" | "canceled" | "dropped" | "won't do" | "archived" => TaskState::Dropped,
        _ => TaskState::Begun,
    }
}
