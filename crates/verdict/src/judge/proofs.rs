//! The answer of `prove`, and what it adds to `verify`: whether a test notices when functions are switched off.

use std::collections::BTreeMap;

use super::{Answer, Judged, Weigh};
use model::{
    Complaint, EvidenceReport, Finding, FunctionRef, Gap, Next, PromiseStatus, ProofReport, ProofStatus, ProofTotals,
    Region, Related, Report, Severity, Totals, Verdict,
};

/// The rule of functions that could be hollow without a test noticing.
const RULE: &str = "promised-function-unproven";

/// The rule of functions that no test is seen to reach, which a run of the tests knows better.
const RULE_OF_TEXT: &str = "promised-function-untested";

/// What is known of functions.
#[derive(Debug, Clone, Default)]
pub struct Proofs {
    /// What is known of each.
    pub proofs: Vec<ProofReport>,
    /// How many others answer with a constant and were not tried.
    pub constant: usize,
    /// What could not be read, and may hold functions to try.
    pub gaps: Vec<Gap>,
}

/// What a run of `prove` was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProofScope {
    /// Functions that were named, or that keep promises.
    Named,
    /// What a change touches, which may be nothing.
    Change,
    /// A part of the functions; others judge the rest.
    Part,
}

/// The report of `prove`.
pub fn proven(proofs: Proofs, scope: ProofScope, fail_on: Severity, weigh: &Weigh) -> Report {
    let findings: Vec<Finding> = complaints(&proofs.proofs).filter_map(weigh).collect();
    let findings: Vec<Finding> = findings.into_iter().map(|finding| mild(finding, &proofs.proofs)).collect();
    let failing = findings.iter().any(|finding| finding.severity >= fail_on);
    let verdict = match verdict(&proofs.proofs, scope, failing) {
        Verdict::Proven | Verdict::Clean | Verdict::NothingChecked if proofs.gaps.iter().any(|gap| gap.changed) => {
            Verdict::Inconclusive
        }
        verdict => verdict,
    };
    let reason = match verdict {
        Verdict::NothingChecked => "there is no function to try here".to_owned(),
        _ => reason(&proofs.proofs),
    };
    let files: std::collections::BTreeSet<&str> = proofs.proofs.iter().map(|proof| proof.path.as_str()).collect();
    let totals = Totals {
        files: files.len(),
        functions: proofs.proofs.len(),
        proofs: Some(totals(&proofs)),
        ..Totals::default()
    };
    let answer = Answer { findings, totals, gaps: proofs.gaps, ..Answer::default() };
    let mut report = answer.into_report("prove", verdict, reason);
    report.next = if report.ok { Next::Accept } else { Next::Rework };
    report.proofs = proofs.proofs;
    report
}

/// All of those that count have to be proven; what is refuted below the threshold is no reason to fail.
fn verdict(proofs: &[ProofReport], scope: ProofScope, failing: bool) -> Verdict {
    let any = |wanted: &dyn Fn(&ProofReport) -> bool| proofs.iter().filter(|proof| counts(proof, proofs)).any(wanted);
    let pending = any(&|proof| proof.status == ProofStatus::Pending);
    match scope {
        _ if failing || any(&|proof| proof.promised && proof.status.is_refuted()) => Verdict::Unproven,
        ProofScope::Change if proofs.is_empty() => Verdict::NothingChecked,
        ProofScope::Part if pending && !any(&|proof| proof.status != ProofStatus::Pending) => Verdict::NothingChecked,
        _ if any(&|proof| proof.status.is_open()) || (pending && scope != ProofScope::Part) => Verdict::Inconclusive,
        _ if any(&|proof| proof.status.is_refuted()) => Verdict::Clean,
        _ if any(&|proof| proof.status == ProofStatus::Proven) => Verdict::Proven,
        _ => Verdict::Inconclusive,
    }
}

/// What a task only mentions does not decide on it.
fn counts(proof: &ProofReport, proofs: &[ProofReport]) -> bool {
    proof.promised || !proofs.iter().any(|other| other.promised)
}

fn mild(mut finding: Finding, proofs: &[ProofReport]) -> Finding {
    let line = finding.function.as_ref().map_or(0, |function| function.line);
    let own = proofs.iter().find(|proof| proof.path == finding.path && proof.line == line);
    if own.is_some_and(|proof| !counts(proof, proofs)) {
        finding.severity = finding.severity.min(Severity::Warning);
    }
    finding
}

/// How many functions were asked about.
pub(super) fn totals(proofs: &Proofs) -> ProofTotals {
    let pending = proofs.proofs.iter().filter(|proof| proof.status == ProofStatus::Pending).count();
    let (selected, constant) = (proofs.proofs.len(), proofs.constant);
    ProofTotals { selected, judged: selected - pending, pending, constant, complete: true }
}

/// Takes back what the text of the tests said of functions that were tried, and says of promises and functions what the tests
/// said. A promise counts as kept only if all that keeps it is proven or answers with a constant.
pub(super) fn hold_against(
    proofs: &[ProofReport],
    judged: &mut [Judged],
    evidence: &mut EvidenceReport,
    check: &mut Answer,
    weigh: &Weigh,
) {
    let of = |path: &str, line: usize| proofs.iter().find(|proof| proof.path == path && proof.line == line);
    for judged in judged {
        let own: Vec<&ProofReport> = judged.functions.iter().filter_map(|f| of(&f.path, f.line)).collect();
        judged.evidence.extend(own.iter().map(|proof| shown(proof)));
        let kept = matches!(judged.status, PromiseStatus::Kept | PromiseStatus::Drifted);
        if kept && own.iter().any(|proof| proof.status != ProofStatus::Proven) {
            judged.status = PromiseStatus::Unproven;
        }
    }
    for function in &mut evidence.functions {
        function.proof = of(&function.path, function.line).map(|proof| proof.status);
    }
    let told = |finding: &Finding| {
        let own = finding.function.as_ref().and_then(|function| of(&finding.path, function.line));
        finding.rule == RULE_OF_TEXT && own.is_some_and(|proof| !proof.status.is_open())
    };
    check.findings.retain(|finding| !told(finding));
    // A stub has a finding of its own.
    let hollow: Vec<ProofReport> =
        proofs.iter().filter(|proof| proof.status != ProofStatus::AlreadyStub).cloned().collect();
    let findings: Vec<Finding> = complaints(&hollow).filter_map(weigh).collect();
    check.findings.extend(findings.into_iter().map(|finding| mild(finding, proofs)));
}

/// Why `proofs` leave open whether what is promised works; `None` where they do not.
pub(super) fn open(proofs: &[ProofReport]) -> Option<String> {
    let open: Vec<&ProofReport> = proofs.iter().filter(|proof| proof.promised && proof.status.is_open()).collect();
    let first = open.first()?;
    let more = if open.len() > 1 { format!(", and {} more", open.len() - 1) } else { String::new() };
    let (name, status, why) = (&first.function, first.status.words(), &first.detail);
    Some(format!("it cannot be told whether a test would notice if `{name}` were hollow: {status}, {why}{more}"))
}

fn shown(proof: &ProofReport) -> Related {
    let tests = proof.killed_by.first().map(|test| format!(" by {test}")).unwrap_or_default();
    let message = format!("{}{tests}: {}", proof.status.words(), proof.detail);
    Related { path: proof.path.clone(), line: proof.line, message }
}

fn complaints(proofs: &[ProofReport]) -> impl Iterator<Item = Complaint> {
    proofs.iter().filter_map(complaint)
}

fn complaint(proof: &ProofReport) -> Option<Complaint> {
    let what = match proof.status {
        ProofStatus::PseudoTested | ProofStatus::Unreached => {
            format!("no test would notice if `{}` were hollow: {}", proof.function, proof.detail)
        }
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
