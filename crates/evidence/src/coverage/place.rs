//! Paths of reports -> paths of the repository.

use std::collections::{BTreeMap, HashMap};

use super::super::{EvidenceError, Flaw};
use super::builder::add;
use super::roots::Roots;
use model::{Coverage, MeasuredFile, ReportWarning};

/// What to put in the place of the beginning of a report's paths: `/build/project=` or `out/gen=src`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PathMap {
    from: String,
    to: String,
}

impl PathMap {
    /// Puts `to` in the place of the leading folders `from`.
    pub fn new(from: &str, to: &str) -> Self {
        Self { from: folded(from), to: folded(to) }
    }

    /// Reads `FROM=TO`; what stands behind the last `=` is `TO`, and may be empty or `.` for the repository's root.
    ///
    /// # Errors
    /// Where there is no `=`, or nothing before it.
    pub fn parse(typed: &str) -> Result<Self, EvidenceError> {
        let parts = typed.rsplit_once('=').filter(|(from, _)| !from.is_empty());
        let wrong = || {
            let what = format!("`{typed}` is no path map");
            EvidenceError::new(Flaw::Malformed, "--path-map", what, "write it as FROM=TO: /build/project=.")
        };
        parts.map(|(from, to)| Self::new(from, to)).ok_or_else(wrong)
    }

    fn apply(&self, path: &str) -> Option<String> {
        let rest = path.strip_prefix(&self.from)?;
        let whole = rest.is_empty() || rest.starts_with('/') || self.from.ends_with('/');
        let rest = rest.trim_start_matches('/');
        whole.then(|| if self.to.is_empty() { rest.to_owned() } else { format!("{}/{rest}", self.to) })
    }
}

/// `coverage` with the paths of the repository, whose files are `tree`; files that are not the repository's, such as
/// headers of the system, are left out.
///
/// The first of `maps` that fits a path is applied. A path that is then none of the tree's is matched by its end: the
/// part before is taken for the folder of the build, and must be the same for all files of the report, so that
/// `src/lib.rs` of a dependency is never taken for the project's own.
///
/// # Errors
/// [`Flaw::Foreign`] where no path is one of the repository's, or the folder of the build cannot be told.
pub fn place(coverage: Coverage, tree: &[impl AsRef<str>], maps: &[PathMap]) -> Result<Coverage, EvidenceError> {
    let paths: Vec<String> = coverage.files.iter().map(|file| mapped(&file.path, maps)).collect();
    let roots = Roots::find(&paths, tree);
    let mut placed: BTreeMap<String, MeasuredFile> = BTreeMap::new();
    let mut warnings = coverage.warnings;
    for (file, path) in coverage.files.into_iter().zip(&paths) {
        match roots.place(path) {
            Some(path) => join(&mut placed, path, file),
            None if roots.is_torn(path) => warnings.push(torn(&coverage.report, path)),
            None => {}
        }
    }
    if placed.is_empty() {
        return Err(foreign(&coverage.report, &paths, &roots));
    }
    Ok(Coverage { files: placed.into_values().collect(), warnings, ..coverage })
}

fn join(placed: &mut BTreeMap<String, MeasuredFile>, path: String, file: MeasuredFile) {
    let known = placed.entry(path.clone()).or_insert_with(|| MeasuredFile { path, ..MeasuredFile::default() });
    add(known, &mut file.lines.iter().collect(), file.functions);
}

fn mapped(path: &str, maps: &[PathMap]) -> String {
    let path = folded(path);
    maps.iter().find_map(|map| map.apply(&path)).unwrap_or(path)
}

/// A path with `/` between its parts, without `.`, and without `..` where that can be told.
fn folded(path: &str) -> String {
    let path = path.replace('\\', "/");
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/').filter(|part| !matches!(*part, "" | ".")) {
        match part {
            ".." if parts.last().is_some_and(|last| *last != "..") => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    let root = if path.starts_with('/') { "/" } else { "" };
    format!("{root}{}", parts.join("/"))
}

fn torn(report: &str, path: &str) -> ReportWarning {
    let message =
        format!("`{path}` could be several files of the repository, and is left out: say which with --path-map");
    ReportWarning { report: report.to_owned(), line: None, message }
}

fn foreign(report: &str, paths: &[String], roots: &Roots) -> EvidenceError {
    let some = paths.iter().take(3).map(|path| format!("`{path}`")).collect::<Vec<_>>().join(", ");
    let what = if paths.iter().any(|path| roots.is_torn(path)) {
        format!("it cannot be told which files of the repository its {} paths mean: {some}", paths.len())
    } else {
        format!("none of its {} paths is a file of the repository: {some}", paths.len())
    };
    EvidenceError::new(Flaw::Foreign, report, what, "say how its paths begin: --path-map FROM=TO")
}

/// The paths of the tree by their last part.
pub(super) fn by_last_part(tree: &[impl AsRef<str>]) -> HashMap<&str, Vec<&str>> {
    let mut paths: HashMap<&str, Vec<&str>> = HashMap::new();
    for path in tree.iter().map(AsRef::as_ref) {
        paths.entry(path.rsplit('/').next().unwrap_or(path)).or_default().push(path);
    }
    paths
}
