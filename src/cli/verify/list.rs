//! `makegood verify LIST`: many tasks in one run, over one index of base and head.

use std::collections::HashMap;

use crate::cli::args::VerifyArgs;
use crate::cli::delivery;
use crate::cli::failure::Failure;
use crate::cli::files::Files;
use crate::cli::plan;
use crate::cli::task_run::{Asking, Inquiry};
use model::{MovedBar, Report, Task, TaskState};
use vcs::{GitProgram, Selection, Tree};
use verdict::Plan;
use verdict::judge::{self, ListVerification, ListedTask};

/// The report about the tasks that were typed, where they are many; `None` where one task is meant.
///
/// # Errors
/// If there is no such task, if none of them is to be judged, or where git does not let them be looked at.
pub fn verify(typed: &VerifyArgs, inquiry: &Inquiry) -> miette::Result<Option<(Report, delivery::Sources)>> {
    let head = typed.range.head.as_deref();
    let tree = inquiry.tree(head)?;
    let mut plan = inquiry.plan(&tree)?;
    let tasks = plan::select(&typed.task, &tree.head, &plan, &inquiry.settings)?;
    if tasks.len() < 2 && !typed.all_tasks && typed.since.is_none() {
        return Ok(None);
    }
    alone(typed)?;
    let asked = asked(typed, &tasks, inquiry)?;
    let as_one = typed.range.base.is_some() && tasks.iter().all(is_open);
    let base = match (&typed.range.base, &typed.since) {
        (Some(base), _) | (None, Some(base)) => Some(base.clone()),
        (None, None) => before(&tasks, head, inquiry)?,
    };
    let (held, selection) = inquiry.judging(base.as_deref(), head)?;
    let inquiry = held.as_ref().unwrap_or(inquiry);
    let mut listed = with_dependencies(&tasks, &mut plan);
    let moved = as_at_base(&mut listed, &selection.base);
    let mut report = report(typed, inquiry, &selection, (listed, asked), as_one)?;
    report.moved_bars.extend(moved);
    let shown = delivery::shown_paths(&report);
    let sources = shown.into_iter().filter_map(|path| Some((path.clone(), plan::text(&selection.head, &path)?)));
    let sources = sources.collect();
    Ok(Some((report, sources)))
}

/// Reports of other tools speak of one change, not of each task of a list.
fn alone(typed: &VerifyArgs) -> Result<(), Failure> {
    if typed.reports.is_empty() && typed.run.test_cmd.is_none() && typed.spec_rev.is_none() && !typed.prove {
        return Ok(());
    }
    let next = "name one task, `path#id`, or leave --results, --coverage, --test-cmd, --prove and --spec-rev out";
    Err(Failure::new(
        "reports, proofs and revisions of the spec are taken for one task, and many are asked about",
        next,
    ))
}

/// Which of the tasks are judged: those that are done, with `--since` only those that were not at that revision.
fn asked(typed: &VerifyArgs, tasks: &[Task], inquiry: &Inquiry) -> miette::Result<Vec<bool>> {
    let before = typed.since.as_deref().map(|revision| inquiry.tree(Some(revision))).transpose()?;
    let done_before = before.map(|selection| done_in(tasks, &selection.head)).unwrap_or_default();
    let wanted = |task: &Task| {
        let done = typed.all_tasks && task.state != TaskState::Dropped || task.state == TaskState::Done;
        done && !done_before.contains(&(task.path.clone(), task.id.clone()))
    };
    let asked: Vec<bool> = tasks.iter().map(wanted).collect();
    if asked.contains(&true) {
        return Ok(asked);
    }
    // A plan that carries no marks is judged as a whole: to ask about it is to take it for done.
    if typed.since.is_none() && typed.range.base.is_some() && tasks.iter().all(is_open) {
        return Ok(vec![true; tasks.len()]);
    }
    let what = format!("none of {} tasks in {} is marked as done", tasks.len(), typed.task);
    let what = if typed.since.is_some() { format!("{what} since then") } else { what };
    Err(Failure::new(what, "tick what is done, or judge open ones, too, with --all-tasks").into())
}

fn is_open(task: &Task) -> bool {
    task.state == TaskState::Open
}

/// The path and id of each task that was done in `tree` already.
fn done_in(tasks: &[Task], tree: &Tree) -> std::collections::HashSet<(String, String)> {
    let paths: std::collections::BTreeSet<&str> = tasks.iter().map(|task| task.path.as_str()).collect();
    let mut done = std::collections::HashSet::new();
    for path in paths {
        let over = tasks_at(path, tree).into_values().filter(|task| task.state == TaskState::Done);
        done.extend(over.map(|task| (task.path, task.id)));
    }
    done
}

/// Takes the promises of tasks that were there at base from there, and tells what the change moved of them.
fn as_at_base(tasks: &mut [ListedTask], base: &Tree) -> Vec<MovedBar> {
    let mut before: HashMap<String, HashMap<String, Task>> = HashMap::new();
    let mut moved = Vec::new();
    for ListedTask { task, .. } in tasks {
        let known = before.entry(task.path.clone()).or_insert_with(|| tasks_at(&task.path, base));
        let Some(earlier) = known.remove(&task.id) else { continue };
        let bars = super::spec::moved(&earlier, task);
        if !bars.is_empty() {
            task.promises = earlier.promises;
            task.excludes = earlier.excludes;
            task.defers = earlier.defers;
        }
        moved.extend(bars);
    }
    moved
}

/// The tasks of the spec at `path`, by id, as `tree` has them.
fn tasks_at(path: &str, tree: &Tree) -> HashMap<String, Task> {
    let Some(source) = plan::spec_text(tree, path) else { return HashMap::new() };
    let tasks = verdict::tasks_of(&source, &|path| plan::spec_text(tree, path)).unwrap_or_default();
    tasks.into_iter().map(|task| (task.id.clone(), task)).collect()
}

/// The commit before the one that brought the first of the specs in; `None` for the merge base with the default branch.
fn before(tasks: &[Task], head: Option<&str>, inquiry: &Inquiry) -> miette::Result<Option<String>> {
    let paths: Vec<&str> =
        tasks.iter().map(|task| task.path.as_str()).collect::<std::collections::BTreeSet<_>>().into_iter().collect();
    let root = &inquiry.settings.place.root;
    let added = vcs::first_added(&GitProgram::default(), root, head.unwrap_or("HEAD"), &paths);
    let added = added.map_err(|error| Failure::of(&error))?;
    Ok(added.map(|beginning| beginning.base.unwrap_or(beginning.first)))
}

/// Each task with those of the list that it depends on, directly or through others.
fn with_dependencies(tasks: &[Task], plan: &mut Plan) -> Vec<ListedTask> {
    let at: Vec<usize> = tasks.iter().map(|task| plan.adopt(task)).collect();
    let place: HashMap<usize, usize> = at.iter().enumerate().map(|(listed, known)| (*known, listed)).collect();
    let direct = |listed: usize| -> Vec<usize> {
        let targets =
            tasks[listed].depends_on.iter().filter_map(|dependency| plan.resolve(at[listed], &dependency.target));
        targets.filter_map(|known| place.get(&known).copied()).filter(|other| *other != listed).collect()
    };
    let edges: Vec<Vec<usize>> = (0..tasks.len()).map(direct).collect();
    let listed = |at: usize| ListedTask { task: tasks[at].clone(), judged: Vec::new(), before: edges[at].clone() };
    (0..tasks.len()).map(listed).collect()
}

fn report(
    typed: &VerifyArgs,
    inquiry: &Inquiry,
    selection: &Selection,
    (mut tasks, asked): (Vec<ListedTask>, Vec<bool>),
    as_one: bool,
) -> miette::Result<Report> {
    let files = Files::new(selection, &inquiry.settings);
    let all: Vec<&Task> = tasks.iter().map(|listed| &listed.task).collect();
    let delivered = inquiry.delivered(&files, &all, Asking::default())?;
    let mut check = inquiry.check(selection, &files)?;
    for listed in &mut tasks {
        let prescribed = super::prescribed(&listed.task, &check, &delivered, &files, selection);
        listed.task.hollow.extend(prescribed);
        listed.judged = judge::judge_promises(&listed.task, &delivered);
        check.findings.iter_mut().for_each(|finding| judge::excuse(finding, &listed.task));
    }
    check.gaps.extend(selection.gaps.iter().cloned());
    check.gaps.extend(files.take_gaps());
    let verification =
        ListVerification { tasks, asked, as_one, check, strict: typed.strict, fail_on: inquiry.settings.fail_on };
    Ok(judge::list_verified(verification, &|complaint| inquiry.engine.weigh(complaint)))
}
