//! From all that changed to what is judged.

use std::collections::HashMap;
use std::path::Path;

use model::Gap;

use super::change::{Change, Place};
use super::diff::Mode;
use super::load::gap;
use super::paths::{self, Asked};
use super::tree::Tree;
use super::{SourceError, walk};
use crate::path_filter::{self, Rules, Sieve, Skipped};

/// The changes that are judged, and what became of the others.
pub(super) struct Narrowed<'a> {
    /// What is judged.
    pub kept: Vec<&'a Change>,
    /// The paths at base of source files that were touched and not asked for.
    pub elsewhere: Vec<String>,
    /// How many were left out, by reason.
    pub skipped: Skipped,
    /// What cannot be judged.
    pub gaps: Vec<Gap>,
}

/// What of `changes` is judged; `own` is the repository's own attributes file.
pub(super) fn narrow<'a>(
    changes: &'a [Change],
    asked: &[Asked],
    sieve: &Sieve,
    head: &Tree,
    own: &Path,
) -> Result<Narrowed<'a>, SourceError> {
    let mut narrowed = Narrowed { kept: Vec::new(), elsewhere: Vec::new(), skipped: Skipped::new(), gaps: Vec::new() };
    for change in changes {
        narrowed.take(change, asked, sieve);
    }
    let names: Vec<&str> = narrowed.kept.iter().map(|change| change.path()).collect();
    let rules = Rules::of(head, own, &names)?;
    let mut outputs = BuildOutputs { root: &head.root, known: HashMap::new() };
    let skipped = &mut narrowed.skipped;
    narrowed.kept.retain(|change| {
        let reason = sieve.by_rules(change.path(), &rules).or_else(|| outputs.hold(change).then_some("build output"));
        reason.iter().for_each(|reason| path_filter::count(skipped, reason));
        reason.is_none()
    });
    Ok(narrowed)
}

impl<'a> Narrowed<'a> {
    fn take(&mut self, change: &'a Change, asked: &[Asked], sieve: &Sieve) {
        let path = change.path();
        if !paths::is_asked(asked, path) {
            self.note_elsewhere(change, sieve);
        } else if let Some(reason) = left_out(change, sieve) {
            path_filter::count(&mut self.skipped, reason);
        } else if path.contains(char::REPLACEMENT_CHARACTER) {
            self.gaps.push(gap(path, "its name is not UTF-8", true));
        } else if change.head.as_ref().is_some_and(|head| head.place == Place::Unmerged) {
            self.gaps.push(gap(path, "unmerged", true));
        } else {
            self.kept.push(change);
        }
    }

    fn note_elsewhere(&mut self, change: &Change, sieve: &Sieve) {
        if let Some(base) = change.base.as_ref().filter(|base| sieve.by_kind(&base.path, base.mode).is_none()) {
            self.elsewhere.push(base.path.clone());
        }
    }
}

fn left_out(change: &Change, sieve: &Sieve) -> Option<&'static str> {
    let mode = change.head.as_ref().map(|head| head.mode).or(change.base.as_ref().map(|base| base.mode));
    let reason = sieve.by_kind(change.path(), mode.unwrap_or(Mode::File));
    reason.or(change.is_mode_only().then_some("mode only"))
}

/// Tells which untracked files lie in a build tool's output directory.
struct BuildOutputs<'a> {
    root: &'a Path,
    known: HashMap<String, bool>,
}

impl BuildOutputs<'_> {
    fn hold(&mut self, change: &Change) -> bool {
        let untracked = change.head.as_ref().filter(|head| head.untracked);
        untracked.is_some_and(|head| paths::ancestors(&head.path).any(|directory| self.is_output(directory)))
    }

    fn is_output(&mut self, directory: &str) -> bool {
        let root = self.root;
        let look = || !directory.is_empty() && walk::is_build_output(&root.join(directory));
        *self.known.entry(directory.to_owned()).or_insert_with(look)
    }
}
