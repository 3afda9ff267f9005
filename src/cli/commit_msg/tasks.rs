//! Tasks that a message says are finished: verified as `makegood verify` would.

use crate::cli::settings::Scope;
use crate::cli::task_run::Inquiry;
use crate::cli::verify;
use model::{Claim, Claimed, Finding, PromiseReport, PromiseStatus, Related, Report, SourceText, Tier, Verdict};
use verdict::judge::claims::{Verified, of_task};

/// How many places are told of a task that is not delivered.
const MOST: usize = 10;

/// What is to be said of the tasks that `claims` name, in the tree of `scope`, and which of them are delivered, in words.
pub fn findings(claims: &[Claim], text: &SourceText, scope: &Scope, inquiry: &Inquiry) -> (Vec<Finding>, Vec<String>) {
    let head = match scope {
        Scope::Commit(commit) => Some(commit.as_str()),
        _ => None,
    };
    let (mut findings, mut delivered) = (Vec::new(), Vec::new());
    for claim in claims {
        let Claimed::Task { task } = &claim.what else { continue };
        match verified(task, head, inquiry) {
            Verified::Delivered => delivered.push(format!("{task} is delivered")),
            other => findings.extend(of_task(claim, task, other, text, inquiry.engine.policy())),
        }
    }
    (findings, delivered)
}

fn verified(task: &str, head: Option<&str>, inquiry: &Inquiry) -> Verified {
    match verify::at(task, head, inquiry) {
        Ok(report) => match report.verdict {
            // A stub somewhere in the change need not be the task's.
            Verdict::Incomplete if breaks_a_promise(&report) => {
                Verified::Incomplete { places: places(&report), reason: report.reason }
            }
            Verdict::Blocked => Verified::Blocked { reason: report.reason },
            Verdict::Incomplete | Verdict::Unverifiable => Verified::Untold { reason: report.reason },
            _ => Verified::Delivered,
        },
        Err(error) => Verified::Untold { reason: error.to_string() },
    }
}

fn breaks_a_promise(report: &Report) -> bool {
    let counts = |promise: &PromiseReport| promise.status == PromiseStatus::Broken && promise.tier > Tier::Mentioned;
    report.promises.iter().any(counts)
}

/// Where it shows that the task is not delivered.
fn places(report: &Report) -> Vec<Related> {
    let counted = report.findings.iter().filter(|finding| finding.suppressed.is_none());
    let found = counted.map(|finding| Related {
        path: finding.path.clone(),
        line: finding.span.start.line,
        message: finding.message.clone(),
    });
    let broken = report.promises.iter().filter(|promise| promise.status == PromiseStatus::Broken);
    let promised = broken.map(|promise| Related {
        path: promise.source.path.clone(),
        line: promise.source.line,
        message: format!("promises {} {}", promise.kind, promise.text),
    });
    found.chain(promised).take(MOST).collect()
}
