//! GSD: `.planning/**/NN-MM-PLAN.md`, front matter with what must be there afterwards, and tasks between tags.
//!
//! The form is that of <https://github.com/gsd-build/get-shit-done>. A plan is one task; it is done when its summary lies
//! beside it.

mod front;
mod tags;

use super::markdown::document::Document;
use super::markdown::{Markdown, add_contracts};
use super::{Beside, Format, SpecError, checklist};
use model::{Dependency, SourceText, Task, TaskState, file_name};

/// The format.
pub struct Gsd;

impl Format for Gsd {
    fn id(&self) -> &'static str {
        "gsd"
    }

    fn recognises(&self, spec: &SourceText) -> bool {
        let text = spec.as_str();
        let named = file_name(&spec.path).to_uppercase().ends_with("PLAN.MD");
        named && (text.contains("\nfiles_modified:") || text.contains("\nmust_haves:") || text.contains("<task"))
    }

    fn read(&self, spec: &SourceText, beside: &Beside) -> Result<Vec<Task>, SpecError> {
        let document = Document::parse(spec);
        let mut task = Task {
            path: spec.path.clone(),
            id: file_name(&spec.path).to_owned(),
            title: title(spec),
            line: 1,
            state: state(spec, beside),
            ..Task::default()
        };
        let body = front::read(spec, &mut task);
        if spec.as_str().contains("<task") {
            tags::read(spec, body, &mut task);
        } else {
            add_plain(spec, &mut task)?;
        }
        add_contracts(&document, spec, &mut task)?;
        checklist::finish(&mut task);
        Ok(vec![task])
    }
}

/// The variant in plain Markdown.
fn add_plain(spec: &SourceText, task: &mut Task) -> Result<(), SpecError> {
    for mut plain in Markdown.read(spec, &|_| None)? {
        task.promises.append(&mut plain.promises);
        task.passed_over.append(&mut plain.passed_over);
        task.uses.append(&mut plain.uses);
        let known: Vec<String> = task.depends_on.iter().map(|known| known.target.clone()).collect();
        task.depends_on.extend(plain.depends_on.into_iter().filter(|other| !known.contains(&other.target)));
    }
    Ok(())
}

/// The objective's first sentence: a plan has no heading of its own.
fn title(spec: &SourceText) -> String {
    let heading = spec.as_str().lines().find_map(|line| line.strip_prefix("# "));
    let inside = spec.as_str().split_once("<objective>").map(|(_, rest)| rest.trim_start());
    let words = inside.and_then(|rest| rest.lines().next()).or(heading).unwrap_or_default();
    checklist::shown(words.split(". ").next().unwrap_or_default().trim_end_matches("</objective>"))
}

fn state(spec: &SourceText, beside: &Beside) -> TaskState {
    let stem = &spec.path[..spec.path.len() - "PLAN.md".len()];
    let summaries = [format!("{stem}SUMMARY.md"), format!("{stem}PLAN-SUMMARY.md")];
    if summaries.iter().any(|path| beside(path).is_some()) { TaskState::Done } else { TaskState::Open }
}

/// A task that must be done before: `02`, `03-01`.
fn depends(target: &str, line: usize) -> Option<Dependency> {
    let target = target.trim().trim_matches(['"', '\'', '[', ']']).trim();
    (!target.is_empty()).then(|| Dependency { target: target.to_owned(), line })
}
