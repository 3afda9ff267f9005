//! The answer of `verify`: whether a task delivered what its spec promised.

use super::promises::{Judged, excused, hollow_by_design};
use super::proofs::{self, Proofs};
use super::tally::{self, Tally};
use super::{Answer, Weigh};
use model::{
    Blocker, Complaint, EvidenceReport, Finding, Next, PROMISE_BROKEN, PROMISE_DRIFTED, PromiseStatus, Region, Report,
    Severity, Task, Tier, Verdict,
};

/// A task and everything that was found out about its delivery.
#[derive(Debug, Clone)]
pub struct Verification<'a> {
    /// The task.
    pub task: &'a Task,
    /// What became of its promises.
    pub judged: Vec<Judged>,
    /// What `check` says of the change under judgement.
    pub check: Answer,
    /// What is known of tests and coverage.
    pub evidence: EvidenceReport,
    /// The tasks that it depends on, directly or through others, and what became of their promises.
    pub dependencies: Vec<(Task, Vec<Judged>)>,
    /// Whether what is only mentioned counts.
    pub strict: bool,
    /// Why there is no work to judge, where nothing changed between base and head.
    pub no_work: Option<String>,
    /// From which severity on a finding of the change keeps the task from being delivered.
    pub fail_on: Severity,
    /// What test runs said of the functions that keep the promises, where they were switched off.
    pub proofs: Option<Proofs>,
}

/// The report of `verify`.
pub fn verified(verification: Verification, weigh: &Weigh) -> Report {
    let Verification { task, mut judged, mut check, mut evidence, dependencies, strict, fail_on, no_work, proofs } =
        verification;
    check.gaps.extend(proofs.iter().flat_map(|proofs| proofs.gaps.iter().cloned()));
    let proven = proofs.as_ref().map_or(&[][..], |proofs| &proofs.proofs);
    proofs::hold_against(proven, &mut judged, &mut evidence, &mut check, weigh);
    let open = proofs::open(proven);
    check.findings.iter_mut().for_each(|finding| excuse(finding, task));
    let tally = Tally::of(&judged, strict);
    let blocked_by = blockers(&judged, || dependencies.iter().map(|(task, judged)| (task, judged.as_slice())), strict);
    let findings: Vec<&Finding> =
        check.findings.iter().filter(|f| f.suppressed.is_none() && f.severity >= fail_on).collect();
    let unread = check.gaps.iter().filter(|gap| gap.changed).count();
    let own = findings.iter().filter(|finding| !is_blamed(finding, &blocked_by)).count();
    let broken_here = tally.broken > blocked_promises(&judged, &blocked_by, strict);
    let verdict = match () {
        () if no_work.is_some() && blocked_by.is_empty() => Verdict::Unverifiable,
        () if own > 0 || broken_here || (tally.broken == 0 && unread > 0) => Verdict::Incomplete,
        () if tally.broken > 0 || !findings.is_empty() => Verdict::Blocked,
        () if open.is_some() => Verdict::Inconclusive,
        () if tally.delivered() == 0 => Verdict::Unverifiable,
        () => Verdict::Delivered,
    };
    let reason = match (verdict, no_work.clone(), open) {
        (Verdict::Unverifiable, Some(reason), _) | (Verdict::Inconclusive, _, Some(reason)) => reason,
        _ => reason(verdict, &judged, &tally, &findings, unread, strict),
    };
    let missing = missing(&judged, task, &check, strict, weigh);
    check.findings.extend(missing);
    let mut report = check.into_report("verify", verdict, reason);
    report.next = if verdict == Verdict::Unverifiable && no_work.is_some() { Next::Rework } else { next(verdict) };
    report.blocked_by = blocked_by;
    report.promises = judged.iter().map(|judged| judged.report(task)).collect();
    report.totals.promises = tally::totals(&judged);
    report.evidence = evidence;
    report.totals.proofs = proofs.as_ref().map(proofs::totals);
    report.proofs = proofs.unwrap_or_default().proofs;
    report
}

/// The broken promises as findings.
pub(super) fn missing(judged: &[Judged], task: &Task, check: &Answer, strict: bool, weigh: &Weigh) -> Vec<Finding> {
    let missing = judged.iter().filter_map(|judged| broken(judged, task, check));
    missing.filter_map(weigh).map(|finding| weighed(finding, judged, strict)).collect()
}

/// A broken promise as a finding at the spec's line, for whoever reads findings only. What is a stub has one already.
/// One that is delivered elsewhere is a finding, too.
fn broken(judged: &Judged, task: &Task, check: &Answer) -> Option<Complaint> {
    let rule = match judged.status {
        PromiseStatus::Broken => PROMISE_BROKEN,
        PromiseStatus::Drifted => PROMISE_DRIFTED,
        PromiseStatus::Kept | PromiseStatus::Unproven => return None,
    };
    let culprit = judged.culprit.as_ref()?;
    let line = |finding: &Finding| finding.function.as_ref().map_or(0, |function| function.line);
    let same = |finding: &Finding| finding.path == culprit.path && line(finding) == culprit.line;
    let told = judged.status == PromiseStatus::Broken && check.findings.iter().any(same);
    (!told).then(|| Complaint {
        rule,
        message: format!("{} {}", culprit.name, culprit.fault.is()),
        path: task.path.clone(),
        span: Region::line(judged.promise.line),
        function: None,
        change: None,
        related: judged.evidence.clone(),
        about: judged.promise.id.clone(),
    })
}

/// What is only mentioned is worth a warning.
fn weighed(mut finding: Finding, judged: &[Judged], strict: bool) -> Finding {
    let own = |judged: &&Judged| judged.promise.line == finding.span.start.line && judged.culprit.is_some();
    if !strict && judged.iter().filter(own).all(|judged| judged.promise.tier < Tier::Declared && !judged.by_change) {
        finding.severity = finding.severity.min(Severity::Warning);
    }
    finding
}

/// A stub that the spec excludes, hands over or prescribes is worth knowing, and no reason to refuse the task.
pub fn excuse(finding: &mut Finding, task: &Task) {
    let Some(function) = &finding.function else { return };
    let name = &function.name;
    let left_out = excused(task, name).map(|line| (line, format!("the spec leaves `{name}` out of this task")));
    let prescribed =
        || hollow_by_design(task, name).map(|line| (line, format!("the spec prescribes `{name}` like this")));
    if let Some((line, message)) = left_out.or_else(prescribed) {
        finding.severity = Severity::Note;
        finding.related.push(model::Related { path: task.path.clone(), line, message });
    }
}

pub(super) fn next(verdict: Verdict) -> Next {
    match verdict {
        Verdict::Delivered | Verdict::Ready | Verdict::Clean | Verdict::NothingChecked | Verdict::Proven => {
            Next::Accept
        }
        Verdict::Blocked => Next::FixDependency,
        Verdict::Unverifiable => Next::ClarifySpec,
        Verdict::Incomplete | Verdict::Findings | Verdict::Unproven | Verdict::Inconclusive => Next::Rework,
    }
}

/// What is missing and was promised by a task that this one depends on.
pub(super) fn blockers<'a, I>(judged: &[Judged], dependencies: impl Fn() -> I, strict: bool) -> Vec<Blocker>
where
    I: Iterator<Item = (&'a Task, &'a [Judged])>,
{
    let broken = judged.iter().filter(|judged| tally::breaks(judged, strict));
    let mut blockers: Vec<Blocker> = broken.filter_map(|judged| blocker(judged, dependencies())).collect();
    blockers.sort();
    blockers.dedup();
    blockers
}

fn blocker<'a>(judged: &Judged, mut dependencies: impl Iterator<Item = (&'a Task, &'a [Judged])>) -> Option<Blocker> {
    let culprit = judged.culprit.as_ref()?;
    let (task, theirs) = dependencies.find_map(|(task, promises)| {
        let same = promises.iter().find(|theirs| theirs.status == PromiseStatus::Broken && is_same(judged, theirs))?;
        Some((task, same))
    })?;
    Some(tally::blocker(culprit, task, &theirs.promise))
}

/// Whether both ask for the same thing, or are kept from it by the same.
fn is_same(one: &Judged, other: &Judged) -> bool {
    let placed = one.culprit.as_ref().filter(|culprit| culprit.line > 0);
    one.promise.id == other.promise.id || (placed.is_some() && one.culprit == other.culprit)
}

pub(super) fn blocked_promises(judged: &[Judged], blockers: &[Blocker], strict: bool) -> usize {
    let is_blocked = |judged: &&Judged| {
        let culprit = judged.culprit.as_ref();
        culprit.is_some_and(|culprit| blockers.iter().any(|blocker| tally::is_about(blocker, culprit)))
    };
    judged.iter().filter(|judged| tally::breaks(judged, strict)).filter(is_blocked).count()
}

fn is_blamed(finding: &Finding, blockers: &[Blocker]) -> bool {
    let line = finding.function.as_ref().map_or(0, |function| function.line);
    blockers.iter().any(|blocker| blocker.path == finding.path && blocker.line == line)
}

/// Why a task of a list has its verdict, as far as its own promises tell.
pub(super) fn task_reason(verdict: Verdict, judged: &[Judged], strict: bool) -> String {
    reason(verdict, judged, &Tally::of(judged, strict), &[], 0, strict)
}

fn reason(
    verdict: Verdict,
    judged: &[Judged],
    tally: &Tally,
    findings: &[&Finding],
    unread: usize,
    strict: bool,
) -> String {
    let first = judged.iter().find(|judged| tally::breaks(judged, strict)).and_then(|judged| judged.culprit.as_ref());
    match (verdict, first, findings.first()) {
        (Verdict::Incomplete | Verdict::Blocked, Some(culprit), _) => {
            let of = tally.all();
            let more = if tally.broken > 1 { format!(" and {} more", tally.broken - 1) } else { String::new() };
            let promises = if of == 1 { "promise" } else { "promises" };
            format!("{} of {of} {promises} broken: {} {}{more}", tally.broken, culprit.name, culprit.fault.is())
        }
        (Verdict::Incomplete | Verdict::Blocked, None, Some(finding)) => finding.message.clone(),
        (Verdict::Incomplete, None, None) => format!("{unread} changed parts could not be read"),
        (Verdict::Delivered, ..) => delivered(tally),
        _ => nothing(judged),
    }
}

fn delivered(tally: &Tally) -> String {
    let drifted =
        if tally.drifted > 0 { format!(", {} of them otherwise than said", tally.drifted) } else { String::new() };
    match (tally.delivered(), tally.unproven) {
        (1, 0) if tally.drifted == 0 => "the promise is kept".to_owned(),
        (1, 0) => "the promise is kept, otherwise than said".to_owned(),
        (kept, 0) => format!("all {} kept{drifted}", promises(kept)),
        (kept, unproven) => format!("{} kept{drifted}, {unproven} not to be proven", promises(kept)),
    }
}

fn promises(number: usize) -> String {
    if number == 1 { "1 promise".to_owned() } else { format!("{number} promises") }
}

/// Why nothing can be told: what is only mentioned does not decide, whatever became of it.
fn nothing(judged: &[Judged]) -> String {
    let checkable: Vec<&Judged> = judged.iter().filter(|judged| judged.promise.what.is_checkable()).collect();
    let is = |status: PromiseStatus| checkable.iter().filter(move |judged| judged.status == status).count();
    let (kept, broken) = (is(PromiseStatus::Kept) + is(PromiseStatus::Drifted), is(PromiseStatus::Broken));
    match (checkable.len(), kept, broken) {
        (0, ..) => "the spec promises nothing that can be checked".to_owned(),
        (all, 0, 0) => format!("none of {} that can be checked is shown to be kept", promises(all)),
        (_, kept, broken) => {
            format!("the spec only mentions what it promises: {kept} kept, {broken} broken (--strict counts them)")
        }
    }
}
