//! What test runs said of functions that were switched off.

use super::notes::section;
use crate::safe_text::{one_line, visible};
use crate::{Style, Verbosity};
use model::{ProofReport, ProofStatus, Report};

/// How many killers of a function are named.
const NAMED: usize = 2;

/// The proven functions, and those of which nothing can be said; the others have a finding each. Proven ones are listed where
/// there are few, or where much is to be said.
pub fn render(report: &Report, style: &Style) -> impl Iterator<Item = String> {
    let of = |wanted: &dyn Fn(ProofStatus) -> bool| -> Vec<String> {
        report.proofs.iter().filter(|proof| wanted(proof.status)).map(line).collect()
    };
    let mut proven = of(&|status| status == ProofStatus::Proven);
    if proven.len() > 20 && style.verbosity != Verbosity::Verbose {
        let left = proven.split_off(20).len();
        proven.push(format!("{left} more (-v lists them)"));
    }
    let open = of(&|status| status != ProofStatus::Proven && !status.is_refuted());
    let sections = [section("Proven:", &proven, style), section("Not to be told:", &open, style)];
    sections.into_iter().filter(|section| !section.is_empty())
}

/// `sse_parse (src/sse.c:40): killed by sse::splits_lines, sse::joins_data and 3 more`.
fn line(proof: &ProofReport) -> String {
    let place = format!("{} ({}:{})", one_line(&proof.function), visible(&proof.path), proof.line);
    if proof.status != ProofStatus::Proven {
        return format!("{place}: {}, {}", proof.status.words(), one_line(&proof.detail));
    }
    let named: Vec<_> = proof.killed_by.iter().take(NAMED).map(|test| one_line(test)).collect();
    let more = proof.killed_by.len().saturating_sub(NAMED);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("{place}: killed by {}{more}", named.join(", "))
}
