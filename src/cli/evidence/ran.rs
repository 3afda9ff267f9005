//! Evidence from tests that are run at both ends of a change.

use std::time::Duration;

use super::reports::End;
use super::run::{Ran, TestRun};
use super::{Reports, failed};
use crate::cli::args::{ReportArgs, RunArgs};
use crate::cli::console::Console;
use crate::cli::failure::Failure;
use crate::cli::process::Ended;
use evidence::{EvidenceError, Flaw, PathMap, place};
use vcs::{Revision, Selection, Tree};

/// How tests are to be run, and what they write.
pub struct Runs<'a> {
    /// The time limit, and where the output is kept.
    pub run: &'a RunArgs,
    /// Patterns of the reports that the command writes.
    pub reports: &'a ReportArgs,
    /// The revision at head; the working tree without it.
    pub head: Option<&'a str>,
}

/// Runs `command` at both ends of the change that `selection` is about, and takes what its tests say. A base of which the
/// tests are known is not run again.
///
/// # Errors
/// If an end cannot be laid out, or if its tests cannot be counted there. That the base has no test yet is no error.
pub fn reports(
    command: &str,
    asked: &Runs,
    selection: &Selection,
    recalled: Option<End>,
    console: &Console,
) -> miette::Result<Reports> {
    let limit = Duration::from_secs(asked.run.test_timeout.get());
    let run = TestRun::new(&selection.root, command, limit, &asked.reports.results, &asked.reports.coverage)?;
    let run = run.keeping_output_in(asked.run.keep.clone());
    let typed_maps: Result<Vec<PathMap>, _> = asked.reports.path_map.iter().map(|map| PathMap::parse(map)).collect();
    let maps = typed_maps.map_err(refused)?;
    let known = recalled.filter(|end| end.tests.is_some());
    let base = match (known, &selection.base_commit) {
        (Some(known), _) => known,
        (None, Some(commit)) => {
            let ran = run.run("base", &Revision::Commit(commit.clone()), console)?;
            end(before_any_test(ran, console), &selection.base, &maps, console)?
        }
        (None, None) => End { tests: Some(Vec::new()), ..End::default() },
    };
    let head = asked.head.map_or(Revision::WorkingTree, |head| Revision::Commit(head.to_owned()));
    let head = end(run.run("head", &head, console)?, &selection.head, &maps, console)?;
    Ok(Reports::of(base, head))
}

/// A base whose command succeeds and says that there is no test has none. One that fails, or that leaves no report, may have
/// had any number of them.
fn before_any_test(mut ran: Ran, console: &Console) -> Ran {
    let succeeded = ran.ended == Ended::Code(0);
    if let Some(error) = ran.outcomes.as_ref().err().filter(|error| succeeded && error.flaw == Flaw::Empty) {
        console.tell(&format!("the project {} counts as having no test: {}", ran.revision, error.what));
        ran.outcomes = Ok(Vec::new());
        ran.coverage =
            ran.coverage.or_else(|error| if error.flaw == Flaw::Empty { Ok(Vec::new()) } else { Err(error) });
    }
    ran
}

/// What came of a run, in a line.
fn tell(ran: &Ran, console: &Console) {
    let named = match &ran.outcomes {
        Ok(reports) => reports.iter().map(|report| report.tests.len()).sum::<usize>().to_string(),
        Err(_) => "no".to_owned(),
    };
    let (revision, ended, seconds) = (&ran.revision, ran.ended, ran.seconds);
    console.tell(&format!("{revision} it {ended} after {seconds:.1} s and named {named} tests: {}", ran.output));
    ran.warnings.iter().for_each(|warning| console.complain(&format!("warning: {warning}")));
}

fn end(ran: Ran, tree: &Tree, maps: &[PathMap], console: &Console) -> miette::Result<End> {
    tell(&ran, console);
    let tests = ran.outcomes.map_err(refused)?.into_iter().flat_map(|report| report.tests).collect();
    let coverage = ran.coverage.map_err(refused)?;
    if coverage.is_empty() {
        return Ok(End { tests: Some(tests), ..End::default() });
    }
    let mut all = vec![PathMap::new(&ran.folder.to_string_lossy(), "")];
    all.extend_from_slice(maps);
    let paths = tree.paths().map_err(|error| failed(&error))?;
    let placed = coverage.into_iter().map(|report| place(report, &paths, &all).map_err(refused));
    Ok(End { tests: Some(tests), coverage: placed.collect::<miette::Result<_>>()?, percent: None })
}

fn refused(error: EvidenceError) -> miette::Report {
    Failure::new(error.to_string(), error.next).into()
}
