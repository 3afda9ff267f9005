//! The runner: the project is laid out apart, built once with all switches, and its tests are run. The only part with processes.

mod build;
pub mod cache;
mod cargo;
mod command;
mod diagnostics;
mod error;
mod programs;
mod project;
mod reach;
mod results;
mod values;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use model::{LanguageId, ProofReport, ProofStatus, ReportedTest};
use vcs::{GitProgram, Revision, check_out};

use crate::instrument::Shape;
use crate::{Candidate, Fate};
use cache::{Cache, Keys};
pub use command::{Ending, Order};
pub use error::ProveError;
use project::{Project, Ran};
use results::Results;
use values::Trial;

/// How long building and testing may take where nothing else was said.
const LIMIT: Duration = Duration::from_secs(1800);

/// Reads the tests from what a command printed, given the folder it ran in, standard output and standard error. `None` where
/// it names no test.
pub type ReadTests<'a> = dyn Fn(&Path, &[u8], &[u8]) -> Option<Vec<ReportedTest>> + Sync + 'a;

/// Runs a command and waits for it; the error is [`ProveError::Interrupted`] or [`ProveError::Start`].
pub type RunCommand<'a> = dyn Fn(&Order) -> Result<Ending, ProveError> + Sync + 'a;

/// What is told while functions are tried.
#[derive(Debug, Clone, Copy)]
pub enum Step<'a> {
    /// A phase began.
    Phase(&'a str),
    /// So many functions are to be tried.
    Functions(usize),
    /// One was.
    Tried(&'a ProofReport),
    /// Something is worth knowing.
    Warning(&'a str),
}

/// The outside world.
pub struct Outside<'a> {
    /// The folder that is worked in, absolute and without symbolic links; who made it removes it.
    pub work: &'a Path,
    /// Runs a command.
    pub run: &'a RunCommand<'a>,
    /// Reads tests.
    pub read: &'a ReadTests<'a>,
    /// Is told what happens.
    pub progress: &'a (dyn Fn(Step) + Sync),
}

/// What is asked for.
#[derive(Debug, Clone)]
pub struct Request {
    /// The repository's root.
    pub root: PathBuf,
    /// What is laid out.
    pub revision: Revision,
    /// What builds the project and runs its tests, as a shell reads it.
    pub command: String,
    /// How long a run of the command may take; without it, long for the first and a multiple of that for others.
    pub limit: Option<Duration>,
    /// How many processes run at once.
    pub jobs: usize,
    /// Where proofs are kept for the next run.
    pub cache: Option<PathBuf>,
    /// Which part of the functions is tried, from 1, and of how many.
    pub shard: (usize, usize),
}

/// What is known of each of `candidates`, in their order. Constants are left out.
///
/// # Errors
/// If nothing can be proven, whatever the function: [`ProveError`] says why.
pub fn prove(request: &Request, candidates: &[Candidate], outside: &Outside) -> Result<Vec<ProofReport>, ProveError> {
    let mut known: BTreeMap<usize, ProofReport> = BTreeMap::new();
    for (index, candidate) in candidates.iter().enumerate() {
        let own = (index % request.shard.1) + 1 == request.shard.0;
        match &candidate.fate {
            Fate::Settled(status, why) => drop(known.insert(index, candidate.report(*status, Vec::new(), why.clone()))),
            Fate::Tried(_) if !own => {
                let why = format!("another part of {} has it", request.shard.1);
                known.insert(index, candidate.report(ProofStatus::Pending, Vec::new(), why));
            }
            _ => {}
        }
    }
    let tried = |index: &usize| matches!(candidates[*index].fate, Fate::Tried(_));
    let open: BTreeSet<usize> =
        (0..candidates.len()).filter(tried).filter(|index| !known.contains_key(index)).collect();
    if !open.is_empty() {
        known.extend(try_all(request, candidates, open, outside)?);
    }
    let selected = candidates.iter().filter(|candidate| candidate.fate != Fate::Constant).count();
    assert_eq!(known.len(), selected, "every function that was selected is judged or pending");
    Ok(known.into_values().collect())
}

fn try_all(
    request: &Request,
    candidates: &[Candidate],
    mut open: BTreeSet<usize>,
    outside: &Outside,
) -> Result<BTreeMap<usize, ProofReport>, ProveError> {
    let phase = |text: &str| (outside.progress)(Step::Phase(text));
    phase("laying the project out");
    let folder = outside.work.join("project");
    for missing in check_out(&GitProgram::default(), &request.root, &request.revision, &folder)? {
        (outside.progress)(Step::Warning(&missing));
    }
    let folder = folder.canonicalize().map_err(|error| ProveError::file(&folder, error))?;
    let paths = open.iter().map(|index| candidates[*index].path.clone());
    let mut project = Project::new(outside, &request.command, folder, paths)?;
    let keys = Keys::new(&project, request);
    let mut cache = Cache::open(request.cache.as_deref());
    let mut known = BTreeMap::new();
    for index in open.clone() {
        if let Some(report) = cache.find(&keys, &project, &candidates[index]) {
            open.remove(&index);
            known.insert(index, report);
        }
    }
    if open.is_empty() {
        return Ok(known);
    }
    phase("building and testing it as it is");
    let baseline = baseline(&project, request)?;
    let limit = request.limit.unwrap_or_else(|| Duration::from_secs_f64(baseline.seconds * 5.0 + 20.0));
    let limit = limit.max(Duration::from_secs(5));
    let subject = Subject { request, candidates, baseline: &baseline, limit, first: request.limit.unwrap_or(LIMIT) };
    let mut keep = |index: usize, report: ProofReport, project: &Project| {
        cache.keep(&keys, project, &candidates[index], &report);
        (outside.progress)(Step::Tried(&report));
        known.insert(index, report);
    };
    subject.try_open(&mut project, &open, &mut keep)?;
    Ok(known)
}

fn compiles(ran: &Ran) -> bool {
    diagnostics::errors(&ran.printed).is_empty()
}

fn is_alone(candidate: &Candidate) -> bool {
    matches!(&candidate.fate, Fate::Tried(switch) if switch.alone)
}

/// The tests with nothing switched off, run twice.
fn baseline(project: &Project, request: &Request) -> Result<Results, ProveError> {
    let limit = request.limit.unwrap_or(LIMIT);
    let first = project.run("", limit)?;
    if !first.results.is_green() {
        let tests = first.results.failed().map(str::to_owned).collect();
        return Err(ProveError::Red { ended: first.results.ending, tests, printed: first.printed });
    }
    if first.results.tests.is_empty() && (first.results.read || first.printed.trim().is_empty()) {
        return Err(ProveError::Empty { printed: first.printed });
    }
    (project.outside.progress)(Step::Phase("testing it once more as it is"));
    let second = project.run("", limit)?;
    if !second.results.is_same(&first.results) {
        let tests = second.results.differing(&first.results).into_iter().map(str::to_owned).collect();
        return Err(ProveError::Flaky { tests, printed: second.printed });
    }
    if !second.results.read {
        let text = "the command names no test that is recognised: it counts as one test, by its exit code";
        (project.outside.progress)(Step::Warning(text));
    }
    Ok(second.results)
}

/// What is tried, and with what.
struct Subject<'a> {
    request: &'a Request,
    candidates: &'a [Candidate],
    baseline: &'a Results,
    /// How long a run may take.
    limit: Duration,
    /// How long a run may take that also builds.
    first: Duration,
}

type Keep<'k> = dyn FnMut(usize, ProofReport, &Project) + 'k;

impl Subject<'_> {
    fn try_open(&self, project: &mut Project, open: &BTreeSet<usize>, keep: &mut Keep) -> Result<(), ProveError> {
        let phase = |project: &Project, text: &str| (project.outside.progress)(Step::Phase(text));
        let at_build = self.find_roots(project, open)?;
        for index in &at_build {
            let why = "it runs while the project is built, and not while its tests run";
            keep(*index, self.candidates[*index].report(ProofStatus::Unsupported, Vec::new(), why), project);
        }
        // The others keep their numbers, and are not touched.
        let tried: Vec<Candidate> = self
            .candidates
            .iter()
            .enumerate()
            .map(|(index, candidate)| match open.contains(&index) && !at_build.contains(&index) {
                true => candidate.clone(),
                false => Candidate { fate: Fate::Constant, ..candidate.clone() },
            })
            .collect();
        phase(project, "building it with switches");
        let built = build::build(project, &tried, self.baseline, self.first)?;
        for (index, why) in &built.unviable {
            keep(*index, tried[*index].report(ProofStatus::Unviable, Vec::new(), why.clone()), project);
        }
        let reach = self.reach(project)?;
        let passages = values::by_index(&reach, tried.len());
        let reached = built.shapes.keys().copied().filter(|index| passages.contains_key(index));
        let (alone, reached): (Vec<usize>, Vec<usize>) = reached.partition(|index| is_alone(&tried[*index]));
        let alone = alone.into_iter().chain(built.alone.keys().copied());
        let alone: BTreeMap<usize, Shape> = alone.map(|index| (index, Shape::Replaced(1))).collect();
        (project.outside.progress)(Step::Functions(reached.len() + alone.len()));
        self.try_values(project, &tried, &reached, &reach, &passages, keep)?;
        let unreached: BTreeSet<usize> =
            built.shapes.keys().copied().filter(|index| !passages.contains_key(index)).collect();
        phase(project, "looking which of the others are built at all");
        let read = build::read_by_compiler(project, &tried, &built.shapes, &unreached, self.first)?;
        for index in unreached {
            let (status, why) = match read.contains(&index) {
                true => (ProofStatus::Unreached, "no test reaches it"),
                false => (ProofStatus::NotBuilt, "an error in its body does not stop the build"),
            };
            keep(index, tried[index].report(status, Vec::new(), why), project);
        }
        self.try_alone(project, &tried, &alone, keep)
    }

    /// Finds the roots of Rust's crates; answers which functions run while the project is built.
    fn find_roots(&self, project: &mut Project, open: &BTreeSet<usize>) -> Result<BTreeSet<usize>, ProveError> {
        let rust = open.iter().filter(|index| self.candidates[**index].language == LanguageId::Rust);
        let paths: BTreeSet<String> = rust.map(|index| self.candidates[*index].path.clone()).collect();
        if paths.is_empty() {
            return Ok(BTreeSet::new());
        }
        let crates = cargo::crates(project, &paths)?;
        for path in crates.files_beside(&project.folder, &paths) {
            project.make_types_of(&path)?;
        }
        for path in &paths {
            for root in crates.roots_of(path) {
                project.remember(root)?;
                project.roots.insert(root.clone());
            }
        }
        let at_build = |index: &&usize| {
            let candidate = &self.candidates[**index];
            candidate.language == LanguageId::Rust && crates.runs_at_build(&candidate.path)
        };
        Ok(open.iter().filter(at_build).copied().collect())
    }

    /// Runs the tests once while switches note who passes them.
    fn reach(&self, project: &Project) -> Result<reach::Reach, ProveError> {
        (project.outside.progress)(Step::Phase("looking which functions the tests reach"));
        let folder = project.outside.work.join("reach");
        for folder in [&folder, &project.lacking()] {
            std::fs::create_dir_all(folder).map_err(|error| ProveError::file(folder, error))?;
        }
        let ran = project.run(&folder.display().to_string(), self.first)?;
        if !ran.results.is_same(self.baseline) {
            return Err(ProveError::Placebo { printed: ran.printed });
        }
        Ok(reach::read(&folder))
    }

    fn try_values(
        &self,
        project: &Project,
        tried: &[Candidate],
        reached: &[usize],
        reach: &reach::Reach,
        passages: &BTreeMap<usize, BTreeSet<reach::Passage>>,
        keep: &mut Keep,
    ) -> Result<(), ProveError> {
        let trial = Trial {
            project,
            baseline: self.baseline,
            reach,
            programs: Mutex::default(),
            confirmed: Mutex::default(),
            deciding: Mutex::default(),
            limit: self.limit,
            typed: self.request.limit.is_some(),
            jobs: self.request.jobs,
        };
        let next = AtomicUsize::new(0);
        let (tell, told) = std::sync::mpsc::channel();
        std::thread::scope(|scope| {
            for _ in 0..self.request.jobs.max(1) {
                let (tell, next, trial) = (tell.clone(), &next, &trial);
                scope.spawn(move || {
                    while let Some(index) = reached.get(next.fetch_add(1, Ordering::Relaxed)) {
                        let said = trial.of(*index, &tried[*index], &passages[index]);
                        let stop = said.is_err();
                        // Whoever gave up does not listen any more.
                        if tell.send((*index, said)).is_err() || stop {
                            return;
                        }
                    }
                });
            }
            drop(tell);
            told.iter().try_for_each(|(index, said)| {
                keep(index, said?, project);
                Ok(())
            })
        })
    }

    /// Functions that no guard can be put into: their bodies are replaced, one build for each.
    fn try_alone(
        &self,
        project: &Project,
        tried: &[Candidate],
        alone: &BTreeMap<usize, Shape>,
        keep: &mut Keep,
    ) -> Result<(), ProveError> {
        for (index, shape) in alone {
            let ran = self.with_body(project, tried, *index, *shape)?;
            let Fate::Tried(switch) = &tried[*index].fate else { continue };
            let value = switch.values.first().map_or("", String::as_str);
            let failed: Vec<String> = ran.results.failed().map(str::to_owned).collect();
            let compiles = compiles(&ran);
            if ran.results.is_same(self.baseline) {
                let unnoticed = tried[*index].unnoticed(format!("no test notices that it answers with {value}"));
                keep(*index, unnoticed, project);
                continue;
            }
            let (status, killers, why) = match ran.results.ending {
                Ending::TimedOut => {
                    (ProofStatus::Timeout, Vec::new(), format!("answering with {value}, the tests took too long"))
                }
                _ if !failed.is_empty() => (ProofStatus::Proven, failed, format!("answering with {value} is noticed")),
                _ if !compiles => {
                    (ProofStatus::Unviable, Vec::new(), format!("`{value}` does not compile as its body"))
                }
                _ => {
                    (ProofStatus::Unattributed, Vec::new(), "the command failed and named no test that did".to_owned())
                }
            };
            keep(*index, tried[*index].report(status, killers, why), project);
        }
        Ok(())
    }

    /// Runs the tests with the body of the function at `index` replaced; where that does not compile, with its own body behind.
    fn with_body(&self, project: &Project, tried: &[Candidate], index: usize, shape: Shape) -> Result<Ran, ProveError> {
        let run = |shape: Shape| {
            project.rewrite(tried, &|other| if other == index { vec![shape] } else { Vec::new() })?;
            project.run("", self.first)
        };
        let ran = run(shape)?;
        match shape {
            Shape::Replaced(value) if !compiles(&ran) => run(Shape::ReplacedAndKept(value)),
            _ => Ok(ran),
        }
    }
}
