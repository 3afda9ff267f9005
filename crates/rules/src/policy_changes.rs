//! Bars that the change under judgement moved itself: configuration, baseline, suppressions.

use super::Baseline;
use model::{Allowance, FunctionFacts, MovedBar, SourceText};

/// What the change did to a file that decides about findings: `base` and `head` are its texts, `None` where it is not.
pub fn moved_files(path: &str, base: Option<&str>, head: Option<&str>) -> Vec<MovedBar> {
    let bar = |message: String| MovedBar { path: path.to_owned(), line: None, message };
    match (base, head) {
        (None, None) => Vec::new(),
        (None, Some(_)) => vec![bar("added by the change under judgement".to_owned())],
        (Some(_), None) => vec![bar("deleted by the change under judgement".to_owned())],
        (Some(base), Some(head)) if base == head => Vec::new(),
        (Some(base), Some(head)) => match (Baseline::parse(base), Baseline::parse(head)) {
            (Ok(before), Ok(after)) => {
                let added = after.added_since(&before);
                added.into_iter().map(|entry| bar(format!("newly known to the baseline: {entry}"))).collect()
            }
            _ => vec![bar("modified by the change under judgement".to_owned())],
        },
    }
}

/// Marks the allowances of a function at head that none of `before` was.
pub fn mark_new_suppressions(facts: &mut FunctionFacts, before: &[Allowance]) {
    for allowance in &mut facts.allowances {
        allowance.new = !before.iter().any(|then| {
            (&then.rules, &then.reason, &then.until) == (&allowance.rules, &allowance.reason, &allowance.until)
        });
    }
}

/// The allowances of a function that are new.
pub fn moved_suppressions(facts: &FunctionFacts, source: &SourceText) -> Vec<MovedBar> {
    let new = facts.allowances.iter().filter(|allowance| allowance.new);
    new.map(|allowance| MovedBar {
        path: source.path.clone(),
        line: Some(source.line(allowance.span.start)),
        message: format!("{} newly suppressed on {}", allowance.rules.join(", "), facts.head.qualified),
    })
    .collect()
}
