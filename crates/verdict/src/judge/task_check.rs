//! The answer of `check --task`: the change, and besides it what a task promised.

use super::promises::Judged;
use super::tally::{self, Tally};
use super::verify::{missing, task_reason};
use super::{Answer, Weigh, answer};
use model::{Next, PromiseStatus, Report, Severity, Task, Verdict};

/// The report of `check` on a change whose findings are `checked`, and on the promises of `task`. Without a promise that could be
/// checked the answer is `unverifiable`, however clean the change is.
pub fn answer_with_task(
    mut checked: Answer,
    (task, judged): (&Task, &[Judged]),
    fail_on: Severity,
    weigh: &Weigh,
) -> Report {
    let broken = missing(judged, task, &checked, false, weigh);
    checked.findings.extend(broken);
    let tally = Tally::of(judged, false);
    let looked = checked.totals.files > 0;
    let mut report = answer(checked, fail_on, &|| "the change holds no Rust or C".to_owned());
    if matches!(report.verdict, Verdict::Clean | Verdict::NothingChecked) {
        let told = judged.iter().any(|judged| judged.status != PromiseStatus::Unproven);
        report.verdict = if told { Verdict::Clean } else { Verdict::Unverifiable };
        report.ok = told;
        report.next = if told { Next::Accept } else { Next::ClarifySpec };
        let promises = match (tally.delivered(), told) {
            (0, _) => task_reason(Verdict::Unverifiable, judged, false),
            _ => task_reason(Verdict::Delivered, judged, false),
        };
        report.reason = if looked { format!("{}; {promises}", report.reason) } else { promises };
    }
    report.promises = judged.iter().map(|judged| judged.report(task)).collect();
    report.totals.promises = tally::totals(judged);
    report
}
