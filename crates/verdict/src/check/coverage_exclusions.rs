//! Stubs that a change hides from coverage without touching a token of them.

use std::collections::HashSet;

use super::Engine;
use super::entry::Entry;
use model::{ChangeStatus, CoverageExclusion, FunctionHead, Related, SourceText};

/// Functions as they were, by name and tokens, that no marker hid from coverage.
#[derive(Debug, Default)]
pub(super) struct Exposed(HashSet<(String, u64)>);

impl Exposed {
    /// Adds the function with the complete `head` as it was, unless a marker hid it.
    pub(super) fn add(&mut self, head: &FunctionHead, is_hidden: bool) {
        if !is_hidden {
            self.0.insert(key(head));
        }
    }
}

fn key(head: &FunctionHead) -> (String, u64) {
    (head.qualified.clone(), head.token_hash)
}

/// A change answers for the stubs that it hides: a stub is hidden so that nobody sees that it was not delivered. What
/// does its job and is hidden now is no new work, and none of this change's.
pub(super) fn conceal(entries: &mut [Entry], source: &SourceText, exposed: &Exposed, engine: &Engine) {
    for entry in entries {
        let is_stub = entry.found.as_ref().is_some_and(|found| engine.is_stub(found));
        let is_new = !entry.facts.exclusions.is_empty() && exposed.0.contains(&key(&entry.facts.head));
        if is_stub && is_new && entry.change == Some(ChangeStatus::Unchanged) {
            entry.change = Some(ChangeStatus::Modified);
            entry.concealed = markers(entry, source);
        }
    }
}

fn markers(entry: &Entry, source: &SourceText) -> Vec<Related> {
    let marker = |exclusion: &CoverageExclusion| Related {
        path: source.path.clone(),
        line: source.line(exclusion.marker_span.start),
        message: format!("newly hidden from coverage by {}", exclusion.marker),
    };
    entry.facts.exclusions.iter().map(marker).collect()
}
