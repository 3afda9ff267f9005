//! The reports that were handed in, and what they say.

use super::report_files::ReportFiles;
use crate::cli::args::ReportArgs;
use crate::cli::settings::CheckSettings;
use evidence::{Growth, compare, fallen, function_reach, merge};
use model::{
    Coverage, CoverageShare, FallenFunction, FunctionEvidence, FunctionPlace, Gap, Reach, Region, ReportWarning,
    ReportedTest, TestCounts, TestIdentity, TestOutcome, TestSets,
};
use vcs::Selection;

/// What reports say of both ends of a change; nothing where none was given.
#[derive(Debug, Default)]
pub struct Reports {
    base: End,
    head: End,
    left: Vec<ReportWarning>,
}

/// What reports say of one end.
#[derive(Debug, Default)]
pub struct End {
    /// The tests of all reports; `None` where there was no report.
    pub tests: Option<Vec<ReportedTest>>,
    /// The coverage reports, with the repository's paths.
    pub coverage: Vec<Coverage>,
    /// The share of lines that ran, where it was kept and the lines were not.
    pub percent: Option<f64>,
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
        let mut left = Vec::new();
        let mut end = |files: &ReportFiles, results: &[String], coverage: &[String]| -> miette::Result<End> {
            Ok(End {
                tests: files.outcomes(results, &mut left)?,
                coverage: files.coverages(coverage, &mut left)?,
                percent: None,
            })
        };
        let before = ReportFiles::of_base(typed, selection, settings)?;
        let after = ReportFiles::of_head(typed, selection, settings)?;
        let base = end(&before, &typed.results_base, &typed.coverage_base)?;
        let head = end(&after, &typed.results, &typed.coverage)?;
        Ok(Self { base, head, left })
    }

    /// What was left out of reports.
    pub fn gaps(&self) -> impl Iterator<Item = Gap> + '_ {
        self.left.iter().map(|warning| Gap {
            path: warning.report.clone(),
            span: warning.line.map(Region::line),
            reason: warning.message.clone(),
            changed: false,
        })
    }

    /// What commands that were run say.
    pub fn of(base: End, head: End) -> Self {
        Self { base, head, left: Vec::new() }
    }

    /// The same, with what was kept of the base.
    pub fn since(self, base: Option<End>) -> Self {
        Self { base: base.unwrap_or(self.base), ..self }
    }

    /// The tests at head, where there was a report.
    pub fn head_tests(&self) -> Option<&[ReportedTest]> {
        self.head.tests.as_deref()
    }

    /// The coverage reports of head, where there were any.
    pub fn head_coverage(&self) -> Option<&[Coverage]> {
        Some(self.head.coverage.as_slice()).filter(|reports| !reports.is_empty())
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
        let identities = |tests: &Vec<ReportedTest>| tests.iter().map(evidence::reported_identity).collect::<Vec<_>>();
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

    /// Puts on `functions` what coverage says of them; `is_excluded` tells which of them markers hide.
    pub fn reach(&self, functions: &mut [FunctionEvidence], is_excluded: &dyn Fn(&FunctionEvidence) -> bool) {
        if self.head.coverage.is_empty() {
            return;
        }
        for function in functions {
            let place = place(function, is_excluded(function));
            function.reach = Some(function_reach(&self.head.coverage, &place).reach);
        }
    }

    /// Whether more is reached than before: a larger share of the lines, or, where no less is, a changed function. `None`
    /// without reports of both ends.
    pub fn coverage_grew(&self, functions: &[FunctionEvidence]) -> Option<bool> {
        let CoverageShare { base, head } = self.share()?;
        let base = base?;
        let is_new_and_reached = |function: &FunctionEvidence| function.reach == Some(Reach::Reached);
        let mut changed = functions.iter().filter(|function| function.change.is_some());
        Some(head > base || (head >= base && changed.any(is_new_and_reached)))
    }

    /// The functions that tests ran before and do not run any more, where both ends have a report.
    pub fn fallen(&self) -> Vec<FallenFunction> {
        fallen(&self.base.coverage, &self.head.coverage)
    }

    /// How much of the measured lines was run.
    pub fn share(&self) -> Option<CoverageShare> {
        let head = percent(&self.head.coverage)?;
        Some(CoverageShare { base: self.base.percent.or_else(|| percent(&self.base.coverage)), head })
    }
}

fn place(function: &FunctionEvidence, excluded: bool) -> FunctionPlace {
    let line = |line: usize| u32::try_from(line).unwrap_or(u32::MAX);
    FunctionPlace {
        name: function.name.clone(),
        path: function.path.clone(),
        line: line(function.line),
        end_line: line(function.end_line),
        excluded,
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
