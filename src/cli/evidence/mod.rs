//! `makegood evidence`.

mod ran;
mod report_files;
mod reports;
mod run;
mod saved;
mod test_counts;

use std::path::Path;

use super::args::{EvidenceArgs, Global, ReportArgs};
use super::console::Console;
use super::delivery;
use super::exit::Exit;
use super::failure::Failure;
use super::files::Files;
use super::{plan, verify};
use crate::cli::task_run::Inquiry;
use evidence::EvidenceError;
use model::{ChangedFunction, Finding, Report};
use vcs::Selection;
use verdict::judge::growth;

pub use ran::{Runs, reports as reports_of_runs};
use reports::End;
pub use reports::Reports;
pub use test_counts::{Asked, proof, smells, stock};

/// Judges whether tests and coverage grew, and whether the tests test something.
pub fn run(typed: &EvidenceArgs, global: &Global, console: &Console) -> miette::Result<Exit> {
    let inquiry = Inquiry::new(&typed.reading, typed.fail_on, global)?;
    let (held, selection) = inquiry.judging(typed.base.as_deref(), typed.head.as_deref())?;
    let inquiry = held.unwrap_or(inquiry);
    let report = report(typed, &inquiry, &selection, console)?;
    let shown = delivery::shown_paths(&report);
    let sources = shown.into_iter().filter_map(|path| Some((path.clone(), plan::text(&selection.head, &path)?)));
    delivery::deliver(&typed.output, inquiry.settings.fail_on, &inquiry.engine, &report, &sources.collect(), console)?;
    Ok(verify::exit(&report))
}

fn report(typed: &EvidenceArgs, inquiry: &Inquiry, selection: &Selection, console: &Console) -> miette::Result<Report> {
    let files = Files::new(selection, &inquiry.settings);
    let recalled = recalled(&typed.reports, typed.base_evidence.as_deref(), selection)?;
    let reports = match &typed.run.test_cmd {
        Some(command) => {
            let runs = Runs { run: &typed.run, reports: &typed.reports, head: typed.head.as_deref() };
            ran::reports(command, &runs, selection, recalled, console)?
        }
        None => Reports::read(&typed.reports, selection, &inquiry.settings)?.since(recalled),
    };
    let mut check = inquiry.check(selection, &files)?;
    let stock = stock(selection, &files)?;
    saved::keep(typed, selection, &stock, &reports, console)?;
    let weigh = |complaint| inquiry.engine.weigh(complaint);
    let smelling = smells(&stock, &check);
    let proof = proof(&Asked {
        stock: &stock,
        reports: &reports,
        check: &check,
        task: None,
        judged: &[],
        selection,
        files: &files,
    });
    check.findings.retain(|finding| is_hidden(finding, &check.changed));
    check.findings.extend(smelling.into_iter().filter_map(&weigh));
    check.gaps.extend(stock.head.gaps.iter().cloned());
    check.gaps.extend(reports.gaps());
    Ok(growth::proven(proof, check, typed.require.into(), &weigh, inquiry.settings.fail_on))
}

/// What is kept of the base, unless reports of it are handed in.
pub fn recalled(reports: &ReportArgs, file: Option<&Path>, selection: &Selection) -> miette::Result<Option<End>> {
    if reports.of_base() { Ok(None) } else { saved::recall(file, selection) }
}

/// Whether `finding` is about a function that the change hides from coverage: figures that say nothing of it are no evidence.
fn is_hidden(finding: &Finding, changed: &[ChangedFunction]) -> bool {
    let Some(function) = &finding.function else { return false };
    changed.iter().any(|own| own.excluded && own.path == finding.path && own.line == function.line)
}

/// A report that cannot be taken as evidence, for the front door.
fn refused(error: EvidenceError) -> miette::Report {
    Failure::new(error.to_string(), error.next).into()
}

/// A problem with git, for the front door.
fn failed(error: &dyn std::error::Error) -> miette::Report {
    Failure::of(error).into()
}
