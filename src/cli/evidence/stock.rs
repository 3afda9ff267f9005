//! The tests of both ends of a change, and what they say of its functions.

use std::path::Path;

use crate::cli::failure::Failure;
use crate::cli::files::Files;
use crate::cli::plan;
use crate::judge::evidence::Proof;
use crate::judge::{Answer, Judged};
use crate::lang::language_of;
use crate::model::{Complaint, EvidenceReport, FunctionEvidence, Severity};
use crate::pipeline::Stock;
use crate::pipeline::Surroundings;
use crate::pipeline::inventory::{Files as TestFiles, Inventory, Smells, inventory};
use crate::source::{Selection, Tree};

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
    crate::pipeline::inventory::smells(&Smells { head: &stock.head, base: stock.base.as_ref(), stubs: &stubs })
}

/// What tests and reports say of the functions that the change touches and of those that keep a promise.
pub fn proof(stock: &Stock, reports: &Reports, check: &Answer, judged: &[Judged], selection: &Selection) -> Proof {
    let mut functions: Vec<FunctionEvidence> = promised(stock, judged);
    for changed in &check.changed {
        let known = functions.iter_mut().find(|known| known.path == changed.path && known.line == changed.line);
        match known {
            Some(known) => known.change = Some(changed.change),
            None => functions.push(FunctionEvidence {
                change: Some(changed.change),
                ..stock.of_function(&changed.name, &changed.path, changed.line)
            }),
        }
    }
    functions.sort();
    functions.dedup();
    reports.reach(&mut functions, check);
    Proof {
        tests_grew: reports.tests_grew().unwrap_or_else(|| stock.grew()),
        coverage_grew: reports.coverage_grew(&functions),
        other_tests: touches_other_tests(selection),
        failed: reports.failed(),
        evidence: EvidenceReport {
            tests: Some(reports.counts().unwrap_or_else(|| stock.counts())),
            sets: reports.sets().or_else(|| stock.sets()),
            coverage: reports.share(),
            functions,
        },
    }
}

fn promised(stock: &Stock, judged: &[Judged]) -> Vec<FunctionEvidence> {
    judged
        .iter()
        .flat_map(|judged| judged.functions.iter().map(move |function| (judged, function)))
        .map(|(judged, function)| FunctionEvidence {
            promise: Some(judged.promise.id.clone()),
            ..stock.of_function(&function.qualified, &function.path, function.line)
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
        "swift", "kt",
    ];
    let program = Path::new(path).extension().and_then(|ending| ending.to_str());
    let words = path.to_lowercase();
    program.is_some_and(|ending| PROGRAMS.contains(&ending)) && (words.contains("test") || words.contains("spec"))
}
