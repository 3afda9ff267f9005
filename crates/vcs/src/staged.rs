//! What is staged against a commit, told from the index and the commit's trees, without a process of its own.
//!
//! Directories whose trees are the same on both sides are passed over, as git does it. What takes more to tell, renames above
//! all, is left to git.

use std::ops::Range;

use super::SourceError;
use super::blobs::Blobs;
use super::diff::{Difference, Mode, Side};
use super::index::{COMMIT, DIRECTORY, Entry, Index, KIND, LINK, ObjectName, hex, side};

/// How many trees are read before git is asked, which reads them faster.
const MOST_TREES: usize = 256;

/// What differs between `tree` (the name of a commit's tree; `None` before the first commit) and `index`; `None` where git has
/// to tell.
pub(super) fn differences(
    index: &Index,
    tree: Option<String>,
    blobs: &Blobs,
) -> Result<Option<Vec<Difference>>, SourceError> {
    let mut walk = Walk { index, found: Vec::new(), open: Vec::new(), is_plain: true };
    walk.enter(Vec::new(), tree, index.all());
    let mut read = 0;
    while !walk.open.is_empty() {
        let folders = std::mem::take(&mut walk.open);
        read += folders.len();
        if read > MOST_TREES || !walk.read(folders, blobs)? {
            return Ok(None);
        }
    }
    Ok(Some(walk.found).filter(|found| walk.is_plain && !may_hold_renames(found)))
}

/// Which of two files is the same that was moved, git has its own way to tell.
fn may_hold_renames(found: &[Difference]) -> bool {
    found.iter().any(|difference| difference.old.is_none()) && found.iter().any(|difference| difference.new.is_none())
}

/// A directory that differs.
struct Folder {
    /// Its path, with a `/` at its end; empty for the root.
    path: Vec<u8>,
    /// What it holds in the commit, by a name that git understands.
    tree: String,
    /// What it holds in the index.
    staged: Range<usize>,
}

struct Walk<'a> {
    index: &'a Index,
    found: Vec<Difference>,
    open: Vec<Folder>,
    /// Whether only files differ, and no commits of other repositories.
    is_plain: bool,
}

impl Walk<'_> {
    /// Goes on with the directory `path`, where it differs.
    fn enter(&mut self, path: Vec<u8>, tree: Option<String>, staged: Range<usize>) {
        match tree {
            None => self.add(staged),
            Some(tree) => self.open.push(Folder { path, tree, staged }),
        }
    }

    /// Compares `folders`; `false` where git does not have one of their trees as a tree.
    fn read(&mut self, folders: Vec<Folder>, blobs: &Blobs) -> Result<bool, SourceError> {
        let names: Vec<String> = folders.iter().map(|folder| folder.tree.clone()).collect();
        for (folder, tree) in folders.into_iter().zip(blobs.trees(&names)?) {
            let children = tree.as_deref().and_then(children);
            let Some(children) = children else { return Ok(false) };
            self.compare(&folder, &children);
        }
        Ok(true)
    }

    /// Git keeps both sides in the same order: that of the paths, with a `/` behind those of directories.
    fn compare(&mut self, folder: &Folder, children: &[Child]) {
        let mut staged = folder.staged.clone();
        for child in children {
            let path = [&folder.path, child.key.as_slice()].concat();
            let met = self.index.at(&path, staged.clone());
            self.add(staged.start..met.start);
            staged.start = met.end;
            match child.mode {
                DIRECTORY if self.index.tree(&path).is_some_and(|tree| tree == child.object && !met.is_empty()) => {}
                DIRECTORY => self.enter(path, Some(hex(&child.object)), met),
                _ => self.meet(&path, child, met.map(|at| self.index.entry(at)).next()),
            }
        }
        self.add(staged);
    }

    fn add(&mut self, staged: Range<usize>) {
        for at in staged {
            let entry = self.index.entry(at);
            self.note(None, Some(entry.side()));
        }
    }

    /// Compares the file `child` of the commit with what is staged in its place.
    fn meet(&mut self, path: &[u8], child: &Child, staged: Option<Entry>) {
        if staged.is_none_or(|entry| (entry.mode, entry.object) != (child.mode, child.object)) {
            let new = staged.map(|entry| entry.side());
            self.note(Some(side(path, child.mode, &child.object)), new);
        }
    }

    fn note(&mut self, old: Option<Side>, new: Option<Side>) {
        self.is_plain &= [&old, &new].into_iter().flatten().all(|side| side.mode != Mode::Submodule);
        self.found.push(Difference { old, new, unmerged: false });
    }
}

const FILE: u32 = 0o100_644;
const PROGRAM: u32 = 0o100_755;

/// What one tree holds under one name.
struct Child {
    /// Its name, with a `/` behind that of a directory.
    key: Vec<u8>,
    mode: u32,
    object: ObjectName,
}

/// What the tree with this content holds; `None` where it is no tree in git's order.
fn children(mut tree: &[u8]) -> Option<Vec<Child>> {
    let mut children: Vec<Child> = Vec::new();
    while !tree.is_empty() {
        let (child, rest) = child(tree)?;
        if children.last().is_some_and(|last| last.key >= child.key) {
            return None;
        }
        children.push(child);
        tree = rest;
    }
    Some(children)
}

/// The names of the files that the tree with this content holds; none where it is no tree in git's order.
pub(super) fn file_names(tree: &[u8]) -> Vec<String> {
    let children = children(tree).unwrap_or_default();
    let files = children.into_iter().filter(|child| child.mode == FILE || child.mode == PROGRAM);
    files.map(|child| String::from_utf8_lossy(&child.key).into_owned()).collect()
}

/// The first entry of a tree, and what follows it: a mode in octal digits, a blank, a name, a zero, the name of an object.
fn child(tree: &[u8]) -> Option<(Child, &[u8])> {
    let blank = memchr::memchr(b' ', tree)?;
    let zero = blank + memchr::memchr(0, &tree[blank..])?;
    let mode = u32::from_str_radix(std::str::from_utf8(&tree[..blank]).ok()?, 8).ok()?;
    let mode = canonical(mode);
    let (object, rest) = tree[zero + 1..].split_first_chunk()?;
    let mut key = tree[blank + 1..zero].to_vec();
    key.extend((mode == DIRECTORY).then_some(b'/'));
    Some((Child { key, mode, object: *object }, rest))
}

/// The mode as git understands it: a few old commits hold others (`canon_mode` in git's `cache.h`).
fn canonical(mode: u32) -> u32 {
    match mode & KIND {
        0o100_000 if mode & 0o100 != 0 => PROGRAM,
        0o100_000 => FILE,
        LINK => LINK,
        DIRECTORY => DIRECTORY,
        _ => COMMIT,
    }
}
