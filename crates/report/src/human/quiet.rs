//! The quiet form: one line for each finding, and nothing where all is well.

use super::{finding, notes, paint};
use crate::Style;
use crate::safe_text::one_line;
use crate::summary::{counted, severity_word, verdict_word};
use model::{Finding, Report};

/// `path:line:column: severity[rule]: message` for each finding and for each gap that the change touches; a run that
/// fails without either says why.
pub fn render(report: &Report, style: &Style) -> String {
    let findings = counted(report).map(|finding| line(finding, style));
    let gaps = report.gaps.iter().filter(|gap| gap.changed);
    let gaps = gaps.map(|gap| format!("{}: not read: {}\n", notes::gap_place(gap), one_line(&gap.reason)));
    let text: String = findings.chain(gaps).collect();
    if text.is_empty() && !report.ok {
        return format!("{}: {}\n", verdict_word(report.verdict), one_line(&report.reason));
    }
    text
}

/// `path:line:column: severity[rule]: message`.
pub fn line(finding: &Finding, style: &Style) -> String {
    let kind = format!("{}[{}]", severity_word(finding.severity), one_line(&finding.rule));
    let kind = paint::with(&kind, paint::severity(finding.severity), style);
    format!("{}: {kind}: {}\n", finding::place(finding), one_line(&finding.message))
}
