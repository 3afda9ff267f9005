//! Functions whose job a change took away: they did something at base, and are hollow at head.

use std::collections::HashSet;

use super::Engine;
use super::entry::Entry;
use model::{ChangeStatus, FunctionFacts, FunctionHead, Outcome, SourceText};
use syntax::{Opened, language_of};

/// Marks those of `entries`, all of one file, that did their job in `before`, the file at base. `at_head` holds the hashes of all
/// bodies of the file at head: what only moved is no loss.
pub(super) fn mark(entries: &mut [Entry], before: Option<&SourceText>, engine: &Engine) {
    let suspects: HashSet<String> = entries.iter().filter(|entry| is_suspect(entry)).map(qualified).collect();
    let Some(before) = before.filter(|_| !suspects.is_empty()) else { return };
    let Some(language) = language_of(&before.path) else { return };
    let opened = language.open(before);
    let at_base = functions_at_base(&*opened, &suspects, engine);
    let at_head: HashSet<u64> = entries.iter().map(|entry| entry.facts.head.body_hash).collect();
    for entry in entries.iter_mut().filter(|entry| is_suspect(entry)) {
        let base = counterpart(&entry.facts.head, &at_base);
        entry.hollowed_out =
            base.is_some_and(|base| lost_its_job(base, &entry.facts) && !at_head.contains(&base.head.body_hash));
    }
    for entry in entries.iter_mut().filter(|entry| entry.hollowed_out) {
        entry.found = engine.find(&entry.subject());
    }
}

/// The function at base that `head` was: of several of its name (`From<A>` and `From<B>` of one type) the one with its parameters.
fn counterpart<'b>(head: &FunctionHead, at_base: &'b [FunctionFacts]) -> Option<&'b FunctionFacts> {
    let named: Vec<&FunctionFacts> = at_base.iter().filter(|base| base.head.qualified == head.qualified).collect();
    let same = named.iter().find(|base| base.head.params == head.params && base.head.return_type == head.return_type);
    match (same, named.as_slice()) {
        (Some(same), _) => Some(same),
        (None, [only]) => Some(only),
        (None, _) => None,
    }
}

fn functions_at_base(opened: &dyn Opened, names: &HashSet<String>, engine: &Engine) -> Vec<FunctionFacts> {
    engine.read(opened, &|head, _| names.contains(&head.qualified)).0
}

fn qualified(entry: &Entry) -> String {
    entry.facts.head.qualified.clone()
}

/// Whether a modified function does so little that it may have lost something.
fn is_suspect(entry: &Entry) -> bool {
    let modified = entry.change == Some(ChangeStatus::Modified) && !entry.in_tests && !entry.facts.head.is_test;
    modified && (entry.facts.hollow || !has_effects(&entry.facts))
}

fn has_effects(facts: &FunctionFacts) -> bool {
    facts.variants.iter().any(|variant| variant.flow.has_effects())
}

/// Whether a function that did something at base is hollow at head, or has lost all its effects and a part of its inputs.
fn lost_its_job(base: &FunctionFacts, head: &FunctionFacts) -> bool {
    let did = !base.hollow && !matches!(base.outcome, Outcome::NotImplemented | Outcome::Nothing | Outcome::Canned);
    let fewer_inputs = relevant(head) < relevant(base);
    did && (head.hollow || has_effects(base) && fewer_inputs && head.outcome == Outcome::Stored)
}

/// How many parameters matter.
fn relevant(facts: &FunctionFacts) -> usize {
    let count = |params: &[bool]| params.iter().filter(|relevant| **relevant).count();
    facts.variants.iter().map(|variant| count(&variant.flow.relevant_params)).max().unwrap_or(0)
}
