//! The answer of `prove`: whether a test notices when functions are switched off.

use std::collections::BTreeMap;

use super::{Answer, Weigh};
use model::{
    Complaint, Finding, FunctionRef, Next, ProofReport, ProofStatus, ProofTotals, Region, Report, Severity, Totals,
    Verdict,
};

/// The rule of functions that could be hollow without a test noticing.
const RULE: &str = "promised-function-unproven";

/// What is known of functions, and how it counts.
pub struct Proofs {
    /// What is known of each.
    pub proofs: Vec<ProofReport>,
    /// How many others answer with a constant and were not tried.
    pub constant: usize,
    /// Whether they are promised: then each counts, whatever its finding weighs.
    pub promised: bool,
    /// From which severity on findings count.
    pub fail_on: Severity,
}

/// The report of `prove`.
pub fn proven(proofs: Proofs, weigh: &Weigh) -> Report {
    let Proofs { proofs, constant, promised, fail_on } = proofs;
    let findings: Vec<Finding> = complaints(&proofs).into_iter().filter_map(weigh).collect();
    let failing = findings.iter().filter(|finding| finding.severity >= fail_on).count();
    let refuted = proofs.iter().filter(|proof| proof.status.is_refuted()).count();
    let verdict = match () {
        () if (promised && refuted > 0) || failing > 0 => Verdict::Unproven,
        () if count(&proofs, ProofStatus::Proven) == 0 || is_open(&proofs, promised) => Verdict::Inconclusive,
        () => Verdict::Proven,
    };
    let pending = count(&proofs, ProofStatus::Pending);
    let totals =
        ProofTotals { selected: proofs.len(), judged: proofs.len() - pending, pending, constant, complete: true };
    let files: std::collections::BTreeSet<&str> = proofs.iter().map(|proof| proof.path.as_str()).collect();
    let totals = Totals { files: files.len(), functions: proofs.len(), proofs: Some(totals), ..Totals::default() };
    let answer = Answer { findings, totals, ..Answer::default() };
    let mut report = answer.into_report("prove", verdict, reason(&proofs));
    report.next = if verdict == Verdict::Proven { Next::Accept } else { Next::Rework };
    report.proofs = proofs;
    report
}

/// What is wrong with functions of which `proofs` tell.
pub fn complaints(proofs: &[ProofReport]) -> Vec<Complaint> {
    proofs.iter().filter_map(complaint).collect()
}

fn complaint(proof: &ProofReport) -> Option<Complaint> {
    let what = match proof.status {
        ProofStatus::PseudoTested => {
            format!("no test would notice if `{}` were hollow: {}", proof.function, proof.detail)
        }
        ProofStatus::Unreached => format!("no test would notice if `{}` were hollow: {}", proof.function, proof.detail),
        ProofStatus::AlreadyStub => {
            format!("`{}` is a stub: there is nothing that a test could notice", proof.function)
        }
        _ => return None,
    };
    Some(Complaint {
        rule: RULE,
        message: what,
        path: proof.path.clone(),
        span: Region::line(proof.line),
        function: Some(FunctionRef { name: proof.function.clone(), line: proof.line, end_line: proof.line }),
        change: None,
        related: Vec::new(),
        about: proof.function.clone(),
    })
}

fn count(proofs: &[ProofReport], status: ProofStatus) -> usize {
    proofs.iter().filter(|proof| proof.status == status).count()
}

/// Whether of some functions it could be told and was not. What does not come to running keeps only promises open; what is of a
/// kind that cannot be switched off is listed, and what another part of the run has is that one's to tell.
fn is_open(proofs: &[ProofReport], promised: bool) -> bool {
    proofs.iter().any(|proof| match proof.status {
        ProofStatus::Timeout | ProofStatus::Flaky | ProofStatus::Unattributed => true,
        ProofStatus::Unviable | ProofStatus::NotBuilt => promised,
        _ => false,
    })
}

/// `12 functions: 10 proven, 1 pseudo-tested, 1 unreached`.
fn reason(proofs: &[ProofReport]) -> String {
    let mut counts: BTreeMap<ProofStatus, usize> = BTreeMap::new();
    for proof in proofs {
        *counts.entry(proof.status).or_default() += 1;
    }
    let parts: Vec<String> = counts.iter().map(|(status, count)| format!("{count} {}", status.words())).collect();
    match proofs.len() {
        0 => "there is no function to try".to_owned(),
        1 => format!("1 function: {}", parts.join(", ")),
        all => format!("{all} functions: {}", parts.join(", ")),
    }
}
