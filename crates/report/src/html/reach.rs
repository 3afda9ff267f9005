//! What tests and coverage say of functions.

use maud::{Markup, html};

use crate::safe_text::{one_line, visible};
use crate::summary::number;
use model::{FunctionEvidence, PromiseReport, Reach, Report};

use super::text::place;

/// The tests that reach what keeps `promise`.
pub fn of_promise(promise: &PromiseReport, report: &Report) -> Markup {
    let is_its = |function: &&FunctionEvidence| function.promise.as_deref() == Some(promise.id.as_str());
    let functions: Vec<&FunctionEvidence> = report.evidence.functions.iter().filter(is_its).collect();
    html! {
        @if !functions.is_empty() {
            dt { "Tests" }
            dd { @for function in functions { (tests(function)) } }
        }
    }
}

fn tests(function: &FunctionEvidence) -> Markup {
    html! {
        div {
            code { (one_line(&function.name)) } ": " (number(function.tests, "test"))
            @if let Some(reach) = function.reach { ", " (reach_words(reach)) }
            @if let Some(proof) = function.proof { ", " (proof.words()) }
        }
        @if !function.tested_by.is_empty() {
            ul.plain {
                @for test in &function.tested_by { li.place { (visible(test)) } }
                @let more = function.tests.saturating_sub(function.tested_by.len());
                @if more > 0 { li.soft { "and " (more) " more" } }
            }
        }
    }
}

/// All functions that evidence was asked for.
pub fn section(report: &Report) -> Markup {
    html! {
        @if !report.evidence.functions.is_empty() {
            section id="tests" {
                h2 { "Functions and their tests" }
                div.wide {
                    table {
                        thead { tr { th { "Function" } th { "Place" } th { "Tests" } th { "Coverage" } } }
                        tbody { @for function in &report.evidence.functions { (row(function)) } }
                    }
                }
            }
        }
    }
}

fn row(function: &FunctionEvidence) -> Markup {
    html! {
        tr {
            td { code { (one_line(&function.name)) } }
            td { (place(&function.path, Some(function.line))) }
            td { (function.tests) @if let Some(test) = function.tested_by.first() { span.soft { ", for example " (visible(test)) } } }
            td { (function.reach.map_or("", reach_words)) }
        }
    }
}

fn reach_words(reach: Reach) -> &'static str {
    match reach {
        Reach::Reached => "covered",
        Reach::Unreached => "never ran",
        Reach::Unmeasured => "not measured",
        Reach::Excluded => "excluded from coverage",
        Reach::NotCompiled => "not in the measured build",
    }
}
