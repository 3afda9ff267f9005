//! What was read out of specs, as a report: nothing of it is judged yet.

use super::Answer;
use super::tasks::task_report;
use model::{
    Next, NotTaken, Promise, PromiseReport, PromiseStatus, PromiseTotals, Related, Report, SourceLine, TakenForGranted,
    Task, Totals, Used, Verdict,
};

/// The report of `promises`: all promises of `tasks`, none of them proven, each with the reason for which it was taken, and
/// what was not taken.
pub fn promises_read(tasks: &[Task]) -> Report {
    let promises = || tasks.iter().flat_map(|task| &task.promises);
    let checkable = promises().filter(|promise| promise.what.is_checkable()).count();
    let verdict = if checkable == 0 { Verdict::Unverifiable } else { Verdict::Clean };
    let proven = PromiseTotals { unproven: promises().count(), ..PromiseTotals::default() };
    let totals = Totals { files: files(tasks), promises: proven, ..Totals::default() };
    let reason = reason(tasks, proven.unproven, checkable);
    let mut report = Answer { totals, ..Answer::default() }.into_report("promises", verdict, reason);
    report.next = if checkable == 0 { Next::ClarifySpec } else { Next::Accept };
    let several = tasks.len() > 1;
    report.promises = tasks.iter().flat_map(|task| task_promises(task, several)).collect();
    report.not_taken = tasks.iter().flat_map(not_taken).collect();
    report.takes_for_granted = tasks.iter().flat_map(taken_for_granted).collect();
    report.tasks = tasks.iter().map(|task| task_report(task, depends_on(task))).collect();
    report
}

fn files(tasks: &[Task]) -> usize {
    tasks.iter().map(|task| task.path.as_str()).collect::<std::collections::BTreeSet<_>>().len()
}

fn depends_on(task: &Task) -> Vec<String> {
    task.depends_on.iter().map(|dependency| dependency.target.clone()).collect()
}

fn reason(tasks: &[Task], all: usize, checkable: usize) -> String {
    let of = match tasks {
        [task] => task.id.clone(),
        tasks => format!("{} tasks", tasks.len()),
    };
    match (all, checkable) {
        (0, _) if tasks.len() == 1 => format!("{of} promises nothing"),
        (0, _) => format!("{of} promise nothing"),
        (1, 0) => format!("1 promise of {of}, which cannot be looked up in the code"),
        (1, _) => format!("1 promise of {of}, which can be looked up in the code"),
        (all, 0) => format!("{all} promises of {of}, none of which can be looked up in the code"),
        (all, checkable) if all == checkable => {
            format!("{all} promises of {of}, all of which can be looked up in the code")
        }
        (all, checkable) => format!("{all} promises of {of}, {checkable} of which can be looked up in the code"),
    }
}

/// The promises of a task, line by line: what two lines promise stands at both.
fn task_promises(task: &Task, several: bool) -> Vec<PromiseReport> {
    let lines =
        |promise: &Promise| std::iter::once(promise.line).chain(promise.again.iter().copied()).collect::<Vec<_>>();
    let all = task.promises.iter().flat_map(|promise| lines(promise).into_iter().map(move |line| (promise, line)));
    let mut promises: Vec<PromiseReport> =
        all.map(|(promise, line)| promise_report(task, promise, line, several)).collect();
    promises.sort_by_key(|promise| promise.source.line);
    promises
}

fn promise_report(task: &Task, promise: &Promise, line: usize, several: bool) -> PromiseReport {
    let why = Related { path: task.path.clone(), line, message: promise.why.clone() };
    PromiseReport {
        id: promise.id.clone(),
        task: several.then(|| task.id.clone()),
        kind: promise.what.kind().to_owned(),
        text: promise.text.clone(),
        tier: promise.tier,
        source: SourceLine { path: task.path.clone(), line },
        status: PromiseStatus::Unproven,
        evidence: vec![why],
    }
}

fn not_taken(task: &Task) -> Vec<NotTaken> {
    let passed = task.passed_over.iter().map(|passed| NotTaken {
        source: SourceLine { path: task.path.clone(), line: passed.line },
        text: passed.text.clone(),
        reason: passed.why.clone(),
    });
    passed.collect()
}

fn taken_for_granted(task: &Task) -> Vec<TakenForGranted> {
    let uses = task.uses.iter().map(|used| {
        let (kind, name) = match &used.what {
            Used::Slot(name) => ("slot", name),
            Used::Symbol(name) => ("symbol", name),
            Used::Call(name) => ("call", name),
            Used::File(path) => ("file", path),
        };
        let source = SourceLine { path: task.path.clone(), line: used.line };
        TakenForGranted { kind: kind.to_owned(), name: name.clone(), source }
    });
    uses.collect()
}
