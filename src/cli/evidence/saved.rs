//! Evidence of a commit that is kept, and found again: what was run for a commit need not be run again as the base of the
//! next one.

use std::collections::BTreeMap;
use std::path::Path;

use super::reports::End;
use super::{failed, refused};
use crate::cli::args::EvidenceArgs;
use crate::cli::console::Console;
use crate::cli::failure::{Failure, because};
use crate::cli::named_files::{self, MOST_REPORT};
use crate::cli::run_root::shown;
use evidence::{read_saved, save};
use model::{
    Coverage, EVIDENCE_SCHEMA, FunctionReach, LineCounts, MeasuredFile, MeasuredFunction, Reach, SavedEvidence, Tool,
};
use vcs::{self, GitProgram, Selection};
use verdict::{Stock, identities};

use super::Reports;

/// Keeps what is known of head: in the notes of its commit, or in the file that was named.
///
/// # Errors
/// If the working tree differs from its commit, or if it cannot be written.
pub fn keep(
    typed: &EvidenceArgs,
    selection: &Selection,
    stock: &Stock,
    reports: &Reports,
    console: &Console,
) -> miette::Result<()> {
    let Some(target) = &typed.save else { return Ok(()) };
    let commit = commit_of_head(typed, selection)?;
    let text = save(&SavedEvidence {
        schema: EVIDENCE_SCHEMA.to_owned(),
        tool: Tool { name: "makegood".to_owned(), version: env!("CARGO_PKG_VERSION").to_owned() },
        commit: commit.clone(),
        command: typed.run.test_cmd.clone(),
        tools: BTreeMap::new(),
        inventory: Some(identities(&stock.head)),
        outcomes: reports.head_tests().map(<[_]>::to_vec),
        coverage: reports.head_coverage().map(reached),
        line_coverage: reports.share().map(|share| share.head),
    });
    let place = match target {
        Some(path) => named_files::write(path, text.as_bytes(), false)
            .map(|()| shown(path))
            .map_err(|error| because(error, format!("cannot write the evidence to {}", shown(path))))?,
        None => vcs::save_note(&GitProgram::default(), &selection.root, &commit, &text)
            .map(|()| "refs/notes/makegood".to_owned())
            .map_err(|error| failed(&error))?,
    };
    console.tell(&format!("the evidence of {} is kept in {place}", commit.get(..8).unwrap_or(&commit)));
    Ok(())
}

/// Evidence is kept for a commit: what is not committed yet has no name under which it could be found again.
fn commit_of_head(typed: &EvidenceArgs, selection: &Selection) -> miette::Result<String> {
    let head = typed.head.as_deref().unwrap_or("HEAD");
    let commits = vcs::commits(&GitProgram::default(), &selection.root, head).map_err(|error| failed(&error))?;
    let commit = commits.first().map(|commit| commit.id.clone()).unwrap_or_default();
    if typed.head.is_some() || is_clean(selection)? {
        return Ok(commit);
    }
    let next = "commit first, or say with --base and --head which commit is judged";
    Err(Failure::new("evidence is kept for a commit, and the working tree differs from the last one", next).into())
}

fn is_clean(selection: &Selection) -> miette::Result<bool> {
    let request = vcs::Request::new(vcs::Scope::Range { base: "HEAD".to_owned(), head: None }, selection.root.clone());
    let now = vcs::select(&request, &crate::cli::files::is_source()).map_err(|error| failed(&error))?;
    Ok(now.touched().is_empty())
}

/// What is kept of the commit that `selection` compares with: in the file that was named, else in its notes.
///
/// # Errors
/// If it cannot be read, is no such document, or is about another commit.
pub fn recall(file: Option<&Path>, selection: &Selection) -> miette::Result<Option<End>> {
    let Some(commit) = &selection.base_commit else { return Ok(None) };
    let text = match file {
        Some(path) => Some((shown(path), read(path)?)),
        None => vcs::read_note(&GitProgram::default(), &selection.root, commit)
            .map_err(|error| failed(&error))?
            .map(|text| (format!("the note of {commit}"), text)),
    };
    let Some((name, text)) = text else { return Ok(None) };
    let saved = read_saved(&name, &text).map_err(refused)?;
    if saved.commit != *commit {
        let what = format!("{name} is about {}, and the change begins at {commit}", saved.commit);
        return Err(Failure::new(what, "name with --base the commit that it is about, or leave it out").into());
    }
    Ok(Some(End {
        tests: saved.outcomes,
        coverage: saved.coverage.map(restored).into_iter().collect(),
        percent: saved.line_coverage,
    }))
}

fn read(path: &Path) -> miette::Result<String> {
    named_files::read_text(path, MOST_REPORT)
        .map_err(|error| because(error, format!("cannot read the evidence {}", shown(path))))
}

/// Every function that coverage reports name, and whether it was run.
fn reached(reports: &[Coverage]) -> Vec<FunctionReach> {
    let files = reports.iter().flat_map(|report| &report.files);
    let of = |file: &MeasuredFile| -> Vec<FunctionReach> {
        file.functions
            .iter()
            .map(|function| FunctionReach {
                path: file.path.clone(),
                name: function.name.clone(),
                line: function.line,
                end_line: function.end_line.unwrap_or(function.line),
                reach: if function.count > 0 { Reach::Reached } else { Reach::Unreached },
                count: Some(function.count),
            })
            .collect()
    };
    let mut all: Vec<FunctionReach> = files.flat_map(of).collect();
    all.sort();
    all.dedup();
    all
}

/// The report that the functions were taken from, as far as it was kept.
fn restored(functions: Vec<FunctionReach>) -> Coverage {
    let mut files: BTreeMap<String, Vec<MeasuredFunction>> = BTreeMap::new();
    for function in functions {
        files.entry(function.path).or_default().push(MeasuredFunction {
            name: function.name,
            line: function.line,
            end_line: Some(function.end_line),
            count: function.count.unwrap_or(0),
        });
    }
    let file = |(path, functions)| MeasuredFile { path, lines: LineCounts::default(), functions };
    Coverage {
        report: "saved evidence".to_owned(),
        format: "saved",
        files: files.into_iter().map(file).collect(),
        warnings: Vec::new(),
    }
}
