//! Suppressions in comments: with a reason, for a time, and reported when they suppress nothing.

use model::{Allowance, Complaint, Finding, FunctionFacts, FunctionRef, SourceText, Suppression, SuppressionKind};

/// The rule that every suppression gives a reason, and a date of which it can be told whether it is over.
const WITHOUT_REASON: &str = "suppression-without-reason";
/// The rule that a suppression ends on its day.
const EXPIRED: &str = "expired-suppression";
/// The rule that a suppression suppresses something.
const UNUSED: &str = "unused-suppression";
/// The rule that a suppression names rules that there are.
const UNKNOWN: &str = "unknown-rule";

/// The day on which a run is made, as `YYYY-MM-DD`: dates of this form compare as text.
pub type Today<'a> = &'a str;

/// A function that carries allowances, and the finding on it, if there is one.
pub struct Allowed<'a> {
    /// The function's facts.
    pub facts: &'a FunctionFacts,
    /// Its text.
    pub source: &'a SourceText,
    /// What was found on it.
    pub finding: Option<&'a mut Finding>,
    /// Whether there is a rule of this name.
    pub is_rule: &'a dyn Fn(&str) -> bool,
}

/// Applies the function's allowances to its finding, and tells what is wrong with them: rules that do not exist, no reason,
/// over, without effect.
pub fn suppress(allowed: Allowed, today: Today) -> Vec<Complaint> {
    let Allowed { facts, source, mut finding, is_rule } = allowed;
    let mut complaints = Vec::new();
    for allowance in &facts.allowances {
        let unknown: Vec<&String> = allowance.rules.iter().filter(|rule| !is_rule(rule)).collect();
        for rule in &unknown {
            let message = format!("there is no rule `{rule}` to suppress; `makegood rules` lists those that there are");
            complaints.push(complaint(UNKNOWN, message, allowance, facts, source));
        }
        if !unknown.is_empty() && unknown.len() == allowance.rules.len() {
            continue;
        }
        let meant = finding.as_deref().is_some_and(|finding| allowance.rules.contains(&finding.rule));
        if let Some((rule, message)) = wrong_with(allowance, meant, today) {
            complaints.push(complaint(rule, message, allowance, facts, source));
        } else if let Some(finding) = finding.as_deref_mut() {
            finding.suppressed = Some(suppression(allowance));
        }
    }
    complaints
}

fn wrong_with(allowance: &Allowance, meant: bool, today: Today) -> Option<(&'static str, String)> {
    let rules = allowance.rules.join(", ");
    if allowance.reason.is_none() {
        let message = format!("the suppression of {rules} gives no reason");
        return Some((WITHOUT_REASON, message));
    }
    if let Some(until) = &allowance.until {
        if !is_date(until) {
            let message =
                format!("the suppression of {rules} ends on `{until}`, which is no date of the form 2027-01-31");
            return Some((WITHOUT_REASON, message));
        }
        if until.as_str() < today {
            let message = format!("the suppression of {rules} was over on {until}");
            return Some((EXPIRED, message));
        }
    }
    let message = format!("the suppression of {rules} suppresses nothing");
    (!meant).then_some((UNUSED, message))
}

fn is_date(text: &str) -> bool {
    let digits = |range: std::ops::Range<usize>| {
        text.get(range).is_some_and(|part| part.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let month =
        text.get(5..7).and_then(|month| month.parse::<u8>().ok()).is_some_and(|month| (1..=12).contains(&month));
    let day = text.get(8..10).and_then(|day| day.parse::<u8>().ok()).is_some_and(|day| (1..=31).contains(&day));
    text.len() == 10 && digits(0..4) && month && day && text.get(4..5) == Some("-") && text.get(7..8) == Some("-")
}

fn suppression(allowance: &Allowance) -> Suppression {
    Suppression {
        kind: SuppressionKind::Comment,
        reason: allowance.reason.clone().unwrap_or_default(),
        until: allowance.until.clone(),
        task: allowance.task.clone(),
        new: allowance.new,
    }
}

fn complaint(
    rule: &'static str,
    message: String,
    allowance: &Allowance,
    facts: &FunctionFacts,
    source: &SourceText,
) -> Complaint {
    Complaint {
        rule,
        message,
        path: source.path.clone(),
        span: source.region(allowance.span),
        function: Some(FunctionRef {
            name: facts.head.qualified.clone(),
            line: source.line(facts.head.span.start),
            end_line: source.line(facts.head.span.end.saturating_sub(1)),
        }),
        change: None,
        related: Vec::new(),
        about: source.slice(allowance.span).to_owned(),
    }
}
