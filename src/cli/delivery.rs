//! A report on its way out: standard output or a file, and the summary of a GitHub job.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::Path;

use super::args::OutputArgs;
use super::console::Console;
use super::failure::because;
use super::place::shown;
use crate::model::Rendering;
use crate::report::{Format, Style, render, step_summary};

/// Renders the report once and hands it over.
///
/// # Errors
/// If it cannot be written.
pub fn deliver(rendering: &Rendering<'_>, typed: &OutputArgs, console: &Console) -> miette::Result<()> {
    match &typed.output {
        None => console.answer(&render(rendering, typed.format, &console.output_style()))?,
        Some(path) => into_file(rendering, typed.format, path, console)?,
    }
    match std::env::var_os("GITHUB_STEP_SUMMARY") {
        Some(path) if typed.format == Format::Github => summarize(rendering, Path::new(&path)),
        _ => Ok(()),
    }
}

/// A file gets no colours and no links, and the terminal the answer in one sentence.
fn into_file(rendering: &Rendering<'_>, format: Format, path: &Path, console: &Console) -> miette::Result<()> {
    let style = Style { verbosity: console.verbosity(), ..Style::default() };
    fs::write(path, render(rendering, format, &style))
        .map_err(|error| because(error, format!("cannot write the report to {}", shown(path))))?;
    console.tell(&format!("{} (the report is in {})", rendering.report.reason, shown(path)));
    Ok(())
}

fn summarize(rendering: &Rendering<'_>, path: &Path) -> miette::Result<()> {
    let file = OpenOptions::new().append(true).create(true).open(path);
    file.and_then(|mut file| file.write_all(step_summary(rendering).as_bytes()))
        .map_err(|error| because(error, "cannot write to the file that GITHUB_STEP_SUMMARY names".to_owned()))
}
