//! A folder that is open in an editor: its settings and rules, the files below it, and what is judged of an open document.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock};

use super::overlay::{Overlay, Reach};
use crate::cli::args::{CheckArgs, Global, OutputArgs, PolicyArgs, ReadingArgs, ScopeArgs};
use crate::cli::check::read_baseline;
use crate::cli::evidence::stock;
use crate::cli::failure::Failure;
use crate::cli::files::{self, Files};
use crate::cli::settings::{Baseline as BaselineUse, CheckSettings};
use crate::cli::task_run::{Asking, Inquiry};
use crate::cli::today::today;
use crate::cli::{engine, plan};
use analysis::test_inventory::Inventory;
use model::{Finding, Gap, SourceText, Task};
use rules::{Baseline, Catalogue};
use vcs::{Selection, Subject};
use verdict::Plan;
use verdict::check::{Check, Job};
use verdict::judge::{Judged, judge_promises};

/// The texts of open documents, by their path from the root.
pub type OpenTexts = BTreeMap<String, SourceText>;

/// What is known of a folder; made anew when a file in it is saved.
pub struct Workspace {
    inquiry: Inquiry,
    /// All rules with their examples, for their pages.
    catalogue: Catalogue,
    baseline: Option<Baseline>,
    selection: Selection,
    paths: HashSet<String>,
    /// Which files mention which names; found on opening and saving, and used while typing.
    mentions: Mutex<HashMap<Vec<String>, Vec<String>>>,
    plan: OnceLock<Plan>,
    tests: OnceLock<Option<Inventory>>,
}

/// What is wrong in a document.
#[derive(Debug, Default, PartialEq)]
pub struct Judgement {
    /// The findings in it that count.
    pub findings: Vec<Finding>,
    /// What of it could not be read.
    pub gaps: Vec<Gap>,
}

impl Workspace {
    /// Reads the settings and rules for `folder`, and lists the files of its repository. The current folder of the program
    /// is `folder` afterwards.
    ///
    /// # Errors
    /// If the folder is gone, and for every mistake in the configuration, the rules or the baseline.
    pub fn open(folder: &Path, global: &Global) -> miette::Result<Self> {
        std::env::set_current_dir(folder).map_err(|error| {
            Failure::new(format!("cannot open the folder {}: {error}", folder.display()), "open a folder that exists")
        })?;
        let settings = CheckSettings::new(&everything(), global)?;
        let inquiry = Inquiry { engine: engine::build(&settings)?, settings };
        let catalogue = engine::catalogue(&inquiry.settings.own_rules)?;
        let baseline = match &inquiry.settings.baseline {
            BaselineUse::Read(path) => Some(read_baseline(path, &inquiry.engine)?),
            BaselineUse::AtBase { .. } | BaselineUse::Write(_) | BaselineUse::Ignored => None,
        };
        let request = files::request(&inquiry.settings);
        let selection = vcs::select(&request, &files::is_source()).map_err(|error| Failure::of(&error))?;
        let paths = match &selection.subject {
            Subject::Everything { paths } => paths.iter().cloned().collect(),
            Subject::Change { .. } => HashSet::new(),
        };
        let (mentions, plan, tests) = (Mutex::default(), OnceLock::new(), OnceLock::new());
        Ok(Self { inquiry, catalogue, baseline, selection, paths, mentions, plan, tests })
    }

    /// The root of the repository; paths are from there.
    pub fn root(&self) -> &Path {
        &self.inquiry.settings.place.root
    }

    /// The path of `file` from the root; `None` where it lies elsewhere.
    pub fn path_of(&self, file: &Path) -> Option<String> {
        plan::from_root(file, self.root())
    }

    /// The file at `path`.
    pub fn file(&self, path: &str) -> PathBuf {
        self.root().join(path)
    }

    /// The rules, with their pages.
    pub fn catalogue(&self) -> &Catalogue {
        &self.catalogue
    }

    /// What is wrong in each of the documents `open`. Files that the configuration leaves out have nothing wrong.
    pub fn judge(&self, open: &OpenTexts, reach: Reach) -> BTreeMap<String, Judgement> {
        let files = Files::new(&self.selection, &self.inquiry.settings);
        let around = Overlay { files: &files, open, mentions: &self.mentions, reach };
        let job = |(path, source): (&String, &'_ SourceText)| {
            let source = source.clone();
            Job { path: path.clone(), path_before: None, before: None, head: Box::new(move || Some(source.clone())) }
        };
        let jobs: Vec<Job> = open.iter().filter(|(path, _)| self.is_judged(path)).map(job).collect();
        let engine = &self.inquiry.engine;
        let check = Check { engine, jobs: &jobs, change: false, around: &around, today: &today(), progress: &|| () };
        let mut answer = verdict::check::check(&check);
        if let Some(baseline) = &self.baseline {
            baseline.apply(&mut answer.findings);
        }
        let mut judgements: BTreeMap<String, Judgement> =
            open.keys().map(|path| (path.clone(), Judgement::default())).collect();
        for finding in answer.findings.into_iter().filter(|finding| finding.suppressed.is_none()) {
            judgements.entry(finding.path.clone()).or_default().findings.push(finding);
        }
        for gap in answer.gaps {
            judgements.entry(gap.path.clone()).or_default().gaps.push(gap);
        }
        judgements
    }

    /// A file that is not saved yet is not among those that were listed.
    fn is_judged(&self, path: &str) -> bool {
        self.paths.contains(path)
            || !self.file(path).exists() && !self.inquiry.settings.exclude.matches(Path::new(path))
    }

    /// The tasks of the project; none where they cannot be listed.
    pub fn plan(&self) -> &Plan {
        self.plan.get_or_init(|| self.inquiry.plan(&self.selection).unwrap_or_default())
    }

    /// The tests that run and reach a function of this name in the file at `path`.
    pub fn tested_by(&self, name: &str, path: &str) -> Vec<String> {
        let tests = self.tests.get_or_init(|| {
            let files = Files::new(&self.selection, &self.inquiry.settings);
            stock(&self.selection, &files).ok().map(|stock| stock.head)
        });
        let tests = tests.iter().flat_map(|inventory| inventory.tested_by(name, Some(path)));
        tests.map(|test| test.name.clone()).collect()
    }

    /// What became of the promises of `task`, as files are saved.
    ///
    /// # Errors
    /// When git does not let the tree be looked at.
    pub fn promises(&self, task: &Task) -> miette::Result<Vec<Judged>> {
        let files = Files::new(&self.selection, &self.inquiry.settings);
        let delivered = self.inquiry.delivered(&files, &[task], Asking::default())?;
        Ok(judge_promises(task, &delivered))
    }
}

/// `makegood check --all`.
fn everything() -> CheckArgs {
    CheckArgs {
        paths: Vec::new(),
        scope: ScopeArgs { all: true, ..ScopeArgs::default() },
        reading: ReadingArgs::default(),
        policy: PolicyArgs::default(),
        output: OutputArgs { format: report::Format::Json, output: None },
    }
}
