//! The tasks and what they depend on as a graph, for Graphviz (<https://graphviz.org/doc/info/lang.html>) and Mermaid
//! (<https://mermaid.js.org/syntax/flowchart.html>).

use std::collections::HashMap;

use super::Style;
use model::{Rendering, TaskReport, TaskState};

/// The graph in the language of Graphviz; an arrow goes from a task to one that needs it.
pub fn dot(rendering: &Rendering<'_>, _: &Style) -> Vec<u8> {
    let tasks = &rendering.report.tasks;
    let mut text = "digraph tasks {\n  rankdir=LR;\n  node [shape=box];\n".to_owned();
    for (at, task) in tasks.iter().enumerate() {
        let style = if is_over(task) { ", style=dashed" } else { "" };
        text += &format!("  t{at} [label=\"{}\"{style}];\n", escaped(&task.id, '\\'));
    }
    for (from, to) in edges(tasks) {
        text += &format!("  t{from} -> t{to};\n");
    }
    (text + "}\n").into_bytes()
}

/// The graph in the language of Mermaid.
pub fn mermaid(rendering: &Rendering<'_>, _: &Style) -> Vec<u8> {
    let tasks = &rendering.report.tasks;
    let mut text = "flowchart LR\n".to_owned();
    for (at, task) in tasks.iter().enumerate() {
        let class = if is_over(task) { ":::done" } else { "" };
        text += &format!("  t{at}[\"{}\"]{class}\n", task.id.replace('"', "#quot;").replace(['\n', '\r'], " "));
    }
    for (from, to) in edges(tasks) {
        text += &format!("  t{from} --> t{to}\n");
    }
    (text + "  classDef done stroke-dasharray: 4\n").into_bytes()
}

fn is_over(task: &TaskReport) -> bool {
    matches!(task.state, TaskState::Done | TaskState::Dropped)
}

/// From what comes before to what needs it, as places in the list.
fn edges(tasks: &[TaskReport]) -> Vec<(usize, usize)> {
    let mut places: HashMap<&str, usize> = HashMap::new();
    for (at, task) in tasks.iter().enumerate() {
        places.entry(&task.id).or_insert(at);
    }
    let before = |task: &TaskReport| task.depends_on.iter().filter_map(|id| places.get(id.as_str()).copied()).collect();
    tasks
        .iter()
        .enumerate()
        .flat_map(|(to, task)| {
            let before: Vec<usize> = before(task);
            before.into_iter().map(move |from| (from, to))
        })
        .collect()
}

fn escaped(text: &str, escape: char) -> String {
    let mut safe = String::new();
    for letter in text.chars() {
        if matches!(letter, '"' | '\\') {
            safe.push(escape);
        }
        safe.push(if letter.is_control() { ' ' } else { letter });
    }
    safe
}
