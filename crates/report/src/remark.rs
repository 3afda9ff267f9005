//! Everything that a run has to say at some place, in one form, for the formats that know only one kind of entry.

use std::borrow::Cow;

use sha2::{Digest, Sha256};

use super::safe_text::{one_line, visible};
use super::summary::counted;
use model::{Finding, Gap, MovedBar, Position, Region, Related, Report, Severity};

/// The id under which text that was not read is reported.
pub const GAP: &str = "gap";
/// The id under which a moved bar is reported.
pub const MOVED_BAR: &str = "moved-bar";

/// One thing to say at one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark<'a> {
    pub severity: Severity,
    /// The rule's id, [`GAP`] or [`MOVED_BAR`].
    pub rule: &'a str,
    pub path: &'a str,
    /// Where in the file; `None` for the whole of it.
    pub span: Option<Region>,
    pub message: Cow<'a, str>,
    /// What to do; empty where there is nothing to say.
    pub help: &'a str,
    pub related: &'a [Related],
    pub fingerprint: Cow<'a, str>,
}

impl Remark<'_> {
    /// What is wrong, where else it shows and what to do, each on its line, for formats with no other place for them.
    pub fn lines(&self) -> String {
        let also = self.related.iter();
        let also = also.map(|r| format!("also: {}:{}: {}", visible(&r.path), r.line, one_line(&r.message)));
        let help = Some(one_line(self.help)).filter(|help| !help.is_empty()).map(|help| format!("help: {help}"));
        [one_line(&self.message)].into_iter().chain(also).chain(help).collect::<Vec<_>>().join("\n")
    }
}

/// The findings that count, the gaps that the change touches and the bars that it moves, in the report's order.
///
/// Gaps outside of the change say nothing about it. Those inside are warnings: what was not read is not clean.
pub fn remarks(report: &Report) -> Vec<Remark<'_>> {
    counted(report).map(of_finding).chain(place_remarks(report)).collect()
}

/// The same without the findings.
pub fn place_remarks(report: &Report) -> Vec<Remark<'_>> {
    let gaps = report.gaps.iter().filter(|gap| gap.changed).map(of_gap);
    gaps.chain(report.moved_bars.iter().map(of_moved_bar)).collect()
}

fn of_finding(finding: &Finding) -> Remark<'_> {
    Remark {
        severity: finding.severity,
        rule: &finding.rule,
        path: &finding.path,
        span: Some(finding.span),
        message: (&finding.message).into(),
        help: &finding.help,
        related: &finding.related,
        fingerprint: (&finding.fingerprint).into(),
    }
}

fn of_gap(gap: &Gap) -> Remark<'_> {
    let message = format!("changed text was not read: {}", gap.reason);
    without_rule(Severity::Warning, GAP, &gap.path, gap.span, message)
}

fn of_moved_bar(bar: &MovedBar) -> Remark<'_> {
    let start = bar.line.map(|line| Position::at(line, 1));
    let span = start.map(|start| Region { start, end: start });
    without_rule(Severity::Note, MOVED_BAR, &bar.path, span, format!("policy changed by this change: {}", bar.message))
}

fn without_rule<'a>(
    severity: Severity,
    rule: &'a str,
    path: &'a str,
    span: Option<Region>,
    message: String,
) -> Remark<'a> {
    let fingerprint = fingerprint(&[rule, path, &message]).into();
    Remark { severity, rule, path, span, message: message.into(), help: "", related: &[], fingerprint }
}

/// A name for what has none of its own, which stays the same when lines move.
fn fingerprint(parts: &[&str]) -> String {
    let digest = Sha256::digest(parts.join("\0"));
    digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}
