//! The tasks of a set, in an order in which they can be worked on.

use super::notes::section;
use crate::Style;
use crate::safe_text::one_line;
use crate::summary::number;
use model::{Report, TaskReport, TaskState};

/// A line for each task; nothing where the report is not about a set.
pub fn render(report: &Report, style: &Style) -> Option<String> {
    let lines: Vec<String> = report.tasks.iter().map(line).collect();
    Some(section("Tasks, each after those that it depends on:", &lines, style)).filter(|section| !section.is_empty())
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
