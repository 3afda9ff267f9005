//! One changed path, from base to head, put together from what git told.

use std::collections::{HashMap, HashSet};

use super::diff::{Difference, Mode, Side};
use super::status::Touched;

/// Where the text at the head side is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Place {
    /// In this object.
    Object(String),
    /// On disk. Where the working tree does not hold the file although nothing was deleted (a sparse checkout), in this
    /// object.
    Disk(Option<String>),
    /// In several versions that wait to be merged.
    Unmerged,
}

/// The head side of a changed path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Head {
    /// The path from the root.
    pub path: String,
    /// What it names.
    pub mode: Mode,
    /// Where its text is.
    pub place: Place,
    /// Whether git does not know of it yet.
    pub untracked: bool,
}

/// A path that differs between base and head.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Change {
    /// What base holds; `None` for a new path.
    pub base: Option<Side>,
    /// What head holds; `None` for a deleted path.
    pub head: Option<Head>,
}

impl Change {
    /// The path that the change is known by: that of head, of base for a deleted path.
    pub fn path(&self) -> &str {
        self.paths().next().unwrap_or("")
    }

    /// The paths at head and at base.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        let head = self.head.iter().map(|head| head.path.as_str());
        head.chain(self.base.iter().map(|base| base.path.as_str()))
    }

    /// Whether base and head hold the same object under the same path, so that only its mode changed.
    pub fn is_mode_only(&self) -> bool {
        let (Some(base), Some(head)) = (&self.base, &self.head) else { return false };
        base.path == head.path && base.mode == head.mode && head.place == Place::Object(base.oid.clone())
    }
}

/// The changes between two trees, or between a tree and the index.
pub(super) fn between_trees(differences: Vec<Difference>) -> Vec<Change> {
    let head = |side: Side, unmerged: bool| {
        let place = if unmerged { Place::Unmerged } else { Place::Object(side.oid) };
        Head { path: side.path, mode: side.mode, place, untracked: false }
    };
    let change = |d: Difference| Change { base: d.old, head: d.new.map(|side| head(side, d.unmerged)) };
    differences.into_iter().map(change).collect()
}

/// The changes between a base and the working tree, from `committed` (base to `HEAD`) and `touched` (`HEAD` to the working
/// tree).
pub(super) fn up_to_working_tree(committed: Vec<Difference>, touched: Vec<Touched>) -> Vec<Change> {
    let mut history = History::new(committed);
    let mut changes: Vec<_> = without_replaced(touched).into_iter().filter_map(|entry| history.extend(entry)).collect();
    changes.extend(history.rest());
    changes
}

/// Without the untracked entries whose path `HEAD` holds: what git calls a deletion in the index and an untracked file is one
/// changed file.
fn without_replaced(touched: Vec<Touched>) -> Vec<Touched> {
    let untracked: HashMap<String, Option<Mode>> =
        touched.iter().filter(|entry| entry.untracked).map(|entry| (entry.path.clone(), entry.mode)).collect();
    let is_replaced = |entry: &Touched| entry.mode.is_none() && untracked.contains_key(&entry.path);
    let replaced: HashSet<String> = touched.iter().filter(|e| is_replaced(e)).map(|e| e.path.clone()).collect();
    let kept = touched.into_iter().filter(|entry| !(entry.untracked && replaced.contains(&entry.path)));
    kept.map(|entry| match replaced.contains(&entry.path) {
        true => Touched { mode: untracked[&entry.path], indexed: None, ..entry },
        false => entry,
    })
    .collect()
}

/// What happened to the paths between base and `HEAD`.
struct History {
    differences: HashMap<String, Difference>,
    deleted: HashMap<String, Side>,
}

impl History {
    fn new(committed: Vec<Difference>) -> Self {
        let mut history = Self { differences: HashMap::new(), deleted: HashMap::new() };
        for difference in committed {
            match (&difference.new, &difference.old) {
                (Some(new), _) => drop(history.differences.insert(new.path.clone(), difference)),
                (None, Some(old)) => drop(history.deleted.insert(old.path.clone(), old.clone())),
                (None, None) => {}
            }
        }
        history
    }

    /// What base holds of the thing that `HEAD` holds as `side`.
    fn origin(&mut self, side: Side) -> Option<Side> {
        match self.differences.remove(&side.path) {
            Some(difference) => difference.old,
            None => Some(side),
        }
    }

    /// The change from base to the working tree of what `entry` tells about; `None` where both hold nothing.
    fn extend(&mut self, entry: Touched) -> Option<Change> {
        let base = match entry.old {
            Some(side) => self.origin(side),
            None => self.deleted.remove(&entry.path).or_else(|| self.differences.remove(&entry.path)?.old),
        };
        let place = if entry.unmerged { Place::Unmerged } else { Place::Disk(entry.indexed) };
        let head = entry.mode.map(|mode| Head { path: entry.path, mode, place, untracked: entry.untracked });
        (base.is_some() || head.is_some()).then_some(Change { base, head })
    }

    /// What the working tree left as `HEAD` has it.
    fn rest(self) -> impl Iterator<Item = Change> {
        let on_disk = |side: Side| Head {
            path: side.path,
            mode: side.mode,
            place: Place::Disk(Some(side.oid)),
            untracked: false,
        };
        let kept = self.differences.into_values().map(move |d| Change { base: d.old, head: d.new.map(on_disk) });
        kept.chain(self.deleted.into_values().map(|side| Change { base: Some(side), head: None }))
    }
}
