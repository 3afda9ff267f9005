//! Which files are judged, and by which reason the others are left out.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::Path;

use super::attributes::{self, Said};
use super::diff::Mode;
use super::ignores::{Ignores, beside};
use super::tree::{IsSource, Tree};
use super::{Request, SourceError, paths};

/// Directories that hold other projects' code.
const VENDORED: [&str; 8] =
    ["vendor", "vendors", "third_party", "third-party", "thirdparty", "3rdparty", "3rd_party", "node_modules"];

/// Why a file in a language that is not read is left out.
pub(super) const UNKNOWN_LANGUAGE: &str = "unknown language";

/// How many files were left out, by reason.
pub(super) type Skipped = BTreeMap<String, usize>;

/// The names of files that tell which others are left out.
pub(super) const RULE_FILES: [&str; 2] = [".ignore", ".gitattributes"];

/// Decides by path.
#[derive(Default)]
pub(super) struct Sieve {
    is_source: Option<IsSource>,
    excludes: Ignores,
    include_vendored: bool,
    entered: Vec<String>,
    /// Files that are read because a source file includes them.
    included: HashSet<String>,
}

/// Decides by what the files of one tree say of the paths that were asked about.
pub(super) struct Rules {
    ignores: Ignores,
    said: HashMap<String, Said>,
}

impl Sieve {
    /// The sieve that `request` asks for.
    pub fn new(request: &Request, is_source: IsSource) -> Result<Self, SourceError> {
        let excludes = Ignores::from_lines(&request.excludes)?;
        Ok(Self { is_source: Some(is_source), excludes, include_vendored: request.include_vendored, ..Self::default() })
    }

    /// The same, but for the directories `entered`, which were named: that they themselves lie in a directory for other
    /// projects' code does not count against what is in them.
    pub fn entering(self, entered: Vec<String>) -> Self {
        Self { entered, ..self }
    }

    /// The same, but for the files `included`, which a source file includes: they are read whatever they are called.
    pub fn including(self, included: HashSet<String>) -> Self {
        Self { included, ..self }
    }

    fn is_read(&self, path: &str) -> bool {
        self.is_source.as_ref().is_some_and(|is_source| is_source(path)) || self.included.contains(path)
    }

    /// Why `path`, which names a thing of the kind `mode`, is left out whatever its tree says; `None` where it stays.
    pub fn by_kind(&self, path: &str, mode: Mode) -> Option<&'static str> {
        match mode {
            Mode::Submodule => Some("submodule"),
            Mode::Symlink => Some("symlink"),
            Mode::File if !self.is_read(path) => Some(UNKNOWN_LANGUAGE),
            Mode::File if self.excludes.matches(path) => Some("excluded"),
            Mode::File => None,
        }
    }

    /// Why `path` is left out by what its tree says; `None` where it stays.
    pub fn by_rules(&self, path: &str, rules: &Rules) -> Option<&'static str> {
        if rules.ignores.matches(path) {
            return Some("ignored");
        }
        let said = rules.said.get(path).copied().unwrap_or_default();
        if self.include_vendored {
            None
        } else if said.vendored.unwrap_or_else(|| is_vendored(self.inside(path))) {
            Some("vendored")
        } else {
            said.generated.filter(|&generated| generated).map(|_| "generated")
        }
    }

    /// What of `path` lies inside the directory that was named.
    fn inside<'a>(&self, path: &'a str) -> &'a str {
        let rest = |entered: &String| path.strip_prefix(entered.as_str())?.strip_prefix('/');
        self.entered.iter().filter_map(rest).min_by_key(|rest| rest.len()).unwrap_or(path)
    }
}

impl Rules {
    /// What `tree` says of the files `of`; `own` is the repository's own attributes file.
    pub fn of(tree: &Tree, own: &Path, of: &[&str]) -> Result<Self, SourceError> {
        let [ignores, attributes] = beside(tree, RULE_FILES, of)?;
        Ok(Self { ignores: Ignores::from_texts(ignores), said: attributes::of(tree, &attributes, own, of)? })
    }
}

/// Whether `path` lies in a directory that holds other projects' code.
pub(super) fn is_vendored(path: &str) -> bool {
    paths::directory(path).split('/').any(|part| VENDORED.contains(&part))
}

/// Counts one file that is left out.
pub(super) fn count(skipped: &mut Skipped, reason: &str) {
    *skipped.entry(reason.to_owned()).or_default() += 1;
}
