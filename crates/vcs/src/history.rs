//! When the work on a task began, as far as history tells.

use std::collections::HashSet;

use super::git::Git;
use super::{GitProgram, SourceError};

/// By what commits are told to belong to a task.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marks {
    /// Words of a message that name it: `sse-parser.md`, `T012`.
    pub names: Vec<String>,
    /// The last part of its spec's path; moving that file is a part of the work. Empty for a task of a list.
    pub file_name: String,
    /// The path of its spec.
    pub spec: String,
    /// What its line in a list begins with; `None` where the whole file is one task.
    pub id: Option<String>,
    /// The folder of the list, where other lists count from the same number: a name belongs to the task only in a commit whose
    /// message names that folder, too, or that touches it.
    pub feature: Option<String>,
}

/// The commit before the first one that belongs to a task.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Beginning {
    /// The commit to compare with; `None` where the work began with the first commit of all.
    pub base: Option<String>,
    /// The first commit that belongs to the task.
    pub first: String,
    /// Why it does, for people: `names the task`.
    pub why: String,
}

/// Separates commits; no message holds it, for git takes no NUL into one.
const RECORD: u8 = 0;

/// Before what the first commit in the history of `head` that belongs to a task stands: one whose message names it, or that
/// moves its spec. The commit that brings the spec in is not work on it. `None` where none is found.
///
/// # Errors
/// When git fails, or `head` names no commit.
pub fn beginning(
    program: &GitProgram,
    start: &std::path::Path,
    head: &str,
    marks: &Marks,
) -> Result<Option<Beginning>, SourceError> {
    let git = Git::at(program, start);
    if git.output(&["rev-parse", "--verify", "--quiet", &format!("{head}^{{commit}}")])?.status.success() {
        let order = ordered(&git, head, marks)?;
        return match order.last() {
            Some(first) => Ok(Some(first.beginning("names the task".to_owned()))),
            None => Ok(added(&git, head, marks)?.map(|first| first.beginning(format!("added it to {}", marks.spec)))),
        };
    }
    Ok(None)
}

/// Before what the commit stands that brought the first of the files at `paths` (from the root) in, under whatever name.
/// `None` where none of them is in the history of `head`.
///
/// # Errors
/// When git fails.
pub fn first_added(
    program: &GitProgram,
    start: &std::path::Path,
    head: &str,
    paths: &[&str],
) -> Result<Option<Beginning>, SourceError> {
    let git = Git::at(program, start);
    if !git.output(&["rev-parse", "--verify", "--quiet", &format!("{head}^{{commit}}")])?.status.success() {
        return Ok(None);
    }
    let mut first: Option<(usize, Beginning)> = None;
    for path in paths {
        let pathspec = format!(":(top,literal){path}");
        let log =
            |follow: &str| git.output(&["log", follow, "--diff-filter=A", "--format=%ct %H %P", head, "--", &pathspec]);
        // A partial clone lacks what renames are found by.
        let followed = log("--follow")?;
        let answer = if followed.status.success() { followed } else { log("--no-renames")? };
        let text = String::from_utf8_lossy(&answer.stdout).into_owned();
        let Some((time, beginning)) = text.lines().last().and_then(|line| addition(line, path)) else { continue };
        if first.as_ref().is_none_or(|(known, _)| time < *known) {
            first = Some((time, beginning));
        }
    }
    Ok(first.map(|(_, beginning)| beginning))
}

/// `1700000000 <commit> <parent>`.
fn addition(line: &str, path: &str) -> Option<(usize, Beginning)> {
    let mut words = line.split(' ');
    let time = words.next()?.parse().ok()?;
    let first = words.next()?.to_owned();
    Some((
        time,
        Beginning {
            base: words.next().filter(|id| !id.is_empty()).map(str::to_owned),
            first,
            why: format!("added {path}"),
        },
    ))
}

/// A commit, its first parent, and its message.
struct Commit {
    id: String,
    parent: Option<String>,
    message: String,
}

impl Commit {
    fn beginning(&self, why: String) -> Beginning {
        Beginning { base: self.parent.clone(), first: self.id.clone(), why }
    }
}

/// The commits that belong to the task, newest first.
fn ordered(git: &Git, head: &str, marks: &Marks) -> Result<Vec<Commit>, SourceError> {
    let (moves, additions) = moves(git, head, marks)?;
    let mut found = named(git, head, marks)?;
    found.retain(|commit| !additions.contains(&commit.id));
    let known: HashSet<String> = found.iter().map(|commit| commit.id.clone()).collect();
    let missing: Vec<&String> = moves.iter().filter(|id| !known.contains(*id)).collect();
    if missing.is_empty() {
        return Ok(found);
    }
    let all: HashSet<&String> = known.iter().chain(&moves).collect();
    let commits = log(git, &["--topo-order", head])?;
    Ok(commits.into_iter().filter(|commit| all.contains(&commit.id)).collect())
}

/// Commits whose message names the task as a whole word.
fn named(git: &Git, head: &str, marks: &Marks) -> Result<Vec<Commit>, SourceError> {
    if marks.names.is_empty() {
        return Ok(Vec::new());
    }
    let greps: Vec<String> = marks.names.iter().map(|name| format!("--grep={name}")).collect();
    let mut args: Vec<&str> = vec!["--topo-order", "--fixed-strings"];
    args.extend(greps.iter().map(String::as_str));
    args.push(head);
    let mut commits = log(git, &args)?;
    commits.retain(|commit| marks.names.iter().any(|name| holds_word(&commit.message, name)));
    if let Some(feature) = marks.feature.as_ref().filter(|_| !commits.is_empty()) {
        let name = feature.rsplit('/').next().unwrap_or(feature);
        let touching = log(git, &[head, "--", &format!(":(top,literal){feature}")])?;
        let touching: HashSet<String> = touching.into_iter().map(|commit| commit.id).collect();
        commits.retain(|commit| holds_word(&commit.message, name) || touching.contains(&commit.id));
    }
    Ok(commits)
}

/// The commit that added the spec, or the task's line to it, in the history of `head`.
fn added(git: &Git, head: &str, marks: &Marks) -> Result<Option<Commit>, SourceError> {
    if marks.spec.is_empty() {
        return Ok(None);
    }
    let path = match &marks.id {
        Some(_) => format!(":(top,literal){}", marks.spec),
        None => format!(":(top,glob)**/{}", marks.file_name.replace(['[', ']', '*', '?'], "?")),
    };
    let how = marks.id.as_ref().map_or_else(|| "--diff-filter=A".to_owned(), |id| format!("-S{id}"));
    Ok(log(git, &["--topo-order", &how, head, "--", &path])?.pop())
}

/// The commits that moved the spec, and those that brought it in.
fn moves(git: &Git, head: &str, marks: &Marks) -> Result<(Vec<String>, HashSet<String>), SourceError> {
    let pathspec = format!(":(top,glob)**/{}", marks.file_name.replace(['[', ']', '*', '?'], "?"));
    let args =
        ["log", "--topo-order", "-M", "--name-status", "--diff-filter=RA", "--format=%x00%H", head, "--", &pathspec];
    let answer = git.run(&args)?;
    let mut moved = Vec::new();
    let mut added = HashSet::new();
    for record in String::from_utf8_lossy(&answer).split(RECORD as char).filter(|record| !record.trim().is_empty()) {
        let mut lines = record.lines().filter(|line| !line.is_empty());
        let Some(id) = lines.next() else { continue };
        for line in lines {
            match line.as_bytes().first() {
                Some(b'R') => moved.push(id.to_owned()),
                Some(b'A') => drop(added.insert(id.to_owned())),
                _ => {}
            }
        }
    }
    Ok((moved, added))
}

fn log(git: &Git, args: &[&str]) -> Result<Vec<Commit>, SourceError> {
    let mut all = vec!["log", "-z", "--format=%H %P%n%B"];
    all.extend(args);
    if !args.contains(&"--") {
        all.push("--");
    }
    let answer = git.run(&all)?;
    Ok(String::from_utf8_lossy(&answer).split(RECORD as char).filter_map(commit).collect())
}

fn commit(record: &str) -> Option<Commit> {
    let (head, message) = record.split_once('\n')?;
    let mut ids = head.split(' ').map(str::to_owned);
    let id = ids.next().filter(|id| !id.is_empty())?;
    Some(Commit { id, parent: ids.next().filter(|id| !id.is_empty()), message: message.to_owned() })
}

/// Whether `name` stands in `text` and is no part of a longer name.
fn holds_word(text: &str, name: &str) -> bool {
    let joins = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '-');
    text.match_indices(name).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let mut after = text[at + name.len()..].chars();
        let next = after.next();
        let goes_on = next == Some('.') && after.next().is_some_and(char::is_alphanumeric);
        !before.is_some_and(joins) && !next.is_some_and(joins) && !goes_on
    })
}
