//! Findings by rule: what to do is written once for all findings of a rule that share it.

use maud::{Markup, html};

use crate::rule_link::rule_link;
use crate::safe_text::{one_line, visible};
use crate::shared_help::{RuleGroup, by_rule};
use crate::summary::{counted, is_listed, number, severity_word};
use model::{ChangeStatus, Finding, Related};

use super::text::{anchor, place, prose, state};
use super::{Page, code};

/// How many findings have their code open at first; a page with all open is too long to look over.
const OPEN: usize = 40;
/// How many findings have code at all: a browser has to hold it.
const WITH_CODE: usize = 2000;

/// All findings that count and are not shown with their promise.
pub fn section(page: &Page<'_>) -> Markup {
    let findings: Vec<(usize, &Finding)> = page.rendering.report.findings.iter().enumerate().collect();
    let shown: Vec<&Finding> = counted(page.rendering.report).filter(|finding| !is_listed(finding)).collect();
    let groups = by_rule(&shown);
    let order = |finding: &Finding| findings.iter().position(|(_, other)| std::ptr::eq(*other, finding));
    html! {
        @if !shown.is_empty() {
            section id="findings" {
                h2 { "Findings" }
                @for group in &groups { (rule(group, page, &order, shown.len())) }
            }
        }
    }
}

fn rule(group: &RuleGroup<'_>, page: &Page<'_>, order: &dyn Fn(&Finding) -> Option<usize>, all: usize) -> Markup {
    let info = page.rendering.rules.iter().find(|info| info.id == group.rule);
    html! {
        div.group {
            h3 {
                @match rule_link(group.rule) {
                    Some(link) => a href=(link) rel="noreferrer" { code { (one_line(group.rule)) } },
                    None => code { (one_line(group.rule)) },
                }
                " " span.soft { (number(group.findings.len(), "finding")) @if let Some(info) = info { ": " (info.title) } }
            }
            @if !group.help.is_empty() { p.help { (prose(group.help)) } }
            @for finding in &group.findings {
                @let index = order(finding).unwrap_or_default();
                (item(finding, group, page, (index, all)))
            }
        }
    }
}

fn item(finding: &Finding, group: &RuleGroup<'_>, page: &Page<'_>, (index, all): (usize, usize)) -> Markup {
    let id = &page.anchors.findings[index];
    let severity = severity_word(finding.severity);
    html! {
        article class={ "item " (severity) } id=(id) data-state=(severity) data-rule=(one_line(&finding.rule)) {
            header {
                (state(severity, severity))
                h3 { (prose(&finding.message)) }
                (anchor(id))
            }
            p { (place(&finding.path, Some(finding.span.start.line))) @if let Some(change) = change(finding) { span.soft { " · " (change) } } }
            @if index < WITH_CODE { (source(finding, page, all <= OPEN)) }
            (elsewhere(finding))
            @if let Some(own) = group.own_help(finding) { p.help { (prose(own)) } }
        }
    }
}

/// The code in a part of the page that can be closed.
fn source(finding: &Finding, page: &Page<'_>, open: bool) -> Markup {
    let code = code::of_finding(finding, page.rendering.sources.get(&finding.path));
    html! { @if let Some(code) = code { details open[open] { summary { "Code" } (code) } } }
}

/// The places that belong to the finding, as a list.
fn elsewhere(finding: &Finding) -> Markup {
    html! {
        @if !finding.related.is_empty() {
            ul.plain { @for related in &finding.related { li { (line(related)) } } }
        }
    }
}

fn line(related: &Related) -> Markup {
    html! { span.place { (visible(&related.path)) ":" (related.line) } ": " (prose(&related.message)) }
}

/// What the change did to the function.
fn change(finding: &Finding) -> Option<&'static str> {
    match finding.change? {
        ChangeStatus::Added => Some("added by this change"),
        ChangeStatus::Modified => Some("modified by this change"),
        ChangeStatus::Wired => Some("put to use by this change"),
        ChangeStatus::Unchanged => None,
    }
}
