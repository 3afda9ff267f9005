//! Which functions a proof is asked for.

use std::collections::{BTreeMap, BTreeSet};

use model::{Finding, Gap, ProofReport, ProofStatus, Severity, SourceText, Tier};
use prove::{Candidate, Fate, candidates};
use vcs::Selection;
use verdict::check::Surroundings;
use verdict::judge::proofs::Proofs;
use verdict::judge::{Fault, Judged};

use crate::cli::args::{CheckArgs, Global, OutputArgs, PolicyArgs, ProveArgs, ScopeArgs};
use crate::cli::engine;
use crate::cli::failure::Failure;
use crate::cli::files::{self, Files};
use crate::cli::settings::CheckSettings;
use crate::cli::task_run::Inquiry;
use crate::cli::verify;

/// The functions that are asked for.
#[derive(Debug, Default)]
pub struct Selected {
    /// Those that are tried, and those of which something is known already.
    pub candidates: Vec<Candidate>,
    /// How many others answer with a constant.
    pub constant: usize,
    /// Those that a task promises, by file and line.
    promised: BTreeSet<(String, usize)>,
    /// What could not be read.
    gaps: Vec<Gap>,
}

/// Folders of Rust's packages whose functions are no part of the program.
const BESIDE: [&str; 3] = ["tests", "benches", "examples"];

/// Rules and what is looked at, as it was typed.
///
/// # Errors
/// If the configuration or a rule file of the project holds a mistake, or if a path does not exist.
pub fn inquiry(typed: &ProveArgs, global: &Global) -> miette::Result<Inquiry> {
    let subject = &typed.subject;
    let all = subject.all.is_some() || !subject.functions.is_empty();
    let as_check = CheckArgs {
        paths: subject.all.clone().unwrap_or_default(),
        scope: ScopeArgs { base: subject.base.clone(), head: subject.head.clone(), all, ..ScopeArgs::default() },
        reading: typed.reading.clone(),
        policy: PolicyArgs { fail_on: typed.fail_on, no_baseline: true, ..PolicyArgs::default() },
        output: OutputArgs { format: report::Format::Json, output: None },
    };
    let settings = CheckSettings::new(&as_check, global)?;
    let engine = engine::build(&settings)?;
    Ok(Inquiry { settings, engine })
}

/// The tree that is looked at, and what changed in it.
///
/// # Errors
/// Where there is no git repository, or a revision names no commit.
pub fn selection(typed: &ProveArgs, inquiry: &Inquiry) -> miette::Result<Selection> {
    if typed.task.is_some() {
        return verify::selection_of(typed.task.as_deref().unwrap_or_default(), &typed.subject, inquiry);
    }
    vcs::select(&files::request(&inquiry.settings), &files::is_source()).map_err(|error| Failure::of(&error).into())
}

/// The functions that were asked for.
///
/// # Errors
/// If there is no such task, or where git does not let it be looked at.
pub fn select(typed: &ProveArgs, inquiry: &Inquiry, selection: &Selection) -> miette::Result<Selected> {
    let files = Files::new(selection, &inquiry.settings);
    if let Some(task) = &typed.task {
        let judged = verify::judged_of(task, &typed.subject, inquiry, selection, &files)?;
        return Ok(of_judged(&judged, &files, false));
    }
    let check = inquiry.check(selection, &files)?;
    let stubs = stubs(&check.findings);
    let changed: BTreeSet<(String, usize)> =
        check.changed.iter().map(|function| (function.path.clone(), function.line)).collect();
    let mut found = Selected { gaps: check.gaps, ..Selected::default() };
    found.gaps.extend(files.take_gaps());
    for job in files.jobs() {
        let path = &job.path;
        if files.is_test(path) || is_beside(path) {
            continue;
        }
        let Some(source) = (job.head)() else { continue };
        let names = &typed.subject.functions;
        let wanted = |line: usize| !files.is_change() || changed.contains(&(path.clone(), line));
        let mut own = candidates(&source, &wanted);
        own.retain(|candidate| names.is_empty() || is_named(candidate, names));
        found.add(own, &source, &stubs);
    }
    Ok(found)
}

/// The functions that keep the promises which were judged, and the stubs by which others are broken. With `strict`, what a task
/// only mentions counts as promised.
pub fn of_judged(judged: &[Judged], files: &Files, strict: bool) -> Selected {
    let mut wanted: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    let mut stubs = BTreeMap::new();
    let mut found = Selected::default();
    for judged in judged {
        let stub = judged.culprit.as_ref().filter(|culprit| culprit.fault == Fault::Stub && culprit.line > 0);
        let stub = stub.map(|culprit| (culprit.path.clone(), culprit.line));
        stubs.extend(stub.clone().map(|place| (place, "it is a stub".to_owned())));
        let kept = judged.functions.iter().map(|function| (function.path.clone(), function.line));
        for place in kept.chain(stub) {
            wanted.entry(place.0.clone()).or_default().insert(place.1);
            if strict || judged.promise.tier >= Tier::Declared {
                found.promised.insert(place);
            }
        }
    }
    for (path, lines) in wanted {
        let Some(source) = files.text(&path) else { continue };
        found.add(candidates(&source, &|line| lines.contains(&line)), &source, &stubs);
    }
    found
}

impl Selected {
    /// What `proofs` say of them.
    pub fn with(&self, mut proofs: Vec<ProofReport>) -> Proofs {
        for proof in &mut proofs {
            proof.promised = self.promised.contains(&(proof.path.clone(), proof.line));
        }
        Proofs { proofs, constant: self.constant, gaps: self.gaps.clone() }
    }

    fn add(&mut self, candidates: Vec<Candidate>, source: &SourceText, stubs: &BTreeMap<(String, usize), String>) {
        if source.is_lossy() && !candidates.is_empty() {
            let reason = "it is not UTF-8, so that its functions are not tried".to_owned();
            self.gaps.push(Gap { path: source.path.clone(), span: None, reason, changed: false });
        }
        for mut candidate in candidates {
            if let Some(why) = stubs.get(&(candidate.path.clone(), candidate.line)) {
                candidate.fate = Fate::Settled(ProofStatus::AlreadyStub, why.clone());
            }
            match candidate.fate {
                Fate::Constant => self.constant += 1,
                _ => self.candidates.push(candidate),
            }
        }
    }
}

/// What `check` calls a stub, by file and line.
fn stubs(findings: &[Finding]) -> BTreeMap<(String, usize), String> {
    let told = findings.iter().filter(|finding| finding.severity == Severity::Error);
    told.filter_map(|finding| {
        let function = finding.function.as_ref()?;
        Some(((finding.path.clone(), function.line), finding.message.clone()))
    })
    .collect()
}

fn is_beside(path: &str) -> bool {
    let rust = path.ends_with(".rs");
    let beside = || path.split('/').rev().skip(1).any(|part| BESIDE.contains(&part));
    rust && (beside() || path.rsplit('/').next() == Some("build.rs"))
}

/// Whether one of `names` is the function's, with or without what it belongs to.
fn is_named(candidate: &Candidate, names: &[String]) -> bool {
    let head = &candidate.head;
    let ends = |name: &String| head.qualified.strip_suffix(name.as_str()).is_some_and(|before| before.ends_with("::"));
    names.iter().any(|name| *name == head.name || *name == head.qualified || ends(name))
}
