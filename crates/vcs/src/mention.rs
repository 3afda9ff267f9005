//! Finds the files that mention a name, without parsing them.

use std::collections::BTreeSet;

use aho_corasick::{AhoCorasick, MatchKind};
use rayon::prelude::*;

use super::load::{self, Content};
use super::tree::{Kind, Tree};
use crate::{SourceError, path_filter, paths};

/// With more source files than this, only those near the change are looked at.
const WHOLE_TREE: usize = 20_000;

/// How many objects are taken out of git's store at a time, to bound the memory.
const BATCH: usize = 256;

/// See [`Tree::mentioning_beyond`].
pub(super) fn mentioning(
    tree: &Tree,
    known: &dyn Fn(&str) -> bool,
    names: &[String],
    near: &[String],
) -> Result<Vec<String>, SourceError> {
    let mut candidates = candidates(tree, near)?;
    candidates.retain(|path| !known(path));
    let words = if candidates.is_empty() { None } else { Words::new(names) };
    let Some(words) = words else { return Ok(Vec::new()) };
    match tree.kind {
        Kind::Directory { .. } | Kind::WorkingTree { .. } => Ok(on_disk(tree, candidates, &words)),
        Kind::Index(_) | Kind::Commit(_) | Kind::Nothing => in_store(tree, &candidates, &words),
    }
}

/// The files to look at.
fn candidates(tree: &Tree, near: &[String]) -> Result<Vec<String>, SourceError> {
    let mut sources = tree.paths()?;
    sources.retain(|path| (tree.is_source)(path) && !path_filter::is_vendored(path));
    Ok(nearest_first(sources, near, WHOLE_TREE))
}

/// `sources`, those in the directories of `near` first; where there are more than `whole`, only what lies around these.
fn nearest_first(mut sources: Vec<String>, near: &[String], whole: usize) -> Vec<String> {
    let near: BTreeSet<&str> = near.iter().map(|path| paths::directory(path)).collect();
    if sources.len() > whole {
        let above: BTreeSet<&str> = near.iter().map(|directory| paths::directory(directory)).collect();
        sources.retain(|path| is_around(paths::directory(path), &near, &above));
    }
    sources.sort_by_key(|path| !near.contains(paths::directory(path)));
    sources
}

/// Whether files in `directory` are looked at in a large tree: it is near, above one that is, or beside one that is.
fn is_around(directory: &str, near: &BTreeSet<&str>, above: &BTreeSet<&str>) -> bool {
    near.contains(directory)
        || above.contains(directory)
        || (!directory.is_empty() && above.contains(paths::directory(directory)))
}

fn on_disk(tree: &Tree, candidates: Vec<String>, words: &Words) -> Vec<String> {
    let mentions = |path: &String| match load::from_disk(&tree.root, path, tree.limits) {
        Some(Content::Bytes(bytes)) => words.are_in(&bytes),
        _ => false,
    };
    candidates.into_par_iter().filter(mentions).collect()
}

fn in_store(tree: &Tree, candidates: &[String], words: &Words) -> Result<Vec<String>, SourceError> {
    let mut found = Vec::new();
    for batch in candidates.chunks(BATCH) {
        let contents = tree.contents(batch)?;
        let mentions =
            |content: &Option<Content>| matches!(content, Some(Content::Bytes(bytes)) if words.are_in(bytes));
        let hits: Vec<bool> = contents.par_iter().map(mentions).collect();
        found.extend(batch.iter().zip(hits).filter(|(_, hit)| *hit).map(|(path, _)| path.clone()));
    }
    Ok(found)
}

/// Names that are looked for as whole words.
struct Words(AhoCorasick);

impl Words {
    /// `None` where there is no name to look for.
    fn new(names: &[String]) -> Option<Self> {
        let names: Vec<_> = names.iter().filter(|name| !name.is_empty()).collect();
        let searcher = AhoCorasick::builder().match_kind(MatchKind::Standard).build(&names).ok()?;
        (!names.is_empty()).then_some(Self(searcher))
    }

    /// Whether one of them stands in `text` with no letter, digit or `_` on either side.
    fn are_in(&self, text: &[u8]) -> bool {
        let is_part = |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_');
        let before = |at: usize| at.checked_sub(1).and_then(|at| text.get(at));
        self.0.find_overlapping_iter(text).any(|hit| !is_part(before(hit.start())) && !is_part(text.get(hit.end())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(names: &[&str], text: &str) -> bool {
        let names: Vec<_> = names.iter().map(|&name| name.to_owned()).collect();
        Words::new(&names).is_some_and(|words| words.are_in(text.as_bytes()))
    }

    #[test]
    fn in_a_large_tree_only_what_lies_around_is_looked_at() {
        let words = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
        let sources = "net/a/x.c net/a/deep/x.c net/b/x.c net/b/deep/x.c net/x.c sound/x.c x.c";
        let looked_at = |whole| nearest_first(words(sources), &words("net/b/changed.c"), whole).join(" ");
        assert_eq!(looked_at(6), "net/b/x.c net/a/x.c net/x.c");
        assert_eq!(looked_at(7), "net/b/x.c net/a/x.c net/a/deep/x.c net/b/deep/x.c net/x.c sound/x.c x.c");
    }

    #[test]
    fn only_whole_words_count() {
        assert!(found(&["start"], "x.start = start_now;"));
        assert!(found(&["start_now", "start"], ".x = start_now"));
        assert!(!found(&["start"], "restart(); start_now(); _start; start2"));
        assert!(!found(&[""], "anything"));
        assert!(!found(&[], "anything"));
    }
}
