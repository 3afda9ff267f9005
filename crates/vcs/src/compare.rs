//! Asks git what changed, with processes that do not depend on one another side by side.

use std::collections::HashSet;
use std::sync::Arc;

use super::base::Base;
use super::blobs::{Blobs, commit_names};
use super::change::{self, Change};
use super::git::{Git, Running};
use super::index::Index;
use super::local_state::{self, LocalSettings, Unwatched};
use super::repository::Repository;
use super::tree::Kind;
use super::{Limits, SourceError, diff, staged, status};

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
    /// The paths of files that only this copy of the repository ignores.
    pub ignored_here: Vec<String>,
}

const STATUS: [&str; 8] = [
    "status",
    "--porcelain=v2",
    "--branch",
    "--no-ahead-behind",
    "-z",
    "--untracked-files=all",
    "--find-renames",
    "--ignore-submodules=dirty",
];

const STAGED: [&str; 8] =
    ["diff", "--cached", "--raw", "-z", "--no-abbrev", "--find-renames", "--no-ext-diff", "--ignore-submodules=dirty"];

/// What git is asked first about the working tree, already at work.
#[derive(Debug)]
pub(super) struct Asked {
    repository: Repository,
    listing: Running,
    hidden: Option<Running>,
    unwatched: Unwatched,
    blobs: Arc<Blobs>,
}

impl Asked {
    /// Asks what differs between the working tree and `HEAD`; `base` as in [`working_tree`].
    pub fn on_working_tree(git: &Git, base: Option<&str>, limits: Limits) -> Result<Self, SourceError> {
        let blobs = Arc::new(Blobs::new(git.clone(), limits));
        blobs.warm_up(&base.map_or_else(Base::asked_for_default_branch, |_| Vec::new()))?;
        let settings = LocalSettings::of(git)?;
        let listing = settings.without_filters(git)?.begin(&STATUS)?;
        let repository = Repository::discover(git)?;
        repository.need_working_tree()?;
        let hidden = settings.hidden(git, &repository)?;
        let unwatched = Unwatched::of(&repository)?;
        Ok(Self { repository, listing, hidden, unwatched, blobs })
    }
}

/// The working tree against the merge base of `HEAD` with `base`, or with the default branch.
pub(super) fn working_tree(asked: Asked, base: Option<&str>) -> Result<Comparison, SourceError> {
    let Asked { repository, listing, hidden, unwatched, blobs } = asked;
    let mut listing = Listed { asked: Some(listing), answer: Vec::new() };
    let base = match base {
        None => Base::of_default_branch(&repository, &blobs, &mut || Ok(status::branch(listing.answer()?)))?,
        Some(base) => Base::of_revisions(&repository, base, "HEAD")?,
    };
    let committed = match base.commit {
        Some(_) => between(&repository, &base)?,
        None => root(&repository, &base)?,
    };
    let mut touched = status::parse(listing.answer()?);
    let ignored_here = local_state::ignored_here(hidden, &touched)?;
    touched.extend(unwatched.comparable(&repository, &touched)?);
    let changes = in_order(change::up_to_working_tree(committed, touched));
    let description = format!("{}, working tree included", base.description);
    let head = working_tree_kind(&repository, &changes);
    Ok(Comparison { repository, base: base.described(description), head, changes, blobs, ignored_here })
}

/// What git says of the working tree, waited for when it is first needed.
struct Listed {
    asked: Option<Running>,
    answer: Vec<u8>,
}

impl Listed {
    fn answer(&mut self) -> Result<&[u8], SourceError> {
        if let Some(asked) = self.asked.take() {
            self.answer = asked.finish()?;
        }
        Ok(&self.answer)
    }
}

/// What is known of the index, while git gets ready to tell what `HEAD` holds.
#[derive(Debug)]
pub(super) struct AskedOnIndex {
    git: Git,
    /// Where it can be told without git.
    repository: Option<Repository>,
    listing: Listing,
    blobs: Arc<Blobs>,
}

/// What there is to learn the staged changes from.
#[derive(Debug)]
enum Listing {
    /// The index as it lies on disk.
    Read(Arc<Index>),
    /// Git, already at work.
    Asked(Running),
}

impl AskedOnIndex {
    /// Begins to find out what differs between the index and `HEAD`. A plain index is read here: that takes a moment, a process
    /// of git longer than all the rest of a small check.
    pub fn new(git: Git, limits: Limits) -> Result<Self, SourceError> {
        let blobs = Arc::new(Blobs::new(git.clone(), limits));
        blobs.warm_up(&[commit_names(&["HEAD"]), vec![HEAD_TREE.to_owned()]].concat())?;
        let repository = Repository::ordinary(&git);
        let listing = match repository.as_ref().and_then(Index::of) {
            Some(index) => Listing::Read(Arc::new(index)),
            None => Listing::Asked(git.begin(&STAGED)?),
        };
        Ok(Self { git, repository, listing, blobs })
    }
}

/// The tree of the commit that is checked out.
const HEAD_TREE: &str = "HEAD^{tree}";

/// The index against `HEAD`.
pub(super) fn index(asked: AskedOnIndex) -> Result<Comparison, SourceError> {
    let AskedOnIndex { git, repository, listing, blobs } = asked;
    let repository = repository.map_or_else(|| Repository::ask(&git), Ok)?;
    repository.need_working_tree()?;
    let base = Base::head(&blobs)?;
    let (differences, read) = match listing {
        Listing::Asked(listing) => (diff::parse(&listing.finish()?), None),
        Listing::Read(index) => (staged(&index, &base, &repository, &blobs)?, Some(index)),
    };
    let changes = in_order(change::between_trees(differences));
    let description = format!("staged {}", base.description);
    Ok(Comparison {
        repository,
        base: base.described(description),
        head: Kind::Index(read),
        changes,
        blobs,
        ignored_here: Vec::new(),
    })
}

fn staged(
    index: &Index,
    base: &Base,
    repository: &Repository,
    blobs: &Blobs,
) -> Result<Vec<diff::Difference>, SourceError> {
    let tree = base.commit.as_ref().map(|_| HEAD_TREE.to_owned());
    match staged::differences(index, tree, blobs)? {
        Some(differences) => Ok(differences),
        None => Ok(diff::parse(&repository.git.run(&STAGED)?)),
    }
}

/// The index against the first parent of `HEAD`.
pub(super) fn amended(git: &Git, limits: Limits) -> Result<Comparison, SourceError> {
    let blobs = Arc::new(Blobs::new(git.clone(), limits));
    let repository = Repository::discover(git)?;
    repository.need_working_tree()?;
    let base = Base::parent_of("HEAD", &repository, &blobs)?;
    let tree = base.commit.clone().map_or_else(|| empty_tree(&repository), Ok)?;
    let staged = repository.git.run(&STAGED.iter().copied().chain([tree.as_str()]).collect::<Vec<_>>())?;
    let changes = in_order(change::between_trees(diff::parse(&staged)));
    let description = format!("staged {}", base.description);
    Ok(Comparison {
        repository,
        base: base.described(description),
        head: Kind::Index(None),
        changes,
        blobs,
        ignored_here: Vec::new(),
    })
}

/// The commit `name` against its first parent.
pub(super) fn commit(git: &Git, name: &str, limits: Limits) -> Result<Comparison, SourceError> {
    let repository = Repository::discover(git)?;
    let blobs = Arc::new(Blobs::new(repository.git.clone(), limits));
    let base = Base::parent_of(name, &repository, &blobs)?;
    let changes = match &base.commit {
        Some(_) => between(&repository, &base)?,
        None => root(&repository, &base)?,
    };
    let head = base.head.clone().map_or(Kind::Nothing, Kind::Commit);
    Ok(Comparison {
        repository,
        base,
        head,
        changes: in_order(change::between_trees(changes)),
        blobs,
        ignored_here: Vec::new(),
    })
}

/// What a commit without parents holds.
fn root(repository: &Repository, base: &Base) -> Result<Vec<diff::Difference>, SourceError> {
    let Some(commit) = &base.head else { return Ok(Vec::new()) };
    let args = ["diff-tree", "--root", "--no-commit-id", "-r", "--raw", "-z", "--no-abbrev", commit];
    Ok(diff::parse(&repository.git.run(&args)?))
}

/// The object name of a tree that holds nothing, which depends on how the repository names objects.
fn empty_tree(repository: &Repository) -> Result<String, SourceError> {
    let name = repository.git.run(&["hash-object", "-t", "tree", "--stdin"])?;
    Ok(String::from_utf8_lossy(&name).trim().to_owned())
}

/// The revision `head` against its merge base with `base`.
pub(super) fn revisions(git: &Git, base: &str, head: &str, limits: Limits) -> Result<Comparison, SourceError> {
    let repository = Repository::discover(git)?;
    let base = Base::of_revisions(&repository, base, head)?;
    let changes = in_order(change::between_trees(between(&repository, &base)?));
    let blobs = Arc::new(Blobs::new(repository.git.clone(), limits));
    let description = format!("{}, up to {head}", base.description);
    let kind = base.head.clone().map_or(Kind::Nothing, Kind::Commit);
    Ok(Comparison {
        repository,
        base: base.described(description),
        head: kind,
        changes,
        blobs,
        ignored_here: Vec::new(),
    })
}

/// What was committed from the base to the head.
fn between(repository: &Repository, base: &Base) -> Result<Vec<diff::Difference>, SourceError> {
    let (Some(from), Some(to)) = (&base.commit, &base.head) else { return Ok(Vec::new()) };
    if from == to {
        return Ok(Vec::new());
    }
    let args = ["diff-tree", "-r", "--raw", "-z", "--no-abbrev", "--find-renames"];
    let args: Vec<&str> = args.into_iter().chain([from.as_str(), to]).collect();
    Ok(diff::parse(&repository.git.run(&args)?))
}

fn in_order(mut changes: Vec<Change>) -> Vec<Change> {
    changes.sort_by(|one, other| one.path().cmp(other.path()));
    changes
}

fn working_tree_kind(repository: &Repository, changes: &[Change]) -> Kind {
    let heads = || changes.iter().filter_map(|change| change.head.as_ref());
    let untracked = heads().filter(|head| head.untracked).map(|head| head.path.clone()).collect();
    let present: HashSet<&str> = heads().map(|head| head.path.as_str()).collect();
    let bases = changes.iter().filter_map(|change| change.base.as_ref()).map(|base| &base.path);
    let deleted = bases.filter(|path| !present.contains(path.as_str())).cloned().collect();
    Kind::WorkingTree { untracked, deleted, sparse: repository.sparse }
}
