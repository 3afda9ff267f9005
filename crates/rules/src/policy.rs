//! Policy: from what a rule found to a finding with its weight, its places and its name.

use std::collections::BTreeMap;

use super::fingerprint::{function_fingerprint, text_fingerprint};
use model::{
    Admission, ChangeStatus, Complaint, Finding, FunctionFacts, FunctionRef, Match, Related, Severity, SourceText,
    Subject,
};

/// What the project says about weights.
#[derive(Debug, Clone, Default)]
pub struct Policy {
    /// The severity of rules by id; `None` turns a rule off.
    pub severities: BTreeMap<String, Option<Severity>>,
}

impl Policy {
    /// What a finding of `rule` weighs, which weighs `usual` by the rule itself; `None` where the rule is turned off.
    pub fn severity(&self, rule: &str, usual: Severity) -> Option<Severity> {
        self.severities.get(rule).copied().unwrap_or(Some(usual))
    }
}

/// A finding, and the help texts that go with its rule.
#[derive(Debug, Clone, Copy)]
pub struct Weighed<'a> {
    /// What the rule found.
    pub found: &'a Match,
    /// What to do, from the rule.
    pub help: &'a str,
}

/// The finding for what a rule found in `subject`, which stands in `source`; `None` where policy turns the rule off.
/// `related` are the slots, wrappers and twins that belong to it.
pub fn weigh(
    weighed: Weighed,
    subject: &Subject,
    source: &SourceText,
    related: Vec<Related>,
    policy: &Policy,
) -> Option<Finding> {
    let Weighed { found, help } = weighed;
    let severity = policy.severity(&found.rule, found.severity)?;
    let facts = subject.facts;
    let mut related = related;
    related.extend(deferrals(facts, source));
    related.sort();
    related.dedup();
    Some(Finding {
        rule: found.rule.clone(),
        severity,
        message: found.message.clone(),
        help: help.to_owned(),
        path: source.path.clone(),
        span: source.region(found.span),
        function: Some(function_ref(facts, source)),
        change: subject.change.filter(|_| subject.change != Some(ChangeStatus::Unchanged)),
        related,
        fingerprint: function_fingerprint(&found.rule, &facts.head),
        suppressed: None,
    })
}

/// The finding for what a stage found of its own accord, whose rule usually weighs `usual` and advises `help`; `None` where
/// policy turns the rule off.
pub fn weigh_complaint(complaint: Complaint, usual: Severity, help: &str, policy: &Policy) -> Option<Finding> {
    let Complaint { rule, message, path, span, function, change, related, about } = complaint;
    Some(Finding {
        rule: rule.to_owned(),
        severity: policy.severity(rule, usual)?,
        message,
        help: help.to_owned(),
        fingerprint: text_fingerprint(rule, &path, &about),
        path,
        span,
        function,
        change,
        related,
        suppressed: None,
    })
}

pub(super) fn function_ref(facts: &FunctionFacts, source: &SourceText) -> FunctionRef {
    FunctionRef {
        name: facts.head.qualified.clone(),
        line: source.line(facts.head.span.start),
        end_line: source.line(facts.head.span.end.saturating_sub(1)),
    }
}

/// Where the function's own admissions say that the work will be done.
fn deferrals(facts: &FunctionFacts, source: &SourceText) -> Vec<Related> {
    let of = |admission: &Admission| {
        let deferral = admission.deferral.as_ref()?;
        Some(Related {
            path: source.path.clone(),
            line: source.line(deferral.span.start),
            message: format!("defers the work to {}", deferral.target),
        })
    };
    facts.admissions.iter().filter_map(of).collect()
}
