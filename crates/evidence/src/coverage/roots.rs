//! The folder that a report's paths begin with, told from which beginning explains most of them.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::place::by_last_part;

/// How a report's paths are made those of the repository.
#[derive(Debug)]
pub struct Roots<'a> {
    tree: HashSet<&'a str>,
    /// For absolute paths and for relative ones: what is taken off, and what is put before.
    chosen: [Chosen; 2],
}

#[derive(Debug)]
enum Chosen {
    Nothing,
    One(Shift),
    /// Several beginnings explain the same number of paths.
    Several(Vec<Shift>),
}

/// What is taken off a path and what is put before it. One of them is empty: a report's path is longer or shorter.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Shift {
    off: String,
    before: String,
}

impl Shift {
    /// Between two paths of which one ends with the other, at a `/`.
    fn between(path: &str, own: &str) -> Option<Self> {
        let ends = |long: &str, short: &str| {
            let rest = long.strip_suffix(short)?;
            (rest.is_empty() || rest.ends_with('/')).then(|| rest.to_owned())
        };
        if let Some(off) = ends(path, own) {
            return Some(Self { off, before: String::new() });
        }
        let relative = path.trim_start_matches("../");
        let off = path[..path.len() - relative.len()].to_owned();
        ends(own, relative).map(|before| Self { off, before })
    }

    fn apply(&self, path: &str) -> Option<String> {
        Some(format!("{}{}", self.before, path.strip_prefix(&self.off)?))
    }
}

impl<'a> Roots<'a> {
    /// The roots of `paths` in `tree`.
    pub fn find(paths: &[String], tree: &'a [impl AsRef<str>]) -> Self {
        let own: HashSet<&str> = tree.iter().map(AsRef::as_ref).collect();
        let ends = by_last_part(tree);
        let mut votes: [BTreeMap<Shift, BTreeSet<&str>>; 2] = Default::default();
        for path in paths.iter().filter(|path| !own.contains(path.as_str())) {
            let same_end = ends.get(path.rsplit('/').next().unwrap_or(path)).into_iter().flatten();
            for (shift, own) in same_end.filter_map(|own| Some((Shift::between(path, own)?, *own))) {
                votes[usize::from(!is_absolute(path))].entry(shift).or_default().insert(own);
            }
        }
        Self { tree: own, chosen: votes.map(|votes| choose(&votes)) }
    }

    /// The repository's path of `path`.
    pub fn place(&self, path: &str) -> Option<String> {
        if self.tree.contains(path) {
            return Some(path.to_owned());
        }
        let Chosen::One(shift) = self.chosen_for(path) else { return None };
        shift.apply(path).filter(|own| self.tree.contains(own.as_str()))
    }

    /// Whether `path` could be several files of the repository.
    pub fn is_torn(&self, path: &str) -> bool {
        let Chosen::Several(shifts) = self.chosen_for(path) else { return false };
        shifts.iter().filter_map(|shift| shift.apply(path)).any(|own| self.tree.contains(own.as_str()))
    }

    fn chosen_for(&self, path: &str) -> &Chosen {
        &self.chosen[usize::from(!is_absolute(path))]
    }
}

fn is_absolute(path: &str) -> bool {
    path.starts_with('/') || path.as_bytes().get(1) == Some(&b':')
}

/// The beginning that explains most paths. Of two that lie in one another, which happens where a folder is named like
/// one above it, the shorter leaves more of the path to be compared, and is taken.
fn choose(votes: &BTreeMap<Shift, BTreeSet<&str>>) -> Chosen {
    let most = votes.values().map(BTreeSet::len).max().unwrap_or(0);
    let mut best: Vec<&Shift> = votes.iter().filter(|(_, own)| own.len() == most).map(|(shift, _)| shift).collect();
    best.sort_by_key(|shift| (shift.off.len(), shift.before.len()));
    let Some((first, others)) = best.split_first() else { return Chosen::Nothing };
    if others.iter().all(|other| other.before == first.before && other.off.starts_with(&first.off)) {
        return Chosen::One((*first).clone());
    }
    Chosen::Several(best.into_iter().cloned().collect())
}
