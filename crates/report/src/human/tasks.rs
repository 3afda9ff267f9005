//! The tasks of a set, in an order in which they can be worked on.

use super::notes::section;
use crate::Style;
use crate::safe_text::one_line;
use crate::summary::{number, verdict_word};
use model::{Report, TaskReport, TaskState};

/// A line for each task; nothing where the report is not about a set.
pub fn render(report: &Report, style: &Style) -> Option<String> {
    let judged = report.tasks.iter().any(|task| task.verdict.is_some());
    let lines: Vec<String> = report.tasks.iter().map(if judged { outcome } else { line }).collect();
    let title = if judged { "Tasks:" } else { "Tasks, each after those that it depends on:" };
    Some(section(title, &lines, style)).filter(|section| !section.is_empty())
}

/// `incomplete   T012 Read the ring: 1 of 2 promises broken: ring_read is a stub`.
fn outcome(task: &TaskReport) -> String {
    let verdict = task.verdict.map_or("not judged", verdict_word);
    let title = if task.title.is_empty() { String::new() } else { format!(" {}", one_line(&task.title)) };
    let reason = task.reason.as_deref().unwrap_or_default();
    format!("{verdict:12} {}{title}: {}", one_line(&task.id), one_line(reason))
}

/// `open  sse-parser.md: 3 promises, after arena.md`.
fn line(task: &TaskReport) -> String {
    let state = match task.state {
        TaskState::Open => "open   ",
        TaskState::Begun => "begun  ",
        TaskState::Done => "done   ",
        TaskState::Dropped => "dropped",
    };
    let after =
        if task.depends_on.is_empty() { String::new() } else { format!(", after {}", task.depends_on.join(", ")) };
    format!("{state} {}: {}{}", one_line(&task.id), number(task.promises, "promise"), one_line(&after))
}
