//! What `.gitattributes` say of files: `linguist-generated` and `linguist-vendored`
//! (<https://github.com/github-linguist/linguist/blob/main/docs/overrides.md>).

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use super::SourceError;
use super::git::Git;
use super::ignores::beside;
use super::tree::{Kind, Tree};

/// What is said of one file; `None` where nothing is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Said {
    /// Whether a program wrote it.
    pub generated: Option<bool>,
    /// Whether it comes from another project.
    pub vendored: Option<bool>,
}

/// What is said of the files `of` in `tree`. Files of which nothing is said are left out. `own` is the repository's own
/// attributes file. A user's own attributes have no say, so that everyone gets the same answer.
pub(super) fn of(tree: &Tree, own: &Path, of: &[&str]) -> Result<HashMap<String, Said>, SourceError> {
    let Some(git) = tree.git.as_ref().filter(|_| !of.is_empty()) else { return Ok(HashMap::new()) };
    let texts = beside(tree, ".gitattributes", of.iter().copied())?;
    let own = fs::read_to_string(own).unwrap_or_default();
    if !texts.values().chain([&own]).any(|text| text.contains("linguist-")) {
        return Ok(HashMap::new());
    }
    ask(git, &tree.kind, of)
}

fn ask(git: &Git, kind: &Kind, of: &[&str]) -> Result<HashMap<String, Said>, SourceError> {
    let mut args = vec!["-c", "core.attributesFile=/dev/null", "check-attr", "--stdin", "-z"];
    let source;
    match kind {
        Kind::Index => args.push("--cached"),
        Kind::Commit(commit) => {
            source = format!("--source={commit}");
            args.push(&source);
        }
        _ => {}
    }
    args.extend(["linguist-generated", "linguist-vendored"]);
    let input: Vec<u8> = of.iter().flat_map(|path| path.bytes().chain([0])).collect();
    Ok(parse(&git.answer(&args, &input)?))
}

/// Reads triples of path, attribute and value.
fn parse(answer: &[u8]) -> HashMap<String, Said> {
    let fields: Vec<_> = answer.split(|&byte| byte == 0).map(String::from_utf8_lossy).collect();
    let mut all = HashMap::<String, Said>::new();
    for triple in fields.chunks_exact(3) {
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
