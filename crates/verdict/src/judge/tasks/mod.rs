//! The answer of `tasks`: whether a set of specs is workable before anyone starts.

mod complaints;
mod graph;

pub use complaints::unsound_handovers;
pub use graph::{Order, order};

use super::{Answer, Weigh};
use model::{Finding, Report, Severity, Task, TaskReport, Verdict};

/// A set of tasks, and which of them a name means.
pub struct TaskSet<'a> {
    /// All tasks, in order of path and place.
    pub tasks: &'a [Task],
    /// The task that a name means, told from the spec of the task at the given index.
    pub resolve: &'a dyn Fn(usize, &str) -> Option<usize>,
    /// The names of tasks that are like one that does not exist.
    pub nearest: &'a dyn Fn(&str) -> Vec<String>,
}

/// The report of `tasks`. `check` is what the code's own deferrals gave, and what could not be read.
pub fn workable(set: &TaskSet, mut check: Answer, weigh: &Weigh, fail_on: Severity) -> Report {
    let edges: Vec<Vec<usize>> = (0..set.tasks.len()).map(|at| dependencies(set, at)).collect();
    let order = order(&edges);
    check.findings.extend(complaints::all(set, &order).into_iter().filter_map(weigh));
    let failing = check.findings.iter().filter(|f| f.suppressed.is_none() && f.severity >= fail_on).count();
    let verdict = match (failing, set.tasks.len()) {
        (0, 0) => Verdict::Unverifiable,
        (0, _) => Verdict::Clean,
        _ => Verdict::Findings,
    };
    let mut report = check.into_report("tasks", verdict, String::new());
    report.reason = reason(&report, set.tasks.len());
    report.tasks = order.order.iter().map(|&at| told(set, at, &edges[at])).collect();
    report
}

fn dependencies(set: &TaskSet, at: usize) -> Vec<usize> {
    set.tasks[at].depends_on.iter().filter_map(|dependency| (set.resolve)(at, &dependency.target)).collect()
}

fn told(set: &TaskSet, at: usize, edges: &[usize]) -> TaskReport {
    task_report(&set.tasks[at], edges.iter().map(|&before| set.tasks[before].id.clone()).collect())
}

/// A task that was not judged, as reports show it.
pub(super) fn task_report(task: &Task, depends_on: Vec<String>) -> TaskReport {
    TaskReport {
        id: task.id.clone(),
        title: task.title.clone(),
        path: task.path.clone(),
        line: task.line,
        state: task.state,
        depends_on,
        promises: task.promises.iter().filter(|promise| promise.what.is_checkable()).count(),
        verdict: None,
        reason: None,
        next: None,
    }
}

fn reason(report: &Report, tasks: usize) -> String {
    let counted: Vec<&Finding> = report.findings.iter().filter(|finding| finding.suppressed.is_none()).collect();
    let count = if tasks == 1 { "1 task".to_owned() } else { format!("{tasks} tasks") };
    match (report.verdict, counted.iter().max_by_key(|finding| finding.severity)) {
        (Verdict::Unverifiable, _) => "no task was found".to_owned(),
        (Verdict::Findings, Some(worst)) if counted.len() > 1 => {
            format!("{} and {} more in {count}", worst.message, counted.len() - 1)
        }
        (Verdict::Findings, Some(worst)) => worst.message.clone(),
        _ => format!("{count} can be worked on in the order given"),
    }
}
