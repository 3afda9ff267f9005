//! The `human` format: findings with their source, then what else there is to know, then one line to sum up.

use super::summary::counted;
use super::{Style, Verbosity};
use model::{DEPENDENCY_UNDELIVERED, Finding, PROMISE_BROKEN, Rendering};

mod closing;
mod evidence;
mod excerpt;
mod finding;
mod notes;
mod paint;
mod paragraph;
mod promises;
mod quiet;
mod source_line;
mod tasks;
mod window;

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
    let shown = counted(rendering.report).filter(|finding| !is_listed(finding));
    let findings = shown.map(|finding| finding::render(finding, rendering, style));
    let tasks = tasks::render(rendering.report, style);
    let notes = promises::render(rendering.report, style)
        .chain(evidence::render(rendering.report, style))
        .chain(tasks)
        .chain(notes::render(rendering.report, style));
    findings.chain(notes).chain([closing::render(rendering, style)]).collect::<Vec<_>>().join("\n")
}

/// Whether a finding stands among the promises or the blockers.
fn is_listed(finding: &Finding) -> bool {
    matches!(finding.rule.as_str(), PROMISE_BROKEN | DEPENDENCY_UNDELIVERED)
}
