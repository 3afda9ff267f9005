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
use crate::other_languages;
use crate::path_filter::{self, Rules, Sieve, Skipped, UNKNOWN_LANGUAGE};

/// The changes that are judged, and what became of the others.
#[derive(Default)]
pub(super) struct Narrowed<'a> {
    /// What is judged.
    pub kept: Vec<&'a Change>,
    /// The paths at base of source files that were touched and not asked for.
    pub elsewhere: Vec<String>,
    /// How many were left out, by reason.
    pub skipped: Skipped,
    /// How many were left out because their language is not read, by its name.
    pub languages: Skipped,
    /// What cannot be judged.
    pub gaps: Vec<Gap>,
}

/// By what it is told which changes are judged.
pub(super) struct Narrowing<'a> {
    /// The paths that were asked for; none means all.
    pub asked: &'a [Asked],
    /// What paths say.
    pub sieve: &'a Sieve,
    /// The side whose ignore and attribute files count.
    pub policy: &'a Tree,
    /// The repository's own attributes file.
    pub own: &'a Path,
    /// Whether a file may be left out because of where the change moved it.
    pub moves_count: bool,
}

impl Narrowing<'_> {
    /// What of `changes` is judged.
    pub fn of<'c>(&self, changes: &'c [Change]) -> Result<Narrowed<'c>, SourceError> {
        let mut narrowed = Narrowed::default();
        for change in changes {
            narrowed.take(change, self);
        }
        let names: Vec<&str> = narrowed.kept.iter().flat_map(|change| change.paths()).collect();
        let rules = Rules::of(self.policy, self.own, &names)?;
        let mut outputs = BuildOutputs { root: &self.policy.root, known: HashMap::new() };
        let skipped = &mut narrowed.skipped;
        narrowed.kept.retain(|change| {
            let by_rules = self.reason(change, &|path, _| self.sieve.by_rules(path, &rules));
            let reason = by_rules.or_else(|| outputs.hold(change).then_some("build output"));
            reason.iter().for_each(|reason| path_filter::count(skipped, reason));
            reason.is_none()
        });
        Ok(narrowed)
    }

    /// Why `change` is left out by `reason`, which tells it of a path. A file that was judged where it was at base is judged where
    /// the change moved it, too.
    fn reason(&self, change: &Change, reason: &dyn Fn(&str, Mode) -> Option<&'static str>) -> Option<&'static str> {
        let base = change.base.as_ref();
        let mode = change.head.as_ref().map(|head| head.mode).or(base.map(|base| base.mode));
        let found = reason(change.path(), mode.unwrap_or(Mode::File))?;
        let moved = base.filter(|base| !self.moves_count && base.path != change.path());
        let stays = moved.is_some_and(|base| MOVABLE.contains(&found) && reason(&base.path, base.mode).is_none());
        (!stays).then_some(found)
    }
}

/// The reasons by which a file can be left out only because of the name that it was given.
const MOVABLE: [&str; 4] = ["excluded", "ignored", "vendored", "generated"];

impl<'a> Narrowed<'a> {
    fn take(&mut self, change: &'a Change, narrowing: &Narrowing) {
        let (path, sieve) = (change.path(), narrowing.sieve);
        if !paths::is_asked(narrowing.asked, path) {
            self.note_elsewhere(change, sieve);
        } else if let Some(reason) = left_out(change, narrowing) {
            path_filter::count(&mut self.skipped, reason);
            if reason == UNKNOWN_LANGUAGE {
                self.note_language(change, narrowing);
            }
        } else if path.contains(char::REPLACEMENT_CHARACTER) {
            self.gaps.push(gap(path, "its name is not UTF-8", true));
        } else if change.head.as_ref().is_some_and(|head| head.place == Place::Unmerged) {
            self.gaps.push(gap(path, "unmerged", true));
        } else {
            self.kept.push(change);
        }
    }

    /// A file that was read at base and has a name now by which it is not is no pass: whoever is judged chose the name.
    fn note_language(&mut self, change: &Change, narrowing: &Narrowing) {
        let (path, sieve) = (change.path(), narrowing.sieve);
        path_filter::count(&mut self.languages, &other_languages::name_of(path));
        let was_read = change.base.as_ref().filter(|base| sieve.by_kind(&base.path, base.mode).is_none());
        let renamed = was_read.filter(|_| change.head.is_some() && !narrowing.moves_count);
        let renamed =
            renamed.map(|base| gap(path, format!("unknown language; at base it was read as {}", base.path), true));
        let other = || other_languages::gap_reason(path).map(|reason| gap(path, reason, false));
        self.gaps.extend(renamed.or_else(other));
    }

    fn note_elsewhere(&mut self, change: &Change, sieve: &Sieve) {
        if let Some(base) = change.base.as_ref().filter(|base| sieve.by_kind(&base.path, base.mode).is_none()) {
            self.elsewhere.push(base.path.clone());
        }
    }
}

/// How many files are told of one by one that only this copy of the repository ignores.
const TOLD: usize = 10;

/// The gaps for those of `paths` that would be judged if only this copy of the repository did not ignore them.
pub(super) fn ignored_here(mut paths: Vec<String>, asked: &[Asked], sieve: &Sieve) -> Vec<Gap> {
    paths.retain(|path| {
        let is_read = sieve.by_kind(path, Mode::File).is_none() && !path_filter::is_vendored(path);
        is_read && paths::is_asked(asked, path)
    });
    let more = paths.len().saturating_sub(TOLD);
    let reason = |at: usize| match more {
        more if more > 0 && at + 1 == TOLD => format!("{IGNORED_HERE}, and so are {more} more"),
        _ => IGNORED_HERE.to_owned(),
    };
    paths.iter().take(TOLD).enumerate().map(|(at, path)| gap(path, reason(at), false)).collect()
}

/// Why a file is told of that git ignores.
pub(super) const IGNORED_HERE: &str = "ignored in this copy alone, by .git/info/exclude or core.excludesFile";

fn left_out(change: &Change, narrowing: &Narrowing) -> Option<&'static str> {
    let reason = narrowing.reason(change, &|path, mode| narrowing.sieve.by_kind(path, mode));
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
