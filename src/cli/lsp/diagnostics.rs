//! Findings as diagnostics of the Language Server Protocol.

use lsp_types::{
    Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, Location, NumberOrString, Position, Range,
};

use super::positions::{line, range, uri_of};
use super::workspace::{Judgement, Workspace};
use model::{Finding, Gap, Related, Severity, SourceText};

/// What all diagnostics say they come from.
pub const SOURCE: &str = "makegood";

/// The diagnostics for what is wrong in the document `source`.
pub fn diagnostics(judgement: &Judgement, source: &SourceText, workspace: &Workspace) -> Vec<Diagnostic> {
    let findings = judgement.findings.iter().map(|finding| of_finding(finding, source, workspace));
    let gaps = judgement.gaps.iter().map(|gap| of_gap(gap, source));
    findings.chain(gaps).collect()
}

fn of_finding(finding: &Finding, source: &SourceText, workspace: &Workspace) -> Diagnostic {
    let related = finding.related.iter().filter_map(|related| of_related(related, source, workspace)).collect();
    Diagnostic {
        range: range(&finding.span, source),
        severity: Some(severity(finding.severity)),
        code: Some(NumberOrString::String(finding.rule.clone())),
        source: Some(SOURCE.to_owned()),
        message: finding.message.clone(),
        related_information: Some(related),
        ..Diagnostic::default()
    }
}

fn severity(severity: Severity) -> DiagnosticSeverity {
    match severity {
        Severity::Error => DiagnosticSeverity::ERROR,
        Severity::Warning => DiagnosticSeverity::WARNING,
        Severity::Note => DiagnosticSeverity::INFORMATION,
    }
}

fn of_related(related: &Related, source: &SourceText, workspace: &Workspace) -> Option<DiagnosticRelatedInformation> {
    let uri = uri_of(&workspace.file(&related.path))?;
    let range = if related.path == source.path { line(related.line, source) } else { line_elsewhere(related.line) };
    Some(DiagnosticRelatedInformation { location: Location { uri, range }, message: related.message.clone() })
}

/// The beginning of a line of another file, whose text is not at hand.
fn line_elsewhere(line: usize) -> Range {
    let begin = Position::new(u32::try_from(line.saturating_sub(1)).unwrap_or(u32::MAX), 0);
    Range::new(begin, begin)
}

fn of_gap(gap: &Gap, source: &SourceText) -> Diagnostic {
    Diagnostic {
        range: gap.span.as_ref().map_or_else(Range::default, |span| range(span, source)),
        severity: Some(DiagnosticSeverity::INFORMATION),
        source: Some(SOURCE.to_owned()),
        message: format!("not read, and so not judged: {}", gap.reason),
        ..Diagnostic::default()
    }
}
