//! Which commit a change is judged against.

use super::SourceError;
use super::blobs::{Blobs, commit_names};
use super::repository::{Relation, Repository};

/// What may be the default branch: what the clone was told, else the first of the usual names.
const DEFAULT_BRANCHES: [&str; 5] = [
    "refs/remotes/origin/HEAD",
    "refs/heads/main",
    "refs/heads/master",
    "refs/remotes/origin/main",
    "refs/remotes/origin/master",
];

/// What the names of this repository's own branches begin with.
const LOCAL: &str = "refs/heads/";

/// What is checked out.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Branch {
    /// The branch; `None` where a commit is checked out by itself.
    pub name: Option<String>,
    /// The branch that it follows.
    pub upstream: Option<String>,
}

/// How many generations before `HEAD` are looked through, and how many commits in one of them, before git is asked.
const RECENT: usize = 32;

/// The commit that a change is judged against.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Base {
    /// The commit; `None` before the first commit, when everything is new.
    pub commit: Option<String>,
    /// The commit that is checked out, where it matters; `None` before the first commit.
    pub head: Option<String>,
    /// Which one it is, for people: `since 1a2b3c4 (merge base with main)`.
    pub description: String,
}

impl Base {
    /// The commit that is checked out.
    pub fn head(blobs: &Blobs) -> Result<Self, SourceError> {
        let head = blobs.commits(&["HEAD"])?.into_iter().next().flatten();
        Ok(head.map_or_else(Self::nothing, |head| Self::since(&head, Some(&head), "HEAD")))
    }

    /// The first parent of the commit `name`; nothing where that has none.
    pub fn parent_of(name: &str, repository: &Repository, blobs: &Blobs) -> Result<Self, SourceError> {
        let commit = blobs.commits(&[name])?.into_iter().next().flatten();
        let Some(commit) = commit else { return Err(repository.unknown(name)) };
        let parent = blobs.parents(std::slice::from_ref(&commit))?.into_iter().next();
        let since = parent.map(|parent| Self::since(&parent, Some(&commit), &format!("first parent of {name}")));
        Ok(since.unwrap_or_else(|| Self { head: Some(commit), ..Self::nothing() }))
    }

    /// The objects that [`Base::of_default_branch`] asks for first.
    pub fn asked_for_default_branch() -> Vec<String> {
        commit_names(&default_names())
    }

    /// The merge base with the default branch. Where that is checked out itself, or there is none, nothing that was committed
    /// would show: then it is the upstream of what is checked out, else the first parent of the last commit.
    /// `branch` tells what is checked out, where that matters.
    pub fn of_default_branch(
        repository: &Repository,
        blobs: &Blobs,
        branch: &mut dyn FnMut() -> Result<Branch, SourceError>,
    ) -> Result<Self, SourceError> {
        let names = default_names();
        let mut found = names.iter().zip(blobs.commits(&names)?);
        let Some((_, Some(head))) = found.next() else { return Ok(Self::nothing()) };
        let present: Vec<(&str, String)> = found.filter_map(|(name, commit)| Some((*name, commit?))).collect();
        let Some((name, commit)) = present.first() else {
            return Self::of_default_branch_itself(repository, blobs, &head, branch()?.upstream.as_deref());
        };
        let base = Self::shared_with(name, commit, &head, repository, blobs)?;
        if !name.starts_with(LOCAL) || base.commit.as_deref() != Some(&head) {
            return Ok(base);
        }
        let Branch { name: checked_out, upstream } = branch()?;
        if checked_out.is_some_and(|branch| branch != short(name)) {
            return Ok(base);
        }
        let fetched = || present.iter().find(|(name, _)| !name.starts_with(LOCAL)).map(|(name, _)| short(name));
        Self::of_default_branch_itself(repository, blobs, &head, upstream.as_deref().or_else(fetched))
    }

    /// The merge base of `head` with the branch `name`, which is at `commit`.
    fn shared_with(
        name: &str,
        commit: &str,
        head: &str,
        repository: &Repository,
        blobs: &Blobs,
    ) -> Result<Self, SourceError> {
        let remark = format!("merge base with {}", short(name));
        if commit == head || is_recent_ancestor(blobs, commit, head)? {
            return Ok(Self::since(commit, Some(head), &remark));
        }
        match repository.relate(name, "HEAD")? {
            Relation { merge_base: Some(commit), .. } => Ok(Self::since(&commit, Some(head), &remark)),
            _ => Err(no_merge_base(repository, short(name), "HEAD")),
        }
    }

    /// The base of what was committed to the default branch: its upstream, else the first parent of `head`. In a shallow clone
    /// without an upstream, the default branch may just not have been fetched.
    fn of_default_branch_itself(
        repository: &Repository,
        blobs: &Blobs,
        head: &str,
        upstream: Option<&str>,
    ) -> Result<Self, SourceError> {
        let names: Vec<&str> = upstream.into_iter().collect();
        if let (Some(name), Some(commit)) = (names.first(), blobs.commits(&names)?.into_iter().next().flatten()) {
            return Self::shared_with(name, &commit, head, repository, blobs);
        }
        if repository.shallow {
            return Err(SourceError::NoDefaultBranch);
        }
        let parent = blobs.parents(&[head.to_owned()])?.into_iter().next();
        let since = parent.map(|parent| Self::since(&parent, Some(head), "first parent of the last commit"));
        Ok(since.unwrap_or_else(|| Self {
            head: Some(head.to_owned()),
            description: "since the beginning, as the last commit is the first one".to_owned(),
            ..Self::nothing()
        }))
    }

    /// The merge base of `base` and `head`; `base` itself where their histories are unrelated. `head` is resolved, too.
    pub fn of_revisions(repository: &Repository, base: &str, head: &str) -> Result<Self, SourceError> {
        let relation = repository.relate(base, head)?;
        match &relation.merge_base {
            Some(commit) if *commit != relation.base => {
                Ok(Self::since(commit, Some(&relation.head), &format!("merge base of {base} and {head}")))
            }
            None if repository.shallow => Err(no_merge_base(repository, base, head)),
            _ => Ok(Self::since(&relation.base, Some(&relation.head), base)),
        }
    }

    /// The same base, described by `description`.
    pub fn described(self, description: String) -> Self {
        Self { description, ..self }
    }

    /// Nothing: everything is new.
    fn nothing() -> Self {
        Self { commit: None, head: None, description: "since the beginning, as there is no commit yet".to_owned() }
    }

    fn since(commit: &str, head: Option<&str>, remark: &str) -> Self {
        let abbreviated = commit.get(..7).unwrap_or(commit);
        // Whoever named the commit itself need not read it twice.
        let description = match commit.starts_with(remark) {
            true => format!("since {abbreviated}"),
            false => format!("since {abbreviated} ({remark})"),
        };
        Self { commit: Some(commit.to_owned()), head: head.map(str::to_owned), description }
    }
}

fn default_names() -> Vec<&'static str> {
    ["HEAD"].into_iter().chain(DEFAULT_BRANCHES).collect()
}

/// Whether `ancestor` is one of the last commits before `head`: it is the merge base then, and no process need be started to
/// learn so; `false` only means that git must be asked.
fn is_recent_ancestor(blobs: &Blobs, ancestor: &str, head: &str) -> Result<bool, SourceError> {
    let mut front = vec![head.to_owned()];
    for _ in 0..RECENT {
        front = blobs.parents(&front)?;
        front.sort_unstable();
        front.dedup();
        if front.iter().any(|commit| commit == ancestor) {
            return Ok(true);
        }
        if front.is_empty() || front.len() > RECENT {
            break;
        }
    }
    Ok(false)
}

fn no_merge_base(repository: &Repository, base: &str, head: &str) -> SourceError {
    SourceError::NoMergeBase { base: base.to_owned(), head: head.to_owned(), shallow: repository.shallow }
}

fn short(name: &str) -> &str {
    name.strip_prefix("refs/heads/").or_else(|| name.strip_prefix("refs/remotes/")).unwrap_or(name)
}
