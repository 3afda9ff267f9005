//! What is to be judged, and everything needed to look beyond it.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use model::{Gap, SourceText};

use super::change::Change;
use super::compare::{self, Comparison};
use super::everything;
use super::git::Git;
use super::paths::{self, Asked};
use super::texts;
use super::tree::{IsSource, Kind, Tree};
use super::{Request, Scope, SourceError};
use crate::exclude::{self, Narrowing};
use crate::included;
use crate::local_state;
use crate::path_filter::{RULE_FILES, Sieve, Skipped};

/// A file that the change touched. Without a head it was deleted; without a base it is new.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangedFile {
    /// Its path from the root: at head, for a deleted file at base.
    pub path: String,
    /// Its path at base, another one for a renamed file; `None` for a new one.
    pub base_path: Option<String>,
    /// Its text at base.
    pub base: Option<SourceText>,
    /// Its text at head.
    pub head: Option<SourceText>,
}

/// What is to be judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// What a change did.
    Change {
        /// The source files that it touched and that were asked for, in order of path.
        files: Vec<ChangedFile>,
        /// The paths at base of the other source files that it touched, to be read from [`Selection::base`]: a function
        /// that was moved out of one of them is not new.
        elsewhere: Vec<String>,
    },
    /// Whole files, as they are: their paths, in order, to be read from [`Selection::head`].
    Everything {
        /// The paths from the root.
        paths: Vec<String>,
    },
}

/// What is to be judged, and where to look beyond it.
#[derive(Debug)]
pub struct Selection {
    /// The directory that all paths begin at.
    pub root: PathBuf,
    /// What is to be judged.
    pub subject: Subject,
    /// How many files were left out, by reason: `unknown language`, `excluded`, `ignored`, `vendored`, `generated`, `symlink`,
    /// `submodule`, `binary`, `mode only`, and `build output` (directories, where whole trees are walked).
    pub skipped: Skipped,
    /// How many files were left out because their language is not read, by its name: `Python`; `.xyz` where it is not known,
    /// `other` where the file has no ending.
    pub languages: BTreeMap<String, usize>,
    /// What should have been read and could not be.
    pub gaps: Vec<Gap>,
    /// The commit that is compared with; `None` where everything is judged, and before the first commit.
    pub base_commit: Option<String>,
    /// What is compared, for people: `since 1a2b3c4 (merge base with main), working tree included`.
    pub description: String,
    /// All files at head.
    pub head: Tree,
    /// All files at base; empty where everything is judged.
    pub base: Tree,
    changes: Vec<Change>,
}

/// A selection that git is already at work on.
pub struct Begun<'r> {
    request: &'r Request,
    /// What differs; `None` where everything is judged.
    compared: Option<Compared<'r>>,
}

type Compared<'r> = Box<dyn FnOnce() -> Result<Comparison, SourceError> + 'r>;

/// Begins to bring in what `request` asks for. What is done between this and [`Begun::select`] is done while git works.
///
/// # Errors
/// Where git cannot be started.
pub fn begin(request: &Request) -> Result<Begun<'_>, SourceError> {
    let git = || Git::at(&request.git, &request.start);
    let limits = request.limits;
    let on_working_tree = |base| {
        let asked = compare::Asked::on_working_tree(&git(), base, limits)?;
        Ok(Box::new(move || compare::working_tree(asked, base)))
    };
    let compared: Compared = match &request.scope {
        Scope::All => return Ok(Begun { request, compared: None }),
        Scope::Default => on_working_tree(None)?,
        Scope::Range { base, head: None } => on_working_tree(Some(base))?,
        Scope::Staged => {
            let asked = compare::AskedOnIndex::new(git(), limits)?;
            Box::new(move || compare::index(asked))
        }
        Scope::Amended => Box::new(move || compare::amended(&git(), limits)),
        Scope::Commit(commit) => Box::new(move || compare::commit(&git(), commit, limits)),
        Scope::Range { base, head: Some(head) } => Box::new(move || compare::revisions(&git(), base, head, limits)),
    };
    Ok(Begun { request, compared: Some(compared) })
}

/// Brings in what `request` asks for. `is_source` tells which paths are source files of a language that is read.
///
/// # Errors
/// Where the request does not fit the repository, and where git fails; see [`SourceError`].
pub fn select(request: &Request, is_source: &IsSource) -> Result<Selection, SourceError> {
    begin(request)?.select(is_source)
}

impl Begun<'_> {
    /// Brings in what was asked for. `is_source` tells which paths are source files of a language that is read.
    ///
    /// # Errors
    /// As [`select`].
    pub fn select(self, is_source: &IsSource) -> Result<Selection, SourceError> {
        match self.compared {
            Some(compared) => changed(self.request, is_source, compared()?),
            None => everything(self.request, is_source),
        }
    }
}

impl Selection {
    /// The paths that differ between base and head, of whatever language: those at head, for a deleted file that at base.
    pub fn touched(&self) -> Vec<String> {
        self.changes.iter().map(|change| change.path().to_owned()).collect()
    }

    /// The files, of whatever language, whose path `wanted` accepts and that the change touched: configuration, for
    /// example, that whoever is judged moved.
    ///
    /// # Errors
    /// When git fails.
    pub fn changed_where(&self, wanted: impl Fn(&str) -> bool) -> Result<Vec<ChangedFile>, SourceError> {
        let changes: Vec<&Change> = self.changes.iter().filter(|change| change.paths().any(&wanted)).collect();
        Ok(texts::load(&changes, &self.head)?.files)
    }
}

fn everything(request: &Request, is_source: &IsSource) -> Result<Selection, SourceError> {
    let found = everything::all(request, is_source)?;
    Ok(Selection {
        root: found.tree.root.clone(),
        subject: Subject::Everything { paths: found.files },
        skipped: found.skipped,
        languages: found.languages,
        gaps: found.gaps,
        base_commit: None,
        description: everything_in(request),
        base: found.tree.sibling(Kind::Nothing),
        head: found.tree,
        changes: Vec::new(),
    })
}

fn everything_in(request: &Request) -> String {
    let typed: Vec<_> = request.paths.iter().map(|path| path.display().to_string()).collect();
    if typed.is_empty() { "all files".to_owned() } else { format!("all files under {}", typed.join(", ")) }
}

fn changed(request: &Request, is_source: &IsSource, comparison: Comparison) -> Result<Selection, SourceError> {
    let head = head(request, is_source, &comparison);
    let Comparison { repository, base, changes, ignored_here, .. } = comparison;
    let asked = paths::from_root(&repository.root, &request.start, &request.paths)?;
    check_existence(&asked, &changes, &head)?;
    let before = head.sibling(base.commit.clone().map_or(Kind::Nothing, Kind::Commit));
    let fragments = changes.iter().filter_map(|change| change.head.as_ref()).map(|head| head.path.clone());
    let fragments = fragments.filter(|path| (request.is_fragment)(path)).collect();
    let sieve = Sieve::new(request, Arc::clone(is_source))?.including(included::included(&head, fragments)?);
    let judged_by_base = base.commit.is_some() && !request.accept_policy_change;
    let narrowing = Narrowing {
        asked: &asked,
        sieve: &sieve,
        policy: if judged_by_base && may_move_rules(&changes, &head) { &before } else { &head },
        own: &repository.attributes,
        moves_count: !judged_by_base,
    };
    let narrowed = narrowing.of(&changes)?;
    let texts = texts::load(&narrowed.kept, &head)?;
    let own = local_state::own_attributes(&repository.attributes);
    let hidden = exclude::ignored_here(ignored_here, &asked, &sieve);
    let mut skipped = narrowed.skipped;
    texts.skipped.into_iter().for_each(|(reason, count)| *skipped.entry(reason).or_default() += count);
    Ok(Selection {
        root: repository.root,
        subject: Subject::Change { files: texts.files, elsewhere: narrowed.elsewhere },
        skipped,
        languages: narrowed.languages,
        gaps: narrowed.gaps.into_iter().chain(texts.gaps).chain(hidden).chain(own).collect(),
        base: before,
        base_commit: base.commit,
        description: base.description,
        head,
        changes,
    })
}

/// Whether the ignore and attribute files at head may differ from those at base. In the working tree there can be some that git
/// is told to ignore.
fn may_move_rules(changes: &[Change], head: &Tree) -> bool {
    let is_rule_file = |path: &str| RULE_FILES.iter().any(|name| path.rsplit('/').next() == Some(name));
    matches!(head.kind, Kind::WorkingTree { .. }) || changes.iter().any(|change| change.paths().any(is_rule_file))
}

fn head(request: &Request, is_source: &IsSource, comparison: &Comparison) -> Tree {
    Tree {
        kind: comparison.head.clone(),
        root: comparison.repository.root.clone(),
        git: Some(comparison.repository.git.clone()),
        blobs: Some(Arc::clone(&comparison.blobs)),
        limits: request.limits,
        is_source: Arc::clone(is_source),
        listed: OnceLock::new(),
    }
}

/// An error for a path that neither the change nor the head side knows: a mistyped path must not look like a clean one.
fn check_existence(asked: &[Asked], changes: &[Change], head: &Tree) -> Result<(), SourceError> {
    for asked in asked.iter().filter(|asked| !asked.path.is_empty()) {
        let is_on_disk = head.root.join(&asked.path).symlink_metadata().is_ok();
        let is_changed = || changes.iter().any(|change| change.paths().any(|path| asked.covers(path)));
        if !is_on_disk && !is_changed() && !head.paths()?.iter().any(|path| asked.covers(path)) {
            return Err(SourceError::NoSuchPath { path: asked.typed.clone() });
        }
    }
    Ok(())
}
