//! What tests and coverage say of a change: whether they grew, and whether what was promised is reached.

mod complaints;
mod fall;

pub use complaints::complaints;

use std::collections::BTreeSet;

use super::{Answer, Weigh};
use model::{EvidenceReport, FallenFunction, Finding, Report, Severity, Verdict};

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
    /// The functions that tests ran before and do not run any more, where there are reports of both ends.
    pub fallen: Vec<FallenFunction>,
    /// Tests in languages that are not read: whether the change touches some.
    pub other_tests: bool,
    /// Whether a test is gone while all that it reached is there.
    pub lost_tests: bool,
    /// Why nothing has to grow although functions changed: `the change only removes code`.
    pub spared: Option<String>,
    /// The promised functions that only their own file can name and that fill no promised slot: path and line.
    pub helpers: BTreeSet<(String, usize)>,
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

/// Why nothing is missing.
fn grown(proof: &Proof, changed: usize) -> String {
    match &proof.evidence.tests {
        None => "no tests were counted".to_owned(),
        Some(_) if changed == 0 => "no function was added or modified, so nothing has to grow".to_owned(),
        Some(counts) if proof.tests_grew => format!("{} of {} tests are new", counts.added, counts.head),
        Some(_) if proof.coverage_grew == Some(true) => "coverage grew".to_owned(),
        Some(_) if proof.spared.is_some() => format!("nothing has to grow: {}", proof.spared.as_deref().unwrap_or("")),
        Some(_) => "tests in other languages were touched".to_owned(),
    }
}
