//! What a spec says about the task as a whole: its state and the tasks before it.

use std::sync::LazyLock;

use regex::Regex;

use super::document::{Document, Text, Verbatim};
use super::reading::Reading;
use super::sections::label_words;
use crate::markdown::markers::words;
use model::{Dependency, TaskState};

/// A task's name where another one names it: a file, `T003`, `task-12`, `3.1`, `Task 4`.
static TASK: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^(?:[\w./-]+\.md|#?[a-z]+[-_.]?\d[\w.-]*|#?\d+(?:\.\d+)*|[a-z]+-[a-z]*\d+[\w.-]*|(?:task|story|phase|issue|step|ticket|milestone) #?[\w.-]*\d[\w.-]*|[a-z0-9]+(?:-[a-z0-9]+)+)$")
        .expect("a pattern")
});

/// The keys and labels that name the tasks before this one.
const BEFORE: &[&str] = &[
    "depends on",
    "depends",
    "dependencies",
    "dependency",
    "blocked by",
    "prerequisites",
    "prerequisite tasks",
    "requires tasks",
    "after",
];

/// Reads the front matter, the path and the labelled lines of all paragraphs before the second heading.
pub(super) fn read(document: &Document, reading: &mut Reading) {
    let source = reading.source;
    let file = source.path.rsplit('/').next().unwrap_or(&source.path);
    reading.task.id = file.to_owned();
    reading.task.title = document.title().unwrap_or_default();
    if let Some(front) = document.front_matter() {
        front_matter(front, reading);
    }
    if in_done_folder(&source.path) {
        reading.task.state = TaskState::Done;
    }
}

/// Whether the file lies in a folder of finished tasks.
fn in_done_folder(path: &str) -> bool {
    let folders = path.rsplit_once('/').map_or("", |(folders, _)| folders);
    folders.split('/').any(|folder| ["done", "completed", "complete"].contains(&folder))
}

/// The few keys that are meant here; everything else in a front matter is someone else's.
fn front_matter(front: &Verbatim, reading: &mut Reading) {
    let mut key = String::new();
    for (index, line) in front.text.lines().enumerate() {
        let number = front.line + index;
        let indented = line.starts_with([' ', '\t']);
        match line.trim().strip_prefix("- ") {
            Some(entry) if is_before(&key) => depend(reading, &unquoted(entry), number, false),
            Some(_) => {}
            None if indented => {}
            None => key = front_line(line, number, reading),
        }
    }
}

fn front_line(line: &str, number: usize, reading: &mut Reading) -> String {
    let Some((key, value)) = line.split_once(':') else { return String::new() };
    let (key, value) = (words(key).join(" "), value.trim());
    if key == "status" || key == "state" {
        reading.task.state = state(&unquoted(value)).unwrap_or_default();
    } else if key == "title" && reading.task.title.is_empty() {
        reading.task.title = unquoted(value);
    } else if is_before(&key) {
        let list = value.trim_start_matches('[').trim_end_matches(']');
        list.split(',').for_each(|entry| depend(reading, &unquoted(entry), number, false));
    }
    key
}

fn unquoted(value: &str) -> String {
    let value = value.split(" #").next().unwrap_or(value);
    value.trim().trim_matches(['"', '\'']).trim().to_owned()
}

fn is_before(key: &str) -> bool {
    BEFORE.contains(&key)
}

/// Reads a line such as `**Depends on:** a.md, b.md` or `**Status:** done`; tells whether it is one. The tasks that wait for
/// this one say nothing about it.
pub(super) fn labelled(line: &Text, reading: &mut Reading) -> bool {
    let Some(label) = label_words(line) else { return false };
    let label = words(&label).join(" ");
    let number = line.line().unwrap_or(1);
    if is_before(&label) {
        targets(line, number, reading);
        return true;
    }
    if ["blocks", "unblocks", "blocking"].contains(&label.as_str()) {
        return true;
    }
    if label == "status" || label == "state" {
        let value = value_of(line);
        let told = state(&value).filter(|_| reading.task.state == TaskState::Open);
        reading.task.state = told.unwrap_or(reading.task.state);
        return true;
    }
    false
}

/// What stands behind a label's colon.
fn value_of(line: &Text) -> String {
    let plain = line.plain();
    plain.split_once(':').map_or("", |(_, value)| value).trim_matches([' ', '*']).to_owned()
}

/// Takes the tasks that `text` names, those behind a label where there is one.
pub(super) fn targets(text: &Text, line: usize, reading: &mut Reading) {
    let links = text.pieces.iter().filter_map(|piece| piece.look.link.clone());
    let links: Vec<String> = links.filter(|link| is_task_file(link)).collect();
    if !links.is_empty() {
        links.iter().for_each(|link| depend(reading, link.split('#').next().unwrap_or(link), line, true));
        return;
    }
    let value = if label_words(text).is_some() { value_of(text) } else { text.plain() };
    // Words behind a dash or in parentheses explain; they name nothing.
    let value = value.split(['—', '–']).next().unwrap_or_default();
    let value = outside_parentheses(value);
    for part in value.split([',', ';', '&', '+']).flat_map(|part| part.split(" and ")) {
        depend(reading, first_name(part), line, true);
    }
}

fn outside_parentheses(text: &str) -> String {
    let mut depth = 0usize;
    let mut kept = String::new();
    for letter in text.chars() {
        match letter {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ if depth == 0 => kept.push(letter),
            _ => {}
        }
    }
    kept
}

/// The name at the front: `a.md` of `a.md: the parser`, all of `Task 3`.
fn first_name(part: &str) -> &str {
    let part = part.trim().trim_matches(['`', '*', '.', '"']);
    let name = part.split(": ").next().unwrap_or(part).trim_end_matches(['.', ':']);
    match name.split_once(' ') {
        Some((first, _)) if first.ends_with(".md") => first,
        _ => name,
    }
}

fn is_task_file(link: &str) -> bool {
    let file = link.split('#').next().unwrap_or(link);
    file.ends_with(".md") && !link.contains("://")
}

/// Takes `target` as a task before this one. In prose only what has the shape of a task's name is taken.
fn depend(reading: &mut Reading, target: &str, line: usize, prose: bool) {
    let target = target.trim();
    let none = ["", "-", "none", "nothing", "n/a", "[]", "~", "null", "no"].contains(&target.to_lowercase().as_str());
    let named = !prose || TASK.is_match(target);
    if none || !named {
        return;
    }
    if target != reading.task.id && reading.before.insert(target.to_owned()) {
        reading.task.depends_on.push(Dependency { target: target.to_owned(), line });
    }
}

/// The state that a word or mark tells.
fn state(value: &str) -> Option<TaskState> {
    let has = |set: &[&str]| words(value).iter().take(3).any(|word| set.contains(&word.as_str()));
    let not = has(&["not", "never", "un", "incomplete"]);
    if has(&["done", "complete", "completed", "closed", "merged", "shipped", "finished", "implemented", "delivered"])
        || value.contains('✅')
    {
        return Some(if not { TaskState::Open } else { TaskState::Done });
    }
    if has(&["dropped", "cancelled", "canceled", "abandoned", "wontfix", "superseded", "obsolete", "rejected"]) {
        return Some(TaskState::Dropped);
    }
    if has(&["progress", "wip", "started", "partial", "partially", "active", "doing", "begun", "review"]) && !not {
        return Some(TaskState::Begun);
    }
    Some(TaskState::Open)
}
