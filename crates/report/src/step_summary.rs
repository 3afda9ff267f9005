//! The summary of a GitHub job, in Markdown.

use super::remark::{Remark, remarks};
use super::safe_text::{one_line, visible};
use super::summary::{self, severity_word, verdict_word};
use model::{Related, Rendering};

/// Rows that are shown at most: GitHub takes no summary over 1 MiB.
const MOST: usize = 100;

/// The verdict, what was looked at and a table of what is to be said, for the file `$GITHUB_STEP_SUMMARY`.
///
/// All text of others is escaped: it shows as it is and becomes neither markup nor a link.
pub fn step_summary(rendering: &Rendering<'_>) -> String {
    let report = rendering.report;
    let pieces: Vec<_> = summary::pieces(rendering).iter().map(|piece| escape(piece)).collect();
    let heading = format!("### makegood {}: {}", escape(&report.command), verdict_word(report.verdict));
    format!("{heading}\n\n{}\n{}", pieces.join(" · "), table(&remarks(report)))
}

fn table(remarks: &[Remark<'_>]) -> String {
    if remarks.is_empty() {
        return String::new();
    }
    let mut sorted: Vec<_> = remarks.iter().collect();
    sorted.sort_by_key(|remark| std::cmp::Reverse(remark.severity));
    let rows: String = sorted.iter().take(MOST).map(|remark| row(remark)).collect();
    let more = match remarks.len().saturating_sub(MOST) {
        0 => String::new(),
        more => format!("\nand {more} more\n"),
    };
    format!("\n| Severity | Rule | Place | What is wrong |\n| --- | --- | --- | --- |\n{rows}{more}")
}

fn row(remark: &Remark<'_>) -> String {
    let help = Some(escape(remark.help)).filter(|help| !help.is_empty());
    let cell: Vec<_> =
        [escape(&remark.message)].into_iter().chain(remark.related.iter().map(also)).chain(help).collect();
    let (severity, rule) = (severity_word(remark.severity), code(remark.rule));
    let place = place(remark.path, remark.span.map(|span| span.start.line));
    format!("| {severity} | {rule} | {place} | {} |\n", cell.join("<br>"))
}

fn also(related: &Related) -> String {
    format!("{}: {}", place(&related.path, Some(related.line)), escape(&related.message))
}

fn place(path: &str, line: Option<usize>) -> String {
    let line = line.map(|line| format!(":{line}")).unwrap_or_default();
    code(&(visible(path) + &line))
}

/// `text` as code, where GitHub makes no mentions, references and emoji of it (a place on line 100 has one).
fn code(text: &str) -> String {
    format!("<code>{}</code>", escape(text))
}

/// `text` on one line, with nothing in it that Markdown or HTML would act on.
fn escape(text: &str) -> String {
    let mut escaped = String::new();
    for c in one_line(text).chars() {
        match c {
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            _ if "\\`*_[]#!|~$".contains(c) => escaped.extend(['\\', c]),
            _ => escaped.push(c),
        }
    }
    // An address would become a link.
    escaped.replace("://", "&#58;//")
}
