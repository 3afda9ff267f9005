//! What a commit's change is made of: code, or words only.

use std::sync::LazyLock;

use regex::Regex;

use super::Committed;
use model::Substance;
use syntax::language_of;
use vcs::ChangedFile;

/// What the change of `commit` is made of.
pub(super) fn of(commit: &Committed) -> Substance {
    let parts: Vec<Substance> = commit.files.iter().map(of_file).collect();
    if parts.is_empty() || commit.is_opaque() || parts.contains(&Substance::Code) {
        return Substance::Code;
    }
    match (parts.contains(&Substance::Comments), parts.contains(&Substance::Documentation)) {
        (true, true) => Substance::Words,
        (true, false) => Substance::Comments,
        _ => Substance::Documentation,
    }
}

fn of_file(file: &ChangedFile) -> Substance {
    static DOCUMENT: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)\.(?:md|markdown|rst|adoc|asciidoc|texi|org)$|(?:^|/)(?:readme|changelog|changes|news|authors|contributing|license|copying|todo)(?:\.txt)?$|(?:^|/)docs?/.*\.txt$")
            .expect("a pattern")
    });
    if DOCUMENT.is_match(&file.path) {
        return Substance::Documentation;
    }
    let same = || {
        let language = language_of(&file.path)?;
        let (before, after) = (file.base.as_ref()?, file.head.as_ref()?);
        Some(before.path == after.path && language.code_hash(before) == language.code_hash(after))
    };
    if same().unwrap_or(false) { Substance::Comments } else { Substance::Code }
}
