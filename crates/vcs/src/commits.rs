//! Commit messages: those of a range, and what is known of a commit that is about to be made.

use std::path::Path;
use std::process::Output;

use super::git::{Git, Running};
use super::repository::Repository;
use super::{GitProgram, SourceError};

/// A commit and its message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Commit {
    /// Its object name.
    pub id: String,
    /// How many parents it has.
    pub parents: usize,
    /// Its message, in UTF-8.
    pub message: String,
}

/// What is known of a commit that is about to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pending {
    /// What begins a comment in its message; `auto` where git chooses it for each message.
    pub comment: String,
    /// Whether it is a merge.
    pub merges: bool,
    /// The subject of `HEAD`; `None` before the first commit.
    pub head_subject: Option<String>,
    /// When `HEAD` was written by its author, in seconds since 1970; `None` before the first commit.
    pub head_date: Option<String>,
}

/// The commits of `range` (`A..B`, or one revision for that commit alone), the newest first.
///
/// # Errors
/// Where the range names no commits, and where git fails.
pub fn commits(program: &GitProgram, start: &Path, range: &str) -> Result<Vec<Commit>, SourceError> {
    let repository = Repository::discover(&Git::at(program, start))?;
    if range.is_empty() || range.starts_with('-') || range.contains(['\n', '\0']) {
        return Err(repository.unknown(range));
    }
    let format = "--format=%H%x00%P%x00%B%x00";
    let walk = if range.contains("..") || range.starts_with('^') { "--topo-order" } else { "--no-walk" };
    let args = ["log", "--no-show-signature", "--encoding=UTF-8", "-z", format, walk, range, "--"];
    let output = repository.git.output(&args)?;
    if !output.status.success() {
        return Err(failure(&repository, &args, &output, range));
    }
    Ok(parse(&String::from_utf8_lossy(&output.stdout)))
}

fn failure(repository: &Repository, args: &[&str], output: &Output, range: &str) -> SourceError {
    let said = String::from_utf8_lossy(&output.stderr);
    if ["bad revision", "unknown revision", "Invalid revision range"].iter().any(|words| said.contains(words)) {
        return repository.unknown(range);
    }
    repository.git.failure(args, &output.stderr)
}

/// Reads records of a name, parents and a message, each of which ends with a NUL byte; with `-z`, one more ends the record.
fn parse(text: &str) -> Vec<Commit> {
    let mut fields = text.split('\0');
    let mut commits = Vec::new();
    while let (Some(id), Some(parents), Some(message)) = (fields.next(), fields.next(), fields.next()) {
        let parents = parents.split_whitespace().count();
        commits.push(Commit { id: id.to_owned(), parents, message: message.to_owned() });
        fields.next();
    }
    commits
}

const HEAD: [&str; 7] = ["log", "-1", "--no-show-signature", "--encoding=UTF-8", "--format=%at %s", "HEAD", "--"];

const COMMENT: [&str; 3] = ["config", "--get-regexp", "^core\\.comment(char|string)$"];

const MERGE: [&str; 4] = ["rev-parse", "--quiet", "--verify", "MERGE_HEAD"];

/// What is known in `start` of the commit that is about to be made.
///
/// # Errors
/// Where there is no repository, and where git fails.
pub fn pending(program: &GitProgram, start: &Path) -> Result<Pending, SourceError> {
    let repository = Repository::discover(&Git::at(program, start))?;
    repository.need_working_tree()?;
    let git = &repository.git;
    let [head, comment, merge] = [git.begin(&HEAD)?, git.begin(&COMMENT)?, git.begin(&MERGE)?].map(line);
    let head = head?;
    let head = head.as_deref().and_then(|line| line.split_once(' '));
    Ok(Pending {
        comment: comment?.as_deref().and_then(last_value).unwrap_or("#").to_owned(),
        merges: merge?.is_some(),
        head_subject: head.map(|(_, subject)| subject.to_owned()),
        head_date: head.map(|(date, _)| date.to_owned()),
    })
}

/// The line that git answers; `None` where it has no answer.
fn line(asked: Running) -> Result<Option<String>, SourceError> {
    let output = asked.output()?;
    let text = String::from_utf8_lossy(&output.stdout).trim_end_matches(['\r', '\n']).to_owned();
    Ok(output.status.success().then_some(text))
}

/// The value in the last of git's lines `key value`: it is the one that counts.
fn last_value(lines: &str) -> Option<&str> {
    lines.lines().next_back()?.split_once(' ').map(|(_, value)| value).filter(|value| !value.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_are_told_apart() {
        let commits = parse("a1\0\0first\n\0\0b2\0a1 c3\0second\n\nbody\n\0\0");
        let told: Vec<_> = commits.iter().map(|c| (c.id.as_str(), c.parents, c.message.as_str())).collect();
        assert_eq!(told, [("a1", 0, "first\n"), ("b2", 2, "second\n\nbody\n")]);
    }

    #[test]
    fn the_last_value_counts() {
        assert_eq!(last_value("core.commentchar ;\ncore.commentstring //"), Some("//"));
        assert_eq!(last_value(""), None);
    }
}
