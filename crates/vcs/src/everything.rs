//! All files under the paths that were asked for, also outside git.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use std::thread;

use model::Gap;

use super::blobs::Blobs;
use super::git::Git;
use super::load::gap;
use super::paths::{self, Asked};
use super::repository::Repository;
use super::tree::{IsSource, Kind, Tree};
use super::walk::{self, Met, MetKind};
use super::{Request, SourceError};
use crate::exclude;
use crate::included;
use crate::local_state;
use crate::other_languages;
use crate::path_filter::{self, Rules, Sieve, Skipped, UNKNOWN_LANGUAGE};

/// Everything there is to judge.
pub(super) struct Everything {
    /// Where the paths begin.
    pub tree: Tree,
    /// The paths of the files, in order.
    pub files: Vec<String>,
    /// How many were left out, by reason.
    pub skipped: Skipped,
    /// How many were left out because their language is not read, by its name.
    pub languages: Skipped,
    /// What could not be looked at.
    pub gaps: Vec<Gap>,
}

/// All files under the paths of `request`.
pub(super) fn all(request: &Request, is_source: &IsSource) -> Result<Everything, SourceError> {
    let (root, repository) = root(request)?;
    let asked = paths::from_root(&root, &request.start, &request.paths)?;
    if let Some(missing) = asked.iter().find(|asked| root.join(&asked.path).symlink_metadata().is_err()) {
        return Err(SourceError::NoSuchPath { path: missing.typed.clone() });
    }
    let own = repository.as_ref().map_or_else(PathBuf::new, |repository| repository.attributes.clone());
    let entered = asked.iter().map(|asked| asked.path.clone()).filter(|path| root.join(path).is_dir()).collect();
    let mut found = gather(&root, &asked, repository.as_ref())?;
    let tree = tree(request, &root, repository.as_ref(), is_source, found.listed.take());
    let included = included::included(&tree, found.fragments(request.is_fragment))?;
    let sieve = Sieve::new(request, Arc::clone(is_source))?.entering(entered).including(included);
    let mut sorted = Sorted::default();
    found.met.retain(|met| !matches!(met, Met::Entry(path, _) if found.unmerged.contains(path)));
    found.met.into_iter().for_each(|met| sorted.take(met, &sieve));
    found.unmerged.iter().for_each(|path| sorted.gaps.push(gap(path, "unmerged", true)));
    sorted.apply(&sieve, &tree, &own)?;
    sorted.gaps.extend(local_state::own_attributes(&own));
    let here = sorted.here.iter().flat_map(|path| walk::files_at(&root, path)).collect();
    sorted.gaps.extend(exclude::ignored_here(here, &asked, &sieve));
    let Sorted { files, skipped, languages, gaps, .. } = sorted;
    Ok(Everything { tree, files, skipped, languages, gaps })
}

/// The directory that paths are told from: the repository's top, or, outside of one, the current directory or what lies
/// above all paths.
fn root(request: &Request) -> Result<(PathBuf, Option<Repository>), SourceError> {
    let start = canonical(&request.start)?;
    let targets: Vec<PathBuf> = request.paths.iter().map(|path| paths::clean(&start.join(path))).collect();
    let targets: Vec<PathBuf> =
        targets.iter().map(|path| path.canonicalize().unwrap_or_else(|_| path.clone())).collect();
    let holds = |root: &Path| targets.iter().all(|target| target.starts_with(root));
    let first = targets.first().map(|path| directory_of(path));
    for directory in [Some(start.clone()), first].into_iter().flatten() {
        let repository = Repository::ask(&Git::at(&request.git, &directory)).ok();
        let repository = repository.filter(|repository| repository.has_working_tree && holds(&repository.root));
        if let Some(repository) = repository {
            return Ok((repository.root.clone(), Some(repository)));
        }
    }
    Ok((if holds(&start) { start } else { common(&targets) }, None))
}

fn canonical(start: &Path) -> Result<PathBuf, SourceError> {
    start.canonicalize().map_err(|source| SourceError::Unreadable { path: start.to_owned(), source })
}

fn directory_of(path: &Path) -> PathBuf {
    let directory = path.ancestors().find(|path| path.is_dir());
    directory.unwrap_or(path).to_owned()
}

fn common(targets: &[PathBuf]) -> PathBuf {
    let mut shared = targets.first().map(|path| directory_of(path)).unwrap_or_default();
    while !targets.iter().all(|target| target.starts_with(&shared)) && shared.pop() {}
    shared
}

fn tree(
    request: &Request,
    root: &Path,
    repository: Option<&Repository>,
    is_source: &IsSource,
    listed: Option<Vec<String>>,
) -> Tree {
    let git = repository.map(|repository| repository.git.clone());
    Tree {
        kind: Kind::Directory { in_repository: repository.is_some() },
        root: root.to_owned(),
        blobs: git.clone().map(|git| Arc::new(Blobs::new(git, request.limits))),
        git,
        limits: request.limits,
        is_source: Arc::clone(is_source),
        listed: listed.map_or_else(OnceLock::new, OnceLock::from),
    }
}

struct Found {
    met: BTreeSet<Met>,
    /// All files of the tree, where all of it was walked.
    listed: Option<Vec<String>>,
    unmerged: BTreeSet<String>,
}

impl Found {
    /// The files that are read where a source file includes them.
    fn fragments(&self, is_fragment: fn(&str) -> bool) -> Vec<String> {
        let files = self.met.iter().filter_map(|met| match met {
            Met::Entry(path, MetKind::File) => Some(path),
            _ => None,
        });
        files.filter(|path| is_fragment(path)).cloned().collect()
    }
}

/// What is on disk. git adds the files that it tracks although they match a `.gitignore`.
fn gather(root: &Path, asked: &[Asked], repository: Option<&Repository>) -> Result<Found, SourceError> {
    let starts: Vec<PathBuf> = asked.iter().map(|asked| root.join(&asked.path)).collect();
    let starts = if starts.is_empty() { vec![root.to_owned()] } else { starts };
    thread::scope(|scope| {
        let tracked = scope.spawn(|| match repository {
            Some(repository) => tracked(repository, asked),
            None => Ok((BTreeSet::new(), BTreeSet::new())),
        });
        let mut met = walk::walk(root, &starts, repository.is_some());
        let listed = (starts == [root]).then(|| walk::files(&met));
        let (ignored, unmerged) = tracked.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))?;
        met.extend(
            ignored.into_iter().filter(|path| is_file(&root.join(path))).map(|path| Met::Entry(path, MetKind::File)),
        );
        Ok(Found { met, listed, unmerged })
    })
}

fn is_file(path: &Path) -> bool {
    path.symlink_metadata().is_ok_and(|metadata| metadata.is_file())
}

/// The tracked files that a `.gitignore` matches, and the unmerged ones.
fn tracked(repository: &Repository, asked: &[Asked]) -> Result<(BTreeSet<String>, BTreeSet<String>), SourceError> {
    let list = |args: &[&str]| -> Result<BTreeSet<String>, SourceError> {
        let answer = repository.git.run(args)?;
        let paths = answer.split(|&byte| byte == 0).map(|path| String::from_utf8_lossy(path).into_owned());
        Ok(paths.filter(|path| !path.is_empty()).collect())
    };
    let asked_for = |path: &String| paths::is_asked(asked, path);
    let ignored = list(&["ls-files", "-z", "--cached", "--ignored", "--exclude-standard"])?;
    let unmerged = list(&["ls-files", "-z", "--unmerged"])?;
    let unmerged = unmerged.iter().filter_map(|entry| entry.split_once('\t')).map(|(_, path)| path.to_owned());
    Ok((ignored.into_iter().filter(asked_for).collect(), unmerged.filter(asked_for).collect()))
}

/// What was met, sorted into files, files that are left out, and gaps.
#[derive(Default)]
struct Sorted {
    files: Vec<String>,
    skipped: Skipped,
    languages: Skipped,
    gaps: Vec<Gap>,
    /// What only this copy of the repository ignores: files and directories.
    here: Vec<String>,
}

impl Sorted {
    fn take(&mut self, met: Met, sieve: &Sieve) {
        match met {
            Met::Unreadable(path, reason) => self.gaps.push(gap(&path, format!("cannot be read: {reason}"), true)),
            Met::Entry(path, MetKind::IgnoredHere) => self.here.push(path),
            Met::Entry(path, kind) => {
                let reason = kind.mode().map_or(Some("build output"), |mode| sieve.by_kind(&path, mode));
                match reason {
                    Some(reason) => self.leave_out(&path, reason),
                    None => self.keep(path),
                }
            }
        }
    }

    fn leave_out(&mut self, path: &str, reason: &'static str) {
        path_filter::count(&mut self.skipped, reason);
        if reason == UNKNOWN_LANGUAGE {
            path_filter::count(&mut self.languages, &other_languages::name_of(path));
            self.gaps.extend(other_languages::gap_reason(path).map(|reason| gap(path, reason, false)));
        }
    }

    fn keep(&mut self, path: String) {
        if path.contains(char::REPLACEMENT_CHARACTER) {
            self.gaps.push(gap(&path, "its name is not UTF-8", true));
        } else {
            self.files.push(path);
        }
    }

    /// Leaves out what the tree's own files say.
    fn apply(&mut self, sieve: &Sieve, tree: &Tree, own: &Path) -> Result<(), SourceError> {
        let names: Vec<&str> = self.files.iter().map(String::as_str).collect();
        let rules = Rules::of(tree, own, &names)?;
        let skipped = &mut self.skipped;
        self.files.retain(|path| {
            let reason = sieve.by_rules(path, &rules);
            reason.iter().for_each(|reason| path_filter::count(skipped, reason));
            reason.is_none()
        });
        Ok(())
    }
}
