//! The tests of both ends of a change, and what they say of its functions.

use std::collections::BTreeSet;
use std::path::Path;

use crate::cli::failure::Failure;
use crate::cli::files::Files;
use crate::cli::plan;
use analysis::test_inventory::{Files as TestFiles, Inventory, Smells, Test, inventory};
use model::{
    ChangedFunction, Complaint, EvidenceReport, FallenFunction, FunctionEvidence, Promised, Severity, Task, TestSets,
};
use syntax::language_of;
use vcs::{Selection, Subject, Tree};
use verdict::Stock;
use verdict::check::Surroundings;
use verdict::judge::growth::Proof;
use verdict::judge::{Answer, Judged};

use super::Reports;

/// Takes stock of the tests at both ends.
///
/// # Errors
/// When git cannot list the files of one end.
pub fn stock(selection: &Selection, files: &Files) -> miette::Result<Stock> {
    let head = || of_tree(&selection.head, files);
    if !files.is_change() {
        return Ok(Stock { base: None, head: head()? });
    }
    let (base, head) = rayon::join(|| of_tree(&selection.base, files), head);
    Ok(Stock { base: Some(base?), head: head? })
}

fn of_tree(tree: &Tree, files: &Files) -> miette::Result<Inventory> {
    let paths = tree.paths().map_err(|error| Failure::of(&error))?;
    Ok(inventory(&TestFiles {
        paths: &paths,
        read: &|path| plan::text(tree, path),
        is_test: &|path| files.is_test(path),
    }))
}

/// What is wrong with the tests that the change touches.
pub fn smells(stock: &Stock, check: &Answer) -> Vec<Complaint> {
    let stubs: Vec<(String, String)> = check
        .findings
        .iter()
        .filter(|finding| finding.severity == Severity::Error)
        .filter_map(|finding| Some((finding.path.clone(), finding.function.as_ref()?.name.clone())))
        .collect();
    analysis::test_inventory::smells(&Smells { head: &stock.head, base: stock.base.as_ref(), stubs: &stubs })
}

/// Everything that the evidence of a change is made of.
pub struct Asked<'a> {
    /// The tests at both ends.
    pub stock: &'a Stock,
    /// The reports that were handed in.
    pub reports: &'a Reports,
    /// What `check` says of the change.
    pub check: &'a Answer,
    /// The task, where one is judged.
    pub task: Option<&'a Task>,
    /// What became of the promises of the task, where one is judged.
    pub judged: &'a [Judged],
    /// What is judged.
    pub selection: &'a Selection,
    /// Its files.
    pub files: &'a Files<'a>,
}

/// What tests and reports say of the functions that the change touches and of those that keep a promise.
pub fn proof(asked: &Asked) -> Proof {
    let Asked { stock, reports, .. } = asked;
    let mut functions = functions(asked);
    reports.reach(&mut functions, &|function| is_excluded(function, asked));
    Proof {
        tests_grew: reports.tests_grew().unwrap_or_else(|| stock.grew()),
        coverage_grew: reports.coverage_grew(&functions),
        fallen: fallen(asked),
        other_tests: touches_other_tests(asked.selection),
        lost_tests: loses_tests(stock),
        spared: spared(asked),
        helpers: helpers(asked.judged),
        failed: reports.failed(),
        evidence: EvidenceReport {
            tests: Some(reports.counts().unwrap_or_else(|| stock.counts())),
            sets: sets(stock, reports),
            coverage: reports.share(),
            functions,
        },
    }
}

/// Why nothing has to grow although functions changed.
fn spared(asked: &Asked) -> Option<String> {
    let changed = &asked.check.changed;
    let Subject::Change { files, .. } = &asked.selection.subject else { return None };
    if loses_tests(asked.stock) {
        return None;
    }
    let base: Vec<_> = files.iter().filter_map(|file| file.base.as_ref()).collect();
    let head: Vec<_> = files.iter().filter_map(|file| file.head.as_ref()).collect();
    let spared = verdict::needs_no_test(changed, &base, &head);
    spared.or_else(|| refactored(asked, verdict::shrinks(changed, &base, &head)))
}

/// Whether a test is gone while all that it reached is there.
fn loses_tests(stock: &Stock) -> bool {
    let (Some(base), Some(sets)) = (&stock.base, stock.sets()) else { return false };
    let is_gone = |test: &&Test| sets.removed.contains(&format!("{}::{}", test.path, test.name));
    let names: BTreeSet<&str> = stock.head.functions.iter().map(|function| function.name.as_str()).collect();
    let reached = |test: &Test| {
        let mut functions = base.reached(test).into_iter().filter(|function| !function.for_tests).peekable();
        functions.peek().is_some() && functions.all(|function| names.contains(function.name.as_str()))
    };
    base.tests.iter().filter(is_gone).any(reached)
}

/// Work that changes the shape of the code, by its title or because less code does what more did, while every function that
/// it touches is reached by a test that was there before and is as it was.
fn refactored(asked: &Asked, shrinks: bool) -> Option<String> {
    let by_title = asked.task.is_some_and(|task| verdict::is_refactoring(&task.title));
    let base = asked.stock.base.as_ref().filter(|_| by_title || shrinks)?;
    let old = |test: &&Test| test.can_fail && base.tests.iter().any(|before| before.hash == test.hash && before.runs());
    let reached =
        |function: &ChangedFunction| asked.stock.head.tested_by(&function.name, Some(&function.path)).iter().any(&old);
    let all = asked.check.changed.iter().all(reached);
    all.then(|| "the change keeps what tests that are as they were ask for".to_owned())
}

/// The promised functions that only their own file can name, and methods of traits, which code that is not read may call; what fills a
/// promised slot is called through it.
fn helpers(judged: &[Judged]) -> BTreeSet<(String, usize)> {
    let in_slot = |judged: &&Judged| {
        matches!(judged.promise.what, Promised::Slot { .. } | Promised::Function { slot: Some(_), .. })
    };
    let functions = judged.iter().filter(|judged| !in_slot(judged)).flat_map(|judged| &judged.functions);
    functions
        .filter(|function| !function.visible || function.qualified.starts_with('<'))
        .map(|function| (function.path.clone(), function.line))
        .collect()
}

/// No report tells of tests that were never handed to a runner.
fn sets(stock: &Stock, reports: &Reports) -> Option<TestSets> {
    let reported = reports.sets().map(|sets| TestSets { never_run: stock.never_run(), ..sets });
    reported.or_else(|| stock.sets())
}

fn functions(asked: &Asked) -> Vec<FunctionEvidence> {
    let mut functions: Vec<FunctionEvidence> = promised(asked.stock, asked.judged);
    for changed in &asked.check.changed {
        let own = |known: &&mut FunctionEvidence| known.path == changed.path && known.line == changed.line;
        let mut known = functions.iter_mut().filter(own).peekable();
        if known.peek().is_some() {
            known.for_each(|known| known.change = Some(changed.change));
            continue;
        }
        let lines = changed.line..=changed.end_line;
        let told = asked.stock.of_function(&changed.name, &changed.path, lines);
        functions.push(FunctionEvidence { change: Some(changed.change), ..told });
    }
    functions.sort();
    functions.dedup();
    functions
}

/// Whether markers in the source hide `function` from coverage.
fn is_excluded(function: &FunctionEvidence, asked: &Asked) -> bool {
    let mut changed = asked.check.changed.iter().map(|one| (one.path.as_str(), one.line, one.excluded));
    let promised = asked.judged.iter().flat_map(|judged| &judged.functions);
    let mut promised = promised.map(|one| (one.path.as_str(), one.line, one.excluded));
    let own = (function.path.as_str(), function.line, true);
    changed.any(|one| one == own) || promised.any(|one| one == own)
}

/// Tests that do not run any more are told of as such.
fn fallen(asked: &Asked) -> Vec<FallenFunction> {
    let mut fallen = asked.reports.fallen();
    fallen.retain(|function| !asked.files.is_test(&function.path));
    fallen.retain(|function| !asked.stock.is_test(&function.name, &function.path));
    fallen
}

fn promised(stock: &Stock, judged: &[Judged]) -> Vec<FunctionEvidence> {
    judged
        .iter()
        .flat_map(|judged| judged.functions.iter().map(move |function| (judged, function)))
        .map(|(judged, function)| FunctionEvidence {
            promise: Some(judged.promise.id.clone()),
            ..stock.of_function(&function.qualified, &function.path, function.line..=function.end_line)
        })
        .collect()
}

/// Whether the change touches what looks like tests in a language that is not read.
fn touches_other_tests(selection: &Selection) -> bool {
    selection.touched().iter().any(|path| language_of(path).is_none() && looks_like_tests(path))
}

/// A program's text whose path speaks of tests; data of tests and documents are none.
fn looks_like_tests(path: &str) -> bool {
    const PROGRAMS: &[&str] = &[
        "py", "sh", "pl", "t", "js", "ts", "tsx", "go", "java", "rb", "cpp", "cc", "cxx", "lua", "tcl", "bats", "cs",
        "swift", "kt", "feature",
    ];
    let program = Path::new(path).extension().and_then(|ending| ending.to_str());
    let words = path.to_lowercase();
    program.is_some_and(|ending| PROGRAMS.contains(&ending))
        && (words.ends_with(".feature") || words.contains("test") || words.contains("spec"))
}
