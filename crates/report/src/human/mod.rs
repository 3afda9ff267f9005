//! The `human` format: findings with their source, then what else there is to know, then one line to sum up.

use super::shared_help::{RuleGroup, by_rule};
use super::summary::{counted, is_listed};
use super::{Style, Verbosity};
use model::{Finding, Rendering};

mod advice;
mod closing;
mod evidence;
mod excerpt;
mod finding;
mod notes;
mod paint;
mod paragraph;
mod promises;
mod proofs;
mod quiet;
mod tasks;

/// How many findings are shown with their source.
const WITH_SOURCE: usize = 100;

pub(super) fn render(rendering: &Rendering<'_>, style: &Style) -> Vec<u8> {
    let text = match style.verbosity {
        Verbosity::Quiet => quiet::render(rendering.report, style),
        Verbosity::Normal | Verbosity::Verbose => full(rendering, style),
    };
    if style.unicode { text.into_bytes() } else { ascii_stand_ins(&text).into_bytes() }
}

/// `text` with a question mark for what stands for characters that do not show themselves.
fn ascii_stand_ins(text: &str) -> String {
    text.replace(|c| matches!(c, '\u{2400}'..='\u{2421}' | char::REPLACEMENT_CHARACTER), "?")
}

/// All parts, with an empty line between them.
fn full(rendering: &Rendering<'_>, style: &Style) -> String {
    let shown: Vec<&Finding> = counted(rendering.report).filter(|finding| !is_listed(finding)).collect();
    let groups = by_rule(&shown);
    let findings = findings(&shown, &groups, rendering, style);
    let tasks = tasks::render(rendering.report, style);
    let notes = promises::render(rendering.report, style)
        .chain(evidence::render(rendering.report, style))
        .chain(proofs::render(rendering.report, style))
        .chain(tasks)
        .chain(notes::render(rendering.report, style))
        .chain(advice::render(&groups, style))
        .chain(advice::many(rendering.report, &groups, style));
    findings.into_iter().chain(notes).chain([closing::render(rendering, style)]).collect::<Vec<_>>().join("\n")
}

/// The findings with their source, as far as that can be read at a sitting; the others in a line each.
fn findings(shown: &[&Finding], groups: &[RuleGroup<'_>], rendering: &Rendering<'_>, style: &Style) -> Vec<String> {
    let with_source = shown.iter().take(WITH_SOURCE);
    let mut parts: Vec<String> =
        with_source.map(|finding| finding::render(finding, advice::own(finding, groups), rendering, style)).collect();
    let rest: String = shown.iter().skip(WITH_SOURCE).map(|finding| quiet::line(finding, style)).collect();
    parts.extend((!rest.is_empty()).then_some(rest));
    parts
}
