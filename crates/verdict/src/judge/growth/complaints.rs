//! What is wrong with the evidence of a change.

use super::{Answer, Proof, Require, Weigh, fall};
use model::{
    ChangeStatus, ChangedFunction, Complaint, Finding, FunctionEvidence, FunctionRef, Reach, Region, Severity,
};

/// How far evidence falls short, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Shortfall(String);

/// The findings that the evidence of a change gives rise to.
pub fn complaints(proof: &Proof, check: &Answer, require: Require, weigh: &Weigh) -> Vec<Finding> {
    let mut findings: Vec<Finding> = Vec::new();
    if let Some(shortfall) = shortfall(proof, &check.changed, require) {
        let finding = weigh(no_growth(&check.changed, &shortfall, proof.spared.as_deref()));
        findings.extend(finding.map(|finding| match &proof.spared {
            Some(_) => as_note(finding),
            None if proof.other_tests && !proof.lost_tests => as_warning(finding),
            None => finding,
        }));
    }
    let mild = |finding: &Finding| proof.other_tests || proof.spared.is_some() || is_mild(finding, proof);
    let untested = untested(proof, check).into_iter().filter_map(weigh);
    findings.extend(untested.map(|finding| if mild(&finding) { as_warning(finding) } else { finding }));
    findings.extend(failed(proof).and_then(weigh));
    findings.extend(fall::complaints(proof).into_iter().filter_map(weigh));
    findings
}

/// Tests that are written in a language that is not read can be what is missing.
fn as_warning(mut finding: Finding) -> Finding {
    finding.severity = finding.severity.min(Severity::Warning);
    finding
}

fn as_note(finding: Finding) -> Finding {
    Finding { severity: Severity::Note, ..finding }
}

/// Whether a function without a test is no fault of this task: one that the change does not touch, one that had none before
/// either while other tests came, one of several while the tests that came reach others of them and nothing measured that it does
/// not run, or a helper that only its own file can name.
fn is_mild(finding: &Finding, proof: &Proof) -> bool {
    let Some(function) = &finding.function else { return false };
    let place = (finding.path.clone(), function.line);
    let had_none = finding.change == Some(ChangeStatus::Modified) && proof.tests_grew;
    let own = |known: &&FunctionEvidence| (&known.path, known.line) == (&place.0, place.1);
    let unmeasured = |known: &FunctionEvidence| matches!(known.reach, None | Some(Reach::Unmeasured));
    let among_tested = proof.tests_grew
        && proof.evidence.functions.iter().find(own).is_some_and(unmeasured)
        && proof.evidence.functions.iter().any(|other| other.promise.is_some() && other.tests > 0);
    finding.change.is_none() || had_none || among_tested || proof.helpers.contains(&place)
}

/// What is missing; `None` where evidence grew as it has to, or where nothing asks for it.
fn shortfall(proof: &Proof, changed: &[ChangedFunction], require: Require) -> Option<Shortfall> {
    if changed.is_empty() || proof.evidence.sets.is_none() {
        return None;
    }
    let tests = proof.tests_grew;
    let coverage = proof.coverage_grew;
    let enough = match require {
        Require::Tests => tests,
        Require::Coverage => coverage == Some(true),
        Require::Either => tests || coverage == Some(true),
        Require::Both => tests && coverage == Some(true),
    };
    (!enough).then(|| Shortfall(words(proof, require)))
}

fn words(proof: &Proof, require: Require) -> String {
    let tests = proof.evidence.tests.as_ref().map_or(String::new(), |counts| {
        let grew = if proof.tests_grew { "tests grew" } else { "no test was added" };
        format!("{grew} ({} before, {} after)", counts.base, counts.head)
    });
    let coverage = match proof.coverage_grew {
        None if proof.evidence.coverage.is_some() => "no report of the base shows that coverage grew (--coverage-base)",
        None => "no report shows that coverage grew (--coverage and --coverage-base)",
        Some(false) => "coverage did not grow",
        Some(true) => "coverage grew",
    };
    match require {
        Require::Tests => tests,
        Require::Either if proof.coverage_grew.is_none() => tests,
        Require::Coverage => coverage.to_owned(),
        Require::Either | Require::Both => format!("{tests}, {coverage}"),
    }
}

fn no_growth(changed: &[ChangedFunction], shortfall: &Shortfall, spared: Option<&str>) -> Complaint {
    let first = &changed[0];
    let functions = match changed.len() {
        1 => format!("`{}` is new or changed", first.name),
        more => format!("{more} functions are new or changed"),
    };
    Complaint {
        rule: "no-test-growth",
        message: match spared {
            None => format!("{functions}, and {}", shortfall.0),
            Some(why) => format!("{functions}, and {}: {why}", shortfall.0),
        },
        path: first.path.clone(),
        span: Region::line(first.line),
        function: None,
        change: None,
        related: Vec::new(),
        about: changed.iter().map(|function| function.name.as_str()).collect::<Vec<_>>().join(" "),
    }
}

/// Promised functions that nothing shows to work. A stub is told of as such.
fn untested(proof: &Proof, check: &Answer) -> Vec<Complaint> {
    let is_stub = |function: &FunctionEvidence| {
        let own = |finding: &Finding| finding.function.as_ref().is_some_and(|own| own.line == function.line);
        check.findings.iter().any(|finding| finding.path == function.path && own(finding))
    };
    // A unit test cannot call `main`; only coverage tells whether a test ran the program.
    let is_program = |function: &FunctionEvidence| function.name == "main" && function.reach.is_none();
    let promised = proof.evidence.functions.iter().filter(|f| f.promise.is_some() && !is_stub(f) && !is_program(f));
    let mut complaints: Vec<Complaint> = promised.filter_map(unreached).collect();
    complaints.dedup_by(|one, other| one.path == other.path && one.about == other.about);
    complaints
}

fn unreached(function: &FunctionEvidence) -> Option<Complaint> {
    let why = match (function.reach, function.tests) {
        (Some(Reach::Reached), _) => return None,
        (Some(Reach::Unreached), _) => "was measured and never ran",
        (Some(Reach::Excluded), _) => "is hidden from coverage",
        (Some(Reach::NotCompiled), _) => "was left out of the build that was measured",
        (Some(Reach::Unmeasured) | None, 0) => "is reached by no test that runs and asserts",
        (Some(Reach::Unmeasured) | None, _) => return None,
    };
    Some(Complaint {
        rule: "promised-function-untested",
        message: format!("`{}` is promised, and {why}", function.name),
        path: function.path.clone(),
        span: Region::line(function.line),
        function: Some(FunctionRef { name: function.name.clone(), line: function.line, end_line: function.end_line }),
        change: function.change.filter(|change| *change != ChangeStatus::Unchanged),
        related: Vec::new(),
        about: function.name.clone(),
    })
}

fn failed(proof: &Proof) -> Option<Complaint> {
    let first = proof.failed.first()?;
    let more = if proof.failed.len() > 1 { format!(" and {} more", proof.failed.len() - 1) } else { String::new() };
    Some(Complaint {
        rule: "test-failed",
        message: format!("{first} did not pass{more}"),
        path: ".".to_owned(),
        span: Region::line(1),
        function: None,
        change: None,
        related: Vec::new(),
        about: proof.failed.join("\n"),
    })
}
