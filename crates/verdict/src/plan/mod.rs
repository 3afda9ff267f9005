//! The plan: all tasks of a project, and which of them a name means.

mod error;
mod folders;

use std::collections::{HashMap, HashSet};

use rayon::prelude::*;

pub use error::PlanError;
pub use folders::{DEFAULT_FOLDERS, is_spec_path};

use crate::judge::order;
use model::{SourceText, Task, TaskState, file_name};

/// All tasks of a project, in order of path and place.
#[derive(Debug, Clone, Default)]
pub struct Plan {
    tasks: Vec<Task>,
    /// The tasks by each of the names that they go by.
    names: HashMap<String, Vec<usize>>,
    /// The specs that could not be read.
    broken: Vec<PlanError>,
}

/// Reads a file by its path from the root.
pub type ReadText<'a> = dyn Fn(&str) -> Option<SourceText> + Sync + 'a;

impl Plan {
    /// Reads the specs at `paths`. One that cannot be read is kept as an error, and does not keep the others from being
    /// read.
    pub fn read(paths: &[String], text: &ReadText) -> Self {
        let paths = folders::without_context(paths);
        let read: Vec<Result<Vec<Task>, PlanError>> =
            paths.par_iter().filter_map(|path| text(path).map(|source| tasks_of(&source, text))).collect();
        let mut plan = Self::default();
        for tasks in read {
            match tasks {
                Ok(tasks) => plan.tasks.extend(tasks),
                Err(PlanError::NoSpec { .. }) => {}
                Err(error) => plan.broken.push(error),
            }
        }
        plan.index();
        plan
    }

    /// All tasks, in order of path and place.
    pub fn tasks(&self) -> &[Task] {
        &self.tasks
    }

    /// The specs that could not be read.
    pub fn broken(&self) -> &[PlanError] {
        &self.broken
    }

    /// Adds a task that stands outside of the folders, unless it is known; tells where it is.
    pub fn adopt(&mut self, task: &Task) -> usize {
        let known = self.tasks.iter().position(|other| other.path == task.path && other.id == task.id);
        known.unwrap_or_else(|| {
            self.tasks.push(task.clone());
            self.index();
            self.tasks.len() - 1
        })
    }

    fn index(&mut self) {
        self.names.clear();
        for (at, task) in self.tasks.iter().enumerate() {
            for name in names(task) {
                self.names.entry(name).or_default().push(at);
            }
        }
    }

    /// The one task that is called `name`.
    ///
    /// # Errors
    /// If there is none, or more than one.
    pub fn find(&self, name: &str) -> Result<&Task, PlanError> {
        let found = self.named(name);
        match found.as_slice() {
            [] => {
                Err(PlanError::Unknown { name: name.to_owned(), nearest: self.nearest(name), known: self.tasks.len() })
            }
            [one] => Ok(&self.tasks[*one]),
            several => Err(PlanError::Ambiguous {
                name: name.to_owned(),
                places: several.iter().map(|&at| place(&self.tasks[at])).collect(),
            }),
        }
    }

    /// The tasks of the change or the feature that is called `name`: of the list in the folder of that name, whatever date
    /// stands before it. Empty where there is no such folder, or more than one.
    pub fn group(&self, name: &str) -> Vec<Task> {
        let wanted = file_name(name.trim().trim_end_matches('/')).to_lowercase();
        let called = |task: &&Task| {
            let own = file_name(folder(&task.path)).to_lowercase();
            file_name(&task.path) != task.id && (own == wanted || folders::undated(&own) == wanted)
        };
        let tasks: Vec<Task> = self.tasks.iter().filter(called).cloned().collect();
        let one = tasks.iter().all(|task| task.path == tasks[0].path);
        if one { tasks } else { Vec::new() }
    }

    /// Which task the spec of the task at `from` means by `name`: one of its own file before one of its folder before any.
    pub fn resolve(&self, from: usize, name: &str) -> Option<usize> {
        let found = self.named(name);
        let own = &self.tasks[from];
        let own_file = found.iter().find(|&&at| self.tasks[at].path == own.path && at != from);
        let own_folder = || found.iter().find(|&&at| folder(&self.tasks[at].path) == folder(&own.path));
        own_file.or_else(own_folder).or(found.first()).copied()
    }

    /// The names of the tasks that are most like `name`, the likest first; three at most.
    pub fn nearest(&self, name: &str) -> Vec<String> {
        let wanted = file_name(name);
        let scored = self.tasks.iter().map(|task| (likeness(wanted, &task.id), &task.id));
        let mut alike: Vec<(f64, &String)> = scored.filter(|(score, _)| *score > 0.6).collect();
        alike.sort_by(|one, other| other.0.total_cmp(&one.0).then_with(|| one.1.cmp(other.1)));
        let best = alike.first().map_or(0.0, |(score, _)| *score);
        let mut names: Vec<String> =
            alike.into_iter().filter(|(score, _)| best - score < 0.1).map(|(_, id)| id.clone()).collect();
        names.dedup();
        names.truncate(3);
        names
    }

    /// The tasks that `task` depends on, directly or through others, each after those that it depends on itself. What
    /// does not exist is left out.
    ///
    /// # Errors
    /// If tasks wait for one another.
    pub fn before(&mut self, task: &Task) -> Result<Vec<Task>, PlanError> {
        let start = self.adopt(task);
        let edges: Vec<Vec<usize>> = (0..self.tasks.len())
            .map(|at| {
                let targets = self.tasks[at].depends_on.iter();
                targets.filter_map(|dependency| self.resolve(at, &dependency.target)).collect()
            })
            .collect();
        let reached = reachable(start, &edges);
        let order = order(&edges);
        if let Some(cycle) = order.cycles.iter().find(|cycle| cycle.iter().all(|at| reached.contains(at))) {
            let cycle = cycle.iter().chain(&cycle[..1]).map(|&at| self.tasks[at].id.clone()).collect();
            return Err(PlanError::Cycle { cycle });
        }
        let before = order.order.into_iter().filter(|at| *at != start && reached.contains(at));
        Ok(before.map(|at| self.tasks[at].clone()).collect())
    }

    /// The tasks that `name` can mean.
    fn named(&self, name: &str) -> Vec<usize> {
        let name = name.trim().trim_start_matches("./");
        // Only the ending of a document is none of the name: `a.md#T1` is not `a`.
        let stem = file_name(name).rsplit_once('.').filter(|(_, ending)| matches!(*ending, "md" | "markdown"));
        let keys = [Some(name), Some(file_name(name)), stem.map(|(stem, _)| stem)];
        let found = keys.into_iter().flatten().find_map(|key| self.names.get(&key.to_lowercase()));
        found.cloned().unwrap_or_default()
    }
}

/// By what a task is named: its id, the path of its spec, and for a file that is one task its name with and without ending.
fn names(task: &Task) -> Vec<String> {
    let mut names =
        vec![task.id.clone(), format!("{}#{}", task.path, task.id), format!("{}#{}", file_name(&task.path), task.id)];
    if task.id == file_name(&task.path) {
        names.push(task.path.clone());
        names.extend(task.id.rsplit_once('.').map(|(stem, _)| stem.to_owned()));
    }
    names.iter_mut().for_each(|name| *name = name.to_lowercase());
    names.sort();
    names.dedup();
    names
}

/// How much alike two names are, from 0 to 1. A name that begins or ends with the other is close to it.
fn likeness(one: &str, other: &str) -> f64 {
    let stem = |name: &str| name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_lowercase();
    let (one, other) = (stem(one), stem(other));
    let goes_on = |long: &str, short: &str| short.len() > 2 && long.starts_with(short);
    let comes_to = |long: &str, short: &str| short.len() > 2 && long.ends_with(short);
    if goes_on(&one, &other) || goes_on(&other, &one) {
        return 0.9;
    }
    if comes_to(&one, &other) || comes_to(&other, &one) {
        return 0.75;
    }
    strsim::normalized_damerau_levenshtein(&one, &other)
}

/// All tasks of one file.
///
/// # Errors
/// If it is no spec, not UTF-8, or breaks the rules of its format.
pub fn tasks_of(source: &SourceText, text: &ReadText) -> Result<Vec<Task>, PlanError> {
    if source.is_lossy() {
        return Err(PlanError::not_utf8(source));
    }
    let read = specs::read(source, &|path| text(path));
    let mut tasks = read.ok_or_else(|| PlanError::NoSpec { path: source.path.clone() })??;
    if folders::is_done(&source.path) {
        let open = tasks.iter_mut().filter(|task| matches!(task.state, TaskState::Open | TaskState::Begun));
        open.for_each(|task| task.state = TaskState::Done);
    }
    Ok(tasks)
}

/// The one task of a file, or the one that is called `id` in it.
///
/// # Errors
/// As [`tasks_of`]; and if the file holds no such task, or several and none is named.
pub fn task_in(source: &SourceText, id: Option<&str>, text: &ReadText) -> Result<Task, PlanError> {
    let tasks = tasks_of(source, text)?;
    let ids = || tasks.iter().map(|task| task.id.clone()).collect::<Vec<_>>();
    match id {
        Some(id) => {
            let mut found = tasks.iter().filter(|task| task.id.eq_ignore_ascii_case(id));
            let first = found.next().cloned();
            match (first, found.next()) {
                (Some(task), None) => Ok(task),
                (Some(_), Some(_)) => Err(PlanError::Ambiguous {
                    name: id.to_owned(),
                    places: tasks.iter().filter(|task| task.id.eq_ignore_ascii_case(id)).map(place).collect(),
                }),
                (None, _) => Err(PlanError::NoSuchId { path: source.path.clone(), id: id.to_owned(), ids: ids() }),
            }
        }
        None => match tasks.as_slice() {
            [task] => Ok(task.clone()),
            [] => Err(PlanError::NoTask { path: source.path.clone() }),
            _ => Err(PlanError::Several { path: source.path.clone(), ids: ids() }),
        },
    }
}

fn reachable(start: usize, edges: &[Vec<usize>]) -> HashSet<usize> {
    let mut reached = HashSet::from([start]);
    let mut open = vec![start];
    while let Some(at) = open.pop() {
        open.extend(edges[at].iter().copied().filter(|next| reached.insert(*next)));
    }
    reached
}

fn place(task: &Task) -> String {
    format!("{}#{} (line {})", task.path, task.id, task.line)
}

fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}
