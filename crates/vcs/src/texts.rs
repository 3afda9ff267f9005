//! The texts of both sides of changed files.

use model::{Gap, SourceText};

use super::change::{Change, Place};
use super::diff::Mode;
use super::load::{self, Content, gap};
use super::tree::Tree;
use super::{ChangedFile, Loaded, SourceError};
use crate::path_filter::{self, Skipped};

/// What could be loaded, and what could not.
#[derive(Debug, Default)]
pub(super) struct Texts {
    /// The files that really differ.
    pub files: Vec<ChangedFile>,
    /// How many were left out, by reason.
    pub skipped: Skipped,
    /// What should have been read and could not be.
    pub gaps: Vec<Gap>,
}

/// How many files are loaded at a time; what turns out unchanged is dropped before the next ones are.
const BATCH: usize = 256;

/// The texts of `changes`, whose head side is in `head`.
pub(super) fn load(changes: &[&Change], head: &Tree) -> Result<Texts, SourceError> {
    let mut texts = Texts::default();
    for batch in changes.chunks(BATCH) {
        let (heads, bases) = contents(batch, head)?;
        for ((change, base), head_content) in batch.iter().zip(bases).zip(heads) {
            texts.take(change, base, head_content, head);
        }
    }
    Ok(texts)
}

type Contents = Vec<Option<Content>>;

/// The contents at head, `None` for deleted files, and those at base, `None` for new ones; git is asked once for all.
fn contents(changes: &[&Change], tree: &Tree) -> Result<(Contents, Contents), SourceError> {
    let on_disk: Contents = changes.iter().map(|change| on_disk(change, tree)).collect();
    let at_head = changes.iter().zip(&on_disk).map(|(change, content)| match content {
        None => object_at_head(change),
        Some(_) => None,
    });
    let at_base = changes.iter().map(|change| object_at_base(change));
    let mut objects = objects(at_head.chain(at_base).collect(), tree)?;
    let bases = objects.split_off(changes.len());
    let heads = on_disk.into_iter().zip(objects).map(|(content, object)| content.or(object));
    Ok((heads.collect(), bases))
}

fn on_disk(change: &Change, tree: &Tree) -> Option<Content> {
    let head = change.head.as_ref().filter(|head| matches!(head.place, Place::Disk(_)))?;
    load::from_disk(&tree.root, &head.path, tree.limits)
}

fn object_at_head(change: &Change) -> Option<String> {
    match &change.head.as_ref()?.place {
        Place::Object(oid) => Some(oid.clone()),
        Place::Disk(recorded) => recorded.clone(),
        Place::Unmerged => None,
    }
}

fn object_at_base(change: &Change) -> Option<String> {
    let base = change.base.as_ref().filter(|base| base.mode == Mode::File)?;
    Some(base.oid.clone())
}

/// The objects called `names`, in one go; an error for one that git does not have.
fn objects(names: Vec<Option<String>>, tree: &Tree) -> Result<Vec<Option<Content>>, SourceError> {
    let asked: Vec<String> = names.iter().flatten().cloned().collect();
    let answers = tree.blobs.as_ref().map_or(Ok(Vec::new()), |blobs| blobs.get(&asked))?;
    let mut answers = answers.into_iter();
    let found = names.into_iter().map(|name| match name {
        None => Ok(None),
        Some(object) => answers.next().flatten().map(Some).ok_or(SourceError::MissingObject { object }),
    });
    found.collect()
}

impl Texts {
    fn take(&mut self, change: &Change, base: Option<Content>, head: Option<Content>, tree: &Tree) {
        let path = change.path();
        if change.head.is_some() && head.is_none() {
            return self.gaps.push(gap(path, "went away while it was looked at", true));
        }
        let base_path = change.base.as_ref().map_or(path, |base| &base.path);
        let base = base.map(|content| load::decode(base_path, content, tree.limits, true));
        let head = head.map(|content| load::decode(path, content, tree.limits, true));
        match (base, head) {
            (_, Some(Loaded::Gap(gap))) => self.gaps.push(gap),
            (_, Some(Loaded::Skipped(load::BINARY))) => self.gaps.push(gap(path, load::NO_TEXT, true)),
            (Some(Loaded::Gap(gap)), Some(Loaded::Text(_))) => {
                let reason = format!("as it was at base, there is no reading it: {}", gap.reason);
                self.gaps.push(Gap { path: path.to_owned(), reason, ..gap });
            }
            (Some(Loaded::Skipped(_)) | None, Some(Loaded::Skipped(reason))) => {
                path_filter::count(&mut self.skipped, reason);
            }
            // Nothing that is gone needs to be read.
            (Some(Loaded::Skipped(reason)), None) => path_filter::count(&mut self.skipped, reason),
            (Some(Loaded::Gap(_)), None) => path_filter::count(&mut self.skipped, "deleted"),
            (_, Some(Loaded::Skipped(reason))) => self.gaps.push(gap(path, reason, true)),
            (base, head) => self.keep(change, text(base), text(head)),
        }
    }

    fn keep(&mut self, change: &Change, base: Option<SourceText>, head: Option<SourceText>) {
        let path = change.path().to_owned();
        let base_path = base.as_ref().map(|base| base.path.clone());
        let is_moved = base_path.as_ref().is_some_and(|base_path| *base_path != path);
        let is_same = matches!((&base, &head), (Some(base), Some(head)) if is_same(base, head));
        if is_moved || !is_same {
            self.files.push(ChangedFile { path, base_path, base, head });
        }
    }
}

fn text(loaded: Option<Loaded>) -> Option<SourceText> {
    match loaded {
        Some(Loaded::Text(text)) => Some(text),
        _ => None,
    }
}

/// Whether the texts differ at most in how their lines end, as they do where git converts line ends on checkout.
fn is_same(one: &SourceText, other: &SourceText) -> bool {
    one.as_str() == other.as_str() || one.as_str().lines().eq(other.as_str().lines())
}
