//! What each file tells, read on all cores.

use rayon::prelude::*;

use super::{Files, renamed};
use model::{LanguageId, SlotFill, SlotKind, SourceText, TestFacts};
use syntax::{Language, language_of};

/// A file and what it tells.
pub(super) struct Told {
    pub(super) path: String,
    pub(super) language: LanguageId,
    pub(super) source: SourceText,
    pub(super) facts: TestFacts,
    /// The slots that it fills; those of Rust's traits are told by its functions.
    pub(super) fills: Vec<SlotFill>,
    /// Whether it holds tests by its path.
    pub(super) in_tests: bool,
    /// Whether its name keeps it from being compiled.
    pub(super) is_renamed: bool,
}

/// Reads all source files among `files`, and those that were renamed away from being one.
pub(super) fn gather(files: &Files) -> Vec<Told> {
    files.paths.par_iter().filter_map(|path| told(path, files)).collect()
}

fn told(path: &str, files: &Files) -> Option<Told> {
    let renamed = renamed::live_name(path);
    let live = renamed.as_deref().unwrap_or(path);
    let language = language_of(live)?;
    let source = (files.read)(path)?;
    let facts = language.tests(&source);
    let fills = if renamed.is_some() { Vec::new() } else { fills(language, &source) };
    let in_tests = (files.is_test)(live);
    let is_renamed = renamed.is_some();
    Some(Told { path: path.to_owned(), language: language.id(), source, facts, fills, in_tests, is_renamed })
}

fn fills(language: &dyn Language, source: &SourceText) -> Vec<SlotFill> {
    if language.id() == LanguageId::Rust {
        return Vec::new();
    }
    let mut fills = language.slots(source, &|name| name.contains(char::is_lowercase));
    fills.retain(|fill| fill.kind != SlotKind::Registered);
    fills
}
