//! Reports built by hand.

use std::collections::BTreeMap;

use model::*;

/// A report with the texts and rules that belong to it.
pub struct Case {
    pub report: Report,
    pub sources: BTreeMap<String, SourceText>,
    pub rules: Vec<RuleInfo>,
}

impl Case {
    /// A clean `check` that looked at nothing yet.
    pub fn new() -> Self {
        let tool = Tool { name: "makegood".into(), version: "0.1.0".into() };
        let report = Report {
            schema: SCHEMA.into(),
            tool,
            command: "check".into(),
            verdict: Verdict::Clean,
            ok: true,
            reason: "no finding in the functions that were looked at".into(),
            next: Next::Accept,
            escalate: false,
            blocked_by: vec![],
            findings: vec![],
            promises: vec![],
            tasks: Vec::new(),
            proofs: Vec::new(),
            not_taken: Vec::new(),
            takes_for_granted: Vec::new(),
            evidence: EvidenceReport::default(),
            gaps: vec![],
            moved_bars: vec![],
            totals: Totals::default(),
            base: None,
        };
        Self { report, sources: BTreeMap::new(), rules: vec![] }
    }

    pub fn source(mut self, path: &str, text: &str) -> Self {
        self.sources.insert(path.into(), SourceText::new(path, text.as_bytes().to_vec()));
        self
    }

    pub fn rule(mut self, id: &str, title: &str, severity: Severity, why: &str, help: &str) -> Self {
        let [id, title, why, help] = [id, title, why, help].map(str::to_owned);
        self.rules.push(RuleInfo { id, title, severity, why, help });
        self
    }

    pub fn finding(mut self, finding: Finding) -> Self {
        if finding.suppressed.is_none() && finding.severity == Severity::Error {
            self = self.verdict(Verdict::Findings, "not everything is implemented", Next::Rework);
        }
        self.report.findings.push(finding);
        self
    }

    pub fn verdict(mut self, verdict: Verdict, reason: &str, next: Next) -> Self {
        self.report.verdict = verdict;
        self.report.ok = next == Next::Accept;
        self.report.reason = reason.into();
        self.report.next = next;
        self
    }

    pub fn gap(mut self, path: &str, span: Option<Region>, reason: &str, changed: bool) -> Self {
        self.report.gaps.push(Gap { path: path.into(), span, reason: reason.into(), changed });
        self
    }

    pub fn moved(mut self, path: &str, line: Option<usize>, message: &str) -> Self {
        self.report.moved_bars.push(MovedBar { path: path.into(), line, message: message.into() });
        self
    }

    pub fn looked_at(mut self, functions: usize, files: usize) -> Self {
        self.report.totals.functions = functions;
        self.report.totals.files = files;
        self
    }

    pub fn skipped(mut self, reason: &str, files: usize) -> Self {
        self.report.totals.skipped.insert(reason.into(), files);
        self
    }

    /// The region of the first `words` in the text of `path`.
    pub fn region(&self, path: &str, words: &str) -> Region {
        let source = &self.sources[path];
        let start = source.as_str().find(words).unwrap_or_else(|| panic!("`{words}` is in {path}"));
        source.region(Span::new(start, start + words.len()))
    }

    /// The line of the first `words` in the text of `path`.
    pub fn line(&self, path: &str, words: &str) -> usize {
        self.region(path, words).start.line
    }

    pub fn rendering(&self) -> Rendering<'_> {
        Rendering { report: &self.report, sources: &self.sources, rules: &self.rules, fail_on: Severity::Error }
    }
}

/// A finding without a function, related places or a change.
pub fn finding(rule: &str, severity: Severity, path: &str, span: Region, message: &str) -> Finding {
    Finding {
        rule: rule.into(),
        severity,
        message: message.into(),
        help: "implement it, or say in the task that it is not part of it".into(),
        path: path.into(),
        span,
        function: None,
        change: None,
        related: vec![],
        fingerprint: fingerprint(&[rule, path, message]),
        suppressed: None,
    }
}

fn fingerprint(parts: &[&str]) -> String {
    let sum = parts.concat().bytes().fold(0_u64, |sum, byte| sum.wrapping_mul(31).wrapping_add(byte.into()));
    format!("{sum:016x}")
}

/// What can be said of a finding besides its words.
pub trait FindingExt {
    fn help(self, help: &str) -> Self;
    fn function(self, name: &str, line: usize, end_line: usize) -> Self;
    fn change(self, change: ChangeStatus) -> Self;
    fn related(self, path: &str, line: usize, message: &str) -> Self;
    fn suppressed(self, kind: SuppressionKind, reason: &str, until: Option<&str>, task: Option<&str>) -> Self;
}

impl FindingExt for Finding {
    fn help(mut self, help: &str) -> Self {
        self.help = help.into();
        self
    }

    fn function(mut self, name: &str, line: usize, end_line: usize) -> Self {
        self.function = Some(FunctionRef { name: name.into(), line, end_line });
        self
    }

    fn change(mut self, change: ChangeStatus) -> Self {
        self.change = Some(change);
        self
    }

    fn related(mut self, path: &str, line: usize, message: &str) -> Self {
        self.related.push(Related { path: path.into(), line, message: message.into() });
        self
    }

    fn suppressed(mut self, kind: SuppressionKind, reason: &str, until: Option<&str>, task: Option<&str>) -> Self {
        let [until, task] = [until, task].map(|part| part.map(str::to_owned));
        self.suppressed = Some(Suppression { kind, reason: reason.into(), until, task, new: false });
        self
    }
}

/// A region from line and column to line and column.
pub fn region(start: (usize, usize), end: (usize, usize)) -> Region {
    Region { start: Position::at(start.0, start.1), end: Position::at(end.0, end.1) }
}
