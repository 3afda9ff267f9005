//! The `line` format: `path:line:column: rule: message`, as compilers write it, for editors and grep.

use super::Style;
use super::remark::{Remark, remarks};
use super::safe_text::{one_line, visible};
use super::summary::verdict_word;
use model::Rendering;

/// A line for each finding, each changed part that was not read and each change of policy. A run that fails without any
/// of them says why, so that nothing passes for clean that is not.
pub(super) fn render(rendering: &Rendering<'_>, _: &Style) -> Vec<u8> {
    let report = rendering.report;
    let text: String = remarks(report).iter().map(line).collect();
    match text.is_empty() && !report.ok {
        true => format!("makegood: {}: {}\n", verdict_word(report.verdict), one_line(&report.reason)).into_bytes(),
        false => text.into_bytes(),
    }
}

/// A place in no particular line is in the first one: editors take nothing else.
fn line(remark: &Remark<'_>) -> String {
    let (line, column) = remark.span.map_or((1, 1), |span| (span.start.line, span.start.column));
    format!("{}:{line}:{column}: {}: {}\n", visible(remark.path), one_line(remark.rule), one_line(&remark.message))
}
