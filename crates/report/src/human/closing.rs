//! The last line: the answer, and what was looked at.

use owo_colors::Style as Ink;

use super::{paint, paragraph};
use crate::{Style, summary};
use model::{Rendering, Report, Severity};

/// The summary on as few lines as the width allows.
pub fn render(rendering: &Rendering<'_>, style: &Style) -> String {
    let inks = std::iter::once(answer(rendering.report)).chain(std::iter::repeat(paint::quiet()));
    let pieces: Vec<_> = summary::pieces(rendering).into_iter().zip(inks).collect();
    paragraph::pieces(&pieces, style)
}

/// The colour of the answer.
fn answer(report: &Report) -> Ink {
    match summary::worst(report) {
        Some(severity) => paint::severity(severity),
        None if report.ok => paint::good(),
        None => paint::severity(Severity::Error),
    }
}
