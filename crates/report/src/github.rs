//! The `github` format: workflow commands that become annotations on the changed files.
//!
//! <https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands>

use super::remark::{Remark, remarks};
use super::safe_text::{one_line, visible};
use super::{Style, summary};
use model::{Region, Rendering, Severity};

/// Annotations of one kind that GitHub shows for a step; more are dropped without a word.
const MOST: usize = 10;

/// The worst remarks, then a notice that sums up and says how many were left out.
pub(super) fn render(rendering: &Rendering<'_>, _: &Style) -> Vec<u8> {
    let mut remarks = remarks(rendering.report);
    remarks.sort_by_key(|remark| std::cmp::Reverse(remark.severity));
    let left_out = remarks.len().saturating_sub(MOST);
    let commands: String = remarks.iter().take(MOST).map(command).collect();
    (commands + &notice(rendering, left_out)).into_bytes()
}

fn command(remark: &Remark<'_>) -> String {
    let name = match remark.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let file = format!("file={}", property(&visible(remark.path)));
    let title = format!("title={}", property(&format!("makegood {}", one_line(remark.rule))));
    let properties: Vec<_> = [file].into_iter().chain(remark.span.iter().flat_map(place)).chain([title]).collect();
    format!("::{name} {}::{}\n", properties.join(","), data(&remark.lines()))
}

/// Lines, and columns where the place is a part of one line: GitHub takes no others.
fn place(span: &Region) -> Vec<String> {
    let (start, end) = (span.start, span.end);
    let mut place = vec![format!("line={}", start.line), format!("endLine={}", end.line.max(start.line))];
    if start.line == end.line && start.column < end.column {
        place.push(format!("col={}", start.column));
        place.push(format!("endColumn={}", end.column));
    }
    place
}

fn notice(rendering: &Rendering<'_>, left_out: usize) -> String {
    let mut pieces = summary::pieces(rendering);
    if left_out > 0 {
        pieces.push(format!("{left_out} more left out here: GitHub shows {MOST} of each kind for a step"));
    }
    format!("::notice title=makegood::{}\n", data(&pieces.join(" · ")))
}

/// `text` as the text of a command.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// `text` as the value of a property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
