//! What there is to know besides the findings: text that was not read, bars that were moved, what is suppressed.

use super::{finding, paint, paragraph};
use crate::safe_text::{one_line, visible};
use crate::{Style, Verbosity, summary};
use model::{Finding, Gap, MovedBar, Region, Report, Suppression, SuppressionKind};

/// The notes, each under its heading. Gaps that the change does not touch, suppressed findings and what was skipped are
/// listed only when much is to be said; the summary counts them in any case.
pub fn render(report: &Report, style: &Style) -> impl Iterator<Item = String> {
    let verbose = style.verbosity == Verbosity::Verbose;
    let gaps = |changed| report.gaps.iter().filter(move |gap| gap.changed == changed).map(gap).collect::<Vec<_>>();
    let when_verbose = |items: Vec<String>| if verbose { items } else { Vec::new() };
    let notes = [
        section("Not read in the checked code:", &gaps(true), style),
        section("Not read elsewhere:", &when_verbose(gaps(false)), style),
        section("Policy changed by this change:", &moved(report), style),
        section("Suppressed:", &when_verbose(summary::suppressed(report).map(suppressed).collect()), style),
        section("Skipped:", &when_verbose(skipped(report)), style),
    ];
    notes.into_iter().filter(|note| !note.is_empty())
}

/// `path:line:column to line n: reason`, the place as far as it is known.
fn gap(gap: &Gap) -> String {
    let to = |span: Region| format!(" to line {}", span.end.line);
    let to = gap.span.filter(|span| span.end.line > span.start.line).map(to).unwrap_or_default();
    format!("{}{to}: {}", gap_place(gap), one_line(&gap.reason))
}

/// `path:line:column` where the text that was not read begins; the path alone for a whole file.
pub fn gap_place(gap: &Gap) -> String {
    let start = gap.span.map(|span| format!(":{}:{}", span.start.line, span.start.column));
    visible(&gap.path) + &start.unwrap_or_default()
}

fn moved(report: &Report) -> Vec<String> {
    let line = |bar: &MovedBar| bar.line.map(|line| format!(":{line}")).unwrap_or_default();
    let item = |bar: &MovedBar| format!("{}{}: {}", visible(&bar.path), line(bar), one_line(&bar.message));
    report.moved_bars.iter().map(item).collect()
}

fn suppressed(finding: &Finding) -> String {
    let why = finding.suppressed.as_ref().map(why).unwrap_or_default();
    format!("{}: {}: {why}", finding::place(finding), one_line(&finding.rule))
}

/// `by a comment until 2027-01-31, task 12: the device cannot do it`.
fn why(suppression: &Suppression) -> String {
    let by = match suppression.kind {
        SuppressionKind::Comment => "by a comment",
        SuppressionKind::Baseline => "by the baseline",
    };
    let until = suppression.until.iter().map(|day| format!(" until {}", one_line(day)));
    let task = suppression.task.iter().map(|task| format!(", task {}", one_line(task)));
    let conditions: String = until.chain(task).collect();
    format!("{by}{conditions}: {}", one_line(&suppression.reason))
}

fn skipped(report: &Report) -> Vec<String> {
    let reasons = report.totals.skipped.iter().filter(|&(_, &files)| files > 0);
    reasons.map(|(reason, &files)| format!("{}: {}", one_line(reason), summary::number(files, "file"))).collect()
}

/// `items` below each other under `heading`; nothing where there are none.
pub fn section(heading: &str, items: &[String], style: &Style) -> String {
    if items.is_empty() {
        return String::new();
    }
    let items: String = items.iter().map(|item| paragraph::hanging("  ", 4, item, style)).collect();
    paint::with(heading, paint::heading(), style) + "\n" + &items
}
