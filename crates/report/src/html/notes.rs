//! What there is to know besides findings: text that was not read, policy that the change moved, what is suppressed.

use maud::{Markup, html};

use crate::safe_text::one_line;
use crate::summary::{number, suppressed};
use model::{Finding, Gap, MovedBar, Suppression, SuppressionKind};

use super::Page;
use super::text::{anchor, place, prose, state};

/// The sections, each where there is something to say.
pub fn sections(page: &Page<'_>) -> Markup {
    let report = page.rendering.report;
    let ids = report.findings.iter().zip(&page.anchors.findings);
    let suppressed: Vec<_> = ids.filter(|(finding, _)| finding.suppressed.is_some()).collect();
    let skipped: Vec<_> = report.totals.skipped.iter().filter(|&(_, &files)| files > 0).collect();
    html! {
        @if !report.gaps.is_empty() {
            section id="unread" { h2 { "Not read" } @for gap in &report.gaps { (unread(gap)) } }
        }
        @if !report.moved_bars.is_empty() {
            section id="policy" { h2 { "Policy changed by this change" } ul.plain { @for moved in &report.moved_bars { (policy(moved)) } } }
        }
        @if !suppressed.is_empty() {
            section id="suppressed" { h2 { "Suppressed" } @for (finding, id) in suppressed { (item(finding, id)) } }
        }
        @if !skipped.is_empty() {
            section id="skipped" {
                h2 { "Skipped" }
                ul.plain { @for (reason, &files) in skipped { li { (one_line(reason)) ": " (number(files, "file")) } } }
            }
        }
    }
}

fn unread(gap: &Gap) -> Markup {
    let word = if gap.changed { "in the checked code" } else { "elsewhere" };
    html! {
        article.item.unread data-state="unread" {
            header { (state("unread", "not read")) h3 { (place(&gap.path, gap.span.map(|span| span.start.line))) } span.soft { (word) } a.anchor href="#unread" { "#" } }
            p { (prose(&gap.reason)) }
        }
    }
}

fn policy(moved: &MovedBar) -> Markup {
    html! { li { (place(&moved.path, moved.line)) ": " (prose(&moved.message)) } }
}

fn item(finding: &Finding, id: &str) -> Markup {
    html! {
        article.item.suppressed id=(id) data-state="suppressed" data-rule=(one_line(&finding.rule)) {
            header { (state("suppressed", "suppressed")) h3 { (prose(&finding.message)) } (anchor(id)) }
            p { code { (one_line(&finding.rule)) } " " (place(&finding.path, Some(finding.span.start.line))) }
            @if let Some(suppression) = &finding.suppressed { p { (why(suppression)) } }
        }
    }
}

fn why(suppression: &Suppression) -> Markup {
    let by = match suppression.kind {
        SuppressionKind::Comment => "By a comment",
        SuppressionKind::Baseline => "By the baseline",
    };
    html! {
        (by)
        @if let Some(until) = &suppression.until { " until " (one_line(until)) }
        @if let Some(task) = &suppression.task { ", task " (one_line(task)) }
        ": " (prose(&suppression.reason))
    }
}

/// How many entries of each state the sections hold.
pub fn states(page: &Page<'_>) -> [(&'static str, usize); 2] {
    [("unread", page.rendering.report.gaps.len()), ("suppressed", suppressed(page.rendering.report).count())]
}
