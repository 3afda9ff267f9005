//! The answer of `check`, from its findings.

use model::{
    BaseReport, ChangedFunction, EvidenceReport, Finding, Gap, MovedBar, Next, Report, SCHEMA, Severity, Tool, Totals,
    Verdict,
};

/// What a check came to.
#[derive(Debug, Clone, Default)]
pub struct Answer {
    /// All findings, the suppressed ones included.
    pub findings: Vec<Finding>,
    /// What could not be read.
    pub gaps: Vec<Gap>,
    /// What the change moved of its own bar.
    pub moved_bars: Vec<MovedBar>,
    /// What was looked at.
    pub totals: Totals,
    /// The functions that the change added or modified, tests aside.
    pub changed: Vec<ChangedFunction>,
    /// What the change is compared with.
    pub base: Option<BaseReport>,
}

impl Answer {
    /// The report of `command`, with everything in its order. What to do next and the rest is the caller's.
    pub(super) fn into_report(self, command: &str, verdict: Verdict, reason: String) -> Report {
        let Self { mut findings, mut gaps, mut moved_bars, totals, base, .. } = self;
        findings.sort_by(|one, other| (&one.path, one.span, &one.rule).cmp(&(&other.path, other.span, &other.rule)));
        findings.dedup();
        gaps.sort();
        gaps.dedup();
        moved_bars.sort();
        Report {
            schema: SCHEMA.to_owned(),
            tool: Tool { name: "makegood".to_owned(), version: env!("CARGO_PKG_VERSION").to_owned() },
            command: command.to_owned(),
            verdict,
            ok: matches!(
                verdict,
                Verdict::Clean | Verdict::NothingChecked | Verdict::Delivered | Verdict::Ready | Verdict::Proven
            ),
            reason,
            next: next(verdict),
            escalate: false,
            blocked_by: Vec::new(),
            promises: Vec::new(),
            evidence: EvidenceReport::default(),
            tasks: Vec::new(),
            proofs: Vec::new(),
            not_taken: Vec::new(),
            takes_for_granted: Vec::new(),
            findings,
            gaps,
            moved_bars,
            totals,
            base,
        }
    }
}

/// The report of `check`: findings at or above `fail_on` make it fail, and so does text under judgement that could not be read.
/// `nothing` says what there was instead where no file could be looked at.
pub fn answer(mut answer: Answer, fail_on: Severity, nothing: &dyn Fn() -> String) -> Report {
    answer.gaps.sort();
    answer.gaps.dedup();
    answer.findings.sort_by(|one, other| (&one.path, one.span, &one.rule).cmp(&(&other.path, other.span, &other.rule)));
    answer.findings.dedup();
    let counted: Vec<&Finding> = answer.findings.iter().filter(|finding| finding.suppressed.is_none()).collect();
    let failing = counted.iter().filter(|finding| finding.severity >= fail_on).count();
    let unread = answer.gaps.iter().filter(|gap| gap.changed).count();
    let verdict = match (failing, unread) {
        (0, 0) if answer.totals.files == 0 => Verdict::NothingChecked,
        (0, 0) => Verdict::Clean,
        (0, _) if answer.base.is_none() && answer.totals.files == 0 => Verdict::Unverifiable,
        _ => Verdict::Findings,
    };
    let reason = match verdict {
        Verdict::NothingChecked => nothing(),
        _ => reason(&counted, failing, unread, &answer.totals),
    };
    answer.into_report("check", verdict, reason)
}

fn next(verdict: Verdict) -> Next {
    if matches!(verdict, Verdict::Clean | Verdict::NothingChecked | Verdict::Proven) {
        Next::Accept
    } else {
        Next::Rework
    }
}

fn reason(counted: &[&Finding], failing: usize, unread: usize, totals: &Totals) -> String {
    let worst = counted.iter().max_by_key(|finding| finding.severity);
    match (worst, unread) {
        (Some(worst), _) if failing > 0 => {
            let more = if failing > 1 { format!(" and {} more", failing - 1) } else { String::new() };
            format!("{}{more}", worst.message)
        }
        (_, unread) if unread > 0 => {
            format!("{unread} {} could not be read", plural(unread, "part", "parts"))
        }
        (Some(_), _) => format!("{} below the threshold", count(counted.len(), "finding", "findings")),
        (None, _) => {
            let functions = count(totals.functions, "function", "functions");
            format!("no stub in {functions} of {}", count(totals.files, "file", "files"))
        }
    }
}

fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", plural(number, one, many))
}

fn plural<'a>(number: usize, one: &'a str, many: &'a str) -> &'a str {
    if number == 1 { one } else { many }
}
