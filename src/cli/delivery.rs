//! Where a report goes: standard output or a file, and the step summary of a CI run.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::Path;

use super::args::OutputArgs;
use super::console::Console;
use super::failure::because;
use crate::cli::named_files;
use crate::cli::run_root::shown;
use model::{Rendering, Report, Severity, SourceText};
use report::{Format, Style, render, step_summary};
use verdict::check::Engine;

/// The texts that findings point into, by path.
pub type Sources = BTreeMap<String, SourceText>;

/// How many findings are shown with their source at most, in the format that shows the most.
const SHOWN: usize = 2000;

/// The files of the findings that are shown with their source, and those that promises point to, the specs included.
pub fn shown_paths(report: &Report) -> BTreeSet<String> {
    let counted = report.findings.iter().filter(|finding| finding.suppressed.is_none());
    let findings = counted.take(SHOWN).map(|finding| &finding.path);
    let promises = report.promises.iter().flat_map(|promise| {
        std::iter::once(&promise.source.path).chain(promise.evidence.iter().map(|evidence| &evidence.path))
    });
    findings.chain(promises).cloned().collect()
}

/// Renders `report` as it was asked for and writes it where it was asked to be.
///
/// # Errors
/// If it cannot be written.
pub fn deliver(
    output: &OutputArgs,
    fail_on: Severity,
    engine: &Engine,
    report: &Report,
    sources: &Sources,
    console: &Console,
) -> miette::Result<()> {
    let rules = if output.format.lists_rules() { engine.rule_infos() } else { Vec::new() };
    let rendering = Rendering { report, sources, rules: &rules, fail_on };
    let to_file = output.output.is_some();
    let bytes = render(&rendering, output.format, &style(console, to_file));
    if output.format == Format::Github {
        append_step_summary(&rendering)?;
    }
    match &output.output {
        Some(path) => into_file(path, &bytes, report, console),
        None => console.answer(&bytes),
    }
}

/// A report in a file leaves the terminal its answer in one sentence.
fn into_file(path: &Path, bytes: &[u8], report: &Report, console: &Console) -> miette::Result<()> {
    named_files::write(path, bytes, false)
        .map_err(|error| because(error, format!("cannot write the report to {}", shown(path))))?;
    console.tell(&format!("{}; the report is in {}", report.reason, shown(path)));
    Ok(())
}

fn style(console: &Console, to_file: bool) -> Style {
    let stream = console.output_style();
    Style {
        width: stream.width,
        color: stream.color && !to_file,
        unicode: stream.unicode,
        verbosity: console.verbosity(),
        links: stream.links && !to_file,
    }
}

/// `$GITHUB_STEP_SUMMARY` names a file that steps append to.
fn append_step_summary(rendering: &Rendering) -> miette::Result<()> {
    let Some(path) = std::env::var_os("GITHUB_STEP_SUMMARY").filter(|path| !path.is_empty()) else { return Ok(()) };
    let path = Path::new(&path);
    std::fs::OpenOptions::new()
        .create(true)
        .append(true)
        .open(path)
        .and_then(|mut file| file.write_all(step_summary(rendering).as_bytes()))
        .map_err(|error| because(error, format!("cannot write the step summary {}", path.display())))
}
