//! What tests and coverage say of a change: whether they grew, and whether what was promised is reached.

mod complaints;

pub use complaints::{Shortfall, complaints};

use super::{Answer, Weigh};
use crate::model::{EvidenceReport, Finding, Report, Severity, TestCounts, Verdict};

/// By what the work on functions has to be accompanied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Require {
    /// More tests.
    Tests,
    /// More coverage.
    Coverage,
    /// One of both.
    #[default]
    Either,
    /// Both.
    Both,
}

/// What was found out about tests and coverage at both ends of a change.
#[derive(Debug, Clone)]
pub struct Proof {
    /// What the report tells.
    pub evidence: EvidenceReport,
    /// Whether there are tests that were not there before and run.
    pub tests_grew: bool,
    /// Whether more was reached than before; `None` without reports of both ends.
    pub coverage_grew: Option<bool>,
    /// Tests in languages that are not read: whether the change touches some.
    pub other_tests: bool,
    /// Tests that ran and did not pass, as `suite::name: why`.
    pub failed: Vec<String>,
}

/// The report of `evidence`. `check` holds what smells, and what could not be read.
pub fn proven(proof: Proof, mut check: Answer, require: Require, weigh: &Weigh, fail_on: Severity) -> Report {
    check.findings.extend(complaints(&proof, &check, require, weigh));
    let counted = check.findings.iter().filter(|finding| finding.suppressed.is_none());
    let worst = counted.clone().max_by_key(|finding| finding.severity).cloned();
    let failing = counted.filter(|finding| finding.severity >= fail_on).count();
    let verdict = if failing == 0 { Verdict::Clean } else { Verdict::Findings };
    let reason = match (&worst, verdict) {
        (Some(worst), Verdict::Findings) => reason_of(worst, failing),
        _ => grown(&proof, check.changed.len()),
    };
    let mut report = check.into_report("evidence", verdict, reason);
    report.evidence = proof.evidence;
    report
}

fn reason_of(worst: &Finding, failing: usize) -> String {
    let more = if failing > 1 { format!(" and {} more", failing - 1) } else { String::new() };
    format!("{}{more}", worst.message)
}

fn grown(proof: &Proof, changed: usize) -> String {
    let Some(TestCounts { base, head, added, .. }) = &proof.evidence.tests else {
        return "no tests were counted".to_owned();
    };
    match changed {
        0 => format!("no function was added or modified, so nothing has to grow ({head} tests, {base} before)"),
        _ => format!("{head} tests, {base} before, {added} of them new"),
    }
}
