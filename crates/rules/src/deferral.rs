//! Work that the code leaves to a task: whether the task is there, and whether it is still to be done.

use model::{ChangeStatus, Complaint, Deferral, Finding, FunctionFacts, Related, Severity, SourceText, Target, one_of};

use super::policy::function_ref;

/// Tells which task a deferral names.
pub type Targets<'a> = dyn Fn(&str) -> Target + 'a;

/// Weighs a finding anew by where the function's own admissions say that the work will be done: a stub that is left to an
/// open task is a gap that someone knows of, any other stays what it is.
pub fn defer(finding: &mut Finding, facts: &FunctionFacts, source: &SourceText, targets: &Targets) {
    let told: Vec<(&Deferral, Target)> =
        deferrals(facts).map(|deferral| (deferral, targets(&deferral.target))).collect();
    let open = told.iter().any(|(_, target)| *target == Target::Open);
    let nowhere = told.iter().any(|(_, target)| matches!(target, Target::Missing { .. } | Target::Over));
    if open && !nowhere {
        finding.severity = finding.severity.min(Severity::Warning);
    }
    for (deferral, target) in told {
        let line = source.line(deferral.span.start);
        let own = |related: &&mut Related| related.line == line && related.message.starts_with("defers the work to");
        if let Some(related) = finding.related.iter_mut().find(own) {
            related.message.push_str(state(&target));
        }
        finding.help.push_str(&meant(deferral, &target));
    }
}

/// What is to be said of a function that is no stub, and still leaves work to a task that is not there or is over.
pub fn deferred(
    facts: &FunctionFacts,
    source: &SourceText,
    change: Option<ChangeStatus>,
    targets: &Targets,
) -> Vec<Complaint> {
    deferrals(facts)
        .filter_map(|deferral| {
            let target = targets(&deferral.target);
            let rule = match target {
                Target::Missing { .. } => "dangling-deferral",
                Target::Over => "overdue-deferral",
                Target::Open | Target::Elsewhere => return None,
            };
            let message = format!("`{}` leaves work to {}{}", facts.head.name, deferral.target, state(&target));
            let message = match &target {
                Target::Missing { nearest } if !nearest.is_empty() => {
                    format!("{message}; was {} meant?", one_of(nearest))
                }
                _ => message,
            };
            Some(Complaint {
                rule,
                message,
                path: source.path.clone(),
                span: source.region(deferral.span),
                function: Some(function_ref(facts, source)),
                change: change.filter(|change| *change != ChangeStatus::Unchanged),
                related: Vec::new(),
                about: format!("{} {}", facts.head.qualified, deferral.target),
            })
        })
        .collect()
}

fn deferrals(facts: &FunctionFacts) -> impl Iterator<Item = &Deferral> {
    facts.admissions.iter().filter_map(|admission| admission.deferral.as_ref())
}

/// To follow the task's name.
fn state(target: &Target) -> &'static str {
    match target {
        Target::Open => ", which is still to be done",
        Target::Over => ", which is said to be done",
        Target::Missing { .. } => ", which does not exist",
        Target::Elsewhere => "",
    }
}

/// To follow the help: which task could have been meant.
fn meant(deferral: &Deferral, target: &Target) -> String {
    match target {
        Target::Missing { nearest } if !nearest.is_empty() => {
            format!(" There is no task {}; was {} meant?", deferral.target, one_of(nearest))
        }
        _ => String::new(),
    }
}
