//! What was read out of a spec, as a report: nothing of it is judged yet.

use super::Answer;
use model::{
    Next, Promise, PromiseReport, PromiseStatus, PromiseTotals, Related, Report, SourceLine, Task, Totals, Verdict,
};

/// The report of `promises`: all promises of `task`, none of them proven, each with the reason for which it was taken.
pub fn promises_read(task: &Task) -> Report {
    let checkable = task.promises.iter().filter(|promise| promise.what.is_checkable()).count();
    let verdict = if checkable == 0 { Verdict::Unverifiable } else { Verdict::Clean };
    let totals = Totals { files: 1, promises: totals(task), ..Totals::default() };
    let mut report = Answer { totals, ..Answer::default() }.into_report("promises", verdict, reason(task, checkable));
    report.next = if checkable == 0 { Next::ClarifySpec } else { Next::Accept };
    report.promises = task.promises.iter().map(|promise| told(task, promise)).collect();
    report
}

fn totals(task: &Task) -> PromiseTotals {
    PromiseTotals { unproven: task.promises.len(), ..PromiseTotals::default() }
}

fn reason(task: &Task, checkable: usize) -> String {
    let id = &task.id;
    match (task.promises.len(), checkable) {
        (0, _) => format!("{id} promises nothing"),
        (1, 0) => format!("1 promise of {id}, which cannot be looked up in the code"),
        (1, _) => format!("1 promise of {id}, which can be looked up in the code"),
        (all, 0) => format!("{all} promises of {id}, none of which can be looked up in the code"),
        (all, checkable) if all == checkable => {
            format!("{all} promises of {id}, all of which can be looked up in the code")
        }
        (all, checkable) => format!("{all} promises of {id}, {checkable} of which can be looked up in the code"),
    }
}

fn told(task: &Task, promise: &Promise) -> PromiseReport {
    let source = SourceLine { path: task.path.clone(), line: promise.line };
    let why = Related { path: task.path.clone(), line: promise.line, message: promise.why.clone() };
    PromiseReport {
        id: promise.id.clone(),
        kind: promise.what.kind().to_owned(),
        text: promise.text.clone(),
        tier: promise.tier,
        source,
        status: PromiseStatus::Unproven,
        evidence: vec![why],
    }
}
