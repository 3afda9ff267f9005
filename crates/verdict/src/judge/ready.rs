//! The answer of `ready`: whether everything that a task depends on was really delivered.

use super::promises::{Culprit, Fault, Judged, judge_use};
use super::tally;
use super::{Answer, Weigh, promises::UseStatus};
use model::{
    Blocker, Complaint, DEPENDENCY_UNDELIVERED, Delivered, Dependency, Finding, Next, PromiseStatus, Region, Report,
    Severity, Task, Use, Used, Verdict, one_of,
};

/// A task and everything that it needs.
#[derive(Debug, Clone)]
pub struct Readiness<'a> {
    /// The task.
    pub task: &'a Task,
    /// The tasks that it depends on, directly or through others, and what became of their promises.
    pub dependencies: Vec<(Task, Vec<Judged>)>,
    /// Dependencies for which there is no task, with the tasks that have the nearest names.
    pub missing: Vec<(Dependency, Vec<String>)>,
    /// What stands in the tree.
    pub delivered: &'a Delivered,
    /// What differs from the last commit, where the task asks for a clean tree.
    pub dirty: Vec<String>,
    /// Whether what is only mentioned counts.
    pub strict: bool,
}

/// The report of `ready`.
pub fn ready(readiness: &Readiness, weigh: &Weigh) -> Report {
    let mut blocked_by: Vec<Blocker> = Vec::new();
    blocked_by.extend(undelivered(readiness));
    blocked_by.extend(readiness.missing.iter().map(|(dependency, near)| missing(readiness.task, dependency, near)));
    for blocker in unusable(readiness) {
        let known = |other: &Blocker| {
            (&other.path, other.line, &other.function) == (&blocker.path, blocker.line, &blocker.function)
        };
        if !blocked_by.iter().any(known) {
            blocked_by.push(blocker);
        }
    }
    blocked_by.extend(unclean(readiness));
    let looked_at = looked_at(readiness);
    let verdict = match (blocked_by.is_empty(), looked_at) {
        (false, _) => Verdict::Blocked,
        (true, true) => Verdict::Ready,
        (true, false) => Verdict::Unverifiable,
    };
    report(readiness, verdict, blocked_by, weigh)
}

fn report(readiness: &Readiness, verdict: Verdict, blocked_by: Vec<Blocker>, weigh: &Weigh) -> Report {
    let reason = match (verdict, blocked_by.first()) {
        (Verdict::Blocked, Some(first)) => match blocked_by.len() {
            1 => first.reason.clone(),
            more => format!("{}; and {} more", first.reason, more - 1),
        },
        (Verdict::Ready, _) => fine(readiness),
        _ => "none of the tasks that it depends on promises anything that can be checked".to_owned(),
    };
    let undelivered = blocked_by.iter().map(|blocker| waiting(blocker, readiness.task)).filter_map(weigh);
    let answer = Answer {
        findings: unread_first(readiness).into_iter().filter_map(weigh).map(as_warning).chain(undelivered).collect(),
        gaps: readiness.delivered.gaps.clone(),
        ..Answer::default()
    };
    let mut report = answer.into_report("ready", verdict, reason);
    report.next = match verdict {
        Verdict::Ready => Next::Accept,
        Verdict::Blocked if !readiness.missing.is_empty() => Next::ClarifySpec,
        Verdict::Blocked => Next::FixDependency,
        _ => Next::ClarifySpec,
    };
    let all: Vec<Judged> = readiness.dependencies.iter().flat_map(|(_, judged)| judged.clone()).collect();
    report.totals.promises = tally::totals(&all);
    report.totals.functions = readiness.delivered.functions.len();
    report.totals.files =
        readiness.delivered.functions.iter().map(|f| &f.path).collect::<std::collections::BTreeSet<_>>().len();
    report.promises =
        readiness.dependencies.iter().flat_map(|(task, judged)| judged.iter().map(|j| j.report(task))).collect();
    report.blocked_by = blocked_by;
    report
}

fn fine(readiness: &Readiness) -> String {
    match readiness.dependencies.len() {
        0 => "it depends on nothing that is missing".to_owned(),
        1 => "the task that it depends on is delivered".to_owned(),
        all => format!("all {all} tasks that it depends on are delivered"),
    }
}

/// Whether there was anything by which it could have turned out that the task is not ready. A task that depends on
/// nothing needs nothing.
fn looked_at(readiness: &Readiness) -> bool {
    let proven = |(_, judged): &(Task, Vec<Judged>)| judged.iter().any(|judged| judged.status == PromiseStatus::Kept);
    readiness.dependencies.is_empty() || readiness.dependencies.iter().any(proven)
}

fn missing(task: &Task, dependency: &Dependency, near: &[String]) -> Blocker {
    let meant = if near.is_empty() { String::new() } else { format!("; was {} meant?", one_of(near)) };
    Blocker {
        task: dependency.target.clone(),
        function: String::new(),
        path: task.path.clone(),
        line: dependency.line,
        reason: format!("Dependency missing: there is no task {}{meant}", dependency.target),
    }
}

fn undelivered(readiness: &Readiness) -> Vec<Blocker> {
    let broken = readiness.dependencies.iter().flat_map(|(task, judged)| {
        judged.iter().filter(|judged| tally::breaks(judged, readiness.strict)).map(move |judged| (task, judged))
    });
    let blocker = |(task, judged): (&Task, &Judged)| {
        let mut blocker = tally::blocker(judged.culprit.as_ref()?, task, &judged.promise);
        blocker.reason = format!("Dependency incomplete: {}", blocker.reason);
        Some(blocker)
    };
    let mut blockers: Vec<Blocker> = broken.filter_map(blocker).collect();
    blockers.dedup_by(|one, other| (&one.path, one.line, &one.function) == (&other.path, other.line, &other.function));
    blockers
}

/// What the task's own text calls and cannot be called.
fn unusable(readiness: &Readiness) -> Vec<Blocker> {
    let uses = readiness.task.uses.iter().filter(|used| !matches!(used.what, Used::File(_)));
    uses.filter_map(|used| match judge_use(used, readiness.task, readiness.delivered) {
        UseStatus::Missing(culprit) => Some(not_usable(used, &culprit, readiness.task)),
        UseStatus::There | UseStatus::Unknown => None,
    })
    .collect()
}

fn not_usable(used: &Use, culprit: &Culprit, task: &Task) -> Blocker {
    let slot = if let Used::Slot(name) = &used.what { format!("slot {name}, ") } else { String::new() };
    let by = format!("{slot}used at {}:{}", task.path, used.line);
    Blocker {
        task: used.task.clone().unwrap_or_default(),
        function: culprit.name.clone(),
        path: if culprit.line == 0 { task.path.clone() } else { culprit.path.clone() },
        line: if culprit.line == 0 { used.line } else { culprit.line },
        reason: format!("Dependency incomplete: {} ({by})", tally::told(culprit)),
    }
}

fn unclean(readiness: &Readiness) -> Option<Blocker> {
    let (line, first) = (readiness.task.clean_tree?, readiness.dirty.first()?);
    let more = match readiness.dirty.len() {
        1 => String::new(),
        more => format!(" and {} more", more - 1),
    };
    let culprit = Culprit { name: String::new(), path: first.clone(), line: 1, fault: Fault::Other(String::new()) };
    Some(Blocker {
        task: readiness.task.id.clone(),
        function: culprit.name,
        path: culprit.path,
        line: culprit.line,
        reason: format!(
            "The working tree is not clean: {first}{more} ({}:{line} asks for a clean one)",
            readiness.task.path
        ),
    })
}

/// A blocker as a finding, for whoever reads findings only.
fn waiting(blocker: &Blocker, task: &Task) -> Complaint {
    Complaint {
        rule: DEPENDENCY_UNDELIVERED,
        message: blocker.reason.clone(),
        path: blocker.path.clone(),
        span: Region::line(blocker.line.max(1)),
        function: None,
        change: None,
        related: Vec::new(),
        about: format!("{} {} {}", task.id, blocker.task, blocker.function),
    }
}

/// Files that the task's author tells to read first and that are not there: worth knowing, and no blocker.
fn unread_first(readiness: &Readiness) -> Vec<Complaint> {
    let files = readiness.task.uses.iter().filter_map(|used| match &used.what {
        Used::File(path) => Some((path, used)),
        _ => None,
    });
    let gone =
        files.filter(|(_, used)| matches!(judge_use(used, readiness.task, readiness.delivered), UseStatus::Missing(_)));
    gone.map(|(path, used)| Complaint {
        rule: "dependency-missing",
        message: format!("{path} is to be read first and is not there"),
        path: readiness.task.path.clone(),
        span: Region::line(used.line),
        function: None,
        change: None,
        related: Vec::new(),
        about: path.clone(),
    })
    .collect()
}

/// The work can begin without them.
fn as_warning(mut finding: Finding) -> Finding {
    finding.severity = finding.severity.min(Severity::Warning);
    finding
}
