//! The files of reports: read, held against the tree, their paths made the repository's.

use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::{failed, refused};
use crate::cli::args::ReportArgs;
use crate::cli::failure::because;
use crate::cli::named_files::{self, MOST_REPORT};
use crate::cli::run_root::shown;
use crate::cli::settings::CheckSettings;
use evidence::{
    COVERAGE_FORMATS, OUTCOME_FORMATS, PathMap, place, read_coverage, read_outcomes, require_fresh, split_format,
};
use model::{Coverage, ReportWarning, ReportedTest};
use vcs::{Selection, Subject, Tree};

/// The reports of one end: where they lie, and what they are held against.
pub struct ReportFiles<'a> {
    here: PathBuf,
    maps: Vec<PathMap>,
    tree: &'a Tree,
    /// When the tree was last changed, where that can be told.
    changed: Option<SystemTime>,
}

impl<'a> ReportFiles<'a> {
    /// Reports of the tree before the change, which is not at hand: their age proves nothing.
    ///
    /// # Errors
    /// If a path map has no `=`.
    pub fn of_base(typed: &ReportArgs, selection: &'a Selection, settings: &CheckSettings) -> miette::Result<Self> {
        let here = settings.place.root.join(&settings.place.here);
        Ok(Self { here, maps: maps(typed, settings)?, tree: &selection.base, changed: None })
    }

    /// Reports of the tree after the change.
    ///
    /// # Errors
    /// If a path map has no `=`, or when git fails.
    pub fn of_head(typed: &ReportArgs, selection: &'a Selection, settings: &CheckSettings) -> miette::Result<Self> {
        let changed = selection.head.last_change(&sources(selection)).map_err(|error| failed(&error))?;
        Ok(Self { tree: &selection.head, changed, ..Self::of_base(typed, selection, settings)? })
    }

    /// The tests of the reports `typed`, and what was left out; `None` where there is no report.
    ///
    /// # Errors
    /// If a report cannot be read, or cannot be taken as evidence.
    pub fn outcomes(
        &self,
        typed: &[String],
        left: &mut Vec<ReportWarning>,
    ) -> miette::Result<Option<Vec<ReportedTest>>> {
        let formats: Vec<&str> = OUTCOME_FORMATS.iter().map(|format| format.id()).collect();
        let mut tests = Vec::new();
        for typed in typed {
            let (format, path) = split_format(typed, &formats);
            let read = read_outcomes(path, &self.bytes(path)?, format).map_err(refused)?;
            tests.extend(read.tests);
            left.extend(read.warnings);
        }
        Ok((!typed.is_empty()).then_some(tests))
    }

    /// The coverage reports `typed`, with the repository's paths, and what was left out.
    ///
    /// # Errors
    /// If a report cannot be read, or cannot be taken as evidence.
    pub fn coverages(&self, typed: &[String], left: &mut Vec<ReportWarning>) -> miette::Result<Vec<Coverage>> {
        if typed.is_empty() {
            return Ok(Vec::new());
        }
        let formats: Vec<&str> = COVERAGE_FORMATS.iter().map(|format| format.id()).collect();
        let paths = self.tree.paths().map_err(|error| failed(&error))?;
        let mut reports = Vec::new();
        for typed in typed {
            let (format, path) = split_format(typed, &formats);
            let read = read_coverage(path, &self.bytes(path)?, format).map_err(refused)?;
            let mut placed = place(read, &paths, &self.maps).map_err(refused)?;
            left.append(&mut placed.warnings);
            reports.push(placed);
        }
        Ok(reports)
    }

    fn bytes(&self, path: &str) -> miette::Result<Vec<u8>> {
        let file = self.here.join(path);
        let unread = |error| because(error, format!("cannot read the report {}", shown(&file)));
        let bytes = named_files::read(&file, MOST_REPORT).map_err(unread)?;
        if let (Some(changed), Ok(made)) = (self.changed, made(&file)) {
            require_fresh(path, made, changed).map_err(refused)?;
        }
        Ok(bytes)
    }
}

fn made(file: &Path) -> std::io::Result<SystemTime> {
    file.metadata()?.modified()
}

fn maps(typed: &ReportArgs, settings: &CheckSettings) -> miette::Result<Vec<PathMap>> {
    let own = PathMap::new(&settings.place.root.to_string_lossy(), "");
    let typed = typed.path_map.iter().map(|map| PathMap::parse(map).map_err(refused));
    std::iter::once(Ok(own)).chain(typed).collect()
}

/// The source files that the change touches and that are there afterwards.
fn sources(selection: &Selection) -> Vec<String> {
    let Subject::Change { files, .. } = &selection.subject else { return Vec::new() };
    files.iter().filter(|file| file.head.is_some()).map(|file| file.path.clone()).collect()
}
