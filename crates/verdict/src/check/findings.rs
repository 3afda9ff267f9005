//! From entries to findings: rules, policy, suppressions.

use std::collections::HashMap;

use super::Engine;
use super::Surroundings;
use super::entry::Entry;
use model::{Finding, SourceText};
use rules::{Allowed, Weighed, defer, deferred, suppress, weigh};

/// The findings on `entries`, all of which stand in `source`. `today` is the day of the run, as `YYYY-MM-DD`.
pub(super) fn settle(
    entries: &[&Entry],
    source: &SourceText,
    engine: &Engine,
    around: &dyn Surroundings,
    today: &str,
) -> Vec<Finding> {
    let targets = |name: &str| around.target(name);
    let mut findings = Vec::new();
    for entry in entries {
        let mut finding = finding(entry, source, engine);
        match &mut finding {
            Some(finding) => defer(finding, &entry.facts, source, &targets),
            None if entry.is_judged() && !entry.in_tests => {
                let complaints = deferred(&entry.facts, source, entry.change, &targets);
                findings.extend(complaints.into_iter().filter_map(|complaint| engine.weigh(complaint)));
            }
            None => {}
        }
        if entry.is_judged() || finding.is_some() {
            let is_rule = |id: &str| engine.has_rule(id);
            let allowed = Allowed { facts: &entry.facts, source, finding: finding.as_mut(), is_rule: &is_rule };
            findings.extend(suppress(allowed, today).into_iter().filter_map(|complaint| engine.weigh(complaint)));
        }
        findings.extend(finding);
    }
    findings
}

fn finding(entry: &Entry, source: &SourceText, engine: &Engine) -> Option<Finding> {
    let subject = entry.subject();
    let again = entry.outdated.then(|| engine.find(&subject));
    let found = again.as_ref().unwrap_or(&entry.found).as_ref()?;
    let rule = engine.catalogue.get(&found.rule)?;
    let weighed = Weighed { found, help: &rule.help };
    let own_line = |related: &model::Related| related.path != source.path || related.line != entry.line;
    let related = entry.related().into_iter().filter(own_line).collect();
    let reported = entry.is_judged() || !entry.newly_filled.is_empty();
    weigh(weighed, &subject, source, related, &engine.policy).filter(|_| reported)
}

/// `entries` by the file that they stand in.
pub(super) fn by_path<'e>(entries: impl Iterator<Item = &'e Entry>) -> Vec<(&'e str, Vec<&'e Entry>)> {
    let mut order: Vec<&str> = Vec::new();
    let mut groups: HashMap<&str, Vec<&Entry>> = HashMap::new();
    for entry in entries {
        groups.entry(&entry.path).or_insert_with(|| {
            order.push(&entry.path);
            Vec::new()
        });
        groups.entry(&entry.path).and_modify(|group| group.push(entry));
    }
    order.sort_unstable();
    order.into_iter().map(|path| (path, groups.remove(path).unwrap_or_default())).collect()
}
