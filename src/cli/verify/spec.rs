//! Which version of the spec counts: whoever is judged must not move the bar.

use crate::cli::plan;
use crate::cli::task_run::Inquiry;
use model::{Complaint, MovedBar, Promise, SourceText, Task, file_name};
use vcs::{Selection, Tree};
use verdict::judge::{TaskSet, unsound_handovers};
use verdict::{Plan, task_in};

/// The version that is judged by, and what the change did to the spec.
pub struct Specs {
    /// The task as the counting version of its spec tells of it.
    pub judged: Task,
    /// What the change moved.
    pub moved: Vec<MovedBar>,
}

impl Specs {
    /// The spec of `task` at `revision`, else as it was at base, else, where it is new, as it is at head.
    ///
    /// # Errors
    /// If the revision names no commit, or if its version of the spec cannot be read.
    pub fn of(task: &Task, revision: Option<&str>, selection: &Selection, inquiry: &Inquiry) -> miette::Result<Self> {
        if let Some(revision) = revision {
            let at = inquiry.tree(Some(revision))?;
            let judged = version(task, &at.head)?;
            let judged = judged.ok_or_else(|| absent(task, revision))?;
            return Ok(Self { moved: moved(&judged, task), judged });
        }
        let before = version(task, &selection.base)?.unwrap_or_else(|| task.clone());
        // Where the spec lies is told by head: people open it there.
        let moved = moved(&before, task);
        let judged = if moved.is_empty() { task.clone() } else { before };
        Ok(Self { judged, moved })
    }
}

fn absent(task: &Task, revision: &str) -> miette::Report {
    let what = format!("{revision} holds no spec of `{}`", task.id);
    crate::cli::failure::Failure::new(what, "name with --spec-rev a revision that does").into()
}

/// The task as `tree` has it: at the same path, else in a file of that name.
fn version(task: &Task, tree: &Tree) -> miette::Result<Option<Task>> {
    let Some(source) = source_of(task, tree) else { return Ok(None) };
    let id = Some(task.id.as_str()).filter(|id| *id != file_name(&task.path));
    task_in(&source, id, &|path| plan::spec_text(tree, path)).map(Some).map_err(plan::failure)
}

fn source_of(task: &Task, tree: &Tree) -> Option<SourceText> {
    plan::spec_text(tree, &task.path).or_else(|| {
        let name = file_name(&task.path);
        let paths = tree.paths().ok()?;
        let mut same = paths.iter().filter(|path| file_name(path) == name);
        let only = same.next().filter(|_| same.next().is_none())?;
        plan::spec_text(tree, only)
    })
}

/// Takes back what `task` leaves to tasks that do not exist or are over: it excuses nothing. What is wrong with it is told.
pub fn without_unsound_handovers(task: &mut Task, plan: &mut Plan) -> Vec<Complaint> {
    let at = plan.adopt(task);
    let (resolve, nearest) = (|from: usize, name: &str| plan.resolve(from, name), |name: &str| plan.nearest(name));
    let set = TaskSet { tasks: plan.tasks(), resolve: &resolve, nearest: &nearest };
    let complaints = unsound_handovers(&set, at);
    let told = |line: usize| complaints.iter().any(|complaint| complaint.span.start.line == line);
    task.defers.retain(|handover| !told(handover.line));
    complaints
}

/// What was promised and is not any more, and the other way round. A box that was ticked moves nothing.
pub(super) fn moved(before: &Task, after: &Task) -> Vec<MovedBar> {
    let gone = before.promises.iter().filter(|promise| !holds(after, promise)).map(|promise| MovedBar {
        path: after.path.clone(),
        line: Some(promise.line),
        message: format!("the spec promised {} \"{}\" and does not any more", promise.what.kind(), promise.text),
    });
    let new = after.promises.iter().filter(|promise| !holds(before, promise)).map(|promise| MovedBar {
        path: after.path.clone(),
        line: Some(promise.line),
        message: format!("the spec did not promise {} \"{}\" before", promise.what.kind(), promise.text),
    });
    gone.chain(new).chain(left_out(before, after)).collect()
}

fn left_out(before: &Task, after: &Task) -> Vec<MovedBar> {
    let excluded = after.excludes.iter().map(|exclusion| (&exclusion.what, exclusion.line));
    let deferred = after.defers.iter().map(|handover| (&handover.symbol, handover.line));
    let new = excluded.chain(deferred).filter(|(name, _)| verdict::judge::excused(before, name).is_none());
    new.map(|(name, line)| MovedBar {
        path: after.path.clone(),
        line: Some(line),
        message: format!("the spec leaves `{name}` out, and did not before"),
    })
    .collect()
}

fn holds(task: &Task, promise: &Promise) -> bool {
    let statement = !promise.what.is_checkable();
    statement || task.promises.iter().any(|other| other.what == promise.what)
}
