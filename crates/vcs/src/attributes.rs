//! What `.gitattributes` say of files: `linguist-generated` and `linguist-vendored`
//! (<https://github.com/github-linguist/linguist/blob/main/docs/overrides.md>).

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use tempfile::TempDir;

use super::SourceError;
use super::git::Git;
use super::ignores::Texts;
use super::tree::{Kind, Tree};

const ATTRIBUTES: [&str; 2] = ["linguist-generated", "linguist-vendored"];

/// What is said of one file; `None` where nothing is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Said {
    /// Whether a program wrote it.
    pub generated: Option<bool>,
    /// Whether it comes from another project.
    pub vendored: Option<bool>,
}

/// What is said of the files `of` in `tree`, whose `.gitattributes` are `texts`. Files of which nothing is said are left out.
/// A user's own attributes have no say, so that everyone gets the same answer; `own` is the repository's own attributes file,
/// which git cannot be kept from reading: where it has a say, nothing is taken for said.
pub(super) fn of(tree: &Tree, texts: &Texts, own: &Path, of: &[&str]) -> Result<HashMap<String, Said>, SourceError> {
    let Some(git) = tree.git.as_ref().filter(|_| !of.is_empty()) else { return Ok(HashMap::new()) };
    if !texts.values().any(|text| text.contains(PREFIX)) || has_a_say(own) {
        return Ok(HashMap::new());
    }
    ask(git, &tree.kind, of)
}

/// Whether the repository's own attributes file `own` says which files are generated or vendored.
pub(super) fn has_a_say(own: &Path) -> bool {
    fs::read_to_string(own).is_ok_and(|text| text.contains(PREFIX))
}

/// What the names of [`ATTRIBUTES`] begin with.
const PREFIX: &str = "linguist-";

fn ask(git: &Git, kind: &Kind, of: &[&str]) -> Result<HashMap<String, Said>, SourceError> {
    let input: Vec<u8> = of.iter().flat_map(|path| path.bytes().chain([0])).collect();
    let answer = match kind {
        Kind::Index(_) => check_attr(git, &["--cached"], &input),
        Kind::Commit(commit) => of_commit(git, commit, &input),
        _ => check_attr(git, &[], &input),
    };
    Ok(parse(&answer?))
}

fn check_attr(git: &Git, from: &[&str], input: &[u8]) -> Result<Vec<u8>, SourceError> {
    let asked = ["-c", "core.attributesFile=/dev/null", "check-attr", "--stdin", "-z"];
    let args: Vec<&str> = asked.iter().chain(from).chain(&ATTRIBUTES).copied().collect();
    git.answer(&args, input)
}

/// git before 2.40 cannot read the attributes of a commit, but those of an index that the commit was read into.
fn of_commit(git: &Git, commit: &str, input: &[u8]) -> Result<Vec<u8>, SourceError> {
    check_attr(git, &[&format!("--source={commit}")], input).or_else(|_| {
        let folder = temporary_folder()?;
        let git = git.with_index(&folder.path().join("index"));
        git.run(&["read-tree", commit])?;
        check_attr(&git, &["--cached"], input)
    })
}

fn temporary_folder() -> Result<TempDir, SourceError> {
    tempfile::tempdir().map_err(|source| SourceError::Unwritable { path: std::env::temp_dir(), source })
}

/// Reads triples of path, attribute and value.
fn parse(answer: &[u8]) -> HashMap<String, Said> {
    let fields: Vec<_> = answer.split(|&byte| byte == 0).map(String::from_utf8_lossy).collect();
    let mut all = HashMap::<String, Said>::new();
    for triple in fields.as_chunks::<3>().0 {
        let Some(value) = value(&triple[2]) else { continue };
        let said = all.entry(triple[0].to_string()).or_default();
        match &*triple[1] {
            "linguist-generated" => said.generated = Some(value),
            _ => said.vendored = Some(value),
        }
    }
    all
}

fn value(text: &str) -> Option<bool> {
    match text {
        "unspecified" => None,
        "unset" | "false" => Some(false),
        _ => Some(true),
    }
}
