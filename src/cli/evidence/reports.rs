//! The reports that were handed in: read, held against the tree, and asked.

use std::path::{Path, PathBuf};

use super::failed;
use crate::cli::args::ReportArgs;
use crate::cli::failure::because;
use crate::cli::place::shown;
use crate::cli::settings::CheckSettings;
use crate::evidence::{
    COVERAGE_FORMATS, Growth, OUTCOME_FORMATS, PathMap, compare, function_reach, merge, place, read_coverage,
    read_outcomes, split_format,
};
use crate::judge::Answer;
use crate::model::{
    Coverage, CoverageShare, FunctionEvidence, FunctionPlace, Reach, ReportedTest, TestCounts, TestIdentity,
    TestOutcome, TestSets,
};
use crate::source::{Selection, Tree};

/// What reports say of both ends of a change; nothing where none was given.
#[derive(Debug, Default)]
pub struct Reports {
    base: End,
    head: End,
}

/// What reports say of one end.
#[derive(Debug, Default)]
pub struct End {
    /// The tests of all reports; `None` where there was no report.
    pub tests: Option<Vec<ReportedTest>>,
    /// The coverage reports, with the repository's paths.
    pub coverage: Vec<Coverage>,
}

impl Reports {
    /// Reads what was typed.
    ///
    /// # Errors
    /// If a report cannot be read, is empty, cut off or older than the tree, or if its paths match nothing.
    pub fn read(typed: &ReportArgs, selection: &Selection, settings: &CheckSettings) -> miette::Result<Self> {
        if typed.is_empty() {
            return Ok(Self::default());
        }
        let here = settings.place.root.join(&settings.place.here);
        let mut maps = vec![PathMap::new(&settings.place.root.to_string_lossy(), "")];
        for map in &typed.path_map {
            maps.push(PathMap::parse(map).map_err(|error| failed(&error))?);
        }
        let end = |results: &[String], coverage: &[String], tree: &Tree| -> miette::Result<End> {
            Ok(End { tests: outcomes(results, &here)?, coverage: coverages(coverage, &here, tree, &maps)? })
        };
        Ok(Self {
            base: end(&typed.results_base, &typed.coverage_base, &selection.base)?,
            head: end(&typed.results, &typed.coverage, &selection.head)?,
        })
    }

    /// What commands that were run say.
    pub fn of(base: End, head: End) -> Self {
        Self { base, head }
    }

    /// Whether tests were added, where both ends have a report.
    pub fn tests_grew(&self) -> Option<bool> {
        Some(self.growth()?.gained().next().is_some())
    }

    /// How many tests ran, where both ends have a report.
    pub fn counts(&self) -> Option<TestCounts> {
        let growth = self.growth()?;
        let ran =
            |tests: &[ReportedTest]| tests.iter().filter(|test| test.outcome != Some(TestOutcome::Ignored)).count();
        Some(TestCounts {
            base: ran(self.base.tests.as_deref().unwrap_or_default()),
            head: ran(self.head.tests.as_deref().unwrap_or_default()),
            added: growth.added.len(),
            removed: growth.removed.len(),
        })
    }

    /// Which tests came and went, where both ends have a report.
    pub fn sets(&self) -> Option<TestSets> {
        let growth = self.growth()?;
        let name = |test: &TestIdentity| format!("{}::{}", test.home, test.name);
        let names = |tests: &[TestIdentity]| tests.iter().map(name).collect();
        Some(TestSets {
            added: names(&growth.added),
            removed: names(&growth.removed),
            renamed: growth.renamed.iter().map(|moved| (name(&moved.from), name(&moved.to))).collect(),
            newly_ignored: names(&growth.newly_ignored),
            never_run: Vec::new(),
            duplicated: names(&growth.duplicated),
        })
    }

    fn growth(&self) -> Option<Growth> {
        let identities = |tests: &Vec<ReportedTest>| tests.iter().map(TestIdentity::from).collect::<Vec<_>>();
        Some(compare(&identities(self.base.tests.as_ref()?), &identities(self.head.tests.as_ref()?)))
    }

    /// The tests at head that did not pass.
    pub fn failed(&self) -> Vec<String> {
        let bad = |test: &&ReportedTest| {
            matches!(test.outcome, Some(TestOutcome::Failed | TestOutcome::Errored | TestOutcome::TimedOut))
        };
        let told = |test: &ReportedTest| {
            if test.suite.is_empty() { test.name.clone() } else { format!("{}::{}", test.suite, test.name) }
        };
        self.head.tests.iter().flatten().filter(bad).map(told).collect()
    }

    /// Puts on `functions` what coverage says of them.
    pub fn reach(&self, functions: &mut [FunctionEvidence], check: &Answer) {
        if self.head.coverage.is_empty() {
            return;
        }
        for function in functions {
            let place = located(function, check);
            function.reach = Some(function_reach(&self.head.coverage, &place).reach);
        }
    }

    /// Whether more is reached than before: a larger share of the lines, or a function that was not. Where there is no
    /// report of the base, a changed function that is reached counts.
    pub fn coverage_grew(&self, functions: &[FunctionEvidence]) -> Option<bool> {
        let share = self.share()?;
        let changed = functions.iter().filter(|function| function.change.is_some());
        let reached = changed.clone().filter(|function| function.reach == Some(Reach::Reached)).count();
        share.base.map(|base| share.head > base || (share.head >= base && reached > 0))
    }

    /// How much of the measured lines was run.
    pub fn share(&self) -> Option<CoverageShare> {
        let head = percent(&self.head.coverage)?;
        Some(CoverageShare { base: percent(&self.base.coverage), head })
    }
}

fn located(function: &FunctionEvidence, check: &Answer) -> FunctionPlace {
    let changed = check.changed.iter().find(|changed| changed.path == function.path && changed.line == function.line);
    let line = u32::try_from(function.line).unwrap_or(u32::MAX);
    FunctionPlace {
        name: function.name.clone(),
        path: function.path.clone(),
        line,
        end_line: changed.map_or(line, |changed| u32::try_from(changed.end_line).unwrap_or(u32::MAX)),
        excluded: changed.is_some_and(|changed| changed.excluded),
    }
}

/// The share of measured lines that ran, over all reports.
fn percent(reports: &[Coverage]) -> Option<f64> {
    if reports.is_empty() {
        return None;
    }
    let merged = merge(reports.to_vec());
    let lines = || merged.files.iter().flat_map(|file| file.lines.iter());
    let (all, run) = (lines().count(), lines().filter(|(_, count)| *count > 0).count());
    #[expect(clippy::cast_precision_loss, reason = "a share of lines needs no more than 52 bits")]
    let share = (all > 0).then(|| 100.0 * run as f64 / all as f64);
    share
}

fn outcomes(typed: &[String], here: &Path) -> miette::Result<Option<Vec<ReportedTest>>> {
    if typed.is_empty() {
        return Ok(None);
    }
    let formats: Vec<&str> = OUTCOME_FORMATS.iter().map(|format| format.id()).collect();
    let mut tests = Vec::new();
    for typed in typed {
        let (format, path) = split_format(typed, &formats);
        let read = read_outcomes(path, &bytes(path, here)?, format).map_err(|error| failed(&error))?;
        tests.extend(read.tests);
    }
    Ok(Some(tests))
}

fn coverages(typed: &[String], here: &Path, tree: &Tree, maps: &[PathMap]) -> miette::Result<Vec<Coverage>> {
    if typed.is_empty() {
        return Ok(Vec::new());
    }
    let formats: Vec<&str> = COVERAGE_FORMATS.iter().map(|format| format.id()).collect();
    let paths = tree.paths().map_err(|error| failed(&error))?;
    let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
    typed
        .iter()
        .map(|typed| {
            let (format, path) = split_format(typed, &formats);
            let read = read_coverage(path, &bytes(path, here)?, format).map_err(|error| failed(&error))?;
            place(read, &paths, maps).map_err(|error| failed(&error))
        })
        .collect()
}

fn bytes(path: &str, here: &Path) -> miette::Result<Vec<u8>> {
    let path: PathBuf = here.join(path);
    std::fs::read(&path).map_err(|error| because(error, format!("cannot read the report {}", shown(&path))))
}
