//! Asks git what changed, with processes that do not depend on one another side by side.

use std::sync::Arc;
use std::thread;

use super::base::Base;
use super::blobs::Blobs;
use super::change::{self, Change, Place};
use super::git::Git;
use super::repository::Repository;
use super::tree::Kind;
use super::{Limits, SourceError, diff, status};

/// What differs between two sides, before anything is left out.
#[derive(Debug)]
pub(super) struct Comparison {
    /// Where.
    pub repository: Repository,
    /// What is compared with.
    pub base: Base,
    /// What the head side is made of.
    pub head: Kind,
    /// What differs, in order of path.
    pub changes: Vec<Change>,
    /// The reader of objects of both sides.
    pub blobs: Arc<Blobs>,
}

const STATUS: [&str; 6] =
    ["status", "--porcelain=v2", "-z", "--untracked-files=all", "--find-renames", "--ignore-submodules=dirty"];

const STAGED: [&str; 9] = [
    "diff",
    "--cached",
    "--raw",
    "-z",
    "--no-abbrev",
    "--find-renames",
    "--no-ext-diff",
    "--no-relative",
    "--ignore-submodules=dirty",
];

/// The working tree against the merge base of `HEAD` with `base`, or with the default branch.
pub(super) fn working_tree(git: &Git, base: Option<&str>, limits: Limits) -> Result<Comparison, SourceError> {
    let blobs = Arc::new(Blobs::new(git.clone(), limits));
    thread::scope(|scope| {
        let touched = scope.spawn(|| git.run(&STATUS));
        let repository = Repository::discover(git)?;
        repository.need_working_tree()?;
        blobs.warm_up()?;
        let base = match base {
            None => Base::of_default_branch(&repository)?,
            Some(base) => Base::of_revisions(&repository, base, "HEAD")?.0,
        };
        let base = Base { description: format!("{}, working tree included", base.description), ..base };
        let committed = committed(&repository, &base)?;
        let touched = status::parse(&join(touched)?);
        let changes = in_order(change::up_to_working_tree(committed, touched));
        Ok(Comparison { head: working_tree_kind(&repository, &changes), repository, base, changes, blobs })
    })
}

/// The index against `HEAD`.
pub(super) fn index(git: &Git, limits: Limits) -> Result<Comparison, SourceError> {
    let blobs = Arc::new(Blobs::new(git.clone(), limits));
    thread::scope(|scope| {
        let staged = scope.spawn(|| git.run(&STAGED));
        let repository = Repository::discover(git)?;
        repository.need_working_tree()?;
        blobs.warm_up()?;
        let base = Base::head(&repository, "HEAD");
        let base = Base { description: format!("staged {}", base.description), ..base };
        let changes = in_order(change::between_trees(diff::parse(&join(staged)?)));
        Ok(Comparison { repository, base, head: Kind::Index, changes, blobs })
    })
}

/// The revision `head` against its merge base with `base`.
pub(super) fn revisions(git: &Git, base: &str, head: &str, limits: Limits) -> Result<Comparison, SourceError> {
    let repository = Repository::discover(git)?;
    let (base, commit) = Base::of_revisions(&repository, base, head)?;
    let base = Base { description: format!("{}, up to {head}", base.description), ..base };
    let changes = match &base.commit {
        Some(from) => in_order(change::between_trees(between(&repository, from, &commit)?)),
        None => Vec::new(),
    };
    let blobs = Arc::new(Blobs::new(repository.git.clone(), limits));
    Ok(Comparison { repository, base, head: Kind::Commit(commit), changes, blobs })
}

/// What was committed since `base`.
fn committed(repository: &Repository, base: &Base) -> Result<Vec<diff::Difference>, SourceError> {
    match (&base.commit, &repository.head) {
        (Some(base), Some(head)) if base != head => between(repository, base, head),
        _ => Ok(Vec::new()),
    }
}

fn between(repository: &Repository, base: &str, head: &str) -> Result<Vec<diff::Difference>, SourceError> {
    let args = ["diff-tree", "-r", "--raw", "-z", "--no-abbrev", "--find-renames", "--no-relative"];
    let args: Vec<&str> = args.into_iter().chain([base, head]).collect();
    Ok(diff::parse(&repository.git.run(&args)?))
}

fn in_order(mut changes: Vec<Change>) -> Vec<Change> {
    changes.sort_by(|one, other| one.path().cmp(other.path()));
    changes
}

fn working_tree_kind(repository: &Repository, changes: &[Change]) -> Kind {
    let heads = || changes.iter().filter_map(|change| change.head.as_ref());
    let untracked = heads().filter(|head| head.untracked).map(|head| head.path.clone()).collect();
    let present = |path: &str| heads().any(|head| head.path == path && head.place != Place::Unmerged);
    let gone = changes.iter().filter_map(|change| change.base.as_ref()).filter(|side| !present(&side.path));
    Kind::WorkingTree { untracked, deleted: gone.map(|side| side.path.clone()).collect(), sparse: repository.sparse }
}

fn join<T>(thread: thread::ScopedJoinHandle<'_, T>) -> T {
    thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}
