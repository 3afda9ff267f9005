//! Which commit a change is judged against.

use super::SourceError;
use super::repository::{Relation, Repository};

/// What stands for the default branch where the clone does not say which one it is, in this order.
const DEFAULT_BRANCHES: [&str; 4] =
    ["refs/heads/main", "refs/heads/master", "refs/remotes/origin/main", "refs/remotes/origin/master"];

/// The commit that a change is judged against.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Base {
    /// The commit; `None` before the first commit, when everything is new.
    pub commit: Option<String>,
    /// Which one it is, for people: `since 1a2b3c4 (merge base with main)`.
    pub description: String,
}

impl Base {
    /// Nothing: everything is new.
    pub fn nothing() -> Self {
        Self { commit: None, description: "since the beginning, as there is no commit yet".to_owned() }
    }

    /// The commit that is checked out.
    pub fn head(repository: &Repository, remark: &str) -> Self {
        repository.head.as_ref().map_or_else(Self::nothing, |head| Self::since(head, remark))
    }

    /// The merge base with the default branch; `HEAD` where there is no default branch.
    pub fn of_default_branch(repository: &Repository) -> Result<Self, SourceError> {
        let Some(head) = &repository.head else { return Ok(Self::nothing()) };
        if let Some(relation) = &repository.origin_head {
            return Self::merge_base(repository, relation, "origin/HEAD", "HEAD");
        }
        match default_branch(repository)? {
            Some((name, commit)) if &commit == head => {
                Ok(Self::since(head, &format!("merge base with {}", short(&name))))
            }
            Some((name, _)) => Self::merge_base(repository, &repository.relate(&name, "HEAD")?, short(&name), "HEAD"),
            None if repository.shallow => Err(SourceError::NoDefaultBranch),
            None => Ok(Self::since(head, "HEAD, as there is no default branch")),
        }
    }

    /// The merge base of `base` and `head`; `base` itself where their histories are unrelated.
    pub fn of_revisions(repository: &Repository, base: &str, head: &str) -> Result<(Self, String), SourceError> {
        let relation = repository.relate(base, head)?;
        let found = match &relation.merge_base {
            Some(commit) if *commit != relation.base => {
                Self::since(commit, &format!("merge base of {base} and {head}"))
            }
            None if repository.shallow => return Err(no_merge_base(repository, base, head)),
            _ => Self::since(&relation.base, base),
        };
        Ok((found, relation.head))
    }

    fn merge_base(repository: &Repository, relation: &Relation, base: &str, head: &str) -> Result<Self, SourceError> {
        match &relation.merge_base {
            Some(commit) => Ok(Self::since(commit, &format!("merge base with {base}"))),
            None => Err(no_merge_base(repository, base, head)),
        }
    }

    fn since(commit: &str, remark: &str) -> Self {
        let abbreviated = commit.get(..7).unwrap_or(commit);
        Self { commit: Some(commit.to_owned()), description: format!("since {abbreviated} ({remark})") }
    }
}

fn no_merge_base(repository: &Repository, base: &str, head: &str) -> SourceError {
    SourceError::NoMergeBase { base: base.to_owned(), head: head.to_owned(), shallow: repository.shallow }
}

/// The full name and the commit of the default branch, if there is one.
fn default_branch(repository: &Repository) -> Result<Option<(String, String)>, SourceError> {
    let mut args = vec!["for-each-ref", "--format=%(refname) %(objectname)"];
    args.extend(DEFAULT_BRANCHES);
    let answer = repository.git.run(&args)?;
    let answer = String::from_utf8_lossy(&answer);
    let refs: Vec<_> = answer.lines().filter_map(|line| line.split_once(' ')).collect();
    let found = DEFAULT_BRANCHES.iter().find_map(|wanted| refs.iter().find(|(name, _)| name == wanted));
    Ok(found.map(|&(name, commit)| (name.to_owned(), commit.to_owned())))
}

fn short(name: &str) -> &str {
    name.strip_prefix("refs/heads/").or_else(|| name.strip_prefix("refs/remotes/")).unwrap_or(name)
}
