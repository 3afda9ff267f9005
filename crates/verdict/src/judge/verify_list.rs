//! The answer of `verify` about many tasks: what became of each, and the worst of it.

use super::promises::Judged;
use super::tally::{self, Tally};
use super::tasks::task_report;
use super::verify::{blockers, task_reason};
use super::{Answer, Weigh};
use model::{Blocker, Finding, PromiseReport, PromiseTotals, Report, Severity, Task, TaskReport, Verdict};

/// A task of a list and what became of its promises.
#[derive(Debug, Clone)]
pub struct ListedTask {
    /// The task.
    pub task: Task,
    /// What became of its promises.
    pub judged: Vec<Judged>,
    /// Those tasks of the list that it depends on, directly or through others: their places in it.
    pub before: Vec<usize>,
}

/// Many tasks and everything that was found out about their delivery.
pub struct ListVerification {
    /// The tasks, in order of path and place. Those that are not judged themselves only stand for what others depend on.
    pub tasks: Vec<ListedTask>,
    /// Which of them are judged.
    pub asked: Vec<bool>,
    /// Whether they are one piece of work, as the tasks of a plan without marks are: then those that promise nothing which can be
    /// checked do not keep the others from being delivered.
    pub as_one: bool,
    /// What `check` says of the change under judgement.
    pub check: Answer,
    /// Whether what is only mentioned counts.
    pub strict: bool,
    /// From which severity on a finding of the change keeps the list from being delivered.
    pub fail_on: Severity,
}

/// The report of `verify` about many tasks. Its verdict is the worst of theirs; a stub in the change counts as undelivered
/// work, whichever task it belongs to.
pub fn list_verified(verification: ListVerification, weigh: &Weigh) -> Report {
    let ListVerification { tasks, asked, as_one, mut check, strict, fail_on } = verification;
    let judged: Vec<usize> = (0..tasks.len()).filter(|&at| asked[at]).collect();
    let outcomes: Vec<Outcome> = judged.iter().map(|&at| Outcome::of(&tasks, at, strict)).collect();
    let failing = check.findings.iter().filter(|f| f.suppressed.is_none() && f.severity >= fail_on).count();
    let unread = check.gaps.iter().filter(|gap| gap.changed).count();
    let verdicts = || outcomes.iter().map(|outcome| outcome.verdict);
    let verifiable = || verdicts().filter(|verdict| *verdict != Verdict::Unverifiable);
    let worst = if as_one && verifiable().next().is_some() {
        verifiable().max_by_key(badness)
    } else {
        verdicts().max_by_key(badness)
    };
    let mut verdict = worst;
    if failing + unread > 0 {
        verdict = Some(Verdict::Incomplete);
    }
    let verdict = verdict.unwrap_or(Verdict::Unverifiable);
    let reason = reason(&outcomes, failing, unread);
    let broken =
        judged.iter().flat_map(|&at| super::verify::missing(&tasks[at].judged, &tasks[at].task, &check, strict, weigh));
    let broken: Vec<Finding> = broken.collect();
    check.findings.extend(broken);
    let mut report = check.into_report("verify", verdict, reason);
    report.next = super::verify::next(verdict);
    report.blocked_by = outcomes.iter().flat_map(|outcome| outcome.blocked_by.clone()).collect();
    report.blocked_by.dedup();
    report.promises = judged.iter().flat_map(|&at| promises(&tasks[at])).collect();
    report.totals.promises = totals(judged.iter().map(|&at| &tasks[at]));
    report.tasks = judged.iter().zip(outcomes).map(|(&at, outcome)| outcome.report(&tasks, at)).collect();
    report
}

/// What was found out of one task.
struct Outcome {
    verdict: Verdict,
    reason: String,
    blocked_by: Vec<Blocker>,
}

impl Outcome {
    fn of(tasks: &[ListedTask], at: usize, strict: bool) -> Self {
        let ListedTask { judged, before, .. } = &tasks[at];
        let tally = Tally::of(judged, strict);
        let dependencies = || before.iter().map(|&before| (&tasks[before].task, tasks[before].judged.as_slice()));
        let blocked_by = if tally.broken == 0 { Vec::new() } else { blockers(judged, dependencies, strict) };
        let blocked = super::verify::blocked_promises(judged, &blocked_by, strict);
        let verdict = match () {
            () if tally.broken > blocked => Verdict::Incomplete,
            () if tally.broken > 0 => Verdict::Blocked,
            () if tally.delivered() == 0 => Verdict::Unverifiable,
            () => Verdict::Delivered,
        };
        Self { verdict, reason: task_reason(verdict, judged, strict), blocked_by }
    }

    fn report(self, tasks: &[ListedTask], at: usize) -> TaskReport {
        let ListedTask { task, before, .. } = &tasks[at];
        let depends_on = before.iter().map(|&before| tasks[before].task.id.clone()).collect();
        TaskReport {
            verdict: Some(self.verdict),
            reason: Some(self.reason),
            next: Some(super::verify::next(self.verdict)),
            ..task_report(task, depends_on)
        }
    }
}

/// How bad a verdict is: work that is missing is worse than work that waits, and that is worse than what cannot be told.
fn badness(verdict: &Verdict) -> usize {
    match verdict {
        Verdict::Incomplete | Verdict::Findings => 3,
        Verdict::Blocked => 2,
        Verdict::Unverifiable => 1,
        _ => 0,
    }
}

fn promises(listed: &ListedTask) -> impl Iterator<Item = PromiseReport> {
    let id = listed.task.id.clone();
    listed.judged.iter().map(move |judged| PromiseReport { task: Some(id.clone()), ..judged.report(&listed.task) })
}

fn totals<'a>(tasks: impl Iterator<Item = &'a ListedTask>) -> PromiseTotals {
    tasks.map(|listed| tally::totals(&listed.judged)).fold(PromiseTotals::default(), |sum, one| PromiseTotals {
        kept: sum.kept + one.kept,
        broken: sum.broken + one.broken,
        unproven: sum.unproven + one.unproven,
        drifted: sum.drifted + one.drifted,
    })
}

/// `171 tasks: 160 delivered, 8 incomplete, 3 unverifiable`, and the first that is worst.
fn reason(outcomes: &[Outcome], failing: usize, unread: usize) -> String {
    let count = |verdict: Verdict| outcomes.iter().filter(|outcome| outcome.verdict == verdict).count();
    let words = [
        (Verdict::Delivered, "delivered"),
        (Verdict::Incomplete, "incomplete"),
        (Verdict::Blocked, "blocked"),
        (Verdict::Unverifiable, "not to be verified"),
    ];
    let counted = words.iter().map(|(verdict, word)| (count(*verdict), word)).filter(|(count, _)| *count > 0);
    let mut parts: Vec<String> = counted.map(|(count, word)| format!("{count} {word}")).collect();
    if failing > 0 {
        parts.push(format!("{failing} stubs or other findings in the change"));
    }
    if unread > 0 {
        parts.push(format!("{unread} changed parts could not be read"));
    }
    let noun = if outcomes.len() == 1 { "task" } else { "tasks" };
    format!("{} {noun}: {}", outcomes.len(), parts.join(", "))
}
