//! Tasks and what they promise: for each promise the line of the spec, the code that shows what became of it, its tests.

use maud::{Markup, html};

use crate::safe_text::{one_line, visible};
use crate::summary::{counted, number};
use model::{Finding, PromiseReport, PromiseStatus, Related, TaskReport, TaskState, Tier};

use super::text::{anchor, place, prose, state};
use super::{Page, code, reach};

/// Promises in the report's order, with their places in it.
type Numbered<'a> = Vec<(usize, &'a PromiseReport)>;

/// The tasks with their promises, then the promises that belong to no task of the report.
pub fn sections(page: &Page<'_>) -> Markup {
    let report = page.rendering.report;
    let of = |task: Option<usize>| -> Numbered<'_> {
        report.promises.iter().enumerate().filter(|(_, promise)| task_of(promise, &report.tasks) == task).collect()
    };
    let rest = of(None);
    html! {
        @if !report.tasks.is_empty() {
            section id="tasks" {
                h2 { "Tasks" }
                @for (index, task) in report.tasks.iter().enumerate() { (self::task(task, &page.anchors.tasks[index], &of(Some(index)), page)) }
            }
        }
        @if !rest.is_empty() {
            section id="promises" { h2 { "Promises" } (list(&rest, page)) }
        }
    }
}

/// The task whose text in its spec holds the promise: the last one that begins at or before it.
fn task_of(promise: &PromiseReport, tasks: &[TaskReport]) -> Option<usize> {
    let begins = |task: &TaskReport| task.path == promise.source.path && task.line <= promise.source.line;
    let before = tasks.iter().enumerate().filter(|(_, task)| begins(task));
    before.max_by_key(|(_, task)| task.line).map(|(index, _)| index)
}

fn task(task: &TaskReport, id: &str, promises: &Numbered<'_>, page: &Page<'_>) -> Markup {
    html! {
        div.group id=(id) {
            h3 { code { (one_line(&task.id)) } " " (one_line(&task.title)) " " (anchor(id)) }
            p.soft {
                (task_state(task.state)) ", " (number(task.promises, "promise")) ", " (place(&task.path, Some(task.line)))
                @if !task.depends_on.is_empty() { ", after " (one_line(&task.depends_on.join(", "))) }
            }
            (list(promises, page))
        }
    }
}

fn task_state(state: TaskState) -> &'static str {
    match state {
        TaskState::Open => "open",
        TaskState::Begun => "in progress",
        TaskState::Done => "marked done",
        TaskState::Dropped => "dropped",
    }
}

/// Broken promises first, then those that could not be checked, then those that were kept.
fn list(promises: &Numbered<'_>, page: &Page<'_>) -> Markup {
    let weight = |status| match status {
        PromiseStatus::Broken => 0,
        PromiseStatus::Drifted => 1,
        PromiseStatus::Unproven => 2,
        PromiseStatus::Kept => 3,
    };
    let mut sorted = promises.clone();
    sorted.sort_by_key(|(_, promise)| weight(promise.status));
    html! { @for (index, promise) in sorted { (item(promise, &page.anchors.promises[index], page)) } }
}

fn item(promise: &PromiseReport, id: &str, page: &Page<'_>) -> Markup {
    let status = status_word(promise.status);
    let broken = promise.status == PromiseStatus::Broken;
    let places = evidence(promise, page);
    html! {
        article class={ "item " (status) } id=(id) data-state=(status) {
            header {
                (state(status, status))
                h3 { code { (one_line(&promise.text)) } " " span.soft { (one_line(&promise.kind)) } }
                (anchor(id))
            }
            dl.facts {
                dt { "Promised" }
                dd { (place(&promise.source.path, Some(promise.source.line))) " " span.soft { (tier(promise.tier)) } (spec_line(promise, page)) }
                @if !promise.evidence.is_empty() {
                    dt { "Found" }
                    dd { @for found in &promise.evidence { div { (place(&found.path, Some(found.line))) ": " (prose(&found.message)) } } }
                }
                (reach::of_promise(promise, page.rendering.report))
            }
            @if !places.is_empty() {
                details open[broken] { summary { "Code" } @for place in &places { (place) } }
            }
        }
    }
}

/// A status as it is written in JSON.
fn status_word(status: PromiseStatus) -> &'static str {
    match status {
        PromiseStatus::Kept => "kept",
        PromiseStatus::Broken => "broken",
        PromiseStatus::Unproven => "unproven",
        PromiseStatus::Drifted => "drifted",
    }
}

fn tier(tier: Tier) -> &'static str {
    match tier {
        Tier::Contract => "in a contract",
        Tier::Declared => "in a table or list",
        Tier::Mentioned => "mentioned in the text",
    }
}

/// The line of the spec that promises it.
fn spec_line(promise: &PromiseReport, page: &Page<'_>) -> Markup {
    let spec = page.rendering.sources.get(&promise.source.path);
    let line = spec.and_then(|spec| spec.line_text(promise.source.line)).map(str::trim).filter(|line| !line.is_empty());
    html! { @if let Some(line) = line { pre tabindex="0" { span.line { span.number aria-hidden="true" { (promise.source.line) } (visible(line)) } } } }
}

/// The code at the places that show what became of the promise; where a finding is about one, with the finding marked.
fn evidence(promise: &PromiseReport, page: &Page<'_>) -> Vec<Markup> {
    let mut shown: Vec<&Finding> = Vec::new();
    let mut places = Vec::new();
    let is_spec_line = |place: &&Related| place.path == promise.source.path && place.line == promise.source.line;
    for related in promise.evidence.iter().filter(|place| !is_spec_line(place)) {
        let source = page.rendering.sources.get(&related.path);
        match counted(page.rendering.report).find(|finding| is_about(finding, related)) {
            Some(finding) if shown.iter().any(|&other| std::ptr::eq(other, finding)) => {}
            Some(finding) => {
                shown.push(finding);
                places.extend(code::of_finding(finding, source));
            }
            None => places.extend(code::around(source, related.line)),
        }
    }
    places
}

/// Whether `finding` is about the function or the lines that `related` points to.
fn is_about(finding: &Finding, related: &Related) -> bool {
    let function = finding.function.as_ref().map(|function| function.line..=function.end_line);
    let lines = function.unwrap_or(finding.span.start.line..=finding.span.end.line);
    finding.path == related.path && lines.contains(&related.line) && !crate::summary::is_listed(finding)
}
