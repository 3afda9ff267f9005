//! The head of the page: the answer, what to do next, what was looked at, and what has to be fixed first.

use maud::{Markup, html};

use crate::summary;
use model::{Blocker, Next, Rendering, Report, Severity};

use super::Page;
use super::text::{place, prose};

/// The verdict with its reason and the figures of the run.
pub fn header(page: &Page<'_>) -> Markup {
    let report = page.rendering.report;
    html! {
        header.top {
            h1 { "makegood " (report.command) }
            p class={ "verdict " (colour(report)) } { (answer(page.rendering)) }
            @if let Some(next) = next(report) { p { (next) } }
            ul.figures { @for piece in summary::figures(page.rendering) { li { (piece) } } }
        }
    }
}

fn answer(rendering: &Rendering<'_>) -> Markup {
    html! { @for (index, piece) in summary::answer(rendering).iter().enumerate() { @if index > 0 { " · " } (prose(piece)) } }
}

fn colour(report: &Report) -> &'static str {
    match summary::worst(report) {
        _ if !report.ok => "bad",
        Some(Severity::Warning) => "warning",
        _ => "good",
    }
}

fn next(report: &Report) -> Option<&'static str> {
    match report.next {
        Next::Accept => None,
        Next::Rework => Some("Next: do the rest of the work."),
        Next::FixDependency => Some("Next: fix the dependency. Trying this task again cannot succeed before that."),
        Next::ClarifySpec => Some("Next: state in the spec what can be checked."),
    }
}

/// What has to be fixed before this task can be worked on.
pub fn blockers(report: &Report) -> Markup {
    html! {
        @if !report.blocked_by.is_empty() {
            section id="blocked" {
                h2 { "Blocked by" }
                ul.plain { @for blocker in &report.blocked_by { (item(blocker)) } }
            }
        }
    }
}

fn item(blocker: &Blocker) -> Markup {
    html! {
        li {
            (place(&blocker.path, Some(blocker.line))) ": " (prose(&blocker.reason))
            @if !blocker.task.is_empty() { span.soft { " (task " (blocker.task) ")" } }
        }
    }
}
