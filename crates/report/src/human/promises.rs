//! What was promised and what became of it, and what must be mended first.

use super::notes::section;
use crate::safe_text::{one_line, visible};
use crate::{Style, Verbosity, summary};
use model::{Blocker, PromiseReport, PromiseStatus, Report, Tier};

/// The blockers, and the promises that were broken or could not be proven; all of them when much is to be said.
pub fn render(report: &Report, style: &Style) -> impl Iterator<Item = String> {
    let verbose = style.verbosity == Verbosity::Verbose;
    let told = |promise: &&PromiseReport| verbose || is_news(promise);
    // Of many tasks, each says in its line what is wrong with it.
    let many = report.tasks.len() > 1 && !verbose;
    let mut promises: Vec<String> = report.promises.iter().filter(|_| !many).filter(told).flat_map(promise).collect();
    if !verbose && !many {
        promises.extend(beyond_programs(report));
    }
    let sections = [
        section("Blocked by:", &report.blocked_by.iter().map(blocker).collect::<Vec<_>>(), style),
        section("Promises:", &promises, style),
    ];
    sections.into_iter().filter(|section| !section.is_empty())
}

fn is_news(promise: &PromiseReport) -> bool {
    match promise.status {
        PromiseStatus::Kept => false,
        PromiseStatus::Broken | PromiseStatus::Drifted => true,
        PromiseStatus::Unproven => !is_beyond_programs(promise),
    }
}

/// What only a person, or running the project, can tell.
fn is_beyond_programs(promise: &PromiseReport) -> bool {
    promise.status == PromiseStatus::Unproven && matches!(promise.kind.as_str(), "statement" | "command")
}

fn beyond_programs(report: &Report) -> Option<String> {
    let count = report.promises.iter().filter(|promise| is_beyond_programs(promise)).count();
    (count > 0)
        .then(|| format!("unproven: {} that reading cannot check (-v lists them)", summary::number(count, "promise")))
}

fn blocker(blocker: &Blocker) -> String {
    let place = format!("{}:{}", visible(&blocker.path), blocker.line);
    format!("{place}: {}", one_line(&blocker.reason))
}

/// The promise, then the places that show what became of it.
fn promise(promise: &PromiseReport) -> impl Iterator<Item = String> {
    let status = match promise.status {
        PromiseStatus::Kept => "kept",
        PromiseStatus::Broken => "broken",
        PromiseStatus::Unproven => "unproven",
        PromiseStatus::Drifted => "drifted",
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
