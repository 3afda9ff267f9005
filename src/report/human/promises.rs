//! What was promised and what became of it, and what must be mended first.

use super::notes::section;
use crate::model::{Blocker, PromiseReport, PromiseStatus, Report, Tier};
use crate::report::safe_text::{one_line, visible};
use crate::report::{Style, Verbosity};

/// The blockers, and the promises that were not kept; those that were kept too when much is to be said.
pub fn render(report: &Report, style: &Style) -> impl Iterator<Item = String> {
    let verbose = style.verbosity == Verbosity::Verbose;
    let told = report.promises.iter().filter(|promise| verbose || promise.status != PromiseStatus::Kept);
    let sections = [
        section("Blocked by:", &report.blocked_by.iter().map(blocker).collect::<Vec<_>>(), style),
        section("Promises:", &told.flat_map(promise).collect::<Vec<_>>(), style),
    ];
    sections.into_iter().filter(|section| !section.is_empty())
}

fn blocker(blocker: &Blocker) -> String {
    let place = format!("{}:{}", visible(&blocker.path), blocker.line);
    let [function, task, reason] = [&blocker.function, &blocker.task, &blocker.reason].map(|text| one_line(text));
    format!("{place}: {function}, promised by {task}: {reason}")
}

/// The promise, then the places that show what became of it.
fn promise(promise: &PromiseReport) -> impl Iterator<Item = String> {
    let status = match promise.status {
        PromiseStatus::Kept => "kept",
        PromiseStatus::Broken => "broken",
        PromiseStatus::Unproven => "unproven",
    };
    let tier = match promise.tier {
        Tier::Contract => "contract",
        Tier::Declared => "declared",
        Tier::Mentioned => "mentioned",
    };
    let [kind, text] = [&promise.kind, &promise.text].map(|text| one_line(text));
    let place = format!("{}:{}", visible(&promise.source.path), promise.source.line);
    let evidence = promise.evidence.iter();
    let evidence = evidence.map(|e| format!("  {}:{}: {}", visible(&e.path), e.line, one_line(&e.message)));
    std::iter::once(format!("{status}: {text} ({kind}, {tier} at {place})")).chain(evidence)
}
