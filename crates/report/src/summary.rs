//! What was looked at and what came of it, in few words.

use std::collections::BTreeSet;

use super::safe_text::one_line;
use model::{
    CoverageShare, DEPENDENCY_UNDELIVERED, Finding, PROMISE_BROKEN, PROMISE_DRIFTED, PromiseTotals, Rendering, Report,
    Severity, TaskReport, TaskState, TestCounts, Totals, Verdict,
};

/// The findings that count: those that nothing suppresses.
pub fn counted(report: &Report) -> impl Iterator<Item = &Finding> {
    report.findings.iter().filter(|finding| finding.suppressed.is_none())
}

/// The findings that something suppresses.
pub fn suppressed(report: &Report) -> impl Iterator<Item = &Finding> {
    report.findings.iter().filter(|finding| finding.suppressed.is_some())
}

/// The heaviest severity among the findings that count.
pub fn worst(report: &Report) -> Option<Severity> {
    counted(report).map(|finding| finding.severity).max()
}

/// Whether a finding is shown among the promises or the blockers instead of among the findings.
pub fn is_listed(finding: &Finding) -> bool {
    matches!(finding.rule.as_str(), PROMISE_BROKEN | PROMISE_DRIFTED | DEPENDENCY_UNDELIVERED)
}

/// The summary in pieces that belong on one line where it is wide enough: the answer first, then what was looked at.
pub fn pieces(rendering: &Rendering<'_>) -> Vec<String> {
    let mut pieces = answer(rendering);
    pieces.extend(figures(rendering));
    pieces
}

/// What was looked at, and how much came of it.
pub fn figures(rendering: &Rendering<'_>) -> Vec<String> {
    let report = rendering.report;
    let mut pieces: Vec<String> = promises(&report.totals.promises).into_iter().collect();
    pieces.extend(report.evidence.tests.as_ref().map(tests));
    pieces.extend(report.evidence.coverage.as_ref().map(coverage));
    pieces.push(if report.tasks.is_empty() { looked_at(&report.totals) } else { tasks(report) });
    pieces.extend(report.base.as_ref().map(|base| one_line(&base.description)));
    pieces.extend(gaps(report));
    pieces.extend(some(suppressed(report).count(), "suppressed finding"));
    pieces.extend(some(report.moved_bars.len(), "policy change"));
    pieces
}

/// The answer: the verdict and its reason, except where the findings themselves are the answer.
pub fn answer(rendering: &Rendering<'_>) -> Vec<String> {
    let report = rendering.report;
    let verdict = match (report.verdict, counts(report)) {
        (Verdict::Findings | Verdict::Clean, Some(counts)) if report.ok => {
            let threshold = severity_word(rendering.fail_on);
            let answer = format!("{counts}, none at or above --fail-on {threshold}");
            return std::iter::once(answer).chain(why(report)).collect();
        }
        (Verdict::Findings | Verdict::Clean, Some(counts)) => return vec![counts],
        (Verdict::Clean, None) => {
            let reason = why(report).map_or(String::new(), |reason| format!(": {reason}"));
            return vec![format!("clean{reason}")];
        }
        (verdict, _) => format!("{}: {}", verdict_word(verdict), one_line(&report.reason)),
    };
    std::iter::once(verdict).chain(counts(report)).collect()
}

/// Why the evidence is enough, what a task came to, or which claims hold, where that is more than "clean".
fn why(report: &Report) -> Option<String> {
    let of_task = report.command == "check" && !report.promises.is_empty();
    (of_task || matches!(report.command.as_str(), "evidence" | "commit-msg")).then(|| one_line(&report.reason))
}

/// `promises: 8 kept, 1 broken, 0 unproven`; nothing where none was made.
fn promises(totals: &PromiseTotals) -> Option<String> {
    let PromiseTotals { kept, broken, unproven, drifted } = *totals;
    let elsewhere = if drifted > 0 { format!(", {drifted} drifted") } else { String::new() };
    (kept + broken + unproven + drifted > 0)
        .then(|| format!("promises: {kept} kept, {broken} broken, {unproven} unproven{elsewhere}"))
}

/// `looked at 7 tasks, 2 of them open`.
fn tasks(report: &Report) -> String {
    let over = |task: &&TaskReport| matches!(task.state, TaskState::Done | TaskState::Dropped);
    let open = report.tasks.len() - report.tasks.iter().filter(over).count();
    format!("looked at {}, {open} of them open", number(report.tasks.len(), "task"))
}

/// `tests: 18 before, 21 after (4 added, 1 removed)`.
fn tests(counts: &TestCounts) -> String {
    let TestCounts { base, head, added, removed } = counts;
    format!("tests: {base} before, {head} after ({added} added, {removed} removed)")
}

/// `coverage: 81.5 % of the lines before, 83.0 % after`.
fn coverage(share: &CoverageShare) -> String {
    match share.base {
        Some(base) => format!("coverage: {base:.1} % of the lines before, {:.1} % after", share.head),
        None => format!("coverage: {:.1} % of the lines", share.head),
    }
}

/// A verdict as it is written in JSON.
pub fn verdict_word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Clean => "clean",
        Verdict::Findings => "findings",
        Verdict::NothingChecked => "nothing-checked",
        Verdict::Delivered => "delivered",
        Verdict::Incomplete => "incomplete",
        Verdict::Blocked => "blocked",
        Verdict::Ready => "ready",
        Verdict::Unverifiable => "unverifiable",
        Verdict::Proven => "proven",
        Verdict::Unproven => "unproven",
        Verdict::Inconclusive => "inconclusive",
    }
}

/// A severity as it is written in JSON.
pub fn severity_word(severity: Severity) -> &'static str {
    match severity {
        Severity::Note => "note",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}

/// `2 errors, 1 warning in 3 functions`; nothing where nothing counts.
fn counts(report: &Report) -> Option<String> {
    let by_severity: Vec<_> = [Severity::Error, Severity::Warning, Severity::Note]
        .into_iter()
        .filter_map(|severity| {
            let number = counted(report).filter(|finding| finding.severity == severity).count();
            some(number, severity_word(severity))
        })
        .collect();
    let functions: BTreeSet<_> = counted(report).filter_map(|f| Some((&f.path, f.function.as_ref()?))).collect();
    let place = some(functions.len(), "function").map(|functions| format!(" in {functions}")).unwrap_or_default();
    (!by_severity.is_empty()).then(|| by_severity.join(", ") + &place)
}

/// `looked at 14 functions in 5 files (2 skipped: 1 generated, 1 vendored)`.
fn looked_at(totals: &Totals) -> String {
    let looked = format!("looked at {} in {}", number(totals.functions, "function"), number(totals.files, "file"));
    let skipped: usize = totals.skipped.values().sum();
    if skipped == 0 { looked } else { format!("{looked} ({skipped} skipped: {})", skipped_by_reason(totals)) }
}

/// `1 generated, 1 vendored`.
fn skipped_by_reason(totals: &Totals) -> String {
    let reasons = totals.skipped.iter().filter(|&(_, &files)| files > 0);
    let reasons = reasons.map(|(reason, files)| format!("{files} {}", reason_words(reason)));
    reasons.collect::<Vec<_>>().join(", ")
}

/// A reason as it reads behind a number of files.
pub fn reason_words(reason: &str) -> String {
    match reason {
        "unknown language" => "in other languages".to_owned(),
        "symlink" => "symbolic links".to_owned(),
        reason => one_line(reason),
    }
}

/// `3 places not read, 1 of them in the checked code`.
fn gaps(report: &Report) -> Option<String> {
    let all = format!("{} not read", some(report.gaps.len(), "place")?);
    Some(match report.gaps.iter().filter(|gap| gap.changed).count() {
        0 => all,
        touched if touched == report.gaps.len() => format!("{all} in the checked code"),
        touched => format!("{all}, {touched} of them in the checked code"),
    })
}

/// `1 file`, `2 files`.
pub fn number(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}

fn some(count: usize, noun: &str) -> Option<String> {
    (count > 0).then(|| number(count, noun))
}
