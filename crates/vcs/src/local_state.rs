//! What only this copy of a repository says, and what would hide a change from everyone who looks here: filters, files that the
//! index does not watch, patterns that nobody else ignores.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use model::Gap;

use super::SourceError;
use super::attributes;
use super::diff::{Mode, Side};
use super::git::{Git, Running};
use super::index::Index;
use super::load::gap;
use super::repository::Repository;
use super::status::Touched;

/// Which settings matter here: programs that git would run on contents, and a user's own ignore file.
const ASKED: [&str; 4] =
    ["config", "-z", "--get-regexp", "^(filter\\..*\\.(clean|smudge|process)|core\\.excludesfile)$"];

/// All files that are not tracked, but for what the tree's own `.gitignore` files match.
const UNTRACKED: [&str; 4] = ["ls-files", "--others", "--exclude-per-directory=.gitignore", "-z"];

/// All entries of the index, with their flags and objects.
const ENTRIES: [&str; 4] = ["ls-files", "-v", "--stage", "-z"];

/// What the configuration says that matters here.
pub(super) struct LocalSettings {
    filters: Vec<String>,
    excludes: Option<PathBuf>,
}

impl LocalSettings {
    /// Asks `git`.
    pub fn of(git: &Git) -> Result<Self, SourceError> {
        let output = git.output(&ASKED)?;
        // 1 is git's word for having found nothing.
        if !output.status.success() && output.status.code() != Some(1) {
            return Err(git.failure(&ASKED, &output.stderr));
        }
        let mut settings = Self { filters: Vec::new(), excludes: None };
        for entry in String::from_utf8_lossy(&output.stdout).split('\0') {
            let (key, value) = entry.split_once('\n').unwrap_or((entry, ""));
            match key.strip_prefix("filter.").and_then(|rest| rest.rsplit_once('.')) {
                Some((name, _)) => settings.filters.push(name.to_owned()),
                None if key == "core.excludesfile" => settings.excludes = Some(expanded(value, git)),
                None => {}
            }
        }
        settings.filters.sort();
        settings.filters.dedup();
        Ok(settings)
    }

    /// `git`, which runs no filter on contents: they are compared as they are.
    pub fn without_filters(&self, git: &Git) -> Result<Git, SourceError> {
        if let Some(name) = self.filters.iter().find(|name| name.contains('=')) {
            let message =
                format!("the filter `{name}` is configured, and cannot be turned off for its name holds a `=`");
            return Err(SourceError::Git { command: format!("git {}", ASKED.join(" ")), message });
        }
        let off = |name: &String| {
            let set = |key: &str, value: &str| format!("filter.{name}.{key}={value}");
            [set("clean", ""), set("smudge", ""), set("process", ""), set("required", "false")]
        };
        Ok(git.with_settings(self.filters.iter().flat_map(off).collect()))
    }

    /// Whether anything is ignored in this copy alone.
    fn ignore_anything(&self, git: &Git, own: &Path) -> bool {
        let usual = || {
            let folder = git.variable("XDG_CONFIG_HOME").filter(|folder| !folder.is_empty()).map(PathBuf::from);
            let folder = folder.or_else(|| Some(PathBuf::from(git.variable("HOME")?).join(".config")))?;
            Some(folder.join("git/ignore"))
        };
        let global = self.excludes.clone().or_else(usual);
        global.iter().map(PathBuf::as_path).chain([own]).any(holds_pattern)
    }

    /// Begins to list what this copy alone ignores; `None` where it ignores nothing.
    pub fn hidden(&self, git: &Git, repository: &Repository) -> Result<Option<Running>, SourceError> {
        match self.ignore_anything(git, &repository.excludes()) {
            true => repository.git.begin(&UNTRACKED).map(Some),
            false => Ok(None),
        }
    }
}

/// The gap for attributes that only this copy has, at `own`.
pub(super) fn own_attributes(own: &Path) -> Option<Gap> {
    let reason = "it says in this copy alone which files are generated or vendored, so no attributes are taken";
    attributes::has_a_say(own).then(|| gap(".git/info/attributes", reason, false))
}

/// Whether the ignore file at `path` has a line that is a pattern.
pub(super) fn holds_pattern(path: &Path) -> bool {
    let text = fs::read(path).unwrap_or_default();
    String::from_utf8_lossy(&text).lines().any(|line| !line.trim().is_empty() && !line.starts_with('#'))
}

/// `~/` at the beginning of a path in git's configuration is the home directory.
fn expanded(path: &str, git: &Git) -> PathBuf {
    match (path.strip_prefix("~/"), git.variable("HOME")) {
        (Some(rest), Some(home)) => PathBuf::from(home).join(rest),
        _ => git.directory().join(path),
    }
}

/// The paths that `listing` tells of and `touched` does not: what this copy alone ignores.
pub(super) fn ignored_here(listing: Option<Running>, touched: &[Touched]) -> Result<Vec<String>, SourceError> {
    let Some(listing) = listing else { return Ok(Vec::new()) };
    let answer = listing.finish()?;
    let known: HashSet<&str> = touched.iter().map(|entry| entry.path.as_str()).collect();
    let paths = answer.split(|&byte| byte == 0).map(|path| String::from_utf8_lossy(path).into_owned());
    Ok(paths.filter(|path| !path.is_empty() && !path.ends_with('/') && !known.contains(path.as_str())).collect())
}

/// The entries that git does not look for on disk (`assume-unchanged`, `skip-worktree`), and their objects.
#[derive(Debug)]
pub(super) enum Unwatched {
    /// As the index tells.
    Known(Vec<Side>),
    /// Git is asked, where the index is not plain.
    Asked(Running),
}

impl Unwatched {
    /// Begins to find them.
    pub fn of(repository: &Repository) -> Result<Self, SourceError> {
        match Index::of(repository) {
            Some(index) => Ok(Self::Known(index.unwatched())),
            None => repository.git.begin(&ENTRIES).map(Self::Asked),
        }
    }

    /// Those of them that are on disk, or that were left out of it although nothing is checked out in part, as changes to be
    /// compared by content; those that `touched` tells of are known already.
    pub fn comparable(self, repository: &Repository, touched: &[Touched]) -> Result<Vec<Touched>, SourceError> {
        let sides = match self {
            Self::Known(sides) => sides,
            Self::Asked(listing) => unwatched(&listing.finish()?),
        };
        let known: HashSet<&str> = touched.iter().map(|entry| entry.path.as_str()).collect();
        let unknown = sides.into_iter().filter(|side| !known.contains(side.path.as_str()));
        Ok(unknown.filter_map(|side| to_compare(side, repository)).collect())
    }
}

fn to_compare(side: Side, repository: &Repository) -> Option<Touched> {
    let is_there = repository.root.join(&side.path).symlink_metadata().is_ok();
    (is_there || !repository.sparse).then(|| Touched {
        path: side.path.clone(),
        mode: is_there.then_some(side.mode),
        indexed: is_there.then(|| side.oid.clone()),
        old: Some(side),
        unmerged: false,
        untracked: false,
    })
}

/// Reads `<flag> <mode> <object> <stage>\t<path>`: a small letter is an entry that is taken to be unchanged, `S` one that is
/// not looked for.
fn unwatched(answer: &[u8]) -> Vec<Side> {
    let entry = |entry: &[u8]| {
        let entry = String::from_utf8_lossy(entry).into_owned();
        let (facts, path) = entry.split_once('\t')?;
        let mut facts = facts.split(' ');
        let flag = facts.next()?;
        let mode = Mode::parse(facts.next()?)?;
        let oid = facts.next()?.to_owned();
        let is_unwatched = flag == "S" || flag.chars().all(char::is_lowercase);
        is_unwatched.then(|| Side { path: path.to_owned(), mode, oid })
    };
    answer.split(|&byte| byte == 0).filter_map(entry).collect()
}
