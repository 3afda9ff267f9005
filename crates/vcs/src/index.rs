//! The index as it lies on disk, read without starting git (`git help gitformat-index`).
//!
//! Only a plain one is: whole, without entries that wait to be merged or that were only announced. Whatever else there is in it
//! makes the answer `None`, and git is asked instead.

use std::collections::HashMap;
use std::fs;
use std::ops::Range;
use std::path::PathBuf;

use super::diff::{Mode, Side};
use super::repository::Repository;

/// What stands before the entries: a signature, the version and the number of entries.
const HEADER: usize = 12;
/// What stands before the flags of an entry: times and numbers that the file had on disk, its mode, its object's name.
const BEFORE_FLAGS: usize = 60;
/// Where in an entry the mode stands.
const MODE: usize = 24;
/// Where in an entry the object's name stands.
const OBJECT: usize = 40;
/// The checksum behind everything.
const CHECKSUM: usize = 20;

/// The flag of an entry that has more flags.
const EXTENDED: u16 = 0x4000;
/// The flags by which an entry says that it is one of several versions of a file.
const STAGE: u16 = 0x3000;
/// The flag of an entry that is taken to be unchanged.
const ASSUMED: u16 = 0x8000;
/// The further flag of an entry that is not looked for on disk.
const SKIPPED: u16 = 0x4000;
/// The length of the path, as far as it fits.
const LENGTH: u16 = 0x0fff;
/// The further flag of an entry that `git add --intent-to-add` announced.
const ANNOUNCED: u16 = 0x2000;

/// The bits of a mode that tell what kind of thing it is, and the kinds, but for files.
pub(super) const KIND: u32 = 0o170_000;
pub(super) const DIRECTORY: u32 = 0o040_000;
pub(super) const LINK: u32 = 0o120_000;
pub(super) const COMMIT: u32 = 0o160_000;

/// The name of an object.
pub(super) type ObjectName = [u8; 20];

/// The files that are staged, in order of path.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Index {
    bytes: Vec<u8>,
    entries: Vec<Place>,
    /// The trees that whole directories stand for, by their paths with a `/` at the end; those that something was staged in
    /// since are left out.
    trees: HashMap<Vec<u8>, ObjectName>,
}

/// Where an entry stands in the bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Place {
    start: usize,
    path: Range<usize>,
}

/// A staged file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Entry<'i> {
    /// Its path from the root.
    pub path: &'i [u8],
    /// What it is, as git writes modes.
    pub mode: u32,
    /// Its text.
    pub object: ObjectName,
}

impl Entry<'_> {
    /// It as one side of a change.
    pub fn side(&self) -> Side {
        side(self.path, self.mode, &self.object)
    }

    /// The name of its text; `None` where it stands for a commit of another repository.
    pub fn text(&self) -> Option<String> {
        (self.mode & KIND != COMMIT).then(|| hex(&self.object))
    }
}

impl Index {
    /// The index of `repository`, where it is plain.
    pub fn of(repository: &Repository) -> Option<Self> {
        if repository.extended {
            return None;
        }
        Self::parse(fs::read(path(repository)?).ok()?)
    }

    fn parse(bytes: Vec<u8>) -> Option<Self> {
        let end = bytes.len().checked_sub(CHECKSUM)?;
        let mut rest = Reader { bytes: &bytes[..end], at: HEADER };
        let entries = rest.entries()?;
        let trees = rest.trees()?;
        Some(Self { entries, trees, bytes })
    }

    /// All entries.
    pub fn all(&self) -> Range<usize> {
        0..self.entries.len()
    }

    /// The entry with the number `at`.
    pub fn entry(&self, at: usize) -> Entry<'_> {
        let Place { start, path } = self.entries[at].clone();
        Entry {
            path: &self.bytes[path],
            mode: u32::from_be_bytes(array(&self.bytes, start + MODE)),
            object: array(&self.bytes, start + OBJECT),
        }
    }

    /// The entries that git takes to be unchanged, or does not look for on disk.
    pub fn unwatched(&self) -> Vec<Side> {
        let unwatched = self.entries.iter().zip(self.all()).filter(|(place, _)| self.is_unwatched(place.start));
        unwatched.map(|(_, at)| self.entry(at).side()).collect()
    }

    fn is_unwatched(&self, start: usize) -> bool {
        let flags = |at: usize| u16::from_be_bytes(array(&self.bytes, start + at));
        let first = flags(BEFORE_FLAGS);
        first & ASSUMED != 0 || (first & EXTENDED != 0 && flags(BEFORE_FLAGS + 2) & SKIPPED != 0)
    }

    /// The paths of all entries. Bytes that are no UTF-8 stand as U+FFFD.
    pub fn paths(&self) -> Vec<String> {
        self.all().map(|at| String::from_utf8_lossy(self.entry(at).path).into_owned()).collect()
    }

    /// The entry of the file at `path`.
    pub fn find(&self, path: &str) -> Option<Entry<'_>> {
        self.at(path.as_bytes(), self.all()).next().map(|at| self.entry(at))
    }

    /// Which entries of `range` are the file at `path`, or lie in the directory `path` where that ends with a `/`; an empty
    /// range where they would stand.
    pub fn at(&self, path: &[u8], range: Range<usize>) -> Range<usize> {
        let path_of = |place: &Place| &self.bytes[place.path.clone()];
        let places = &self.entries[range.clone()];
        let start = places.partition_point(|place| path_of(place) < path);
        let is_inside = |place: &Place| match path.ends_with(b"/") {
            true => path_of(place).starts_with(path),
            false => path_of(place) == path,
        };
        let count = places[start..].partition_point(is_inside);
        range.start + start..range.start + start + count
    }

    /// The tree that the directory `path` (with a `/` at its end; empty for the root) stands for as a whole, where that is known.
    pub fn tree(&self, path: &[u8]) -> Option<ObjectName> {
        self.trees.get(path).copied()
    }
}

/// The name of an object as git writes it.
pub(super) fn hex(object: &ObjectName) -> String {
    object.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What git's raw form of a path, mode and object says, as one side of a change.
pub(super) fn side(path: &[u8], mode: u32, object: &ObjectName) -> Side {
    let mode = match mode & KIND {
        COMMIT => Mode::Submodule,
        LINK => Mode::Symlink,
        _ => Mode::File,
    };
    Side { path: String::from_utf8_lossy(path).into_owned(), mode, oid: hex(object) }
}

/// Where the index is; `None` where it takes git to tell.
fn path(repository: &Repository) -> Option<PathBuf> {
    match repository.git.variable("GIT_INDEX_FILE") {
        None => Some(repository.root.join(".git/index")),
        // git works in the top directory, and so do the hooks that it sets the variable for.
        Some(said) => Some(repository.root.join(said)),
    }
}

/// The `N` bytes at `at`, which are there.
fn array<const N: usize>(bytes: &[u8], at: usize) -> [u8; N] {
    let mut array = [0; N];
    array.copy_from_slice(&bytes[at..at + N]);
    array
}

struct Reader<'b> {
    bytes: &'b [u8],
    at: usize,
}

impl<'b> Reader<'b> {
    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let part = self.bytes.get(self.at..self.at + N)?;
        self.at += N;
        part.try_into().ok()
    }

    /// What stands before `end`, which is passed over.
    fn upto(&mut self, end: u8) -> Option<&'b [u8]> {
        let rest = self.bytes.get(self.at..)?;
        let length = memchr::memchr(end, rest)?;
        self.at += length + 1;
        Some(&rest[..length])
    }

    /// All entries; `None` where one of them is not plain, or not behind the one before it.
    fn entries(&mut self) -> Option<Vec<Place>> {
        let header = self.bytes.get(..HEADER)?;
        // Version 4 cuts off what a path has in common with the one before it.
        if !header.starts_with(b"DIRC") || ![2, 3].contains(&u32::from_be_bytes(array(header, 4))) {
            return None;
        }
        let count = u32::from_be_bytes(array(header, 8)) as usize;
        let mut entries: Vec<Place> = Vec::with_capacity(count.min(self.bytes.len() / BEFORE_FLAGS));
        for _ in 0..count {
            let place = self.entry()?;
            let last = entries.last().map_or(&[][..], |last| &self.bytes[last.path.clone()]);
            if last >= &self.bytes[place.path.clone()] {
                return None;
            }
            entries.push(place);
        }
        Some(entries)
    }

    fn entry(&mut self) -> Option<Place> {
        let start = self.at;
        self.at += BEFORE_FLAGS;
        let flags = u16::from_be_bytes(self.take()?);
        let more = if flags & EXTENDED == 0 { 0 } else { u16::from_be_bytes(self.take()?) };
        if flags & STAGE != 0 || more & ANNOUNCED != 0 {
            return None;
        }
        let from = self.at;
        self.at += usize::from(flags & LENGTH);
        self.upto(0)?;
        let path = from..self.at - 1;
        // One to eight zeros make the length of an entry a multiple of eight.
        self.at = start + (path.end - start) / 8 * 8 + 8;
        let said = flags & LENGTH;
        (said == LENGTH || path.len() == usize::from(said)).then_some(Place { start, path })
    }

    /// The trees of the extension that tells them; `None` where there is one that must be understood.
    fn trees(&mut self) -> Option<HashMap<Vec<u8>, ObjectName>> {
        let mut trees = HashMap::new();
        while self.at < self.bytes.len() {
            let name: [u8; 4] = self.take()?;
            let size = u32::from_be_bytes(self.take()?) as usize;
            let content = self.bytes.get(self.at..self.at + size)?;
            self.at += size;
            if name == *b"TREE" {
                Reader { bytes: content, at: 0 }.tree(&[], &mut trees)?;
            } else if !name[0].is_ascii_uppercase() {
                return None;
            }
        }
        Some(trees)
    }

    /// One directory, which lies in `parent`, and all inside of it: its name, a zero, how many entries it has (less than 0 where
    /// its tree is not known), a blank, how many directories, a line break, and the name of its tree.
    fn tree(&mut self, parent: &[u8], trees: &mut HashMap<Vec<u8>, ObjectName>) -> Option<()> {
        let name = self.upto(0)?;
        let entries = number(self.upto(b' ')?)?;
        let inside = number(self.upto(b'\n')?)?;
        let slash: &[u8] = if name.is_empty() { b"" } else { b"/" };
        let path = [parent, name, slash].concat();
        let depth = path.iter().filter(|&&byte| byte == b'/').count();
        if depth > DEEPEST {
            return None;
        }
        if entries >= 0 {
            trees.insert(path.clone(), self.take()?);
        }
        (0..inside).try_for_each(|_| self.tree(&path, trees))
    }
}

/// How deep directories may lie.
const DEEPEST: usize = 200;

fn number(text: &[u8]) -> Option<i64> {
    std::str::from_utf8(text).ok()?.parse().ok()
}
